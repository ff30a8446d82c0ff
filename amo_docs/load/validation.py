"""From raw values to records, with every problem of every record in one pass."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, TypeVar, get_args

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from amo_docs.findings import Finding
from amo_docs.load.messages import Champ, translate
from amo_docs.load.reperage import Chemin, find_place, write_cle
from amo_docs.model.base import Notion
from amo_docs.model.matiere import Reperes

N = TypeVar("N", bound=Notion)


@dataclass(frozen=True)
class ContexteLecture:
    """Where values stand and what fields are called.

    `prefixe` goes before keys in `reperes`; `noms` gives the name people know a field by, by its
    key with `[]` for indices; `tus` holds keys already reported, of which nothing more is said.
    """

    reperes: Reperes
    prefixe: str = ""
    noms: Mapping[str, str] = field(default_factory=dict)
    tus: frozenset[str] = frozenset()


def validate(
    modele: type[N], donnees: dict[str, Any], contexte: ContexteLecture
) -> tuple[N | None, tuple[Finding, ...]]:
    """Return the record of `donnees`, or None with one finding for each wrong value."""
    try:
        return modele.model_validate(donnees), ()
    except ValidationError as error:
        found: dict[str, Finding] = {}
        for detail in error.errors(include_url=False):
            if _is_echo(detail):
                continue
            chemin = _find_chemin(donnees, detail["loc"], absent=detail["type"] == "missing")
            cle = write_cle(chemin)
            # A union gives an error for each of its types: one wrong value is one finding, the
            # first.
            if cle not in contexte.tus and cle not in found:
                found[cle] = translate(detail, _describe(modele, chemin, contexte))
        return None, tuple(found.values())


def _find_chemin(donnees: Any, loc: Chemin, absent: bool) -> Chemin:
    """Return the part of pydantic's `loc` that leads into `donnees`."""
    chemin: Chemin = ()
    for part in loc:
        # Unions and validators add steps of their own (« function-before[…] »): they are cut off. A
        # missing key is in no data, but its table is: the path goes on to it.
        if _holds(donnees, part):
            donnees = donnees[part]
        elif not (absent and isinstance(donnees, dict)):
            break
        chemin = (*chemin, part)
    return chemin


def _is_echo(detail: ErrorDetails) -> bool:
    """Tell whether a list is short only because its items, already reported, are wrong."""
    # pydantic counts the items that passed; `input` has them all.
    return detail["type"] == "too_short" and len(detail["input"]) >= detail["ctx"]["min_length"]


def _holds(donnees: Any, part: str | int) -> bool:
    if isinstance(donnees, list):
        return isinstance(part, int) and part < len(donnees)
    return isinstance(donnees, dict) and part in donnees


def _describe(modele: type[BaseModel], chemin: Chemin, contexte: ContexteLecture) -> Champ:
    keys = [part for part in chemin if isinstance(part, str)]
    key = keys[-1] if keys else ""
    # In a table a person knows « Nom de naissance », not `nom_naissance`.
    name = contexte.noms.get(
        "".join("[]" if isinstance(p, int) else f".{p}" for p in chemin).lstrip("."), key
    )
    place = find_place(contexte.reperes, chemin, contexte.prefixe)
    return Champ(key, name, place, _list_connus(modele, chemin))


def _list_connus(modele: type[BaseModel], chemin: Chemin) -> tuple[str, ...]:
    """Return the keys known where the last key of `chemin` stands."""
    *parents, _ = [part for part in chemin if isinstance(part, str)] or [""]
    for part in parents:
        champ = modele.model_fields.get(part)
        inner = _find_modele(champ.annotation) if champ else None
        if inner is None:
            return ()
        modele = inner
    return tuple(modele.model_fields)


def _find_modele(annotation: object) -> type[BaseModel] | None:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    return next((found for arg in get_args(annotation) if (found := _find_modele(arg))), None)

"""The JSON attached to a PDF: the data its paper prints, and nothing else."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from contextlib import suppress
from datetime import date, time
from typing import Any

from amo_docs.catalogue import DocumentType
from amo_docs.compose.filtres import write_date_courte, write_date_longue, write_heure
from amo_docs.compose.texte import contains, normalise

_JOUR = re.compile(r"\d{4}-\d\d-\d\d")
_HEURE = re.compile(r"\d\d:\d\d")


def _plain(value: Any) -> Any:
    """Return `value` as JSON holds it; raise KeyError when it is not one value."""
    if isinstance(value, time):
        return value.isoformat("minutes")
    if isinstance(value, date):
        return value.isoformat()
    if value is None or isinstance(value, str | int | float):
        return value
    raise KeyError


def pick(source: Any, chemin: list[str]) -> Any:
    """Return the value at `chemin` of records and mappings; `nom[]` walks a sequence. None where there is none.

    Raises KeyError when a name does not exist, or leads to a record rather than a value.
    """
    if not chemin or source is None:
        return _plain(source)
    name, rest = chemin[0], chemin[1:]
    many = name.endswith("[]")
    name = name.removesuffix("[]")
    if isinstance(source, Mapping):
        value = source[name]
    elif hasattr(source, name) and not name.startswith("_"):
        value = getattr(source, name)
    else:
        raise KeyError(name)
    try:
        return [pick(item, rest) for item in value or ()] if many else pick(value, rest)
    except KeyError as error:
        raise KeyError(*(error.args or (name,))) from None


def collect_donnees(document: DocumentType, contexte: Mapping[str, Any]) -> dict[str, Any]:
    """Return the values a paper declares it prints, by path; those the session leaves out are left out.

    Raises KeyError on a path that does not exist.
    """
    values = {chemin: pick(contexte, chemin.split(".")) for chemin in document.donnees}
    return {chemin: value for chemin, value in values.items() if value not in (None, [])}


def write_donnees(document: DocumentType, donnees: Mapping[str, Any]) -> str:
    """Return the JSON text of `donnees`, keys in the order of the catalogue."""
    return json.dumps({"papier": document.cle, "donnees": donnees}, ensure_ascii=False, indent=1)


def list_formes(value: Any) -> Iterator[str]:
    """Yield the ways a paper may print `value`; a text that reads as a day or an hour may be one."""
    yield normalise(str(value))
    with suppress(ValueError):
        if isinstance(value, str) and _HEURE.fullmatch(value):
            yield normalise(write_heure(time.fromisoformat(value)))
        if isinstance(value, str) and _JOUR.fullmatch(value):
            yield normalise(write_date_longue(date.fromisoformat(value)))
            yield write_date_courte(date.fromisoformat(value))


def list_non_imprimees(donnees: Mapping[str, Any], texte: str) -> Iterator[str]:
    """Yield the paths of `donnees` that `texte` does not print: they must not be attached."""
    for chemin, value in donnees.items():
        for item in value if isinstance(value, list) else [value]:
            if item is not None and not any(contains(texte, forme) for forme in list_formes(item)):
                yield chemin
                break

"""The JSON attached to a PDF: the data its paper prints, and nothing else.

Whoever opens the attachment must learn nothing that the page does not say. The catalogue declares
the paths (`donnees`), and each value found there is looked for in the text.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from contextlib import suppress
from datetime import date, time
from typing import Any, TypeVar

from amo_docs.catalogue import DocumentType
from amo_docs.compose.texte import contains, normalise
from amo_docs.gabarits.bac_a_sable import is_record, list_champs
from amo_docs.gabarits.filtres import write_date_courte, write_date_longue, write_heure
from amo_docs.model.naissance import DateNaissance

T = TypeVar("T", date, time)

# Stricter than `fromisoformat`, which also reads « 20260301 »: a matricule may look like that.
_JOUR = re.compile(r"\d{4}-\d\d-\d\d")
_HEURE = re.compile(r"\d\d:\d\d")
# A birth whose day is not known.
_MOIS = re.compile(r"(\d{4})-(0[1-9]|1[0-2])")


class CheminInconnuError(LookupError):
    """A path of `donnees` that leads to nothing, or to more than one value.

    Its first argument is the faulty name.
    """


def _plain(value: Any, nom: str) -> Any:
    """Return `value` as JSON holds it; raise CheminInconnuError when it is not one value."""
    if isinstance(value, time):
        return value.isoformat("minutes")
    if isinstance(value, date):
        return value.isoformat()
    # What is known of a birth, and no more: 1985-05, or 1985.
    if isinstance(value, DateNaissance):
        return value.iso
    if value is None or isinstance(value, str | int | float):
        return value
    raise CheminInconnuError(nom)


def pick(source: Any, chemin: list[str], nom: str = "") -> Any:
    """Return the value at `chemin` in records and mappings, or None where there is none.

    `nom[]` in the path walks a sequence. `nom`, the parameter, is the last name followed. Raises
    CheminInconnuError when a name does not exist, or leads to a record rather than a value.
    """
    if not chemin or source is None:
        return _plain(source, nom)
    name, rest = chemin[0], chemin[1:]
    many = name.endswith("[]")
    name = name.removesuffix("[]")
    if isinstance(source, Mapping) and name in source:
        value = source[name]
    # The same list as for templates: the attachment reaches no further than they do.
    elif is_record(source) and name in list_champs(source):
        value = getattr(source, name)
    else:
        raise CheminInconnuError(name)
    if many and not isinstance(value, tuple | list | None):
        raise CheminInconnuError(name)
    return [pick(item, rest, name) for item in value or ()] if many else pick(value, rest, name)


def collect_donnees(document: DocumentType, contexte: Mapping[str, Any]) -> dict[str, Any]:
    """Return the values a paper declares it prints, by path, without those the session lacks.

    Raises CheminInconnuError on a path that does not exist.
    """
    values = {chemin: pick(contexte, chemin.split(".")) for chemin in document.donnees}
    return {chemin: value for chemin, value in values.items() if value not in (None, [])}


def write_donnees(document: DocumentType, donnees: Mapping[str, Any]) -> str:
    """Return the JSON text of `donnees`, keys in the order of the catalogue."""
    # In the order of the catalogue, which is the same at every run: so are the bytes of the PDF.
    return json.dumps({"papier": document.cle, "donnees": donnees}, ensure_ascii=False, indent=1)


def list_formes(value: Any) -> Iterator[str]:
    """Yield the ways a paper may print `value`, which may be a day or an hour as JSON writes it."""
    yield normalise(str(value))
    if isinstance(value, str) and _HEURE.fullmatch(value) and (hour := _read(time, value)):
        yield normalise(write_heure(hour))
    if isinstance(value, str) and _JOUR.fullmatch(value) and (day := _read(date, value)):
        yield normalise(write_date_longue(day))
        yield write_date_courte(day)
    if isinstance(value, str) and (month := _MOIS.fullmatch(value)):
        born = DateNaissance(int(month[1]), int(month[2]))
        yield normalise(write_date_longue(born))
        yield write_date_courte(born)


def _read(kind: type[T], texte: str) -> T | None:
    """Return the day or hour that `texte` writes, or None when there is none (31 February)."""
    with suppress(ValueError):
        return kind.fromisoformat(texte)
    return None


def list_non_imprimees(donnees: Mapping[str, Any], texte: str) -> Iterator[str]:
    """Yield the paths of `donnees` with a value that `texte` does not print.

    These must not be attached.
    """
    for chemin, value in donnees.items():
        for item in value if isinstance(value, list) else [value]:
            if item is not None and not any(contains(texte, forme) for forme in list_formes(item)):
                yield chemin
                break

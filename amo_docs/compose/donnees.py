"""The JSON attached to a PDF: the data its paper prints, and nothing else."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from amo_docs.catalogue import DocumentType
from amo_docs.compose.filtres import write_date_courte, write_date_longue
from amo_docs.compose.texte import normalise


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value


def pick(source: Any, chemin: list[str]) -> Any:
    """Return the value at `chemin` of records and mappings; `nom[]` walks a sequence. None where there is none.

    Raises KeyError when a name does not exist.
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
    return [pick(item, rest) for item in value] if many else pick(value, rest)


def collect_donnees(document: DocumentType, contexte: Mapping[str, Any]) -> dict[str, Any]:
    """Return the values a paper declares it prints, by path; those the session leaves out are left out.

    Raises KeyError on a path that does not exist.
    """
    values = {chemin: pick(contexte, chemin.split(".")) for chemin in document.donnees}
    return {chemin: value for chemin, value in values.items() if value not in (None, [])}


def write_donnees(document: DocumentType, donnees: Mapping[str, Any]) -> str:
    """Return the JSON text of `donnees`, keys in the order of the catalogue."""
    return json.dumps({"papier": document.cle, "donnees": donnees}, ensure_ascii=False, indent=1)


def list_formes(value: Any) -> tuple[str, ...]:
    """Return the ways a paper may print `value`."""
    try:
        day = date.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        day = None
    if day is not None:
        return normalise(write_date_longue(day)), write_date_courte(day)
    return (normalise(str(value)),)


def list_non_imprimees(donnees: Mapping[str, Any], texte: str) -> Iterator[str]:
    """Yield the paths of `donnees` that `texte` does not print: they must not be attached."""
    for chemin, value in donnees.items():
        for item in value if isinstance(value, list) else [value]:
            if item is not None and not any(forme in texte for forme in list_formes(item)):
                yield chemin
                break

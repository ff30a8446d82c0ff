"""Paths in the data, and the places they stand for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from amo_docs.findings import Place
from amo_docs.model.matiere import Reperes

Chemin = tuple[str | int, ...]
"""The way to a value: keys, and indices from 0."""


def write_cle(chemin: Chemin, base: int = 0) -> str:
    """Return `chemin` as text, `jurys[0].membres[2]`; indices count from `base`."""
    text = ""
    for part in chemin:
        text += f"[{part + base}]" if isinstance(part, int) else f".{part}" if text else part
    return text


def list_places(nom: str, lignes: Mapping[Chemin, int], prefixe: str = "") -> dict[str, Place]:
    """Return the places of a TOML file shown as `nom`, by key.

    `prefixe` goes before each key, but is not shown in places.
    """
    return {
        # People count from 1: `jurys[1]` is the first jury to them, and `jurys[0]` in the records.
        prefixe + write_cle(chemin): Place(fichier=nom, ligne=ligne, cle=write_cle(chemin, base=1))
        for chemin, ligne in lignes.items()
    }


def find_place(reperes: Reperes, chemin: Chemin, prefixe: str = "") -> Place:
    """Return the place of the value at `chemin`, or of the nearest record around it.

    In a TOML file the key shown is that of `chemin`, even when the file lacks it.
    """
    place = reperes.find(prefixe + write_cle(chemin))
    # A place in a table of candidates has a column, and no key: it is kept as it is.
    in_table = place.ligne and not place.cle
    return place if in_table else replace(place, cle=write_cle(chemin, base=1))

"""Paths in the data and the places they stand for."""

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
    """Return the places of a TOML file shown as `nom`, by key; `prefixe` goes before each key, not
    in places."""
    return {
        prefixe + write_cle(chemin): Place(fichier=nom, ligne=ligne, cle=write_cle(chemin, base=1))
        for chemin, ligne in lignes.items()
    }


def find_place(reperes: Reperes, chemin: Chemin, prefixe: str = "") -> Place:
    """Return the place of the value at `chemin`, or that of the nearest record around it.

    In a TOML file the key shown is always that of `chemin`, an absent one included.
    """
    place = reperes.find(prefixe + write_cle(chemin))
    in_table = place.ligne and not place.cle
    return place if in_table else replace(place, cle=write_cle(chemin, base=1))

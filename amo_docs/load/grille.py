"""The cells of a sheet, numbered as the spreadsheet does, and the kinds of files that hold one."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, time, timedelta
from enum import StrEnum
from typing import NamedTuple

from amo_docs.findings import Finding, Place


@dataclass(frozen=True)
class Anomalie:
    """A cell without a value to read: the `code` of its finding, the `texte` it shows."""

    code: str
    texte: str = ""


@dataclass(frozen=True)
class Montree:
    """A value, and the `texte` its cell shows for it; empty when that cannot be told."""

    valeur: int | float | date
    texte: str = ""


class Fusion(NamedTuple):
    """Cells merged into one: rows from 1, columns from 0, both ends included."""

    ligne: int
    derniere_ligne: int
    colonne: int
    derniere_colonne: int


Valeur = str | int | float | bool | date | time | timedelta | Anomalie | Montree
"""What a cell holds; an empty cell is an empty text."""

EstIntitule = Callable[[str], bool]
"""Tells whether a text is the heading of a known column."""


@dataclass(frozen=True)
class Grille:
    """The cells of one sheet, from A1; `feuille` is empty for a CSV.

    Row `n` of the spreadsheet is `lignes[n - 1]`. `cachees` are the numbers of the rows hidden,
    `barrees` the cells struck through, as (row from 1, column from 0).
    """

    nom: str
    feuille: str
    lignes: tuple[tuple[Valeur, ...], ...]
    cachees: frozenset[int] = frozenset()
    barrees: frozenset[tuple[int, int]] = frozenset()
    fusions: tuple[Fusion, ...] = ()

    def place(self, ligne: int = 0, colonne: str = "", rang: int = 0) -> Place:
        """Return the place of a row, from 1, or of its cell under the heading `colonne`.

        `rang` is that of the column, from 1.
        """
        return Place(self.nom, self.feuille, ligne, colonne, rang=rang)


Lecture = tuple[Grille | None, tuple[Finding, ...]]
"""The grid, or None when there is none, and the findings."""


class Genre(StrEnum):
    """What the bytes of a file are, whatever its name says."""

    TEXTE = "un fichier de texte"
    XLSX = "un classeur XLSX"
    ODS = "un classeur ODS"
    CHIFFRE = "un classeur chiffré"
    ANCIEN = "un classeur d’un ancien format"
    BINAIRE = "un fichier d’un autre genre"


def blank(valeur: Valeur) -> bool:
    """Tell whether a cell holds nothing; spaces alone, non-breaking ones included, are nothing."""
    return isinstance(valeur, str) and not valeur.strip()


def name_colonne(rang: int) -> str:
    """Return the letters of the column `rang`, from 0: A, B, … Z, AA."""
    letters = ""
    rang += 1
    while rang:
        rang, rest = divmod(rang - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters

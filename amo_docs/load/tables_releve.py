"""What the cell library does not say of a sheet, and a person sees: the record of a survey."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from amo_docs.load.grille import Anomalie, Fusion


class Plage(NamedTuple):
    """A rectangle of cells, from 0: ODS writes cells that repeat once."""

    ligne: int
    colonne: int
    hauteur: int = 1
    largeur: int = 1

    def list_cellules(self) -> Iterator[tuple[int, int]]:
        """Yield each (row, column)."""
        for row in range(self.ligne, self.ligne + self.hauteur):
            for column in range(self.colonne, self.colonne + self.largeur):
                yield row, column


@dataclass
class Releve:
    """What the XML says of a sheet, rows and columns from 0.

    `anomalies` are the cells without a value to read; `formats` the number formats that change what
    is shown (XLSX); `textes` what is shown, where the library reads something else (ODS);
    `barrees` the cells struck through, `cachees` the rows hidden, as (first, count). `volume`
    counts the letters of all cells.
    """

    anomalies: list[tuple[Plage, Anomalie]] = field(default_factory=list)
    formats: dict[tuple[int, int], str] = field(default_factory=dict)
    textes: list[tuple[Plage, str]] = field(default_factory=list)
    barrees: list[Plage] = field(default_factory=list)
    cachees: list[tuple[int, int]] = field(default_factory=list)
    fusions: list[Fusion] = field(default_factory=list)
    zeros_caches: bool = False
    hauteur: int = 0
    largeur: int = 0
    volume: int = 0

    @property
    def etendue(self) -> int:
        """How many cells the rectangle from A1 has."""
        return self.hauteur * self.largeur

    def extend(self, plage: Plage) -> None:
        """Count these cells in the extent."""
        self.hauteur = max(self.hauteur, plage.ligne + plage.hauteur)
        self.largeur = max(self.largeur, plage.colonne + plage.largeur)

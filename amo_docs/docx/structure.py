"""What a document is made of between the HTML and the XML: paragraphs, tables, runs.

Formats are flat mappings from a name to a value in Word's units (twips, half-points, RRGGBB), which
`formats.py` reads and writes. The format of a paragraph or a run is complete, so that what it adds
to a named style is the difference of two mappings.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from amo_docs.docx.encadrements import Encadrement
from amo_docs.moteur.styles import Bord

Valeur = str | int | bool | tuple[object, ...] | None
Format = Mapping[str, Valeur]
Paires = tuple[tuple[str, Valeur], ...]
"""The items of a format, which can be the key of a cache."""

TWIPS_PAR_PX = 15
EMU_PAR_PX = 9525
POINT = 4 / 3
"""One point in px, the least height that Word gives a line."""
LIGNE_MINIMALE = 20
"""The same in twips."""


def twips(px: float) -> int:
    """Return CSS pixels in twips (1/20 point)."""
    return round(px * TWIPS_PAR_PX)


def demi_points(px: float) -> int:
    """Return CSS pixels in half-points, Word's unit of font size."""
    return round(px * 1.5)


class Marges(NamedTuple):
    """Distances in px from the edges of a page or of a cell to its content."""

    haut: float
    droite: float
    bas: float
    gauche: float


@dataclass(frozen=True)
class Image:
    """An inline picture, its size in px, its alternative text."""

    donnees: bytes
    largeur: float
    hauteur: float
    texte: str


@dataclass
class Morceau:
    """A run. `genre` is texte, saut (a line break), tab, champ (the field named `texte`) or image.

    `cle` is the key of its character style, if any; `lien` is the address of its link.
    """

    genre: str
    texte: str
    format: Format
    cle: str = ""
    lien: str = ""
    image: Image | None = None


@dataclass
class Paragraphe:
    """A paragraph. `cle` is the key of its style.

    `ecart` is the distance in px from the block above. `descente` is how far CSS sets the baseline
    below Word's place for it in a line, in px. `derive` is by about how many px its lines, rounded
    to Word's twips, are together higher than those of CSS. `saut` and `page` are the forced break
    before it and the name of its page. `marges` are the margins of its own style.
    """

    cle: str
    format: dict[str, Valeur]
    caracteres: Format
    morceaux: list[Morceau]
    page: str = ""
    ecart: float = 0.0
    encadrement: Encadrement | None = None
    descente: float = 0.0
    derive: float = 0.0
    marges: Format = field(init=False)
    saut: bool = False

    def __post_init__(self) -> None:
        self.marges = {nom: self.format[nom] for nom in ("before", "after")}


@dataclass
class Cellule:
    """A cell placed on the grid: its first column, how many it covers, its width in px.

    `fusion` is « restart » for the first of cells joined downwards, « continue » for the others.
    `residu` is the shift of its content that its margins could not take, in px (0 or less).
    """

    colonne: int
    portee: int
    largeur: float
    marges: Marges
    bords: dict[str, Bord]
    fond: str | None
    vertical: str
    blocs: list[Bloc] = field(default_factory=list)
    fusion: str = ""
    residu: float = 0.0

    def fill(self, blocs: list[Bloc], recul: float) -> None:
        """Give the cell its blocks. Its top margin takes their shift (px), as far as it can."""
        self.blocs = blocs
        haut = self.marges.haut + recul
        self.residu = min(0.0, haut)
        self.marges = self.marges._replace(haut=haut - self.residu)


@dataclass
class Rangee:
    """A row. `hauteur` is its least height in px, or 0."""

    cellules: list[Cellule]
    hauteur: float = 0.0
    entete: bool = False
    insecable: bool = False


@dataclass
class Tableau:
    """A table, with the widths of its columns and its left offset in px.

    `resume` is its name for a screen reader.
    """

    cle: str
    colonnes: list[float]
    retrait: float
    rangees: list[Rangee]
    page: str = ""
    ecart: float = 0.0
    saut: bool = False
    resume: str = ""

    @property
    def recul(self) -> float:
        """The shift in px that the margins of the first row could not take."""
        return max(
            (c.residu for r in self.rangees[:1] for c in r.cellules if c.residu), default=0.0
        )


Bloc = Paragraphe | Tableau

"""What the document is made of between the HTML and the XML: paragraphs, tables, runs.

Formats are flat mappings from a name of ``ordre.py`` to a value in Word's units (twips,
half-points, RRGGBB), complete for each paragraph and run, so that the difference from a named style
is a dictionary difference."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from .cascade import AUCUN_BORD, Bord

Valeur = str | int | bool | tuple[object, ...] | None
Format = Mapping[str, Valeur]
Paires = tuple[tuple[str, Valeur], ...]
"""A format as what may be looked up: its items."""

TWIPS_PAR_PX = 15
EMU_PAR_PX = 9525


def twips(px: float) -> int:
    """CSS pixels in twips (1/20 point)."""
    return round(px * TWIPS_PAR_PX)


def demi_points(px: float) -> int:
    """CSS pixels in half-points, Word's unit of font size."""
    return round(px * 1.5)


@dataclass
class Morceau:
    """A run: ``genre`` is texte, saut (line break), champ (field named ``texte``) or image."""

    genre: str
    texte: str
    format: Format
    cle: str = ""
    lien: str = ""
    image: Image | None = None


@dataclass(frozen=True)
class Image:
    """An inline picture, its size in px."""

    donnees: bytes
    largeur: float
    hauteur: float
    texte: str


@dataclass
class Paragraphe:
    """A paragraph; ``cle`` names its style, ``ecart`` is the distance in px from what stands above.

    ``descente`` is how far CSS sets the baseline below Word's place for it in a line (px),
    ``derive`` by about how much its lines, rounded to Word's twips, are higher than those of CSS
    (px)."""

    cle: str
    format: dict[str, Valeur]
    caracteres: Format
    morceaux: list[Morceau]
    page: str = ""
    ecart: float = 0.0
    boite: object = None
    descente: float = 0.0
    derive: float = 0.0
    marges: Format = field(init=False)

    def __post_init__(self) -> None:
        self.marges = {nom: self.format[nom] for nom in ("before", "after")}

    saut: bool = False


@dataclass
class Cellule:
    """A cell placed on the grid; margins (top, left, bottom, right) in px."""

    colonne: int
    portee: int
    largeur: float
    marges: tuple[float, float, float, float]
    bords: dict[str, Bord]
    fond: str | None
    vertical: str
    blocs: list[Bloc] = field(default_factory=list)
    fusion: str = ""
    residu: float = 0.0

    def fill(self, contenu: tuple[list[Bloc], float]) -> None:
        """Give the cell its blocks; the margins take their shift (px)."""
        self.blocs, recul = contenu
        haut, gauche, bas, droite = self.marges
        self.residu = min(0.0, haut + recul)
        self.marges = (haut + recul - self.residu, gauche, bas, droite)


@dataclass
class Rangee:
    """A row; ``hauteur`` is a least height in px, 0 when there is none."""

    cellules: list[Cellule]
    hauteur: float = 0.0
    entete: bool = False
    insecable: bool = False


@dataclass
class Tableau:
    """A table: widths of its columns and left offset in px; ``resume`` is a name for
    those who hear the page.
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
        """Shift in px that the first row's margins could not take; the whole table takes it."""
        return max(
            (c.residu for r in self.rangees[:1] for c in r.cellules if c.residu), default=0.0
        )


Bloc = Paragraphe | Tableau

__all__ = [
    "AUCUN_BORD",
    "Bloc",
    "Bord",
    "Cellule",
    "Format",
    "Image",
    "Morceau",
    "Paires",
    "Paragraphe",
    "Rangee",
    "Tableau",
    "Valeur",
    "demi_points",
    "twips",
]

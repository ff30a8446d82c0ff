"""Real lists: one numbering definition a list, restarted for each ``ol``."""

from __future__ import annotations

from dataclasses import dataclass
from xml.etree.ElementTree import Element

from lxml.etree import _Element

from .cascade import Style, nommer
from .erreurs import DocxImpossible
from .formats import make_ppr, make_rpr, read_caracteres, subtract
from .modele import Format, twips
from .ordre import assemble, make

SIGNES = {"disc": "•", "circle": "◦", "square": "▪"}
NOMBRES = {
    "decimal": "decimal",
    "lower-alpha": "lowerLetter",
    "lower-latin": "lowerLetter",
    "upper-alpha": "upperLetter",
    "upper-latin": "upperLetter",
    "lower-roman": "lowerRoman",
    "upper-roman": "upperRoman",
    "decimal-leading-zero": "decimalZero",
}


@dataclass
class Puce:
    """The mark of a list item: numbering instance and level."""

    numero: int
    niveau: int


@dataclass(frozen=True)
class Marque:
    """How the items of one list are marked."""

    genre: str
    texte: str
    debut: int
    gauche: int
    caracteres: Format


@dataclass
class _Liste:
    numero: int
    niveau: int
    debut: int


class Listes:
    """Lists met while reading; numbers start at 1."""

    def __init__(self) -> None:
        self.marques: list[tuple[int, Marque]] = []
        self._ouvertes: list[_Liste] = []

    def enter(self, element: Element, style: Style) -> None:
        """Open ``ol`` or ``ul``."""
        if element.get("reversed") is not None:
            raise DocxImpossible(nommer(element), "liste numérotée à rebours")
        debut = int(element.get("start", "1"))
        self._ouvertes.append(_Liste(0, len(self._ouvertes), debut))

    def leave(self) -> None:
        """Close the innermost list."""
        self._ouvertes.pop()

    def make_puce(self, element: Element, style: Style, gauche: float) -> Puce | None:
        """The mark of an ``li`` whose text begins at ``gauche`` px; None when its style has
        none."""
        if not self._ouvertes:
            raise DocxImpossible(nommer(element), "« li » hors de « ol » ou « ul »")
        if element.get("value") is not None:
            raise DocxImpossible(nommer(element), "« value » d'un élément de liste")
        genre = style["list_style_type"]
        if genre == "none":
            return None
        liste = self._ouvertes[-1]
        if not liste.numero:
            marque = Marque(
                *_read_marque(element, genre), liste.debut, twips(gauche), read_caracteres(style)
            )
            self.marques.append((liste.niveau, marque))
            liste.numero = len(self.marques)
        return Puce(liste.numero, liste.niveau)

    def make_numbering(self, defauts: Format) -> list[_Element]:
        """``w:abstractNum`` then ``w:num`` elements of all lists."""
        abstraits, instances = [], []
        for rang, (niveau, marque) in enumerate(self.marques, start=1):
            abstrait = make("w:abstractNum", abstractNumId=rang)
            abstrait.append(make("w:multiLevelType", val="hybridMultilevel"))
            abstrait.append(_make_niveau(niveau, marque, defauts))
            abstraits.append(abstrait)
            instance = make("w:num", numId=rang)
            instance.append(make("w:abstractNumId", val=rang))
            instances.append(instance)
        return abstraits + instances


def _read_marque(element: Element, genre: object) -> tuple[str, str]:
    """Word's number format and the mark's text, "" for a number."""
    if isinstance(genre, tuple) and genre[0] == "string":
        return "bullet", str(genre[1]).rstrip(" ")
    if genre in SIGNES:
        return "bullet", SIGNES[str(genre)]
    if genre in NOMBRES:
        return NOMBRES[str(genre)], ""
    raise DocxImpossible(nommer(element), f"marque de liste « {genre} » sans équivalent dans Word")


def _make_niveau(niveau: int, marque: Marque, defauts: Format) -> _Element:
    """A level whose mark ends where the text begins, as CSS sets an outside marker."""
    lvl = assemble(
        "w:lvl",
        [
            make("w:start", val=marque.debut),
            make("w:numFmt", val=marque.genre),
            make("w:suff", val="space"),
            make("w:lvlText", val=marque.texte or f"%{niveau + 1}."),
            make("w:lvlJc", val="right"),
            make_ppr({"left": marque.gauche, "first": 0}),
            make_rpr(subtract(marque.caracteres, defauts)),
        ],
    )
    lvl.set(make("w:x", ilvl=niveau).keys()[0], str(niveau))
    return lvl

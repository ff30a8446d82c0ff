"""Lists as Word has them: one numbering definition for each list, or Word would count on."""

from __future__ import annotations

from dataclasses import dataclass
from xml.etree.ElementTree import Element

from lxml.etree import _Element

from amo_docs.docx.formats import make_ppr, make_rpr, read_caracteres, subtract
from amo_docs.docx.ordre_ooxml import assemble, make, set_attributs
from amo_docs.docx.structure import Format, twips
from amo_docs.jumeaux.impossible import JumeauImpossible
from amo_docs.moteur.styles import Style, name_element

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
    """What an item states about its mark: the number of its list, and the level from 0."""

    numero: int
    niveau: int


@dataclass(frozen=True)
class Marque:
    """The mark of the items of one list.

    `genre` is Word's format of numbers, `texte` the text of a mark without a number, `debut` the
    first number. `gauche` is where the text of the items begins, in twips.
    """

    niveau: int
    genre: str
    texte: str
    debut: int
    gauche: int
    caracteres: Format


@dataclass
class _ListeOuverte:
    """A list being read. `numero` is 0 until an item has a mark."""

    niveau: int
    debut: int
    numero: int = 0


class Listes:
    """The lists of a document. Their numbers start at 1."""

    def __init__(self) -> None:
        self._marques: list[Marque] = []
        self._ouvertes: list[_ListeOuverte] = []

    def enter(self, element: Element) -> None:
        """Open an `ol` or a `ul`."""
        if element.get("reversed") is not None:
            raise JumeauImpossible(name_element(element), "liste numérotée à rebours")
        debut = int(element.get("start", "1"))
        self._ouvertes.append(_ListeOuverte(len(self._ouvertes), debut))

    def leave(self) -> None:
        """Close the innermost list."""
        self._ouvertes.pop()

    def make_puce(self, element: Element, style: Style, gauche: float) -> Puce | None:
        """Return the mark of an `li` whose text begins at `gauche` px, or None without one.

        Raises JumeauImpossible outside a list, or on an item with a number of its own.
        """
        if not self._ouvertes:
            raise JumeauImpossible(name_element(element), "« li » hors de « ol » ou « ul »")
        if element.get("value") is not None:
            raise JumeauImpossible(name_element(element), "« value » d'un élément de liste")
        genre = style["list_style_type"]
        if genre == "none":
            return None
        liste = self._ouvertes[-1]
        if not liste.numero:
            forme, texte = _read_marque(element, genre)
            self._marques.append(
                Marque(
                    liste.niveau,
                    forme,
                    texte,
                    liste.debut,
                    twips(gauche),
                    read_caracteres(style),
                )
            )
            liste.numero = len(self._marques)
        return Puce(liste.numero, liste.niveau)

    def make_numbering(self, defauts: Format) -> list[_Element]:
        """Return the `w:abstractNum` of all lists, then their `w:num`."""
        # In this order: the schema has all definitions before the first instance.
        abstraits, instances = [], []
        for rang, marque in enumerate(self._marques, start=1):
            abstrait = make("w:abstractNum", abstractNumId=rang)
            abstrait.append(make("w:multiLevelType", val="hybridMultilevel"))
            abstrait.append(_make_niveau(marque, defauts))
            abstraits.append(abstrait)
            instance = make("w:num", numId=rang)
            instance.append(make("w:abstractNumId", val=rang))
            instances.append(instance)
        return abstraits + instances


def _read_marque(element: Element, genre: object) -> tuple[str, str]:
    """Return Word's format of numbers, and the text of the mark ("" for a number)."""
    if isinstance(genre, tuple) and genre[0] == "string":
        # Word puts a space of its own after it (`w:suff`).
        return "bullet", str(genre[1]).rstrip(" ")
    if genre in SIGNES:
        return "bullet", SIGNES[str(genre)]
    if genre in NOMBRES:
        return NOMBRES[str(genre)], ""
    raise JumeauImpossible(
        name_element(element), f"marque de liste « {genre} » sans équivalent dans Word"
    )


def _make_niveau(marque: Marque, defauts: Format) -> _Element:
    """Return the level of a list."""
    # Right-aligned on the text, as CSS sets an outside marker.
    niveau = assemble(
        "w:lvl",
        [
            make("w:start", val=marque.debut),
            make("w:numFmt", val=marque.genre),
            make("w:suff", val="space"),
            make("w:lvlText", val=marque.texte or f"%{marque.niveau + 1}."),
            make("w:lvlJc", val="right"),
            make_ppr({"left": marque.gauche, "first": 0}),
            make_rpr(subtract(marque.caracteres, defauts)),
        ],
    )
    set_attributs(niveau, "w:lvl", ilvl=marque.niveau)
    return niveau

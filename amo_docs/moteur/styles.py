"""The computed styles of a document: of its elements, its pages and their margin boxes.

They are given as plain values: lengths in CSS pixels (1/96 inch), colours as RRGGBB, the rest as
CSS has it, in words, numbers and tuples of them.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable
from dataclasses import dataclass
from typing import Any, TypeVar
from xml.etree.ElementTree import Element

from weasyprint import HTML
from weasyprint.layout.page import PageType, set_page_type_computed_styles
from weasyprint.text.line_break import strut

from amo_docs.jumeaux.impossible import JumeauImpossible

T = TypeVar("T")


@dataclass(frozen=True)
class Bord:
    """A side of a border: its style as a word of CSS, its width in px, its colour as RRGGBB."""

    style: str
    largeur: float
    couleur: str


AUCUN_BORD = Bord("none", 0.0, "000000")
BORD_MASQUE = Bord("hidden", 0.0, "000000")
"""Not drawn either; where borders collapse, nor are those it meets (CSS 2.1, 17.6.2)."""


@dataclass(frozen=True)
class ContenuEngendre:
    """A piece of generated content, by its name in CSS.

    `valeur` is the text of a `string`, the name in `string()` and `counter()`, the word in
    `content()`; `forme` is the style of a counter (decimal…). Other pieces have neither.
    """

    genre: str
    valeur: str = ""
    forme: str = ""


class Style:
    """The computed style of one element, of a pseudo-element, of a page or of a margin box.

    `style["break_before"]` is a value as computed, with « _ » for the « - » of its name; the
    methods read those that are no plain words. `ou` names in French what has the style.
    """

    def __init__(self, valeurs: Any, ou: str, lus: dict[Hashable, Any] | None = None) -> None:
        self._valeurs = valeurs
        self._lus: dict[Hashable, Any] = {} if lus is None else lus
        self.ou = ou

    def __getitem__(self, nom: str) -> Any:
        return self._valeurs[nom]

    def keep(self, cle: Hashable, read: Callable[[], T]) -> T:
        """Return what `read` returns, called once for all elements that share a computed style."""
        if cle not in self._lus:
            self._lus[cle] = read()
        kept: T = self._lus[cle]
        return kept

    @property
    def identite(self) -> int:
        """A number that all elements of one computed style share, while the cascade lives."""
        return id(self._valeurs)

    def longueur(self, nom: str, base: float = 0.0) -> float | None:
        """Return a length in px, percentages taken of `base`, or None for a word such as auto.

        Raises JumeauImpossible on a length that only a layout can compute.
        """
        valeur = self._valeurs[nom]
        if isinstance(valeur, int | float):
            return float(valeur)
        # The cascade leaves only px and percentages: relative units are computed already.
        if hasattr(valeur, "unit"):
            if valeur.unit == "%":
                return float(valeur.value) * base / 100
            if valeur.unit in ("px", None):
                return float(valeur.value)
        if isinstance(valeur, str):
            return None
        raise JumeauImpossible(self.ou, f"longueur non reconnue pour « {nom} »")

    def px(self, nom: str, base: float = 0.0) -> float:
        """Return a length in px, or 0 for auto and other words."""
        return self.longueur(nom, base) or 0.0

    def mot(self, nom: str) -> str:
        """Return a word of CSS, the first one of several (`display: block flow`)."""
        valeur = self._valeurs[nom]
        return str(valeur[0] if isinstance(valeur, tuple) else valeur)

    @property
    def affichage(self) -> str:
        """`display` as one word of CSS 2: block, inline, inline-block, list-item, table, none…"""
        valeurs = tuple(self._valeurs["display"])
        if "list-item" in valeurs:
            return "list-item"
        dehors, dedans = valeurs[0], valeurs[-1]
        if dehors == "inline" and dedans not in ("inline", "flow"):
            return "inline-block" if dedans == "flow-root" else f"inline-{dedans}"
        return str(dehors if dedans == "flow" else dedans)

    def couleur(self, nom: str) -> str | None:
        """Return a colour as RRGGBB over white, None when it is fully transparent."""
        return self.keep(("couleur", nom), lambda: self._read_couleur(nom))

    def _read_couleur(self, nom: str) -> str | None:
        valeur = self._valeurs[nom]
        if valeur == "currentcolor":
            valeur = self._valeurs["color"]
        rouge, vert, bleu, alpha = (
            float(x) for x in (*valeur.to("srgb").coordinates, valeur.alpha)
        )
        if alpha == 0:
            return None
        # Word has no transparency: the colour is mixed with the white of the paper.
        melange = (1 - alpha + alpha * c for c in (rouge, vert, bleu))
        return "".join(f"{round(255 * min(1.0, max(0.0, c))):02X}" for c in melange)

    def is_opaque(self, nom: str) -> bool:
        """Tell whether a colour is opaque."""
        # `currentcolor` is the colour of letters, which has been found opaque.
        return self._valeurs[nom] == "currentcolor" or float(self._valeurs[nom].alpha) == 1

    def bord(self, cote: str) -> Bord:
        """Return the border of a side, AUCUN_BORD or BORD_MASQUE when it is not drawn."""
        return self.keep(("bord", cote), lambda: self._read_bord(cote))

    def _read_bord(self, cote: str) -> Bord:
        style = self.mot(f"border_{cote}_style")
        # Most borders are: their colour is not even computed.
        if style in ("none", "hidden"):
            return AUCUN_BORD if style == "none" else BORD_MASQUE
        largeur = float(self._valeurs[f"border_{cote}_width"])
        couleur = self.couleur(f"border_{cote}_color")
        return Bord(style, largeur, couleur) if largeur and couleur is not None else AUCUN_BORD

    def measure_ligne(self) -> tuple[float, float]:
        """Return the height of a line of this style, and the depth of its baseline, in px."""
        # From the font itself: `line-height: normal` is in no style.
        hauteur, base = self.keep("ligne", lambda: strut(self._valeurs))
        return float(hauteur), float(base)

    @property
    def contenus(self) -> tuple[ContenuEngendre, ...]:
        """The pieces of `content`, empty when there is nothing to generate."""
        valeur = self._valeurs["content"]
        if valeur in ("normal", "none", "inhibit"):
            return ()
        return tuple(_read_contenu(genre, donnee) for genre, donnee in valeur)

    @property
    def chaines(self) -> tuple[tuple[str, tuple[ContenuEngendre, ...]], ...]:
        """The names that `string-set` gives, each with the pieces of its value."""
        valeur = self._valeurs["string_set"]
        if valeur == "none":
            return ()
        return tuple(
            (nom, tuple(_read_contenu(genre, donnee) for genre, donnee in contenus))
            for nom, contenus in valeur
        )


def _read_contenu(genre: str, donnee: Any) -> ContenuEngendre:
    if genre in ("string", "content()"):
        return ContenuEngendre(genre, str(donnee))
    if genre == "string()":
        return ContenuEngendre(genre, str(donnee[0]))
    if genre == "counter()":
        return ContenuEngendre(genre, str(donnee[0]), str(donnee[1]))
    return ContenuEngendre(genre)


def name_element(element: Element | None) -> str:
    """Return the name of an element for messages: « div.signature », or « @page » for None."""
    if element is None:
        return "@page"
    return ".".join([str(element.tag), *element.get("class", "").split()])


class Cascade:
    """The computed styles of one document, and its HTML tree."""

    def __init__(self, html: HTML, styles: Any) -> None:
        self._html = html
        self._styles = styles
        self._vus: dict[Element, Style] = {}
        self._lus: dict[int, dict[Hashable, Any]] = {}
        self.racine: Element = html.etree_element

    def style(self, element: Element) -> Style:
        """Return the style of an element of the document."""
        if element not in self._vus:
            # WeasyPrint shares one object between elements of the same computed style. What is read
            # of it is kept under its identity, which lasts while `_styles` holds it.
            valeurs = self._styles(element)
            lus = self._lus.setdefault(id(valeurs), {})
            self._vus[element] = Style(valeurs, name_element(element), lus)
        return self._vus[element]

    def pseudo(self, element: Element, nom: str) -> Style | None:
        """Return the style of `::before` or `::after`, or None when no rule makes one."""
        style = self._styles(element, nom)
        return None if style is None else Style(style, f"{name_element(element)}::{nom}")

    def page(self, nom: str, premiere: bool) -> tuple[Style, dict[str, Style]]:
        """Return the style of the page `nom`, and those of its margin boxes that have content.

        `nom` is "" for an unnamed page; margin boxes go by their name in CSS (« bottom-left »),
        those of the top and of the bottom only. `premiere` asks for the first page of the document
        (`@page :first`).
        """
        # WeasyPrint computes the styles of a kind of page only when a layout meets it.
        indice = 0 if premiere else 1
        genre = PageType("right", False, nom, indice, ((nom, indice),))
        set_page_type_computed_styles(genre, self._html, self._styles)
        marges = {}
        for place in (f"{haut}-{x}" for haut in ("top", "bottom") for x in PLACES):
            valeurs = self._styles(genre, f"@{place}")
            style = None if valeurs is None else Style(valeurs, f"@{place}")
            if style is not None and style.contenus:
                marges[place] = style
        return Style(self._styles(genre), f"@page {nom}".strip()), marges


PLACES = ("left", "center", "right")
"""The places of the margin boxes at the top and at the bottom of a page."""

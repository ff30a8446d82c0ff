"""The computed styles of a document: of its elements, its pages and their margin boxes.

They are told in plain values. Lengths are CSS pixels (1/96 inch), colours RRGGBB, and the rest is
what CSS says: words, numbers, tuples of them."""

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
    """A side of a border: word of CSS for its style, width in px, colour RRGGBB."""

    style: str
    largeur: float
    couleur: str


AUCUN_BORD = Bord("none", 0.0, "000000")
BORD_MASQUE = Bord("hidden", 0.0, "000000")
"""Not drawn either, and where borders collapse, nor is what meets it."""


@dataclass(frozen=True)
class ContenuEngendre:
    """A piece of generated content, by its name in CSS.

    `valeur` is the text of a `string`, the name in `string()` and `counter()`, the word in
    `content()`; `forme` the numbers of a counter (decimal…). Other pieces have neither."""

    genre: str
    valeur: str = ""
    forme: str = ""


class Style:
    """The computed style of one element, of a pseudo-element, of a page or of a margin box.

    `style["break_before"]` is a value as it was computed, « _ » for the « - » of its name; the
    methods read those that are no plain words. `ou` says in French whose style it is."""

    def __init__(self, valeurs: Any, ou: str, lus: dict[Hashable, Any] | None = None) -> None:
        self._valeurs = valeurs
        self._lus: dict[Hashable, Any] = {} if lus is None else lus
        self.ou = ou

    def __getitem__(self, nom: str) -> Any:
        return self._valeurs[nom]

    def keep(self, cle: Hashable, read: Callable[[], T]) -> T:
        """Return what `read` gives, asked once for all elements that share a computed style."""
        if cle not in self._lus:
            self._lus[cle] = read()
        kept: T = self._lus[cle]
        return kept

    @property
    def identite(self) -> int:
        """The same for all elements that share a computed style, while the cascade lives."""
        return id(self._valeurs)

    def longueur(self, nom: str, base: float = 0.0) -> float | None:
        """Return a length in px, percentages taken of `base`; None for a word such as auto.

        Raises JumeauImpossible for a length that layout alone can work out."""
        valeur = self._valeurs[nom]
        if isinstance(valeur, int | float):
            return float(valeur)
        if hasattr(valeur, "unit"):
            if valeur.unit == "%":
                return float(valeur.value) * base / 100
            if valeur.unit in ("px", None):
                return float(valeur.value)
        if isinstance(valeur, str):
            return None
        raise JumeauImpossible(self.ou, f"longueur non reconnue pour « {nom} »")

    def px(self, nom: str, base: float = 0.0) -> float:
        """Return a length in px, 0 for auto and other words."""
        return self.longueur(nom, base) or 0.0

    def mot(self, nom: str) -> str:
        """Return a word of CSS; the first one when there are several (`display: block flow`)."""
        valeur = self._valeurs[nom]
        return str(valeur[0] if isinstance(valeur, tuple) else valeur)

    @property
    def affichage(self) -> str:
        """`display` as one word of CSS 2: block, inline, inline-block, list-item, table, flex,
        none…"""
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
        melange = (1 - alpha + alpha * c for c in (rouge, vert, bleu))
        return "".join(f"{round(255 * min(1.0, max(0.0, c))):02X}" for c in melange)

    def is_opaque(self, nom: str) -> bool:
        """Tell whether a colour lets nothing through."""
        return self._valeurs[nom] == "currentcolor" or float(self._valeurs[nom].alpha) == 1

    def bord(self, cote: str) -> Bord:
        """Return the border of a side; AUCUN_BORD or BORD_MASQUE when it is not drawn."""
        return self.keep(("bord", cote), lambda: self._read_bord(cote))

    def _read_bord(self, cote: str) -> Bord:
        style = self.mot(f"border_{cote}_style")
        if style in ("none", "hidden"):  # most of them: their colour is not even computed
            return AUCUN_BORD if style == "none" else BORD_MASQUE
        largeur = float(self._valeurs[f"border_{cote}_width"])
        couleur = self.couleur(f"border_{cote}_color")
        return Bord(style, largeur, couleur) if largeur and couleur is not None else AUCUN_BORD

    def measure_ligne(self) -> tuple[float, float]:
        """Return the height of a line of this style, and the depth of its baseline below its top
        (px)."""
        hauteur, base = self.keep("ligne", lambda: strut(self._valeurs))
        return float(hauteur), float(base)

    @property
    def contenus(self) -> tuple[ContenuEngendre, ...]:
        """The pieces of `content`, none when there is nothing to generate."""
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
    """Return the place an element is at, for messages: « div.signature », « @page » for none."""
    if element is None:
        return "@page"
    return ".".join([str(element.tag), *element.get("class", "").split()])


class Cascade:
    """The computed styles of one document, and the HTML tree they are those of."""

    def __init__(self, html: HTML, styles: Any) -> None:
        self._html = html
        self._styles = styles
        self._vus: dict[Element, Style] = {}
        self._lus: dict[int, dict[Hashable, Any]] = {}
        self.racine: Element = html.etree_element

    def style(self, element: Element) -> Style:
        """Return the style of an element of the document."""
        if element not in self._vus:
            # One object for all elements that share a computed style: what is read of it is kept
            # under its identity, which stays while `_styles` holds it.
            valeurs = self._styles(element)
            lus = self._lus.setdefault(id(valeurs), {})
            self._vus[element] = Style(valeurs, name_element(element), lus)
        return self._vus[element]

    def pseudo(self, element: Element, nom: str) -> Style | None:
        """Return the style of `::before` or `::after`, None when no rule makes one."""
        style = self._styles(element, nom)
        return None if style is None else Style(style, f"{name_element(element)}::{nom}")

    def page(self, nom: str, premiere: bool) -> tuple[Style, dict[str, Style]]:
        """Return the style of the page `nom` ("" when unnamed), and of its margin boxes that have
        content, by their name in CSS (« bottom-left »), those of the top and of the bottom.

        `premiere` asks for the first page of the document (`@page :first`)."""
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
"""Where a margin box of the top or of the bottom of a page stands."""

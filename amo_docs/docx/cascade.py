"""The only module that touches WeasyPrint's internals: computed styles of elements, pages and
margin boxes.

Lengths are CSS pixels (1/96 inch). A contract test holds what is used here, so that a new
WeasyPrint that changes it turns the test red and not the documents crooked."""

from __future__ import annotations

import re
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from typing import Any
from xml.etree.ElementTree import Element

from weasyprint.css import get_all_computed_styles
from weasyprint.layout.page import PageType, set_page_type_computed_styles
from weasyprint.text.line_break import strut

from .erreurs import DocxImpossible
from .source import Source

_BLANCS = re.compile("[ \t\n\r\f]+")  # CSS white space; the non-breaking spaces are not in it
COTES = ("top", "left", "bottom", "right")


@dataclass(frozen=True)
class Bord:
    """A border side: CSS style word, width in px, colour RRGGBB."""

    style: str
    largeur: float
    couleur: str


AUCUN_BORD = Bord("none", 0.0, "000000")


@dataclass(frozen=True)
class Contenu:
    """A piece of generated content; ``genre`` is texte, chaine (``string()``) or compteur
    (``counter()``)."""

    genre: str
    valeur: str


class Style:
    """Computed style of one element, read in plain Python values.

    ``lus`` keeps what was read of it: one for all elements that share a computed style.
    """

    def __init__(self, valeurs: Any, ou: str, lus: dict[Hashable, Any] | None = None) -> None:
        self._valeurs = valeurs
        self.lus: dict[Hashable, Any] = {} if lus is None else lus
        self.ou = ou

    def __getitem__(self, nom: str) -> Any:
        return self._valeurs[nom]

    def _keep(self, cle: Hashable, read: Callable[[], Any]) -> Any:
        if cle not in self.lus:
            self.lus[cle] = read()
        return self.lus[cle]

    def longueur(self, nom: str, base: float = 0.0) -> float | None:
        """Length in px, percentages taken of ``base``; None when the value is a word such as
        auto."""
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
        raise DocxImpossible(self.ou, f"longueur non reconnue pour « {nom} »")

    def px(self, nom: str, base: float = 0.0) -> float:
        """Length in px, 0 for auto and other words."""
        return self.longueur(nom, base) or 0.0

    def mot(self, nom: str) -> str:
        """Value as a CSS word; the first one when there are several (``display: block flow``)."""
        valeur = self._valeurs[nom]
        return str(valeur[0] if isinstance(valeur, tuple) else valeur)

    @property
    def affichage(self) -> str:
        """``display`` as one CSS 2 word: block, inline, inline-block, list-item, table, flex,
        none…"""
        valeurs = tuple(self._valeurs["display"])
        if "list-item" in valeurs:
            return "list-item"
        dehors, dedans = valeurs[0], valeurs[-1]
        if dehors == "inline" and dedans not in ("inline", "flow"):
            return "inline-block" if dedans == "flow-root" else f"inline-{dedans}"
        return str(dehors if dedans == "flow" else dedans)

    def couleur(self, nom: str) -> str | None:
        """Colour as RRGGBB over white, None when fully transparent."""
        couleur: str | None = self._keep(("couleur", nom), lambda: self._read_couleur(nom))
        return couleur

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
        """Whether the colour of ``nom`` lets nothing through."""
        return self._valeurs[nom] == "currentcolor" or float(self._valeurs[nom].alpha) == 1

    @property
    def identite(self) -> int:
        """The same for all elements that share a computed style, while the cascade lives."""
        return id(self._valeurs)

    def bord(self, cote: str) -> Bord:
        """The border of ``cote`` (top, left, bottom, right); AUCUN_BORD when it is not drawn."""
        bord: Bord = self._keep(("bord", cote), lambda: self._read_bord(cote))
        return bord

    def _read_bord(self, cote: str) -> Bord:
        style = self.mot(f"border_{cote}_style")
        if style in ("none", "hidden"):  # most of them: their colour is not even computed
            return AUCUN_BORD
        largeur = float(self._valeurs[f"border_{cote}_width"])
        couleur = self.couleur(f"border_{cote}_color")
        return Bord(style, largeur, couleur) if largeur and couleur is not None else AUCUN_BORD

    def mesurer_ligne(self) -> tuple[float, float]:
        """Height of a line of this style, and how far its baseline is below the top of the line
        (px)."""
        hauteur, base = self._keep("ligne", lambda: strut(self._valeurs))
        return float(hauteur), float(base)

    @property
    def descente(self) -> float:
        """How far the baseline of CSS is below Word's in a line of this style (px, mostly
        negative)."""
        return measure_descente(*self.mesurer_ligne())

    @property
    def contenus(self) -> tuple[Contenu, ...] | None:
        """Pieces of the ``content`` property, None when there is nothing to generate.

        Raises DocxImpossible for a piece other than strings, ``string()``, ``counter(page|pages)``.
        """
        valeur = self._valeurs["content"]
        if valeur in ("normal", "none", "inhibit"):
            return None
        return tuple(self._lire_contenu(genre, donnee) for genre, donnee in valeur)

    def _lire_contenu(self, genre: str, donnee: Any) -> Contenu:
        if genre == "string":
            return Contenu("texte", donnee)
        if genre == "string()":
            return Contenu("chaine", donnee[0])
        if genre == "counter()" and donnee[0] in ("page", "pages") and donnee[1] == "decimal":
            return Contenu("compteur", donnee[0])
        raise DocxImpossible(self.ou, f"contenu « {genre} » sans équivalent dans Word")


def measure_descente(hauteur: float, base: float) -> float:
    """Depth of a CSS baseline below that of a line of exact spacing, at four fifths of it (px)."""
    return base - 0.8 * hauteur


def nommer(element: Element) -> str:
    """The place an element is at, for messages: « div.signature »."""
    return ".".join([str(element.tag), *element.get("class", "").split()])


class Cascade:
    """Computed styles of a whole document; made once a document."""

    def __init__(self, source: Source) -> None:
        self._html = source.html
        self._styles = source.styles
        if self._styles is None:
            self._styles = get_all_computed_styles(
                source.html, user_stylesheets=list(source.feuilles), font_config=source.polices
            )
        self._vus: dict[Element, Style] = {}
        self._lus: dict[int, dict[Hashable, Any]] = {}
        self.racine: Element = source.html.etree_element
        self.jeux = source.jeux

    def style(self, element: Element) -> Style:
        """Computed style of an element of the document."""
        if element not in self._vus:
            valeurs = self._styles(
                element
            )  # one object for all elements that share a computed style
            self._vus[element] = Style(
                valeurs, nommer(element), self._lus.setdefault(id(valeurs), {})
            )
        return self._vus[element]

    def pseudo(self, element: Element, nom: str) -> Style | None:
        """Computed style of ``::before`` or ``::after``, None when no rule makes one."""
        style = self._styles(element, nom)
        return None if style is None else Style(style, f"{nommer(element)}::{nom}")

    def page(self, nom: str, premiere: bool) -> tuple[Style, dict[str, Style]]:
        """Style of the page ``nom`` ("" when unnamed) and of its margin boxes that have content.

        ``premiere`` asks for the first page of the document (``@page :first``).
        """
        indice = 0 if premiere else 1
        genre = PageType("right", False, nom, indice, ((nom, indice),))
        set_page_type_computed_styles(genre, self._html, self._styles)
        page = Style(self._styles(genre), f"@page {nom}".strip())
        marges = {}
        for cote in ("top", "bottom"):
            for place in ("left", "center", "right"):
                boite = self._styles(genre, f"@{cote}-{place}")
                if boite is not None:
                    style = Style(boite, f"@{cote}-{place}")
                    if style.contenus:
                        marges[f"{cote}-{place}"] = style
        return page, marges

    def chaines(self) -> dict[str, str]:
        """First value in the document of each name set by ``string-set: name content()``."""
        trouvees: dict[str, str] = {}
        for element in self.racine.iter():
            if not isinstance(element.tag, str) or self.style(element)["string_set"] == "none":
                continue
            for nom, contenus in self.style(element)["string_set"]:
                texte = "".join(
                    self._dire_chaine(element, genre, donnee) for genre, donnee in contenus
                )
                trouvees.setdefault(nom, texte)
        return trouvees

    def _dire_chaine(self, element: Element, genre: str, donnee: Any) -> str:
        if genre == "string":
            return str(donnee)
        if genre == "content()" and donnee == "text":
            return _BLANCS.sub(" ", "".join(element.itertext())).strip(" ")
        raise DocxImpossible(nommer(element), f"string-set « {genre} » sans équivalent dans Word")

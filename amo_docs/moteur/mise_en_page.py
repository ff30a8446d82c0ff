"""Reading HTML and laying it out. Fonts, style sheets and pictures are read once for all papers.

A layout computes the style of every element, and the DOCX is written from those very styles: the
cascade is a fifth of the cost of a DOCX. They are kept by subclasses of WeasyPrint's own classes,
and nothing in it is replaced.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import contextmanager
from copy import copy
from datetime import date
from functools import cache, cached_property
from typing import Any
from xml.etree.ElementTree import Element

from weasyprint import CSS, DEFAULT_OPTIONS, HTML, Document
from weasyprint.css import get_all_computed_styles
from weasyprint.text.fonts import FontConfiguration

from amo_docs.moteur.boites import BoitePage, read_pages
from amo_docs.moteur.dialogue import Acces
from amo_docs.moteur.pdf import ImagesEncodees, PieceJointe, write_pdf
from amo_docs.moteur.styles import Cascade

BASE = "amo:/"
"""What addresses are relative to.

Python joins nothing to this scheme: « a.png » stays as it is, and `read` refuses it with a reason.
"""


class Moteur:
    """Lays out papers that share style sheets. One a process."""

    def __init__(self, feuilles: Sequence[str], read: Callable[[str], bytes]) -> None:
        """Parse `feuilles`, the later over the earlier.

        `read` returns the bytes behind the address of a font or a picture, or raises
        RessourceRefuseeError.
        """
        self._acces = Acces(read)
        # One for all papers: made anew for each, memory grows with every paper (64 to 169 MB
        # in 300), and each costs a third more.
        self._polices = FontConfiguration()
        self._feuilles = [self._parse(texte) for texte in feuilles]
        self._images = ImagesEncodees()

    def _parse(self, texte: str) -> CSS:
        return CSS(string=texte, url_fetcher=self._acces, base_url=BASE, font_config=self._polices)

    def read(self, html: str) -> PageHtml:
        """Return the page of `html`, parsed."""
        return PageHtml(_Html(string=html, url_fetcher=self._acces, base_url=BASE))

    def lay_out(self, page: PageHtml, secables: Collection[Element] = ()) -> MiseEnPage:
        """Return `page` laid out. Its styles are kept for `make_cascade`.

        `secables` are elements that a page may cut, whatever their style says.
        """
        options = {**DEFAULT_OPTIONS, "stylesheets": self._feuilles, "cache": self._images}
        with _allow_coupures(secables):
            # Not `HTML.render`, which makes a plain Document.
            document = _Document._render(page._html, self._polices, None, None, options)
        return MiseEnPage(page, document)

    def make_cascade(self, page: PageHtml) -> Cascade:
        """Return the computed styles of `page`: those of its layout, or new ones without one."""
        styles = page._html.styles
        if styles is None:
            styles = get_all_computed_styles(
                page._html, user_stylesheets=self._feuilles, font_config=self._polices
            )
        return Cascade(page._html, styles)


@contextmanager
def _allow_coupures(elements: Collection[Element]) -> Iterator[None]:
    """Inside the block, have the style of `elements` let a page cut them."""
    # The tree is as it was afterwards: it is compared with that of the DOCX.
    avant = [(element, element.get("style")) for element in elements]
    for element, style in avant:
        element.set("style", f"{style or ''}; break-inside: auto !important")
    try:
        yield
    finally:
        for element, style in avant:
            element.attrib.pop("style")
            if style is not None:
                element.set("style", style)


class PageHtml:
    """The HTML of a paper."""

    def __init__(self, html: _Html) -> None:
        self._html = html

    @property
    def racine(self) -> Element:
        """The HTML tree."""
        racine: Element = self._html.etree_element
        return racine


class MiseEnPage:
    """A laid-out paper. `page` is what it was laid out from."""

    def __init__(self, page: PageHtml, document: Document) -> None:
        self.page = page
        self._document = document

    @cached_property
    def pages(self) -> tuple[BoitePage, ...]:
        """The pages, with their boxes of text."""
        return tuple(read_pages(self._document))

    @property
    def has_pieces(self) -> bool:
        """Whether the page itself asks to attach files."""
        # Any element may ask for one, `a` and `area` where it stands, `link` for the whole file.
        return any(
            "attachment" in element.get("rel", "").lower().split()
            for element in self.page.racine.iter()
        )

    def write_pdf(self, joint: PieceJointe, jour: date) -> bytes:
        """Return the PDF/A-3a and PDF/UA-1 bytes, with `joint` attached and nothing else.

        `jour` is the day printed on the paper.
        """
        return write_pdf(self._document, joint, jour)


class _Html(HTML):  # type: ignore[misc]
    """A parsed document. `styles` is what its layout computed, None before."""

    styles: Any = None

    def _ua_stylesheets(self, forms: bool = False) -> list[CSS]:
        return [lighten(feuille) for feuille in super()._ua_stylesheets(forms)]


class _Document(Document):  # type: ignore[misc]
    """A laid-out document that leaves its computed styles on the page it comes from."""

    @classmethod
    def _build_layout_context(cls, html: _Html, *reste: Any, **options: Any) -> Any:
        contexte = super()._build_layout_context(html, *reste, **options)
        html.styles = contexte.style_for
        return contexte


PSEUDO = 3
"""The rank of the pseudo-element in the tuple that cssselect2 keeps of a selector."""

NOTES = frozenset({"footnote-call", "footnote-marker", "note-call", "note-marker", "note-callback"})
"""Pseudo-elements of notes, which no template may have: `float` and `position` are refused."""


# WeasyPrint has one such sheet, and parses it once.
@cache
def lighten(feuille: CSS) -> CSS:
    """Return WeasyPrint's own style sheet without what costs six styles an element.

    It gives every element the pseudo-elements of notes, which no paper has, and a marker, which
    only a list item may have (`docx/barrage.py`).
    """
    # Copies: the sheet itself belongs to WeasyPrint, and is the same for all.
    legere = copy(feuille)
    legere.matcher = copy(feuille.matcher)
    partout = feuille.matcher.other_selectors
    legere.matcher.other_selectors = [s for s in partout if s[PSEUDO] not in NOTES | {"marker"}]
    par_nom = feuille.matcher.lower_local_name_selectors
    puces = [s for s in partout if s[PSEUDO] == "marker"]
    legere.matcher.lower_local_name_selectors = {**par_nom, "li": [*par_nom["li"], *puces]}
    return legere

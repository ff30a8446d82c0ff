"""A paper laid out, with the computed styles of its elements: the DOCX is written from those the
layout used.

The only module of this step that touches how WeasyPrint lays out. It replaces nothing there: it
asks for the same steps through subclasses, keeps what one of them returns, and gives another a
lighter style sheet. A contract test holds the names and what they mean."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from copy import copy
from functools import cache
from typing import Any

from weasyprint import CSS, DEFAULT_OPTIONS, HTML, Document
from weasyprint.text.fonts import FontConfiguration

NOTES = frozenset({"footnote-call", "footnote-marker", "note-call", "note-marker", "note-callback"})
"""Pseudo-elements of notes, which no template may have (`float` and `position` in
`jumeaux/proprietes.py`)."""


@cache  # WeasyPrint has one
def lighten(feuille: CSS) -> CSS:
    """Return WeasyPrint's own style sheet without what costs six styles an element, for notes and
    markers it has not.

    A marker is that of a list item, and `li` alone may be one (`docx/refus.py`).
    """
    legere = copy(feuille)
    legere.matcher = copy(feuille.matcher)
    partout = feuille.matcher.other_selectors
    legere.matcher.other_selectors = [s for s in partout if s[PSEUDO] not in NOTES | {"marker"}]
    par_nom = feuille.matcher.lower_local_name_selectors
    puces = [s for s in partout if s[PSEUDO] == "marker"]
    legere.matcher.lower_local_name_selectors = {**par_nom, "li": [*par_nom["li"], *puces]}
    return legere


PSEUDO = 3
"""Where cssselect2 puts the pseudo-element in what it keeps of a selector."""


class Page(HTML):  # type: ignore[misc]
    """The HTML of a paper; `styles` is what its layout computed, None before."""

    styles: Any = None

    def _ua_stylesheets(self, forms: bool = False) -> list[CSS]:
        return [lighten(feuille) for feuille in super()._ua_stylesheets(forms)]


class _MiseEnPage(Document):  # type: ignore[misc]
    """A laid-out document that leaves its computed styles on the page it came from."""

    @classmethod
    def _build_layout_context(cls, html: Page, *reste: Any, **options: Any) -> Any:
        contexte = super()._build_layout_context(html, *reste, **options)
        html.styles = contexte.style_for
        return contexte


def lay_out_page(
    page: Page, feuilles: Sequence[CSS], polices: FontConfiguration, images: Mapping[str, object]
) -> Document:
    """Return `page` laid out, as `HTML.render` does; `page.styles` then says the style of each of
    its elements."""
    options = {**DEFAULT_OPTIONS, "stylesheets": feuilles, "cache": images}
    return _MiseEnPage._render(page, polices, None, None, options)

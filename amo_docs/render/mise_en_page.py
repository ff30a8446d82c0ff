"""A paper laid out, with the computed styles of its elements: the DOCX is written from those the layout used.

The only module of this step that touches how WeasyPrint lays out. It replaces nothing there: it asks for the same steps
through a subclass, and keeps what one of them returns. A contract test holds the names and what they mean.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from weasyprint import CSS, DEFAULT_OPTIONS, HTML, Document
from weasyprint.text.fonts import FontConfiguration


class Page(HTML):  # type: ignore[misc]
    """The HTML of a paper; `styles` is what its layout computed, None before."""

    styles: Any = None


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
    """Return `page` laid out, as `HTML.render` does; `page.styles` then says the style of each of its elements."""
    options = {**DEFAULT_OPTIONS, "stylesheets": feuilles, "cache": images}
    return _MiseEnPage._render(page, polices, None, None, options)

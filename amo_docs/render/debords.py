"""Words out of the place they stand in: WeasyPrint lets them run over the next column, or off the
page.

The only module of this step that looks into WeasyPrint's boxes; its pages have no public way to
them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from weasyprint import Document
from weasyprint.formatting_structure import boxes

TOLERANCE = 2.0
"""CSS pixels (half a millimetre) a line may pass its edge by: letter-spacing after the last letter
does."""


def list_debords(document: Document) -> tuple[str, ...]:
    """Return the pieces of text of `document` that pass the right edge of their block, or the left
    edge of what the page holds, in reading order."""
    found = []
    for page in document.pages:
        for box in page._page_box.children:
            if not isinstance(box, boxes.MarginBox):
                found += list(_walk(box, None, page._page_box.content_box_x()))
    return tuple(found)


def _walk(box: Any, edge: float | None, left: float) -> Iterator[str]:
    if isinstance(box, boxes.TextBox):
        out = edge is not None and box.position_x + box.width > edge + TOLERANCE
        if (
            box.text.strip()
            and (out or box.position_x < left - TOLERANCE)
            and box.element_tag != "li::marker"
        ):
            yield box.text.strip()
        return
    if isinstance(box, boxes.BlockContainerBox):
        edge = box.content_box_x() + box.width
    for child in getattr(box, "children", ()):
        yield from _walk(child, edge, left)

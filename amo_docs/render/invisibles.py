"""Words that are on the paper and that nobody can read: mentions are read back in the HTML, and a
style may hide them.

The laid-out boxes are looked at, not the style sheet: there are many ways to hide a word, and two
rules may do it that do no harm apart. A word without a box is not printed; a box may be off its
page, of the colour of its ground, or too small. Every word of a paper counts, not its mentions
alone: what nobody may read has no place in a template. Like `debords`, this module looks into
WeasyPrint's boxes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

from weasyprint import Document
from weasyprint.formatting_structure import boxes

CORPS_MIN = 3 * 96 / 72
"""CSS pixels of three points: below, nobody reads."""

CONTRASTE_MIN = 1.2
"""Ratio of luminances (as WCAG 2 reckons it) below which letters cannot be told from their ground:
1 is none at all."""

Couleur = tuple[float, float, float]
BLANC: Couleur = (1.0, 1.0, 1.0)


@dataclass(frozen=True)
class Vue:
    """What is under the letters: the colour of the ground, the opacity left; and the size of the
    page."""

    fond: Couleur
    opacite: float
    largeur: float
    hauteur: float


def list_invisibles(document: Document, racine: Any) -> tuple[str, ...]:
    """Return what cannot be read in `document`, laid out from the HTML tree `racine`, and why, in
    French."""
    printed: set[Any] = set()
    found: list[str] = []
    for page in document.pages:
        vue = Vue(BLANC, 1.0, page._page_box.margin_width(), page._page_box.margin_height())
        for box, seen in _walk(page._page_box, vue):
            printed.add(box.element)
            why = _say_why(box, seen)
            found += [f"« {box.text.strip()} » {why} ({_name(box.element)})"] if why else []
    found += [
        f"« {text} » ne s’imprime pas ({_name(e)})"
        for e, text in _list_textes(racine)
        if e not in printed
    ]
    return tuple(dict.fromkeys(found))


def _walk(box: Any, vue: Vue) -> Iterator[tuple[Any, Vue]]:
    """Yield the boxes of text under `box` that say something, each with what is under it."""
    opacite = float(box.style["opacity"])
    fond = box.style["background_color"]
    if opacite != 1 or fond == "currentcolor" or fond.alpha:  # most boxes show what is under them
        ground, alpha = _read_couleur(box, "background_color")
        opacite *= vue.opacite
        vue = replace(vue, opacite=opacite, fond=_mix(ground, vue.fond, alpha * opacite))
    if isinstance(box, boxes.TextBox):
        if box.text.strip():
            yield box, vue
        return
    for child in getattr(box, "children", ()):
        yield from _walk(child, vue)


def _say_why(box: Any, vue: Vue) -> str:
    """Return why the letters of `box` cannot be read, or an empty string."""
    across = -box.width < box.position_x < vue.largeur
    down = -box.height < box.position_y < vue.hauteur
    if box.style["visibility"] != "visible":
        return "ne s’imprime pas"
    if not across or not down:
        return "est hors de la page"
    if box.style["font_size"] < CORPS_MIN:
        return "est trop petit pour être lu"
    color, alpha = _read_couleur(box, "color")
    return (
        "a la couleur de son fond"
        if _measure_contraste(color, vue.fond, alpha * vue.opacite) < CONTRASTE_MIN
        else ""
    )


def _read_couleur(box: Any, nom: str) -> tuple[Couleur, float]:
    value = box.style[nom]
    value = box.style["color"] if value == "currentcolor" else value
    red, green, blue = (min(1.0, max(0.0, float(part))) for part in value.to("srgb").coordinates)
    return (red, green, blue), float(value.alpha)


def _mix(over: Couleur, under: Couleur, alpha: float) -> Couleur:
    red, green, blue = (alpha * a + (1 - alpha) * b for a, b in zip(over, under, strict=True))
    return red, green, blue


@lru_cache(maxsize=256)
def _measure_contraste(color: Couleur, fond: Couleur, alpha: float) -> float:
    """Ratio of the luminances of letters of `color` and of their ground; a paper has a handful of
    such pairs."""
    bright, dark = sorted(map(_measure_luminance, (_mix(color, fond, alpha), fond)), reverse=True)
    return (bright + 0.05) / (dark + 0.05)


def _measure_luminance(color: Couleur) -> float:
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in color)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _list_textes(element: Any) -> Iterator[tuple[Any, str]]:
    """Yield the elements of the body that hold words of their own, with those."""
    if element.tag == "head" or not isinstance(element.tag, str):
        return
    own = [element.text, *(child.tail for child in element)]
    words = " ".join(" ".join(filter(None, own)).split())
    if words:
        yield element, words
    for child in element:
        yield from _list_textes(child)


def _name(element: Any) -> str:
    return (
        ".".join([str(element.tag), *element.get("class", "").split()])
        if element is not None
        else "@page"
    )

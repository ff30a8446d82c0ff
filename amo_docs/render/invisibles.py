"""Words of a paper that nobody can read.

Mentions are looked for in the HTML, and a style may hide them. There are many ways to hide a word,
and two harmless rules may do it together, so the laid-out boxes are looked at and not the style
sheet. A word without a box is not printed; a box may be off its page, of the colour of its ground,
or too small. Every word counts, not only mentions.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import lru_cache
from xml.etree.ElementTree import Element

from amo_docs.moteur.boites import Aplat, BoitePage, BoiteTexte, Couleur
from amo_docs.moteur.styles import name_element

CORPS_MIN = 3 * 96 / 72
"""Three points in CSS pixels. Nobody reads smaller letters."""

CONTRASTE_MIN = 1.2
"""Ratio of luminances, as in WCAG 2, below which letters cannot be told from their ground.

1 is no contrast at all. Far below the 4.5 of WCAG: what is merely discreet is let through.
"""

BLANC: Couleur = (1.0, 1.0, 1.0)


def list_invisibles(pages: Iterable[BoitePage], racine: Element) -> tuple[str, ...]:
    """Return what cannot be read on `pages`, and why, in French.

    `racine` is the HTML tree they were laid out from.
    """
    printed: dict[Element | None, int] = defaultdict(int)
    found: list[str] = []
    for page in pages:
        for texte in page.textes:
            if not texte.balise.endswith(_ENGENDRES):
                printed[texte.element] += _count_lettres(texte.texte)
            why = _say_why(texte, page)
            if why:
                found.append(f"« {texte.texte.strip()} » {why} ({name_element(texte.element)})")
    for element, text in _list_textes(racine):
        # An element without any box: `display: none`, or what browsers do not show.
        if element not in printed:
            found.append(f"« {text} » ne s’imprime pas ({name_element(element)})")
        # Its end has none: WeasyPrint drops what it can place on no page.
        elif printed[element] < _count_lettres(text):
            found.append(f"« {text} » ne s’imprime pas en entier ({name_element(element)})")
    return tuple(dict.fromkeys(found))


# What a style sheet adds is no word of the element.
_ENGENDRES = ("::before", "::after", "::marker")


def _count_lettres(text: str) -> int:
    # Neither blanks, which collapse, nor signs, such as a hyphen at the end of a line.
    return sum(map(str.isalnum, text))


def _say_why(texte: BoiteTexte, page: BoitePage) -> str:
    """Return why the letters of `texte` cannot be read, or an empty string."""
    across = -texte.largeur < texte.x < page.largeur
    down = -texte.hauteur < texte.y < page.hauteur
    if not texte.visible:
        return "ne s’imprime pas"
    if not across or not down:
        return "est hors de la page"
    if texte.corps < CORPS_MIN:
        return "est trop petit pour être lu"
    fond, opacite = _see(texte.fonds)
    return (
        "a la couleur de son fond"
        if _measure_contraste(texte.couleur, fond, texte.alpha * opacite) < CONTRASTE_MIN
        else ""
    )


@lru_cache(maxsize=256)
def _see(fonds: tuple[Aplat, ...]) -> tuple[Couleur, float]:
    """Return the colour seen under letters, and the opacity left to them.

    White paper lies under everything.
    """
    seen, opacite = BLANC, 1.0
    for fond in fonds:
        # The opacity of a box counts for all that stands in it, letters included.
        opacite *= fond.opacite
        seen = _mix(fond.couleur, seen, fond.alpha * opacite)
    return seen, opacite


def _mix(over: Couleur, under: Couleur, alpha: float) -> Couleur:
    red, green, blue = (alpha * a + (1 - alpha) * b for a, b in zip(over, under, strict=True))
    return red, green, blue


@lru_cache(maxsize=256)
def _measure_contraste(color: Couleur, fond: Couleur, alpha: float) -> float:
    """Return the contrast of letters of `color` on the ground `fond` (WCAG 2, contrast ratio)."""
    bright, dark = sorted(map(_measure_luminance, (_mix(color, fond, alpha), fond)), reverse=True)
    return (bright + 0.05) / (dark + 0.05)


def _measure_luminance(color: Couleur) -> float:
    # The relative luminance of WCAG 2, from sRGB.
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in color)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _list_textes(element: Element) -> Iterator[tuple[Element, str]]:
    """Yield the elements of the body that hold words of their own, with these words."""
    # A comment has a function for its tag.
    if element.tag == "head" or not isinstance(element.tag, str):
        return
    # The words after a child are its parent's, though the tree keeps them with the child.
    own = [element.text, *(child.tail for child in element)]
    words = " ".join(" ".join(filter(None, own)).split())
    if words:
        yield element, words
    for child in element:
        yield from _list_textes(child)

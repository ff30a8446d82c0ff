"""Words out of the place they stand in: WeasyPrint lets them run over the next column, or off the
page."""

from __future__ import annotations

from collections.abc import Iterable

from amo_docs.moteur.boites import BoitePage

TOLERANCE = 2.0
"""CSS pixels (half a millimetre) a line may pass its edge by: letter-spacing after the last letter
does."""


def list_debords(pages: Iterable[BoitePage]) -> tuple[str, ...]:
    """Return the pieces of text of `pages` that pass the right edge of their block, or the left
    edge of what the page holds, in reading order."""
    return tuple(
        texte.texte.strip()
        for page in pages
        for texte in page.textes
        # The margins of a page hold what they like, and a mark stands left of its list.
        if not texte.en_marge
        and texte.balise != "li::marker"
        and (texte.x + texte.largeur > texte.bord + TOLERANCE or texte.x < page.gauche - TOLERANCE)
    )

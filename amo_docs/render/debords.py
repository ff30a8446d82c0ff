"""Words that leave their place: WeasyPrint lets them run over the next column, or off the page."""

from __future__ import annotations

from collections.abc import Iterable

from amo_docs.moteur.boites import BoitePage

TOLERANCE = 2.0
"""CSS pixels (half a millimetre) by which a line may pass its edge.

The letter-spacing after its last letter does.
"""


def list_debords(pages: Iterable[BoitePage]) -> tuple[str, ...]:
    """Return the texts that pass the right edge of their block or the left edge of the page.

    They are in reading order.
    """
    return tuple(
        texte.texte.strip()
        for page in pages
        for texte in page.textes
        # Margin boxes are as wide as their text, and the mark of an item stands left of its list.
        if not texte.en_marge
        and texte.balise != "li::marker"
        and (texte.x + texte.largeur > texte.bord + TOLERANCE or texte.x < page.gauche - TOLERANCE)
    )

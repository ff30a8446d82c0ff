"""Rows of tables that a page must be allowed to cut.

A style sheet keeps rows whole. One that no page holds loses its end in LibreOffice, without a word.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from xml.etree.ElementTree import Element

from amo_docs.moteur.boites import BoitePage

PART_MAX = 0.5
"""Part of the height of a page above which a row may be split.

A half: repeated heads take some of a page, and whoever edits the DOCX makes rows higher.
"""


def list_hautes(pages: Iterable[BoitePage], racine: Element) -> dict[Element, float]:
    """Return the rows too high to be kept whole, with their height in pages.

    `racine` is the HTML tree that `pages` were laid out from.
    """
    parts: dict[Element, float] = defaultdict(float)
    for page in pages:
        for ligne, hauteur in page.rangees:
            # What WeasyPrint has split is on several pages.
            parts[ligne] += hauteur / (page.corps.bas - page.corps.haut)
    # A head is on each page of its table, whole.
    tetes = {ligne for tete in racine.iter("thead") for ligne in tete}
    return {ligne: part for ligne, part in parts.items() if part > PART_MAX and ligne not in tetes}

"""Rows of tables that a page must be allowed to cut.

A style sheet keeps rows whole. One that no page holds loses its end in LibreOffice, without a word.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from xml.etree.ElementTree import Element

from amo_docs.moteur.boites import BoitePage

PART_MAX = 0.5
"""Part of the height of a page above which a row may be split.

A half: repeated heads take some of a page, and whoever edits the DOCX makes rows higher.
"""
# Of a page, left to the head of a table.
_TETE = 0.1


def list_hautes(pages: Iterable[BoitePage], racine: Element) -> dict[Element, float]:
    """Return the rows too high to be kept whole, with their height in pages.

    `racine` is the HTML tree that `pages` were laid out from.
    """
    hautes = _measure(pages)
    lignes: dict[Element, float] = {}
    for groupe in racine.iter() if hautes else ():
        # A head is on each page of its table, whole.
        if groupe.tag != "thead":
            lignes.update(_list_lignes([e for e in groupe if e.tag == "tr"], hautes))
    return lignes


def find_fusion_haute(pages: Iterable[BoitePage]) -> str:
    """Return the words that begin a cell of several rows that no page holds, "" when none does."""
    # LibreOffice loses its end, whatever its rows allow.
    hautes = (e for e, part in _measure(pages).items() if part > 1 - _TETE and e.tag != "tr")
    return next((" ".join("".join(e.itertext()).split())[:60] for e in hautes), "")


def _measure(pages: Iterable[BoitePage]) -> dict[Element, float]:
    """Return the height in pages of the rows and cells of more than `PART_MAX`."""
    parts: dict[Element, float] = defaultdict(float)
    for page in pages:
        for element, hauteur in page.rangees:
            # What WeasyPrint has split is on several pages.
            parts[element] += hauteur / (page.corps.bas - page.corps.haut)
    return {element: part for element, part in parts.items() if part > PART_MAX}


def _list_lignes(
    lignes: list[Element], hautes: Mapping[Element, float]
) -> Iterator[tuple[Element, float]]:
    """Yield the rows of one group of a table that are in `hautes`, or have a cell there."""
    for rang, ligne in enumerate(lignes):
        if ligne in hautes:
            yield ligne, hautes[ligne]
        for cellule in ligne:
            if cellule in hautes:
                # A span of 0 goes down to the last row.
                portee = int(cellule.get("rowspan", "1")) or len(lignes)
                yield from ((sous, hautes[cellule]) for sous in lignes[rang : rang + portee])

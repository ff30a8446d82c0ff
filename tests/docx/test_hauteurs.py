"""Paragraphs stand as deep in the DOCX as in the PDF, however many lines stand above them.

Word sets all lines of a paragraph at one height, in twips; CSS sets each at its own. What they drift
apart is made up for by the next gap, so that it never adds up over a page."""

from __future__ import annotations

from io import BytesIO
from itertools import accumulate, pairwise

import docx
import pytest
from docx.text.paragraph import Paragraph
from outils.essai import Essai, open_essai, write_page

from amo_docs.docx.flux import TOLERANCE

FEUILLE = """@page { size: 210mm 500mm; margin: 10mm } body { margin: 0 }
p { font: 11px/14.37px 'Liberation Serif'; margin: 0 0 10px } .g { font-size: 12px; line-height: 1.36 }"""


def list_tops_css(essai: Essai) -> list[float]:
    """Return where the first line of each paragraph stands in the layout, in twips."""
    (page,) = essai.mise.pages
    premiers = [bloc.lignes[0][0].y for bloc in page.blocs]
    return [15 * (y - premiers[0]) for y in premiers]


def list_tops_word(essai: Essai) -> list[float]:
    """Return where Word puts it: a paragraph takes its lines, and the greater of two spaces."""
    paragraphes = docx.Document(BytesIO(essai.write_docx())).paragraphs
    pas = [
        (p.text.count("\n") + 1) * read_twips(p, "line_spacing")
        + max(read_twips(p, "space_after"), read_twips(suivant, "space_before"))
        for p, suivant in pairwise(paragraphes)
    ]
    return list(accumulate(pas, initial=0.0))


def read_twips(paragraphe: Paragraph, nom: str) -> float:
    """Return a length of a paragraph, or else of its style, in twips."""
    lus = [getattr(p.paragraph_format, nom) for p in (paragraphe, paragraphe.style)]
    return next((float(lu.twips) for lu in lus if lu is not None), 0.0)


@pytest.mark.parametrize(
    "lignes",
    [
        ["mot"] * 9,
        ["mot", "un mot <b class='g'>plus grand</b>", "mot"],
        ["<b class='g'>plus grand</b>"] * 5 + ["mot"] * 3,
    ],
    ids=["regulieres", "une-haute", "plusieurs-hautes"],
)
def test_what_lines_drift_does_not_add_up(lignes: list[str]) -> None:
    essai = open_essai(write_page(f"<p>{'<br>'.join(lignes)}</p>" * 10), FEUILLE)
    css, word = list_tops_css(essai), list_tops_word(essai)
    assert len(css) == len(word) == 10
    assert max(abs(a - b) for a, b in zip(css, word, strict=True)) <= TOLERANCE + 1

"""A DOCX a secretary can restyle: a colour changed in a named style changes every paragraph of it,
and no other."""

from __future__ import annotations

import colorsys
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path

import docx
import pypdfium2 as pdfium
import pytest
from docx.document import Document
from docx.oxml.ns import qn
from docx.shared import RGBColor
from docx.text.paragraph import Paragraph
from outils.glyphes import list_glyphes
from outils.libreoffice import convert_docx
from papiers_outils import Rendu

TYPES = (
    "certificat",
    "attestation_bloc",
    "attestation_provisoire",
    "notification",
    "bordereau_remise",
)
"""One-page papers: no table head is printed twice."""


def list_paragraphes(document: Document) -> Iterator[Paragraph]:
    """Every paragraph of the body, tables included, in order."""
    for element in document.element.body.iter(qn("w:p")):
        yield Paragraph(element, document._body)


def paint(document: Document) -> dict[str, tuple[int, int, int]]:
    """Give each paragraph style in use a colour of its own; return them. A style on a style is left
    to it."""
    names = sorted(
        {p.style.name for p in list_paragraphes(document) if p.style is not None and p.text.strip()}
    )
    colours = {}
    for rank, name in enumerate(names):
        rouge, vert, bleu = (
            round(255 * part)
            for part in colorsys.hsv_to_rgb(rank / len(names), 1, 0.5 + 0.4 * (rank % 2))
        )
        colours[name] = (rouge, vert, bleu)
        document.styles[name].font.color.rgb = RGBColor(rouge, vert, bleu)
    return colours


def count_lettres(document: Document) -> dict[str, Counter[str]]:
    """The letters of the paragraphs of each style, those of a character style with a colour of its
    own left out."""
    lettres: dict[str, Counter[str]] = defaultdict(Counter)
    for paragraphe in list_paragraphes(document):
        text = "".join(
            run.text
            for run in paragraphe.runs
            if run.style is None or run.style.font.color.rgb is None
        )
        if paragraphe.style is not None:
            lettres[str(paragraphe.style.name)].update("".join(text.split()).replace("•", ""))
    return {name: counts for name, counts in lettres.items() if counts}


def read_couleurs(pdf: Path) -> dict[tuple[int, int, int], Counter[str]]:
    """The letters of each colour on the pages, margins left out by having no colour of ours."""
    found: dict[tuple[int, int, int], Counter[str]] = defaultdict(Counter)
    with pdfium.PdfDocument(pdf) as document:
        for page in document:
            for glyphe in list_glyphes(page):
                found[glyphe.couleur].update(glyphe.texte.replace("•", ""))
    return found


@pytest.mark.libreoffice
def test_a_style_restyled_changes_all_its_paragraphs_and_no_other(
    projet: Rendu, tmp_path: Path
) -> None:
    painted = {}
    for cle in TYPES:
        document = docx.Document(str(projet.list_papiers("docx", cle)[0].path))
        path = tmp_path / f"{cle}.docx"
        painted[path] = (paint(document), count_lettres(document))
        document.save(str(path))
    styles = set()
    for path, pdf in convert_docx(painted, tmp_path / "pdf").items():
        colours, lettres = painted[path]
        assert len(set(colours.values())) == len(colours) > 5
        seen = read_couleurs(pdf)
        assert {name: seen[colours[name]] for name in lettres} == lettres, path.name
        styles |= lettres.keys()
    assert {"Paragraphe – titulaire", "Paragraphe – decision", "Heading 1", "Heading 2"} <= styles

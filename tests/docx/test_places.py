"""Where things stand: what the twins of the PDF need said, and no more."""

from __future__ import annotations

from io import BytesIO

import docx
import pytest
from docx.document import Document
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph
from outils.essai import Essai, open_essai, write_page

CSS = "body { margin: 0 } p { margin: 10pt 0 0 0; line-height: 20pt }"


def open_docx(essai: Essai) -> Document:
    return docx.Document(BytesIO(essai.write_docx()))


def make(corps: str, css: str = "") -> Essai:
    return open_essai(write_page(corps), CSS, css)


def read_before(paragraph: Paragraph) -> float:
    """Points above a paragraph, its own or those of its style."""
    formats = (paragraph.paragraph_format, paragraph.style.paragraph_format)
    return next((float(f.space_before.pt) for f in formats if f.space_before is not None), 0.0)


@pytest.mark.parametrize("regle", ["auto", "discard"])
def test_the_margin_above_what_opens_a_page_is_dropped_when_css_drops_it(regle: str) -> None:
    """And never above the first block of the document."""
    document = open_docx(
        make(
            "<p>a</p><p class='saut'>b</p>",
            f"* {{ margin-break: {regle} }} .saut {{ break-before: page }}",
        )
    )
    places = [read_before(paragraph) for paragraph in document.paragraphs]
    assert places[0] > 5
    assert places[1] == pytest.approx(0.0 if regle == "discard" else places[0], abs=2)


def test_the_right_edge_moves_by_what_it_is_told() -> None:
    essai = make("<p>a</p><p>b</p>")
    second = essai.page.racine.findall("body/p")[1]
    un, deux = docx.Document(BytesIO(essai.write_docx(jeux={second: 2.0}))).paragraphs
    assert deux._p.pPr.find(qn("w:ind")).get(qn("w:right")) == "-30"
    assert un._p.pPr.find(qn("w:ind")) is None


def test_no_break_between_a_quotation_mark_and_a_bracket() -> None:
    document = open_docx(make("<p>« a » (b), c (d)</p>"))
    assert document.paragraphs[0].text == "« a »\N{NO-BREAK SPACE}(b), c (d)"


def test_the_line_between_two_rows_is_the_upper_row_s() -> None:
    """A row that opens a page stands under the repeated head without a line of its own, as in the
    PDF."""
    css = (
        "table { border-collapse: collapse } td { border-top: 1pt solid #112233; "
        "border-bottom: 2pt solid #445566 }"
    )
    table = open_docx(make("<table><tr><td>a</td></tr><tr><td>b</td></tr></table>", css)).tables[0]
    bords = [row.cells[0]._tc.tcPr.find(qn("w:tcBorders")) for row in table.rows]
    assert [b.find(qn("w:top")).get(qn("w:val")) for b in bords] == ["single", "nil"]
    assert [b.find(qn("w:bottom")).get(qn("w:sz")) for b in bords] == ["16", "16"]


def test_the_cells_of_a_row_are_as_high_as_css_makes_them() -> None:
    """Word adds the thickest line of a row to every cell of it: the others give it back."""
    css = (
        "table { border-collapse: collapse } td { padding: 5pt 0; border-bottom: 1pt solid } "
        ".b { border-width: 3pt }"
    )
    table = open_docx(make("<table><tr><td class='b'></td><td>a</td></tr></table>", css)).tables[0]
    marges = [
        cell._tc.tcPr.find(f"{qn('w:tcMar')}/{qn('w:bottom')}").get(qn("w:w"))
        for cell in table.rows[0].cells
    ]
    assert set(marges) == {"60"}


COTES = {"top": 10.0, "right": 20.0, "bottom": 30.0, "left": 40.0}
COTES_CSS = "10pt 20pt 30pt 40pt"


def test_each_side_of_a_page_has_its_own_margin() -> None:
    (section,) = open_docx(make("<p>a</p>", f"@page {{ margin: {COTES_CSS} }}")).sections
    marges = {cote: getattr(section, f"{cote}_margin").pt for cote in COTES}
    # What the first baseline of CSS is above Word's is taken from the top, and given to the bottom.
    recul = marges["top"] - COTES["top"]
    assert abs(recul) < 2
    assert marges == {**COTES, "top": 10 + recul, "bottom": 30 - recul}


@pytest.mark.parametrize(
    ("corps", "style"),
    [
        ("<table><tr><td class='x'><p>a</p></td></tr></table>", ""),
        ("<div class='x'><ul><li>a</li></ul></div>", ".x { border: 0.1pt solid } ul { margin: 0 }"),
    ],
    ids=["cellule", "boite"],
)
def test_each_side_of_a_cell_has_its_own_padding(corps: str, style: str) -> None:
    # The first baseline is the font's: one that is on every machine of the project.
    police = "html { font-family: 'Liberation Sans' }"
    style = f"{style} .x {{ padding: {COTES_CSS} }} p {{ margin: 0 }} * {{ border-spacing: 0 }} {police}"
    (table,) = open_docx(make(corps, style)).tables
    marges = table.cell(0, 0)._tc.tcPr.find(qn("w:tcMar"))
    ecrites = {cote: int(marges.find(qn(f"w:{cote}")).get(qn("w:w"))) / 20 for cote in COTES}
    assert ecrites == pytest.approx(COTES, abs=2)

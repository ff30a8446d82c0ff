"""The DOCX is the twin of its PDF: the goal is held for every type of paper, and the measure sees
what is not alike."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable
from pathlib import Path

import docx
import pytest
from docx.document import Document
from docx.oxml.ns import qn
from outils.glyphes import Glyphe, pair
from outils.jumeaux import Mesure, measure_jumeaux
from outils.jumeaux_tableau import list_absentes, list_choisis
from outils.libreoffice import convert_docx
from papiers_outils import SESSIONS, Rendu

TRAIT_MM = 170  # twips in 3 mm


@pytest.fixture(scope="session")
def mesures(tous: list[Rendu], conversions: dict[Path, Path]) -> dict[Path, Mesure]:
    """Of each type of paper of each sample the first, the longest and the fullest."""
    return {
        path: measure_jumeaux(
            path.with_suffix(".pdf"), conversions[path], list_absentes(rendu.session)
        )
        for path, (rendu, _) in list_choisis(tous).items()
    }


@pytest.mark.libreoffice
def test_every_type_of_every_sample_is_measured(
    mesures: dict[Path, Mesure], tous: list[Rendu]
) -> None:
    for rendu in tous[::2]:
        types = {li.type: set() for li in rendu.list_papiers("docx")}
        for li in rendu.list_papiers("docx"):
            types[li.type].add(li.path in mesures)
        assert all(True in found for found in types.values())
    assert len({rendu.session for rendu in tous}) == len(SESSIONS)
    assert all(len(mesure.distances) > 500 for mesure in mesures.values())


@pytest.mark.libreoffice
def test_the_goal_is_reached(mesures: dict[Path, Mesure]) -> None:
    """Same pages, no glyph without twin, distances, fonts, colours, borders, shading and
    pictures."""
    fautes = {str(path): mesure.list_fautes() for path, mesure in mesures.items()}
    assert {chemin: liste for chemin, liste in fautes.items() if liste} == {}


# ── The measure measured: one thing changed in a DOCX, and it must be seen ────────────────────────


def swap_decisions(document: Document) -> None:
    """The decisions of two candidates, each in the other's row."""
    table = next(t for t in document.tables if t.rows[0].cells[-1].text == "Décision")
    cells = [row.cells[-1] for row in table.rows[1:]]
    one = cells[0]
    other = next(cell for cell in cells if cell.text != one.text)
    un, deux = one.paragraphs[0]._p, other.paragraphs[0]._p
    one._tc.replace(un, deux)
    other._tc.append(un)


def lose_footer(document: Document) -> None:
    for reference in list(document.element.iter(qn("w:footerReference"))):
        reference.getparent().remove(reference)


def narrow_column(document: Document) -> None:
    """The first column of the last table."""
    table = document.tables[-1]._tbl
    widths = [row.tc_lst[0].tcPr.find(qn("w:tcW")) for row in table.tr_lst]
    for element in (table.tblPr.find(qn("w:tblW")), table.tblGrid.gridCol_lst[0], *widths):
        element.set(qn("w:w"), str(int(element.get(qn("w:w"))) - TRAIT_MM))


def lose_border(document: Document) -> None:
    """The line below one row of the last table."""
    for cell in document.tables[-1].rows[1]._tr.tc_lst:
        cell.tcPr.find(f"{qn('w:tcBorders')}/{qn('w:bottom')}").set(qn("w:val"), "nil")


def thicken_border(document: Document) -> None:
    for cell in document.tables[-1].rows[1]._tr.tc_lst:
        cell.tcPr.find(f"{qn('w:tcBorders')}/{qn('w:bottom')}").set(qn("w:sz"), "16")


def recolour_border(document: Document) -> None:
    for cell in document.tables[-1].rows[1]._tr.tc_lst:
        cell.tcPr.find(f"{qn('w:tcBorders')}/{qn('w:bottom')}").set(qn("w:color"), "7A1F3D")


def recolour_headings(document: Document) -> None:
    document.styles["heading 2"].element.find(f"{qn('w:rPr')}/{qn('w:color')}").set(
        qn("w:val"), "7A1F3D"
    )


def lose_weight(document: Document) -> None:
    for bold in document.styles["heading 2"].element.iter(qn("w:b")):
        bold.set(qn("w:val"), "0")


def shade_cell(document: Document) -> None:
    properties = document.tables[-1].rows[1].cells[0]._tc.tcPr
    properties.find(qn("w:tcMar")).addprevious(
        docx.oxml.parse_xml(
            f'<w:shd xmlns:w="{properties.nsmap["w"]}" w:val="clear" w:color="auto" '
            'w:fill="F6EFE2"/>'
        )
    )


def lose_page_border(document: Document) -> None:
    for border in list(document.element.iter(qn("w:pgBorders"))):
        border.getparent().remove(border)


def shrink_picture(document: Document) -> None:
    picture = document.inline_shapes[0]
    picture.width, picture.height = round(picture.width * 0.9), round(picture.height * 0.9)


def lose_picture(document: Document) -> None:
    for drawing in list(document.element.iter(qn("w:drawing"))):
        drawing.getparent().remove(drawing)


CHANGES: dict[Callable[[Document], None], tuple[str, str]] = {
    swap_decisions: ("proces_verbal", "maximum"),
    lose_footer: ("proces_verbal", "sans jumeau"),
    narrow_column: ("proces_verbal", "PDF seul : trait"),
    lose_border: ("proces_verbal", "PDF seul : trait"),
    thicken_border: ("proces_verbal", "trait plus épais"),
    recolour_border: ("proces_verbal", "DOCX seul : trait ou fond #7a1f3d"),
    recolour_headings: ("proces_verbal", "couleur"),
    lose_weight: ("proces_verbal", "police liberationsansbold, liberationsans"),
    shade_cell: ("proces_verbal", "DOCX seul : trait ou fond #f6efe2"),
    lose_page_border: ("certificat", "PDF seul : trait"),
    shrink_picture: ("certificat", "PDF seul : image"),
    lose_picture: ("certificat", "PDF seul : image"),
}


@pytest.fixture(scope="session")
def changes(projet: Rendu, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Mesure]:
    """The measure of each change, all converted at once."""
    ici = tmp_path_factory.mktemp("changes")
    made = {}
    for change, (type_, _) in CHANGES.items():
        source = projet.list_papiers("docx", type_)[0].path
        document = docx.Document(str(source))
        change(document)
        made[ici / f"{change.__name__}.docx"] = source
        document.save(str(ici / f"{change.__name__}.docx"))
    pdfs = convert_docx(made, ici / "pdf")
    return {
        path.stem: measure_jumeaux(source.with_suffix(".pdf"), pdfs[path])
        for path, source in made.items()
    }


@pytest.mark.libreoffice
@pytest.mark.parametrize("change", CHANGES, ids=lambda change: change.__name__)
def test_what_is_changed_is_seen(
    change: Callable[[Document], None], changes: dict[str, Mesure]
) -> None:
    fautes = changes[change.__name__].list_fautes()
    assert any(CHANGES[change][1] in faute for faute in fautes), fautes


@pytest.mark.libreoffice
def test_the_narrower_column_moves_its_neighbours(changes: dict[str, Mesure]) -> None:
    assert changes["narrow_column"].centile(100) > 2.8
    assert changes["swap_decisions"].seuls == 0 and changes["lose_footer"].seuls > 20


# ── Without LibreOffice ───────────────────────────────────────────────────────────────────────────


def test_glyphs_are_paired_at_the_least_total_distance() -> None:
    """Nearest first would pair 2 with 3 and leave 10 for 0; and a letter more is without twin."""

    def make(*places: float) -> list[Glyphe]:
        return [Glyphe("e", x, 0.0, "f", 10.0, (0, 0, 0)) for x in places]

    paires, seuls = pair(make(0.0, 2.0), make(10.0, 3.0, 1.0))
    assert [(p.notre.x, p.leur.x) for p in paires] == [(0.0, 1.0), (2.0, 3.0)]
    assert [g.x for g in seuls] == [10.0]
    autre = Glyphe("é", 0.0, 0.0, "f", 10.0, (0, 0, 0))
    assert pair([autre], make(0.0)) == ([], [autre, *make(0.0)])


def test_a_paper_is_its_own_twin(projet: Rendu) -> None:
    for type_ in ("proces_verbal", "certificat"):
        path = projet.list_papiers("pdf", type_)[0].path
        mesure = measure_jumeaux(path, path)
        assert mesure.list_fautes() == [] and mesure.centile(100) == 0.0


def test_the_fonts_named_in_word_are_those_of_windows(tous: list[Rendu]) -> None:
    """The PDF embeds Liberation; the DOCX names its metric twins, which a Windows office has."""
    for rendu in tous:
        for ligne in rendu.list_papiers("docx"):
            with zipfile.ZipFile(ligne.path) as archive:
                parts = "".join(
                    archive.read(nom).decode() for nom in archive.namelist() if nom.endswith(".xml")
                )
            assert set(re.findall(r'w:ascii="([^"]+)"', parts)) <= {"Arial", "Times New Roman"}, (
                ligne.chemin
            )
            assert "Liberation" not in parts

"""What could be lost without a word: either right in Word too, or refused; never a file that Word
repairs."""

from __future__ import annotations

import re
import subprocess
import zipfile
from collections.abc import Callable, Mapping
from io import BytesIO
from pathlib import Path

import docx
import pytest
from lxml import etree
from outils.essai import Essai, make_png, open_essai, read_image, write_page

from amo_docs.jumeaux.impossible import JumeauImpossible

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
FEUILLE = """
@page { size: A4; margin: 20mm }
html { font: 11pt/14pt "Liberation Serif" }
body { margin: 0 }
p { margin: 0 0 5pt 0 }
table { width: 100%; table-layout: fixed; border-collapse: collapse; margin: 3pt 0 6pt 0 }
td, th { border: 0.5pt solid #555; padding: 3pt; text-align: left; vertical-align: top; overflow-wrap: anywhere }
.capitales { text-transform: uppercase }
"""
LONG = "anticonstitutionnellement" * 4


def make(corps: str, feuille: str = "") -> Essai:
    return open_essai(write_page(corps), FEUILLE, feuille)


def write(corps: str, feuille: str = "") -> bytes:
    return make(corps, feuille).write_docx()


def read_texte(donnees: bytes) -> str:
    racine = etree.fromstring(zipfile.ZipFile(BytesIO(donnees)).read("word/document.xml"))
    return "".join(t.text or "" for t in racine.iter(f"{W}t"))


# ── Right in both ─────────────────────────────────────────────────────────────────────────────────

JUSTES = {
    "capitales": "<p class='capitales'>Straße, œuvre, ﬁn, ŉ</p>",
    "tableau-dans-un-autre": "<table><tr><td>a<table><tr><td>b un</td><td>b "
    "deux</td></tr></table>c</td><td>d</td></tr>"
    "<tr><td><table><tr><td>e</td></tr></table></td><td>f</td></tr></table><p>fin</p>",
    "cellules-vides": "<table><tr><td></td><td>a</td><td></td></tr><tr><td></td><td></td><td></td></tr>"
    "<tr><td colspan='2'></td><td "
    "rowspan='2'>b</td></tr><tr><td>c</td><td></td></tr></table><p>fin</p>",
    "mot-plus-large": f"<table><tr><td>{LONG}</td><td>a</td><td>b</td><td>c</td></tr></table><p>fin</p>",
    "image": "<p>a <img src='logo.png' alt='x' style='height: 10mm'> b</p>",
}


def list_mots(path: Path) -> list[tuple[str, float, float]]:
    """Every word of a PDF with its place in mm, in the order of the page."""
    run = subprocess.run(
        ["pdftotext", "-bbox", str(path), "-"], capture_output=True, text=True, check=True
    )
    found = re.findall(r'xMin="([\d.]+)" yMin="([\d.]+)"[^>]*>([^<]+)</word>', run.stdout)
    return sorted((mot, float(x) * 0.3528, float(y) * 0.3528) for x, y, mot in found)


@pytest.fixture(scope="module")
def jumeaux(
    convertir: Callable[[Mapping[str, bytes]], dict[str, Path]],
    tmp_path_factory: pytest.TempPathFactory,
) -> dict[str, tuple[Path, Path]]:
    """The PDF of each case, and that of its DOCX."""
    ici = tmp_path_factory.mktemp("pertes")
    for nom, corps in JUSTES.items():
        make(corps).write_pdf(ici / f"{nom}.pdf")
    convertis = convertir({nom: write(corps) for nom, corps in JUSTES.items()})
    return {nom: (ici / f"{nom}.pdf", convertis[nom]) for nom in JUSTES}


@pytest.mark.libreoffice
@pytest.mark.parametrize("nom", JUSTES)
def test_the_same_words_stand_at_the_same_places(
    nom: str, jumeaux: dict[str, tuple[Path, Path]]
) -> None:
    pdf, word = (list_mots(path) for path in jumeaux[nom])
    if nom == "mot-plus-large":  # where it is cut is each one's choice
        assert "".join(mot for mot, *_ in pdf).replace("-", "").count("anti") == 4
        pdf, word = ([m for m in mots if m[0] in "abcfin"] for mots in (pdf, word))
    assert [mot for mot, *_ in pdf] == [mot for mot, *_ in word]
    assert pdf
    assert max(abs(a[1] - b[1]) for a, b in zip(pdf, word, strict=True)) < 0.5
    assert max(abs(a[2] - b[2]) for a, b in zip(pdf, word, strict=True)) < 5


def test_letters_that_capitals_make_longer() -> None:
    assert (
        read_texte(write("<p class='capitales'>Straße et ﬁn</p><p>Straße</p>"))
        == "StraSSe et FInStraße"
    )


def test_a_word_longer_than_its_column_is_whole() -> None:
    assert read_texte(write(JUSTES["mot-plus-large"])).startswith(LONG)


@pytest.mark.parametrize("nom", ["cellules-vides", "tableau-dans-un-autre"])
def test_tables_are_ones_that_word_opens(nom: str) -> None:
    """Each has a row, each row a cell, each cell ends with a paragraph, and the spans add up to the
    grid."""
    racine = docx.Document(BytesIO(write(JUSTES[nom]))).element.body
    trouves = 0
    for tableau in racine.iter(f"{W}tbl"):
        trouves += 1
        colonnes = len(tableau.findall(f"{W}tblGrid/{W}gridCol"))
        rangees = tableau.findall(f"{W}tr")
        assert colonnes and rangees
        for rangee in rangees:
            cellules = rangee.findall(f"{W}tc")
            assert all(cellule[-1].tag == f"{W}p" for cellule in cellules)
            portees = [cellule.find(f"{W}tcPr/{W}gridSpan") for cellule in cellules]
            assert sum(1 if p is None else int(p.get(f"{W}val")) for p in portees) == colonnes
    assert trouves == JUSTES[nom].count("<table>")


def test_a_table_without_a_cell_is_not_written() -> None:
    document = docx.Document(
        BytesIO(
            write(
                "<p>a</p><table></table><table><tbody></tbody></table><table><tr></tr></table><p>b</p>"
            )
        )
    )
    assert len(document.tables) == 0
    assert [p.text for p in document.paragraphs if p.text] == ["a", "b"]


def make_grand_tableau() -> str:
    rangees = "".join(
        f"<tr>{''.join(f'<td>{y}.{x}</td>' for x in range(12))}</tr>" for y in range(400)
    )
    tete = f"<thead><tr>{''.join(f'<th>C{x}</th>' for x in range(12))}</tr></thead>"
    return f"<table>{tete}<tbody>{rangees}</tbody></table>"


PETIT = "html { font-size: 8pt; line-height: 10pt }"


@pytest.mark.lent
@pytest.mark.libreoffice
def test_a_large_table_is_the_same_on_every_page(
    convertir: Callable[[Mapping[str, bytes]], dict[str, Path]], tmp_path: Path
) -> None:
    """400 rows of 12 columns: the same words on the same pages, the head at the top of each."""
    essai = make(make_grand_tableau(), PETIT)
    essai.write_pdf(tmp_path / "a.pdf")
    (word,) = convertir({"grand": essai.write_docx()}).values()
    pages = [
        subprocess.run(
            ["pdftotext", "-layout", str(path), "-"], capture_output=True, text=True, check=True
        )
        .stdout.rstrip("\f")
        .split("\f")
        for path in (tmp_path / "a.pdf", word)
    ]
    assert len(pages[0]) > 5
    assert [page.split() for page in pages[0]] == [page.split() for page in pages[1]]
    assert all(page.split()[:12] == [f"C{x}" for x in range(12)] for page in pages[0])


@pytest.mark.lent
def test_a_large_table_is_whole_with_its_head() -> None:
    """400 rows of 12 columns: every cell once, the head repeated by Word, the columns of the
    PDF."""
    donnees = write(make_grand_tableau(), PETIT)
    racine = etree.fromstring(zipfile.ZipFile(BytesIO(donnees)).read("word/document.xml"))
    lues = [
        ["".join(t.text for t in c.iter(f"{W}t")) for c in r.iter(f"{W}tc")]
        for r in racine.iter(f"{W}tr")
    ]
    assert lues == [
        [f"C{x}" for x in range(12)],
        *([f"{y}.{x}" for x in range(12)] for y in range(400)),
    ]
    assert [r for r in racine.iter(f"{W}tr") if r.find(f"{W}trPr/{W}tblHeader") is not None] == [
        next(racine.iter(f"{W}tr"))
    ]
    largeurs = [int(c.get(f"{W}w")) for c in racine.iter(f"{W}gridCol")]
    assert max(largeurs) - min(largeurs) <= 1
    assert abs(sum(largeurs) - round(170 / 25.4 * 1440)) <= 15


# ── Refused ───────────────────────────────────────────────────────────────────────────────────────

REFUSES = {
    "svg": ("<p>a <svg width='9' height='9'><title>x</title></svg></p>", "svg"),
    "svg-image": ("<p><img src='x.svg' alt='x'></p>", "illisible"),
    "invisible": ("<p>a <span style='visibility: hidden'>b</span></p>", "visibility"),
    "invisible-en-cellule": (
        "<table><tr><td style='visibility: hidden'>b</td></tr></table>",
        "visibility",
    ),
    "debordement": (
        "<div style='overflow: hidden; height: 5pt'><p>a</p><p>b</p></div>",
        "overflow",
    ),
    "degrade": (
        "<p style='background-image: linear-gradient(black, red); color: white'>a</p>",
        "background-image",
    ),
    "opacite": ("<p style='opacity: 0.1'>a</p>", "opacity"),
    "marge-negative": ("<p style='margin-left: -80mm'>a</p>", "margin-left"),
    "capitales-autres": ("<p style='text-transform: capitalize'>a</p>", "text-transform"),
    "transparent": ("<p style='color: transparent'>a</p>", "color"),
    "sans-corps": ("<p style='font-size: 0'>a</p>", "font-size"),
    "tableau-en-bloc": (
        "<table><tr><td style='display: block'>a</td></tr></table>",
        "display: block",
    ),
    "bloc-en-tableau": ("<div style='display: table'><p>a</p></div>", "display: table"),
    "cache": ("<p hidden>a</p>", "hidden"),
    "engendre": ("<p class='x'>a</p>", "opacity"),
    "trop-de-colonnes": (f"<table><tr>{'<td>a</td>' * 64}</tr></table>", "64 colonnes"),
    "portee": ("<table><tr><td colspan='deux'>a</td></tr></table>", "colspan"),
    "rangees": ("<table><tr><td rowspan='-1'>a</td></tr></table>", "rowspan"),
    "numero": ("<ol start='un'><li>a</li></ol>", "start"),
}


@pytest.mark.parametrize("cas", REFUSES)
def test_what_would_be_lost_is_refused(cas: str) -> None:
    corps, mot = REFUSES[cas]
    feuille = ".x::before { content: 'avant '; opacity: 0 }"
    with pytest.raises(JumeauImpossible, match=mot):
        make(corps, feuille).write_docx(
            lambda url: b"<svg/>" if url.endswith("svg") else read_image(url)
        )


@pytest.mark.parametrize(
    "donnees",
    [
        b"",
        b"\x89PNG\r\n\x1a\n",
        make_png()[:60],
        make_png(0, 9),
        b"\xff\xd8\xff\xe0\x00\x10JFIF",
        b"GIF89a" + bytes(20),
    ],
    ids=["vide", "entete", "tronque", "sans-largeur", "jpeg-tronque", "gif"],
)
def test_a_picture_that_word_could_not_show_is_refused(donnees: bytes) -> None:
    with pytest.raises(JumeauImpossible, match="image illisible"):
        make("<p><img src='logo.png' alt='x'></p>").write_docx(lambda url: donnees)


def test_an_unknown_unit_is_no_length(caplog: pytest.LogCaptureFixture) -> None:
    """WeasyPrint warns and goes on; what lays papers out makes an error of any warning
    (`render/atelier.py`)."""
    make("<p>a</p>", "p { margin-left: 3furlong }")
    assert "furlong" in caplog.text

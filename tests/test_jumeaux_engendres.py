"""What nobody wrote in the HTML (defaults, generated content, white space) is the same in both formats,
or refused."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from io import BytesIO

import docx
import pytest
from lxml import etree
from outils.essai import Essai, open_essai, write_page
from papiers_outils import make_exemplaire

from amo_docs.errors import ModeleError
from amo_docs.jumeaux.impossible import JumeauImpossible
from amo_docs.load.polices import load_polices
from amo_docs.model.modeles import Modeles
from amo_docs.model.papier import PapierCompose, Variante
from amo_docs.relecture.feuille import review_feuille
from amo_docs.render.atelier import Atelier
from amo_docs.render.fournitures import FEUILLE

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
BASE = "@page { size: 150mm 100mm } html { font: 11pt/14pt 'Liberation Serif' } p { margin: 0 }"
FAMILLES = frozenset(("Liberation Serif", "Liberation Sans"))
MARGE = "@page { @bottom-left { content: %s } }"
TABLE = "<table><thead><tr><th>t</th></tr></thead><tbody><tr><td>a</td></tr></tbody></table>"


def make(corps: str, feuille: str) -> Essai:
    return open_essai(write_page(corps), FEUILLE, BASE, feuille)


def list_lignes_pdf(essai: Essai) -> list[str]:
    """The lines of a PDF from the top, each with all its words."""
    lignes: dict[float, str] = {}
    for page in essai.mise.pages:
        for texte in page.textes:
            haut = round(texte.base)
            lignes[haut] = lignes.get(haut, "") + texte.texte
    return [" ".join(ligne.split()) for _, ligne in sorted(lignes.items())]


def list_lignes_docx(essai: Essai) -> list[str]:
    """The lines of a DOCX, those of its footer last."""
    with zipfile.ZipFile(BytesIO(essai.write_docx())) as archive:
        noms = sorted(n for n in archive.namelist() if n.startswith(("word/doc", "word/foot")))
        racines = [etree.fromstring(archive.read(nom)) for nom in noms]
    lignes = [ligne for r in racines for p in r.iter(f"{W}p") for ligne in _list_lignes(p)]
    return [" ".join(ligne.split()) for ligne in lignes if ligne.strip()]


def _list_lignes(paragraphe: etree._Element) -> Iterator[str]:
    signes = {f"{W}br": "\n", f"{W}softHyphen": "\N{SOFT HYPHEN}"}
    textes = (signes.get(str(e.tag)) or (e.text or "") for e in paragraphe.iter(*signes, f"{W}t"))
    yield from "".join(textes).split("\n")


@pytest.mark.parametrize(
    ("corps", "feuille"),
    [
        ("<p>a</p>", MARGE % r"'X\A Y'"),
        ("<p>a</p>", MARGE % r"'X\A Y'; white-space: pre-line"),
        ("<p>a</p>", MARGE % r"'X\A Y'; white-space: pre-wrap"),
        ("<p>a</p>", MARGE % "'X   Y ' ' ' 'Z'"),
        (r"<p>a</p>", r"p { string-set: t 'x\A y' }" + MARGE % "string(t) ' fin'"),
        ("<h1>a<br>b</h1>", "h1 { string-set: t content() }" + MARGE % "string(t)"),
        ("<p>a</p>", r"p::before { content: 'X\A Y ' }"),
        ("<p>a</p>", r"p::before { content: 'X\A Y '; white-space: pre-line }"),
        ("<p>a</p>", "p::after { content: '   X   ' }"),
        ("<p>a<br>b</p>", ""),
        (TABLE, "td::before, th::after { content: 'X' }"),
        ("<ul><li>a</li></ul>", "ul { list-style: none } li::before { content: 'X ' }"),
        ("<p>anti&shy;constitution</p>", ""),
        ("<p>a&nbsp;&nbsp;b&#8239;; c</p>", ""),
    ],
)
def test_the_same_lines_stand_in_both(corps: str, feuille: str) -> None:
    essai = make(corps, feuille)
    assert list_lignes_docx(essai) == list_lignes_pdf(essai) != []


@pytest.mark.parametrize(
    ("corps", "feuille"),
    [
        (TABLE, "table::before { content: 'X' }"),
        (TABLE, "tr:first-child::after { content: 'X' }"),
        (TABLE, "thead::before { content: 'X' }"),
        (TABLE, "body > table.a > tbody:before, table tbody::before { content: 'X' }"),
        ("<p>a</p>", "html::before { content: 'X' }"),
        ("<p>a</p><hr>", "hr::after { content: 'X' }"),
        ("<p>a<br>b</p>", "br::before { content: 'X' }"),
        ("<p>a</p>", "p::before { content: 'X'; display: block }"),
        ("<p>a</p>", "p::after { content: 'X'; display: none }"),
    ],
)
def test_generated_text_without_a_place_in_word_is_refused_by_both_walls(
    corps: str, feuille: str
) -> None:
    assert "G631" in [reproche.code for _, reproche in review_feuille(feuille, FAMILLES)]
    with pytest.raises(JumeauImpossible):
        make(corps, feuille).write_docx()


@pytest.mark.parametrize(
    "feuille",
    [
        "td::before { content: 'X' }",
        "table.a td.b::after { content: 'X' }",
        ".a-table::before { content: 'X'; display: inline }",
        "p::before { content: none; }",
    ],
)
def test_generated_text_with_a_place_passes(feuille: str) -> None:
    assert list(review_feuille(feuille, FAMILLES)) == []


def test_a_running_head_that_changes_is_refused() -> None:
    feuille = "h2 { string-set: t content() }" + MARGE % "string(t)"
    assert list_lignes_docx(make("<h2>a</h2><p>b</p><h2>a</h2>", feuille))[-1] == "a"
    with pytest.raises(JumeauImpossible, match="string-set: t"):
        make("<h2>a</h2><p>b</p><h2>c</h2>", feuille).write_docx()


def test_a_paragraph_from_right_to_left_is_refused() -> None:
    with pytest.raises(JumeauImpossible, match="dir"):
        make("<p dir='rtl'>a</p>", "").write_docx()


@pytest.mark.parametrize(
    "style",
    [
        "",
        "width: 20mm",
        "height: 20mm; max-width: 10mm",
        "width: 20mm; height: 5mm; max-width: 50%",
        "max-width: 10mm",
        "box-sizing: border-box; width: 20mm; padding: 2mm; border: 1mm solid",
        "box-sizing: border-box; height: 20mm; padding: 2mm; max-width: 20mm",
    ],
)
def test_a_picture_has_one_size(style: str) -> None:
    essai = make(f"<p><img src='logo.png' alt='logo' style='{style}'></p>", "")
    (image,) = essai.mise.pages[0].images
    (forme,) = docx.Document(BytesIO(essai.write_docx())).inline_shapes
    assert forme.width.mm == pytest.approx(image.largeur * 25.4 / 96, abs=0.01)
    assert forme.height.mm == pytest.approx(image.hauteur * 25.4 / 96, abs=0.01)


# ── Fonts ─────────────────────────────────────────────────────────────────────────────────────────


def test_a_sheet_that_names_no_font_has_that_of_papers_in_both() -> None:
    feuille = "@page { @bottom-left { content: 'pied' } } p { font-size: 12pt }"
    essai = open_essai(write_page("<p>a</p>"), FEUILLE, feuille)
    polices = {str(texte._style["font_family"][0]) for p in essai.mise.pages for texte in p.textes}
    assert polices == {"Liberation Serif"}
    with zipfile.ZipFile(BytesIO(essai.write_docx())) as archive:
        assert b'w:ascii="Times New Roman"' in archive.read("word/styles.xml")


@pytest.mark.parametrize(
    "valeur",
    [
        "font-family: initial",
        "font: initial",
        "font-family: serif",
        "font-family: 'Liberation Serif Condensed'",
        "font-family: Liberation Sans Narrow, 'Liberation Sans'",
        "font: 12pt Liberation Sans Narrow",
    ],
)
def test_a_font_that_papers_do_not_have_is_refused(valeur: str) -> None:
    codes = [r.code for _, r in review_feuille(f"p {{ {valeur} }}", FAMILLES)]
    assert codes == ["G632"]


@pytest.mark.parametrize(
    "valeur",
    [
        "font-family: inherit",
        "font-family: 'liberation serif', Times",
        "font-family: Liberation Sans, sans-serif",
        "font: italic bold 12pt/14pt Liberation Sans, Arial",
    ],
)
def test_a_font_of_papers_passes_with_those_that_follow_it(valeur: str) -> None:
    assert list(review_feuille(f"p {{ {valeur} }}", FAMILLES)) == []


@pytest.mark.parametrize("feuille", [MARGE % "'✓'", "p::before { content: '✓' }"])
def test_a_sign_that_the_sheet_adds_is_drawn_by_the_fonts_of_papers(feuille: str) -> None:
    html = write_page("<p>Élève n° 1 – ŵ</p>")
    papier = PapierCompose(make_exemplaire("a"), (Variante("", html, html),), "{}")
    modeles = Modeles({}, BASE, {}, {}, load_polices(), {})
    assert len(Atelier(modeles).make(papier)) == 2
    with pytest.raises(ModeleError, match="« ✓ » n’existe pas"):
        Atelier(Modeles({}, BASE + feuille, {}, {}, load_polices(), {})).make(papier)


@pytest.mark.parametrize("code", ["1F", "B", "7F"])
def test_a_character_that_commands_is_refused_in_a_sheet(code: str) -> None:
    feuille = f"p::before {{ content: 'a\\{code} ' }}"
    assert [r.code for _, r in review_feuille(feuille, FAMILLES)] == ["G631"]

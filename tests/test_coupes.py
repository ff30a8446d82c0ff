"""Rows that no page holds are found, and what no page holds is whole in Word all the same."""

from __future__ import annotations

import subprocess
from collections import Counter
from pathlib import Path

import pytest
from outils.essai import Essai, open_essai, write_page
from outils.libreoffice import convert_docx

from amo_docs.docx import write_docx
from amo_docs.render.coupes import find_fusion_haute, list_hautes
from amo_docs.render.invisibles import list_invisibles

FEUILLE = """@page { size: 120mm 100mm; margin: 10mm } p { margin: 0 }
html { font: 11pt/14pt 'Liberation Serif' } body { margin: 0 }
table { width: 100%; table-layout: fixed; border-collapse: collapse }
td, th { border: 0.5pt solid; padding: 1mm } tr, .k { break-inside: avoid }"""
LONG = " ".join(f"mot{rang}" for rang in range(700))
DEMI = "<p>ligne</p>" * 9
RANGEES = "".join(f"<tr><td>rang{rang}</td></tr>" for rang in range(40))


def make(corps: str) -> Essai:
    return open_essai(write_page(corps), FEUILLE)


def list_mots(corps: str) -> list[str]:
    """The first words of each row that may be cut."""
    mise = make(corps).mise
    return ["".join(ligne.itertext())[:4] for ligne in list_hautes(mise.pages, mise.page.racine)]


@pytest.mark.parametrize(
    ("corps", "hautes"),
    [
        ("<table><tr><td>abcd</td></tr></table>", []),
        (f"<table>{RANGEES}</table>", []),
        (f"<table><thead><tr><th>tête</th></tr></thead>{RANGEES}{RANGEES}</table>", []),
        (f"<table><tr><td>abcd</td></tr><tr><td>{LONG}</td></tr></table>", ["mot0"]),
        (f"<table><tr><td>{DEMI}</td></tr></table>", ["lign"]),
        (f"<table><tbody><tr><td>{LONG}</td></tr></tbody></table>", ["mot0"]),
        # Many short rows beside one cell: each of them holds on a page.
        (f"<table><tr><td rowspan='41'>abcd</td><td>b</td></tr>{RANGEES}</table>", []),
        (
            f"<table><tr><td rowspan='2'>{LONG}</td><td>b</td></tr><tr><td>cccc</td></tr></table>",
            ["mot0", "cccc"],
        ),
        (
            f"<table><tr><td rowspan='0'>{LONG}</td><td>b</td></tr><tr><td>cccc</td></tr></table>",
            ["mot0", "cccc"],
        ),
    ],
)
def test_rows_higher_than_half_a_page_may_be_cut(corps: str, hautes: list[str]) -> None:
    assert list_mots(corps) == hautes


def test_a_row_that_may_be_cut_keeps_the_head_of_its_table() -> None:
    essai = make(
        "<p>avant</p><table><thead><tr><th>tête</th></tr></thead>"
        f"<tbody><tr style='color: red'><td>{LONG}</td></tr></tbody></table>"
    )
    hautes = list_hautes(essai.mise.pages, essai.page.racine)
    (ligne,) = hautes
    pages = essai.moteur.lay_out(essai.page, hautes).pages
    assert all("tête" in [texte.texte for texte in page.textes] for page in pages)
    assert ligne.attrib == {"style": "color: red"}


def test_a_cell_of_several_rows_that_no_page_holds_is_named() -> None:
    table = "<table><tr><td rowspan='2'>{}</td><td>b</td></tr><tr><td>c</td></tr></table>"
    assert find_fusion_haute(make(table.format(LONG)).mise.pages).startswith("mot0 mot1 ")
    assert find_fusion_haute(make(table.format(DEMI)).mise.pages) == ""
    assert find_fusion_haute(make(f"<table><tr><td>{LONG}</td></tr></table>").mise.pages) == ""


def test_words_that_a_layout_drops_are_named() -> None:
    def find(corps: str) -> list[str]:
        mise = make(corps).mise
        return [fait.rpartition(" » ")[2] for fait in list_invisibles(mise.pages, mise.page.racine)]

    # A head that no page holds has no place to stand.
    tete = f"<table><thead><tr><th>{LONG}</th></tr></thead><tbody>{RANGEES}</tbody></table>"
    assert find(tete)[0].startswith("ne s’imprime pas")
    assert find(f"<p>{LONG}</p><table>{RANGEES}</table>") == []
    assert find("<p style='text-transform: uppercase'>ﬁn, Straße, ŉ</p><p>a&shy;b – c</p>") == []


HAUTS = {
    "section": f"<div class='k'>{f'<p>{LONG}</p>' * 2}</div>",
    "paragraphe": f"<p class='k'>{LONG}</p>",
    "signatures": f"<section class='k'><h2>a</h2><table>{RANGEES}</table></section>",
    "titres": "<h2 style='break-after: avoid'>titre</h2>" * 60,
    "cadre": f"<div class='k' style='border: 1pt solid'><div style='border: 1pt solid'>"
    f"<p>{LONG}</p></div></div>",
    "rangee": f"<table><thead><tr><th>a</th></tr></thead><tr><td>{LONG}</td></tr></table>",
    "tableau": f"<table><tr><td><table>{RANGEES}</table></td></tr></table>",
    "cote": f"<table><tr><td rowspan='41'>a</td><td>b</td></tr>{RANGEES}</table>",
    "liste": f"<ul class='k'>{'<li>mot</li>' * 80}</ul>",
}
"""What must stay together, and no page holds."""


@pytest.mark.libreoffice
def test_what_no_page_holds_is_whole_in_word(tmp_path: Path) -> None:
    docx = {}
    for nom, corps in HAUTS.items():
        essai = make(f"<p>avant</p>{corps}<p>après</p>")
        hautes = list_hautes(essai.mise.pages, essai.page.racine)
        corps_lu = essai.page.racine.iterfind("body//*")
        docx[tmp_path / f"{nom}.docx"] = Counter(" ".join(e.text or "" for e in corps_lu).split())
        donnees = write_docx(essai.make_cascade(), lambda adresse: b"", {}, hautes)
        (tmp_path / f"{nom}.docx").write_bytes(donnees)
    convertis = convert_docx(docx, tmp_path / "pdf")
    perdus = {}
    for path, dits in docx.items():
        command = ["pdftotext", str(convertis[path]), "-"]
        vus = subprocess.run(command, capture_output=True, text=True, check=True).stdout.split()
        perdus[path.stem] = dits - Counter(vus)
    assert perdus == {nom: Counter() for nom in HAUTS}

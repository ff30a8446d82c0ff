"""Boxes of text stand where CSS puts them, painted as it says."""

from __future__ import annotations

import pytest
from outils.essai import open_essai, write_page

from amo_docs.moteur.boites import Aplat, BoitePage

# Liberation Serif at 20 px: an « m » is 15.56 px wide, a space 5.
FEUILLE = """@page { size: 500px 400px; margin: 50px; @bottom-left { content: "bas" } }
body { font: 20px/30px 'Liberation Serif'; margin: 0 } p { margin: 0 }"""


def read_page(corps: str, style: str = "") -> BoitePage:
    (page,) = open_essai(write_page(corps), FEUILLE, style).mise.pages
    return page


def test_a_page_and_its_text_in_reading_order() -> None:
    page = read_page("<p class='a'>mm <b>mm</b></p><p> </p><p>fin</p>")
    assert (page.largeur, page.hauteur, page.corps.gauche) == (500, 400, 50)
    assert [t.texte for t in page.textes] == ["mm ", "mm", "fin", "bas"]
    assert [t.en_marge for t in page.textes] == [False, False, False, True]
    mm, gras, fin, bas = page.textes
    assert (mm.x, mm.bord, mm.corps, mm.visible) == (50, 450, 20, True)
    assert mm.largeur == pytest.approx(2 * 15.56 + 5, abs=0.1)
    assert gras.x == pytest.approx(50 + mm.largeur)
    assert fin.y - mm.y == 30  # what is blank has no line
    assert (mm.balise, gras.balise) == ("p", "b")
    assert mm.element is not None and mm.element.get("class") == "a"
    assert bas.element is None


def test_blocks_have_their_lines_and_their_edge() -> None:
    page = read_page(
        "<div><p class='a'>mm mm mm</p></div><ul><li>un<br>deux</li></ul>",
        ".a { width: 100px; text-align: center } ul { padding: 0 0 0 40px; margin: 0 }",
    )
    assert [b.element.tag for b in page.blocs] == ["p", "li"]
    centre, puce = page.blocs
    assert (centre.bord, centre.alignement) == (150, "center")
    assert [[t.texte for t in ligne] for ligne in centre.lignes] == [["mm mm"], ["mm"]]
    assert [[t.texte for t in ligne] for ligne in puce.lignes] == [["un"], ["deux"]]
    assert (puce.bord, puce.alignement) == (450, "start")
    assert "li::marker" in {t.balise for t in page.textes}


def test_the_edge_is_that_of_the_cell() -> None:
    page = read_page(
        "<table><tr><td>a</td><td>b</td></tr></table>",
        "table { table-layout: fixed; width: 400px; border-spacing: 0 } td { padding: 10px }",
    )
    assert [t.bord for t in page.textes if not t.en_marge] == [240, 440]


def test_colours_and_what_is_under_them() -> None:
    page = read_page(
        "<div><p>a</p></div><p class='c'>b</p>",
        "@page { background-color: #ff0000 } div { background-color: rgb(0 0 255 / 0.5); "
        "opacity: 0.5 } p { color: rgb(0 255 0 / 0.25) } .c { visibility: hidden; "
        "background-color: currentcolor }",
    )
    a, b, _ = page.textes
    assert (a.couleur, a.alpha) == ((0, 1, 0), 0.25)
    rouge = Aplat((1, 0, 0), 1, 1)
    assert a.fonds == (rouge, Aplat((0, 0, 1), 0.5, 0.5))
    assert b.fonds == (rouge, Aplat((0, 1, 0), 0.25, 1))
    assert (a.visible, b.visible) == (True, False)


def test_a_word_is_measured_in_the_style_of_a_text() -> None:
    a, gras, _ = read_page("<p>m<b>m</b></p>", "b { font-size: 40px; font-weight: normal }").textes
    assert a.measure("mmmm") == pytest.approx(62.24, abs=0.1)
    assert gras.measure("mmmm") == pytest.approx(2 * 62.24, abs=0.2)
    assert a.measure("\N{NO-BREAK SPACE}m") == pytest.approx(20.56, abs=0.1)
    assert a.measure("") == 0

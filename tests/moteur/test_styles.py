"""Computed styles mean what they did: of elements, of pages, of margin boxes."""

from __future__ import annotations

import pytest
from outils.essai import open_essai, write_page

from amo_docs.jumeaux.impossible import JumeauImpossible
from amo_docs.moteur.styles import AUCUN_BORD, Cascade, ContenuEngendre

HTML = """<html lang="fr"><head><title>T</title></head><body>
<h1 class="a">Titre <em>long</em></h1><p>Texte<sup>e</sup></p><div></div></body></html>"""
CSS = """@page { size: A4 landscape; margin: 10mm 20mm; border: 2pt double #123456; padding: 5mm;
  @bottom-right { content: "p. " counter(page) "/" counter(pages) " " string(titre); font-size: 9pt } }
@page :first { @bottom-right { content: none } }
@page autre { size: A5 }
h1 { font: bold 20px/1.5 "Liberation Sans"; margin: 1cm 10% 2em; border-top: 1pt solid rgb(1 2 3 / 0.5);
  string-set: titre content(); letter-spacing: 0.1em; page: autre; break-before: page }
h1.a::before { content: "« " }
sup { vertical-align: super }
"""


def _cascade() -> Cascade:
    return open_essai(HTML, CSS).make_cascade()


def test_lengths_colours_words() -> None:
    cascade = _cascade()
    titre = cascade.style(next(cascade.racine.iter("h1")))
    assert titre.px("font_size") == 20
    assert round(titre.px("margin_top"), 3) == round(96 / 2.54, 3)
    assert titre.px("margin_left", 300) == 30
    assert titre.px("margin_bottom") == 40
    assert titre.px("letter_spacing") == 2
    assert titre.longueur("width") is None
    assert titre.couleur("background_color") is None
    bord = titre.bord("top")
    assert (bord.style, round(bord.largeur, 3), bord.couleur) == ("solid", 1.333, "808081")
    assert titre.bord("left") == AUCUN_BORD
    assert titre["page"] == "autre"
    assert titre["break_before"] == "page"
    assert titre["font_family"][0] == "Liberation Sans"
    assert titre.mot("display") == "block"


def test_line_is_measured_with_the_real_font() -> None:
    cascade = _cascade()
    hauteur, base = cascade.style(next(cascade.racine.iter("h1"))).measure_ligne()
    assert hauteur == 30
    # Liberation Sans: ascent 0.905, descent 0.212 of the size; half the leading above the text.
    assert abs(base - (15 + (0.905 - 0.212) / 2 * 20)) < 0.2


def test_superscript_is_raised() -> None:
    cascade = _cascade()
    assert cascade.style(next(cascade.racine.iter("sup"))).px("vertical_align") > 0


def test_generated_content() -> None:
    cascade = _cascade()
    titre = next(cascade.racine.iter("h1"))
    avant = cascade.pseudo(titre, "before")
    assert avant is not None
    assert avant.contenus == (ContenuEngendre("string", "« "),)
    assert cascade.pseudo(titre, "after") is None
    assert cascade.style(titre).chaines == (("titre", (ContenuEngendre("content()", "text"),)),)
    assert cascade.style(cascade.racine).chaines == ()
    assert cascade.style(titre).contenus == ()


def test_pages_and_margin_boxes() -> None:
    cascade = _cascade()
    page, marges = cascade.page("", premiere=False)
    assert [round(x) for x in page["size"]] == [1123, 794]
    assert round(page.px("margin_left")) == 76
    assert page.bord("top").style == "double"
    assert marges["bottom-right"].contenus == (
        ContenuEngendre("string", "p. "),
        ContenuEngendre("counter()", "page", "decimal"),
        ContenuEngendre("string", "/"),
        ContenuEngendre("counter()", "pages", "decimal"),
        ContenuEngendre("string", " "),
        ContenuEngendre("string()", "titre"),
    )
    assert marges["bottom-right"].px("font_size") == 12
    assert cascade.page("", premiere=True)[1] == {}
    autre, _ = cascade.page("autre", premiere=False)
    assert [round(x) for x in autre["size"]] == [559, 794]


def test_a_shared_style_is_read_once() -> None:
    cascade = open_essai(write_page("<p>a</p><p>b</p><p class='c'>c</p>"), ".c { color: red }")
    un, deux, trois = (c.style(e) for c in [cascade.make_cascade()] for e in c.racine.iter("p"))
    assert un.identite == deux.identite != trois.identite
    assert un.keep("cle", lambda: 1) == deux.keep("cle", lambda: 2) == 1
    assert trois.keep("cle", lambda: 3) == 3


def test_a_length_that_layout_alone_works_out_is_refused() -> None:
    cascade = open_essai(write_page("<p>a</p>"), "p { width: calc(50% - 3mm) }").make_cascade()
    with pytest.raises(JumeauImpossible, match=r"^p : longueur non reconnue pour « width »$"):
        cascade.style(next(cascade.racine.iter("p"))).longueur("width", 100)

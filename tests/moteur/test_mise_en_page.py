"""A layout is the one of WeasyPrint left alone, and leaves the styles it computed."""

from __future__ import annotations

from outils.essai import open_essai, read_image
from weasyprint import CSS, DEFAULT_OPTIONS, HTML
from weasyprint.css import get_all_computed_styles
from weasyprint.text.fonts import FontConfiguration

from amo_docs.docx.barrage import CALCULEES
from amo_docs.jumeaux.proprietes import PROPRIETES
from amo_docs.moteur.mise_en_page import NOTES, PSEUDO, Moteur, lighten

PAGE = """<html lang="fr"><head><title>T</title></head><body>
<h1>Un <em>titre</em></h1><p class="a">Texte <b>gras</b>.</p>
<ul><li>un</li></ul><table><tr><th scope="col">A</th></tr><tr><td>b</td></tr></table><p>fin</p></body></html>"""
FEUILLE = """@page { margin: 10mm; @bottom-right { content: counter(page) "/" counter(pages) } }
@page autre { size: A5 } h1 { page: autre; string-set: t content() } p { color: #123456; margin: 3pt 0 }
p.a::before { content: "« " } table { border-collapse: collapse; width: 100%; table-layout: fixed }"""


def test_the_layout_is_that_of_weasyprint_and_leaves_its_styles() -> None:
    moteur = Moteur((FEUILLE,), read_image)
    page = moteur.read(PAGE)
    assert page._html.styles is None
    mise = moteur.lay_out(page)
    polices = FontConfiguration()
    feuilles = [CSS(string=FEUILLE, font_config=polices)]
    seul = HTML(string=PAGE)
    attendu = seul.render(stylesheets=feuilles, font_config=polices)
    assert mise._document.write_pdf() == attendu.write_pdf()
    neufs = get_all_computed_styles(seul, feuilles, font_config=polices)
    for element, autre in zip(page.racine.iter(), seul.etree_element.iter(), strict=True):
        for pseudo in (None, "before", "after", "marker" if element.tag == "li" else None):
            laid, fresh = page._html.styles(element, pseudo), neufs(autre, pseudo)
            assert (laid is None) == (fresh is None)
            assert laid is None or all(
                laid[nom] == fresh[nom] for nom in ("color", "margin_top", "display", "page")
            )


def test_the_docx_is_the_same_with_the_styles_of_the_layout_or_its_own() -> None:
    essai, autre = (open_essai(PAGE, FEUILLE) for _ in range(2))
    assert essai.mise.pages
    assert essai.page._html.styles is not None
    assert autre.page._html.styles is None
    assert essai.write_docx() == autre.write_docx()


def test_the_lighter_sheet_lacks_notes_and_markers_of_what_is_no_list_item() -> None:
    (entiere,) = HTML(string=PAGE)._ua_stylesheets()
    legere = lighten(entiere)
    partout = [selector[PSEUDO] for selector in entiere.matcher.other_selectors]
    assert {*NOTES, "marker"} <= set(partout)
    assert [s[PSEUDO] for s in legere.matcher.other_selectors] == [
        s for s in partout if s not in {*NOTES, "marker"}
    ]
    assert any(s[PSEUDO] == "marker" for s in legere.matcher.lower_local_name_selectors["li"])
    assert not any(s[PSEUDO] == "marker" for s in entiere.matcher.lower_local_name_selectors["li"])
    assert PROPRIETES["float"].grave
    assert {"float", "position"} <= set(CALCULEES)  # no note can be called


def test_what_is_asked_for_is_known() -> None:
    assert {"stylesheets", "cache"} <= set(DEFAULT_OPTIONS)

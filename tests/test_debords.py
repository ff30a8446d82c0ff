"""Words and pictures out of their place, or over others, are seen, and nothing else is."""

from __future__ import annotations

import pytest
from outils.essai import open_essai, write_page

from amo_docs.render.debords import list_debords

FEUILLE = """@page { size: 100mm 60mm; margin: 10mm; @bottom-left { content: "pied" } }
body { font: 12pt/15pt 'Liberation Serif'; margin: 0 } p { margin: 0 }
table { table-layout: fixed; width: 80mm; border-collapse: collapse } td { padding: 0 }"""
LARGE, HAUTE = "sort de sa place, trop large ou poussé dehors", "est plus haut que sa ligne"
IMAGE, SUR = "sort de sa place, trop large ou trop haute", "recouvre d’autres mots"
EMS = "M" * 20
LOGO = "<img src='logo.png' alt='logo' style='"


def find(corps: str, style: str = "") -> tuple[str, ...]:
    return list_debords(open_essai(write_page(corps, style), FEUILLE).mise.pages)


@pytest.mark.parametrize(
    "corps",
    [
        "<p>court</p>",
        f"<p>{'mot ' * 60}</p>",
        f"<p style='overflow-wrap: anywhere'>{'M' * 60}</p>",
        f"<p style='letter-spacing: 1pt; text-align: right'>{'mot ' * 60}</p>",
        "<p style='text-indent: -8mm; padding-left: 8mm'>en retrait</p>",
        "<div style='margin-left: 8mm'><p style='text-indent: -8mm'>en retrait</p></div>",
        "<ul style='padding: 0; margin: 0'><li>puce</li></ul>",
        "<p>ligne un É<br>Ç ligne<sup>e</sup> H<sub>2</sub>O</p>",
        "<p style='line-height: 1'>É<br>gÉ<br>Ég</p>",
        "<table><tr><td>a</td><td style='text-align: right'>b</td></tr></table>",
        "<table><tr><td rowspan='2'>a<br>a<br>a</td><td>b</td></tr><tr><td>c</td></tr></table>",
        "<p style='border: 1pt solid; padding: 1pt'>encadré</p>",
        f"<p>{LOGO}width: 80mm; height: 10mm'></p>",
        f"<p>avant {LOGO}height: 20mm'> après</p>",
        "<p style='text-align: justify'>" + "mots de longueurs inégales " * 20 + "</p>",
    ],
)
def test_what_is_in_its_place_is_left_alone(corps: str) -> None:
    assert find(corps) == ()


@pytest.mark.parametrize(
    ("corps", "mots", "why"),
    [
        (f"<p>{'M' * 60}</p>", "M" * 60, LARGE),
        (f"<table><tr><td>a <b>{EMS}</b></td><td>b</td></tr></table>", EMS, LARGE),
        (f"<table><tr><td>{EMS}</td><td>b</td></tr></table>", EMS, LARGE),
        ("<p style='margin-left: -30mm'>à gauche</p>", "à gauche", LARGE),
        ("<p style='text-indent: -12mm'>à gauche</p>", "à gauche", LARGE),
        ("<table><tr><td style='text-indent: -9mm'>a</td><td></td></tr></table>", "a", LARGE),
        (
            "<table><tr><td>a</td><td style='text-indent: -9mm'>sur le voisin</td></tr></table>",
            "sur le voisin",
            LARGE,
        ),
        # A table wider than its page: cells hold their words, and the sheet cuts them.
        (
            "<table style='width: 130mm'><tr><td>a</td><td>bbbbbbbbb</td></tr></table>",
            "b" * 9,
            LARGE,
        ),
        (
            "<table style='width: 160mm'><tr><td>a</td><td style='text-align: right'>b</td></tr>"
            "</table>",
            "b",
            LARGE,
        ),
        (
            "<div style='height: 8mm; border: 1pt solid'>un<br>deux<br>trois</div>",
            "deux",
            LARGE,
        ),
        ("<div style='height: 4mm'>un<br>deux</div><p>suite</p>", "deux", SUR),
        (
            "<p>haut</p><p style='line-height: 8pt'>une ligne<br>et une autre</p>",
            "une ligne",
            HAUTE,
        ),
        (
            "<p>haut</p><p>une <span style='font-size: 30pt; line-height: 12pt'>grande</span></p>",
            "grande",
            HAUTE,
        ),
        (f"<p>{LOGO}width: 90mm; height: 10mm'></p>", "logo", IMAGE),
        (f"<table><tr><td>{LOGO}width: 50mm'></td><td>b</td></tr></table>", "logo", IMAGE),
        (f"<p>{LOGO}width: 10mm; height: 50mm'></p>", "logo", IMAGE),
    ],
)
def test_what_leaves_its_place_is_said(corps: str, mots: str, why: str) -> None:
    assert f"« {mots} » {why}" in find(corps)


@pytest.mark.parametrize(
    ("contenu", "said"),
    [
        ("", ()),
        ("pied " * 8, ()),
        ("pied " * 100, None),
        ("M" * 40, None),
    ],
)
def test_a_margin_of_a_page_holds_its_words_on_the_sheet(
    contenu: str, said: tuple[str, ...] | None
) -> None:
    style = f"@page {{ @bottom-left {{ content: '{contenu}'; font: 8pt 'Liberation Sans' }} }}"
    found = find("<p>a</p>", style)
    assert found == said if said is not None else found


def test_margins_of_a_page_do_not_cover_each_other_nor_the_text() -> None:
    longue = "un titre bien long pour sa place, qui revient à la ligne parce que rien ne l’en garde"
    style = f"@page {{ font-size: 7pt; @top-left {{ content: '{longue}' }} @top-right {{ content: 'à droite' }} }}"
    assert find("<p>a</p>", style) == ()
    found = find("<p>premier</p>", style.replace(longue, longue * 6))
    assert [fait for fait in found if fait.endswith(SUR)] != []

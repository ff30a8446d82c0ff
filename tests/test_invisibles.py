"""Words nobody can read are found in the boxes, however they are hidden; what is merely discreet is
left alone."""

from __future__ import annotations

import pytest
from outils.essai import open_essai, write_page

from amo_docs.render.invisibles import list_invisibles

FEUILLE = "@page { size: 100mm 60mm; margin: 10mm } body { font: 12pt 'Liberation Serif' }"


def find(style: str, corps: str) -> tuple[str, ...]:
    mise = open_essai(write_page(corps), FEUILLE, style).mise
    return list_invisibles(mise.pages, mise.page.racine)


MOT = "<p>avant</p><p class='m'>RNCP1</p><p>après</p>"

CACHES = [
    (".m { display: none }", "ne s’imprime pas"),
    ("@media print { .m { display: none } }", "ne s’imprime pas"),
    (".m { visibility: hidden }", "ne s’imprime pas"),
    (".m { opacity: 0 }", "a la couleur de son fond"),
    (".m { opacity: 0.05 }", "a la couleur de son fond"),
    (".m { color: #fff }", "a la couleur de son fond"),
    (".m { color: #f0f0f0 }", "a la couleur de son fond"),
    (".m { color: transparent }", "a la couleur de son fond"),
    (".m { color: rgb(0 0 0 / 2%) }", "a la couleur de son fond"),
    (".m { background-color: #000 }", "a la couleur de son fond"),
    (
        ":root { --m: #123456 } .m { background-color: var(--m); color: var(--m) }",
        "a la couleur de son fond",
    ),
    (
        "body { background-color: #222 } p { color: #eee } .m { color: #292929 }",
        "a la couleur de son fond",
    ),
    (
        "@page { background-color: #222 } p { color: #eee } .m { color: #292929 }",
        "a la couleur de son fond",
    ),
    (".m { font-size: 1pt }", "est trop petit pour être lu"),
    (".m { font-size: 1% }", "est trop petit pour être lu"),
    (".m { text-indent: -9999px }", "est hors de la page"),
    (".m { margin-left: -500mm }", "est hors de la page"),
    (".m { position: absolute; left: -500mm }", "est hors de la page"),
    (".m { position: relative; top: 500mm }", "est hors de la page"),
]


@pytest.mark.parametrize(("style", "why"), CACHES)
def test_a_hidden_word_is_found_with_its_place_and_its_reason(style: str, why: str) -> None:
    assert find(style, MOT) == (f"« RNCP1 » {why} (p.m)",)


def test_a_word_of_no_size_at_all_is_found() -> None:
    (said,) = find(".m { font-size: 0 }", MOT)
    assert "RNCP1" in said


@pytest.mark.parametrize(
    "corps", ["<p class='m' hidden>RNCP1</p>", "<template class='m'>RNCP1</template>"]
)
def test_an_element_that_is_not_laid_out_is_found(corps: str) -> None:
    assert [said[:9] for said in find("", "<p>avant</p>" + corps)] == ["« RNCP1 »"]


def test_words_after_a_tag_are_those_of_what_holds_it() -> None:
    assert find(
        ".m { display: none }", "<div class='m'><!-- note --><b></b>RNCP1</div><p>x</p>"
    ) == ("« RNCP1 » ne s’imprime pas (div.m)",)


@pytest.mark.parametrize(
    "style",
    [
        "",
        ".m { color: #9aa2ac; font-size: 5.5pt }",
        ".m { color: #00ff80 }",
        ".m { background-color: #7a1f3d; color: #fff }",
        ".m { background-color: #000 } .m { color: #fff }",
        "body { background-color: #000; color: #fff }",
        ".m { text-indent: -3mm; margin-left: 3mm }",
        ".m { text-transform: uppercase; letter-spacing: 1pt }",
        ".m::before { content: '§ ' }",
        ".m { display: inline-block; opacity: 0.9 }",
    ],
)
def test_a_word_that_can_be_read_is_no_fault(style: str) -> None:
    assert find(style, MOT) == ()


def test_lists_tables_and_empty_cells_are_no_fault() -> None:
    corps = (
        "<ul><li>a</li></ul><table><caption>t</caption><tr><th>b</th><td></td><td>c<br>d "
        "<i>e</i> f</td></tr></table>"
    )
    assert find("", corps + "<p>&nbsp;</p>") == ()

"""Lines that just hold, or just do not, are seen."""

from __future__ import annotations

import pytest
from outils.essai import open_essai, write_page

from amo_docs.render.lignes import MARGE, carry_rangs, measure_jeux

# Liberation Serif at 20 px: an « m » is 15.56 px wide, a space 5, a hyphen 6.66.
FEUILLE = "@page { size: 500px } body { font: 20px 'Liberation Serif'; margin: 0 } p { margin: 0 }"
MOT, ESPACE, TIRET = 62.24, 5.0, 6.66
DEUX = 2 * MOT + ESPACE


def measure(corps: str) -> list[float]:
    mise = open_essai(write_page(corps), FEUILLE).mise
    tags = [element.tag for element in mise.page.racine.iter()]
    jeux = measure_jeux(mise.pages, mise.page.racine)
    assert all(tags[rang] == "p" for rang in jeux)
    return list(jeux.values())


@pytest.mark.parametrize(
    ("texte", "largeur", "jeu"),
    [
        ("mmmm mmmm mmmm", DEUX + 0.5, MARGE - 0.5),  # room for a hair: the edge goes out
        ("mmmm <span>mm</span>mm mmmm", DEUX - 0.5, 0.5 - MARGE),  # a hair lacked: the edge goes in
        (
            "mmmm <b></b>mmmm mmmm",
            DEUX - 0.5,
            MARGE + 0.5,
        ),  # WeasyPrint lets this line pass its edge
        ("mmmm mmmm-mmmm", DEUX + TIRET - 0.5, 0.5 - MARGE),  # Word breaks after a hyphen
        ("mmmm mmmm mmmm", DEUX - 20, None),
        ("mmmm<br>mmmm", 200, None),  # what stands below a line feed lacked nothing
        ("mmmm", MOT + 0.5, MARGE - 0.5),
    ],
)
def test_the_edge_moves_where_a_line_would_break_elsewhere(
    texte: str, largeur: float, jeu: float | None
) -> None:
    found = measure(f"<p style='width: {largeur}px'>{texte}</p>")
    assert found == ([] if jeu is None else [pytest.approx(jeu, abs=0.1)])


def test_what_does_not_stand_on_the_left_edge_is_left_alone() -> None:
    assert (
        measure(
            f"<p style='width: {DEUX + 0.5}px; text-align: center'>mmmm mmmm mmmm</p><div></div>"
        )
        == []
    )


def _carry(avant: str, apres: str, jeux: dict[int, float]) -> dict[int, float] | None:
    debut, fin = (
        open_essai(f"<html><body>{corps}</body></html>").page.racine for corps in (avant, apres)
    )
    return carry_rangs(jeux, debut, fin)


def test_measures_pass_to_the_page_without_its_signature_image() -> None:
    signee = (
        "<p>a</p><p class='paraphe'><img src='s'> <img src='c'></p><p "
        "class='appose'>Nom</p><p>b<i>c</i></p>"
    )
    nue = "<p>a</p><p class='nom'>Nom</p><p>b<i>c</i></p>"
    # html 0, head 1, body 2: then the paragraphs, the images and the <i>.
    assert _carry(signee, nue, {3: 0.5, 7: 0.6, 8: 0.7, 9: 0.8}) == {3: 0.5, 4: 0.6, 5: 0.7, 6: 0.8}
    assert _carry(nue, nue, {3: 0.5, 6: 0.8}) == {3: 0.5, 6: 0.8}


def test_other_words_are_to_be_laid_out() -> None:
    assert _carry("<p><img src='s'></p>", "<p>à signer</p>", {}) is None
    assert _carry("<p>a<br>b</p>", "<p>a<br>c</p>", {}) is None

"""What a page says: to who sees it, and in all."""

from __future__ import annotations

import re

import pytest
from fabrique.composition import compose, list_composes
from hypothesis import given
from hypothesis import strategies as st

from amo_docs.compose.texte import contains, read_page

PAGE = (
    "<!DOCTYPE html><html lang='fr'><head><meta "
    "charset='utf-8'><title>Titre</title></head><body>{}</body></html>"
)

CACHETTES = [
    "<p hidden>{}</p>",
    "<div hidden><p><b>{}</b></p></div>",
    "<p hidden=''>{}<p>suite",
    "<template><p>{}</p></template>",
    "<noscript>{}</noscript>",
    "<script>{}</script>",
    "<select><option>{}</option></select>",
    "<textarea>{}</textarea>",
    "<object>{}</object>",
    "<svg><text>{}</text></svg>",
    "<!-- {} -->",
    "<p title='{}' data-x='{}'>suite</p>",
    "<input type='hidden' value='{}'>",
]


@pytest.mark.parametrize(
    ("html", "texte"),
    [
        ("<p>Deux&nbsp;mots</p><p>suite</p>", "Deux mots suite"),
        ("<p>un</p><!-- rien --><p>d<b>eu</b>x</p>", "un deux"),
        ("<table><tr><td>a</td><td>b</td></tr></table>", "a b"),
        ("<ul><li>a<li>b</ul>", "a b"),
        ("a<br>b", "a b"),
        ("<p>x<img src='s' alt='Signature de A'>y</p>", "x Signature de A y"),
        ("&lt;b&gt; &amp; é&#233;", "<b> & éé"),
        ("", ""),
        ("texte nu", "texte nu"),
    ],
)
def test_what_is_seen_is_read_with_its_words_apart(html: str, texte: str) -> None:
    assert read_page(html).texte == texte
    assert read_page(PAGE.format(html)).texte == texte


@pytest.mark.parametrize("cachette", CACHETTES)
def test_what_nobody_sees_is_not_seen_and_what_follows_is(cachette: str) -> None:
    lecture = read_page(
        PAGE.format("<p>avant</p>" + cachette.format("secret", "secret") + "<p>après</p>")
    )
    assert "secret" not in lecture.texte
    assert lecture.texte.startswith("avant")
    assert lecture.texte.endswith("après")


def test_the_title_and_the_hidden_words_are_told_with_the_rest() -> None:
    lecture = read_page(
        PAGE.format("<p>vu</p><p hidden>caché</p><style>p { color: red }</style><img alt='image'>")
    )
    assert lecture.tout == "Titre vu caché image"
    assert lecture.images == "image"


@pytest.mark.parametrize("cachette", ["<title>{}</title>", *CACHETTES])
def test_a_mention_nobody_sees_is_not_on_the_paper(cachette: str) -> None:
    found = list_composes(
        compose(cachette.format(*["{{ referentiel.code }}"] * 2), champs={"mentions": ("code",)})
    )
    assert [code for code, *_ in found] == ["G607"]


@pytest.mark.parametrize("cachette", ["<title>{}</title>", *CACHETTES])
def test_data_nobody_sees_are_not_attached(cachette: str) -> None:
    champs = {"mentions": (), "donnees": ("referentiel.code",)}
    found = list_composes(compose(cachette.format(*["{{ referentiel.code }}"] * 2), champs=champs))
    assert [code for code, *_ in found] == ["G609"]


@pytest.mark.parametrize("gabarit", ["<title>{}</title>", "<p hidden>{}</p>", "<p>{}</p>"])
def test_what_must_not_be_said_is_looked_for_in_the_title_too(gabarit: str) -> None:
    champs = {"mentions": (), "interdites": ("naissance",)}
    found = list_composes(
        compose(gabarit.format("{{ candidat.date_naissance|date_longue }}"), champs=champs)
    )
    assert [code for code, *_ in found] == ["G621"]


MOTS = st.text("aé1_ .-", max_size=12)


@given(MOTS, MOTS)
def test_a_word_is_found_as_a_word_of_its_own(texte: str, mot: str) -> None:
    before = r"(?<!\w)" if mot[:1].isalnum() else ""
    after = r"(?!\w)" if mot[-1:].isalnum() else ""
    assert contains(texte, mot) is (re.search(before + re.escape(mot) + after, texte) is not None)

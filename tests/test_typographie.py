"""French spaces of our own sentences."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amo_docs.typographie import NBSP, NNBSP, set_espaces


def show(text: str) -> str:
    """`text` with U+00A0 as « ~ » and U+202F as « _ »."""
    return text.replace(NBSP, "~").replace(NNBSP, "_")


@pytest.mark.parametrize(
    ("tape", "compose"),
    [
        ("Objet : vide", "Objet~: vide"),
        ("fin :", "fin~:"),
        ("a ; b ! c ? d", "a_; b_! c_? d"),
        ("« oui »", "«~oui~»"),
        ("«oui»", "«~oui~»"),
        ("«\u202foui\u202f»", "«~oui~»"),
        ("50 %", "50~%"),
        ("n° 12, N° 13", "n°~12, N°~13"),
        ("M. X, Mme Y, MM. Z, Mmes T", "M.~X, Mme~Y, MM.~Z, Mmes~T"),
        ("art. 3, p. 4", "art.~3, p.~4"),
        ("12 mois, 1 an, 60 jours, 9 h 30, 45 min", "12~mois, 1~an, 60~jours, 9~h 30, 45~min"),
        ("3 membres, 14 candidats, 1 bloc", "3~membres, 14~candidats, 1~bloc"),
        ("Vu : « l’art. 3 ; n° 7 » !", "Vu~: «~l’art.~3_; n°~7~»_!"),
    ],
)
def test_a_space_that_must_not_break_is_put_where_a_plain_one_was_typed(
    tape: str, compose: str
) -> None:
    assert show(set_espaces(tape)) == compose


@pytest.mark.parametrize(
    "texte",
    [
        "DUPONT--MARTIN",
        "https://example.org:80/a?b=c;d",
        "9:30",
        "12 hommes",
        "ADM. X",
        "programme X",
        "cap. 3",
        "1 moisson",
        "une phrase sans signe",
        "",
    ],
)
def test_nothing_else_is_touched(texte: str) -> None:
    assert set_espaces(texte) == texte


TEXTES = st.lists(
    st.sampled_from([*"aM1m.°n:;!?%«»<>\n ", NBSP, NNBSP, " mois ", "Mme "]), max_size=14
).map("".join)


@given(TEXTES)
def test_putting_spaces_twice_changes_nothing_more(texte: str) -> None:
    assert set_espaces(set_espaces(texte)) == set_espaces(texte)


@given(TEXTES)
def test_only_spaces_are_changed(texte: str) -> None:
    """Letters and signs stay, in their order."""
    assert re.sub(r"[ \u00a0\u202f]", "", set_espaces(texte)) == re.sub(
        r"[ \u00a0\u202f]", "", texte
    )

"""The days that the words of an act give."""

from __future__ import annotations

from datetime import date

import pytest

from amo_docs.model.actes import JoursDits, read_jours

J = date(2026, 1, 5)


@pytest.mark.parametrize(
    ("texte", "debuts", "fins"),
    [
        ("décision n° 2026-17 du 5 janvier 2026 (SPÉCIMEN)", (J,), ()),
        ("décision du 05/01/2026", (J,), ()),
        ("décision du 5.1.2026", (J,), ()),
        (
            "du 1er\u00a0JANVIER\u00a02026 au 31 décembre 2026",
            (date(2026, 1, 1),),
            (date(2026, 12, 31),),
        ),
        ("jusqu’au 31 août 2026", (), (date(2026, 8, 31),)),
        ("jusqu'au 31 aout 2026 et le 5 janv. 2026", (J,), (date(2026, 8, 31),)),
        ("Par ordre", (), ()),
        ("note n° 12/45/2026, 31 février 2026, 5 brumaire 2026", (), ()),
        ("arrêté n° 1205/01/2026", (), ()),
    ],
)
def test_days_are_read_in_letters_and_in_figures(
    texte: str, debuts: tuple[date, ...], fins: tuple[date, ...]
) -> None:
    assert read_jours(texte) == JoursDits(debuts, fins)


@pytest.mark.parametrize(
    ("dits", "couvre"),
    [
        (JoursDits(), True),
        (JoursDits((J,)), True),
        (JoursDits((date(2026, 1, 6),)), False),
        (JoursDits((date(2026, 1, 6), date(2020, 1, 1))), True),
        (JoursDits((), (J,)), True),
        (JoursDits((), (date(2026, 1, 4),)), False),
    ],
)
def test_a_day_is_covered_unless_the_words_exclude_it(dits: JoursDits, couvre: bool) -> None:
    assert dits.covers(J) is couvre

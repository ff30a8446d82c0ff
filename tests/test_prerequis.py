"""Prerequisites: what is proved, what is missing, and lengths of service."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from fabrique import JOUR, make_candidat, make_referentiel
from hypothesis import given
from hypothesis import strategies as st

from amo_docs.decide import evaluate_prerequis, sum_periodes

REFERENTIEL = make_referentiel()
LENDEMAIN = JOUR + timedelta(days=1)

# ── Prerequisites ─────────────────────────────────────────────────────────────────────────────────


def prove(
    code: str, du: date | None = None, au: date | None = None, **champs: Any
) -> dict[str, Any]:
    """A proof checked on the day of the jury."""
    return {"code": code, "du": du, "au": au, "piece": "copie", "verifiee_le": JOUR} | champs


AUCUN_SERVICE = (
    "chef d’atelier\u00a0: 0\u00a0mois justifiés sur 12\u202f; exposant\u00a0: 0\u00a0jours "
    "justifiés sur 60"
)
BREVET = prove("ancien", date(2022, 12, 31))
UN_AN = prove("atelier", date(2028, 1, 1), date(2028, 12, 31))


@pytest.mark.parametrize(
    ("preuves", "constats", "manques"),
    [
        pytest.param(
            [BREVET, UN_AN],
            (
                "artisan au 01/06/2030",
                "brevet ancien (31/12/2022)",
                "chef d’atelier\u00a0: 12\u00a0mois justifiés",
            ),
            (),
            id="twelve months in one go",
        ),
        pytest.param(
            [BREVET, prove("atelier", date(2028, 1, 1), date(2028, 7, 31))],
            ("artisan au 01/06/2030", "brevet ancien (31/12/2022)"),
            ("chef d’atelier\u00a0: 7\u00a0mois justifiés sur 12",),
            id="seven months of twelve",
        ),
        pytest.param(
            [
                BREVET,
                prove("atelier", date(2026, 1, 1), date(2026, 7, 31)),
                prove("atelier", date(2028, 3, 15), date(2028, 8, 14)),
            ],
            (
                "artisan au 01/06/2030",
                "brevet ancien (31/12/2022)",
                "chef d’atelier\u00a0: 12\u00a0mois justifiés",
            ),
            (),
            id="twelve months in two periods",
        ),
        pytest.param(
            [
                BREVET,
                prove("atelier", date(2028, 1, 1), date(2028, 8, 31)),
                prove("atelier", date(2028, 5, 1), date(2028, 11, 30)),
            ],
            ("artisan au 01/06/2030", "brevet ancien (31/12/2022)"),
            ("chef d’atelier\u00a0: 11\u00a0mois justifiés sur 12",),
            id="an overlap counts once",
        ),
        pytest.param(
            [BREVET, prove("foire", date(2029, 5, 1), date(2029, 6, 29))],
            (
                "artisan au 01/06/2030",
                "brevet ancien (31/12/2022)",
                "exposant\u00a0: 60\u00a0jours justifiés",
            ),
            (),
            id="sixty days of the other function",
        ),
        pytest.param(
            [
                BREVET,
                prove("foire", date(2029, 5, 1), jours=40),
                prove("foire", date(2029, 7, 1), jours=19),
            ],
            ("artisan au 01/06/2030", "brevet ancien (31/12/2022)"),
            ("exposant\u00a0: 59\u00a0jours justifiés sur 60",),
            id="fifty-nine days",
        ),
        pytest.param(
            [
                BREVET,
                prove("foire", date(2029, 5, 1), jours=40),
                prove("foire", date(2029, 5, 21), jours=40),
            ],
            (
                "artisan au 01/06/2030",
                "brevet ancien (31/12/2022)",
                "exposant\u00a0: 60\u00a0jours justifiés",
            ),
            (),
            id="two numbers of days that overlap by twenty",
        ),
        pytest.param(
            [
                BREVET,
                prove("foire", date(2029, 5, 1), date(2029, 5, 31)),
                prove("foire", date(2029, 5, 3), jours=29),
            ],
            ("artisan au 01/06/2030", "brevet ancien (31/12/2022)"),
            ("exposant\u00a0: 31\u00a0jours justifiés sur 60",),
            id="days typed within a period",
        ),
        pytest.param(
            [BREVET, prove("foire", jours=40), prove("foire", jours=40)],
            ("artisan au 01/06/2030", "brevet ancien (31/12/2022)"),
            ("exposant\u00a0: 40\u00a0jours justifiés sur 60",),
            id="days that may be the same",
        ),
        pytest.param(
            [BREVET, prove("foire", jours=60)],
            (
                "artisan au 01/06/2030",
                "brevet ancien (31/12/2022)",
                "exposant\u00a0: 60\u00a0jours justifiés",
            ),
            (),
            id="days alone, without their first",
        ),
        pytest.param(
            [BREVET, prove("foire", date(2030, 5, 1), jours=60)],
            ("artisan au 01/06/2030", "brevet ancien (31/12/2022)"),
            ("exposant\u00a0: 43\u00a0jours justifiés sur 60",),
            id="more days than there were",
        ),
        pytest.param(
            [
                BREVET,
                prove("foire", date(2029, 5, 1), date(2029, 5, 31)),
                prove("foire", date(2029, 6, 1), jours=29),
            ],
            (
                "artisan au 01/06/2030",
                "brevet ancien (31/12/2022)",
                "exposant\u00a0: 60\u00a0jours justifiés",
            ),
            (),
            id="days of a period and days typed",
        ),
        pytest.param(
            [BREVET, prove("atelier", date(2029, 6, 13))],
            (
                "artisan au 01/06/2030",
                "brevet ancien (31/12/2022)",
                "chef d’atelier\u00a0: 12\u00a0mois justifiés",
            ),
            (),
            id="still running, a year to the day",
        ),
        pytest.param(
            [BREVET, prove("atelier", date(2029, 1, 1), verifiee_le=date(2029, 12, 30))],
            ("artisan au 01/06/2030", "brevet ancien (31/12/2022)"),
            (
                (
                    "chef d’atelier\u00a0: 11\u00a0mois justifiés sur 12, d’après une pièce "
                    "vérifiée le 30/12/2029"
                ),
            ),
            id="still running, a day short when the piece was checked",
        ),
        pytest.param(
            [BREVET, prove("atelier", date(2029, 1, 1), verifiee_le=date(2029, 12, 31))],
            (
                "artisan au 01/06/2030",
                "brevet ancien (31/12/2022)",
                "chef d’atelier\u00a0: 12\u00a0mois justifiés",
            ),
            (),
            id="still running, a year when the piece was checked",
        ),
        pytest.param(
            [
                BREVET,
                prove(
                    "atelier", date(2029, 1, 1), date(2030, 1, 1), verifiee_le=date(2028, 12, 31)
                ),
            ],
            ("artisan au 01/06/2030", "brevet ancien (31/12/2022)"),
            (
                (
                    "chef d’atelier\u00a0: 0\u00a0mois justifiés sur 12, d’après une pièce "
                    "vérifiée le 31/12/2028"
                ),
            ),
            id="checked before it began",
        ),
        pytest.param(
            [BREVET, prove("atelier", date(2029, 6, 15), date(2031, 1, 1))],
            ("artisan au 01/06/2030", "brevet ancien (31/12/2022)"),
            ("chef d’atelier\u00a0: 11\u00a0mois justifiés sur 12",),
            id="too short on the day, though it goes on",
        ),
        pytest.param(
            [BREVET, prove("atelier", date(2031, 1, 1), date(2032, 12, 31))],
            ("artisan au 01/06/2030", "brevet ancien (31/12/2022)"),
            ("chef d’atelier\u00a0: 0\u00a0mois justifiés sur 12",),
            id="yet to come",
        ),
        pytest.param(
            [BREVET, prove("foire", JOUR), prove("foire", date(2029, 6, 1), jours=59)],
            (
                "artisan au 01/06/2030",
                "brevet ancien (31/12/2022)",
                "exposant\u00a0: 60\u00a0jours justifiés",
            ),
            (),
            id="begun on the day",
        ),
        pytest.param(
            [BREVET, UN_AN | {"verifiee_le": LENDEMAIN}],
            ("artisan au 01/06/2030", "brevet ancien (31/12/2022)"),
            ("chef d’atelier\u00a0: 0\u00a0mois justifiés sur 12",),
            id="checked the day after",
        ),
        pytest.param(
            [BREVET, UN_AN | {"verifiee_le": None}, prove("foire", jours=60, piece=None)],
            ("artisan au 01/06/2030", "brevet ancien (31/12/2022)"),
            (AUCUN_SERVICE,),
            id="not checked, without a pièce",
        ),
        pytest.param(
            [BREVET | {"verifiee_le": None}, UN_AN],
            ("artisan au 01/06/2030", "chef d’atelier\u00a0: 12\u00a0mois justifiés"),
            ("brevet ancien\u00a0: pièce non vérifiée au 12/06/2030",),
            id="a diploma nobody checked",
        ),
        pytest.param(
            [UN_AN],
            ("artisan au 01/06/2030", "chef d’atelier\u00a0: 12\u00a0mois justifiés"),
            ("brevet ancien\u00a0: non justifié\u202f; brevet neuf\u00a0: non justifié",),
            id="no diploma: all that would do",
        ),
        pytest.param(
            [],
            ("artisan au 01/06/2030",),
            (
                "brevet ancien\u00a0: non justifié\u202f; brevet neuf\u00a0: non justifié",
                AUCUN_SERVICE,
            ),
            id="nothing proved",
        ),
    ],
)
def test_what_is_proved_and_what_is_missing_is_said_with_its_figures(
    preuves: list[dict[str, Any]], constats: tuple[str, ...], manques: tuple[str, ...]
) -> None:
    found = evaluate_prerequis(make_candidat(prerequis=preuves), REFERENTIEL, JOUR)
    assert (constats, manques) == (found.constats, found.manques)
    assert (manques == ()) is found.acquis


@pytest.mark.parametrize(
    ("code", "jour", "manque"),
    [
        ("ancien", date(2022, 12, 31), None),
        (
            "ancien",
            date(2023, 1, 1),
            "brevet ancien\u00a0: obtenu en 2023, hors des années admises",
        ),
        ("neuf", date(2024, 12, 31), "brevet neuf\u00a0: obtenu en 2024, hors des années admises"),
        ("neuf", date(2025, 1, 1), None),
        ("neuf", JOUR, None),
        ("neuf", LENDEMAIN, "brevet neuf\u00a0: pièce non vérifiée au 12/06/2030"),
    ],
)
def test_a_diploma_counts_in_the_years_the_fiche_admits(
    code: str, jour: date, manque: str | None
) -> None:
    found = evaluate_prerequis(
        make_candidat(prerequis=[prove(code, jour), UN_AN]), REFERENTIEL, JOUR
    )
    assert (() if manque is None else (manque,)) == found.manques


def test_one_diploma_that_will_do_is_enough_beside_one_that_will_not() -> None:
    for order in (
        [BREVET, prove("neuf", date(2023, 1, 1))],
        [prove("ancien", date(2023, 1, 1)), BREVET],
    ):
        assert evaluate_prerequis(
            make_candidat(prerequis=[*order, UN_AN]), REFERENTIEL, JOUR
        ).acquis


def test_a_statut_the_fiche_does_not_open_is_missing_by_its_name() -> None:
    found = evaluate_prerequis(make_candidat(statut="apprenti"), REFERENTIEL, JOUR)
    assert found.manques == ("statut d’artisan\u00a0: non justifié",)


@pytest.mark.parametrize(
    ("jour", "manques"),
    [(JOUR, ()), (LENDEMAIN, ("artisan\u00a0: apprécié au 13/06/2030, et non au 12/06/2030",))],
)
def test_a_statut_established_later_says_nothing_of_the_day(
    jour: date, manques: tuple[str, ...]
) -> None:
    found = evaluate_prerequis(make_candidat(date_statut=jour), REFERENTIEL, JOUR)
    assert (found.manques, found.acquis) == (manques, not manques)
    assert evaluate_prerequis(make_candidat(date_statut=jour), REFERENTIEL, LENDEMAIN).acquis


def test_any_of_the_statuts_the_fiche_opens_will_do() -> None:
    referentiel = make_referentiel({"prerequis[0].statuts": ["compagnon", "apprenti"]})
    assert evaluate_prerequis(make_candidat(statut="apprenti"), referentiel, JOUR).acquis
    found = evaluate_prerequis(make_candidat(), referentiel, JOUR)
    assert found.manques == ("statut de compagnon ou apprenti\u00a0: non justifié",)


def test_a_composante_the_fiche_does_not_open_proves_nothing() -> None:
    found = evaluate_prerequis(make_candidat(composante="LAC"), REFERENTIEL, JOUR)
    assert not found.acquis
    assert found.manques == ("composante que le référentiel n’ouvre pas",)


def test_a_referentiel_that_asks_nothing_is_met() -> None:
    found = evaluate_prerequis(
        make_candidat(prerequis=[]), make_referentiel({"prerequis": []}), JOUR
    )
    assert (found.acquis, found.constats, found.manques) == (True, (), ())


def test_prerequisites_without_composante_are_for_all() -> None:
    referentiel = make_referentiel({"prerequis[0].composante": None})
    assert evaluate_prerequis(make_candidat(composante="LAC"), referentiel, JOUR).acquis
    assert evaluate_prerequis(make_candidat(composante=None), referentiel, JOUR).acquis


def test_only_what_is_asked_is_weighed() -> None:
    """No diploma asked: a candidate without one has proved all there is."""
    referentiel = make_referentiel({"prerequis[0].diplomes": [], "prerequis[0].statuts": []})
    found = evaluate_prerequis(
        make_candidat(prerequis=[UN_AN], statut="apprenti"), referentiel, JOUR
    )
    assert (found.acquis, found.constats) == (
        True,
        ("chef d’atelier\u00a0: 12\u00a0mois justifiés",),
    )


DEUX_SEMESTRES = [
    prove("atelier", date(2027, 1, 1), date(2027, 6, 30)),
    prove("atelier", date(2028, 1, 1), date(2028, 6, 30)),
]


@pytest.mark.parametrize(
    ("preuves", "acquis"),
    [
        (DEUX_SEMESTRES, False),
        ([*DEUX_SEMESTRES, prove("atelier", date(2027, 7, 1), date(2027, 12, 31))], True),
        ([*DEUX_SEMESTRES, prove("atelier", date(2027, 7, 1), jours=184)], True),
    ],
    ids=["broken", "the gap filled", "the gap filled by days"],
)
def test_consecutive_months_are_those_of_the_longest_period(
    preuves: list[dict[str, Any]], acquis: bool
) -> None:
    referentiel = make_referentiel({"prerequis[0].fonctions[0].consecutifs": True})
    assert (
        acquis
        is evaluate_prerequis(make_candidat(prerequis=[BREVET, *preuves]), referentiel, JOUR).acquis
    )
    assert evaluate_prerequis(make_candidat(prerequis=[BREVET, *preuves]), REFERENTIEL, JOUR).acquis


def test_a_function_without_a_length_must_be_held_all_the_same() -> None:
    referentiel = make_referentiel(
        {"prerequis[0].fonctions": [{"code": "guet", "intitule": "guetteur"}]}
    )
    none = evaluate_prerequis(make_candidat(prerequis=[BREVET]), referentiel, JOUR)
    one_day = evaluate_prerequis(
        make_candidat(prerequis=[BREVET, prove("guet", JOUR, JOUR)]), referentiel, JOUR
    )
    assert (none.acquis, one_day.acquis) == (False, True)


@given(
    st.lists(
        st.sampled_from([BREVET, UN_AN, prove("neuf", JOUR), prove("foire", jours=60)]), max_size=4
    )
)
def test_one_more_proof_never_loses_what_was_proved(preuves: list[dict[str, Any]]) -> None:
    without = evaluate_prerequis(make_candidat(prerequis=preuves), REFERENTIEL, JOUR)
    for proof in (
        prove("ancien", date(2023, 1, 1)),
        UN_AN | {"piece": None},
        prove("atelier", JOUR, JOUR),
    ):
        assert (
            evaluate_prerequis(make_candidat(prerequis=[*preuves, proof]), REFERENTIEL, JOUR).acquis
            >= without.acquis
        )


# ── Lengths of service ────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("periodes", "mois", "jours"),
    [
        ([], 0, 0),
        ([("2028-01-01", "2028-01-01")], 0, 1),
        ([("2028-02-01", "2028-02-29")], 1, 29),
        ([("2027-02-15", "2027-03-14")], 1, 28),
        ([("2028-01-01", "2028-01-30")], 0, 30),
        ([("2028-01-02", "2028-12-31")], 11, 365),
        ([("2028-01-01", "2028-01-29")], 0, 29),
        ([("2028-01-01", "2028-01-15"), ("2028-03-01", "2028-03-15")], 1, 30),
        ([("2028-01-01", "2028-01-15"), ("2028-01-16", "2028-01-31")], 1, 31),
        ([("2028-01-01", "2028-12-31"), ("2028-03-01", "2028-04-01")], 12, 366),
        ([("2028-01-31", "2028-02-29")], 1, 30),
    ],
)
def test_months_are_calendar_months_and_the_days_left_over_make_months_of_thirty(
    periodes: list[tuple[str, str]], mois: int, jours: int
) -> None:
    read: Callable[[str], date] = date.fromisoformat
    total = sum_periodes([(read(start), read(end)) for start, end in periodes], 30)
    assert (mois, jours) == (total.mois, total.jours)


def test_the_days_of_a_month_are_a_value_of_the_referentiel() -> None:
    assert [sum_periodes([], per_month, 58).mois for per_month in (29, 30, 58)] == [2, 1, 1]


JOURS = st.dates(date(2020, 1, 1), date(2026, 12, 31))
PERIODES = st.tuples(JOURS, st.integers(0, 500)).map(lambda p: (p[0], p[0] + timedelta(days=p[1])))


@given(
    st.lists(PERIODES, max_size=6).flatmap(lambda ps: st.tuples(st.just(ps), st.permutations(ps)))
)
def test_the_order_of_periods_does_not_matter(
    deux: tuple[list[tuple[date, date]], list[tuple[date, date]]],
) -> None:
    assert sum_periodes(deux[0], 30) == sum_periodes(deux[1], 30)


@given(st.lists(PERIODES, max_size=6))
def test_no_day_is_counted_twice_and_none_is_lost(periodes: list[tuple[date, date]]) -> None:
    days = {
        start + timedelta(days=n) for start, end in periodes for n in range((end - start).days + 1)
    }
    assert len(days) == sum_periodes(periodes, 30).jours


@given(st.lists(PERIODES, max_size=6), PERIODES)
def test_one_period_more_never_shortens_the_service(
    periodes: list[tuple[date, date]], une: tuple[date, date]
) -> None:
    before, after = sum_periodes(periodes, 30), sum_periodes([*periodes, une], 30)
    assert after.mois >= before.mois
    assert after.jours >= before.jours

"""Where a birth place stands: France is not mainland France."""

from __future__ import annotations

import pytest

from amo_docs.model.base import fold
from amo_docs.model.lieux import DEPARTEMENTS, Lieu, situate_insee, situate_territoire

ANCIENS = 9
"""Names of départements that are no more: with Corsica, split since, and those renamed."""


def test_every_departement_of_the_mainland_is_there_once() -> None:
    assert len({fold(name) for name in DEPARTEMENTS}) == len(DEPARTEMENTS)
    assert len(DEPARTEMENTS) - ANCIENS == 96
    assert {situate_territoire(name) for name in DEPARTEMENTS} == {Lieu.FRANCE}


@pytest.mark.parametrize(
    "territoire",
    [
        "France",
        *(
            "Guadeloupe",
            "Martinique",
            "Guyane",
            "Guyane française",
            "La Réunion",
            "Réunion",
            "Mayotte",
        ),
        *("Nouvelle-Calédonie", "nouvelle caledonie", "Polynésie française", "Wallis-et-Futuna"),
        *(
            "Saint-Pierre-et-Miquelon",
            "Saint-Barthélemy",
            "Saint-Martin",
            "Terres australes françaises",
        ),
    ],
)
def test_an_overseas_territory_is_not_abroad(territoire: str) -> None:
    assert situate_territoire(territoire) is Lieu.FRANCE


@pytest.mark.parametrize(
    "territoire", ["Allemagne", "ALLEMAGNE", "Viêt Nam", "Côte d'Ivoire", "Royaume-Uni", "Algérie"]
)
def test_a_country_is(territoire: str) -> None:
    assert situate_territoire(territoire) is Lieu.ETRANGER


@pytest.mark.parametrize(
    "territoire", ["Yougoslavie", "Bavière", "Union européenne", "Châlons-sur-Marne"]
)
def test_a_name_of_no_list_is_left_alone(territoire: str) -> None:
    assert situate_territoire(territoire) is None


@pytest.mark.parametrize(
    ("code", "lieu"),
    [
        ("99109", Lieu.ETRANGER),
        ("98818", Lieu.FRANCE),
        ("97411", Lieu.FRANCE),
        ("2A004", Lieu.FRANCE),
    ],
)
def test_codes_of_foreign_countries_begin_with_99(code: str, lieu: Lieu) -> None:
    assert situate_insee(code) is lieu

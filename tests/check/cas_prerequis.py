"""Cases of the rules R210 to R212: absences beside blocs acquired, and what the fiche does not open."""

from __future__ import annotations

from datetime import date

from check.cas import Cas, dedans, dehors
from fabrique import B1, B2, B3, PREUVES, list_resultats

LACUNE = {"referentiel.prerequis[0].lacune": "La fiche ne dit rien de 2023 ni de 2024."}


def diplome(code: str, jour: date) -> dict[str, object]:
    """The first candidate's diploma."""
    return LACUNE | {"candidats[0].prerequis": [PREUVES[0] | {"code": code, "du": jour}, PREUVES[1]]}


def dire(intitule: str, jour: str) -> tuple[str, str]:
    """The finding on it."""
    return (
        "candidats[0].prerequis[0].du",
        f"« {intitule} » du « {jour} » : La fiche ne dit rien de 2023 ni de 2024.",
    )


CAS: tuple[Cas, ...] = (
    dehors(
        "R210",
        "absent from one bloc, excused from another, acquires the third",
        {"candidats[0].resultats": list_resultats("absent", "acquis", "excusé")},
        (
            "candidats[0].resultats[0].issue",
            f"Le candidat est « absent » au bloc « {B1} » et acquiert {B2} dans cette session.",
        ),
        (
            "candidats[0].resultats[2].issue",
            f"Le candidat est « excusé » au bloc « {B3} » et acquiert {B2} dans cette session.",
        ),
    ),
    dedans(
        "R210",
        "absent, and the earlier blocs are no contradiction",
        {"candidats[1].resultats[0].issue": "absent", "candidats[1].resultats[1].issue": "absent"},
    ),
    dedans("R210", "absent and not acquired", {"candidats[1].resultats[0].issue": "absent"}),
    dehors(
        "R211",
        "a statut",
        {"candidats[0].statut": "apprenti"},
        ("candidats[0].statut", "La fiche n’ouvre pas la certification au statut « apprenti » : « artisan »."),
    ),
    dedans("R211", "an unknown one: D108 says it", {"candidats[0].statut": "roi"}),
    dedans(
        "R211",
        "another the fiche opens",
        {"candidats[0].statut": "apprenti", "referentiel.prerequis[0].statuts": ["artisan", "apprenti"]},
    ),
    dehors(
        "R211",
        "a composante",
        {"candidats[0].composante": "LAC"},
        ("candidats[0].composante", "La fiche n’ouvre pas la certification à « port du lac » (port)."),
    ),
    dedans("R211", "nothing is asked of anyone", {"candidats[0].composante": "LAC", "referentiel.prerequis": []}),
    dehors(
        "R212", "the first day of the gap", diplome("ancien", date(2023, 1, 1)), dire("brevet ancien", "01/01/2023")
    ),
    dehors("R212", "the last day of the gap", diplome("neuf", date(2024, 12, 31)), dire("brevet neuf", "31/12/2024")),
    dedans("R212", "the day before", diplome("ancien", date(2022, 12, 31))),
    dedans("R212", "the day after", diplome("neuf", date(2025, 1, 1))),
    dedans("R212", "after the gap, but not admitted: no gap", diplome("ancien", date(2025, 1, 1))),
)

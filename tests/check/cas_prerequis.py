"""Cases of the rules R210 to R214: absences beside blocs acquired, what the fiche or a proof leaves
open."""

from __future__ import annotations

from datetime import date, timedelta

from check.cas import Cas, dedans, dehors
from fabrique import B1, B2, B3, JOUR, PREUVES, list_resultats

LENDEMAIN = JOUR + timedelta(days=1)
FOIRE = {"code": "foire", "jours": 40, "piece": "registre", "verifiee_le": JOUR}
LACUNE = {"referentiel.prerequis[0].lacune": "La fiche ne dit rien de 2023 ni de 2024."}


def diplome(code: str, jour: date) -> dict[str, object]:
    """The first candidate's diploma."""
    return LACUNE | {
        "candidats[0].prerequis": [PREUVES[0] | {"code": code, "du": jour}, PREUVES[1]]
    }


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
        (
            "candidats[0].statut",
            "La fiche n’ouvre pas la certification au statut « apprenti » : « artisan ».",
        ),
    ),
    dedans("R211", "an unknown one: D108 says it", {"candidats[0].statut": "roi"}),
    dedans(
        "R211",
        "another the fiche opens",
        {
            "candidats[0].statut": "apprenti",
            "referentiel.prerequis[0].statuts": ["artisan", "apprenti"],
        },
    ),
    dehors(
        "R211",
        "a composante",
        {"candidats[0].composante": "LAC"},
        (
            "candidats[0].composante",
            "La fiche n’ouvre pas la certification à « port du lac » (port).",
        ),
    ),
    dedans(
        "R211",
        "nothing is asked of anyone",
        {"candidats[0].composante": "LAC", "referentiel.prerequis": []},
    ),
    dehors(
        "R212",
        "the first day of the gap",
        diplome("ancien", date(2023, 1, 1)),
        dire("brevet ancien", "01/01/2023"),
    ),
    dehors(
        "R212",
        "the last day of the gap",
        diplome("neuf", date(2024, 12, 31)),
        dire("brevet neuf", "31/12/2024"),
    ),
    dedans("R212", "the day before", diplome("ancien", date(2022, 12, 31))),
    dedans("R212", "the day after", diplome("neuf", date(2025, 1, 1))),
    dedans("R212", "after the gap, but not admitted: no gap", diplome("ancien", date(2025, 1, 1))),
    dehors(
        "R213",
        "the day after the jury",
        {"candidats[0].date_statut": LENDEMAIN},
        (
            "candidats[0].date_statut",
            "Le statut est apprécié au « 13/06/2030 », après le 12/06/2030.",
        ),
    ),
    dehors(
        "R213",
        "the day after the délivrance",
        {
            "candidats[0].date_statut": date(2030, 7, 2),
            "candidats[0].date_delivrance": date(2030, 7, 1),
        },
        (
            "candidats[0].date_statut",
            "Le statut est apprécié au « 02/07/2030 », après le 01/07/2030.",
        ),
    ),
    dedans("R213", "the day of the jury", {"candidats[0].date_statut": JOUR}),
    dedans(
        "R213",
        "the day of a later délivrance",
        {
            "candidats[0].date_statut": date(2030, 7, 1),
            "candidats[0].date_delivrance": date(2030, 7, 1),
        },
    ),
    dedans(
        "R213",
        "no statut is asked",
        {"candidats[0].date_statut": LENDEMAIN, "referentiel.prerequis[0].statuts": []},
    ),
    dehors(
        "R214",
        "beside a period",
        {
            "candidats[0].prerequis[2]": FOIRE,
            "candidats[0].prerequis[3]": FOIRE | {"du": date(2029, 5, 1)},
        },
        (
            "candidats[0].prerequis[2].du",
            "40 jours de « foire » sans premier jour : rien ne dit qu’ils ne recouvrent "
            "pas une autre période, et ils "
            "ne s’y ajoutent pas.",
        ),
    ),
    dedans("R214", "alone", {"candidats[0].prerequis[2]": FOIRE}),
    dedans(
        "R214",
        "all with a first day",
        {
            "candidats[0].prerequis[2]": FOIRE | {"du": date(2029, 7, 1)},
            "candidats[0].prerequis[3]": FOIRE | {"du": date(2029, 5, 1)},
        },
    ),
)

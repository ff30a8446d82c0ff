"""Cases of the rules R: results, earlier blocs, prerequisites, délivrance."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from check.cas import Cas, dedans, dehors
from fabrique import B1, B2, B3, JOUR, PREUVES, list_resultats

VEILLE = timedelta(days=1)
PROUVES_APRES = {
    "candidats[2].prerequis": PREUVES,
    "candidats[2].prerequis[1].verifiee_le": JOUR + VEILLE,
}


def preuve(**champs: Any) -> dict[str, Any]:
    """The first candidate proving one thing more."""
    return {
        "candidats[0].prerequis[2]": {"code": "foire", "piece": "registre", "verifiee_le": JOUR}
        | champs
    }


def question(message: str) -> tuple[str, str]:
    """The finding on that proof."""
    return "candidats[0].prerequis[2].du", message


def resultat(rang: int, **champs: Any) -> dict[str, Any]:
    """The second candidate's result, changed: blocs 1 acquired, 2 not, 3 earlier."""
    return {f"candidats[1].resultats[{rang}].{champ}": valeur for champ, valeur in champs.items()}


CAS: tuple[Cas, ...] = (
    dehors(
        "R201",
        "in a result, an aim and an épreuve",
        {
            "candidats[0].resultats[0].bloc": "BC9",
            "candidats[1].blocs_vises[1]": "BC8",
            "epreuves[0].blocs": ["BC7"],
        },
        ("candidats[0].resultats[0].bloc", "Le bloc « BC9 » n’est pas au référentiel."),
        ("candidats[1].blocs_vises", "Le bloc « BC8 » n’est pas au référentiel."),
        ("epreuves[0].blocs", "Le bloc « BC7 » n’est pas au référentiel."),
    ),
    dedans(
        "R201",
        "another of the référentiel",
        {"candidats[1].blocs_vises[1]": B3, "epreuves[0].blocs": [B3]},
    ),
    dehors(
        "R202",
        "earlier and aimed at",
        {"candidats[1].blocs_vises": [B1, B2, B3]},
        (
            "candidats[1].resultats[2].issue",
            f"Le bloc « {B3} » est visé alors qu’il est acquis antérieurement.",
        ),
    ),
    dehors(
        "R202",
        "not presented and aimed at",
        {"candidats[0].resultats": list_resultats("acquis", "acquis", "non présenté")},
        ("candidats[0].resultats[2].issue", f"Le bloc « {B3} » est visé et « non présenté »."),
    ),
    dehors(
        "R202",
        "a result without aiming",
        {"candidats[1].blocs_vises": [B1]},
        (
            "candidats[1].resultats[1].issue",
            f"Le bloc « {B2} » n’est pas visé et porte le résultat « non acquis ».",
        ),
    ),
    dehors(
        "R202",
        "the PV of an earlier bloc on a new one",
        resultat(0, pv="PV-0"),
        (
            "candidats[1].resultats[0].issue",
            (
                f"Le bloc « {B1} » porte la date, le PV ou le code d’une acquisition "
                "antérieure sans en être une."
            ),
        ),
    ),
    dehors(
        "R202",
        "not assessed and not excluded",
        resultat(0, issue="non évalué"),
        (
            "candidats[1].resultats[0].issue",
            f"Le bloc « {B1} » est « non évalué » et le candidat n’est pas exclu.",
        ),
    ),
    dedans(
        "R202",
        "not assessed, because excluded",
        resultat(0, issue="non évalué") | {"candidats[1].exclusion": "fraude"},
    ),
    dedans(
        "R202",
        "not presented and not aimed at",
        resultat(2, issue="non présenté", date=None, pv=None, code=None),
    ),
    dedans("R202", "aimed at and not yet typed", {"candidats[0].resultats[0].issue": None}),
    dehors(
        "R203",
        "twice the same",
        {"candidats[0].resultats[3]": {"bloc": B2, "issue": "acquis"}},
        ("candidats[0].resultats[3]", f"Le bloc « {B2} » a deux résultats pour ce candidat."),
    ),
    dedans(
        "R203",
        "the same bloc for two candidates",
        {"candidats[1].resultats[1]": {"bloc": B2, "issue": "acquis"}},
    ),
    dehors(
        "R204",
        "nothing said of it",
        resultat(2, date=None, pv=None, code=None),
        (
            "candidats[1].resultats[2].date",
            f"Le bloc « {B3} » est acquis antérieurement, et la date manque.",
        ),
        (
            "candidats[1].resultats[2].pv",
            f"Le bloc « {B3} » est acquis antérieurement, et le numéro du PV manque.",
        ),
    ),
    dehors(
        "R204",
        "on the first day of this jury",
        resultat(2, date=date(2030, 6, 10)),
        (
            "candidats[1].resultats[2].date",
            "L’acquisition antérieure du « 10/06/2030 » n’est pas antérieure à ce jury.",
        ),
    ),
    dedans("R204", "under the code it still has", resultat(2, code=None)),
    dedans("R204", "the day before", resultat(2, date=date(2030, 6, 9))),
    dehors(
        "R205",
        "neither why nor what remains",
        resultat(1, motif=None, reste_a_montrer=None),
        (
            "candidats[1].resultats[1].motif",
            f"Le bloc « {B2} » est « non acquis », et le motif manque.",
        ),
        (
            "candidats[1].resultats[1].reste_a_montrer",
            f"Le bloc « {B2} » est « non acquis », et ce qui reste à démontrer manque.",
        ),
    ),
    dedans(
        "R205",
        "an absence needs no reason",
        resultat(1, issue="absent", motif=None, reste_a_montrer=None),
    ),
    dehors(
        "R206",
        "unknown",
        {"candidats[0].prerequis[0].code": "antique"},
        (
            "candidats[0].prerequis[0].code",
            "Le prérequis « antique » n’est pas demandé par le référentiel.",
        ),
    ),
    dehors(
        "R206",
        "of a composante that asks nothing",
        {"candidats[0].composante": "LAC"},
        (
            "candidats[0].prerequis[0].code",
            "Le prérequis « ancien » n’est pas demandé par le référentiel.",
        ),
        (
            "candidats[0].prerequis[1].code",
            "Le prérequis « atelier » n’est pas demandé par le référentiel.",
        ),
    ),
    dedans("R206", "the other diploma", {"candidats[0].prerequis[0].code": "neuf"}),
    dehors(
        "R207",
        "backwards",
        preuve(du=date(2029, 5, 2), au=date(2029, 5, 1)),
        question("La période finit (« 01/05/2029 ») avant de commencer."),
    ),
    dedans("R207", "one day", preuve(du=date(2029, 5, 1), au=date(2029, 5, 1))),
    dehors(
        "R207",
        "a function without dates or days",
        preuve(),
        question("Le prérequis « foire » n’a ni date ni nombre de jours."),
    ),
    dedans("R207", "a function in days", preuve(jours=60)),
    dehors(
        "R207",
        "a diploma in days",
        preuve(code="neuf", jours=60),
        question("Le prérequis « neuf » n’a ni date ni nombre de jours."),
    ),
    dehors(
        "R207",
        "a period and days",
        preuve(du=date(2029, 5, 1), au=date(2029, 6, 1), jours=12),
        question("Le prérequis « foire » porte à la fois une période et un nombre de jours."),
    ),
    dehors(
        "R207",
        "checked, on what",
        preuve(du=date(2029, 5, 1), piece=None),
        question("Le prérequis « foire » est vérifié sans dire sur quelle pièce."),
    ),
    dehors(
        "R207",
        "checked the day before it began",
        preuve(du=JOUR, verifiee_le=JOUR - VEILLE),
        question("Le prérequis « foire » est vérifié le « 11/06/2030 », avant sa date."),
    ),
    dedans("R207", "checked the day it began", preuve(du=JOUR)),
    dedans(
        "R207",
        "still running, not yet checked",
        preuve(du=date(2029, 5, 1), piece=None, verifiee_le=None),
    ),
    dehors(
        "R208",
        "before the jury",
        {"candidats[0].date_delivrance": JOUR - VEILLE},
        ("candidats[0].date_delivrance", "La délivrance du « 11/06/2030 » précède le jury."),
    ),
    dedans("R208", "on the day of the jury", {"candidats[0].date_delivrance": JOUR}),
    dehors(
        "R208",
        "nothing to deliver",
        {"candidats[1].date_delivrance": date(2030, 7, 1)},
        (
            "candidats[1].date_delivrance",
            "Une date de délivrance est donnée, mais la décision est « blocs acquis ».",
        ),
    ),
    dehors(
        "R208",
        "proved the day after it",
        PROUVES_APRES | {"candidats[2].date_delivrance": JOUR},
        (
            "candidats[2].date_delivrance",
            (
                "Une date de délivrance est donnée, mais la décision est « blocs complets, "
                "prérequis non justifiés »."
            ),
        ),
    ),
    dedans(
        "R208",
        "proved on the day of it",
        PROUVES_APRES | {"candidats[2].date_delivrance": JOUR + VEILLE},
    ),
    dehors(
        "R209",
        "before the jury SUD only",
        {"delivrance.date": date(2030, 6, 19)},
        (
            "delivrance.date",
            "La délivrance du « 19/06/2030 » précède le jury « SUD » (20/06/2030).",
        ),
    ),
    dedans("R209", "on the day of the last jury", {"delivrance.date": date(2030, 6, 20)}),
    dehors(
        "R209",
        "the day after the last allowed",
        {"delivrance.date": date(2030, 7, 2), "enregistrement.limite_delivrance": date(2030, 7, 1)},
        ("delivrance.date", "La délivrance du « 02/07/2030 » dépasse la limite, 01/07/2030."),
    ),
    dedans("R209", "the last day allowed", {"enregistrement.limite_delivrance": date(2030, 7, 1)}),
    dedans("R209", "no délivrance yet", {"delivrance": None}),
    dehors(
        "R215",
        "of another certification",
        resultat(2, code="RNCP9BC03"),
        (
            "candidats[1].resultats[2].code",
            f"Le bloc « {B3} » est acquis sous le code « RNCP9BC03 », qui n’est ni de "
            "cette certification, ni d’une "
            "ancienne.",
        ),
    ),
    dehors(
        "R215",
        "of a certification whose code is longer",
        resultat(2, code="ANCIEN2BC03"),
        (
            "candidats[1].resultats[2].code",
            f"Le bloc « {B3} » est acquis sous le code « ANCIEN2BC03 », qui n’est ni de "
            "cette certification, ni d’une "
            "ancienne.",
        ),
    ),
    dehors(
        "R215",
        "of another bloc",
        resultat(2, code=B1),
        (
            "candidats[1].resultats[2].code",
            f"Le bloc « {B3} » est acquis sous le code « {B1} », qui est celui d’un autre bloc.",
        ),
    ),
    dedans("R215", "its own", resultat(2, code=B3)),
    dedans("R215", "its own, short", resultat(2, code="bc03")),
    dedans("R215", "of the certification before this one", resultat(2, code="ancienBC9")),
    dehors(
        "R216",
        "aimed at twice, and examined three times",
        {"candidats[0].blocs_vises": [B1, B2, B1, B3], "epreuves[0].blocs": [B1, B1, B2, B1]},
        ("candidats[0].blocs_vises", f"Le bloc « {B1} » est nommé 2 fois."),
        ("epreuves[0].blocs", f"Le bloc « {B1} » est nommé 3 fois."),
    ),
    dedans("R216", "all, in another order", {"candidats[0].blocs_vises": [B3, B1, B2]}),
)

"""Cases of the rules J on mandates' lengths, and on what the fiche asks « si possible »."""

from __future__ import annotations

from datetime import date
from typing import Any

from check.cas import Cas, dedans, dehors
from check.jurys_types import REMPLACE, nord, sud

PARITE = {
    f"referentiel.voies[0].jury.parite_{champ}": value
    for champ, value in (("si_possible", True), ("ecart_max", 2))
}
HORS = {"referentiel.colleges[0].hors_certificateur": True}
SUPPLEANTS = {"referentiel.voies[0].jury.suppleants": True}


def renouveler(*periodes: tuple[date, date]) -> dict[str, Any]:
    """The mandate of A1, to 31 December 2030, renewed."""
    renewals = [
        {"decision": f"n° {8 + i}", "du": du, "au": au} for i, (du, au) in enumerate(periodes)
    ]
    return nord(1, **{"mandat.renouvellements": renewals})


def mandat(du: date, au: date, mois: int = 24) -> dict[str, Any]:
    """The mandate of A1, and how long the fiche makes it."""
    changes = nord(1, **{"mandat.du": du, "mandat.au": au})
    return changes | {"referentiel.voies[0].jury.mandat_mois": mois}


MANDATS: tuple[Cas, ...] = (
    dehors(
        "J315",
        "a day too long",
        mandat(date(2029, 1, 1), date(2031, 1, 1)),
        (
            "jurys[0].membres[1].mandat.au",
            "Le mandat du 01/01/2029 au 01/01/2031 dépasse 24 mois : il finissait le 31/12/2030.",
        ),
    ),
    dedans("J315", "twenty-four months less a day", mandat(date(2029, 3, 1), date(2031, 2, 28))),
    dedans("J315", "shorter", mandat(date(2030, 6, 1), date(2030, 6, 30))),
    dedans("J315", "begun on 29 February", mandat(date(2028, 2, 29), date(2030, 2, 28))),
    dedans("J315", "to 29 February", mandat(date(2026, 3, 1), date(2028, 2, 29))),
    dehors(
        "J315",
        "a renewal a day late, another too long",
        renouveler((date(2031, 1, 2), date(2032, 12, 31)), (date(2033, 1, 1), date(2035, 1, 1))),
        (
            "jurys[0].membres[1].mandat.renouvellements[0].du",
            "Le renouvellement commence le 02/01/2031, et le mandat finit le 31/12/2030.",
        ),
        (
            "jurys[0].membres[1].mandat.renouvellements[1].au",
            "Le mandat du 01/01/2033 au 01/01/2035 dépasse 24 mois : il finissait le 31/12/2034.",
        ),
    ),
    dehors(
        "J315",
        "renewed, though the fiche does not",
        renouveler((date(2031, 1, 1), date(2031, 12, 31)))
        | {"referentiel.voies[0].jury.mandat_renouvelable": False},
        (
            "jurys[0].membres[1].mandat.renouvellements[0]",
            "La fiche ne permet pas de renouveler un mandat.",
        ),
    ),
    dedans("J315", "renewed the day after", renouveler((date(2031, 1, 1), date(2032, 12, 31)))),
)

POSSIBLES: tuple[Cas, ...] = (
    dehors(
        "J316",
        "one of three designated, none of two seated",
        nord(1, externe_autorite=False) | nord(2, presence="absent"),
        (
            "jurys[0].membres",
            "Le jury « NORD » compte 0 membre extérieur à l’autorité sur 2, président non compté, "
            "soit 0 %, pour 40 % au moins.",
        ),
        (
            "jurys[0].membres",
            "Le jury « NORD » compte 1 membre extérieur à l’autorité sur 3, président non compté, "
            "soit 33 %, pour 40 % au moins.",
        ),
    ),
    dedans("J316", "two of three", nord(0, externe_autorite=False)),
    dedans(
        "J316",
        "one of three, where the fiche asks for a third",
        nord(1, externe_autorite=False) | {"referentiel.voies[0].jury.part_exterieurs_pct": 33},
    ),
    dedans(
        "J316",
        "the president counted, where the fiche counts him",
        nord(1, externe_autorite=False) | {"referentiel.voies[0].jury.president_compte": True},
    ),
    dedans(
        "J316",
        "two of four, where the fiche asks for half",
        nord(1, externe_autorite=False)
        | {
            "referentiel.voies[0].jury.president_compte": True,
            "referentiel.voies[0].jury.part_exterieurs_pct": 50,
        },
    ),
    dehors(
        "J317",
        "one of two",
        HORS | nord(1, externe_certificateur=False),
        (
            "jurys[0].membres",
            (
                "Le jury « NORD » compte 1 membre de l’organisme certificateur sur 2 qui "
                "viendraient de l’extérieur : A1."
            ),
        ),
    ),
    dedans(
        "J317",
        "the president and the trainer",
        HORS | nord(0, externe_certificateur=False) | nord(3, externe_certificateur=False),
    ),
    dedans("J317", "the fiche does not ask", nord(1, externe_certificateur=False)),
    dehors(
        "J318",
        "four women",
        PARITE | nord(2, sexe="F", civilite="Madame"),
        ("jurys[0].membres", "Le jury « NORD » compte 4 femmes et 0 homme : l’écart dépasse 2."),
    ),
    dedans("J318", "three women and one man", PARITE | nord(2, sexe="M")),
    dehors(
        "J318",
        "seated: the man is replaced by a woman",
        PARITE | REMPLACE | nord(1, sexe="M") | nord(2, sexe="F"),
        ("jurys[0].membres", "Le jury « NORD » compte 4 femmes et 0 homme : l’écart dépasse 2."),
    ),
    dedans("J318", "the fiche does not ask", sud(1, sexe="F")),
    dehors(
        "J319",
        "none",
        SUPPLEANTS | nord(4, role="membre", suppleant_de=None),
        ("jurys[0].membres", "Le jury « NORD » n’a aucun suppléant, et la fiche en demande."),
    ),
    dedans("J319", "one", SUPPLEANTS),
)

CAS = MANDATS + POSSIBLES

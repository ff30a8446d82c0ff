"""Cases of the rules S on the timetable, the échéance and the notification of results."""

from __future__ import annotations

from datetime import date
from typing import Any

from check.cas import Cas, dedans, dehors
from fabrique import B1, B2, B3, JOUR, list_resultats

PREMIER = date(2030, 6, 10)
VAE = {"referentiel.voies[1].validation_acquis": True}
"""The route of SUD is that of experience."""

ACQUIS_SUD = VAE | {"candidats[3].resultats": list_resultats("acquis", None, None)[:1]}
"""M4 acquires a bloc before SUD, on 20 June: a preuve is made, dated of the délivrance."""
CERTIFIE_SUD = VAE | {
    "candidats[3].resultats": list_resultats("acquis", "acquis", "acquis"),
    "candidats[3].blocs_vises": [B1, B2, B3],
    "attestations_aux_certifies": True,
}
"""M4 is certified, and has a preuve of each bloc too."""


def passer(rang: int, heure: str, jour: date | None = PREMIER) -> dict[str, Any]:
    """A slot of a candidate of NORD, which sits on 10 and 12 June."""
    return {f"candidats[{rang}].heure_passage": heure, f"candidats[{rang}].date_passage": jour}


def epreuve(rang: int, **champs: Any) -> dict[str, Any]:
    """An épreuve changed: E1 on 10 June, 9 h, 90 min, in the forge; E2 on 12 June, 14 h, 45 min, in
    the clocher."""
    return {f"epreuves[{rang}].{champ}": valeur for champ, valeur in champs.items()}


PASSAGES: tuple[Cas, ...] = (
    dehors(
        "S412",
        "one hour, two days",
        passer(0, "9 h", None),
        (
            "candidats[0].date_passage",
            "L’heure de passage est donnée sans son jour, et le jury siège 2 jours.",
        ),
    ),
    dehors(
        "S412",
        "the day between",
        passer(0, "9 h", date(2030, 6, 11)),
        ("candidats[0].date_passage", "Le jury ne siège pas le « 11/06/2030 »."),
    ),
    dedans("S412", "the second day", passer(0, "9 h", JOUR)),
    dedans("S412", "no day, and the jury sits one", {"candidats[3].heure_passage": "11 h"}),
    dehors(
        "S413",
        "same day, same hour",
        passer(0, "9 h 30") | passer(2, "9:30"),
        (
            "candidats[2].heure_passage",
            "« M3 » passe le 10/06/2030 à 09:30, comme « M1 », devant le jury « NORD ».",
        ),
    ),
    dedans("S413", "a minute later", passer(0, "9 h 30") | passer(2, "9 h 31")),
    dedans("S413", "the other day", passer(0, "9 h 30") | passer(2, "9 h 30", JOUR)),
    dedans("S413", "before the other jury", passer(0, "10 h") | {"jurys[1].dates": [PREMIER]}),
)

EPREUVES: tuple[Cas, ...] = (
    dehors(
        "S414",
        "a minute before the end",
        epreuve(1, date=PREMIER, heure="10 h 29"),
        (
            "epreuves[1].heure",
            (
                "L’épreuve « E2 » commence le 10/06/2030 à 10:29, pendant « E1 », pour 2 "
                "candidats (M1, M3)."
            ),
        ),
    ),
    dedans("S414", "as it ends", epreuve(1, date=PREMIER, heure="10 h 30")),
    dedans(
        "S414",
        "others are called",
        epreuve(1, date=PREMIER, heure="9 h", appeles=["M3"]) | epreuve(0, appeles=["M1"]),
    ),
    dehors(
        "S415",
        "two groups at once",
        epreuve(1, date=PREMIER, heure="9 h", salle="Forge", appeles=["M3"])
        | epreuve(0, appeles=["M1"]),
        ("epreuves[1].salle", "La salle « Forge » est prise par « E1 » le 10/06/2030 à 09:00."),
    ),
    dedans("S415", "one after the other", epreuve(1, date=PREMIER, heure="10 h 30", salle="forge")),
    dedans("S415", "the same hour in another room", epreuve(1, date=PREMIER, heure="9 h")),
    dedans(
        "S415",
        "rooms of one name in two towns",
        epreuve(1, date=PREMIER, heure="9 h", salle="forge", jury="SUD")
        | {"jurys[1].lieu": "Lyonesse"},
    ),
    dehors(
        "S415",
        "a candidate where another jury holds an épreuve",
        epreuve(0, date=date(2030, 6, 20))
        | {"jurys[1].salle": "forge", "candidats[3].heure_passage": "10 h 29"},
        (
            "candidats[3].heure_passage",
            "La salle « forge » est prise par l’épreuve « E1 » le 20/06/2030 à 10:29.",
        ),
    ),
    dedans(
        "S415",
        "as that épreuve ends",
        epreuve(0, date=date(2030, 6, 20))
        | {"jurys[1].salle": "forge", "candidats[3].heure_passage": "10 h 30"},
    ),
    dehors(
        "S415",
        "candidates of two juries",
        passer(0, "10 h")
        | {"jurys[0].salle": "phare", "jurys[1].salle": "Phare", "jurys[1].dates": [PREMIER]},
        (
            "candidats[3].heure_passage",
            "La salle « Phare » est prise par le jury « NORD » le 10/06/2030 à 10:00.",
        ),
    ),
    dedans(
        "S415",
        "two of one jury: S413 says it",
        {"jurys[0].salle": "phare"} | passer(0, "10 h") | passer(1, "10 h"),
    ),
)

DELAIS: tuple[Cas, ...] = (
    dehors(
        "S416",
        "twelve months before, and not the jury a day earlier",
        {
            "referentiel.echeance": date(2031, 6, 20),
            "jurys[0].date_deliberation": date(2030, 6, 19),
        },
        (
            "jurys[1].dates",
            "Le jury « SUD » siège le 20/06/2030, 365 jours avant l’échéance du 20/06/2031.",
        ),
    ),
    dedans("S416", "twelve months and a day before", {"referentiel.echeance": date(2031, 6, 21)}),
    dehors(
        "S416",
        "on the day, and a day after",
        {
            "referentiel.echeance": date(2030, 6, 12),
            "jurys[1].dates": [date(2030, 6, 13)],
            "jurys[1].date_deliberation": date(2030, 6, 13),
        },
        (
            "jurys[0].dates",
            "Le jury « NORD » siège le 12/06/2030, 0 jour avant l’échéance du 12/06/2030.",
        ),
        (
            "jurys[1].dates",
            "Le jury « SUD » siège le 13/06/2030, 1 jour après l’échéance du 12/06/2030.",
        ),
    ),
    dehors(
        "S417",
        "the day after the last",
        ACQUIS_SUD | {"delivrance.date": date(2030, 7, 6)},
        (
            "delivrance.date",
            "La date « 06/07/2030 » (preuve) vient 16 jours après le jury « SUD » : "
            "un résultat se notifie sous 15 jours.",
        ),
    ),
    dehors(
        "S417",
        "two papers of one date",
        CERTIFIE_SUD | {"delivrance.date": date(2030, 7, 6)},
        (
            "delivrance.date",
            "La date « 06/07/2030 » (preuve, parchemin) vient 16 jours après le jury « SUD » : "
            "un résultat se notifie sous 15 jours.",
        ),
    ),
    dedans("S417", "the last day", ACQUIS_SUD | {"delivrance.date": date(2030, 7, 5)}),
    dedans("S417", "after a training", {"delivrance.date": date(2030, 12, 1)}),
    dedans("S417", "nothing acquired: no such paper", VAE | {"delivrance.date": date(2030, 7, 6)}),
    dedans(
        "S417",
        "not judged",
        ACQUIS_SUD | {"candidats[3].resultats[0].issue": None, "delivrance.date": date(2030, 7, 6)},
    ),
)

CAS = PASSAGES + EPREUVES + DELAIS

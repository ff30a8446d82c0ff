"""Cases of who may sign and who may sit (J323, J324, S428, S429)."""

from __future__ import annotations

from datetime import date
from typing import Any

from check.cas import Cas, dedans, dehors
from fabrique import PREUVES

SIGNATURE = "signataires[0].delegation"


def miss(jour: str, papiers: str) -> tuple[str, str]:
    return (
        SIGNATURE,
        f"La délégation de « NORDET » ne couvre pas le {jour}, date imprimée de : {papiers}.",
    )


# The signed papers are dated 2 and 3 May, and 1 July 2030.
DELEGATIONS: tuple[Cas, ...] = (
    dehors(
        "S428",
        "an act of after all the papers",
        {SIGNATURE: "Par délégation (décision n° 7 du 2 juillet 2030)"},
        miss("01/07/2030", "preuve, parchemin"),
        miss("02/05/2030", "appel"),
        miss("03/05/2030", "appel_membre"),
    ),
    dehors(
        "S428",
        "an act of between them, in figures",
        {SIGNATURE: "Par délégation (décision du 03/05/2030)"},
        miss("02/05/2030", "appel"),
    ),
    dehors(
        "S428",
        "ended, in words",
        {SIGNATURE: "Par délégation du 1er janvier 2030 au 30 juin 2030"},
        miss("01/07/2030", "preuve, parchemin"),
    ),
    dehors(
        "S428",
        "ended, by its keys",
        {
            SIGNATURE: "Par délégation (décision du 1er mars 2030)",
            "signataires[0].delegation_du": date(2030, 5, 2),
            "signataires[0].delegation_au": date(2030, 6, 30),
        },
        miss("01/07/2030", "preuve, parchemin"),
    ),
    dehors(
        "S428",
        "a certificate of a later day",
        {
            SIGNATURE: "Par délégation, jusqu’au 31 juillet 2030",
            "candidats[2].prerequis": PREUVES,
            "candidats[2].date_delivrance": date(2030, 8, 1),
        },
        miss("01/08/2030", "preuve, parchemin"),
    ),
    dedans(
        "S428",
        "the very days",
        {
            SIGNATURE: "Par délégation (arrêté du 2 mai 2030)",
            "signataires[0].delegation_au": date(2030, 7, 1),
        },
    ),
    dedans("S428", "words that give no day", {SIGNATURE: "Par ordre (note n° 12/45/2030)"}),
    dedans(
        "S428",
        "what is typed wins over the day of the act",
        {
            SIGNATURE: "Par délégation (décision du 15 juillet 2030, à effet du 1er mai 2030)",
            "signataires[0].delegation_du": date(2030, 5, 1),
        },
    ),
)

NOMME: dict[str, Any] = {
    "catalogue.appel_membre.mentions": ["signataire", "nomination"],
    "signataires[0].qualite": "Le chef du secrétariat",
}
SIGNE = "« La capitaine » décide, et « Le chef du secrétariat » signe sans délégation (2 fois)."
NOMINATIONS: tuple[Cas, ...] = (
    dehors("S429", "another quality", NOMME, ("signataires[0].qualite", SIGNE)),
    dedans("S429", "under a delegation", NOMME | {SIGNATURE: "Par ordre"}),
    dedans(
        "S429", "the same, without its article", NOMME | {"signataires[0].qualite": "CAPITAINE"}
    ),
    dedans("S429", "a paper that names nobody", {"signataires[0].qualite": "Le chef"}),
)

PRENOM = "n’est pas un prénom en toutes lettres."
PRENOMS: tuple[Cas, ...] = (
    dehors(
        "J323",
        "an initial, a dash",
        {"jurys[0].membres[0].prenom": "P.", "signataires[0].prenom": "-"},
        ("jurys[0].membres[0].prenom", f"« P. » {PRENOM}"),
        ("signataires[0].prenom", f"« - » {PRENOM}"),
    ),
    dehors(
        "J323",
        "two initials of who presides in her place",
        {
            "jurys[0].membres[4].suppleant_de": "P1",
            "jurys[0].membres[4].prenom": "J.-P.",
        },
        ("jurys[0].membres[4].prenom", f"« J.-P. » {PRENOM}"),
    ),
    dedans("J323", "an initial of another member", {"jurys[0].membres[1].prenom": "A."}),
    dedans("J323", "an initial beside a name", {"jurys[0].membres[0].prenom": "Paule C."}),
    dedans("J323", "a name of two letters", {"jurys[0].membres[0].prenom": "Jo"}),
    dedans("J323", "a name of one sign", {"jurys[0].membres[0].prenom": "\u4f1f"}),
)

# The jury NORD sits from 10 June 2030.
TARD = {"jurys[0].nomination.date": date(2030, 6, 11)}
CITE = "la décision qui les désigne"
TOUS = "« P1 », « A1 », « A2 », « F1 »"
DESIGNATIONS: tuple[Cas, ...] = (
    dehors(
        "J324",
        "the decision of the jury, after its first day",
        TARD,
        (
            "jurys[0].nomination.date",
            f"{TOUS} siègent dès le 10/06/2030, et {CITE}, « n° 7 », est du 11/06/2030.",
        ),
    ),
    dehors(
        "J324",
        "the decision of one mandate",
        {
            "jurys[0].nomination": None,
            "jurys[0].membres[1].mandat.decision": "Décision n° 9 du 12 juin 2030",
        },
        (
            "jurys[0].membres[1].mandat.decision",
            f"« A1 » siège dès le 10/06/2030, et {CITE}, « Décision n° 9 du 12 juin 2030 », est du "
            "12/06/2030.",
        ),
    ),
    dedans(
        "J324",
        "several decisions, one of them in time",
        TARD
        | {
            f"jurys[0].membres[{rang}].mandat.decision": "Décision du 10/06/2030"
            for rang in range(4)
        },
    ),
    dedans("J324", "on the first day", {"jurys[0].nomination.date": date(2030, 6, 10)}),
    dedans("J324", "no decision gives its day", {"jurys[0].nomination": None}),
    dedans(
        "J324",
        "those who did not sit",
        TARD | {f"jurys[0].membres[{rang}].presence": "absent" for rang in range(4)},
    ),
    dedans(
        "J324",
        "a mandate that begins later: J309 says it",
        TARD | {f"jurys[0].membres[{rang}].mandat.du": date(2030, 6, 11) for rang in range(4)},
    ),
)

CAS = DELEGATIONS + NOMINATIONS + PRENOMS + DESIGNATIONS

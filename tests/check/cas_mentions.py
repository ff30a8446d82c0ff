"""Cases of the rule M: what each mention of a paper needs."""

from __future__ import annotations

from datetime import date

from check.cas import Cas, dedans, dehors
from fabrique import RETRAIT, SESSION, SUPPLEANT

ACTE = SESSION["enregistrement"]
SANS_RESULTAT = {"candidats[0].resultats": []}
SANS_ENREGISTREMENT = {"enregistrement": None}


def manque(champ: str, libelle: str) -> tuple[str, str]:
    """The finding on what the minutes of NORD lack."""
    return f"jurys[0].{champ}", f"Le jury « NORD » a tous ses résultats, et {libelle} manque."


CAS: tuple[Cas, ...] = (
    dehors(
        "M501",
        "date_papier",
        {"dates.appel": RETRAIT},
        ("dates", "La date imprimée manque pour appel."),
    ),
    dehors(
        "M501",
        "of all the papers",
        {"dates": {}, "signataires[0].papiers": ["minutes"]},
        ("dates", "La date imprimée manque pour appel."),
        ("signataires", "Le signataire manque pour appel."),
    ),
    dedans(
        "M501",
        "date_papier: mistyped, S402 says it",
        {"dates.appel": RETRAIT, "dates.apel": date(2030, 5, 2)},
    ),
    dedans("M501", "signataire: mistyped, S402 says it", {"signataires[0].papiers[0]": "apel"}),
    dedans("M501", "date_papier: asked of papers that print one only", {"dates.minutes": RETRAIT}),
    dehors(
        "M501",
        "signataire",
        {"signataires[0].papiers[0]": RETRAIT},
        ("signataires", "Le signataire manque pour appel."),
    ),
    dedans(
        "M501",
        "signataire: asked of papers that are signed only",
        {"signataires[0].papiers[3]": RETRAIT},
    ),
    dehors(
        "M501",
        "enregistrement",
        SANS_ENREGISTREMENT,
        (
            "enregistrement",
            "L’enregistrement au répertoire manque, et des papiers le citent : preuve, parchemin.",
        ),
    ),
    dedans(
        "M501",
        "enregistrement: in the référentiel",
        SANS_ENREGISTREMENT | {"referentiel.enregistrement": ACTE},
    ),
    dehors(
        "M501",
        "enregistrement, said with what the minutes lack",
        SANS_ENREGISTREMENT | {"jurys[0].incidents": None, "jurys[1].incidents": None},
        (
            "enregistrement",
            "L’enregistrement au répertoire manque, et des papiers le citent : preuve, parchemin.",
        ),
        ("jurys[0].incidents", "Les incidents du jury « NORD » ne sont pas renseignés."),
        ("jurys[1].incidents", "Les incidents du jury « SUD » ne sont pas renseignés."),
    ),
    dehors(
        "M501",
        "no enregistrement before a délivrance",
        SANS_ENREGISTREMENT | {"jurys[0].incidents": None, "delivrance": None},
        ("jurys[0].incidents", "Les incidents du jury « NORD » ne sont pas renseignés."),
    ),
    dedans(
        "M501", "enregistrement: nothing to deliver yet", SANS_ENREGISTREMENT | {"delivrance": None}
    ),
    dehors(
        "M501",
        "numero_pv",
        {"jurys[0].numero_pv": None},
        manque("numero_pv", "le numéro de son procès-verbal"),
    ),
    dehors(
        "M501",
        "date_jury",
        {
            f"jurys[0].{champ}": None
            for champ in ("date_deliberation", "ouverture_reelle", "cloture_reelle")
        },
        manque("cloture_reelle", "l’heure réelle de clôture"),
        manque("date_deliberation", "la date de délibération"),
        manque("ouverture_reelle", "l’heure réelle d’ouverture"),
    ),
    dehors(
        "M501",
        "incidents",
        {"jurys[0].incidents": None},
        ("jurys[0].incidents", "Les incidents du jury « NORD » ne sont pas renseignés."),
    ),
    dedans(
        "M501",
        "numero_pv, date_jury, incidents: of a jury that has not decided",
        SANS_RESULTAT
        | {
            f"jurys[0].{champ}": None
            for champ in ("numero_pv", "date_deliberation", "ouverture_reelle", "incidents")
        },
    ),
    dehors(
        "M501",
        "jurys",
        {"jurys[0].membres[1].independance_declaree_le": None},
        (
            "jurys[0].membres[1].independance_declaree_le",
            "« A1 » a siégé sans déclaration d’indépendance.",
        ),
    ),
    dedans(
        "M501",
        "jurys: of one who did not sit",
        {"jurys[0].membres[4]": SUPPLEANT | {"independance_declaree_le": None}},
    ),
)

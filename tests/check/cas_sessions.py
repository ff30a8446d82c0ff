"""Cases of the rules S, on the session, and M, on the mentions."""

from __future__ import annotations

from datetime import date
from typing import Any

from check.cas import Cas, dedans, dehors
from fabrique import B1, B3, JOUR, RETRAIT, SESSION, SUPPLEANT

ACTE = SESSION["enregistrement"]
SANS_RESULTAT = {"candidats[0].resultats": []}
SECOND_SIGNATAIRE = SESSION["signataires"][0] | {"papiers": ["minutes"]}
SANS_ENREGISTREMENT = {"enregistrement": None}


def phrase(texte: str) -> dict[str, Any]:
    """The sentence of the level, so worded."""
    return {"referentiel.phrases.niveau": texte}


def manque(champ: str, libelle: str) -> tuple[str, str]:
    """The finding on what the minutes of NORD lack."""
    return f"jurys[0].{champ}", f"Le jury « NORD » a tous ses résultats, et {libelle} manque."


CAS_SESSION: tuple[Cas, ...] = (
    dehors(
        "S401",
        "juries, both",
        {"jurys[1].code": "NORD"},
        ("jurys[0].code", "Le code « NORD » est porté 2 fois."),
        ("jurys[1].code", "Le code « NORD » est porté 2 fois."),
    ),
    dehors(
        "S401",
        "épreuves, both",
        {"epreuves[1].code": "E1"},
        ("epreuves[0].code", "Le code « E1 » est porté 2 fois."),
        ("epreuves[1].code", "Le code « E1 » est porté 2 fois."),
    ),
    dedans("S401", "an épreuve with the code of a jury", {"epreuves[0].code": "NORD"}),
    dehors(
        "S402",
        "a date and a signatory for nothing",
        {"dates.apel": date(2030, 5, 1), "signataires[0].papiers[4]": "diplome"},
        ("dates.apel", "Le papier « apel » n’existe pas."),
        ("signataires[0].papiers", "Le papier « diplome » n’existe pas."),
    ),
    dedans("S402", "a paper that needs no signatory", {"signataires[0].papiers[4]": "minutes"}),
    dehors(
        "S403",
        "two for one",
        {"signataires[1]": SECOND_SIGNATAIRE | {"papiers": ["minutes", "parchemin"]}},
        ("signataires[1].papiers", "Le papier « parchemin » a deux signataires."),
    ),
    dedans("S403", "two persons, other papers", {"signataires[1]": SECOND_SIGNATAIRE}),
    dehors(
        "S404",
        "another day",
        {"referentiel.enregistrement": ACTE | {"date": date(2026, 1, 2)}},
        ("enregistrement", "L’enregistrement de la session contredit celui du référentiel."),
    ),
    dedans("S404", "said twice the same", {"referentiel.enregistrement": ACTE}),
    dehors(
        "S405",
        "no such jury",
        {"epreuves[0].jury": "EST"},
        ("epreuves[0].jury", "Le jury « EST » n’existe pas dans la session."),
    ),
    dehors(
        "S405",
        "a candidate of the other jury",
        {"epreuves[0].appeles": ["M1", "M4"]},
        ("epreuves[0].appeles", "Le candidat « M4 » n’est pas de ce jury."),
    ),
    dehors(
        "S405",
        "the day after the decision",
        {"epreuves[1].date": date(2030, 6, 13)},
        ("epreuves[1].date", "L’épreuve du « 13/06/2030 » suit la décision (12/06/2030)."),
    ),
    dedans("S405", "on the day of the decision", {"epreuves[0].date": JOUR, "epreuves[0].appeles": ["M1", "M2", "M3"]}),
    dehors(
        "S406",
        "nothing for the third bloc",
        {"epreuves[1]": RETRAIT},
        (
            "candidats[0].blocs_vises",
            f"Aucune épreuve n’est prévue pour {B3}, et le candidat n’a pas d’heure de passage.",
        ),
        (
            "candidats[2].blocs_vises",
            f"Aucune épreuve n’est prévue pour {B3}, et le candidat n’a pas d’heure de passage.",
        ),
    ),
    dehors(
        "S406",
        "the others are called, not he",
        {"epreuves[1].appeles": ["M1"]},
        (
            "candidats[2].blocs_vises",
            f"Aucune épreuve n’est prévue pour {B3}, et le candidat n’a pas d’heure de passage.",
        ),
    ),
    dehors(
        "S406",
        "no slot",
        {"candidats[3].heure_passage": None},
        (
            "candidats[3].blocs_vises",
            f"Aucune épreuve n’est prévue pour {B1}, et le candidat n’a pas d’heure de passage.",
        ),
    ),
    dedans("S406", "a slot instead", {"epreuves[1].appeles": ["M1"], "candidats[2].heure_passage": "9 h"}),
    dehors(
        "S407",
        "left by its only candidate",
        {"candidats[3]": RETRAIT},
        ("jurys[1]", "Le jury « SUD » n’a pas de candidat."),
    ),
    dedans("S407", "one candidate each", {"candidats[2]": RETRAIT, "candidats[1]": RETRAIT}),
    dehors(
        "S408",
        "neither here nor there",
        {"jurys[0].adresse": []},
        ("jurys[0].adresse", "Le jury « NORD » n’a ni adresse ni visioconférence."),
    ),
    dedans("S408", "at a distance", {"jurys[0].adresse": [], "jurys[0].visioconference": "https://example.org/nord"}),
    dehors(
        "S409",
        "expected a minute late",
        {"jurys[0].heure_arrivee": "9:01"},
        ("jurys[0].heure_arrivee", "L’heure d’arrivée suit l’heure de début."),
    ),
    dehors(
        "S409",
        "closed as it opens",
        {"jurys[0].cloture_reelle": "9 h 05"},
        ("jurys[0].cloture_reelle", "La séance est close avant d’être ouverte."),
    ),
    dedans(
        "S409",
        "expected on the hour, a minute long",
        {"jurys[0].heure_arrivee": "9 h", "jurys[0].cloture_reelle": "9:06"},
    ),
    dehors(
        "S410",
        "called on the day",
        {"dates.appel": date(2030, 6, 10)},
        ("dates.appel", "La date « 10/06/2030 » n’est pas antérieure au jury « NORD »."),
    ),
    dedans("S410", "called the day before", {"dates.appel": date(2030, 6, 9)}),
    dehors(
        "S410",
        "minutes before the second decision",
        {"dates.minutes": date(2030, 6, 19)},
        ("dates.minutes", "La date « 19/06/2030 » précède la décision du jury « SUD »."),
    ),
    dedans("S410", "not yet judged", SANS_RESULTAT | {"candidats[3].resultats": [], "dates.minutes": date(2030, 6, 1)}),
    dehors(
        "S411",
        "unknown place",
        phrase("Niveau {nivau}."),
        ("phrases.niveau", "Le champ « {nivau} » n’existe pas dans cette phrase."),
    ),
    dehors(
        "S411",
        "nameless place",
        phrase("Niveau {}."),
        ("phrases.niveau", "Le champ « {} » n’existe pas dans cette phrase."),
    ),
    dehors("S411", "left open", phrase("Niveau {niveau."), ("phrases.niveau", "Les accolades ne se ferment pas.")),
    dedans("S411", "a place twice, none of another", phrase("Niveau {niveau} ({niveau}) {{sic}}.")),
)

CAS_MENTIONS: tuple[Cas, ...] = (
    dehors(
        "M501",
        "date_papier",
        {"dates.appel": RETRAIT},
        ("dates", "La date imprimée du papier « appel » manque."),
    ),
    dedans("M501", "date_papier: asked of papers that print one only", {"dates.minutes": RETRAIT}),
    dehors(
        "M501",
        "signataire",
        {"signataires[0].papiers[0]": RETRAIT},
        ("signataires", "Le papier « appel » n’a pas de signataire."),
    ),
    dedans("M501", "signataire: asked of papers that are signed only", {"signataires[0].papiers[3]": RETRAIT}),
    dehors(
        "M501",
        "enregistrement",
        SANS_ENREGISTREMENT,
        ("enregistrement", "L’enregistrement au répertoire manque, et le papier « parchemin » doit le citer."),
        ("enregistrement", "L’enregistrement au répertoire manque, et le papier « preuve » doit le citer."),
    ),
    dedans("M501", "enregistrement: in the référentiel", SANS_ENREGISTREMENT | {"referentiel.enregistrement": ACTE}),
    dedans("M501", "enregistrement: nothing to deliver yet", SANS_ENREGISTREMENT | {"delivrance": None}),
    dehors("M501", "numero_pv", {"jurys[0].numero_pv": None}, manque("numero_pv", "le numéro de son procès-verbal")),
    dehors(
        "M501",
        "date_jury",
        {f"jurys[0].{champ}": None for champ in ("date_deliberation", "ouverture_reelle", "cloture_reelle")},
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
        | {f"jurys[0].{champ}": None for champ in ("numero_pv", "date_deliberation", "ouverture_reelle", "incidents")},
    ),
    dehors(
        "M501",
        "jurys",
        {"jurys[0].membres[1].independance_declaree_le": None},
        (
            "jurys[0].membres[1].independance_declaree_le",
            "Le membre « A1 » a siégé sans déclaration d’indépendance.",
        ),
    ),
    dedans(
        "M501",
        "jurys: of one who did not sit",
        {"jurys[0].membres[4]": SUPPLEANT | {"independance_declaree_le": None}},
    ),
)

CAS = CAS_SESSION + CAS_MENTIONS

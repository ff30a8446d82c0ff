"""Cases of the rules S, on the session."""

from __future__ import annotations

from datetime import date
from typing import Any

from check.cas import Cas, dedans, dehors
from fabrique import B1, B2, B3, JOUR, RETRAIT, SESSION

ACTE = SESSION["enregistrement"]
SANS_RESULTAT = {"candidats[0].resultats": []}
SECOND_SIGNATAIRE = SESSION["signataires"][0] | {"papiers": ["minutes"]}


def phrase(texte: str) -> dict[str, Any]:
    """The sentence of the level, so worded."""
    return {"referentiel.phrases.niveau": texte}


CAS: tuple[Cas, ...] = (
    dehors(
        "S401",
        "the second jury",
        {"jurys[1].code": "NORD"},
        ("jurys[1].code", "Le code « NORD » est déjà porté (session.toml, jurys[0].code)."),
    ),
    dehors(
        "S401",
        "the second épreuve",
        {"epreuves[1].code": "E1"},
        ("epreuves[1].code", "Le code « E1 » est déjà porté (session.toml, epreuves[0].code)."),
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
        "no such jury, in both",
        {"epreuves[0].jury": "EST", "epreuves[1].jury": "EST"},
        ("epreuves[0].jury", "Le jury « EST » n’existe pas dans la session (2 fois)."),
    ),
    dedans(
        "S405",
        "candidates name it too: D103 says it",
        {"epreuves[0].jury": "EST", "candidats[3].jury": "EST"},
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
    dedans(
        "S405",
        "a candidate of a jury there is not: D103 says it",
        {"epreuves[0].appeles": ["M1", "M3"], "candidats[2].jury": "NRD"},
    ),
    dehors(
        "S410",
        "minutes before both decisions: once",
        {"dates.minutes": date(2030, 6, 1)},
        ("dates.minutes", "La date « 01/06/2030 » précède la décision du jury « SUD »."),
    ),
    dedans(
        "S405",
        "on the day of the decision",
        {"epreuves[0].date": JOUR, "epreuves[0].appeles": ["M1", "M2", "M3"]},
    ),
    dehors(
        "S406",
        "nothing for the third bloc of two candidates",
        {"epreuves[1]": RETRAIT},
        (
            "candidats[0].blocs_vises",
            (
                f"Aucune épreuve du jury « NORD » n’est prévue pour {B3}, ni heure de "
                "passage donnée (2 fois)."
            ),
        ),
    ),
    dehors(
        "S406",
        "the others are called, not he",
        {"epreuves[1].appeles": ["M1"]},
        (
            "candidats[2].blocs_vises",
            f"Aucune épreuve du jury « NORD » n’est prévue pour {B3}, ni heure de passage donnée.",
        ),
    ),
    dehors(
        "S406",
        "no slot",
        {"candidats[3].heure_passage": None},
        (
            "candidats[3].blocs_vises",
            f"Aucune épreuve du jury « SUD » n’est prévue pour {B1}, ni heure de passage donnée.",
        ),
    ),
    dedans(
        "S406", "the épreuve names a jury there is not: S405 says it", {"epreuves[1].jury": "EST"}
    ),
    dedans(
        "S406",
        "the épreuve names a bloc there is not: R201 says it",
        {"epreuves[1].blocs": ["BC9"]},
    ),
    dedans(
        "S406",
        "a slot instead",
        {"epreuves[1].appeles": ["M1"], "candidats[2].heure_passage": "9 h"},
    ),
    dehors(
        "S407",
        "left by its only candidate",
        {"candidats[3]": RETRAIT},
        ("jurys[1]", "Le jury « SUD » n’a pas de candidat."),
    ),
    dedans(
        "S407",
        "its candidate names a jury there is not: D103 says it",
        {"candidats[3].jury": "SUT"},
    ),
    dedans("S407", "one candidate each", {"candidats[2]": RETRAIT, "candidats[1]": RETRAIT}),
    dehors(
        "S408",
        "neither here nor there",
        {"jurys[0].adresse": []},
        ("jurys[0].adresse", "Le jury « NORD » n’a ni adresse ni visioconférence."),
    ),
    dedans(
        "S408",
        "at a distance",
        {"jurys[0].adresse": [], "jurys[0].visioconference": "https://example.org/nord"},
    ),
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
    dehors(
        "S410",
        "minutes of a jury that has decided and nothing more",
        {"dates.minutes": date(2030, 6, 19), "jurys[1].incidents": None},
        ("dates.minutes", "La date « 19/06/2030 » précède la décision du jury « SUD »."),
    ),
    dedans(
        "S410",
        "a paper that prints the day of délivrance: S419 says it",
        {"dates.preuve": date(2030, 6, 1)},
    ),
    dedans(
        "S410",
        "not yet judged",
        SANS_RESULTAT | {"candidats[3].resultats": [], "dates.minutes": date(2030, 6, 1)},
    ),
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
    dehors(
        "S411",
        "left open",
        phrase("Niveau {niveau."),
        ("phrases.niveau", "Les accolades ne se ferment pas."),
    ),
    dedans("S411", "a place twice, none of another", phrase("Niveau {niveau} ({niveau}) {{sic}}.")),
    dehors(
        "S418",
        "the number of the other jury",
        {"jurys[1].numero_pv": "PV-1"},
        ("jurys[1].numero_pv", "Le numéro « PV-1 » est déjà celui du jury « NORD »."),
    ),
    dedans("S418", "a number each", {"jurys[1].numero_pv": "PV-3"}),
    dehors(
        "S419",
        "the day after the délivrance",
        {"dates.preuve": date(2030, 7, 2)},
        (
            "dates.preuve",
            (
                "La date « 02/07/2030 » ne s’imprime pas : le papier « preuve » porte celle "
                "de la délivrance, 01/07/2030."
            ),
        ),
    ),
    dedans("S419", "a paper without délivrance", {"dates.minutes": date(2030, 7, 2)}),
    dedans("S419", "no day for it", {"dates.preuve": RETRAIT}),
    dedans("S419", "not yet delivered", {"dates.preuve": date(2030, 7, 2), "delivrance": None}),
    dehors(
        "S420",
        "for blocs that are not his",
        {"epreuves[1].appeles": ["M1", "M2"]},
        ("epreuves[1].appeles", f"L’épreuve « E2 » appelle « M2 », qui ne vise pas {B3}."),
    ),
    dedans(
        "S420",
        "of a bloc there is not: R201 says it",
        {"epreuves[1].appeles": ["M2"], "epreuves[1].blocs": ["X"]},
    ),
    dedans(
        "S420",
        "for one of two",
        {"epreuves[1].appeles": ["M1", "M2"], "epreuves[1].blocs": [B3, B2]},
    ),
    dedans("S420", "all are called, and those who aim at it come", {"epreuves[1].appeles": []}),
    *(
        dehors(
            "S421",
            table,
            {f"referentiel.{table}[1].autres_noms": ["autre", nom]},
            (f"{table}[1]", f"« {nom} » nomme aussi « {premier} »."),
        )
        for table, nom, premier in (
            ("voies", "Formation", "formation"),
            ("composantes", "Port de MER", "MER"),
            ("colleges", "gens de metier", "professionnel"),
            ("statuts", "ARTISAN", "artisan"),
        )
    ),
    dedans(
        "S421",
        "names of their own",
        {
            "referentiel.voies[0].autres_noms": ["F", "formation"],
            "referentiel.statuts[0].autres_noms": ["F"],
        },
    ),
    dehors(
        "S422",
        "the day before the first",
        {"jurys[0].date_deliberation": date(2030, 6, 9)},
        (
            "jurys[0].date_deliberation",
            "La délibération du « 09/06/2030 » précède le premier jour du jury, 10/06/2030.",
        ),
    ),
    dedans("S422", "the first day", {"jurys[0].date_deliberation": date(2030, 6, 10)}),
)

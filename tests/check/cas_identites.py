"""Cases of the rules D: who the candidates are."""

from __future__ import annotations

from datetime import date

from check.cas import Cas, dedans, dehors
from fabrique import RETRAIT

MEME_PERSONNE = {
    "candidats[1].nom_naissance": "dupre",
    "candidats[1].prenoms": "ELISE",
    "candidats[1].date_naissance": date(2000, 3, 1),
}
JUMELLE = MEME_PERSONNE | {"candidats[1].date_naissance": date(2000, 3, 2)}
SANS_COMPOSANTE = {f"{cle}.composante": None for cle in ("jurys[1]", "candidats[3]")}


def naitre(jour: date) -> dict[str, date]:
    """The first candidate born on `jour`; the jury decides on 12 June 2030, for 18 to 75 years."""
    return {"candidats[0].date_naissance": jour}


def say_age(jour: str, age: int) -> tuple[str, str]:
    """The finding on a birth date."""
    return (
        "candidats[0].date_naissance",
        f"La date de naissance « {jour} » donne {age} ans le jour du jury (de 18 à 75 attendus).",
    )


HOMONYMES = MEME_PERSONNE | {
    "candidats[1].commune_naissance": "Is",
    "candidats[1].adresse": ["4, quai du Vent"],
}
DEUX_NOMS = "« M1 » (Ys) et « M2 » (Is) portent le même nom et sont nés le même jour."

CAS: tuple[Cas, ...] = (
    dehors(
        "D101",
        "same matricule but for case",
        {"candidats[1].matricule": "m1"},
        (
            "candidats[1].matricule",
            "Le matricule « m1 » est déjà porté (session.toml, candidats[0].matricule).",
        ),
    ),
    dehors(
        "D101",
        "thrice: the second and the third",
        {"candidats[1].matricule": "M1", "candidats[2].matricule": "M1"},
        (
            "candidats[1].matricule",
            "Le matricule « M1 » est déjà porté (session.toml, candidats[0].matricule).",
        ),
        (
            "candidats[2].matricule",
            "Le matricule « M1 » est déjà porté (session.toml, candidats[0].matricule).",
        ),
    ),
    dedans("D101", "one letter apart", {"candidats[1].matricule": "M1b"}),
    dehors(
        "D102",
        "same person but for accents and case",
        MEME_PERSONNE,
        (
            "candidats[1].nom_naissance",
            "La même personne figure sous deux matricules, « M1 » et « M2 ».",
        ),
    ),
    dehors(
        "D102",
        "same person, from two keyboards",
        MEME_PERSONNE
        | {
            "candidats[0].nom_naissance": "TERI’ITAHI-ŁØĐ",
            "candidats[1].nom_naissance": "TERIʻITAHI LO‍D",
        },
        (
            "candidats[1].nom_naissance",
            "La même personne figure sous deux matricules, « M1 » et « M2 ».",
        ),
    ),
    dedans("D102", "homonyms born on two days", JUMELLE),
    dedans("D102", "homonyms of two towns: D119 says it", HOMONYMES),
    dehors(
        "D102",
        "of two towns, at one address",
        HOMONYMES | {"candidats[1].adresse": ["3, Quai du vent"]},
        (
            "candidats[1].nom_naissance",
            "La même personne figure sous deux matricules, « M1 » et « M2 ».",
        ),
    ),
    dehors(
        "D102",
        "of two towns and two addresses, in one unit",
        HOMONYMES | {"candidats[0].unite": "1er phare", "candidats[1].unite": "1ER PHARE"},
        (
            "candidats[1].nom_naissance",
            "La même personne figure sous deux matricules, « M1 » et « M2 ».",
        ),
    ),
    dehors(
        "D119",
        "another town of birth, another address",
        HOMONYMES,
        ("candidats[1].nom_naissance", DEUX_NOMS),
    ),
    dehors(
        "D119",
        "another town of birth, another unit, one address",
        HOMONYMES
        | {
            "candidats[0].unite": "1er phare",
            "candidats[1].unite": "2e phare",
            "candidats[1].adresse": ["3, quai du Vent"],
        },
        ("candidats[1].nom_naissance", DEUX_NOMS),
    ),
    dedans("D119", "one town: D102 says it", MEME_PERSONNE),
    dedans("D119", "homonyms born on two days", JUMELLE),
    dedans("D119", "the matricule too: D101 says it", HOMONYMES | {"candidats[1].matricule": "m1"}),
    dedans(
        "D102", "the matricule too: D101 says it", MEME_PERSONNE | {"candidats[1].matricule": "M1"}
    ),
    dehors(
        "D103",
        "a letter missing",
        {"candidats[0].jury": "NOR"},
        ("candidats[0].jury", "Le jury « NOR » n’existe pas dans la session."),
    ),
    dedans("D103", "another jury of the session", {"candidats[0].jury": "SUD"}),
    dehors(
        "D104",
        "of a candidate and of a jury",
        {"candidats[0].voie": "formacion", "jurys[1].voie": "exp"},
        ("candidats[0].voie", "La voie « formacion » n’est pas au référentiel."),
        ("jurys[1].voie", "La voie « exp » n’est pas au référentiel."),
    ),
    dedans("D104", "a closed route is known", {"candidats[0].voie": "libre"}),
    dehors(
        "D105",
        "of a candidate and of a jury",
        {"candidats[0].voie": "libre", "jurys[1].voie": "libre"},
        ("jurys[1].voie", "La voie « candidature libre » n’est pas ouverte par la fiche (2 fois)."),
    ),
    dedans(
        "D105",
        "the référentiel opens it",
        {"candidats[0].voie": "libre", "referentiel.voies[2].ouverte": True},
    ),
    dedans("D105", "an unknown one is left to D104", {"candidats[0].voie": "inconnue"}),
    dehors(
        "D106",
        "another route, another composante",
        {"candidats[0].voie": "experience", "candidats[1].composante": "LAC"},
        ("candidats[0].voie", "« expérience » n’est pas celle du jury « NORD », « formation »."),
        (
            "candidats[1].composante",
            "« port du lac » n’est pas celle du jury « NORD », « port de mer ».",
        ),
    ),
    dehors(
        "D106",
        "the route of a jury, and its three candidates",
        {"jurys[0].voie": "experience"},
        (
            "candidats[0].voie",
            "« formation » n’est pas celle du jury « NORD », « expérience » (3 fois).",
        ),
    ),
    dedans(
        "D106", "a composante on one side only: D107 says it", {"candidats[3].composante": None}
    ),
    dedans(
        "D106",
        "unknown or closed routes: D104 and D105 say it",
        {"jurys[0].voie": "x", "jurys[1].voie": "libre"},
    ),
    dedans("D106", "a composante on neither side", SANS_COMPOSANTE),
    dedans("D106", "both moved", {"candidats[3].composante": "LAC", "jurys[1].composante": "LAC"}),
    dehors(
        "D107",
        "unknown",
        {"candidats[0].composante": "MERE"},
        ("candidats[0].composante", "« MERE » n’est pas au référentiel (port)."),
    ),
    dehors(
        "D107",
        "missing from two candidates",
        {"candidats[0].composante": None, "candidats[2].composante": None},
        ("candidats[0].composante", "Le champ « port » manque (2 fois)."),
    ),
    dehors(
        "D107",
        "missing where the référentiel has some",
        SANS_COMPOSANTE,
        ("candidats[3].composante", "Le champ « port » manque."),
        ("jurys[1].composante", "Le champ « port » manque."),
    ),
    dedans("D107", "the other one", {"candidats[0].composante": "LAC"}),
    dedans(
        "D107",
        "none where the référentiel has none",
        {
            f"{cle}[{rang}].composante": None
            for cle, n in (("jurys", 2), ("candidats", 4))
            for rang in range(n)
        }
        | {"referentiel.composantes": []},
    ),
    dehors(
        "D108",
        "unknown",
        {"candidats[0].statut": "artisane"},
        ("candidats[0].statut", "Le statut « artisane » n’est pas au référentiel."),
    ),
    dehors(
        "D108",
        "none, though the référentiel lists some",
        {"candidats[0].statut": None},
        ("candidats[0].statut", "Le statut manque."),
    ),
    dedans(
        "D108",
        "none, and the référentiel lists none",
        {"candidats[0].statut": None, "referentiel.statuts": []},
    ),
    dehors(
        "D108",
        "no day, though prerequisites ask for the statut",
        {"candidats[0].date_statut": None},
        (
            "candidats[0].date_statut",
            "Le jour auquel le statut est jugé manque, alors que la validation en dépend.",
        ),
    ),
    dehors(
        "D108",
        "no day in all the table",
        {f"candidats[{rang}].date_statut": None for rang in range(4)},
        (
            "candidats[0].date_statut",
            "Le jour auquel le statut est jugé manque, alors que la validation en dépend (4 fois).",
        ),
    ),
    dedans("D108", "one that will not do is known", {"candidats[0].statut": "apprenti"}),
    dedans(
        "D108",
        "no day, and no statut asked",
        {"candidats[0].date_statut": None, "candidats[0].composante": "LAC"},
    ),
    dedans(
        "D108",
        "the référentiel lists none",
        {"candidats[0].statut": "roi", "referentiel.statuts": []},
    ),
    dehors("D109", "eighteen the day after", naitre(date(2012, 6, 13)), say_age("13/06/2012", 17)),
    dedans("D109", "eighteen on the day", naitre(date(2012, 6, 12))),
    dehors("D109", "seventy-six on the day", naitre(date(1954, 6, 12)), say_age("12/06/1954", 76)),
    dedans("D109", "seventy-six the day after", naitre(date(1954, 6, 13))),
    dehors(
        "D109",
        "born on the day of the jury",
        naitre(date(2030, 6, 12)),
        (
            "candidats[0].date_naissance",
            "La date de naissance « 12/06/2030 » n’est pas antérieure au jury (12/06/2030).",
        ),
    ),
    dehors(
        "D109",
        "born after the jury",
        naitre(date(2030, 6, 13)) | {"referentiel.seuils.age_min": 0},
        (
            "candidats[0].date_naissance",
            "La date de naissance « 13/06/2030 » n’est pas antérieure au jury (12/06/2030).",
        ),
    ),
    dehors(
        "D110",
        "said once a grade",
        {"candidats[0].grade": "compagnon", "candidats[1].grade": "compagnon"},
        (
            "candidats[0].grade",
            (
                "Le grade « compagnon » n’est pas dans la table des grades (2 fois) : il "
                "sera imprimé tel quel."
            ),
        ),
    ),
    dedans(
        "D110",
        "abbreviation and full, whatever the case",
        {"candidats[0].grade": "mo", "candidats[1].grade": "Maître Ouvrier"},
    ),
    dedans(
        "D110",
        "no table of grades",
        {"candidats[0].grade": "compagnon", "referentiel.grades": RETRAIT},
    ),
)

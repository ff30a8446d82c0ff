"""Cases of what a day of birth that nobody knows leaves without an answer (D118), and of what the
other rules still know (D102, D109, D115)."""

from __future__ import annotations

from datetime import date

from check.cas import Cas, dedans, dehors

NE = "candidats[0].date_naissance"


def name_pareil(un: str, autre: str, **champs: str) -> dict[str, str]:
    """Two candidates of one name, born on `un` and `autre`."""
    return {
        "candidats[1].nom_naissance": "dupre",
        "candidats[1].prenoms": "ELISE",
        NE: un,
        "candidats[1].date_naissance": autre,
    } | {f"candidats[1].{champ}": value for champ, value in champs.items()}


def doubt_personne(un: str, autre: str) -> tuple[str, str]:
    return (
        "candidats[1].nom_naissance",
        f"« M1 » ({un}) et « M2 » ({autre}) portent le même nom, et un jour de naissance n’est pas "
        "connu : rien ne dit s’ils sont une seule personne.",
    )


def doubt_age(dit: str) -> tuple[str, str]:
    return (
        NE,
        f"« {dit} » ne dit pas le jour de naissance : l’âge le jour du jury ne peut pas être "
        "vérifié (de 18 à 75 attendus).",
    )


# The jury decides on 12 June 2030.
AGES: tuple[Cas, ...] = (
    dehors("D118", "eighteen within the year", {NE: "2012"}, doubt_age("2012")),
    dehors("D118", "eighteen within the month", {NE: "06/2012"}, doubt_age("06/2012")),
    dehors("D118", "seventy-six within the year", {NE: "00/00/1954"}, doubt_age("1954")),
    dedans("D118", "eighteen on any day of the year", {NE: "2011"}),
    dedans("D118", "eighteen on any day of the month", {NE: "00/05/2012"}),
    dedans("D118", "too young whatever the day: D109 says it", {NE: "2013"}),
    dedans(
        "D118", "a jury that does not exist: D103 says it", {NE: "2012", "candidats[0].jury": "X"}
    ),
    dehors(
        "D109",
        "too young whatever the day",
        {NE: "2013"},
        (NE, "La date de naissance « 2013 » donne 16 ans le jour du jury (de 18 à 75 attendus)."),
    ),
    dehors(
        "D109",
        "born after the jury, whatever the day",
        {NE: "07/2030"},
        (NE, "La date de naissance « 07/2030 » n’est pas antérieure au jury (12/06/2030)."),
    ),
    dedans("D109", "eighteen within the year: D118 says it", {NE: "2012"}),
)
DATES: tuple[Cas, ...] = (
    dehors(
        "D118",
        "a day of the year of birth",
        {NE: "2000", "candidats[0].date_entree": date(2000, 3, 1)},
        (
            "candidats[0].date_entree",
            "« 2000 » ne dit pas le jour de naissance : rien ne dit si la date « 01/03/2000 » la "
            "précède.",
        ),
    ),
    dedans(
        "D118",
        "a day after the year of birth",
        {NE: "2000", "candidats[0].date_entree": "01/01/2001"},
    ),
    dedans(
        "D118",
        "before the year of birth: D115 says it",
        {NE: "2000", "candidats[0].date_entree": date(1999, 12, 31)},
    ),
    dehors(
        "D115",
        "before the year of birth",
        {NE: "2000", "candidats[0].date_entree": date(1999, 12, 31)},
        ("candidats[0].date_entree", "La date « 31/12/1999 » précède la naissance (2000)."),
    ),
    dedans(
        "D115",
        "within the month of birth: D118 says it",
        {NE: "03/2000", "candidats[0].date_entree": date(2000, 3, 2)},
    ),
)
PERSONNES: tuple[Cas, ...] = (
    dehors(
        "D118",
        "one name, a year and a day of it",
        name_pareil("2000", "01/03/2000"),
        doubt_personne("2000", "01/03/2000"),
    ),
    dehors(
        "D118",
        "one name, one month, two communes",
        name_pareil("03/2000", "mars 2000", commune_naissance="Is"),
        doubt_personne("03/2000", "03/2000"),
    ),
    dedans("D118", "one name, two years", name_pareil("2000", "01/03/2001")),
    dedans("D118", "one name, two months", name_pareil("02/2000", "01/03/2000")),
    dedans(
        "D118",
        "one name, two known days: D102 weighs them",
        name_pareil("02/03/2000", "01/03/2000"),
    ),
    dedans(
        "D118", "all that is known is the same: D102 says it", name_pareil("2000", "00/00/2000")
    ),
    dedans(
        "D118", "the matricule too: D101 says it", name_pareil("2000", "01/03/2000", matricule="M1")
    ),
    dehors(
        "D102",
        "all that is known is the same",
        name_pareil("2000", "00/00/2000"),
        (
            "candidats[1].nom_naissance",
            "La même personne figure sous deux matricules, « M1 » et « M2 ».",
        ),
    ),
    dedans("D102", "one year, two communes", name_pareil("2000", "2000", commune_naissance="Is")),
)

CAS = AGES + DATES + PERSONNES

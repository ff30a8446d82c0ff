"""Cases of the rules D111 to D116: civil status, and the days of a candidate's life."""

from __future__ import annotations

from datetime import date
from typing import Any

from check.cas import Cas, dedans, dehors

ECHEANCE = date(2030, 6, 11)
"""The day before the jury NORD decides."""


def prenoms(*noms: str) -> dict[str, Any]:
    """The first names of the candidates, in order; birth names without an accent."""
    changes = {
        f"candidats[{i}].nom_naissance": nom
        for i, nom in enumerate(("DUPRE", "LE GOFF", "KERN", "MOREL"))
    }
    return changes | {f"candidats[{i}].prenoms": nom for i, nom in enumerate(noms)}


def capitale(rang: int, mot: str, jumeau: str, champ: str = "prenoms") -> tuple[str, str]:
    """The finding on a word whose accent is known elsewhere."""
    return (
        f"candidats[{rang}].{champ}",
        f"« {mot} » a une capitale sans accent, et le reste du tableau en a (« {jumeau} »).",
    )


def naissance(territoire: str, insee: str | None) -> dict[str, Any]:
    """The birth place of the first candidate."""
    return {"candidats[0].territoire_naissance": territoire, "candidats[0].insee_naissance": insee}


def desaccord(territoire: str, insee: str, ou: str) -> tuple[str, str]:
    """The finding on that birth place."""
    return (
        "candidats[0].insee_naissance",
        f"Le code INSEE « {insee} » désigne {ou}, et le lieu de naissance est « {territoire} ».",
    )


def apres(champ: str, jour: date | None) -> dict[str, Any]:
    """A jury the day after the échéance; the first candidate entered on `jour`."""
    others = {f"candidats[{rang}].{champ}": date(2029, 9, 1) for rang in (1, 2)}
    voie = {"referentiel.voies[0].validation_acquis": champ == "date_recevabilite"}
    sud = {"candidats[3].date_entree": ECHEANCE}
    return {"referentiel.echeance": ECHEANCE, f"candidats[0].{champ}": jour} | others | voie | sud


CAPITALES: tuple[Cas, ...] = (
    dehors(
        "D111",
        "the same first name, accented elsewhere",
        prenoms("ELODIE", "Élodie"),
        capitale(0, "ELODIE", "Élodie"),
    ),
    dehors(
        "D111",
        "its first letter alone",
        prenoms("Elodie", "Marie-Élodie"),
        capitale(0, "Elodie", "Élodie"),
    ),
    dehors(
        "D111",
        "in a table all in capitals, known to the référentiel",
        prenoms("HELENE", "ÉMILE", "MARC", "PAUL") | {"referentiel.prenoms_accentues": ["Hélène"]},
        capitale(0, "HELENE", "Hélène"),
    ),
    dehors(
        "D111",
        "alone in capitals among accents",
        prenoms("ELODIE", "Zoé", "Marc", "Paul"),
        (
            "candidats[0].prenoms",
            "« ELODIE » est en capitales sans accent, et le reste du tableau en a.",
        ),
    ),
    dehors(
        "D111",
        "a birth name and the nom d’usage of another are two columns; two birth names are one",
        prenoms("Élise", "Yann", "Yann", "Yann")
        | {"candidats[0].nom_naissance": "LEFÈVRE", "candidats[1].nom_naissance": "LEFEVRE"}
        | {"candidats[2].nom_usage": "LEFEVRE"},
        capitale(1, "LEFEVRE", "LEFÈVRE", "nom_naissance"),
    ),
    dedans("D111", "no accent anywhere", prenoms("ELODIE", "Yann", "Marc", "Paul")),
    dedans("D111", "capitals with theirs", prenoms("ÉLODIE", "Élodie", "Zoé", "Paul")),
    dedans("D111", "small letters are another matter", prenoms("Zoe", "Zoé", "Marc", "Paul")),
    dedans("D111", "all in capitals, none known", prenoms("MARC", "ÉLODIE", "PAUL", "YANN")),
)

LIEUX: tuple[Cas, ...] = (
    dehors(
        "D112",
        "of a candidate and of a member",
        {"candidats[0].civilite": "Monsieur", "jurys[0].membres[2].sexe": "F"},
        ("candidats[0].civilite", "La civilité « Monsieur » et le sexe « F » ne s’accordent pas."),
        (
            "jurys[0].membres[2].civilite",
            "La civilité « Monsieur » et le sexe « F » ne s’accordent pas.",
        ),
    ),
    dedans("D112", "both changed", {"candidats[0].civilite": "M.", "candidats[0].sexe": "M"}),
    dehors(
        "D113",
        "a département abroad",
        naissance("Finistère", "99109"),
        desaccord("Finistère", "99109", "un pays étranger"),
    ),
    dehors(
        "D113",
        "a country at home",
        naissance("allemagne", "29155"),
        desaccord("allemagne", "29155", "la France"),
    ),
    dehors(
        "D113",
        "an overseas territory is not abroad",
        naissance("Nouvelle-Calédonie", "99818"),
        desaccord("Nouvelle-Calédonie", "99818", "un pays étranger"),
    ),
    dedans(
        "D113", "Nouvelle-Calédonie under its own code", naissance("Nouvelle-Calédonie", "98818")
    ),
    dedans("D113", "La Réunion, Polynésie and a former département", naissance("Réunion", "97411")),
    dedans("D113", "Polynésie française", naissance("POLYNESIE FRANCAISE", "98735")),
    dedans("D113", "a former département", naissance("Seine-et-Oise", "78646")),
    dedans("D113", "Corsica", naissance("Haute-Corse", "2B033")),
    dedans("D113", "a country", naissance("Viêt Nam", "99243")),
    dedans(
        "D113", "a country that is no more: no list knows it", naissance("Yougoslavie", "99121")
    ),
    dedans("D113", "no code", naissance("Allemagne", None)),
)

ENTREES: tuple[Cas, ...] = (
    dehors(
        "D114",
        "the day after",
        apres("date_entree", date(2030, 6, 12)),
        (
            "candidats[0].date_entree",
            "La date d’entrée en formation, « 12/06/2030 », suit l’échéance, et le jury "
            "siège le 12/06/2030, "
            "après l’échéance du 11/06/2030.",
        ),
    ),
    dedans("D114", "on the day", apres("date_entree", ECHEANCE)),
    dehors(
        "D114",
        "unknown",
        apres("date_entree", None),
        (
            "candidats[0].date_entree",
            (
                "La date d’entrée en formation manque, et le jury siège le 12/06/2030, après "
                "l’échéance du 11/06/2030."
            ),
        ),
    ),
    dehors(
        "D114",
        "recevable the day after, though he entered some training before",
        apres("date_recevabilite", date(2030, 6, 12))
        | {"candidats[0].date_entree": date(2029, 9, 1)},
        (
            "candidats[0].date_recevabilite",
            "La date de recevabilité, « 12/06/2030 », suit l’échéance, et le jury siège "
            "le 12/06/2030, "
            "après l’échéance du 11/06/2030.",
        ),
    ),
    dedans("D114", "recevable on the day", apres("date_recevabilite", ECHEANCE)),
    dedans(
        "D114", "unknown, and the jury sits on the day", {"referentiel.echeance": date(2030, 6, 20)}
    ),
)

NAISSANCE = date(2000, 3, 1)
"""The day of birth of every candidate."""


def naitre(champ: str, jour: date) -> dict[str, Any]:
    """A date of the second candidate, who has one of each."""
    return {f"candidats[1].{champ}": jour}


DATES: tuple[Cas, ...] = (
    *(
        dehors(
            "D115",
            f"{champ}, the day of birth",
            naitre(champ, NAISSANCE),
            (f"candidats[1].{champ}", "La date « 01/03/2000 » précède la naissance (01/03/2000)."),
        )
        for champ in (
            "date_statut",
            "date_entree",
            "date_recevabilite",
            "prerequis[0].du",
            "resultats[2].date",
        )
    ),
    dedans("D115", "the day after", naitre("resultats[2].date", date(2000, 3, 2))),
    dedans(
        "D115",
        "born after the jury: D109 says it",
        {"candidats[1].date_naissance": date(2031, 1, 1)},
    ),
    dehors(
        "D116",
        "entered the day after the decision",
        {"candidats[0].date_entree": date(2030, 6, 13)},
        (
            "candidats[0].date_entree",
            "La date d’entrée en formation, « 13/06/2030 », suit le jury (12/06/2030).",
        ),
    ),
    dehors(
        "D116",
        "recevable the day after",
        {"candidats[3].date_recevabilite": date(2030, 6, 21)},
        (
            "candidats[3].date_recevabilite",
            "La date de recevabilité, « 21/06/2030 », suit le jury (20/06/2030).",
        ),
    ),
    dedans("D116", "on the day", {"candidats[0].date_entree": date(2030, 6, 12)}),
    dedans("D114", "after the jury too: D116 says it", apres("date_entree", date(2030, 6, 13))),
)

ALPHABETS: tuple[Cas, ...] = (
    dehors(
        "D120",
        "a Cyrillic letter in a word, a Greek one, a whole word of look-alikes",
        {
            "candidats[0].nom_naissance": "МОREАU",
            "candidats[1].prenoms": "Ρaul, Ana",
            "candidats[2].nom_usage": "СОСА",
            "jurys[0].membres[2].nom": "AUТAN",
            "signataires[0].prenom": "Inеs",
        },
        (
            "candidats[0].nom_naissance",
            "« МОREАU » contient « М » (cyrillique), « О » (cyrillique), « А » (cyrillique), "
            "que l’œil prend pour des lettres latines.",
        ),
        (
            "candidats[1].prenoms",
            "« Ρaul, Ana » contient « Ρ » (grec), que l’œil prend pour une lettre latine.",
        ),
        (
            "candidats[2].nom_usage",
            "« СОСА » contient « С » (cyrillique), « О » (cyrillique), « А » (cyrillique), "
            "que l’œil prend pour des lettres latines.",
        ),
        (
            "jurys[0].membres[2].nom",
            "« AUТAN » contient « Т » (cyrillique), que l’œil prend pour une lettre latine.",
        ),
        (
            "signataires[0].prenom",
            "« Inеs » contient « е » (cyrillique), que l’œil prend pour une lettre latine.",
        ),
    ),
    dedans(
        "D120",
        "strokes, hooks and signs of Latin alphabets, and a person named in Cyrillic",
        {
            "candidats[0].nom_naissance": "ĐẶNG-ŁØĦŊ",
            "candidats[0].prenoms": "José Mª, ʻAhu’ura",
            "candidats[1].nom_naissance": "АННА",
            "candidats[1].prenoms": "МАРТА ИВАНОВНА",
        },
    ),
)

CAS = CAPITALES + LIEUX + ENTREES + DATES + ALPHABETS

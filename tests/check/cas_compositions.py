"""Cases of the rules J on compositions, of two to four members."""

from __future__ import annotations

from check.cas import Cas, dedans, dehors
from check.jurys_types import REMPLACE, nord, sud
from fabrique import MEMBRE, RETRAIT, SUPPLEANT

SUPPLEANT_PRESIDENT = SUPPLEANT | {"id": "S0", "suppleant_de": "P1", "presence": "présent"}
PRESIDENT_REMPLACE = {
    "jurys[0].membres[0].presence": "remplacé",
    "jurys[0].membres[0].remplace_par": "S0",
    "jurys[0].membres[5]": SUPPLEANT_PRESIDENT | {"fonction": "capitaine du phare"},
}


def say_forme(jury: str, effectif: int, tort: str) -> str:
    """The message of J304."""
    return f"Le jury « {jury} », à {effectif} membres, n’a pas la forme de la fiche : {tort}."


CAS: tuple[Cas, ...] = (
    dehors(
        "J301",
        "five designated",
        {"jurys[0].membres[5]": MEMBRE | {"id": "A5"}},
        ("jurys[0].membres", "Le jury « NORD » compte 5 membres, pour 2 à 4 admis."),
    ),
    dehors(
        "J301",
        "one of two came",
        sud(1, presence="absent"),
        ("jurys[1].membres", "Le jury « SUD » compte 1 membre, pour 2 à 4 admis."),
    ),
    dedans("J301", "two of four came", nord(1, presence="absent") | nord(2, presence="absent")),
    dedans(
        "J301",
        "one of two is said to come, and nothing is judged",
        sud(1, presence="absent") | {"candidats[3].resultats": []},
    ),
    dehors(
        "J302",
        "none designated",
        nord(0, role="membre"),
        ("jurys[0].membres", "Le jury « NORD » n’a pas de président."),
    ),
    dehors(
        "J302",
        "two designated",
        nord(1, role="président"),
        ("jurys[0].membres", "Le jury « NORD » a 2 présidents."),
    ),
    dehors(
        "J302",
        "designated and not there",
        nord(0, presence="absent"),
        ("jurys[0].membres", "Le jury « NORD » n’a pas de président."),
    ),
    dedans("J302", "the suppléant of the president sits", PRESIDENT_REMPLACE),
    dehors(
        "J303",
        "three sat",
        nord(2, presence="absent"),
        (
            "jurys[0].membres",
            "Le jury « NORD » siège à 3 : la fiche ne décrit pas cette composition.",
        ),
    ),
    dehors(
        "J303",
        "the fiche has no form for four, nor for two",
        {
            "referentiel.voies[0].jury.formations[0]": RETRAIT,
            "referentiel.voies[1].jury.formations[1]": RETRAIT,
        },
        (
            "jurys[0].membres",
            "Le jury « NORD » siège à 4 : la fiche ne décrit pas cette composition.",
        ),
        (
            "jurys[1].membres",
            "Le jury « SUD » siège à 2 : la fiche ne décrit pas cette composition.",
        ),
    ),
    dedans("J303", "the suppléant makes them four", REMPLACE),
    dedans("J303", "out of the bounds: J301 says it", sud(1, presence="absent")),
    dehors(
        "J304",
        "full form, a trainer too many",
        nord(2, college="formateur"),
        ("jurys[0].membres", say_forme("NORD", 4, "1 membre du collège « gens de métier » pour 2")),
        ("jurys[0].membres", say_forme("NORD", 4, "2 membres du collège « maîtres » pour 1")),
    ),
    dehors(
        "J304",
        "reduced form, the president is a trainer",
        sud(0, formateur=True),
        (
            "jurys[1].membres",
            say_forme(
                "SUD", 2, "1 professionnel non formateur, président compris, pour 2 au moins"
            ),
        ),
        ("jurys[1].membres", say_forme("SUD", 2, "le président est formateur")),
    ),
    dehors(
        "J304",
        "reduced form, the president of the other college",
        sud(0, college="formateur"),
        (
            "jurys[1].membres",
            say_forme(
                "SUD", 2, "1 professionnel non formateur, président compris, pour 2 au moins"
            ),
        ),
        (
            "jurys[1].membres",
            say_forme("SUD", 2, "le président n’est pas du collège « gens de métier »"),
        ),
    ),
    dedans(
        "J304",
        "full form, the president of the other college",
        nord(0, college="formateur", formateur=True),
    ),
    dedans("J304", "the fiche is silent on three", nord(3, presence="absent")),
    dehors(
        "J305",
        "both",
        nord(2, formateur=True),
        (
            "jurys[0].membres[2].college",
            "Le membre « A2 » est du collège « professionnel » et formateur.",
        ),
    ),
    dedans("J305", "the president, where the form admits it", nord(0, formateur=True)),
    dehors(
        "J306",
        "neither by office nor for another",
        nord(0, fonction="adjointe"),
        (
            "jurys[0].membres[0].representant_de",
            (
                "Le président « P1 » n’est ni le maître du port ou le capitaine du phare, ni "
                "son représentant."
            ),
        ),
    ),
    dehors(
        "J306",
        "the suppléant of the president",
        {"jurys[0].membres[5]": SUPPLEANT_PRESIDENT | {"presence": "non appelé"}},
        (
            "jurys[0].membres[5].representant_de",
            (
                "Le président « S0 » n’est ni le maître du port ou le capitaine du phare, ni "
                "son représentant."
            ),
        ),
    ),
    dedans("J306", "by office, typed otherwise", nord(0, fonction="Le Capitaine du phare")),
    dedans("J306", "by office, a woman", nord(0, fonction="la capitaine du phare")),
    dedans("J306", "for the other", nord(0, fonction="adjointe", representant_de="Maître du port")),
)

"""Cases of the rules on how blocs make the certification: options, equivalences, the rule itself."""

from __future__ import annotations

from typing import Any

from check.cas import Cas, dedans, dehors
from fabrique import B1, B2, B3, RETRAIT, list_resultats

REGLE = "referentiel.acquisition.regle"
REQUIS = "referentiel.acquisition.blocs_requis"
OPTIONS = [
    {"code": "coq", "intitule": "girouettes à coq", "tous": [B2]},
    {"code": "fleche", "intitule": "girouettes à flèche", "tous": [B3]},
]
SANS_DEUX = list_resultats("acquis", None, "acquis")[::2]
EQUIVALENCE = {"bloc": B2, "blocs": ["AILLEURSBC07", "AILLEURSBC08"], "source": "fiche d’essai"}
PAR_EQUIVALENCE = {
    "bloc": B2,
    "issue": "par équivalence",
    "code": "AILLEURSBC07 + AILLEURSBC08",
    "piece": "attestation d’Ailleurs",
}


def rule(regle: dict[str, Any], **changements: Any) -> dict[str, Any]:
    """The référentiel of the cases under another rule; the candidates aim at what they did."""
    return {REQUIS: [], REGLE: regle} | changements


def options(*choix: str | None) -> dict[str, Any]:
    """One common bloc and two options, and what the four candidates chose and aim at."""
    own = {"coq": [B1, B2], "fleche": [B1, B3], None: [B1]}
    changements: dict[str, Any] = {}
    for rang, choisie in enumerate(choix):
        blocs = own.get(choisie, [B1])
        changements |= {
            f"candidats[{rang}].option": choisie,
            f"candidats[{rang}].blocs_vises": blocs,
            f"candidats[{rang}].resultats": [{"bloc": b, "issue": "acquis"} for b in blocs],
        }
    return rule({"tous": [B1, {"options": OPTIONS}]}, **changements)


CAS: tuple[Cas, ...] = (
    dehors(
        "R217",
        "a bloc of an option, and none chosen",
        options("coq", "fleche", "coq", "fleche") | {"candidats[0].option": None},
        ("candidats[0].option", "Le candidat vise un bloc d’une option, et n’en a choisi aucune."),
    ),
    dehors(
        "R217",
        "an option that is none",
        options("coq", "fleche", "coq", "fleche") | {"candidats[3].option": "soleil"},
        ("candidats[3].option", "L’option « soleil » n’est pas au référentiel."),
    ),
    dehors(
        "R217",
        "an option where there are none",
        {"candidats[0].option": "coq"},
        ("candidats[0].option", "« coq » est une option, et cette voie n’en a pas."),
    ),
    dedans("R217", "both options", options("coq", "fleche", "coq", "fleche")),
    dedans(
        "R217", "the common bloc alone, nothing chosen yet", options(None, "coq", "fleche", "coq")
    ),
    dehors(
        "R218",
        "the bloc of the other option",
        options("coq", "fleche", "coq", "fleche") | {"candidats[0].blocs_vises": [B1, B3]},
        (
            "candidats[0].blocs_vises",
            f"Le bloc « {B3} » n’est pas de l’option « girouettes à coq ».",
        ),
    ),
    dehors(
        "R218",
        "a bloc of another route",
        rule({"tous": [B1, B2, B3]})
        | {"referentiel.acquisition.par_voie": {"formation": {"tous": [B1, B2]}}},
        *(
            (
                f"candidats[{rang}].blocs_vises",
                f"Le bloc « {B3} » n’est pas de la voie « formation ».",
            )
            for rang in (0, 2)
        ),
    ),
    dedans("R218", "the blocs of one’s own option", options("coq", "fleche", "coq", "fleche")),
    dedans(
        "R218",
        "an optional bloc",
        rule({"tous": [B1, B2]}) | {"referentiel.acquisition.blocs_facultatifs": [B3]},
    ),
    dehors(
        "R219",
        "neither code nor piece",
        {
            "referentiel.equivalences": [EQUIVALENCE],
            "candidats[0].blocs_vises": [B1, B3],
            "candidats[0].resultats[1]": {"bloc": B2, "issue": "par équivalence"},
        },
        (
            "candidats[0].resultats[1].code",
            f"Le bloc « {B2} » est acquis par équivalence, et le code du bloc qui y donne droit "
            "manque.",
        ),
        (
            "candidats[0].resultats[1].piece",
            f"Le bloc « {B2} » est acquis par équivalence, et la pièce manque.",
        ),
    ),
    dehors(
        "R219",
        "one of the two blocs that count together",
        {
            "referentiel.equivalences": [EQUIVALENCE],
            "candidats[0].blocs_vises": [B1, B3],
            "candidats[0].resultats[1]": PAR_EQUIVALENCE | {"code": "AILLEURSBC07"},
        },
        (
            "candidats[0].resultats[1].code",
            f"Aucune équivalence du référentiel ne donne le bloc « {B2} » pour « AILLEURSBC07 ».",
        ),
    ),
    dehors(
        "R219",
        "none in the référentiel",
        {
            "candidats[0].blocs_vises": [B1, B3],
            "candidats[0].resultats[1]": PAR_EQUIVALENCE,
        },
        (
            "candidats[0].resultats[1].code",
            f"Aucune équivalence du référentiel ne donne le bloc « {B2} » pour "
            "« AILLEURSBC07 + AILLEURSBC08 ».",
        ),
    ),
    dehors(
        "R219",
        "aimed at all the same",
        {
            "referentiel.equivalences": [EQUIVALENCE],
            "candidats[0].resultats[1]": PAR_EQUIVALENCE,
        },
        (
            "candidats[0].resultats[1].issue",
            f"Le bloc « {B2} » est visé alors qu’il est acquis par équivalence.",
        ),
    ),
    dedans(
        "R219",
        "both blocs, in the other order",
        {
            "referentiel.equivalences": [EQUIVALENCE],
            "candidats[0].blocs_vises": [B1, B3],
            "candidats[0].resultats[1]": PAR_EQUIVALENCE | {"code": "AILLEURSBC08, AILLEURSBC07"},
        },
    ),
    dehors(
        "S425",
        "a bloc that no rule asks for",
        {REQUIS: [B1, B2]},
        ("acquisition", f"Aucune règle ne dit si le bloc « {B3} » est demandé."),
    ),
    dehors(
        "S425",
        "a bloc that does not exist",
        {f"{REQUIS}[3]": "ESSAI01BC04"},
        ("acquisition.blocs_requis", "Le bloc « ESSAI01BC04 » n’est pas au référentiel."),
    ),
    dehors(
        "S425",
        "optional, and asked for",
        {"referentiel.acquisition.blocs_facultatifs": [B3]},
        (
            "acquisition.blocs_facultatifs",
            f"Le bloc « {B3} » est facultatif, et une règle le demande.",
        ),
    ),
    dehors(
        "S425",
        "more than there are",
        rule({"au_moins": 4, "parmi": [B1, B2, B3]}),
        ("acquisition.regle", "Il faut 4 éléments au moins, et « parmi » en a 3."),
    ),
    dehors(
        "S425",
        "one bloc that counts for two",
        rule({"au_moins": 2, "parmi": [B1, {"tous": [B1, B2]}, B3]}),
        ("acquisition.regle", f"Dans « parmi », le bloc « {B1} » compte pour 2 éléments."),
    ),
    dehors(
        "S425",
        "an option alone",
        options("coq", "coq", "coq", "coq") | {REGLE: {"tous": [B1, B3, {"options": OPTIONS[:1]}]}},
        ("acquisition.regle", "L’option « coq » est seule : il n’y a rien à choisir."),
    ),
    dehors(
        "S425",
        "two options of one code",
        options("coq", "coq", "coq", "coq")
        | {REGLE: {"tous": [B1, {"options": [OPTIONS[0], OPTIONS[1] | {"code": "coq"}]}]}},
        ("acquisition.regle", "L’option « coq » est donnée 2 fois."),
    ),
    dehors(
        "S425",
        "two lists of options",
        options("coq", "coq", "coq", "coq")
        | {REGLE: {"tous": [B1, {"options": OPTIONS}, {"options": OPTIONS}]}},
        (
            "acquisition.regle",
            "La règle a deux listes d’options, et un candidat n’en choisit qu’une.",
        ),
    ),
    dehors(
        "S425",
        "a route that does not exist",
        {"referentiel.acquisition.par_voie": {"voilier": {"tous": [B1, B2, B3]}}},
        (
            "acquisition.par_voie.voilier",
            "La voie « voilier » n’est pas au référentiel.",
        ),
    ),
    dehors(
        "S425",
        "blocs, and no rule",
        {"referentiel.acquisition": RETRAIT},
        (
            "acquisition",
            "La certification a des blocs, et rien ne dit lesquels il faut.",
        ),
    ),
    dehors(
        "S425",
        "a rule, and no blocs",
        {"referentiel.blocs": []},
        (
            "acquisition",
            "Cette certification n’a pas de blocs, et « acquisition » dit comment ils "
            "s’acquièrent.",
        ),
    ),
    dedans("S425", "one of three", rule({"un_parmi": [B1, B2, B3]})),
    dedans("S425", "as many as there are", rule({"au_moins": 3, "parmi": [B1, B2, B3]})),
    dedans(
        "S425",
        "one way or another, both with one bloc",
        rule({"un_parmi": [{"tous": [B1, B2]}, {"tous": [B1, B3]}]}),
    ),
    dedans(
        "S425",
        "a bloc of one route alone",
        rule({"tous": [B1, B2]})
        | {"referentiel.acquisition.par_voie": {"experience": {"tous": [B1, B2, B3]}}},
    ),
    dehors(
        "S426",
        "a level without its sentence",
        {"referentiel.phrases.niveau": RETRAIT},
        (
            "phrases.niveau",
            "La certification a un niveau, et « phrases.niveau » manque.",
        ),
    ),
    dehors(
        "S426",
        "blocs without the sentence of attestations",
        {"referentiel.phrases.reserve_attestation": RETRAIT},
        (
            "phrases.reserve_attestation",
            "La certification a des blocs, et « phrases.reserve_attestation » manque.",
        ),
    ),
    dehors(
        "S426",
        "a validity without its sentence",
        {"referentiel.validite": {"annees": 2, "source": "fiche d’essai"}},
        (
            "phrases.validite",
            "La certification a une validité, et « phrases.validite » manque.",
        ),
    ),
    dehors(
        "S426",
        "one level of the two",
        {"referentiel.niveau_europeen": RETRAIT},
        ("niveau", "Un seul des deux niveaux est donné."),
    ),
    dedans(
        "S426",
        "neither level, nor its sentence",
        {
            "referentiel.niveau": RETRAIT,
            "referentiel.niveau_europeen": RETRAIT,
            "referentiel.phrases.niveau": RETRAIT,
        },
    ),
    dedans(
        "S426",
        "a validity that never ends",
        {"referentiel.validite": {"source": "fiche d’essai"}},
    ),
)

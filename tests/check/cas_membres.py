"""Cases of the rules J on each member, and on who sat."""

from __future__ import annotations

from datetime import date, timedelta

from check.cas import Cas, dedans, dehors
from check.jurys_types import REMPLACE, nord, sud
from fabrique import JOUR, SUPPLEANT

SANS_RESULTAT = {"candidats[0].resultats": []}

MARIN = {"referentiel.colleges[2]": {"code": "marin", "intitule": "gens de mer"}}
RIEN = {
    "referentiel.colleges[0].formateurs_admis": True,
    "referentiel.voies[0].jury.part_exterieurs_pct": None,
    "referentiel.voies[0].jury.mandat_mois": None,
    "referentiel.voies[0].jury.formations[1].president_formateur_admis": True,
}
"""Nothing of a member is weighed on the route of the jury NORD."""

PERSONNES: tuple[Cas, ...] = (
    dehors(
        "J307",
        "twice in a jury",
        nord(2, id="A1"),
        (
            "jurys[0].membres[2].id",
            "L’identifiant « A1 » est porté deux fois dans le jury « NORD ».",
        ),
    ),
    dedans("J307", "once in each of two", sud(1, id="A1")),
    dehors(
        "J320",
        "the same names, accents apart",
        nord(2, nom="ALIZE", prenom="Anne"),
        ("jurys[0].membres[2].nom", "La même personne est « A1 » et « A2 » dans le jury « NORD »."),
    ),
    dedans("J320", "another first name", nord(2, nom="ALIZÉ", prenom="Marc")),
    dehors(
        "J321",
        "the day after",
        nord(1, independance_declaree_le=JOUR + timedelta(days=1)),
        (
            "jurys[0].membres[1].independance_declaree_le",
            (
                f"« A1 » déclare son indépendance le {JOUR + timedelta(days=1):%d/%m/%Y}, "
                "après le jury."
            ),
        ),
    ),
    dedans("J321", "on the day", nord(1, independance_declaree_le=JOUR)),
    dehors(
        "J308",
        "of nobody, of a stranger, of a suppléant",
        nord(4, suppleant_de=None)
        | {
            "jurys[0].membres[5]": SUPPLEANT | {"id": "S2", "suppleant_de": "Q2"},
            "jurys[0].membres[6]": SUPPLEANT | {"id": "S3", "suppleant_de": "S2"},
        },
        (
            "jurys[0].membres[4].suppleant_de",
            "Le suppléant « S1 » ne l’est d’aucun titulaire du jury (« personne »).",
        ),
        (
            "jurys[0].membres[5].suppleant_de",
            "Le suppléant « S2 » ne l’est d’aucun titulaire du jury (« Q2 »).",
        ),
        (
            "jurys[0].membres[6].suppleant_de",
            "Le suppléant « S3 » ne l’est d’aucun titulaire du jury (« S2 »).",
        ),
    ),
    dehors(
        "J308",
        "a titular",
        nord(2, suppleant_de="A1"),
        (
            "jurys[0].membres[2].suppleant_de",
            "Le membre « A2 » est suppléant de quelqu’un sans en avoir le rôle.",
        ),
    ),
    dehors(
        "J308",
        "of the other college",
        nord(4, college="formateur"),
        (
            "jurys[0].membres[4].college",
            "Le suppléant « S1 » n’est pas du collège de son titulaire, « gens de métier ».",
        ),
    ),
    dedans("J308", "of the trainer, trainer", nord(4, suppleant_de="F1", college="formateur")),
    dehors(
        "J309",
        "backwards",
        nord(1, **{"mandat.du": date(2031, 1, 1)}),
        ("jurys[0].membres[1].mandat.au", "Le mandat finit avant de commencer."),
    ),
    dehors(
        "J309",
        "from the day after the first",
        nord(1, **{"mandat.du": date(2030, 6, 11)}),
        (
            "jurys[0].membres[1].mandat",
            "Le mandat de « A1 » (du 11/06/2030 au 31/12/2030) ne couvre pas le 10/06/2030.",
        ),
    ),
    dehors(
        "J309",
        "to the day before the deliberation, later than planned",
        nord(4, **{"mandat.au": date(2030, 6, 13)})
        | {"jurys[0].date_deliberation": date(2030, 6, 14)},
        (
            "jurys[0].membres[4].mandat",
            "Le mandat de « S1 » (du 01/01/2029 au 13/06/2030) ne couvre pas le 14/06/2030.",
        ),
    ),
    dedans(
        "J309",
        "the days of the jury and no more",
        nord(1, **{"mandat.du": date(2030, 6, 10), "mandat.au": JOUR}),
    ),
    dehors(
        "J330",
        "of a member",
        nord(1, college="formatrice"),
        ("jurys[0].membres[1].college", "Le collège « formatrice » n’est pas au référentiel."),
    ),
    dehors(
        "J330",
        "of the référentiel’s own forms",
        {
            "referentiel.voies[0].jury.formations[0].colleges": {"marin": 1},
            "referentiel.voies[1].jury.formations[1].president_colleges": ["phare"],
        },
        ("voies[0].jury.formations[0].colleges", "Le collège « marin » n’est pas au référentiel."),
        (
            "voies[1].jury.formations[1].president_colleges",
            "Le collège « phare » n’est pas au référentiel.",
        ),
    ),
    dedans("J330", "one more in the référentiel", MARIN | nord(1, college="marin")),
    dehors(
        "J331",
        "nothing is told",
        nord(2, formateur=None, externe_autorite=None, externe_certificateur=None, mandat=None),
        *(
            (
                f"jurys[0].membres[2].{champ}",
                f"Rien n’est dit de « {champ} », que la fiche fait vérifier, pour « A2 ».",
            )
            for champ in ("externe_autorite", "formateur", "mandat")
        ),
    ),
    dehors(
        "J331",
        "a college from outside the certificateur",
        {"referentiel.colleges[0].hors_certificateur": True} | nord(1, externe_certificateur=None),
        (
            "jurys[0].membres[1].externe_certificateur",
            "Rien n’est dit de « externe_certificateur », que la fiche fait vérifier, pour « A1 ».",
        ),
    ),
    dedans("J331", "what the fiche does not have checked", nord(1, externe_certificateur=None)),
    dedans(
        "J331",
        "a fiche that asks nothing",
        RIEN | nord(2, formateur=None, externe_autorite=None, mandat=None),
    ),
)

SEANCE: tuple[Cas, ...] = (
    dehors(
        "J310",
        "not written",
        nord(4, presence=None),
        ("jurys[0].membres[4].presence", "La présence de « S1 » n’est pas écrite."),
    ),
    dehors(
        "J310",
        "replaced by nobody, and named without being replaced",
        nord(1, presence="remplacé") | nord(2, remplace_par="S1"),
        (
            "jurys[0].membres[1].remplace_par",
            "La présence de « A1 » et son remplacement ne s’accordent pas.",
        ),
        (
            "jurys[0].membres[2].remplace_par",
            "La présence de « A2 » et son remplacement ne s’accordent pas.",
        ),
    ),
    dehors(
        "J310",
        "replaced by the suppléant of another",
        nord(2, presence="remplacé", remplace_par="S1"),
        ("jurys[0].membres[2].remplace_par", "« S1 » n’est pas un suppléant présent de « A2 »."),
    ),
    dehors(
        "J310",
        "replaced by a suppléant who was not called",
        nord(1, presence="remplacé", remplace_par="S1"),
        ("jurys[0].membres[1].remplace_par", "« S1 » n’est pas un suppléant présent de « A1 »."),
    ),
    dehors(
        "J310",
        "a suppléant beside his titular",
        nord(4, presence="présent"),
        (
            "jurys[0].membres[4].presence",
            "Le suppléant « S1 » siège sans que son titulaire soit remplacé par lui.",
        ),
    ),
    dehors(
        "J310",
        "not written, in a jury that has decided and nothing more",
        nord(4, presence=None) | {"jurys[0].incidents": None},
        ("jurys[0].membres[4].presence", "La présence de « S1 » n’est pas écrite."),
    ),
    dedans("J310", "replaced by his suppléant", REMPLACE),
    dedans("J310", "not judged yet", nord(4, presence=None) | SANS_RESULTAT),
)

CAS = PERSONNES + SEANCE

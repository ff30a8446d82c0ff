"""One mistake of the person, one finding: what follows from it is not said beside it."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from fabrique import B1, NON_ACQUIS, RETRAIT, list_resultats, make_examen

from amo_docs.check import run_checks

CANDIDATS_NORD = (0, 1, 2)
PRESIDENTE_DE_TROP = {"jurys[0].membres[1].role": "président", "jurys[0].membres[4]": RETRAIT}

ERREURS: dict[str, tuple[dict[str, Any], list[tuple[str, str]]]] = {
    "a route of a jury": ({"jurys[0].voie": "formacion"}, [("D104", "jurys[0].voie")]),
    "a route copied down": (
        {f"candidats[{rang}].voie": "formacion" for rang in CANDIDATS_NORD},
        [("D104", "candidats[0].voie")],
    ),
    "a route copied everywhere": (
        {"jurys[0].voie": "formacion"}
        | {f"candidats[{rang}].voie": "formacion" for rang in CANDIDATS_NORD},
        [("D104", "jurys[0].voie")],
    ),
    "a closed route": (
        {"jurys[0].voie": "libre"}
        | {f"candidats[{rang}].voie": "libre" for rang in CANDIDATS_NORD},
        [("D105", "jurys[0].voie")],
    ),
    "a composante of a jury": ({"jurys[0].composante": "MERE"}, [("D107", "jurys[0].composante")]),
    "a composante copied down": (
        {f"candidats[{rang}].composante": "MERE" for rang in range(4)},
        [("D107", "candidats[0].composante")],
    ),
    "no composante in the table": (
        {f"candidats[{rang}].composante": None for rang in range(4)},
        [("D107", "candidats[0].composante")],
    ),
    "a statut copied down": (
        {f"candidats[{rang}].statut": "artisane" for rang in range(4)},
        [("D108", "candidats[0].statut")],
    ),
    "a jury of a candidate": (
        {"candidats[0].jury": "NORT", "epreuves[0].appeles": ["M1", "M2", "M3"]},
        [("D103", "candidats[0].jury")],
    ),
    "the only candidate of a jury": ({"candidats[3].jury": "SUT"}, [("D103", "candidats[3].jury")]),
    "the code of a jury, that all the others name": (
        {"jurys[0].code": "NORT"},
        [("D103", "candidats[0].jury")],
    ),
    "a paper to sign": (
        {"signataires[0].papiers[0]": "apel"},
        [("S402", "signataires[0].papiers")],
    ),
    "a paper to date": (
        {"dates.appel": RETRAIT, "dates.apel": date(2030, 5, 2)},
        [("S402", "dates.apel")],
    ),
    "the jury of an épreuve": ({"epreuves[1].jury": "NORT"}, [("S405", "epreuves[1].jury")]),
    "a bloc of an épreuve": ({"epreuves[1].blocs": ["BC33"]}, [("R201", "epreuves[1].blocs")]),
    "a bloc aimed at": (
        {"candidats[0].blocs_vises[0]": "BC11"},
        [("R201", "candidats[0].blocs_vises")],
    ),
    "a bloc of a result": (
        {"candidats[0].resultats[0].bloc": "BC11"},
        [("R201", "candidats[0].resultats[0].bloc")],
    ),
    "an épreuve too few": ({"epreuves[1]": RETRAIT}, [("S406", "candidats[0].blocs_vises")]),
    "a second president": (PRESIDENTE_DE_TROP, [("J302", "jurys[0].membres")]),
    "no president": ({"jurys[0].membres[0].role": "membre"}, [("J302", "jurys[0].membres")]),
    "a college": (
        {"jurys[0].membres[1].college": "professionel"},
        [("J330", "jurys[0].membres[1].college")],
    ),
    "the code of a second jury": (
        {"jurys[1].code": "NORD", "candidats[3]": RETRAIT},
        [("S401", "jurys[1].code")],
    ),
    "the number of its minutes": ({"jurys[1].numero_pv": "PV-1"}, [("S418", "jurys[1].numero_pv")]),
    "the day of délivrance": (
        {"delivrance.date": date(2030, 6, 1), "dates.preuve": RETRAIT, "dates.parchemin": RETRAIT},
        [("R209", "delivrance.date")],
    ),
    "the date of the minutes": ({"dates.minutes": date(2030, 6, 1)}, [("S410", "dates.minutes")]),
    "a mandate that designates all": (
        {f"jurys[0].membres[{rang}].mandat.au": date(2030, 6, 11) for rang in range(5)},
        [("J309", "jurys[0].membres[0].mandat")],
    ),
    "a mandate of all, too long": (
        {f"jurys[0].membres[{rang}].mandat.au": date(2032, 6, 11) for rang in range(5)},
        [("J315", "jurys[0].membres[0].mandat.au")],
    ),
    "nobody's presence written": (
        {f"jurys[0].membres[{rang}].presence": None for rang in range(5)},
        [("J310", "jurys[0].membres[0].presence")],
    ),
    "nothing said of trainers": (
        {f"jurys[0].membres[{rang}].formateur": None for rang in range(5)},
        [("J331", "jurys[0].membres[0].formateur")],
    ),
    "nobody declared independent": (
        {f"jurys[0].membres[{rang}].independance_declaree_le": None for rang in range(5)},
        [("M501", "jurys[0].membres[0].independance_declaree_le")],
    ),
    "no registration": ({"enregistrement": None}, [("M501", "enregistrement")]),
    "born too late": (
        {"candidats[0].date_naissance": date(2031, 1, 1)},
        [("D109", "candidats[0].date_naissance")],
    ),
    "entered after the jury, and after the échéance": (
        {"referentiel.echeance": date(2030, 1, 1), "candidats[0].date_entree": date(2030, 7, 1)}
        | {f"candidats[{rang}].date_entree": date(2029, 9, 1) for rang in (1, 2, 3)},
        [
            ("D116", "candidats[0].date_entree"),
            ("S416", "jurys[0].dates"),
            ("S416", "jurys[1].dates"),
        ],
    ),
    "not acquired, and not said why": (
        {
            "candidats[1].resultats[1]": {
                "bloc": NON_ACQUIS["bloc"],
                "issue": "non acquis",
                "reste_a_montrer": "x",
            }
        },
        [("R205", "candidats[1].resultats[1].motif")],
    ),
    "excluded, without results": (
        {
            "candidats[0].exclusion": "fraude",
            "candidats[0].resultats": list_resultats(None, None, None),
        },
        [],
    ),
}


@pytest.mark.parametrize("cas", ERREURS)
def test_one_mistake_is_one_finding(cas: str) -> None:
    changements, constats = ERREURS[cas]
    found = run_checks(make_examen(changements))
    assert [(f.code, f.place.cle) for f in found] == constats


def test_two_mistakes_are_two_findings() -> None:
    """Silence is for what follows, never for what stands beside."""
    found = run_checks(
        make_examen({"jurys[0].voie": "formacion", "candidats[3].blocs_vises": [B1, B1]})
    )
    assert [(f.code, f.place.cle) for f in found] == [
        ("R216", "candidats[3].blocs_vises"),
        ("D104", "jurys[0].voie"),
    ]

"""Every rule, on cases that break it and on cases that just do not."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from datetime import date
from itertools import combinations
from typing import Any, get_args

import pytest
from check.cas import Cas
from check.familles import CAS
from fabrique import PREUVES, RETRAIT, make_examen
from pydantic import BaseModel

from amo_docs.check import REGLES, Regle, run_checks
from amo_docs.check.cles import VALEURS
from amo_docs.check.mentions_exigees import BESOINS
from amo_docs.check.sessions import CHAMPS_PHRASES
from amo_docs.findings import Finding, Severite
from amo_docs.model.proches import Ecritures, suggest
from amo_docs.model.referentiel import Phrases, Referentiel

DEHORS = [cas for cas in CAS if cas.constats]
DEDANS = [cas for cas in CAS if not cas.constats]
PAR_CODE = {regle.code: regle for regle in REGLES}

AVIS = {
    *("D110", "D111", "D112", "R210", "R211", "R212", "R213", "R214", "D117", "D118", "D119"),
    *("J303", "J313", "J316", "J317", "J318", "J319", "S407", "S416", "S417"),
}
"""The rules that warn; all others stop the run."""

APRES_VALEUR = re.compile(r"(?<=[^\s«]) (?=[;!?»:%])|« ")
"""A plain space where French wants one that does not break."""


def apply(cas: Cas) -> list[Finding]:
    """What the rule of the case finds."""
    return list(PAR_CODE[cas.code].apply(make_examen(cas.changements)))


@pytest.mark.parametrize("cas", CAS, ids=str)
def test_a_rule_finds_all_that_is_wrong_and_nothing_else(cas: Cas) -> None:
    """The place, the message with the value, the code and the severity of each finding; none in a
    case just inside."""
    severite = Severite.AVERTISSEMENT if cas.code in AVIS else Severite.ERREUR
    expected = [(cas.code, severite, cle, message) for cle, message in cas.constats]
    found = apply(cas)
    assert expected == sorted((f.code, f.severite, f.place.cle, f.message) for f in found)


def test_the_session_of_the_cases_breaks_no_rule() -> None:
    """So what a case finds comes from what it changes."""
    assert run_checks(make_examen()) == ()


@pytest.mark.parametrize("regle", REGLES, ids=lambda regle: regle.code)
def test_a_rule_has_a_case_that_breaks_it_and_one_just_inside(regle: Regle) -> None:
    assert [cas for cas in DEHORS if cas.code == regle.code], "no case breaks it"
    assert [cas for cas in DEDANS if cas.code == regle.code], "no case is just inside"


def test_every_case_is_of_a_rule_and_has_a_name_of_its_own() -> None:
    assert {cas.code for cas in CAS} == set(PAR_CODE)
    assert [nom for nom, count in Counter(map(str, CAS)).items() if count > 1] == []


def test_the_whole_run_says_each_thing_once_sorted_by_place() -> None:
    """Two juries share a code: three rules speak, in the order of places, and nothing is said
    twice."""
    found = run_checks(make_examen({"jurys[1].code": "NORD", "candidats[0].jury": "EST"}))
    assert [(f.place.cle, f.code) for f in found][:3] == [
        ("candidats[0].jury", "D103"),
        ("candidats[3].jury", "D103"),
        ("jurys[1].code", "S401"),
    ]
    assert len(set(found)) == len(found)
    assert sorted(found, key=lambda f: (f.place, f.code, f.message)) == list(found)


EN_COURS = {
    "candidats[1].resultats": [],
    "epreuves[0].appeles": ["M1", "M2", "M3"],
    "jurys[0].membres[1].liens": [{"candidat": "M2", "nature": "personnel"}],
    "jurys[0].membres[1].deports": ["M2"],
    "jurys[0].membres[2].presence": None,
    "jurys[0].numero_pv": None,
    "dates.minutes": date(2030, 6, 20),
    "enregistrement": None,
    "delivrance": None,
}
"""A session in which M2 is waited for: right as it stands, and wrong in many ways were there no
M2."""


@pytest.mark.parametrize(
    "restants", [set(some) for n in range(4) for some in combinations(range(4), n)], ids=str
)
def test_rows_that_cannot_be_read_accuse_nobody_else(restants: set[int]) -> None:
    """The rules that hold on part of the candidates find nothing in any part of a right session."""
    assert run_checks(make_examen(EN_COURS)) == ()
    partis = {
        f"candidats[{rang}]": RETRAIT for rang in sorted(set(range(4)) - restants, reverse=True)
    }
    assert run_checks(replace(make_examen(EN_COURS | partis), entiere=False)) == ()


def test_the_rules_on_the_whole_table_are_left_out_only_when_it_is_not_whole() -> None:
    sans_sud = make_examen({"candidats[3]": RETRAIT})
    assert [f.code for f in run_checks(sans_sud)] == ["S407"]
    assert run_checks(replace(sans_sud, entiere=False)) == ()


@pytest.mark.parametrize(
    ("code", "changements", "geste"),
    [
        (
            "R208",
            {"candidats[1].date_delivrance": date(2030, 7, 1)},
            "Effacez la date, ou corrigez les résultats.",
        ),
        (
            "R208",
            {
                "candidats[2].date_delivrance": date(2030, 7, 1),
                "candidats[2].prerequis": PREUVES[:1],
            },
            "Justifiez d’abord : chef d’atelier\u00a0: 0\u00a0mois justifiés sur 12\u202f; "
            "exposant\u00a0: 0\u00a0jours justifiés sur 60.",
        ),
        ("D103", {"candidats[0].jury": "NOR"}, "Vouliez-vous écrire «\u00a0NORD\u00a0»\u202f?"),
        ("D105", {"jurys[0].voie": "libre"}, "Voies ouvertes : formation, expérience."),
        (
            "D107",
            {"candidats[3].composante": "brousse"},
            "Valeurs connues\u00a0: port de mer, port du lac.",
        ),
        (
            "D107",
            {"candidats[3].composante": "port de mèr"},
            "Vouliez-vous écrire «\u00a0port de mer\u00a0»\u202f?",
        ),
        (
            "D104",
            {"candidats[3].voie": "xyz"},
            "Valeurs connues\u00a0: formation, expérience, candidature libre.",
        ),
        ("R201", {"epreuves[0].blocs": ["BC09x"]}, "Valeurs connues\u00a0: BC01, BC02, BC03."),
        (
            "J330",
            {"jurys[0].membres[1].college": "xyz"},
            "Valeurs connues\u00a0: gens de métier, maîtres.",
        ),
        ("M501", {"dates.appel": RETRAIT}, "Ajoutez « appel = JJ/MM/AAAA » sous [dates]."),
    ],
)
def test_a_gesture_says_what_to_write(code: str, changements: dict[str, Any], geste: str) -> None:
    assert [f.geste for f in PAR_CODE[code].apply(make_examen(changements))] == [geste]


def test_codes_are_unique_sorted_within_their_family_and_never_of_another_step() -> None:
    codes = [regle.code for regle in REGLES]
    assert len(set(codes)) == len(codes)
    assert [
        code for code in codes if not re.fullmatch(r"D1\d\d|R2\d\d|J3\d\d|S4\d\d|M5\d\d", code)
    ] == []
    assert sorted(codes, key=lambda code: code[1:]) == codes


@pytest.mark.parametrize("regle", REGLES, ids=lambda regle: regle.code)
def test_a_rule_has_a_title_and_a_source(regle: Regle) -> None:
    assert regle.sens.titre == regle.sens.titre.strip(" .") != ""
    assert regle.sens.source.strip() != ""


@pytest.mark.parametrize("cas", DEHORS, ids=str)
def test_a_finding_is_a_sentence_and_a_gesture_with_french_spaces(cas: Cas) -> None:
    for finding in apply(cas):
        assert finding.source == PAR_CODE[cas.code].sens.source
        assert finding.message.endswith(".")
        assert finding.geste[-1:] in {".", "?"}
        shown = str(finding)
        assert shown.endswith(f" [{cas.code}]")
        assert finding.place.cle in shown
        assert APRES_VALEUR.findall(shown) == []


def test_every_mention_that_needs_data_has_a_case() -> None:
    assert set(BESOINS) - {cas.nom for cas in DEHORS if cas.code == "M501"} == set()


def test_the_places_of_every_sentence_are_declared() -> None:
    assert set(CHAMPS_PHRASES) == set(Phrases.model_fields)


@pytest.mark.parametrize(
    ("valeur", "connues", "geste"),
    [
        (
            "formacion",
            ["formation", "expérience"],
            "Vouliez-vous écrire «\u00a0formation\u00a0»\u202f?",
        ),
        (
            "EXPERIENCES",
            ["formation", "expérience"],
            "Vouliez-vous écrire «\u00a0expérience\u00a0»\u202f?",
        ),
        ("xyz", ["formation", "expérience"], "Valeurs connues\u00a0: formation, expérience."),
        ("xyz", ["b", "a", "b"], "Valeurs connues\u00a0: b, a."),
        # One of a code and its words: the words are shown.
        (
            "exp-continu",
            Ecritures(formation=("exp_continue",)),
            "Vouliez-vous écrire «\u00a0formation\u00a0»\u202f?",
        ),
        ("Jory", ["Jury", "Jouy"], "Valeurs connues\u00a0: Jury, Jouy."),
        ("Jruy", ["Jury", "Voie"], "Vouliez-vous écrire «\u00a0Jury\u00a0»\u202f?"),
        ("Ville", ["Voie"], "Valeurs connues\u00a0: Voie."),
        ("INSEE", ["Sexe"], "Valeurs connues\u00a0: Sexe."),
        ("xyz", [], "Le référentiel n’en déclare aucun."),
    ],
)
def test_an_unknown_value_is_answered_by_the_nearest_or_by_the_list(
    valeur: str, connues: list[str] | Ecritures, geste: str
) -> None:
    assert geste == suggest(valeur, connues)


def list_cles(
    modele: type[BaseModel], prefixe: str = "", dans: tuple[type[BaseModel], ...] = ()
) -> set[str]:
    """Every key of a record and of those within it, indices left out, each record walked once."""
    found: set[str] = set()
    if modele in dans:
        return found
    for name, champ in modele.model_fields.items():
        found.add(prefixe + name)
        for inner in find_modeles(champ.annotation):
            found |= list_cles(inner, f"{prefixe}{name}.", (*dans, modele))
    return found


def find_modeles(annotation: object) -> list[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return [annotation]
    return [modele for arg in get_args(annotation) for modele in find_modeles(arg)]


def test_the_values_of_a_rule_are_keys_of_the_referentiel() -> None:
    assert set(VALEURS) <= set(PAR_CODE)
    assert {cle for cles in VALEURS.values() for cle in cles} <= list_cles(Referentiel)

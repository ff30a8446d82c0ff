"""Which papers there are, their dates, which are drafts, and why others are not made."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from fabrique import RETRAIT, make_catalogue, make_referentiel, make_session

from amo_docs.catalogue import Titre, find_titre
from amo_docs.decide import decide_all
from amo_docs.model.etat import Etat, compute_etat
from amo_docs.model.papier import Plan, Refus
from amo_docs.model.selection import Selection
from amo_docs.plan import plan_papiers

REFERENTIEL = make_referentiel()

APPELS = ["appel"] * 4 + ["appel_membre"] * 7
TOUS = [*APPELS, "minutes", "minutes", "preuve", "preuve", "preuve", "preuve", "parchemin"]


def plan(changements: Mapping[str, Any] | None = None, definitif: bool = False) -> Plan:
    """The plan of the session of the factory, changed."""
    session = make_session(changements)
    return plan_papiers(
        session, REFERENTIEL, make_catalogue(), decide_all(session, REFERENTIEL), definitif
    )


def list_types(found: Plan) -> list[str]:
    return [papier.type for papier in found.papiers]


# ── Which papers ──────────────────────────────────────────────────────────────────────────────────


def test_with_every_result_every_paper_is_made_in_the_order_of_the_catalogue() -> None:
    found = plan()
    assert list_types(found) == TOUS
    assert found.refus == ()


SANS_RESULTATS = {f"candidats[{rang}].resultats": [] for rang in range(4)}


def test_before_results_only_those_who_must_come_are_written_to() -> None:
    found = plan(SANS_RESULTATS)
    assert list_types(found) == APPELS
    # Their hour has not come: nothing is refused.
    assert found.refus == tuple(
        Refus(type, jury, "les résultats ne sont pas saisis", attendu=True)
        for type in ("minutes", "preuve", "parchemin")
        for jury in ("NORD", "SUD")
    )


def test_a_candidate_without_results_keeps_his_jury_s_minutes_from_being_made_and_not_the_other_s() -> (
    None
):
    found = plan({"candidats[1].resultats[1].issue": None})
    assert [(p.type, p.sujet.jury.code) for p in found.papiers if p.type not in APPELS] == [
        ("minutes", "SUD")
    ]
    assert found.refus == tuple(
        Refus(type, "NORD", "sans résultat : M2") for type in ("minutes", "preuve", "parchemin")
    )


@pytest.mark.parametrize("champ", ["membres", "candidats"])
def test_a_jury_without_members_or_candidates_has_no_paper(champ: str) -> None:
    vide = {"jurys[1].membres": []} if champ == "membres" else {"candidats[3]": RETRAIT}
    found = plan(vide)
    assert {p.sujet.jury.code for p in found.papiers} == {"NORD"}
    assert {r.identifiant for r in found.refus} == {"SUD"}
    assert {r.raison for r in found.refus} == {"le jury n’a pas encore de membres et de candidats"}
    assert {r.attendu for r in found.refus} == {True}
    assert [r.type for r in found.refus] == [
        "appel",
        "appel_membre",
        "minutes",
        "preuve",
        "parchemin",
    ]


@pytest.mark.parametrize(
    "champ", ["numero_pv", "ouverture_reelle", "cloture_reelle", "incidents", "date_deliberation"]
)
def test_nothing_is_delivered_before_the_minutes_are_whole(champ: str) -> None:
    found = plan({f"jurys[0].{champ}": None})
    assert list_types(found) == [*APPELS, "minutes", "minutes"]
    assert found.refus == tuple(
        Refus(type, "NORD", "le procès-verbal n’est pas complet")
        for type in ("preuve", "parchemin")
    )


def test_nothing_is_delivered_without_a_day_and_a_place() -> None:
    found = plan({"delivrance": None})
    assert list_types(found) == [*APPELS, "minutes", "minutes"]
    assert {r.raison for r in found.refus} == {
        "la délivrance n’est pas renseignée ([delivrance] : date, lieu)"
    }


@pytest.mark.parametrize(
    ("changements", "etat"),
    [
        ({"jurys[0].membres": []}, Etat.PREPAREE),
        ({"candidats[0].resultats[0].issue": None}, Etat.CONVOQUEE),
        ({"jurys[0].incidents": None}, Etat.JUGEE),
        ({"delivrance": None}, Etat.CLOSE),
        ({}, Etat.DELIVREE),
    ],
)
def test_the_state_of_a_jury_is_how_far_it_has_come(
    changements: dict[str, Any], etat: Etat
) -> None:
    session = make_session(changements)
    decisions = tuple(d for d in decide_all(session, REFERENTIEL) if d.candidat.jury == "NORD")
    assert compute_etat(session, session.jurys[0], decisions) is etat


def list_recus(found: Plan, type: str) -> list[tuple[str, str | None]]:
    """Matricule and bloc of each paper of this type."""
    mine = [p.sujet for p in found.papiers if p.type == type]
    return [(s.identifiant, s.bloc.abrege if s.bloc else None) for s in mine]


def test_only_the_certified_have_a_certificate_and_the_others_a_paper_for_each_new_bloc() -> None:
    found = plan()
    assert list_recus(found, "parchemin") == [("M1", None)]
    assert list_recus(found, "preuve") == [
        ("M2", "BC01"),
        ("M3", "BC01"),
        ("M3", "BC02"),
        ("M3", "BC03"),
    ]


def test_the_certified_have_both_when_the_session_asks() -> None:
    found = plan({"attestations_aux_certifies": True})
    assert list_recus(found, "preuve")[:3] == [("M1", "BC01"), ("M1", "BC02"), ("M1", "BC03")]
    assert list_recus(found, "parchemin") == [("M1", None)]


def test_the_excluded_have_neither() -> None:
    found = plan({"candidats[0].exclusion": "fraude", "candidats[1].exclusion": "fraude"})
    assert {matricule for matricule, _ in list_recus(found, "preuve")} == {"M3"}
    assert list_recus(found, "parchemin") == []


# ── PROJET and dates ──────────────────────────────────────────────────────────────────────────────


def test_what_follows_the_jury_is_a_draft_until_it_is_definitive() -> None:
    assert {p.type for p in plan().papiers if p.projet} == {"minutes", "preuve", "parchemin"}


def test_nothing_is_a_draft_in_a_definitive_run() -> None:
    assert [p for p in plan(definitif=True).papiers if p.projet] == []


def find_dates(found: Plan) -> dict[tuple[str, str], date]:
    return {(p.type, p.sujet.identifiant): p.date for p in found.papiers}


def test_a_paper_has_the_date_of_its_kind_and_what_is_delivered_the_day_of_delivrance() -> None:
    dates = find_dates(plan())
    assert dates["appel", "M1"] == date(2030, 5, 2)
    assert dates["appel_membre", "S1"] == date(2030, 5, 3)
    assert dates["minutes", "NORD"] == dates["minutes", "SUD"] == date(2030, 6, 20)
    assert dates["parchemin", "M1"] == dates["preuve", "M2"] == date(2030, 7, 1)


def test_a_candidate_s_own_day_of_delivrance_is_on_his_papers_alone() -> None:
    dates = find_dates(plan({"candidats[0].date_delivrance": date(2030, 8, 9)}))
    assert dates["parchemin", "M1"] == date(2030, 8, 9)
    assert dates["preuve", "M2"] == date(2030, 7, 1)
    assert dates["appel", "M1"] == date(2030, 5, 2)


def test_a_paper_without_a_date_of_its_kind_has_the_day_of_its_jury() -> None:
    dates = find_dates(plan({"dates.minutes": RETRAIT}))
    assert (dates["minutes", "NORD"], dates["minutes", "SUD"]) == (
        date(2030, 6, 12),
        date(2030, 6, 20),
    )


@pytest.mark.parametrize(
    ("selection", "refus"),
    [
        (Selection(), {("minutes", "NORD"), ("preuve", "NORD"), ("parchemin", "NORD")}),
        (Selection(candidats=frozenset({"M1"})), {("preuve", "NORD"), ("parchemin", "NORD")}),
        (Selection(candidats=frozenset({"M4"})), set()),
        (Selection(membres=frozenset({"P1"})), set()),
        (Selection(types=frozenset({"minutes"})), {("minutes", "NORD")}),
        (
            Selection(types=frozenset({"parchemin"}), candidats=frozenset({"M2"})),
            {("parchemin", "NORD")},
        ),
    ],
    ids=["tout", "candidat", "candidat-d-un-autre-jury", "membre", "type", "type-et-candidat"],
)
def test_a_refusal_counts_for_those_it_would_have_served(
    selection: Selection, refus: set[tuple[str, str]]
) -> None:
    """The jury NORD awaits results, SUD has decided: who asks for his own papers is told of no
    others."""
    found = plan({f"candidats[{rang}].resultats": [] for rang in range(3)})
    assert {(r.type, r.identifiant) for r in found.refus if selection.names_refus(r)} == refus


# ── Which title ───────────────────────────────────────────────────────────────────────────────────


def list_titres(found: Plan) -> list[Titre]:
    catalogue = {document.cle: document for document in make_catalogue()}
    titres = (find_titre(catalogue[p.type], p, REFERENTIEL) for p in found.papiers)
    return [titre for titre in titres if titre is not None]


def test_a_title_is_of_a_person_a_type_and_a_bloc() -> None:
    """Letters and minutes are none; each title of the session is another one."""
    found = plan(definitif=True)
    titres = list_titres(found)
    assert {titre.type for titre in titres} == {"parchemin", "preuve"}
    assert {titre.certification for titre in titres} == {REFERENTIEL.code}
    assert len(set(titres)) == len(titres) == 5
    assert {titre.bloc is None for titre in titres if titre.type == "parchemin"} == {True}
    assert all(titre.bloc for titre in titres if titre.type == "preuve")


def test_a_title_stays_the_same_when_its_paper_has_another_name_or_state() -> None:
    """A corrected name, a PROJET made final: other papers, the same titles."""
    corrected = plan({"candidats[0].nom_naissance": "AUTREMENT"}, definitif=True)
    assert {p.chemin for p in corrected.papiers} != {p.chemin for p in plan().papiers}
    assert list_titres(corrected) == list_titres(plan())


# ── The identity ──────────────────────────────────────────────────────────────────────────────────


def test_the_identity_of_a_paper_is_its_key_and_not_its_place() -> None:
    (premier, second, *_) = (papier.exemplaire for papier in plan().papiers)
    scelle = replace(premier, empreinte="e")
    assert scelle.is_same(replace(scelle, chemin="ailleurs", destinataire="autre", date=None))
    assert not scelle.is_same(replace(second, empreinte="e"))
    assert not scelle.is_same(replace(scelle, projet=not scelle.projet))
    assert not scelle.is_same(replace(scelle, empreinte="f"))
    assert not premier.is_same(premier), "nothing is known of what it says"
    assert premier.is_in_state(scelle)
    assert scelle.name_fichier("pdf") == f"{scelle.chemin}.pdf"


def test_the_printed_date_travels_with_the_paper() -> None:
    for papier in plan(definitif=True).papiers:
        assert papier.exemplaire.date == papier.date

"""The papers of the jury day and after: whom they go to, what they are not made without, on demand
or not."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest
from fabrique import B1, B2, B3, make_catalogue, make_referentiel, make_session

from amo_docs.catalogue import EXIGENCES, is_exigence, list_demandables, select_demandes
from amo_docs.decide import decide_all
from amo_docs.model.papier import Plan
from amo_docs.plan import plan_papiers

REFERENTIEL = make_referentiel()
LETTRE = {
    "titre": "Lettre",
    "destinataires": "candidat",
    "etat": "close",
    "facultatif": True,
    "modele": "lettre.html",
    "fichier": "lettres/{nom}_{prenom}",
}
BORDEREAU = {
    "titre": "Bordereau",
    "destinataires": "unite",
    "etat": "delivree",
    "modele": "bordereau.html",
    "fichier": "bordereaux/{jury}_{unite}",
}


def plan(papiers: Mapping[str, Any], changements: Mapping[str, Any] | None = None) -> Plan:
    """The plan of the session of the factory, for these papers and its own."""
    session = make_session(changements)
    return plan_papiers(
        session, REFERENTIEL, make_catalogue(papiers), decide_all(session, REFERENTIEL), False
    )


def list_destinataires(found: Plan, type_: str) -> list[str]:
    return [papier.sujet.identifiant for papier in found.papiers if papier.type == type_]


def list_refus(found: Plan, type_: str) -> list[tuple[str, str, int]]:
    return [
        (refus.identifiant, refus.raison, refus.nombre)
        for refus in found.refus
        if refus.type == type_
    ]


# ── What a paper is not made without ──────────────────────────────────────────────────────────────


def test_an_unfavourable_decision_is_not_notified_without_its_appeal_text() -> None:
    """The favourable one is; the others are counted, named, and told what to write."""
    found = plan({"lettre": LETTRE | {"exige": ["recours"]}}, {"recours": {}})
    assert list_destinataires(found, "lettre") == ["M1"]
    assert list_refus(found, "lettre") == [
        ("NORD", "sans voies et délais de recours ([recours] tous) : M2, M3", 2),
        ("SUD", "sans voies et délais de recours ([recours] tous) : M4", 1),
    ]
    with_text = plan({"lettre": LETTRE | {"exige": ["recours"]}})
    assert list_destinataires(with_text, "lettre") == ["M1", "M2", "M3", "M4"]


def test_the_appeal_text_is_that_of_the_regime_of_the_candidate() -> None:
    referentiel = make_referentiel({"statuts[0].regime": "marin"})
    session = make_session({"recours": {"tous": "Écrivez au phare."}})
    catalogue = make_catalogue({"lettre": LETTRE | {"exige": ["recours"]}})
    found = plan_papiers(session, referentiel, catalogue, decide_all(session, referentiel), False)
    raisons = {refus.raison for refus in found.refus}
    assert raisons == {
        "sans voies et délais de recours ([recours] marin) : M2, M3",
        "sans voies et délais de recours ([recours] marin) : M4",
    }


def test_a_refusal_without_its_reason_is_not_notified() -> None:
    found = plan(
        {"lettre": LETTRE | {"exige": ["motifs"]}},
        {"candidats[1].resultats[1].motif": None},
    )
    assert list_refus(found, "lettre") == [("NORD", "sans motif pour un bloc non acquis : M2", 1)]


def test_missing_prerequisites_are_named() -> None:
    """M3 has all blocs and proves nothing: what lacks is said by the decision itself."""
    found = plan({"lettre": LETTRE | {"exige": ["prerequis_dits"]}})
    assert "M3" in list_destinataires(found, "lettre")
    session = make_session()
    (decision,) = (d for d in decide_all(session, REFERENTIEL) if d.candidat.matricule == "M3")
    assert decision.prerequis_jury.manques
    mute = decision.model_copy(
        update={"prerequis_jury": decision.prerequis_jury.model_copy(update={"manques": ()})}
    )
    catalogue = make_catalogue({"lettre": LETTRE | {"exige": ["prerequis_dits"]}})
    others = tuple(d for d in decide_all(session, REFERENTIEL) if d.candidat.matricule != "M3")
    found = plan_papiers(session, REFERENTIEL, catalogue, (*others, mute), False)
    assert list_refus(found, "lettre") == [("NORD", "sans le prérequis qui manque : M3", 1)]


@pytest.mark.parametrize(
    ("table", "changements", "raison"),
    [
        ({"exige": ["jury.nomination"]}, {"jurys[0].nomination": None}, "sans « jury.nomination »"),
        ({"mentions": ["date_papier"]}, {}, "sans date imprimée ([dates] lettre)"),
        (
            {"mentions": ["signataire"]},
            {},
            "sans signataire (« lettre » dans « papiers » d’un des [[signataires]])",
        ),
        ({"exige": ["candidat.unite"]}, {}, "sans « candidat.unite »"),
    ],
)
def test_a_paper_whose_data_are_missing_is_left_out_with_the_reason(
    table: Mapping[str, Any], changements: Mapping[str, Any], raison: str
) -> None:
    found = plan({"lettre": LETTRE | dict(table)}, changements)
    assert ("NORD", f"{raison} : M1, M2, M3", 3) in list_refus(found, "lettre")


@pytest.mark.parametrize(
    ("nom", "connu"),
    [
        *((nom, True) for nom in EXIGENCES),
        ("jury.nomination", True),
        ("jury.nomination.numero", True),
        ("session.delivrance.lieu", True),
        ("jury", False),
        ("jury.nominations", False),
        ("jury.nomination.numero.rien", False),
        ("personne.nom", False),
    ],
)
def test_what_may_be_required_is_known_before_any_paper(nom: str, connu: bool) -> None:
    assert is_exigence(nom) is connu


# ── To whom ───────────────────────────────────────────────────────────────────────────────────────

REMISES = {"parchemin.remise": True, "preuve.remise": True, "bordereau": BORDEREAU}


def test_papers_are_handed_over_unit_by_unit() -> None:
    """One unit whatever its accents and capitals; each person with the titles of the papers; nobody
    without a unit."""
    unites = {
        "candidats[0].unite": "1/3 Phare d’Ys",
        "candidats[1].unite": "1/3 PHARE D'YS",
        "candidats[2].unite": None,
    }
    found = plan(REMISES, unites)
    (papier,) = (p for p in found.papiers if p.type == "bordereau")
    assert papier.chemin == "bordereaux/NORD_1-3-Phare-d-Ys"
    assert papier.sujet.unite is not None
    remises = [(r.candidat.matricule, r.pieces) for r in papier.sujet.unite.remises]
    assert remises == [("M1", ("Parchemin",)), ("M2", ("Preuve de bloc BC01",))]
    assert papier.sujet.unite.nombre == 2


def test_two_units_of_one_folded_name_have_each_their_file() -> None:
    found = plan(REMISES, {"candidats[0].unite": "Ys/1", "candidats[1].unite": "Ys#1"})
    chemins = [p.chemin for p in found.papiers if p.type == "bordereau"]
    assert len(set(chemins)) == 2


def test_each_candidate_has_a_grid_for_each_epreuve_he_is_called_to() -> None:
    table = LETTRE | {
        "destinataires": "epreuve_candidat",
        "etat": "convoquee",
        "fichier": "g/{nom}_{epreuve}",
    }
    found = plan({"lettre": table})
    sujets = [p.sujet for p in found.papiers if p.type == "lettre"]
    given = [(s.identifiant, s.epreuve.blocs if s.epreuve else None) for s in sujets]
    assert given[:3] == [("M1", (B1, B2)), ("M1", (B3,)), ("M2", (B1, B2))]
    assert given[-1] == ("M4", None), "heard without épreuve: one grid, before the jury"
    assert len({p.chemin for p in found.papiers}) == len(found.papiers)


def test_a_paper_on_demand_is_made_when_it_is_named() -> None:
    catalogue = make_catalogue({"lettre": LETTRE | {"sur_demande": True}})
    assert list_demandables(catalogue) == ("lettre",)
    assert "lettre" not in [d.cle for d in select_demandes(catalogue)]
    assert "lettre" in [d.cle for d in select_demandes(catalogue, demandes=frozenset({"lettre"}))]

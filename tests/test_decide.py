"""Decisions, prerequisites and figures: tables of cases, and laws."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import product
from typing import Any

import pytest
from fabrique import (
    B1,
    B2,
    B3,
    JOUR,
    PREUVES,
    list_resultats,
    make_candidat,
    make_jury,
    make_referentiel,
    make_session,
)
from hypothesis import given
from hypothesis import strategies as st

from amo_docs.decide import count_effectifs, decide, decide_all
from amo_docs.model.candidat import Candidat, Issue
from amo_docs.model.decision import CodeDecision, Decision

REFERENTIEL = make_referentiel()
JURY = make_jury()
BLOCS = (B1, B2, B3)
LENDEMAIN = JOUR + timedelta(days=1)

ISSUES = [issue.value for issue in Issue]


def judge(*issues: str | None, **champs: Any) -> Decision:
    """The decision on a candidate with these results, prerequisites proved unless `champs` says
    otherwise."""
    resultats = list_resultats(*issues)
    vises = [
        r["bloc"] for r in resultats if r["issue"] not in {"acquis antérieurement", "non présenté"}
    ] or [B1]
    return decide(
        make_candidat(**({"resultats": resultats, "blocs_vises": vises} | champs)),
        REFERENTIEL,
        JURY,
    )


# ── The decision ──────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("issues", "champs", "code", "nouveaux", "anterieurs"),
    [
        (("acquis", "acquis", "acquis"), {}, "certifié", BLOCS, ()),
        (("acquis", "acquis antérieurement", "acquis"), {}, "certifié", (B1, B3), (B2,)),
        (
            ("acquis", "acquis", "acquis"),
            {"prerequis": []},
            "blocs complets, prérequis non justifiés",
            BLOCS,
            (),
        ),
        (("acquis", "non acquis", "acquis"), {}, "blocs acquis", (B1, B3), ()),
        (("acquis", "non présenté", "non présenté"), {}, "blocs acquis", (B1,), ()),
        (("acquis", "absent", "excusé"), {}, "blocs acquis", (B1,), ()),
        (
            ("non acquis", "acquis antérieurement", "acquis antérieurement"),
            {},
            "ajourné",
            (),
            (B2, B3),
        ),
        (("non acquis", "absent", "absent"), {}, "ajourné", (), ()),
        (("absent", "absent", "absent"), {}, "absent", (), ()),
        (("absent", "excusé", "acquis antérieurement"), {}, "absent", (), (B3,)),
        (("excusé", "excusé", "non présenté"), {}, "excusé", (), ()),
        (
            ("acquis", "acquis", "acquis antérieurement"),
            {"exclusion": "fraude"},
            "exclu",
            (),
            (B3,),
        ),
        (("absent", None, None), {"exclusion": "fraude"}, "exclu", (), ()),
        (("acquis", None, "acquis"), {}, "en attente de résultats", (B1, B3), ()),
        (("acquis antérieurement", "non présenté", None), {}, "en attente de résultats", (), (B1,)),
    ],
)
def test_results_and_prerequisites_make_the_decision(
    issues: tuple[str | None, ...],
    champs: dict[str, Any],
    code: str,
    nouveaux: tuple[str, ...],
    anterieurs: Any,
) -> None:
    decision = judge(*issues, **champs)
    assert (code, code) == (decision.code, decision.code_jury)
    assert (nouveaux, anterieurs) == (decision.blocs_nouveaux, decision.blocs_anterieurs)


def test_a_bloc_without_result_waits_when_aimed_at_and_is_not_presented_otherwise() -> None:
    decision = judge(
        "acquis", None, None, resultats=[{"bloc": B1, "issue": "acquis"}], blocs_vises=[B1, B2]
    )
    assert [r.issue for r in decision.resultats] == [Issue.ACQUIS, None, Issue.NON_PRESENTE]
    assert CodeDecision.EN_ATTENTE is decision.code


def test_only_the_blocs_the_referentiel_requires_make_the_certification() -> None:
    referentiel = make_referentiel({"acquisition.blocs_requis": [B1, B3]})
    candidat = make_candidat(resultats=list_resultats("acquis", "non acquis", "acquis"))
    assert CodeDecision.CERTIFIE is decide(candidat, referentiel, JURY).code


@pytest.mark.parametrize(
    ("delivrance", "code"),
    [
        (None, CodeDecision.PREREQUIS_MANQUANTS),
        (JOUR, CodeDecision.PREREQUIS_MANQUANTS),
        (LENDEMAIN, CodeDecision.CERTIFIE),
    ],
)
def test_prerequisites_proved_later_change_the_decision_and_not_the_minutes(
    delivrance: date | None, code: CodeDecision
) -> None:
    """The pièce is checked the day after the jury: a certificate from that day on, without a new
    jury."""
    preuves = [PREUVES[0], PREUVES[1] | {"verifiee_le": LENDEMAIN}]
    decision = judge("acquis", "acquis", "acquis", prerequis=preuves, date_delivrance=delivrance)
    assert code is decision.code
    assert CodeDecision.PREREQUIS_MANQUANTS is decision.code_jury
    assert not decision.prerequis_jury.acquis
    assert (code is CodeDecision.CERTIFIE) is decision.prerequis.acquis
    assert delivrance == decision.date_delivrance


@pytest.mark.parametrize("issue", ["non acquis", "absent", None])
def test_a_day_of_delivrance_never_makes_up_for_a_bloc(issue: str | None) -> None:
    decision = judge("acquis", "acquis", issue, date_delivrance=LENDEMAIN)
    assert decision.code is decision.code_jury is not CodeDecision.CERTIFIE


def test_the_blocs_of_the_excluded_without_result_were_not_assessed() -> None:
    decision = judge("acquis", None, None, exclusion="fraude", blocs_vises=[B1, B2])
    assert [r.issue for r in decision.resultats] == [
        Issue.ACQUIS,
        Issue.NON_EVALUE,
        Issue.NON_PRESENTE,
    ]


def test_an_exclusion_stands_when_prerequisites_are_proved_later() -> None:
    preuves = [PREUVES[0], PREUVES[1] | {"verifiee_le": LENDEMAIN}]
    decision = judge(
        "acquis",
        "acquis",
        "acquis",
        prerequis=preuves,
        date_delivrance=LENDEMAIN,
        exclusion="fraude",
    )
    assert decision.code is decision.code_jury is CodeDecision.EXCLU


def test_the_candidate_s_own_day_of_delivrance_wins_over_the_session_s() -> None:
    own = make_candidat(date_delivrance=LENDEMAIN)
    assert decide(own, REFERENTIEL, JURY, date(2030, 7, 1)).date_delivrance == LENDEMAIN
    assert (
        date(2030, 7, 1)
        == decide(make_candidat(), REFERENTIEL, JURY, date(2030, 7, 1)).date_delivrance
    )
    assert decide(make_candidat(), REFERENTIEL, JURY).date_delivrance is None


def test_decisions_follow_the_table_and_leave_out_a_candidate_without_jury() -> None:
    decisions = decide_all(make_session({"candidats[1].jury": "EST"}), REFERENTIEL)
    assert [d.candidat.matricule for d in decisions] == ["M1", "M3", "M4"]
    assert {date(2030, 7, 1)} == {d.date_delivrance for d in decisions}


# ── Laws ──────────────────────────────────────────────────────────────────────────────────────────

TOUTES = list(product([*ISSUES, None], repeat=3))
"""Every combination of results of the three blocs, not yet typed included."""

ORDRE = (
    CodeDecision.CERTIFIE,
    CodeDecision.PREREQUIS_MANQUANTS,
    CodeDecision.BLOCS_ACQUIS,
    CodeDecision.AJOURNE,
    CodeDecision.ABSENT,
    CodeDecision.EXCUSE,
)
"""From the best to the least; exclusion and waiting stand apart."""


def list_candidats() -> list[Candidat]:
    """Every combination of results × all blocs aimed at or none the results contradict × proved or
    not × excluded."""
    return [
        make_candidat(
            resultats=list_resultats(*issues),
            prerequis=preuves,
            exclusion=exclusion,
            blocs_vises=vises,
        )
        for issues in TOUTES
        for preuves in ([], PREUVES)
        for exclusion in (None, "fraude")
        for vises in ([B1, B2, B3], [B2])
    ]


def rank(decision: Decision) -> int:
    return ORDRE.index(decision.code)


@pytest.fixture(scope="module")
def decisions() -> list[Decision]:
    """All the decisions there are."""
    return [decide(candidat, REFERENTIEL, JURY) for candidat in list_candidats()]


def test_any_results_have_a_decision_and_each_decision_is_reached(
    decisions: list[Decision],
) -> None:
    assert len(decisions) == len(TOUTES) * 8
    # Without blocs, there is another word for the second: test_acquisition.py.
    assert set(CodeDecision) - {CodeDecision.ENTIERE_SANS_PREREQUIS} == {d.code for d in decisions}


def test_a_certificate_needs_every_bloc_and_every_prerequisite(decisions: list[Decision]) -> None:
    obtained = {Issue.ACQUIS, Issue.ANTERIEUR, Issue.EQUIVALENCE}
    for d in decisions:
        deserved = (
            {r.issue for r in d.resultats} <= obtained
            and d.prerequis.acquis
            and d.candidat.exclusion is None
        )
        assert deserved is (d.code is CodeDecision.CERTIFIE), d


def test_the_excluded_are_those_who_are_excluded_and_keep_only_their_earlier_blocs(
    decisions: list[Decision],
) -> None:
    for d in decisions:
        assert (d.code is CodeDecision.EXCLU) is (d.candidat.exclusion is not None)
        assert (
            tuple(r.bloc for r in d.resultats if r.issue is Issue.ANTERIEUR) == d.blocs_anterieurs
        )
        if d.code is CodeDecision.EXCLU:
            assert d.blocs_nouveaux == ()


@pytest.mark.parametrize("preuves", [[], PREUVES], ids=["unproved", "proved"])
def test_one_more_bloc_never_worsens_a_decision(preuves: list[dict[str, Any]]) -> None:
    """Over every combination of typed results, for each bloc that turns into « acquis »."""
    codes = {
        issues: rank(
            decide(
                make_candidat(resultats=list_resultats(*issues), prerequis=preuves),
                REFERENTIEL,
                JURY,
            )
        )
        for issues in TOUTES
        if None not in issues
    }
    assert len(codes) == len(ISSUES) ** 3
    for issues, before in codes.items():
        for bloc in range(3):
            better = (*issues[:bloc], "acquis", *issues[bloc + 1 :])
            assert codes[better] <= before, f"{issues} → {better}"


@given(st.lists(st.integers(0, len(TOUTES) * 8 - 1), max_size=30))
def test_the_enrolled_are_the_present_and_the_absent_and_the_figures_add_up(
    decisions: list[Decision], rangs: list[int]
) -> None:
    some = tuple(decisions[r] for r in rangs)
    figures = count_effectifs(some)
    assert len(some) == figures.inscrits == figures.presents + figures.absents
    favorable = figures.certifies + figures.prerequis_manquants + figures.blocs_acquis
    assert figures.presents == favorable + figures.ajournes + figures.exclus
    assert figures.excuses <= figures.absents


def test_the_figures_are_those_of_the_day_of_the_jury() -> None:
    """A candidate certified later still counts as « prérequis manquants » in the minutes."""
    preuves = [PREUVES[0], PREUVES[1] | {"verifiee_le": LENDEMAIN}]
    decision = judge("acquis", "acquis", "acquis", prerequis=preuves, date_delivrance=LENDEMAIN)
    figures = count_effectifs((decision,))
    assert (figures.certifies, figures.prerequis_manquants) == (0, 1)


def test_deciding_does_not_look_at_the_order_of_results() -> None:
    resultats = list_resultats("acquis", "non acquis", "absent")
    straight = decide(make_candidat(resultats=resultats), REFERENTIEL, JURY)
    reverse = decide(make_candidat(resultats=resultats[::-1]), REFERENTIEL, JURY)
    assert straight.resultats == reverse.resultats


def test_a_certification_may_have_more_blocs_than_it_requires() -> None:
    fourth = REFERENTIEL.blocs[0].model_copy(update={"code": "ESSAI01BC04", "abrege": "BC04"})
    wide = REFERENTIEL.model_copy(update={"blocs": (*REFERENTIEL.blocs, fourth)})
    decision = decide(make_candidat(), wide, JURY)
    assert [r.issue for r in decision.resultats] == ["acquis", "acquis", "acquis", "non présenté"]
    assert CodeDecision.CERTIFIE is decision.code

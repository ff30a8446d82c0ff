"""The decision on a candidate: all blocs and prerequisites, or what there is of them."""

from __future__ import annotations

from datetime import date

from amo_docs.decide.prerequis import evaluate_prerequis
from amo_docs.model.candidat import AILLEURS, Candidat, Issue, Resultat
from amo_docs.model.decision import SANS_PREREQUIS, CodeDecision, Decision, Effectifs
from amo_docs.model.jury import Jury
from amo_docs.model.referentiel import Referentiel
from amo_docs.model.session import Session

OBTENUS = frozenset({Issue.ACQUIS, Issue.ANTERIEUR, Issue.EQUIVALENCE})
"""The results that count as acquired."""


def _judge_blocs(
    candidat: Candidat, referentiel: Referentiel, resultats: tuple[Resultat, ...], prerequis: bool
) -> CodeDecision:
    """Return the decision that the results of all blocs make."""
    issues = {r.bloc: r.issue for r in resultats}
    # One result missing, and nothing is decided: a later one may change the whole.
    if any(issue is None for issue in issues.values()):
        return CodeDecision.EN_ATTENTE
    # Which blocs it takes is data: the rule of the route, for the option the candidate chose.
    obtenus = frozenset(code for code, issue in issues.items() if issue in OBTENUS)
    if referentiel.find_regle(candidat.voie).is_remplie(obtenus, candidat.option):
        if prerequis:
            return CodeDecision.CERTIFIE
        whole = not referentiel.blocs
        return CodeDecision.ENTIERE_SANS_PREREQUIS if whole else CodeDecision.PREREQUIS_MANQUANTS
    # Only what was sat in this session is weighed: an earlier bloc makes nobody present.
    aimed = [issue for issue in issues.values() if issue not in AILLEURS]
    if Issue.ACQUIS in aimed:
        return CodeDecision.BLOCS_ACQUIS
    if aimed and all(issue is Issue.EXCUSE for issue in aimed):
        return CodeDecision.EXCUSE
    if aimed and all(issue in {Issue.ABSENT, Issue.EXCUSE} for issue in aimed):
        return CodeDecision.ABSENT
    return CodeDecision.AJOURNE


def _close_resultat(resultat: Resultat) -> Resultat:
    """Return the result of an excluded candidate: « non évalué » where there is none."""
    # None will come, and the minutes say so in its column.
    return (
        resultat
        if resultat.issue is not None
        else resultat.model_copy(update={"issue": Issue.NON_EVALUE})
    )


def decide(
    candidat: Candidat, referentiel: Referentiel, jury: Jury, delivrance: date | None = None
) -> Decision:
    """Return the decision on `candidat` before `jury`. Total: any candidate has one.

    Prerequisites are weighed on the day of the jury. A candidate with `date_delivrance` is weighed
    again on that day, without a new jury. `delivrance` is the session's day, for those the jury
    certified.
    """
    # Of every bloc, aimed at or not: papers show one column a bloc.
    resultats = tuple(candidat.find_resultat(bloc.code) for bloc in referentiel.unites)
    prerequis_jury = evaluate_prerequis(candidat, referentiel, jury.date_jury)
    code_jury = _judge_blocs(candidat, referentiel, resultats, prerequis_jury.acquis)
    code, prerequis = code_jury, prerequis_jury
    # Only the decision that stands may change, and for the better: `code_jury` is what the minutes
    # have printed.
    if code_jury in SANS_PREREQUIS and candidat.date_delivrance is not None:
        prerequis = evaluate_prerequis(candidat, referentiel, candidat.date_delivrance)
        code = _judge_blocs(candidat, referentiel, resultats, prerequis.acquis)
    # Last of all: an exclusion wins over any result, even acquired. Blocs of earlier sessions stay.
    if candidat.exclusion is not None:
        code = code_jury = CodeDecision.EXCLU
    excluded = code is CodeDecision.EXCLU
    if excluded:
        resultats = tuple(_close_resultat(resultat) for resultat in resultats)
    return Decision(
        candidat=candidat,
        code=code,
        code_jury=code_jury,
        resultats=resultats,
        prerequis=prerequis,
        prerequis_jury=prerequis_jury,
        blocs_nouveaux=()
        if excluded
        else tuple(r.bloc for r in resultats if r.issue is Issue.ACQUIS),
        blocs_anterieurs=tuple(r.bloc for r in resultats if r.issue is Issue.ANTERIEUR),
        blocs_equivalents=tuple(r.bloc for r in resultats if r.issue is Issue.EQUIVALENCE),
        date_delivrance=candidat.date_delivrance or delivrance,
    )


def decide_all(session: Session, referentiel: Referentiel) -> tuple[Decision, ...]:
    """Return the decisions on all candidates whose jury is known, in the order of the table."""
    delivrance = session.delivrance.date if session.delivrance else None
    # An unknown jury is D103: no day is known to weigh the prerequisites on.
    jurys = {jury.code: jury for jury in session.jurys}
    return tuple(
        decide(candidat, referentiel, jurys[candidat.jury], delivrance)
        for candidat in session.candidats
        if candidat.jury in jurys
    )


def count_effectifs(decisions: tuple[Decision, ...]) -> Effectifs:
    """Return the figures of the minutes over `decisions`."""
    # As the jury decided on its day: one certified later was not certified by then.
    codes = [d.code_jury for d in decisions]
    presents = sum(d.present for d in decisions)
    return Effectifs(
        inscrits=len(decisions),
        presents=presents,
        absents=len(decisions) - presents,
        excuses=codes.count(CodeDecision.EXCUSE),
        certifies=codes.count(CodeDecision.CERTIFIE),
        prerequis_manquants=sum(code in SANS_PREREQUIS for code in codes),
        blocs_acquis=codes.count(CodeDecision.BLOCS_ACQUIS),
        ajournes=codes.count(CodeDecision.AJOURNE),
        exclus=codes.count(CodeDecision.EXCLU),
    )

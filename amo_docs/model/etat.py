"""The state of a jury: worked out in one place, it says which papers there are."""

from __future__ import annotations

from enum import IntEnum

from amo_docs.model.decision import CodeDecision, Decision
from amo_docs.model.jury import Jury
from amo_docs.model.session import Session


class Etat(IntEnum):
    """How far a jury has come; each state includes those before it."""

    # In order, so that « from this state on » is a comparison.
    PREPAREE = 0
    CONVOQUEE = 1
    JUGEE = 2
    CLOSE = 3
    DELIVREE = 4


def compute_etat(session: Session, jury: Jury, decisions: tuple[Decision, ...]) -> Etat:
    """Return the state of `jury`, whose candidates' decisions are `decisions`.

    It is convened once it has members and candidates to write to, judged once every candidate has a
    decision, closed once the minutes have number, real hours, day and incidents, delivered once the
    session says when and where.
    """
    if not decisions or not jury.membres:
        return Etat.PREPAREE
    # Of the day of the jury: a certificate made later must not take the jury back.
    if any(d.code_jury is CodeDecision.EN_ATTENTE for d in decisions):
        return Etat.CONVOQUEE
    # `incidents` is among them: « Néant » is written, not assumed.
    minutes = (
        jury.numero_pv,
        jury.ouverture_reelle,
        jury.cloture_reelle,
        jury.incidents,
        jury.date_deliberation,
    )
    if any(value is None for value in minutes):
        return Etat.JUGEE
    return Etat.DELIVREE if session.delivrance else Etat.CLOSE

"""The eve of the juries: a session with nothing of the day in it.

Papers that are filled in by hand are made from it.
"""

from __future__ import annotations

from amo_docs.model.candidat import AILLEURS, Candidat
from amo_docs.model.jury import Jury
from amo_docs.model.session import Session

# Taken out of the data rather than hidden by a template: what the day brings is not there to leak
# onto a blank.
_JURY = {
    "ouverture_reelle": None,
    "cloture_reelle": None,
    "incidents": None,
    "date_deliberation": None,
}
_MEMBRE = {"presence": None, "remplace_par": None}
_CANDIDAT = {"exclusion": None, "date_delivrance": None}


def rewind_session(session: Session) -> Session:
    """Return `session` as it stood before its juries sat.

    Presence, real hours, incidents, day of deliberation and results typed since are gone. Members,
    their mandates, declarations and declared ties stay.
    """
    # The number of the minutes stays: it is reserved for them before the jury sits.
    jurys = tuple(_rewind_jury(jury) for jury in session.jurys)
    candidats = tuple(_rewind_candidat(candidat) for candidat in session.candidats)
    return session.model_copy(update={"jurys": jurys, "candidats": candidats})


def _rewind_jury(jury: Jury) -> Jury:
    membres = tuple(membre.model_copy(update=_MEMBRE) for membre in jury.membres)
    return jury.model_copy(update={**_JURY, "membres": membres})


def _rewind_candidat(candidat: Candidat) -> Candidat:
    kept = tuple(r for r in candidat.resultats if r.issue in AILLEURS)
    return candidat.model_copy(update={**_CANDIDAT, "resultats": kept})

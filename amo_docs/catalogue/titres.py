"""Which title a paper is: the same one whatever session made it, under whatever file name."""

from __future__ import annotations

from dataclasses import dataclass

from amo_docs.catalogue.types_papier import DocumentType
from amo_docs.model.papier import Papier
from amo_docs.model.referentiel import Referentiel


@dataclass(frozen=True)
class Titre:
    """A title: what a person may hold once, of one certification.

    `Exemplaire.cle` names a paper within its session; this names what it proves, across sessions.
    `bloc` is None when the whole certification is delivered.
    """

    certification: str
    type: str
    # As the session knows the person: a matricule is not a person, and only what was handed out
    # before can tell that two of them are one.
    matricule: str
    bloc: str | None = None


def find_titre(document: DocumentType, papier: Papier, referentiel: Referentiel) -> Titre | None:
    """Return the title that `papier`, of type `document`, is; None when it is none."""
    decision, bloc = papier.sujet.decision, papier.sujet.bloc
    # A letter, a list or a sheet proves nothing, even about one candidate.
    if not document.vaut_titre or decision is None:
        return None
    return Titre(
        certification=referentiel.code,
        type=document.cle,
        matricule=decision.candidat.matricule,
        bloc=bloc.code if bloc is not None else None,
    )

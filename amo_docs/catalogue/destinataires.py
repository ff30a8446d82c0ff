"""The named sets of recipients: each one function over the decisions of a jury."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from amo_docs.catalogue.documents import DocumentType
from amo_docs.model.decision import CodeDecision, Decision
from amo_docs.model.jury import Jury
from amo_docs.model.papier import Sujet
from amo_docs.model.referentiel import Referentiel
from amo_docs.model.session import Session


@dataclass(frozen=True)
class Contexte:
    """What a set of recipients is drawn from: one jury and the decisions on its candidates."""

    session: Session
    referentiel: Referentiel
    jury: Jury
    decisions: tuple[Decision, ...]


def list_par_candidat(contexte: Contexte) -> Iterator[Sujet]:
    """Every candidate of the jury."""
    for decision in contexte.decisions:
        yield Sujet(jury=contexte.jury, decision=decision)


def list_par_membre(contexte: Contexte) -> Iterator[Sujet]:
    """Every member of the jury, suppléants too."""
    for membre in contexte.jury.membres:
        yield Sujet(jury=contexte.jury, membre=membre)


def list_par_jury(contexte: Contexte) -> Iterator[Sujet]:
    """The jury itself."""
    yield Sujet(jury=contexte.jury)


def list_par_bloc_acquis(contexte: Contexte) -> Iterator[Sujet]:
    """Every bloc newly acquired by a candidate who is not certified; by the others too when the session asks."""
    for decision in contexte.decisions:
        if decision.code is CodeDecision.CERTIFIE and not contexte.session.attestations_aux_certifies:
            continue
        for bloc in contexte.referentiel.blocs:
            if bloc.code in decision.blocs_nouveaux and decision.code is not CodeDecision.EXCLU:
                yield Sujet(jury=contexte.jury, decision=decision, bloc=bloc)


def list_par_certifie(contexte: Contexte) -> Iterator[Sujet]:
    """Every certified candidate."""
    for decision in contexte.decisions:
        if decision.code is CodeDecision.CERTIFIE:
            yield Sujet(jury=contexte.jury, decision=decision)


DESTINATAIRES: Mapping[str, Callable[[Contexte], Iterator[Sujet]]] = {
    "candidat": list_par_candidat,
    "membre_jury": list_par_membre,
    "jury": list_par_jury,
    "bloc_acquis": list_par_bloc_acquis,
    "certifie": list_par_certifie,
}


def list_sujets(document: DocumentType, contexte: Contexte) -> tuple[Sujet, ...]:
    """Return whom a paper of this type is for, in the order of the table."""
    return tuple(DESTINATAIRES[document.destinataires](contexte))

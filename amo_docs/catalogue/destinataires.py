"""The named sets of recipients: each is one function over the decisions of a jury."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from amo_docs.catalogue.types_papier import DocumentType
from amo_docs.model.base import fold
from amo_docs.model.classement import collate
from amo_docs.model.decision import CodeDecision, Decision, sort_decisions
from amo_docs.model.jury import Jury
from amo_docs.model.papier import Sujet
from amo_docs.model.referentiel import Referentiel
from amo_docs.model.remises import Remise, Unite
from amo_docs.model.seances import list_jours, list_seances
from amo_docs.model.session import Session


@dataclass(frozen=True)
class Vivier:
    """What a set of recipients is drawn from: one jury and the decisions on its candidates.

    `catalogue` is needed by the sets that list what is handed over.
    """

    session: Session
    referentiel: Referentiel
    jury: Jury
    decisions: tuple[Decision, ...]
    catalogue: tuple[DocumentType, ...] = ()


def list_par_candidat(contexte: Vivier) -> Iterator[Sujet]:
    """Every candidate of the jury."""
    for decision in contexte.decisions:
        yield Sujet(jury=contexte.jury, decision=decision)


def list_par_membre(contexte: Vivier) -> Iterator[Sujet]:
    """Every member of the jury, suppléants too."""
    # A suppléant is convened and declares his independence before anybody knows he will sit.
    for membre in contexte.jury.membres:
        yield Sujet(jury=contexte.jury, membre=membre)


def list_par_jury(contexte: Vivier) -> Iterator[Sujet]:
    """The jury itself."""
    yield Sujet(jury=contexte.jury)


def list_par_bloc_acquis(contexte: Vivier) -> Iterator[Sujet]:
    """Every bloc newly acquired by a candidate who is not certified.

    The certified ones have it too where the session asks for it.
    """
    for decision in contexte.decisions:
        if (
            decision.code is CodeDecision.CERTIFIE
            and not contexte.session.attestations_aux_certifies
        ):
            continue
        for bloc in contexte.referentiel.blocs:
            # A bloc acquired earlier has its attestation, from the session that granted it.
            if bloc.code in decision.blocs_nouveaux and decision.code is not CodeDecision.EXCLU:
                yield Sujet(jury=contexte.jury, decision=decision, bloc=bloc)


def list_par_certifie(contexte: Vivier) -> Iterator[Sujet]:
    """Every certified candidate."""
    for decision in contexte.decisions:
        if decision.code is CodeDecision.CERTIFIE:
            yield Sujet(jury=contexte.jury, decision=decision)


def list_par_epreuve(contexte: Vivier) -> Iterator[Sujet]:
    """Every épreuve of the jury; the jury itself where it has none."""
    epreuves = contexte.session.list_epreuves(contexte.jury)
    for epreuve in epreuves:
        yield Sujet(jury=contexte.jury, epreuve=epreuve)
    if not epreuves:
        yield Sujet(jury=contexte.jury)


def list_par_epreuve_candidat(contexte: Vivier) -> Iterator[Sujet]:
    """Every candidate at every épreuve he is called to; once where the jury has none."""
    for decision in contexte.decisions:
        epreuves = contexte.session.list_epreuves(contexte.jury, decision.candidat)
        # On the route of experience candidates are heard without épreuves.
        for epreuve in epreuves or (None,):
            yield Sujet(jury=contexte.jury, decision=decision, epreuve=epreuve)


def list_par_jour(contexte: Vivier) -> Iterator[Sujet]:
    """Every day on which candidates pass."""
    # Who passes when is worked out in `model/seances.py` alone: lists and sheets agree.
    for jour in list_jours(contexte.session, contexte.jury):
        yield Sujet(jury=contexte.jury, jour=jour)


def list_par_seance(contexte: Vivier) -> Iterator[Sujet]:
    """Every half-day in every room."""
    for seance in list_seances(contexte.session, contexte.jury):
        yield Sujet(jury=contexte.jury, jour=seance.jour, seance=seance)


def list_par_seance_amenagee(contexte: Vivier) -> Iterator[Sujet]:
    """Every half-day in every room where somebody has been granted something."""
    for sujet in list_par_seance(contexte):
        presences = sujet.seance.presences if sujet.seance else ()
        if any(presence.candidat.amenagements for presence in presences):
            yield sujet


def list_par_unite(contexte: Vivier) -> Iterator[Sujet]:
    """Every unit whose people receive papers marked `remise`.

    People without a unit receive theirs in person.
    """
    pieces: dict[str, list[str]] = {}
    for document in contexte.catalogue:
        for sujet in list_sujets(document, contexte) if document.remise else ():
            part = f" {sujet.bloc.abrege}" if sujet.bloc else ""
            pieces.setdefault(sujet.identifiant, []).append(document.titre + part)
    unites: dict[str, list[Remise]] = {}
    noms: dict[str, str] = {}
    for decision in sort_decisions(contexte.decisions):
        candidat = decision.candidat
        if candidat.unite is not None and candidat.matricule in pieces:
            # One unit, however its accents and capitals are typed; the first spelling is printed.
            cle = fold(candidat.unite)
            noms.setdefault(cle, candidat.unite)
            unites.setdefault(cle, []).append(Remise(candidat, tuple(pieces[candidat.matricule])))
    for cle in sorted(unites, key=lambda cle: collate(noms[cle])):
        yield Sujet(jury=contexte.jury, unite=Unite(noms[cle], tuple(unites[cle])))


# A new set is one function here and its name in `types_papier.py`: papers for it then need no
# Python.
DESTINATAIRES: Mapping[str, Callable[[Vivier], Iterator[Sujet]]] = {
    "candidat": list_par_candidat,
    "membre_jury": list_par_membre,
    "jury": list_par_jury,
    "bloc_acquis": list_par_bloc_acquis,
    "certifie": list_par_certifie,
    "epreuve": list_par_epreuve,
    "epreuve_candidat": list_par_epreuve_candidat,
    "jour": list_par_jour,
    "seance": list_par_seance,
    "seance_amenagee": list_par_seance_amenagee,
    "unite": list_par_unite,
}


def list_sujets(document: DocumentType, contexte: Vivier) -> tuple[Sujet, ...]:
    """Return whom a paper of this type is for, in the order of the table."""
    return tuple(DESTINATAIRES[document.destinataires](contexte))

"""Which papers there are: those whose jury has reached the state their type asks for."""

from __future__ import annotations

from datetime import date

from amo_docs.catalogue import Contexte, DocumentType, list_sujets
from amo_docs.model.decision import CodeDecision, Decision
from amo_docs.model.etat import Etat, compute_etat
from amo_docs.model.jury import Jury
from amo_docs.model.papier import Papier, Plan, Refus, Sujet
from amo_docs.model.referentiel import Referentiel
from amo_docs.model.session import Session
from amo_docs.plan.noms import find_homonymes, name_papiers


def _explain(etat: Etat, decisions: tuple[Decision, ...]) -> str:
    """Return, in French, why a jury has not reached a later state."""
    if etat is Etat.PREPAREE:
        return "le jury n’a pas encore de membres et de candidats"
    if etat is Etat.CONVOQUEE:
        waiting = [d.candidat.matricule for d in decisions if d.code_jury is CodeDecision.EN_ATTENTE]
        return f"sans résultat : {', '.join(waiting)}"
    if etat is Etat.JUGEE:
        return "le procès-verbal n’est pas complet"
    return "la délivrance n’est pas renseignée ([delivrance] : date, lieu)"


def _date_papier(document: DocumentType, sujet: Sujet, session: Session) -> date:
    """Return the day printed: that of délivrance where the paper states one, else the session's for its type."""
    if "delivrance" in document.mentions and sujet.decision is not None and sujet.decision.date_delivrance is not None:
        return sujet.decision.date_delivrance
    return session.dates.get(document.cle, sujet.jury.date_jury)


def plan_papiers(
    session: Session,
    referentiel: Referentiel,
    catalogue: tuple[DocumentType, ...],
    decisions: tuple[Decision, ...],
    definitif: bool,
) -> Plan:
    """Return the plan: every paper of every jury, in the order of the catalogue, and what is not made and why.

    A paper that follows the jury is PROJET unless `definitif`.
    """
    demandes: list[tuple[DocumentType, Sujet]] = []
    refus: list[Refus] = []
    for document in catalogue:
        for jury in session.jurys:
            mine = tuple(d for d in decisions if d.candidat.jury == jury.code)
            etat = compute_etat(session, jury, mine)
            if etat < document.etat:
                refus.append(_refuse(document, jury, _explain(etat, mine), mine))
                continue
            demandes += _list_demandes(document, Contexte(session, referentiel, jury, mine))
    chemins = name_papiers(demandes, find_homonymes(session))
    papiers = tuple(
        Papier(
            type=document.cle,
            sujet=sujet,
            chemin=chemin,
            date=_date_papier(document, sujet, session),
            projet=not (document.avant_jury or definitif),
        )
        for (document, sujet), chemin in zip(demandes, chemins, strict=True)
    )
    return Plan(papiers, tuple(refus))


def _refuse(document: DocumentType, jury: Jury, raison: str, decisions: tuple[Decision, ...]) -> Refus:
    """Return the refusal of `document` for `jury`, with the people such a paper is for."""
    membres = (
        frozenset(membre.id for membre in jury.membres) if document.destinataires == "membre_jury" else frozenset()
    )
    personal = document.destinataires not in ("membre_jury", "jury")
    candidats = frozenset(d.candidat.matricule for d in decisions) if personal else frozenset()
    return Refus(document.cle, jury.code, raison, candidats, membres)


def _list_demandes(document: DocumentType, contexte: Contexte) -> list[tuple[DocumentType, Sujet]]:
    return [(document, sujet) for sujet in list_sujets(document, contexte)]

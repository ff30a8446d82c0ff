"""Which papers there are: those whose jury has reached the state that their type asks for."""

from __future__ import annotations

from datetime import date

from amo_docs.catalogue import DocumentType, Vivier, list_manques, list_sujets
from amo_docs.model.decision import CodeDecision, Decision, select_decisions
from amo_docs.model.etat import Etat, compute_etat
from amo_docs.model.jury import Jury
from amo_docs.model.papier import Exemplaire, Papier, Plan, Refus, Sujet
from amo_docs.model.referentiel import Referentiel
from amo_docs.model.session import Session
from amo_docs.plan.chemins import find_homonymes, name_papiers


def _explain(etat: Etat, decisions: tuple[Decision, ...]) -> tuple[str, bool]:
    """Return, in French, why a jury has not reached a later state, and whether it only waits."""
    if etat is Etat.PREPAREE:
        return "le jury n’a pas encore de membres et de candidats", True
    if etat is Etat.CONVOQUEE:
        waiting = [
            d.candidat.matricule for d in decisions if d.code_jury is CodeDecision.EN_ATTENTE
        ]
        # Once some results are typed, those that are not are forgotten.
        if len(waiting) == len(decisions):
            return "les résultats ne sont pas saisis", True
        return f"sans résultat : {', '.join(waiting)}", False
    if etat is Etat.JUGEE:
        return "le procès-verbal n’est pas complet", False
    return "la délivrance n’est pas renseignée ([delivrance] : date, lieu)", True


def _date_papier(document: DocumentType, sujet: Sujet, session: Session) -> date:
    """Return the day printed: that of délivrance where the paper states one, else the one typed."""
    if (
        document.porte_delivrance
        and sujet.decision is not None
        and sujet.decision.date_delivrance is not None
    ):
        # Of the candidate: his own when he is certified later than the others.
        return sujet.decision.date_delivrance
    # A paper without a date of its own (a list, a sheet) has that of its jury.
    return session.dates.get(document.cle, sujet.jury.date_jury)


def plan_papiers(
    session: Session,
    referentiel: Referentiel,
    catalogue: tuple[DocumentType, ...],
    decisions: tuple[Decision, ...],
    definitif: bool,
) -> Plan:
    """Return the plan: every paper of every jury, in the order of the catalogue.

    What is not made is in it too, with the reason. A paper that follows the jury is PROJET unless
    `definitif`.
    """
    demandes: list[tuple[DocumentType, Sujet]] = []
    refus: list[Refus] = []
    for document in catalogue:
        for jury in session.jurys:
            mine = select_decisions(decisions, jury)
            etat = compute_etat(session, jury, mine)
            if etat < document.etat:
                refus.append(_refuse(document, jury, etat, mine))
                continue
            sujets, missing = _sort_out(
                document, Vivier(session, referentiel, jury, mine, catalogue)
            )
            demandes += ((document, sujet) for sujet in sujets)
            refus += missing
    # Of all papers of the plan together: choosing some of them changes no name.
    chemins = name_papiers(demandes, find_homonymes(session))
    papiers = tuple(
        Papier(
            Exemplaire(
                type=document.cle,
                cle=f"{document.cle}/{sujet.cle}",
                destinataire=sujet.identifiant,
                chemin=chemin,
                date=_date_papier(document, sujet, session),
                # A convocation is sent before anything is decided: it is never a draft of a
                # decision.
                projet=not (document.avant_jury or definitif),
            ),
            sujet,
        )
        for (document, sujet), chemin in zip(demandes, chemins, strict=True)
    )
    return Plan(papiers, tuple(refus))


def _sort_out(document: DocumentType, contexte: Vivier) -> tuple[list[Sujet], list[Refus]]:
    """Return whom the paper is made for, and the refusals for the others, one a reason."""
    made: list[Sujet] = []
    manques: dict[str, list[Sujet]] = {}
    for sujet in list_sujets(document, contexte):
        missing = next(list_manques(document, contexte.session, contexte.referentiel, sujet), None)
        # A paper that may wait is left out, not an error: the summary says what it lacks, and the
        # rest is made.
        if missing is None or not document.facultatif:
            made.append(sujet)
        else:
            manques.setdefault(missing, []).append(sujet)
    return made, [_refuse_sujets(document, manque, sujets) for manque, sujets in manques.items()]


def _refuse_sujets(document: DocumentType, manque: str, sujets: list[Sujet]) -> Refus:
    """Return the refusal of `document` for want of `manque`, with those it is refused to."""
    jury = sujets[0].jury.code
    candidats = frozenset(s.decision.candidat.matricule for s in sujets if s.decision)
    membres = frozenset(s.membre.id for s in sujets if s.membre)
    persons = list(dict.fromkeys(s.identifiant for s in sujets if s.identifiant != jury))
    raison = f"{manque} : {', '.join(persons)}" if persons else manque
    return Refus(document.cle, jury, raison, len(sujets), candidats=candidats, membres=membres)


def _refuse(
    document: DocumentType, jury: Jury, etat: Etat, decisions: tuple[Decision, ...]
) -> Refus:
    """Return the refusal of `document` for `jury`, with the people such a paper is for."""
    raison, attendu = _explain(etat, decisions)
    membres = (
        frozenset(membre.id for membre in jury.membres)
        if document.destinataires == "membre_jury"
        else frozenset()
    )
    # Who named himself must learn that his paper waits; who named another must not.
    personal = document.destinataires not in ("membre_jury", "jury")
    candidats = frozenset(d.candidat.matricule for d in decisions) if personal else frozenset()
    return Refus(
        document.cle, jury.code, raison, attendu=attendu, candidats=candidats, membres=membres
    )

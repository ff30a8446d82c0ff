"""Rules of time: échéance of the registration, délivrance, notification of results."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from dateutil.relativedelta import relativedelta

from amo_docs.catalogue import DocumentType, Vivier, list_sujets
from amo_docs.check.regle import Constat, Examen
from amo_docs.model.decision import CodeDecision
from amo_docs.model.etat import Etat
from amo_docs.typographie import agree

_GESTE_LIMITE = "Voyez le certificateur : plus rien ne peut être délivré."


def check_entrees(examen: Examen) -> Iterator[Constat]:
    """After the échéance, a jury judges those who entered or were recevables by then (L6113-9)."""
    limit = examen.referentiel.echeance
    for index, candidat in enumerate(examen.session.candidats):
        jury = examen.session.find_jury(candidat.jury)
        voie = examen.referentiel.find_voie(candidat.voie)
        # D103 and D104 report these two. Before the échéance nobody is asked when he entered.
        if jury is None or voie is None or jury.date_jury <= limit:
            continue
        champ = "date_recevabilite" if voie.validation_acquis else "date_entree"
        said = (
            "la date de recevabilité" if voie.validation_acquis else "la date d’entrée en formation"
        )
        entered: date | None = getattr(candidat, champ)
        after = f"le jury siège le {jury.date_jury:%d/%m/%Y}, après l’échéance du {limit:%d/%m/%Y}"
        if entered is not None and entered > jury.date_jury:
            continue  # D116 says it
        # A missing date is an erreur here only: the right to be certified depends on it.
        if entered is None:
            message = f"{said.capitalize()} manque, et {after}."
            yield Constat(
                f"candidats[{index}].{champ}",
                message,
                "Renseignez-la d’après le dossier du candidat.",
            )
        # On the day itself the registration still holds.
        elif entered > limit:
            message = f"{said.capitalize()}, « {entered:%d/%m/%Y} », suit l’échéance, et {after}."
            geste = (
                "Corrigez la date, ou retirez le candidat : il ne peut plus prétendre à la "
                "certification."
            )
            yield Constat(f"candidats[{index}].{champ}", message, geste)


def check_entrees_tardives(examen: Examen) -> Iterator[Constat]:
    """Training, or recevabilité, comes before the jury has decided."""
    named = {
        "date_entree": "La date d’entrée en formation",
        "date_recevabilite": "La date de recevabilité",
    }
    for index, candidat in enumerate(examen.session.candidats):
        jury = examen.session.find_jury(candidat.jury)
        for champ, said in named.items() if jury else ():
            entered: date | None = getattr(candidat, champ)
            if jury is not None and entered is not None and entered > jury.date_jury:
                message = (
                    f"{said}, « {entered:%d/%m/%Y} », suit le jury ({jury.date_jury:%d/%m/%Y})."
                )
                yield Constat(
                    f"candidats[{index}].{champ}",
                    message,
                    "Corrigez la date d’après le dossier du candidat.",
                )


def check_echeance(examen: Examen) -> Iterator[Constat]:
    """A jury near the échéance of the registration, or after it, is reported."""
    # Those who entered in time may still be certified: an avertissement, not an erreur.
    limit, months = examen.referentiel.echeance, examen.referentiel.seuils.alerte_echeance_mois
    for index, jury in enumerate(examen.session.jurys):
        left = (limit - jury.date_jury).days
        if jury.date_jury < limit - relativedelta(months=months):
            continue
        when = f"{agree(abs(left), 'jour', 'jours')} {'avant' if left >= 0 else 'après'} l’échéance"
        message = (
            f"Le jury « {jury.code} » siège le {jury.date_jury:%d/%m/%Y}, {when} du "
            f"{limit:%d/%m/%Y}."
        )
        geste = (
            "Vérifiez les dates d’entrée : au-delà de l’échéance, ceux qui sont entrés plus "
            "tard n’ont plus rien."
        )
        yield Constat(f"jurys[{index}].dates", message, geste)


def check_delivrances(examen: Examen) -> Iterator[Constat]:
    """A candidate's own day of délivrance follows the jury; he is certified on it."""
    for index, candidat in enumerate(examen.session.candidats):
        jury = examen.session.find_jury(candidat.jury)
        decision = next((d for d in examen.decisions if d.candidat is candidat), None)
        if jury is None or decision is None or candidat.date_delivrance is None:
            continue
        cle = f"candidats[{index}].date_delivrance"
        if candidat.date_delivrance < jury.date_jury:
            message = f"La délivrance du « {candidat.date_delivrance:%d/%m/%Y} » précède le jury."
            yield Constat(cle, message, "Corrigez la date de délivrance.")
        # Most registrations set no last day: then any will do.
        limite = examen.enregistrement.limite_delivrance if examen.enregistrement else None
        if limite is not None and candidat.date_delivrance > limite:
            yield Constat(cle, _say_limite(candidat.date_delivrance, limite), _GESTE_LIMITE)
        # Typed in advance it is no fault: results are still awaited. The decision is that of this
        # very day, so that missing prerequisites show here.
        if decision.code not in {CodeDecision.CERTIFIE, CodeDecision.EN_ATTENTE}:
            message = (
                f"Une date de délivrance est donnée, mais la décision est « {decision.code} »."
            )
            yield Constat(cle, message, _explain(decision.prerequis.manques))


def _explain(manques: tuple[str, ...]) -> str:
    if manques:
        return f"Justifiez d’abord : {', '.join(manques)}."
    return "Effacez la date, ou corrigez les résultats."


def check_session_delivrance(examen: Examen) -> Iterator[Constat]:
    """Nothing is delivered before the last jury has decided, nor after the last day allowed."""
    delivrance = examen.session.delivrance
    if delivrance is None:
        return
    # There is one délivrance for all juries: the last one decides.
    last = max(examen.session.jurys, key=lambda jury: jury.date_jury)
    if delivrance.date < last.date_jury:
        day = f"La délivrance du « {delivrance.date:%d/%m/%Y} » précède le jury « {last.code} »"
        yield Constat("delivrance.date", f"{day} ({last.date_jury:%d/%m/%Y}).", "Corrigez la date.")
    limite = examen.enregistrement.limite_delivrance if examen.enregistrement else None
    if limite is not None and delivrance.date > limite:
        yield Constat("delivrance.date", _say_limite(delivrance.date, limite), _GESTE_LIMITE)


def _say_limite(day: date, limite: date) -> str:
    return f"La délivrance du « {day:%d/%m/%Y} » dépasse la limite, {limite:%d/%m/%Y}."


def _find_jour(examen: Examen, document: DocumentType) -> tuple[str, date | None]:
    """Return (key, day) of the date that papers of this type print, own délivrances left out."""
    delivrance = examen.session.delivrance
    if document.porte_delivrance and delivrance is not None:
        return "delivrance.date", delivrance.date
    return f"dates.{document.cle}", examen.session.dates.get(document.cle)


def _list_notifiants(examen: Examen) -> tuple[DocumentType, ...]:
    """Return the papers that carry a result: the notification where it is dated, else all."""
    # Whoever dates the notification tells the result by it: a certificate may then come later. The
    # mention « recours » is what makes a paper a notification.
    dated = tuple(
        d for d in examen.catalogue if "recours" in d.mentions and d.cle in examen.session.dates
    )
    return dated or examen.catalogue


def check_notifications(examen: Examen) -> Iterator[Constat]:
    """The result of a validation of experience is notified in time, by the printed dates."""
    delai = examen.referentiel.seuils.delai_notification_jours
    late: dict[tuple[str, date, str, int], list[str]] = {}
    for jury in examen.session.jurys:
        voie = examen.referentiel.find_voie(jury.voie)
        # The delay is that of experience (R6412-5 and following): no text sets one for training.
        if voie is None or not voie.validation_acquis or examen.etats[jury.code] < Etat.JUGEE:
            continue
        contexte = Vivier(examen.session, examen.referentiel, jury, examen.list_decisions(jury))
        for document in _list_notifiants(examen):
            sujets = () if document.avant_jury else list_sujets(document, contexte)
            cle, day = _find_jour(examen, document)
            # A candidate with a délivrance of his own was certified later: it notifies nothing.
            if day is None or not any(
                s.decision and s.decision.candidat.date_delivrance is None for s in sujets
            ):
                continue
            if day > jury.date_jury + timedelta(days=delai):
                late.setdefault((cle, day, jury.code, (day - jury.date_jury).days), []).append(
                    document.cle
                )
    # Papers of one date are late together: one mistake.
    for (cle, day, code, days), papiers in late.items():
        message = (
            f"La date « {day:%d/%m/%Y} » ({', '.join(papiers)}) vient {days} jours après "
            f"le jury « {code} » : "
            f"un résultat se notifie sous {delai} jours."
        )
        yield Constat(
            cle, message, "Avancez la date, ou notifiez les résultats sans attendre ces papiers."
        )

"""Mandatory mentions: for each paper about to be made, the data each of its mentions needs is there."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from amo_docs.catalogue import DocumentType
from amo_docs.check.regle import Constat, Examen
from amo_docs.model.etat import Etat
from amo_docs.model.jury import Jury

Besoin = Callable[[Examen, DocumentType, Jury], Iterator[Constat]]


def need_date(examen: Examen, document: DocumentType, _jury: Jury) -> Iterator[Constat]:
    """A paper has a printed date: data, so that a re-render never changes it."""
    if document.cle not in examen.session.dates:
        message = f"La date imprimée du papier « {document.cle} » manque."
        yield Constat("dates", message, f"Ajoutez « {document.cle} = JJ/MM/AAAA » sous [dates].")


def need_signataire(examen: Examen, document: DocumentType, _jury: Jury) -> Iterator[Constat]:
    """A paper has a signatory (parchemin: list of mentions; decisions: L212-1 CRPA)."""
    if examen.session.find_signataire(document.cle) is None:
        message = f"Le papier « {document.cle} » n’a pas de signataire."
        yield Constat("signataires", message, "Ajoutez-le à « papiers » d’un des [[signataires]].")


def need_enregistrement(examen: Examen, _document: DocumentType, _jury: Jury) -> Iterator[Constat]:
    """A certificate or an attestation cites the registration; it is not in the fiche and never invented."""
    if examen.enregistrement is None:
        cited = ", ".join(d.cle for d in examen.catalogue if "enregistrement" in d.mentions)
        message = f"L’enregistrement au répertoire manque, et des papiers le citent : {cited}."
        geste = "Ajoutez [enregistrement] (type, texte, date) au référentiel ou à la session."
        yield Constat("enregistrement", message, geste)
    elif examen.referentiel.phrases.find_enregistrement(examen.enregistrement) is None:
        message = f"La phrase qui cite l’enregistrement « {examen.enregistrement.type} » ne peut pas être écrite."
        geste = "Donnez la phrase de ce type sous [phrases] du référentiel, et « texte » si elle le cite."
        yield Constat("enregistrement.texte", message, geste)


def _need_minutes(jury: Jury, examen: Examen, champ: str, libelle: str) -> Iterator[Constat]:
    if getattr(jury, champ) is None:
        index = examen.session.jurys.index(jury)
        message = f"Le jury « {jury.code} » a tous ses résultats, et {libelle} manque."
        yield Constat(f"jurys[{index}].{champ}", message, f"Renseignez « {champ} ».")


def need_numero_pv(examen: Examen, _document: DocumentType, jury: Jury) -> Iterator[Constat]:
    """The minutes have a number of their own."""
    yield from _need_minutes(jury, examen, "numero_pv", "le numéro de son procès-verbal")


def need_date_jury(examen: Examen, _document: DocumentType, jury: Jury) -> Iterator[Constat]:
    """The minutes say the day and the real hours."""
    yield from _need_minutes(jury, examen, "date_deliberation", "la date de délibération")
    yield from _need_minutes(jury, examen, "ouverture_reelle", "l’heure réelle d’ouverture")
    yield from _need_minutes(jury, examen, "cloture_reelle", "l’heure réelle de clôture")


def need_incidents(examen: Examen, _document: DocumentType, jury: Jury) -> Iterator[Constat]:
    """Incidents are written; « Néant » is written too, not assumed."""
    if jury.incidents is None:
        index = examen.session.jurys.index(jury)
        message = f"Les incidents du jury « {jury.code} » ne sont pas renseignés."
        yield Constat(f"jurys[{index}].incidents", message, "Écrivez « Néant » s’il n’y en a pas eu.")


def need_jurys(examen: Examen, _document: DocumentType, jury: Jury) -> Iterator[Constat]:
    """Every juror who sat has declared his independence (D6412-6)."""
    index = examen.session.jurys.index(jury)
    for membre in jury.siegeants:
        if membre.independance_declaree_le is None:
            rank = jury.membres.index(membre)
            message = f"Le membre « {membre.id} » a siégé sans déclaration d’indépendance."
            geste = "Renseignez « independance_declaree_le »."
            yield Constat(f"jurys[{index}].membres[{rank}].independance_declaree_le", message, geste)


BESOINS: Mapping[str, Besoin] = {
    "enregistrement": need_enregistrement,
    "date_papier": need_date,
    "signataire": need_signataire,
    "numero_pv": need_numero_pv,
    "date_jury": need_date_jury,
    "incidents": need_incidents,
    "jurys": need_jurys,
}
"""What a mention needs beyond the fields a record cannot be made without."""


def check_mentions(examen: Examen) -> Iterator[Constat]:
    """Each paper about to be made has the data of all its mentions. Said once, whatever the number of papers."""
    seen: set[Constat] = set()
    for jury in examen.session.jurys:
        etat = examen.etats[jury.code]
        if etat is Etat.JUGEE and examen.session.delivrance is not None:
            etat = Etat.DELIVREE
        for document in examen.catalogue:
            if etat < document.etat:
                continue
            for mention in document.mentions:
                need = BESOINS.get(mention)
                for constat in need(examen, document, jury) if need else ():
                    if constat not in seen:
                        seen.add(constat)
                        yield constat

"""Mandatory mentions: each paper about to be made has the data its mentions need."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping

from amo_docs.catalogue import DocumentType
from amo_docs.check.regle import Constat, Examen, gather_noms
from amo_docs.model.etat import Etat
from amo_docs.model.jury import Jury
from amo_docs.model.proches import find_proche

Due = tuple[tuple[DocumentType, Jury], ...]
"""The papers about to be made that carry the mention, each with its jury."""
Besoin = Callable[[Examen, Due], Iterator[Constat]]


def _list_papiers(due: Due) -> list[str]:
    """Return the keys of the papers, once each."""
    return list(dict.fromkeys(document.cle for document, _ in due))


def _is_mistyped(examen: Examen, papier: str, typed: Iterable[str]) -> bool:
    """Tell whether a key typed for no paper is near this one: S402 reports it."""
    known = [document.cle for document in examen.catalogue]
    return any(find_proche(cle, known) == papier for cle in typed if cle not in known)


def need_date(examen: Examen, due: Due) -> Iterator[Constat]:
    """A paper has a printed date."""
    # Typed, never today: made again, the paper must be the same.
    dates = examen.session.dates
    missing = [
        cle
        for cle in _list_papiers(due)
        if cle not in dates and not _is_mistyped(examen, cle, dates)
    ]
    if missing:
        lines = ", ".join(f"« {cle} = JJ/MM/AAAA »" for cle in missing)
        message = f"La date imprimée manque pour {', '.join(missing)}."
        yield Constat("dates", message, f"Ajoutez {lines} sous [dates].")


def need_signataire(examen: Examen, due: Due) -> Iterator[Constat]:
    """A paper has a signatory (parchemin: list of mentions; decisions: CRPA, L212-1)."""
    typed = [cle for signataire in examen.session.signataires for cle in signataire.papiers]
    missing = [
        cle
        for cle in _list_papiers(due)
        if cle not in typed and not _is_mistyped(examen, cle, typed)
    ]
    if missing:
        message = f"Le signataire manque pour {', '.join(missing)}."
        yield Constat(
            "signataires", message, "Ajoutez ces papiers à « papiers » d’un des [[signataires]]."
        )


def need_enregistrement(examen: Examen, due: Due) -> Iterator[Constat]:
    """A certificate or an attestation cites the registration, which is never invented."""
    if examen.enregistrement is None:
        message = (
            "L’enregistrement au répertoire manque, et des papiers le citent : "
            f"{', '.join(_list_papiers(due))}."
        )
        geste = "Ajoutez [enregistrement] (type, texte, date) au référentiel ou à la session."
        yield Constat("enregistrement", message, geste)
    # The act is known, but not how to say it: by right or at request, each type has its sentence.
    elif examen.referentiel.phrases.find_enregistrement(examen.enregistrement) is None:
        message = (
            f"La phrase qui cite l’enregistrement « {examen.enregistrement.type} » ne peut "
            "pas être écrite."
        )
        geste = (
            "Donnez la phrase de ce type sous [phrases] du référentiel, et « texte » si elle "
            "le cite."
        )
        yield Constat("enregistrement.texte", message, geste)


def _list_jurys(examen: Examen, due: Due) -> Iterator[tuple[int, Jury]]:
    """Yield (rank, jury) of the juries, once each."""
    concerned = {jury.code for _, jury in due}
    yield from (
        (index, jury) for index, jury in enumerate(examen.session.jurys) if jury.code in concerned
    )


def _need_minutes(examen: Examen, due: Due, champ: str, libelle: str) -> Iterator[Constat]:
    for index, jury in _list_jurys(examen, due):
        if getattr(jury, champ) is None:
            message = f"Le jury « {jury.code} » a tous ses résultats, et {libelle} manque."
            yield Constat(f"jurys[{index}].{champ}", message, f"Renseignez « {champ} ».")


def need_numero_pv(examen: Examen, due: Due) -> Iterator[Constat]:
    """The minutes have a number of their own."""
    # Minutes without one have been refused: nothing else tells them from those of another jury.
    yield from _need_minutes(examen, due, "numero_pv", "le numéro de son procès-verbal")


def need_date_jury(examen: Examen, due: Due) -> Iterator[Constat]:
    """The minutes say the day and the real hours."""
    yield from _need_minutes(examen, due, "date_deliberation", "la date de délibération")
    yield from _need_minutes(examen, due, "ouverture_reelle", "l’heure réelle d’ouverture")
    yield from _need_minutes(examen, due, "cloture_reelle", "l’heure réelle de clôture")


def need_incidents(examen: Examen, due: Due) -> Iterator[Constat]:
    """Incidents are written; « Néant » is written too, not assumed."""
    for index, jury in _list_jurys(examen, due):
        if jury.incidents is None:
            message = f"Les incidents du jury « {jury.code} » ne sont pas renseignés."
            yield Constat(
                f"jurys[{index}].incidents", message, "Écrivez « Néant » s’il n’y en a pas eu."
            )


def need_jurys(examen: Examen, due: Due) -> Iterator[Constat]:
    """Every juror who sat has declared his independence (D6412-6)."""
    wrong = (
        (f"jurys[{index}].membres[{rank}].independance_declaree_le", membre.id, index)
        for index, jury in _list_jurys(examen, due)
        for rank, membre in enumerate(jury.membres)
        # Whoever did not sit has nothing to declare.
        if membre in jury.siegeants and membre.independance_declaree_le is None
    )
    for cle, noms, _ in gather_noms(wrong):
        verb = "ont siégé" if len(noms) > 1 else "a siégé"
        message = f"{', '.join(noms)} {verb} sans déclaration d’indépendance."
        yield Constat(cle, message, "Renseignez « independance_declaree_le ».")


BESOINS: Mapping[str, Besoin] = {
    "enregistrement": need_enregistrement,
    "date_papier": need_date,
    "signataire": need_signataire,
    "numero_pv": need_numero_pv,
    "date_jury": need_date_jury,
    "incidents": need_incidents,
    "jurys": need_jurys,
}
"""What a mention needs beyond the fields that a record cannot be made without."""


def _list_dus(examen: Examen) -> Iterator[tuple[DocumentType, Jury]]:
    """Yield the papers about to be made, each with its jury."""
    for jury in examen.session.jurys:
        etat = examen.etats[jury.code]
        # The session says when it delivers, and the minutes are not complete: what they lack is
        # reported now, rather than silently leaving the certificates out.
        if etat is Etat.JUGEE and examen.session.delivrance is not None:
            etat = Etat.DELIVREE
        yield from ((document, jury) for document in examen.catalogue if etat >= document.etat)


# A `facultatif` paper that lacks one of these is left out by the plan, which says why.
LAISSEES = ("date_papier", "signataire")


def check_mentions(examen: Examen) -> Iterator[Constat]:
    """Each paper about to be made has the data of all its mentions."""
    dus = tuple(_list_dus(examen))
    for mention, need in BESOINS.items():
        left = mention in LAISSEES
        due = tuple(
            (d, jury) for d, jury in dus if mention in d.mentions and not (left and d.facultatif)
        )
        # All papers at once: what several of them lack is one finding.
        if due:
            yield from need(examen, due)

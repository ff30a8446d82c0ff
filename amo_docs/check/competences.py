"""Rules on who may sign and who may sit: a delegation, a decision, a first name."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from amo_docs.catalogue import DocumentType
from amo_docs.check.jurys import list_membres
from amo_docs.check.regle import Constat, Examen, gather, gather_noms
from amo_docs.model.actes import JoursDits, read_jours
from amo_docs.model.base import fold
from amo_docs.model.jury import Jury, Membre, Presence
from amo_docs.model.session import Signataire

_LATIN = re.compile(r"[a-zà-ÿœæ]+", re.IGNORECASE)


def _list_signes(examen: Examen) -> Iterator[tuple[int, Signataire, DocumentType]]:
    """Yield (rank, signatory, type) of each paper that somebody signs."""
    for document in examen.catalogue:
        signataire = examen.session.find_signataire(document.cle)
        if signataire is not None:
            yield examen.session.signataires.index(signataire), signataire, document


def _list_jours(examen: Examen, document: DocumentType) -> Iterator[date]:
    """Yield the days printed on the papers of this type, as far as they are known."""
    session = examen.session
    if "nomination" in document.mentions:
        yield from (jury.nomination.date for jury in session.jurys if jury.nomination is not None)
    elif document.porte_delivrance:
        if session.delivrance is not None:
            yield session.delivrance.date
            # Certified after the jury, a candidate has a day of his own.
            yield from (d.date_delivrance for d in examen.decisions if d.date_delivrance)
    elif document.cle in session.dates:
        yield session.dates[document.cle]


def check_delegations(examen: Examen) -> Iterator[Constat]:
    """A delegation covers the day printed on each paper that is signed under it."""
    wrong: dict[tuple[int, date], list[str]] = {}
    for rang, signataire, document in _list_signes(examen):
        covers = _read_delegation(signataire).covers
        for jour in dict.fromkeys(_list_jours(examen, document)):
            if not covers(jour):
                wrong.setdefault((rang, jour), []).append(document.cle)
    for (rang, jour), papiers in wrong.items():
        signataire = examen.session.signataires[rang]
        message = (
            f"La délégation de « {signataire.nom} » ne couvre pas le {jour:%d/%m/%Y}, date "
            f"imprimée de : {', '.join(papiers)}."
        )
        yield Constat(
            f"signataires[{rang}].delegation",
            message,
            "Citez la délégation en vigueur ce jour-là, ou corrigez la date.",
        )


def _read_delegation(signataire: Signataire) -> JoursDits:
    """Return the days of a delegation: those typed, and those its text gives."""
    said = read_jours(signataire.delegation or "")
    du, au = signataire.delegation_du, signataire.delegation_au
    # What is typed wins: the text may cite the day of the act only.
    return JoursDits((du,) if du else said.debuts, (au,) if au else said.fins)


def check_nominations(examen: Examen) -> Iterator[Constat]:
    """The authority that decides who sits signs the decision, or delegates."""
    for rang, signataire, document in _list_signes(examen):
        if "nomination" not in document.mentions or signataire.delegation is not None:
            continue
        others = (
            (f"signataires[{rang}].qualite", jury.nomination.autorite)
            for jury in examen.session.jurys
            if jury.nomination is not None
            and _fold_qualite(jury.nomination.autorite) != _fold_qualite(signataire.qualite)
        )
        for cle, autorite, fois in gather(others):
            message = (
                f"« {autorite} » décide, et « {signataire.qualite} » signe sans délégation{fois}."
            )
            yield Constat(
                cle,
                message,
                "Donnez la délégation, ou écrivez la même qualité si c’est la même personne.",
            )


def _fold_qualite(qualite: str) -> str:
    return re.sub(r"^(?:le|la|l) ", "", fold(qualite))


def check_prenoms(examen: Examen) -> Iterator[Constat]:
    """Who presides and who signs has a first name, in letters (CRPA, L212-1)."""
    persons = [
        (f"signataires[{rang}].prenom", signataire.prenom)
        for rang, signataire in enumerate(examen.session.signataires)
    ]
    for index, jury in enumerate(examen.session.jurys):
        presidents = {membre.id for membre in jury.find_presidents(jury.membres)}
        persons += [
            (f"jurys[{index}].membres[{rang}].prenom", membre.prenom)
            for rang, membre in enumerate(jury.membres)
            if membre.id in presidents
        ]
    for cle, prenom in persons:
        # « C. », « J.-P. », « - ». In other scripts one sign may be a whole name.
        words = _LATIN.findall(prenom)
        if all(len(word) == 1 for word in words) and not _has_other_letters(prenom):
            message = f"« {prenom} » n’est pas un prénom en toutes lettres."
            yield Constat(cle, message, "Écrivez le prénom : l’auteur d’une décision est nommé.")


def _has_other_letters(texte: str) -> bool:
    return any(char.isalpha() for char in _LATIN.sub("", texte))


@dataclass(frozen=True)
class _Designation:
    """A decision that names a member: how it is cited, its day if it is known, and its key."""

    cle: str
    nom: str
    jour: date | None


def _list_designations(cle: str, jury: Jury, membre: Membre) -> Iterator[_Designation]:
    """Yield the decisions that name a member: that of his jury, and those of his mandate."""
    nomination = jury.nomination
    if nomination is not None:
        nom = f"n° {nomination.numero}" if nomination.numero else nomination.autorite
        yield _Designation(f"{cle.partition('.')[0]}.nomination.date", nom, nomination.date)
    if membre.mandat is not None:
        for periode in membre.mandat.periodes:
            said = read_jours(periode.decision).debuts
            yield _Designation(
                f"{cle}.mandat.decision", periode.decision, min(said) if said else None
            )


def check_designations(examen: Examen) -> Iterator[Constat]:
    """Whoever sits was named by a decision dated before the sitting, or on its first day."""
    wrong: list[tuple[str, str, tuple[str, date, date]]] = []
    for cle, jury, membre in list_membres(examen):
        # Whoever does not sit needs no decision; before the jury, all are to sit.
        if membre.presence not in (None, Presence.PRESENT):
            continue
        first = min(jury.dates)
        # A mandate that begins after the sitting is J309.
        if membre.mandat is not None and membre.mandat.du > first:
            continue
        decisions = list(_list_designations(cle, jury, membre))
        dated = [d for d in decisions if d.jour is not None]
        # One in time is enough. Where no decision gives its day, nothing says it is late; where
        # there is none at all, J331 asks for those that the fiche speaks of.
        if not dated or any(d.jour is not None and d.jour <= first for d in dated):
            continue
        last = dated[-1]
        assert last.jour is not None
        wrong.append((last.cle, membre.id, (last.nom, last.jour, first)))
    for cle, noms, (nom, jour, first) in gather_noms(wrong):
        verb = "siègent" if len(noms) > 1 else "siège"
        message = (
            f"{', '.join(noms)} {verb} dès le {first:%d/%m/%Y}, et la décision qui les désigne, "
            f"« {nom} », est du {jour:%d/%m/%Y}."
        )
        yield Constat(
            cle, message, "Citez la décision antérieure à la séance, ou corrigez sa date."
        )

"""The order in which papers are printed, their bookmarks, and the units they go to."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime, time
from typing import Any

from amo_docs.model.base import fold
from amo_docs.model.classement import collate
from amo_docs.model.papier import Papier, Sujet
from amo_docs.model.seances import list_passages
from amo_docs.model.session import Session

SANS_UNITE = "Sans unité"
"""The heading of those who have no unit, where others have one. They come last."""

_JAMAIS = datetime.max
"""The hour of those who are expected at none: after all the others."""


def order_papiers(papiers: Iterable[Papier], session: Session, tri: str) -> tuple[Papier, ...]:
    """Return the papers sorted by `tri`: « nom », « heure » or « unite »."""
    passages = _list_premiers(session) if tri == "heure" else {}
    keys: Mapping[str, Callable[[Papier], tuple[Any, ...]]] = {
        "nom": lambda papier: (),
        "heure": lambda papier: (_find_heure(papier.sujet, passages),),
        "unite": lambda papier: (
            find_unite(papier.sujet) is None,
            collate(find_unite(papier.sujet) or ""),
        ),
    }
    first = keys[tri]
    return tuple(
        sorted(
            papiers,
            # A total order: two homonyms stand in the same order at every run,
            # so the bytes are the same.
            key=lambda p: (
                *first(p),
                _find_nom(p.sujet),
                collate(p.sujet.jury.code),
                collate(p.sujet.identifiant),
            ),
        )
    )


def find_unite(sujet: Sujet) -> str | None:
    """Return the unit of a paper: its own, or that of its candidate."""
    if sujet.unite is not None:
        return sujet.unite.nom
    return sujet.decision.candidat.unite if sujet.decision is not None else None


def _find_nom(sujet: Sujet) -> str:
    """Return what a paper is sorted by: a name, as in the lists, else the code of its jury."""
    if sujet.decision is not None:
        return sujet.decision.candidat.tri
    if sujet.membre is not None:
        return collate(sujet.membre.nom, sujet.membre.prenom)
    return collate(sujet.unite.nom if sujet.unite is not None else sujet.jury.code)


def _list_premiers(session: Session) -> Mapping[str, datetime]:
    """Return when each candidate is first expected, by matricule."""
    # Passages come in the order of their hours, and the first one is kept.
    premiers: dict[str, datetime] = {}
    for jury in session.jurys:
        for passage in list_passages(session, jury):
            premiers.setdefault(
                passage.candidat.matricule, datetime.combine(passage.jour, passage.heure)
            )
    return premiers


def _find_heure(sujet: Sujet, passages: Mapping[str, datetime]) -> datetime:
    """Return when a paper is used.

    That is at its own épreuve, at the first passage of its candidate, at its half-day, or on the
    first day of its jury.
    """
    if sujet.epreuve is not None:
        return datetime.combine(sujet.epreuve.date, sujet.epreuve.heure)
    if sujet.decision is not None:
        return passages.get(sujet.identifiant, _JAMAIS)
    if sujet.seance is not None:
        return datetime.combine(
            sujet.seance.jour, min(line.heure for line in sujet.seance.presences)
        )
    jour: date = sujet.jour or min(sujet.jury.dates)
    # Before anybody passes: these are papers of the day, put out in the morning.
    return datetime.combine(jour, time.min)


def name_signets(papiers: Iterable[Papier]) -> Mapping[str, str]:
    """Return the bookmark of each paper, by its path: a person, else a jury.

    Homonyms have their identifiant beside their name.
    """
    named = {
        papier.chemin: (_name_signet(papier.sujet), papier.sujet.identifiant) for papier in papiers
    }
    counts = Counter(signet for signet, _ in named.values())
    return {
        chemin: signet if counts[signet] == 1 else f"{signet} ({identifiant})"
        for chemin, (signet, identifiant) in named.items()
    }


def _name_signet(sujet: Sujet) -> str:
    if sujet.decision is not None:
        parts = [sujet.decision.candidat.nom_prenoms]
    elif sujet.membre is not None:
        parts = [f"{sujet.membre.nom} {sujet.membre.prenom}"]
    else:
        parts = [sujet.jury.code]
    parts += [sujet.unite.nom] if sujet.unite else []
    parts += [sujet.bloc.abrege] if sujet.bloc else []
    parts += [sujet.epreuve.code] if sujet.epreuve else []
    parts += [f"{sujet.jour:%d/%m/%Y}"] if sujet.jour else []
    parts += (
        [sujet.seance.moment.value, *([sujet.seance.salle] if sujet.seance.salle else [])]
        if sujet.seance
        else []
    )
    return " – ".join(parts)


def name_groupes(papiers: Iterable[Papier]) -> Mapping[str, str]:
    """Return the unit of each paper, by its path; empty when no paper has one."""
    unites = {papier.chemin: find_unite(papier.sujet) for papier in papiers}
    if not any(unites.values()):
        return {}
    # People type a unit in several ways: it is one group, spelled as its first paper has it.
    spelled: dict[str, str] = {}
    for unite in unites.values():
        spelled.setdefault(fold(unite or SANS_UNITE), unite or SANS_UNITE)
    return {chemin: spelled[fold(unite or SANS_UNITE)] for chemin, unite in unites.items()}

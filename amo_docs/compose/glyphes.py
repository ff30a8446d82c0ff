"""Whose data hold a character that the fonts cannot draw."""

from __future__ import annotations

from collections.abc import Iterator

from amo_docs.findings import Place
from amo_docs.model.base import Notion
from amo_docs.model.matiere import Matiere
from amo_docs.model.papier import Sujet


def _list_fiches(matiere: Matiere, sujet: Sujet) -> Iterator[tuple[str, str, Notion]]:
    """Yield (identifiant, key, record) of all a paper may speak of, the nearest first."""
    session, jury = matiere.session, sujet.jury
    rank = session.jurys.index(jury)
    candidats = [
        (c.matricule, f"candidats[{i}]", c)
        for i, c in enumerate(session.candidats)
        if c.jury == jury.code
    ]
    # Several people may hold the same character: the recipient of the paper is named before others.
    if sujet.decision is not None:
        yield from (found for found in candidats if found[2] == sujet.decision.candidat)
    membres = [(m.id, f"jurys[{rank}].membres[{i}]", m) for i, m in enumerate(jury.membres)]
    yield from (found for found in membres if found[2] == sujet.membre)
    yield from candidats
    yield from membres
    yield jury.code, f"jurys[{rank}]", jury
    yield from ((e.code, f"epreuves[{i}]", e) for i, e in enumerate(session.epreuves))


def locate_caractere(matiere: Matiere, sujet: Sujet, char: str) -> tuple[str, Place]:
    """Return whose data hold `char`, and where.

    That is the session itself when no record near the paper holds it.
    """
    for identifiant, cle, fiche in _list_fiches(matiere, sujet):
        for champ, value in fiche.model_dump(mode="json").items():
            if char in str(value):
                return identifiant, matiere.reperes.find(f"{cle}.{champ}")
    return matiere.session.code, matiere.reperes.defaut

"""Characters the fonts cannot draw, found before anything is laid out.

WeasyPrint draws an empty box for such a character and goes on, which no certificate may carry.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from functools import lru_cache

from fontTools.ttLib import TTFont

from amo_docs.findings import Place
from amo_docs.model.base import Notion
from amo_docs.model.matiere import Matiere
from amo_docs.model.modeles import Police
from amo_docs.model.papier import Sujet


# Eight font files a run: kept by their bytes, so that each is parsed once a process.
@lru_cache(maxsize=16)
def read_couverture(contenu: bytes) -> frozenset[int]:
    """Return the code points a font file draws."""
    # Lazy: only the table of characters is parsed, and not every outline.
    with TTFont(io.BytesIO(contenu), lazy=True) as font:
        return frozenset(font.getBestCmap())


def compute_couverture(polices: tuple[Police, ...]) -> frozenset[int]:
    """Return the code points that every font of `polices` draws, tabs and line ends added.

    Empty when there is no font.
    """
    if not polices:
        return frozenset()
    covers = [read_couverture(police.contenu) for police in polices]
    # Every face must have it: the style sheet decides which one sets a name.
    return frozenset.intersection(*covers) | {0x0A, 0x0D, 0x09}


def list_manquants(texte: str, couverture: frozenset[int]) -> tuple[str, ...]:
    """Return the characters of `texte` that `couverture` lacks, once each, in order."""
    missing = {char for char in set(texte) if ord(char) not in couverture}
    return tuple(dict.fromkeys(char for char in texte if char in missing)) if missing else ()


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

"""File names: readable, safe on Windows and Linux, and never twice the same."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections import Counter

from anyascii import anyascii
from pathvalidate import sanitize_filename

from amo_docs.catalogue import DocumentType
from amo_docs.model.papier import Sujet
from amo_docs.model.session import Session

# A whole path may have 260 letters on Windows: the folders above are the person’s.
LONGUEUR_MAX = 80
"""Letters of a file name, without its extension."""

SANS_SALLE = "salle"
"""Stands for the room of a half-day that has none."""

SANS_NOM = "sans-nom"
"""Stands for a name of which nothing is left."""


def fold_nom(text: str) -> str:
    """Return `text` in ASCII letters, digits and hyphens, as a part of a file name.

    It may be empty. A word in capitals stays in capitals: « ŒUVRARD » is OEUVRARD, « STRAUß »
    STRAUSS.
    """
    # An accent typed as a character of its own goes with its letter, not to a hyphen.
    composed = unicodedata.normalize("NFC", text)
    words = re.split(
        r"[^\w]+", "".join(char for char in composed if not unicodedata.combining(char))
    )
    # « Œ » alone becomes « Oe »: in a word of capitals it must be « OE ».
    folded = [anyascii(w).upper() if w.replace("ß", "").isupper() else anyascii(w) for w in words]
    return re.sub(r"[^A-Za-z0-9]+", "-", "-".join(folded)).strip("-")


def _fill(document: DocumentType, sujet: Sujet) -> str:
    """Return the path of the paper as its pattern says, each part folded."""
    candidat = sujet.decision.candidat if sujet.decision else None
    membre = sujet.membre
    champs = {
        "nom": candidat.nom_naissance if candidat else membre.nom if membre else "",
        "prenom": candidat.prenoms if candidat else membre.prenom if membre else "",
        "matricule": candidat.matricule if candidat else "",
        "membre": membre.id if membre else "",
        "bloc": sujet.bloc.abrege if sujet.bloc else "",
        "jury": sujet.jury.code,
        "epreuve": sujet.epreuve.code if sujet.epreuve else sujet.jury.code,
        "jour": f"{sujet.jour:%Y-%m-%d}" if sujet.jour else "",
        "moment": sujet.seance.moment if sujet.seance else "",
        "salle": (sujet.seance.salle or SANS_SALLE) if sujet.seance else "",
        "unite": sujet.unite.nom if sujet.unite else "",
    }
    # Folded before they are filled in: a name cannot hold a slash, and so no folder.
    folded = {name: fold_nom(value) or SANS_NOM for name, value in champs.items()}
    return document.fichier.format_map(folded)


def _shorten(chemin: str) -> str:
    """Return `chemin` with each part a valid file name of about `LONGUEUR_MAX` letters at most.

    No part is empty or `..`; those that Windows keeps for itself (CON, NUL) are followed by `_`.
    """
    cut = [
        re.sub(r"[^A-Za-z0-9._-]+", "-", anyascii(part))[:LONGUEUR_MAX].strip("-_.")
        for part in chemin.split("/")
    ]
    return "/".join(str(sanitize_filename(part or SANS_NOM, platform="universal")) for part in cut)


def find_homonymes(session: Session) -> frozenset[str]:
    """Return the matricules of candidates whose folded name is also another's."""
    # Over the whole session, so that all papers of a homonym say which one: a name alone on some of
    # them would be read as the other person.
    names = {
        c.matricule: (fold_nom(c.nom_naissance).upper(), fold_nom(c.prenoms).upper())
        for c in session.candidats
    }
    counts = Counter(names.values())
    return frozenset(matricule for matricule, name in names.items() if counts[name] > 1)


def name_papiers(
    demandes: list[tuple[DocumentType, Sujet]], homonymes: frozenset[str] = frozenset()
) -> list[str]:
    """Return the path of each paper, in the same order.

    Homonyms, shortened names and names met twice are told apart by the identifiant.
    """
    wished = [_fill(document, sujet) for document, sujet in demandes]
    short = [_shorten(chemin) for chemin in wished]
    # Without case: two such names are one file on Windows and macOS.
    counts = Counter(chemin.casefold() for chemin in short)
    named = []
    for (_, sujet), long_name, kept in zip(demandes, wished, short, strict=True):
        name = kept
        if (
            counts[kept.casefold()] > 1
            or len(kept) < len(long_name)
            or sujet.identifiant in homonymes
        ):
            name = f"{kept}_{_shorten(fold_nom(sujet.identifiant))}"
        named.append(name)
    again = Counter(chemin.casefold() for chemin in named)
    return [
        # Two types may share a pattern: a digest of what the paper is ends the doubt. It depends on
        # no order, so that the same papers always have the same names.
        name if again[name.casefold()] == 1 else f"{name}_{_digest(document, sujet)}"
        for (document, sujet), name in zip(demandes, named, strict=True)
    ]


def _digest(document: DocumentType, sujet: Sujet) -> str:
    parts = (
        sujet.bloc.code if sujet.bloc else "",
        sujet.epreuve.code if sujet.epreuve else "",
        f"{sujet.jour:%Y-%m-%d}" if sujet.jour else "",
        f"{sujet.seance.moment} {sujet.seance.salle or ''}" if sujet.seance else "",
        sujet.unite.nom if sujet.unite else "",
    )
    key = "\0".join((document.cle, sujet.jury.code, sujet.identifiant, *parts))
    return hashlib.sha256(key.encode()).hexdigest()[:8]


def name_dossier(session: Session) -> str:
    """Return the name of the session's folder, from its code."""
    return _shorten(fold_nom(session.code) or "session")

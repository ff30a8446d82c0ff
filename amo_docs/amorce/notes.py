"""The notes of the session that `init` writes, for whoever explains its keys elsewhere."""

from __future__ import annotations

from amo_docs.amorce.explications import EXPLICATIONS


def find_note(notion: type, nom: str) -> str:
    """Return the note of a field of a record, or ""."""
    cle = EXPLICATIONS.get(notion.__name__, {}).get(nom)
    return cle.note if cle else ""

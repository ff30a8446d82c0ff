"""The meaning of each key and name, in French, for the JSON Schemas and templates/README.md."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

from amo_docs.amorce.notes import find_note
from amo_docs.load.colonnes import COLONNES
from amo_docs.model.candidat import Candidat


@cache
def read_sens() -> dict[str, Any]:
    """Return the meanings of names.

    Their tables are contexte, filtres, notions, membres (by record), and communs, for names that
    mean the same in every record.
    """
    chemin = Path(__file__).parents[1] / "langues" / "fr" / "sens.toml"
    return tomllib.loads(chemin.read_text(encoding="utf-8"))


def find_sens(notion: type, nom: str) -> str:
    """Return the meaning of a field, "" when none is written."""
    # Each meaning is written once: in `sens.toml`, or in the note that `init` gives the key, or in
    # the column of the table of candidates.
    sens = read_sens()
    own = sens["membres"].get(notion.__name__, {}).get(nom)
    said = own or find_note(notion, nom) or _find_colonne(notion, nom) or sens["communs"].get(nom)
    return str(said or "")


def find_titre(notion: type, nom: str) -> str:
    """Return the heading of the column of a field, "" when it has none."""
    intitules = (c.intitule for c in COLONNES if notion is Candidat and c.champ == nom)
    return next(intitules, "")


def _find_colonne(notion: type, nom: str) -> str:
    dites = (c.explication for c in COLONNES if notion is Candidat and c.champ == nom)
    return next(dites, "").rstrip(".")

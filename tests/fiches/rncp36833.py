"""The two sides the tests compare: the fiche RNCP36833 as published, and the référentiel that
travels."""

from __future__ import annotations

import tomllib
from importlib.resources import files
from pathlib import Path

from amo_docs.model.referentiel import Referentiel
from fiches.lecture import read_fiche


def _load_referentiel() -> Referentiel:
    """Return the référentiel of the wheel when it is installed, else that of the source folder."""
    installed = Path(str(files("amo_docs"))) / "_donnees" / "referentiel.toml"
    chemin = installed if installed.exists() else Path(__file__).parents[2] / "referentiel.toml"
    return Referentiel.model_validate(tomllib.loads(chemin.read_text(encoding="utf-8")))


FICHE = read_fiche("rncp36833")
REF = _load_referentiel()

NOMBRES = {3: "trois", 5: "cinq", 12: "douze"}
"""The numbers that the fiche writes in letters."""

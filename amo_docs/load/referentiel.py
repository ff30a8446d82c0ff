"""The référentiel: from its TOML file to its record."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from amo_docs.findings import Finding, Place
from amo_docs.load.fichiers import read_fichier
from amo_docs.load.reperage import list_places
from amo_docs.load.toml import read_toml
from amo_docs.load.validation import ContexteLecture, validate
from amo_docs.model.matiere import Reperes
from amo_docs.model.modeles import Entree
from amo_docs.model.referentiel import Referentiel

PREFIXE = "referentiel."
"""What the keys of the référentiel begin with in `Reperes`, beside those of the session."""


@dataclass(frozen=True)
class LectureReferentiel:
    """What reading gave: the record when all is well, the places, the inputs and the findings."""

    referentiel: Referentiel | None
    places: dict[str, Place]
    entrees: tuple[Entree, ...]
    findings: tuple[Finding, ...]


def load_referentiel(chemin: Path, nom: str) -> LectureReferentiel:
    """Return the référentiel of the TOML file at `chemin`, shown as `nom`, and its findings."""
    fichier = read_fichier(chemin, nom)
    if isinstance(fichier, Finding):
        return LectureReferentiel(None, {}, (), (fichier,))
    document = read_toml(fichier)
    if isinstance(document, tuple):
        return LectureReferentiel(None, {}, (fichier.entree,), document)
    places = list_places(nom, document.lignes, PREFIXE)
    contexte = ContexteLecture(Reperes(places, Place(nom)), PREFIXE)
    referentiel, findings = validate(Referentiel, document.donnees, contexte)
    return LectureReferentiel(referentiel, places, (fichier.entree,), findings)

"""What the review of templates says: a code, a fact, a gesture; and the nearest known name."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches

from amo_docs.compose.codes import CODES
from amo_docs.findings import Finding, Place, Severite

PDF_SEUL, PERTE, STYLE_INCONNU = "G630", "G631", "G632"
BALISE_REFUSEE, BALISE_OUVERTE, BALISE_DOUTEUSE = "G633", "G634", "G635"
FICHIER_IGNORE, NOM_ABSENT = "G636", "G637"
SYNTAXE, INTROUVABLE, NOM_INCONNU, DONNEE_INCONNUE = "G602", "G603", "G605", "G608"


@dataclass(frozen=True)
class Constat:
    """One thing a template cannot have, wherever it stands."""

    code: str
    fait: str
    geste: str


def report(constat: Constat, place: Place, inutile: bool = False) -> Finding:
    """Return the finding of `constat` at `place`, as grave as its code says; where nothing is used,
    it is no erreur."""
    severite = Severite.AVERTISSEMENT if inutile else CODES[constat.code][1]
    return Finding(constat.code, constat.fait, constat.geste, place, severite)


def find_proche(nom: str, connus: Iterable[str]) -> str | None:
    """Return the name of `connus` nearest to `nom`, or None when none is near."""
    near = get_close_matches(nom.lower(), list(connus), n=1, cutoff=0.7)
    return near[0] if near else None

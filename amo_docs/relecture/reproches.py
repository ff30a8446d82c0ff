"""What the review of templates reports: a code, a fact, a gesture."""

from __future__ import annotations

from dataclasses import dataclass, replace

from amo_docs import constats
from amo_docs.constats import CODES
from amo_docs.findings import Acquis, Finding, Place, Severite

PDF_SEUL, PERTE, STYLE_INCONNU = "G630", "G631", "G632"
BALISE_REFUSEE, BALISE_OUVERTE, BALISE_DOUTEUSE = "G633", "G634", "G635"
FICHIER_IGNORE, NOM_ABSENT = "G636", "G637"
SYNTAXE, INTROUVABLE, ARRET = "G602", "G603", "G604"
NOM_INCONNU, DONNEE_INCONNUE = "G605", "G608"


@dataclass(frozen=True)
class Reproche:
    """One thing a template cannot have, wherever it stands."""

    code: str
    fait: str
    geste: str


def report(reproche: Reproche, place: Place, inutile: bool = False) -> Finding:
    """Return the finding of `reproche` at `place`.

    It is as grave as its code says, but no erreur in a template that no paper uses (`inutile`).
    """
    finding = constats.report(reproche.code, reproche.fait, reproche.geste, place)
    severite = Severite.AVERTISSEMENT if inutile else finding.severite
    # What reading a template finds does not depend on data: it may be said beside wrong data.
    suppose = frozenset(CODES[reproche.code].suppose) - {Acquis.DONNEES}
    return replace(finding, severite=severite, suppose=suppose)

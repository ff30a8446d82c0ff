"""The two sides the tests compare: the fiche RNCP36612 as open data publishes it, and the
référentiel of samples/rh.

Copy of the register's open data (flux 4.1, France compétences, Licence Ouverte 2.0).
"""

from __future__ import annotations

import re
import tomllib
from datetime import date
from pathlib import Path
from xml.etree import ElementTree as ET

from amo_docs.model.referentiel import Referentiel

RACINE = Path(__file__).parents[2]
SESSION = RACINE / "samples" / "rh" / "session.toml"


def _load_fiche() -> ET.Element:
    fiche = ET.parse(Path(__file__).with_name("rncp36612.xml")).getroot().find("FICHE")
    assert fiche is not None
    return fiche


FICHE = _load_fiche()
REF = Referentiel.model_validate(
    tomllib.loads(SESSION.with_name("referentiel.toml").read_text(encoding="utf-8"))
)

VOIES = {
    "SI_JURY_FI": "formation_statut_eleve",
    "SI_JURY_CA": "apprentissage",
    "SI_JURY_FC": "formation_continue",
    "SI_JURY_CQ": "professionnalisation",
    "SI_JURY_CL": "candidature_individuelle",
    "SI_JURY_VAE": "experience",
}
"""The route each tag of the register stands for."""

ECARTEES = {
    "ID_FICHE",  # number of the register's own database
    "ETAT_FICHE",  # state of the fiche the day it was exported, as is ACTIF
    "ACTIF",
    "ANNEES_PROMOTIONS_NIVEAU",  # of the file that was examined
    "LIEN_URL_DESCRIPTION",  # pages of training bodies
    "EXISTENCE_PARTENAIRES",  # said by the list itself
    "DATE_DERNIER_JO",  # said by the list of publications
}
"""Tags of the fiche that say nothing a paper, a check or a statistic needs."""


def normalise(texte: str | None) -> str:
    """Return `texte` with each run of spaces as one."""
    return re.sub(r"\s+", " ", texte or "").strip()


def say(chemin: str, element: ET.Element = FICHE) -> str:
    """Return the words of the one element at `chemin`; an absent one says nothing."""
    return normalise(element.findtext(chemin))


def split(texte: str | None) -> list[str]:
    """Return the items of a list the export has flattened: runs of spaces part them; bullets are
    dropped."""
    parts = re.split(r"\s{2,}", (texte or "").strip())
    return [normalise(re.sub(r"^[*-] ", "", part)) for part in parts if part]


def read_date(texte: str) -> date | None:
    """Return the date of `JJ/MM/AAAA`, None of nothing."""
    if not texte:
        return None
    day, month, year = map(int, texte.split("/"))
    return date(year, month, day)


def list_feuilles(element: ET.Element, chemin: str = "") -> list[tuple[str, str]]:
    """Return path and raw text of every leaf under `element`."""
    if not len(element):
        return [(chemin, element.text or "")]
    return [
        leaf
        for child in element
        for leaf in list_feuilles(child, f"{chemin}/{child.tag}".lstrip("/"))
    ]

"""The session: its TOML file, the référentiel it names, its candidates, to one record with places and findings."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from amo_docs.findings import Finding, Place, has_erreur, sort_findings
from amo_docs.load.fichiers import read_fichier
from amo_docs.load.referentiel import LectureReferentiel, load_referentiel
from amo_docs.load.reperage import list_places
from amo_docs.load.toml import DocumentToml, read_toml
from amo_docs.load.validation import Contexte, validate
from amo_docs.model.dossier import Entree, Reperes
from amo_docs.model.referentiel import Referentiel
from amo_docs.model.session import Session


@dataclass(frozen=True)
class Chargement:
    """What loading gave.

    `session` and `referentiel` are None when a file or a record of theirs is wrong; `findings` then says all of it.
    """

    session: Session | None
    referentiel: Referentiel | None
    reperes: Reperes
    entrees: tuple[Entree, ...]
    findings: tuple[Finding, ...]


def load_session(chemin: Path, referentiel_defaut: Path) -> Chargement:
    """Read the session file at `chemin`, and all it names.

    `referentiel_defaut` is the file used when the session names no référentiel. Nothing is raised for bad data:
    every problem of every file is a finding, sorted by place.
    """
    fichier = read_fichier(chemin, chemin.name)
    if isinstance(fichier, Finding):
        return _fail(chemin.name, (), (fichier,))
    document = read_toml(fichier)
    if isinstance(document, tuple):
        return _fail(chemin.name, (fichier.entree,), document)
    lecture = _load_referentiel(chemin.parent, document, referentiel_defaut)
    places = lecture.places | list_places(document.nom, document.lignes)
    reperes = Reperes(places, Place(document.nom))
    session, findings = validate(Session, document.donnees, Contexte(reperes))
    everything = sort_findings(lecture.findings + findings)
    return Chargement(
        None if has_erreur(findings) else session,
        lecture.referentiel,
        reperes,
        (fichier.entree, *lecture.entrees),
        everything,
    )


def _fail(nom: str, entrees: tuple[Entree, ...], findings: tuple[Finding, ...]) -> Chargement:
    return Chargement(None, None, Reperes({}, Place(nom)), entrees, sort_findings(findings))


def _load_referentiel(dossier: Path, document: DocumentToml, defaut: Path) -> LectureReferentiel:
    nom = document.donnees.get("referentiel")
    if isinstance(nom, str) and nom.strip():
        return load_referentiel(dossier / nom.strip(), nom.strip())
    return load_referentiel(defaut, defaut.name)

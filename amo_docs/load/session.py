"""The session, from its TOML file to one record with places and findings.

The référentiel it names and its candidates are read on the way.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from amo_docs.findings import Finding, Place, has_erreur, sort_findings
from amo_docs.load.candidats import LectureCandidats, check_tapes, read_candidats
from amo_docs.load.colonnes import NOMS
from amo_docs.load.fichiers import name_fichier, read_fichier
from amo_docs.load.formulation import report
from amo_docs.load.nommes import Nommes, list_nommes, list_verifiees, read_nom
from amo_docs.load.normalisation import normalise_session
from amo_docs.load.partielle import read_partielle
from amo_docs.load.referentiel import LectureReferentiel, load_referentiel
from amo_docs.load.reperage import list_places
from amo_docs.load.toml import DocumentToml, read_toml
from amo_docs.load.validation import ContexteLecture, validate
from amo_docs.model.matiere import Reperes
from amo_docs.model.modeles import Entree
from amo_docs.model.referentiel import Referentiel
from amo_docs.model.session import Session


@dataclass(frozen=True)
class Chargement:
    """What loading gave.

    `referentiel` is None when its file is wrong, and so is `session`, whose codes cannot be read
    without it. When only rows of candidates are wrong, `session` holds the others, `reperes` their
    places, and `entiere` is False; when more is wrong, `session` is None. `findings` holds all that
    is wrong. `nommes` are the other files the session names, whatever is wrong in it; None when its
    file is no TOML.
    """

    session: Session | None
    referentiel: Referentiel | None
    reperes: Reperes
    entrees: tuple[Entree, ...]
    findings: tuple[Finding, ...]
    entiere: bool = True
    nommes: Nommes | None = None


def load_session(chemin: Path, referentiel_defaut: Path | None) -> Chargement:
    """Read the session file at `chemin`, and all it names.

    `referentiel_defaut` is the file used when the session names no référentiel, if there is one.
    Nothing is raised for bad data: every problem of every file is a finding, sorted by place.
    """
    fichier = read_fichier(chemin, nom := name_fichier(chemin))
    if isinstance(fichier, Finding):
        return _fail(nom, (), (fichier,))
    document = read_toml(fichier)
    if isinstance(document, tuple):
        return _fail(nom, (fichier.entree,), document)
    # First of all: its blocs are headings of the table, and its codes those of the session.
    lecture = _load_referentiel(chemin.parent, document, referentiel_defaut)
    table = _load_table(chemin.parent, document, lecture.referentiel)
    typed = list_places(document.nom, document.lignes)
    tapes = check_tapes(document.donnees.get("candidats"), typed, list_verifiees(document.donnees))
    reperes = Reperes(lecture.places | typed | table.candidats.places, Place(document.nom))
    tus = frozenset(table.candidats.tus | tapes.tus)
    contexte = ContexteLecture(reperes, noms=NOMS, tus=tus)
    # A record of the table and one typed in the session are validated alike, by the same keys.
    donnees = _join(document.donnees, table.candidats.donnees)
    if lecture.referentiel is not None:
        donnees = normalise_session(donnees, lecture.referentiel)
    session, found = validate(Session, donnees, contexte)
    findings = (*table.candidats.findings, *tapes.findings, *found)
    # An avertissement (a sheet named for nothing) leaves nobody out.
    entiere = not has_erreur(findings)
    if not entiere:
        session, reperes = read_partielle(donnees, reperes, contexte.tus)
    return Chargement(
        # Validated for its findings; but without a référentiel its codes mean nothing.
        None if lecture.referentiel is None else session,
        lecture.referentiel,
        reperes,
        (fichier.entree, *lecture.entrees, *table.entrees),
        sort_findings((*lecture.findings, *findings)),
        entiere,
        list_nommes(document.donnees),
    )


def _fail(nom: str, entrees: tuple[Entree, ...], findings: tuple[Finding, ...]) -> Chargement:
    return Chargement(None, None, Reperes({}, Place(nom)), entrees, sort_findings(findings))


def _load_referentiel(
    dossier: Path, document: DocumentToml, defaut: Path | None
) -> LectureReferentiel:
    # Read from what was typed: the session cannot be validated before its référentiel is known.
    nom = read_nom(document.donnees, "referentiel")
    if nom is not None:
        return load_referentiel(dossier / nom, nom)
    if defaut is not None:
        return load_referentiel(defaut, defaut.name)
    fait = "la session ne nomme pas de référentiel, et cette installation n’en a pas."
    return LectureReferentiel(
        None,
        {},
        (),
        (
            _report(
                document, "L001", "referentiel", fait, "Ajoutez « referentiel = … » à la session."
            ),
        ),
    )


@dataclass(frozen=True)
class _TableCandidats:
    """The table of candidates the session names, if any: what it gave, and its file."""

    candidats: LectureCandidats
    entrees: tuple[Entree, ...] = ()


def _load_table(
    dossier: Path, document: DocumentToml, referentiel: Referentiel | None
) -> _TableCandidats:
    nom, feuille = (
        read_nom(document.donnees, "fichier_candidats"),
        read_nom(document.donnees, "feuille_candidats"),
    )
    inline = document.donnees.get("candidats")
    # Candidates of the table are numbered after those typed in the session.
    rank = len(inline) if isinstance(inline, list) else 0
    if nom is None:
        lecture = LectureCandidats()
        if feuille is not None:
            fait = "« feuille_candidats » ne sert que si « fichier_candidats » nomme un classeur."
            lecture.findings.append(
                _report(
                    document, "L013", "feuille_candidats", fait, "Ajoutez l’un ou retirez l’autre."
                )
            )
        return _TableCandidats(lecture)
    fichier = read_fichier(dossier / nom, nom)
    if isinstance(fichier, Finding):
        return _TableCandidats(LectureCandidats(findings=[fichier]))
    lecture = read_candidats(fichier, feuille, referentiel, rank, list_verifiees(document.donnees))
    # Both are read, so that all their faults are reported, beside this one.
    if rank:
        fait = "des candidats sont donnés ici, et d’autres dans « {nom} »."
        geste = "Gardez un seul endroit : les tables [[candidats]], ou le fichier."
        lecture.findings.append(_report(document, "L012", "candidats", fait, geste, nom=nom))
    return _TableCandidats(lecture, (fichier.entree,))


def _report(document: DocumentToml, code: str, cle: str, *texts: str, **valeurs: str) -> Finding:
    fait, geste = texts
    place = Place(document.nom, ligne=document.lignes.get((cle,), 0), cle=cle)
    return report(code, place, fait, geste, **valeurs)


def _join(donnees: dict[str, Any], lignes: list[dict[str, Any]]) -> dict[str, Any]:
    """Return the raw session with the candidates of the table after its own."""
    own = donnees.get("candidats", [])
    return donnees | {"candidats": [*own, *lignes]} if lignes and isinstance(own, list) else donnees

"""A session opened: its file, référentiel, templates and catalogue, with all that is wrong.

Every command opens it once, here.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from amo_docs.catalogue import DocumentType, read_catalogue
from amo_docs.findings import Finding
from amo_docs.load.modeles import load_modeles
from amo_docs.load.nommes import Nommes
from amo_docs.load.session import load_session
from amo_docs.model.matiere import Matiere
from amo_docs.model.modeles import Modeles
from amo_docs.ressources import find_ressource, seek_ressource


@dataclass(frozen=True)
class SessionOuverte:
    """What a session file names, read.

    `matiere` is None when no record could be made of it: `findings` then says why. `findings` are
    those of the data, `findings_modeles` those of templates, style sheet, images and fonts; what
    could not be used of these is replaced by the built-in file.

    `entiere` is False when candidates were left out because their row is wrong, `tous_lus` when
    templates were, `tous_declares` when a `documents.toml` was. What then seems to be missing may
    only follow from it.
    """

    chemin: Path
    matiere: Matiere | None
    modeles: Modeles
    modeles_propres: bool
    catalogue: tuple[DocumentType, ...]
    findings: tuple[Finding, ...]
    findings_modeles: tuple[Finding, ...]
    entiere: bool = True
    tous_lus: bool = True
    tous_declares: bool = True


def open_session(chemin: Path) -> SessionOuverte:
    """Read the session at `chemin` and all it names.

    Nothing is raised for bad data or bad templates. Raises ModeleError when the installation lacks
    its own templates.
    """
    # An installation for other certifications may have no référentiel of its own.
    lue = load_session(chemin, seek_ressource("referentiel.toml"))
    # A session that is no TOML names nothing: the built-in templates are still checked.
    nommes = lue.nommes or Nommes()
    lecture = load_modeles(find_ressource("templates"), nommes, chemin.parent, lue.reperes)
    matiere = None
    if lue.session is not None and lue.referentiel is not None:
        matiere = Matiere(lue.session, lue.referentiel, lecture.modeles, lue.reperes, lue.entrees)
    return SessionOuverte(
        chemin=chemin,
        matiere=matiere,
        modeles=lecture.modeles,
        modeles_propres=nommes.modeles is not None,
        catalogue=read_catalogue(lecture.modeles.documents),
        findings=lue.findings,
        findings_modeles=lecture.findings,
        entiere=lue.entiere,
        tous_lus=lecture.tous_lus,
        tous_declares=lecture.tous_declares,
    )

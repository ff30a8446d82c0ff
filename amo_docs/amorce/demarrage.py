"""The folder to start from: made whole in an empty place, or not at all."""

from __future__ import annotations

import os
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from amo_docs.amorce.candidats_fictifs import make_inscriptions
from amo_docs.amorce.classeur import write_classeur
from amo_docs.amorce.propositions import propose_colonnes
from amo_docs.amorce.redaction import write_session
from amo_docs.amorce.scenario import JURY, find_voie, make_scenario
from amo_docs.catalogue import DocumentType, read_catalogue
from amo_docs.constats import report
from amo_docs.dossier import say_refus
from amo_docs.errors import DonneesError, SortieError
from amo_docs.findings import Finding, Place
from amo_docs.load.documents import read_documents
from amo_docs.load.fichiers import read_fichier
from amo_docs.load.modeles import DOCUMENTS
from amo_docs.load.referentiel import load_referentiel
from amo_docs.model.referentiel import Referentiel
from amo_docs.ressources import find_ressource

SESSION, TABLEAU, REFERENTIEL = "session.toml", "candidats.xlsx", "referentiel.toml"


def start_dossier(dossier: Path, referentiel: Path | None = None) -> tuple[str, ...]:
    """Make `dossier` ready to be filled in, and return the names of its files.

    `referentiel` is the file of another certification, copied beside the session. Raises
    DonneesError when it cannot be used, and SortieError when `dossier` is not empty or cannot be
    written.
    """
    _refuse_occupe(dossier)
    source = referentiel or find_ressource(REFERENTIEL)
    content, record = _read_referentiel(source)
    catalogue = _read_catalogue()
    voie = find_voie(record)
    if voie is None:
        raise DonneesError(
            (report("D105", "Aucune voie n’est ouverte.", "Ouvrez-en une.", Place(source.name)),)
        )
    scenario = make_scenario(record, catalogue, voie)
    titre = f"Candidats – {record.code}"
    colonnes = propose_colonnes(record, (JURY,))
    files = {
        SESSION: write_session(scenario, propre=referentiel is not None).encode(),
        TABLEAU: write_classeur(titre, colonnes, make_inscriptions(scenario)),
    }
    # The built-in référentiel is not copied: its session follows the one of the program.
    if referentiel is not None:
        files[REFERENTIEL] = content
    _write_dossier(dossier, files)
    return tuple(files)


def _read_referentiel(chemin: Path) -> tuple[bytes, Referentiel]:
    lecture = load_referentiel(chemin, chemin.name)
    if lecture.referentiel is None:
        raise DonneesError(lecture.findings)
    return chemin.read_bytes(), lecture.referentiel


def _read_catalogue() -> tuple[DocumentType, ...]:
    fichier = read_fichier(find_ressource("templates") / DOCUMENTS, DOCUMENTS)
    if isinstance(fichier, Finding):
        raise DonneesError((fichier,))
    return read_catalogue(read_documents(fichier))


def _refuse_occupe(dossier: Path) -> None:
    """Raise SortieError unless `dossier` is free: no such file, or an empty folder."""
    try:
        # A link that leads nowhere is no free place: writing would go where it points.
        free = not os.path.lexists(dossier) or (dossier.is_dir() and not any(dossier.iterdir()))
    except OSError as error:
        raise SortieError(say_refus(error)) from None
    if not free:
        raise SortieError(
            f"« {dossier.name or dossier} » n’est pas un dossier vide. Donnez le nom "
            "d’un nouveau dossier."
        )


def _write_dossier(dossier: Path, files: Mapping[str, bytes]) -> None:
    """Write the files, or leave the place as it was. Raises SortieError."""
    # Not `Path.exists`, which raises where a folder above is forbidden: `mkdir` says that.
    made = not os.path.lexists(dossier)
    written: list[Path] = []
    try:
        # Civil status and addresses: readable by the owner alone.
        dossier.mkdir(mode=0o700, parents=True, exist_ok=True)
        for nom, content in files.items():
            # "x": a file put there since the folder was seen empty is never overwritten.
            with (dossier / nom).open("xb") as stream:
                written.append(dossier / nom)
                stream.write(content)
    except OSError as error:
        with suppress(OSError):
            for path in written:
                path.unlink()
            if made:  # an empty folder of the person stays
                dossier.rmdir()
        raise SortieError(say_refus(error)) from None

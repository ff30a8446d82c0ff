"""Input files as bytes, with their digests; what the disk refuses is a finding."""

from __future__ import annotations

import errno
import hashlib
import os
from dataclasses import dataclass
from pathlib import Path

from amo_docs.findings import Finding, Place
from amo_docs.load.formulation import report
from amo_docs.model.modeles import Entree

# Files are read whole into memory. The largest workbook of candidates is far below; a film put here
# by mistake is not.
_TAILLE_MAX = 64 * 1024 * 1024


# Windows refuses to share (32) or has locked (33) the file; Python calls both a lack of rights.
_WINDOWS_OUVERT = (32, 33)
_OUVERT = (errno.EBUSY, errno.ETXTBSY)


@dataclass(frozen=True)
class FichierLu:
    """The bytes of an input file and the name to show for it."""

    nom: str
    contenu: bytes

    @property
    def entree(self) -> Entree:
        """The file as the manifest names it."""
        return Entree(self.nom, hashlib.sha256(self.contenu).hexdigest())


def read_fichier(chemin: Path, nom: str) -> FichierLu | Finding:
    """Return the file at `chemin`, shown as `nom`, or the finding that says why not."""
    place = Place(fichier=nom)
    try:
        refusal = _refuse(chemin, place)
        return refusal or FichierLu(nom, chemin.read_bytes())
    except OSError as error:
        if getattr(error, "winerror", None) in _WINDOWS_OUVERT or error.errno in _OUVERT:
            fait = "ce fichier est tenu par un autre programme, où il est ouvert."
            return report("L002", place, fait, "Fermez-le dans ce programme, puis recommencez.")
        if not isinstance(error, PermissionError):
            fait = "ce fichier ne se laisse pas lire."
            return report("L002", place, fait, "Vérifiez le nom, puis le disque ou le réseau.")
        return report(
            "L002", place, "la lecture de ce fichier est refusée.", "Demandez le droit de le lire."
        )
    except ValueError:  # a NUL in the path
        fait = "ce fichier ne se laisse pas lire."
        return report("L002", place, fait, "Vérifiez le nom, puis le disque ou le réseau.")


def name_fichier(chemin: Path) -> str:
    """Return the name of a file as it can be shown, and written in the manifest."""
    # Linux takes any bytes for a name: those of an old archive are not UTF-8.
    return os.fsencode(chemin.name).decode(errors="replace")


def leaves(chemin: Path, dossier: Path) -> bool:
    """Tell whether `chemin`, its links followed, stands outside `dossier`."""
    try:
        return not chemin.resolve().is_relative_to(dossier.resolve())
    except (OSError, RuntimeError, ValueError):  # a link to itself, a NUL: reading it says so
        return False


def _refuse(chemin: Path, place: Place) -> Finding | None:
    if chemin.is_dir():
        return report(
            "L002", place, "ce chemin est celui d’un dossier.", "Donnez le chemin d’un fichier."
        )
    if chemin.is_symlink() and not chemin.exists():
        return report(
            "L001", place, "ce lien ne mène à aucun fichier.", "Refaites-le, ou copiez le fichier."
        )
    if not chemin.exists():
        return report(
            "L001", place, "ce fichier est introuvable.", "Vérifiez le nom et le dossier."
        )
    # Reading a pipe or a device would wait for ever: it is refused before it is opened.
    if not chemin.is_file():
        return report(
            "L002", place, "ce n’est pas un fichier ordinaire.", "Donnez un vrai fichier."
        )
    if chemin.stat().st_size > _TAILLE_MAX:
        fait = "ce fichier dépasse {taille} Mo."
        return report(
            "L002", place, fait, "Vérifiez que c’est le bon fichier.", taille=_TAILLE_MAX >> 20
        )
    return None

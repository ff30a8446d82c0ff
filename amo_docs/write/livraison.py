"""One delivery: files staged beside the folder in place, what is not ours kept, then the exchange."""

from __future__ import annotations

import os
import shutil
import stat
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from amo_docs.errors import IntegriteError, SortieError
from amo_docs.model.papier import Fichier
from amo_docs.write.echange import swap_in
from amo_docs.write.manifeste import (
    MANIFESTE,
    SOMMES,
    LigneManifeste,
    Manifeste,
    compute_sha256,
    make_ligne,
    read_documents,
    write_manifeste,
    write_sommes,
)


def _say(error: OSError) -> str:
    """Return a sentence on what the system refused, with the path and the next gesture."""
    name = Path(str(error.filename)).name if error.filename else "le dossier de sortie"
    return f"« {name} » ne peut pas être écrit : {error.strerror}. Vérifiez l’espace et les droits, puis recommencez."


def list_fichiers(dossier: Path) -> Iterator[str]:
    """Yield the path of every file under `dossier`, relative, with « / »."""
    for path in sorted(dossier.rglob("*")):
        if path.is_symlink() or not path.is_dir():
            yield path.relative_to(dossier).as_posix()


def verify_en_place(dossier: Path) -> tuple[str, ...]:
    """Return the files of the folder in place that are not ours, to be kept.

    Raises IntegriteError when a paper was changed by hand since it was made, SortieError when the folder is not one
    of ours.
    """
    present = list(list_fichiers(dossier))
    if not present:
        return ()
    if MANIFESTE not in present:
        raise SortieError(
            f"« {dossier.name} » existe et n’a pas de {MANIFESTE} : ce n’est pas un dossier d’amo-docs. "
            "Choisissez une autre sortie, ou déplacez-le."
        )
    documents = read_documents(dossier)
    changed = [p for p in present if p in documents and compute_sha256(dossier / p) != documents[p]]
    if changed:
        raise IntegriteError(
            f"Modifié à la main depuis sa fabrication : {', '.join(changed)}. "
            "Rien n’a été écrit. Déplacez ces fichiers hors du dossier, puis recommencez."
        )
    return tuple(p for p in present if p not in documents and p not in (MANIFESTE, SOMMES))


class Livraison:
    """A staging folder being filled. Files are the owner's alone, and the group's where the folder shares (setgid)."""

    def __init__(self, staging: Path, place: Path, shared: bool) -> None:
        self.staging = staging
        self.place = place
        self.shared = shared
        self.lignes: list[LigneManifeste] = []
        self.autres: tuple[str, ...] = ()

    def _write(self, chemin: str, contenu: bytes) -> None:
        path = self.staging / chemin
        self._make_dossier(path.parent)
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o640 if self.shared else 0o600)
        with os.fdopen(descriptor, "wb") as stream:
            stream.write(contenu)

    def _make_dossier(self, dossier: Path) -> None:
        if dossier != self.staging and not dossier.exists():
            self._make_dossier(dossier.parent)
            dossier.mkdir(mode=0o2750 if self.shared else 0o700)

    def add(self, fichier: Fichier) -> None:
        """Stage one file. Raises SortieError."""
        try:
            self._write(fichier.chemin, fichier.contenu)
        except OSError as error:
            raise SortieError(_say(error)) from None
        self.lignes.append(make_ligne(fichier))

    def commit(self, manifeste: Manifeste) -> None:
        """Write manifest and digests, bring over what is not ours, and put the folder in its place.

        Raises IntegriteError when a new paper would take the place of a file that is not ours, SortieError.
        """
        content = write_manifeste(manifeste, self.lignes)
        try:
            self._write(MANIFESTE, content)
            self._write(SOMMES, write_sommes(content, self.lignes))
            self._keep_autres()
            swap_in(self.staging, self.place)
        except OSError as error:
            raise SortieError(_say(error)) from None

    def _keep_autres(self) -> None:
        for chemin in self.autres:
            target = self.staging / chemin
            if target.exists():
                raise IntegriteError(
                    f"« {chemin} » n’est pas un papier d’amo-docs et prendrait la place d’un nouveau. Déplacez-le."
                )
            self._make_dossier(target.parent)
            shutil.copy2(self.place / chemin, target, follow_symlinks=False)


@contextmanager
def open_livraison(sortie: Path, nom: str) -> Iterator[Livraison]:
    """Open a delivery of the folder `sortie/nom`; whatever is not committed is removed.

    Raises SortieError when the place cannot be written, IntegriteError when the folder in place was tampered with.
    """
    place = sortie / nom
    try:
        sortie.mkdir(mode=0o700, parents=True, exist_ok=True)
        if place.exists() and not place.is_dir():
            raise SortieError(
                f"« {place.name} » existe et n’est pas un dossier. Déplacez-le, ou choisissez une autre sortie."
            )
        autres = verify_en_place(place) if place.exists() else ()
        mode = sortie.stat().st_mode
        shared = bool(mode & stat.S_ISGID and mode & stat.S_IRGRP)
        staging = Path(tempfile.mkdtemp(prefix=f".{nom}.", dir=sortie))
        if shared:
            staging.chmod(0o2750)
    except OSError as error:
        raise SortieError(_say(error)) from None
    livraison = Livraison(staging, place, shared)
    livraison.autres = autres
    try:
        yield livraison
    finally:
        shutil.rmtree(staging, ignore_errors=True)

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
from amo_docs.write.refus import say_refus


def list_fichiers(dossier: Path) -> Iterator[str]:
    """Yield the path of every file under `dossier`, relative, with « / »."""
    for path in sorted(dossier.rglob("*")):
        if path.is_symlink() or not path.is_dir():
            yield path.relative_to(dossier).as_posix()


def verify_en_place(dossier: Path) -> tuple[str, ...]:
    """Return the files of the folder in place, if there is one, that are not ours, to be kept.

    Raises IntegriteError when a paper was changed by hand since it was made, SortieError when what stands there is
    not a folder of ours.
    """
    if dossier.is_symlink() or (dossier.exists() and not dossier.is_dir()):
        what = "est un lien" if dossier.is_symlink() else "n’est pas un dossier"
        raise SortieError(f"« {dossier.name} » existe et {what}. Déplacez-le, ou choisissez une autre sortie.")
    present = list(list_fichiers(dossier)) if dossier.exists() else []
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

    def _write(self, chemin: str, contenu: bytes) -> None:
        path = self.staging / chemin
        self._make_dossier(path.parent)
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "wb") as stream:
            stream.write(contenu)
        if self.shared:  # whatever the umask: the folder grants it
            path.chmod(0o640)

    def _make_dossier(self, dossier: Path) -> None:
        if dossier != self.staging and not dossier.exists():
            self._make_dossier(dossier.parent)
            dossier.mkdir(mode=0o700)
            if self.shared:
                dossier.chmod(0o2750)

    def add(self, fichier: Fichier) -> None:
        """Stage one file. Raises SortieError."""
        try:
            self._write(fichier.chemin, fichier.contenu)
        except OSError as error:
            raise SortieError(say_refus(error)) from None
        self.lignes.append(make_ligne(fichier))

    def commit(self, manifeste: Manifeste) -> None:
        """Write manifest and digests, bring over what is not ours, and put the folder in its place.

        Raises IntegriteError when a new paper would take the place of a file that is not ours, SortieError.
        """
        content = write_manifeste(manifeste, self.lignes)
        try:
            self._write(MANIFESTE, content)
            self._write(SOMMES, write_sommes(content, self.lignes))
            # Looked at again: making papers takes minutes, and people work in the folder meanwhile.
            self._keep_autres(verify_en_place(self.place))
            swap_in(self.staging, self.place)
        except OSError as error:
            raise SortieError(say_refus(error)) from None

    def _keep_autres(self, autres: tuple[str, ...]) -> None:
        for chemin in autres:
            target = self.staging / chemin
            if os.path.lexists(target) or any(parent.is_file() for parent in target.parents):
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
        verify_en_place(place)
        mode = sortie.stat().st_mode
        shared = bool(mode & stat.S_ISGID and mode & stat.S_IRGRP)
        staging = Path(tempfile.mkdtemp(prefix=f".{nom}.", dir=sortie))
        if shared:
            staging.chmod(0o2750)
    except OSError as error:
        raise SortieError(say_refus(error)) from None
    try:
        yield Livraison(staging, place, shared)
    finally:
        shutil.rmtree(staging, ignore_errors=True)

"""The files and folders under a folder, and reading them. Links are never followed."""

from __future__ import annotations

import hashlib
import os
import stat
from collections.abc import Iterator
from pathlib import Path

from amo_docs.dossier.refus import say_illisible
from amo_docs.errors import IntegriteError, SortieError


def list_fichiers(dossier: Path) -> Iterator[str]:
    """Yield the path of every file under `dossier`, relative, with « / ».

    Raises SortieError when a folder cannot be listed.
    """
    for path in sorted(_walk(dossier, dossiers=False)):
        yield path.relative_to(dossier).as_posix()


def list_dossiers(dossier: Path) -> list[Path]:
    """Return every folder under `dossier`, each before those it holds.

    Raises SortieError when one cannot be listed.
    """
    return sorted(_walk(dossier, dossiers=True))


def _walk(dossier: Path, dossiers: bool) -> Iterator[Path]:
    # Not `Path.rglob` nor `os.walk`, which pass over a folder that cannot be listed: what it holds
    # would be taken for absent, and leave with the former folder.
    for chemin in _list_entrees(dossier):
        if chemin.is_dir(follow_symlinks=False):
            if dossiers:
                yield Path(chemin.path)
            yield from _walk(Path(chemin.path), dossiers)
        elif not dossiers:
            yield Path(chemin.path)


def _list_entrees(dossier: Path) -> list[os.DirEntry[str]]:
    try:
        with os.scandir(dossier) as entrees:
            return list(entrees)
    # People work in the folder: what they have just removed is not there.
    except FileNotFoundError:
        return []
    except OSError as error:
        raise SortieError(say_illisible(error)) from None


def is_ordinaire(path: Path) -> bool:
    """Tell whether `path`, its links followed, is a plain file. Raises OSError, as when absent."""
    return stat.S_ISREG(path.stat().st_mode)


def read_ordinaire(path: Path) -> bytes:
    """Return the bytes of a file of the folder.

    Raises IntegriteError when it is a pipe, a socket, a device or a folder, and OSError.
    """
    # Opening a pipe waits for somebody to write into it, and a device may have no end.
    if not is_ordinaire(path):
        raise refuse_special(path.name)
    return path.read_bytes()


def compute_marque(path: Path) -> str:
    """Return eight letters that tell one content of `path` from another. Raises OSError."""
    if path.is_symlink():
        content = os.fsencode(path.readlink())
    else:
        # What is no plain file has no content to compare: two of them are one.
        content = path.read_bytes() if is_ordinaire(path) else b""
    return hashlib.sha256(content).hexdigest()[:8]


def refuse_special(chemin: str) -> IntegriteError:
    """Return the error on what stands in the place of a file and is none."""
    return IntegriteError(
        f"« {chemin} » n’est pas un fichier ordinaire, mais un tube, un périphérique ou un "
        "dossier. Rien n’a été écrit. Déplacez-le, puis recommencez."
    )

"""What is done to the disk, each in one function: a file written, made safe, shared; two folders
exchanged."""

from __future__ import annotations

import ctypes
import os
import shutil
import sys
from contextlib import suppress
from pathlib import Path

_AT_FDCWD, _RENAME_EXCHANGE = -100, 2


def write_fichier(path: Path, contenu: bytes) -> None:
    """Write a new file of the owner's alone. Raises OSError.

    One that stood there is removed first, never written over: it may be the same as one in place
    (`share_fichier`)."""
    path.unlink(missing_ok=True)
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as stream:
        stream.write(contenu)


def append_ligne(path: Path, ligne: bytes) -> None:
    """Add a line to a file, made when there is none: whole, or cut where the program was stopped.
    Raises OSError."""
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    with os.fdopen(descriptor, "ab") as stream:
        stream.write(ligne)


def share_fichier(path: Path, cible: Path) -> None:
    """Make `cible` the same file as `path`, or a copy where the system cannot; dates stay, links
    stay links."""
    try:
        os.link(path, cible, follow_symlinks=False)
    except (OSError, NotImplementedError):
        shutil.copy2(path, cible, follow_symlinks=False)
        if not cible.is_symlink():
            sync(cible)


def sync(path: Path) -> None:
    """Have the disk hold what was written to a file or a folder. Raises OSError."""
    if (
        path.is_dir() and os.name == "nt"
    ):  # Windows opens no folder, and keeps their names by itself
        return
    descriptor = os.open(path, os.O_RDONLY if os.name != "nt" else os.O_RDWR)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def rename(path: Path, cible: Path) -> None:
    """Rename a folder. Raises OSError, Windows does when a file of it is open."""
    path.rename(cible)


def exchange(one: Path, other: Path) -> bool:
    """Exchange two paths in one step (Linux, renameat2); return False where that is not to be
    had."""
    if not sys.platform.startswith("linux"):
        return False
    try:
        renameat2 = ctypes.CDLL(None, use_errno=True).renameat2
    except (OSError, AttributeError):
        return False
    return bool(
        renameat2(_AT_FDCWD, os.fsencode(one), _AT_FDCWD, os.fsencode(other), _RENAME_EXCHANGE) == 0
    )


def remove(path: Path) -> bool:
    """Remove a file or a folder with all it holds, as far as the system lets; tell whether it is
    gone."""
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path, ignore_errors=True)
    else:
        with suppress(OSError):
            path.unlink(missing_ok=True)
    return not os.path.lexists(path)

"""What is done to the disk, one function each: write, sync, share, rename, exchange, remove."""

from __future__ import annotations

import ctypes
import os
import shutil
import sys
from contextlib import suppress
from pathlib import Path

# From <fcntl.h> and <linux/fs.h>: paths relative to the current folder, and the exchange itself.
_AT_FDCWD, _RENAME_EXCHANGE = -100, 2


def write_fichier(path: Path, contenu: bytes) -> None:
    """Write a new file, readable by its owner alone. Raises OSError."""
    # Removed first, never written over: it may be the very file in place (`share_fichier`).
    path.unlink(missing_ok=True)
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as stream:
        stream.write(contenu)


def append_ligne(path: Path, ligne: bytes) -> None:
    """Add a line to a file, which is made when there is none. Raises OSError.

    A program stopped here leaves the line whole, or cut short.
    """
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    with os.fdopen(descriptor, "ab") as stream:
        stream.write(ligne)


def share_fichier(path: Path, cible: Path) -> None:
    """Make `cible` the same file as `path`, or a copy of it where the system has no links.

    Dates are kept, and a symbolic link stays one. Raises OSError.
    """
    # A hard link: one corrected address must not write a year of papers again.
    try:
        os.link(path, cible, follow_symlinks=False)
    # A USB stick and some network shares have no hard links.
    except (OSError, NotImplementedError):
        shutil.copy2(path, cible, follow_symlinks=False)
        if not cible.is_symlink():
            sync(cible)


def sync(path: Path) -> None:
    """Wait until the disk holds what was written to a file or a folder. Raises OSError."""
    # Windows does not open folders, and keeps their names safe by itself.
    if path.is_dir() and os.name == "nt":
        return
    descriptor = os.open(path, os.O_RDONLY if os.name != "nt" else os.O_RDWR)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def rename(path: Path, cible: Path) -> None:
    """Rename a folder. Raises OSError, on Windows also when a file in it is open."""
    path.rename(cible)


def exchange(one: Path, other: Path) -> bool:
    """Exchange two paths in one step (Linux, renameat2); return False where it cannot be done."""
    if not sys.platform.startswith("linux"):
        return False
    try:
        # Python has no such call, and an older C library has none either.
        renameat2 = ctypes.CDLL(None, use_errno=True).renameat2
    except (OSError, AttributeError):
        return False
    # A file system may refuse it too: the caller then renames twice.
    return bool(
        renameat2(_AT_FDCWD, os.fsencode(one), _AT_FDCWD, os.fsencode(other), _RENAME_EXCHANGE) == 0
    )


def remove(path: Path) -> bool:
    """Remove a file, or a folder with all it holds, and tell whether it is gone. Raises nothing."""
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path, ignore_errors=True)
    else:
        with suppress(OSError):
            path.unlink(missing_ok=True)
    return not os.path.lexists(path)

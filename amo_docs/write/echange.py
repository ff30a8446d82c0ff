"""Exchange of two folders: in one step where the system can, else two renames undone on failure."""

from __future__ import annotations

import ctypes
import os
import shutil
import sys
from pathlib import Path

_AT_FDCWD, _RENAME_EXCHANGE = -100, 2


def _exchange(one: Path, other: Path) -> bool:
    """Exchange two paths in one step (Linux, renameat2); return False where that is not to be had."""
    if not sys.platform.startswith("linux"):
        return False
    try:
        renameat2 = ctypes.CDLL(None, use_errno=True).renameat2
    except (OSError, AttributeError):
        return False
    return bool(renameat2(_AT_FDCWD, os.fsencode(one), _AT_FDCWD, os.fsencode(other), _RENAME_EXCHANGE) == 0)


def swap_in(nouveau: Path, place: Path) -> Path | None:
    """Put the folder `nouveau` at `place`, and remove the one that stood there; return what is left of it, if anything.

    Raises OSError, and `place` is then as it was. Once the new folder is in place nothing fails any more.
    """
    if not place.exists():
        nouveau.rename(place)
        return None
    if _exchange(nouveau, place):
        return _remove(nouveau)
    ancien = nouveau.with_name(f"{nouveau.name}.ancien")
    place.rename(ancien)
    try:
        nouveau.rename(place)
    except OSError:
        ancien.rename(place)
        raise
    return _remove(ancien)


def _remove(ancien: Path) -> Path | None:
    shutil.rmtree(ancien, ignore_errors=True)
    return ancien if ancien.exists() else None

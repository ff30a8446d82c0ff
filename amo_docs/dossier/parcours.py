"""The files and folders under a folder. Links are never followed: they lead out of it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path


def list_fichiers(dossier: Path) -> Iterator[str]:
    """Yield the path of every file under `dossier`, relative, with « / »."""
    for path in sorted(dossier.rglob("*")):
        if path.is_symlink() or not path.is_dir():
            yield path.relative_to(dossier).as_posix()


def list_dossiers(dossier: Path) -> list[Path]:
    """Return every folder under `dossier`, each before those it holds."""
    return sorted(path for path in dossier.rglob("*") if path.is_dir() and not path.is_symlink())

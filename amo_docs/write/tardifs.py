"""What people put into the folder in place while it was being replaced: seen after the exchange,
and brought over."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from pathlib import Path, PurePosixPath

from amo_docs.write import disque
from amo_docs.write.en_place import list_fichiers
from amo_docs.write.garde import MODIFIES

Etat = tuple[int, int, int]
"""Which file it is, its size, the time it was last written."""


def note_etats(dossier: Path) -> Mapping[str, Etat]:
    """Return the state of every file under `dossier`, by path. Raises OSError."""
    found = {}
    for chemin in list_fichiers(dossier) if dossier.is_dir() else ():
        stat = (dossier / chemin).lstat()
        found[chemin] = (stat.st_ino, stat.st_size, stat.st_mtime_ns)
    return found


def rescue_tardifs(ancien: Path, place: Path, vus: Mapping[str, Etat]) -> tuple[str, ...]:
    """Bring over to `place` the files of `ancien`, the former folder, that came or changed since
    they were `vus`.

    Return those set aside in `modifies/`, since something else stands at their path. Raises
    OSError."""
    ecartes = []
    for chemin, etat in note_etats(ancien).items():
        if vus.get(chemin) == etat:
            continue
        target = place / chemin
        if target.exists() or target.is_symlink():
            digest = hashlib.sha256((ancien / chemin).read_bytes()).hexdigest()[:8]
            path = PurePosixPath(MODIFIES, chemin)
            target = place / path.with_name(f"{path.stem}.{digest}{path.suffix}")
            ecartes.append(chemin)
        target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        if not target.exists():
            disque.share_fichier(ancien / chemin, target)
    return tuple(ecartes)

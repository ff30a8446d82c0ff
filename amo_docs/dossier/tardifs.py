"""What people save in the folder while it is being replaced, brought over after the exchange.

No lock keeps a scanner or an office program out of the folder.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path, PurePosixPath

from amo_docs.dossier import disque
from amo_docs.dossier.parcours import compute_marque, list_fichiers

EtatFichier = tuple[int, int, int]
"""The inode of a file, its size, and the time it was last written, in nanoseconds."""


def note_etats(dossier: Path) -> Mapping[str, EtatFichier]:
    """Return the state of every file under `dossier`, by path. Raises OSError."""
    found = {}
    for chemin in list_fichiers(dossier) if dossier.is_dir() else ():
        stat = (dossier / chemin).lstat()
        found[chemin] = (stat.st_ino, stat.st_size, stat.st_mtime_ns)
    return found


def rescue_tardifs(
    ancien: Path, place: Path, vus: Mapping[str, EtatFichier], ecart: Path
) -> tuple[str, ...]:
    """Bring over to `place` the files of `ancien`, the former folder, that are new since `vus`.

    Returns the paths of those that went to the folder `ecart`, since something else stands in
    their place. Raises OSError.
    """
    ecartes = []
    for chemin, etat in note_etats(ancien).items():
        if vus.get(chemin) == etat:
            continue
        target = place / chemin
        if target.exists() or target.is_symlink():
            # Under a name of its own: two versions saved one after the other are both kept.
            digest = compute_marque(ancien / chemin)
            path = PurePosixPath(chemin)
            target = ecart / path.with_name(f"{path.stem}.{digest}{path.suffix}")
            ecartes.append(chemin)
        target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        if not target.exists():
            disque.share_fichier(ancien / chemin, target)
    return tuple(ecartes)

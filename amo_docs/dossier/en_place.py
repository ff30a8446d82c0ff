"""What stands in the folder before a run: our papers, changed or missing ones, other files."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from amo_docs.dossier.manifeste import (
    MANIFESTE,
    SOMMES,
    LigneManifeste,
    compute_sha256,
    read_lignes,
)
from amo_docs.dossier.parcours import list_fichiers
from amo_docs.dossier.tirages import REGISTRE, LigneTirage, read_tirages
from amo_docs.errors import SortieError


@dataclass(frozen=True)
class EnPlace:
    """The folder in place, read against its manifest. All paths are relative to it, with « / ».

    `autres` is all that the manifest does not name, print runs included; `tirages` are the lines
    of these in their register.
    """

    lignes: Mapping[str, LigneManifeste] = field(default_factory=dict)
    modifies: tuple[str, ...] = ()
    manquants: tuple[str, ...] = ()
    autres: tuple[str, ...] = ()
    tirages: Mapping[str, LigneTirage] = field(default_factory=dict)


def read_en_place(dossier: Path, session: str = "") -> EnPlace:
    """Return what stands in `dossier`, which may not exist yet.

    Raises SortieError when it is not a folder of ours, IntegriteError when its manifest or its
    register of print runs is damaged, or when it is the folder of another session than `session`.
    """
    if dossier.is_symlink() or (dossier.exists() and not dossier.is_dir()):
        what = "est un lien" if dossier.is_symlink() else "n’est pas un dossier"
        raise SortieError(
            f"« {dossier.name} » existe et {what}. Déplacez-le, ou choisissez une autre sortie."
        )
    present = list(list_fichiers(dossier)) if dossier.exists() else []
    if not present:
        return EnPlace()
    # A folder with files and no manifest belongs to somebody: it would be replaced whole.
    if MANIFESTE not in present:
        raise SortieError(
            f"« {dossier.name} » existe et n’a pas de {MANIFESTE} : ce n’est pas un "
            "dossier d’amo-docs. "
            "Choisissez une autre sortie, ou déplacez-le."
        )
    lignes, there = read_lignes(dossier, session), frozenset(present)
    # Links are not followed: print runs behind one are not in this folder, nor in `present`.
    tirages = read_tirages(dossier) if REGISTRE in present else {}
    return EnPlace(
        lignes=lignes,
        modifies=tuple(
            p for p in present if p in lignes and not is_intact(dossier / p, lignes[p].sha256)
        ),
        manquants=tuple(p for p in lignes if p not in there),
        autres=tuple(p for p in present if p not in lignes and p not in (MANIFESTE, SOMMES)),
        tirages=tirages,
    )


def is_intact(path: Path, sha256: str) -> bool:
    """Tell whether `path` is a file, not a link, with the digest it was made with."""
    return not path.is_symlink() and compute_sha256(path) == sha256

"""What of the folder in place goes into the one to come: what is not ours, what is set aside, what is not remade."""

from __future__ import annotations

import filecmp
import hashlib
import os
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from amo_docs.errors import IntegriteError
from amo_docs.write.en_place import EnPlace
from amo_docs.write.manifeste import LigneManifeste

MODIFIES = "modifies"
"""Where papers changed by hand are set aside."""

RETIRES = "retires"
"""Where papers that were final and have no place any more are kept: somebody may hold them."""


@dataclass(frozen=True)
class Garde:
    """What is kept: `fichiers` maps the path to come to the path in place, `lignes` are the papers that stay ours,
    `retires` those that leave."""

    fichiers: Mapping[str, str]
    lignes: tuple[LigneManifeste, ...]
    retires: tuple[str, ...]


def list_gardes(place: Path, en_place: EnPlace, faits: Collection[str], partielle: bool) -> Garde:
    """Return what is kept of `place`; `faits` are the paths of the papers of this run, `partielle` as in `Regles`.

    Raises IntegriteError when a paper that a partial run does not remake is missing, or was changed by hand.
    """
    fichiers: dict[str, str] = {}
    for chemin in en_place.modifies:
        fichiers |= _set_aside(chemin, _name_apart(place, MODIFIES, chemin), en_place)
    apart = {*en_place.modifies, *en_place.manquants}
    left = tuple(ligne for chemin, ligne in en_place.documents.items() if chemin not in faits)
    if partielle:
        gone = [ligne.chemin for ligne in left if ligne.chemin in apart]
        if gone:
            raise IntegriteError(
                f"Papier absent du dossier, et hors de ce qui est demandé : {', '.join(gone)}. Rien n’a été écrit. "
                "Relancez sans restriction pour le refaire."
            )
        fichiers |= {ligne.chemin: ligne.chemin for ligne in left}
    else:
        for ligne in left:
            if not ligne.projet and ligne.chemin not in apart:
                fichiers |= _set_aside(ligne.chemin, _name_retire(place, ligne.chemin, en_place), en_place)
    fichiers |= {chemin: chemin for chemin in en_place.autres}
    return Garde(fichiers, left if partielle else (), () if partielle else tuple(ligne.chemin for ligne in left))


def _name_retire(place: Path, chemin: str, en_place: EnPlace) -> str:
    plain = f"{RETIRES}/{chemin}"
    taken = plain in en_place.autres and not filecmp.cmp(place / chemin, place / plain, shallow=False)
    return _name_apart(place, RETIRES, chemin) if taken else plain


def _name_apart(place: Path, dossier: str, chemin: str) -> str:
    """Return where in `dossier` the paper at `chemin` goes: under its digest, so that no other takes its place."""
    path = place / chemin
    content = os.fsencode(path.readlink()) if path.is_symlink() else path.read_bytes()
    digest = hashlib.sha256(content).hexdigest()[:8]
    return f"{dossier}/{PurePosixPath(chemin).with_suffix('')}.{digest}{PurePosixPath(chemin).suffix}"


def _set_aside(chemin: str, cible: str, en_place: EnPlace) -> dict[str, str]:
    """Keep the paper at `chemin` as `cible`, unless it was already set aside there: what is not ours stays."""
    return {} if cible in en_place.autres else {cible: chemin}

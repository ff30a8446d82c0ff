"""What goes from the folder in place into the one to come.

That is what is not ours, what is set aside, and what this run does not remake.
"""

from __future__ import annotations

import filecmp
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath

from amo_docs.dossier.annexes import MODIFIES, RETIRES
from amo_docs.dossier.en_place import EnPlace, is_intact
from amo_docs.dossier.manifeste import LigneManifeste
from amo_docs.dossier.parcours import compute_marque
from amo_docs.dossier.remplaces import Remplace, find_successeurs
from amo_docs.dossier.tirages import REGISTRE, list_perimes, write_registre
from amo_docs.errors import IntegriteError


@dataclass(frozen=True)
class Garde:
    """What is kept of the folder in place.

    `fichiers` maps the path to come to the path in place; `lignes` are the papers that stay,
    `retires` those that leave, `remplaces` those that others take the place of. `perimes` are the
    print runs that leave, `ecartes` those among them that are set aside because they were changed
    by hand. `registre` is the new register of print runs, None when it stays as it is or leaves
    with the last of them.
    """

    fichiers: Mapping[str, str]
    lignes: tuple[LigneManifeste, ...]
    retires: tuple[str, ...]
    perimes: tuple[str, ...] = ()
    ecartes: tuple[str, ...] = ()
    registre: bytes | None = None
    remplaces: tuple[Remplace, ...] = ()


@dataclass(frozen=True)
class Tenue:
    """What a run leaves in its place.

    That is the files at `chemins`, and, when it is `partielle` (see `Regles`), all it does not
    remake but the papers at `caducs`, paths without extension.
    """

    partielle: bool
    chemins: frozenset[str] = frozenset()
    caducs: frozenset[str] = frozenset()

    def holds(self, ligne: LigneManifeste) -> bool:
        """Tell whether a file that is not remade stays in its place."""
        return ligne.chemin in self.chemins or (
            self.partielle and ligne.exemplaire.chemin not in self.caducs
        )


def list_gardes(
    place: Path, en_place: EnPlace, faits: Mapping[str, LigneManifeste], tenue: Tenue
) -> Garde:
    """Return what is kept of `place`.

    `faits` are the files of this run by path. Raises IntegriteError when a file that a partial run
    does not remake is missing.
    """
    fichiers: dict[str, str] = {}
    apart = {*en_place.modifies, *en_place.manquants}
    left = tuple(ligne for chemin, ligne in en_place.lignes.items() if chemin not in faits)
    successeurs = find_successeurs(en_place, faits)
    wanted = [ligne for ligne in left if tenue.holds(ligne) and ligne.chemin not in successeurs]
    # It would have to be listed with a digest that no file has.
    gone = [
        ligne.chemin
        for ligne in wanted
        if ligne.chemin in en_place.manquants and ligne.chemin not in tenue.chemins
    ]
    if gone:
        raise IntegriteError(
            "Papier absent du dossier, et hors de ce qui est demandé : "
            f"{', '.join(gone)}. Rien n’a été écrit. "
            "Relancez sans restriction pour le refaire."
        )
    # A paper changed by hand keeps its line and the digest it was made with: it is still known as
    # changed, and what is left of its twin stays beside it.
    stay = tuple(ligne for ligne in wanted if ligne.chemin not in en_place.manquants)
    fichiers |= {ligne.chemin: ligne.chemin for ligne in stay}
    for chemin in en_place.modifies:
        if chemin not in fichiers:
            fichiers |= _set_aside(chemin, _name_apart(place, MODIFIES, chemin), en_place)
    kept = {ligne.chemin for ligne in stay}
    leaving = [ligne for ligne in left if ligne.chemin not in kept | tenue.chemins]
    remplaces = []
    for ligne in en_place.lignes.values():
        if ligne.chemin in kept or (ligne.chemin in faits and ligne.chemin not in successeurs):
            continue
        # What was final may be in somebody's hands: it is kept. A PROJET has no value, and goes.
        if ligne.projet or ligne.chemin in apart:
            continue
        cible = _name_retire(place, ligne.chemin, en_place)
        fichiers |= _set_aside(ligne.chemin, cible, en_place)
        if ligne.chemin in successeurs:
            remplaces.append(Remplace(ligne.chemin, cible, successeurs[ligne.chemin].chemin))
    fichiers |= {chemin: chemin for chemin in en_place.autres}
    named = {un.chemin for un in remplaces}
    retires = tuple(ligne.chemin for ligne in leaving if ligne.chemin not in named)
    garde = Garde(fichiers, stay, retires, remplaces=tuple(remplaces))
    return _drop_perimes(
        garde, place, en_place, {**faits, **{ligne.chemin: ligne for ligne in garde.lignes}}
    )


def _drop_perimes(
    garde: Garde, place: Path, en_place: EnPlace, documents: Mapping[str, LigneManifeste]
) -> Garde:
    """Return `garde` without the print runs that `documents`, the files to come, make stale.

    A stale one that was changed by hand is set aside.
    """
    perimes = list_perimes(en_place.tirages, documents)
    if not perimes:
        return garde
    present = tuple(chemin for chemin in perimes if chemin in en_place.autres)
    ecartes = tuple(p for p in present if not is_intact(place / p, en_place.tirages[p].sha256))
    gone = {*perimes, REGISTRE}
    fichiers = {cible: chemin for cible, chemin in garde.fichiers.items() if chemin not in gone}
    for chemin in ecartes:
        fichiers |= _set_aside(chemin, _name_apart(place, MODIFIES, chemin), en_place)
    stay = [ligne for chemin, ligne in en_place.tirages.items() if chemin not in gone]
    registre = write_registre(stay) if stay else None
    return replace(garde, fichiers=fichiers, perimes=present, ecartes=ecartes, registre=registre)


def _name_retire(place: Path, chemin: str, en_place: EnPlace) -> str:
    plain = f"{RETIRES}/{chemin}"
    # Made, withdrawn, made otherwise and withdrawn again: somebody may hold either.
    taken = plain in en_place.autres and not filecmp.cmp(
        place / chemin, place / plain, shallow=False
    )
    return _name_apart(place, RETIRES, chemin) if taken else plain


def _name_apart(place: Path, dossier: str, chemin: str) -> str:
    """Return where the file at `chemin` goes in `dossier`: under its digest, which is its own."""
    path = PurePosixPath(chemin)
    return f"{dossier}/{path.with_suffix('')}.{compute_marque(place / chemin)}{path.suffix}"


def _set_aside(chemin: str, cible: str, en_place: EnPlace) -> dict[str, str]:
    """Return the file at `chemin` kept as `cible`, or nothing when it is there already."""
    return {} if cible in en_place.autres else {cible: chemin}

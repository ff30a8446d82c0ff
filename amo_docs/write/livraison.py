"""One delivery: files staged beside the folder in place, what is not ours kept, then the exchange."""

from __future__ import annotations

import filecmp
import hashlib
import os
import shutil
import stat
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath

from amo_docs.errors import IntegriteError, SortieError
from amo_docs.model.papier import Fichier
from amo_docs.write.echange import swap_in
from amo_docs.write.en_place import EnPlace, read_en_place
from amo_docs.write.manifeste import (
    MANIFESTE,
    SOMMES,
    LigneManifeste,
    Manifeste,
    make_ligne,
    write_manifeste,
    write_sommes,
)
from amo_docs.write.refus import say_refus

MODIFIES = "modifies"
"""Where papers changed by hand are set aside."""

RETIRES = "retires"
"""Where papers that were final and have no place any more are kept: somebody may hold them."""


@dataclass(frozen=True)
class Regles:
    """What a delivery does with the folder in place.

    `partielle`: papers it does not remake stay; `ecraser`: papers changed by hand are set aside, not refused.
    """

    partielle: bool = False
    ecraser: bool = False


REGLES = Regles()
"""A whole run: what is not remade is withdrawn, and nothing changed by hand is touched."""


@dataclass(frozen=True)
class Reprise:
    """What became of the papers in place: kept as they were, withdrawn, set aside because changed by hand.

    `reste` is the former folder, beside the new one, when the system would not remove all of it.
    """

    repris: tuple[str, ...]
    retires: tuple[str, ...]
    ecartes: tuple[str, ...]
    reste: Path | None = None


class Livraison:
    """A staging folder being filled. Files are the owner's alone, and the group's where the folder shares (setgid)."""

    def __init__(self, staging: Path, place: Path, shared: bool, regles: Regles) -> None:
        self.staging = staging
        self.place = place
        self.shared = shared
        self.regles = regles
        self.lignes: list[LigneManifeste] = []

    def _write(self, chemin: str, contenu: bytes) -> None:
        path = self.staging / chemin
        self._make_dossier(path.parent)
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "wb") as stream:
            stream.write(contenu)
        if self.shared:  # whatever the umask: the folder grants it
            path.chmod(0o640)

    def _make_dossier(self, dossier: Path) -> None:
        if dossier != self.staging and not dossier.exists():
            self._make_dossier(dossier.parent)
            dossier.mkdir(mode=0o700)
            if self.shared:
                dossier.chmod(0o2750)

    def add(self, fichier: Fichier) -> None:
        """Stage one file. Raises SortieError."""
        try:
            self._write(fichier.chemin, fichier.contenu)
        except OSError as error:
            raise SortieError(say_refus(error)) from None
        self.lignes.append(make_ligne(fichier))

    def commit(self, manifeste: Manifeste) -> Reprise:
        """Bring over what stays, write manifest and digests, put the folder in its place; return what was kept.

        Raises IntegriteError when a paper was changed by hand, is missing, or would take the place of a file that is
        not ours; SortieError.
        """
        try:
            # Looked at again: making papers takes minutes, and people work in the folder meanwhile.
            en_place = self.look()
            reprise = self._keep_papiers(en_place)
            content = write_manifeste(manifeste, self.lignes)
            self._write(MANIFESTE, content)
            self._write(SOMMES, write_sommes(content, self.lignes))
            for chemin in en_place.autres:
                self._keep(chemin, chemin)
            reste = swap_in(self.staging, self.place)
        except OSError as error:
            raise SortieError(say_refus(error)) from None
        return replace(reprise, reste=reste)

    def look(self) -> EnPlace:
        """Return what stands in place.

        Raises IntegriteError when a paper was changed by hand and `ecraser` was not asked, or one to keep is missing.
        """
        en_place = read_en_place(self.place)
        if en_place.modifies and not self.regles.ecraser:
            raise IntegriteError(
                f"Modifié à la main depuis sa fabrication : {', '.join(en_place.modifies)}. Rien n’a été écrit. "
                f"Déplacez ces fichiers, ou relancez avec --ecraser : ils iront dans {MODIFIES}/."
            )
        return en_place

    def refuse_retour(self, projets: frozenset[str]) -> None:
        """Raise IntegriteError when a final paper in place would be replaced by a PROJET.

        `projets` are the paths, without extension, of the papers about to be made as PROJET.
        """
        back = [
            ligne.chemin
            for ligne in read_en_place(self.place).documents.values()
            if not ligne.projet and str(PurePosixPath(ligne.chemin).with_suffix("")) in projets
        ]
        if back:
            others = f" et {len(back) - 1} autres" if len(back) > 1 else ""
            raise IntegriteError(
                f"Un papier définitif redeviendrait un projet : {back[0]}{others}. Rien n’a été écrit. "
                "Relancez avec --definitif, ou choisissez une autre sortie."
            )

    def _keep_papiers(self, en_place: EnPlace) -> Reprise:
        """Keep the papers a partial run does not remake; set aside those changed by hand."""
        made = {ligne.chemin for ligne in self.lignes}
        for chemin in en_place.modifies:
            self._set_aside(chemin, self._name_apart(MODIFIES, chemin), en_place)
        left = [ligne for chemin, ligne in en_place.documents.items() if chemin not in made]
        if not self.regles.partielle:
            apart = {*en_place.modifies, *en_place.manquants}
            for ligne in left:
                if not ligne.projet and ligne.chemin not in apart:
                    plain, dated = f"{RETIRES}/{ligne.chemin}", self._name_apart(RETIRES, ligne.chemin)
                    taken = plain in en_place.autres and not self._is_same(ligne.chemin, plain)
                    self._set_aside(ligne.chemin, dated if taken else plain, en_place)
            return Reprise((), tuple(ligne.chemin for ligne in left), en_place.modifies)
        gone = [ligne.chemin for ligne in left if ligne.chemin in (*en_place.manquants, *en_place.modifies)]
        if gone:
            raise IntegriteError(
                f"Papier absent du dossier, et hors de ce qui est demandé : {', '.join(gone)}. Rien n’a été écrit. "
                "Relancez sans restriction pour le refaire."
            )
        for ligne in left:
            self._keep(ligne.chemin, ligne.chemin)
            self.lignes.append(ligne)
        return Reprise(tuple(ligne.chemin for ligne in left), (), en_place.modifies)

    def _name_apart(self, dossier: str, chemin: str) -> str:
        """Return where in `dossier` the paper at `chemin` goes: under its digest, so that no other takes its place."""
        path = self.place / chemin
        content = os.fsencode(path.readlink()) if path.is_symlink() else path.read_bytes()
        digest = hashlib.sha256(content).hexdigest()[:8]
        return f"{dossier}/{PurePosixPath(chemin).with_suffix('')}.{digest}{PurePosixPath(chemin).suffix}"

    def _is_same(self, chemin: str, autre: str) -> bool:
        return filecmp.cmp(self.place / chemin, self.place / autre, shallow=False)

    def _set_aside(self, chemin: str, cible: str, en_place: EnPlace) -> None:
        """Keep the paper at `chemin` as `cible`, unless it was already set aside there: what is not ours stays."""
        if cible not in en_place.autres:
            self._keep(chemin, cible)

    def _keep(self, chemin: str, cible: str) -> None:
        target = self.staging / cible
        if os.path.lexists(target) or any(parent.is_file() for parent in target.parents):
            raise IntegriteError(
                f"« {chemin} » n’est pas un papier d’amo-docs et prendrait la place d’un nouveau. Déplacez-le."
            )
        self._make_dossier(target.parent)
        shutil.copy2(self.place / chemin, target, follow_symlinks=False)


@contextmanager
def open_livraison(sortie: Path, nom: str, regles: Regles = REGLES) -> Iterator[Livraison]:
    """Open a delivery of the folder `sortie/nom`; whatever is not committed is removed.

    Raises SortieError when the place cannot be written, IntegriteError when the folder in place was tampered with.
    """
    place = sortie / nom
    made = not sortie.exists()
    try:
        sortie.mkdir(mode=0o700, parents=True, exist_ok=True)
        mode = sortie.stat().st_mode
        shared = bool(mode & stat.S_ISGID and mode & stat.S_IRGRP)
        read_en_place(place)
        staging = Path(tempfile.mkdtemp(prefix=f".{nom}.", dir=sortie))
        if shared:
            staging.chmod(0o2750)
    except OSError as error:
        raise SortieError(say_refus(error)) from None
    try:
        livraison = Livraison(staging, place, shared, regles)
        livraison.look()
        yield livraison
    finally:
        shutil.rmtree(staging, ignore_errors=True)
        if made:
            with suppress(OSError):  # it holds the new folder
                sortie.rmdir()

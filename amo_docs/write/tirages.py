"""`tirages/`: the print runs of a folder, beside its papers, and what each was made from, so that a
stale one is seen.

They are no documents of the manifest: they can be made again from its papers at any time.
"""

from __future__ import annotations

import hashlib
import json
import os
import stat
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from amo_docs.errors import IntegriteError, SortieError
from amo_docs.write import disque
from amo_docs.write.manifeste import LigneManifeste, compute_sha256
from amo_docs.write.refus import say_refus

TIRAGES = "tirages"
REGISTRE = f"{TIRAGES}/tirages.json"
FORMAT = 1
ADRESSES = "adresses"
"""The type of a table of labels, which no type of paper has: its papers are the letters those
addresses stand on."""


@dataclass(frozen=True)
class LigneTirage:
    """One file of `tirages/`: its digest, and that of each paper it was made from, by path in the
    folder."""

    chemin: str
    type: str
    sha256: str
    papiers: Mapping[str, str]


def read_tirages(dossier: Path) -> dict[str, LigneTirage]:
    """Return the print runs of `dossier` by path, none when there is no register.

    Raises IntegriteError when the register does not hold together, or names a file that is not of
    `tirages/`."""
    try:
        content: Any = json.loads((dossier / REGISTRE).read_bytes())
        if content["format"] != FORMAT:
            raise ValueError
        lignes = [LigneTirage(**ligne) for ligne in content["tirages"]]
        if not all(_is_ours(ligne) for ligne in lignes):
            raise ValueError
        return {ligne.chemin: ligne for ligne in lignes}
    except FileNotFoundError:
        return {}
    except OSError as error:
        raise SortieError(say_refus(error)) from None
    except (ValueError, KeyError, TypeError, RecursionError):
        raise IntegriteError(
            f"« {REGISTRE} » de « {dossier.name} » est abîmé. Déplacez le dossier "
            f"{TIRAGES}/, puis recommencez."
        ) from None


def _is_ours(ligne: LigneTirage) -> bool:
    dossier, _, nom = ligne.chemin.partition("/")
    plain = dossier == TIRAGES and nom not in ("", ".", "..") and not set(nom) & {"/", "\\", "\0"}
    return plain and isinstance(ligne.papiers, dict) and isinstance(ligne.type, str)


def list_perimes(
    tirages: Mapping[str, LigneTirage], documents: Mapping[str, LigneManifeste]
) -> tuple[str, ...]:
    """Return the paths of the print runs of `tirages` that are no longer those of `documents`, the
    papers by path.

    Stale is one of whose papers one has changed or left, every volume of a type that has a new
    paper, and a table of labels when a letter that carries its addresses has changed or left."""
    tires: dict[str, set[str]] = {}
    for ligne in tirages.values():
        tires.setdefault(ligne.type, set()).update(ligne.papiers)
    nouveaux = {
        document.type
        for document in documents.values()
        if document.format == "pdf"
        and document.type in tires
        and document.chemin not in tires[document.type]
    }
    actuels = {document.chemin: document.sha256 for document in documents.values()}
    return tuple(
        ligne.chemin
        for ligne in tirages.values()
        if ligne.type in nouveaux
        or any(actuels.get(chemin) != somme for chemin, somme in ligne.papiers.items())
    )


class Depot:
    """Print runs being put in `tirages/`: each written under a hidden name, all put in place at the
    end.

    Files are the owner's alone, and the group's where the folder of the session shares (setgid).
    """

    def __init__(self, dossier: Path) -> None:
        mode = dossier.stat().st_mode
        self.dossier = dossier
        self._partage = bool(mode & stat.S_ISGID and mode & stat.S_IRGRP)
        self._anciens = read_tirages(dossier)
        self._prets: dict[str, LigneTirage] = {}
        self._caches: list[Path] = []
        for path in (dossier / TIRAGES).glob(
            ".*.nouveau"
        ):  # what a run that was killed left: the lock is ours
            path.unlink(missing_ok=True)

    def refuse_etrangers(self, chemins: Iterable[str]) -> None:
        """Raise IntegriteError when a file that is not ours, or was changed since, stands at one of
        `chemins`."""
        for chemin in chemins:
            path, ligne = self.dossier / chemin, self._anciens.get(chemin)
            plain = path.is_file() and not path.is_symlink()
            if os.path.lexists(path) and not (
                ligne and plain and compute_sha256(path) == ligne.sha256
            ):
                raise IntegriteError(
                    f"« {chemin} » n’est pas un tirage d’amo-docs, ou a été modifié "
                    "depuis. Rien n’a été écrit. "
                    "Déplacez-le, puis recommencez."
                )

    def add(self, chemin: str, contenu: bytes, genre: str, papiers: Mapping[str, str]) -> None:
        """Stage the file `chemin`, of type `genre`, made from `papiers`. Raises SortieError."""
        try:
            self._make_dossier()
            self._write(self._hide(chemin), contenu)
        except OSError as error:
            raise SortieError(say_refus(error)) from None
        somme = hashlib.sha256(contenu).hexdigest()
        self._prets[chemin] = LigneTirage(chemin, genre, somme, dict(sorted(papiers.items())))

    def commit(self) -> tuple[str, ...]:
        """Put every file in its place; return the earlier files of the same types that were
        removed.

        Whatever the system refuses on the way, the register says what stands in place. Raises
        SortieError, IntegriteError."""
        genres = {ligne.type for ligne in self._prets.values()}
        partis = tuple(
            c for c, li in self._anciens.items() if li.type in genres and c not in self._prets
        )
        self.refuse_etrangers((*self._prets, *partis))
        try:
            try:
                # Known before they are there: one that a killed run leaves is not taken for
                # somebody's file.
                self._write_registre({**self._prets, **self._anciens}.values())
                for chemin in self._prets:
                    self._hide(chemin).replace(self.dossier / chemin)
                for chemin in partis:
                    (self.dossier / chemin).unlink(missing_ok=True)
            finally:
                self._write_registre(self._list_en_place())
        except OSError as error:
            raise SortieError(say_refus(error)) from None
        return partis

    def _write_registre(self, lignes: Iterable[LigneTirage]) -> None:
        self._write(self._hide(REGISTRE), write_registre(lignes))
        self._hide(REGISTRE).replace(self.dossier / REGISTRE)

    def _list_en_place(self) -> list[LigneTirage]:
        """Return the line of each file that stands in place; a new one does once it waits no
        more."""
        placed = {
            chemin: ligne
            for chemin, ligne in self._prets.items()
            if not self._hide(chemin).exists()
        }
        return [
            ligne
            for chemin, ligne in {**self._anciens, **placed}.items()
            if (self.dossier / chemin).is_file()
        ]

    def discard(self) -> None:
        """Remove what was staged and not put in place, and the folder when it is empty."""
        with suppress(OSError):
            for path in self._caches:
                path.unlink(missing_ok=True)
            (self.dossier / TIRAGES).rmdir()

    def _hide(self, chemin: str) -> Path:
        """Return where a file waits: in the same folder, so that it is put in place by its name
        alone."""
        path = self.dossier / chemin
        return path.with_name(f".{path.name}.nouveau")

    def _make_dossier(self) -> None:
        place = self.dossier / TIRAGES
        if place.is_symlink():
            raise SortieError(f"« {TIRAGES} » est un lien. Déplacez-le, puis recommencez.")
        if not place.is_dir():
            place.mkdir(mode=0o700)
            if self._partage:
                place.chmod(0o2750)

    def _write(self, path: Path, contenu: bytes) -> None:
        self._caches.append(path)
        disque.write_fichier(path, contenu)
        disque.sync(path)
        if self._partage:  # whatever the umask: the folder grants it
            path.chmod(0o640)


def write_registre(lignes: Iterable[LigneTirage]) -> bytes:
    """Return the bytes of `tirages.json`, its print runs sorted by path."""
    rows = [asdict(ligne) for ligne in sorted(lignes, key=lambda ligne: ligne.chemin)]
    return (
        json.dumps({"format": FORMAT, "tirages": rows}, ensure_ascii=False, indent=2) + "\n"
    ).encode()


@contextmanager
def open_depot(dossier: Path) -> Iterator[Depot]:
    """Open `tirages/` of the folder of a session; whatever is not committed is removed.

    Raises SortieError, IntegriteError when the register of the print runs is damaged.
    """
    try:
        depot = Depot(dossier)
    except OSError as error:
        raise SortieError(say_refus(error)) from None
    try:
        yield depot
    finally:
        depot.discard()

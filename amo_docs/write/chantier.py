"""The working folder of a run, beside the folder in place: what a run that was stopped leaves to
the next.

    .SESSION.en-cours/verrou      held by the run that works there; the system lets go of it when
    the run dies .SESSION.en-cours/journal     one line a piece made, with its digest; a last line
    when all is ready for the exchange .SESSION.en-cours/papiers/    the folder to come
    .SESSION.en-cours/ancien/     the former folder, between two renames, where folders cannot be
    exchanged in one step

A piece is believed when the journal names it and its digest is the one named: whatever stopped the
run, and wherever."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import asdict
from pathlib import Path
from typing import Any

from filelock import FileLock, Timeout

from amo_docs.errors import SortieError
from amo_docs.write import disque
from amo_docs.write.manifeste import LigneManifeste, compute_sha256
from amo_docs.write.refus import translate_refus

PRET = b'{"pret": true}\n'
"""The last line of the journal: the folder to come is whole, and on the disk."""


class Chantier:
    """The working folder of `place`, locked from its opening to its closing."""

    def __init__(self, place: Path) -> None:
        self.place = place
        self.dossier = place.with_name(f".{place.name}.en-cours")
        self.papiers = self.dossier / "papiers"
        self.ancien = self.dossier / "ancien"
        self.journal = self.dossier / "journal"
        self.shared = False
        self._nom_verrou = "verrou"
        self._verrou = FileLock(self.dossier / self._nom_verrou, timeout=0, mode=0o600)

    def open(self, shared: bool) -> None:
        """Take the folder for this run alone, and end the exchange another run may have begun.

        `shared`: the group of the output folder reads what will be in place. Raises SortieError
        when another run holds it, or when what stands there is not ours; OSError."""
        if self.dossier.is_symlink() or (self.dossier.exists() and not self.dossier.is_dir()):
            raise SortieError(
                f"« {self.dossier.name} » existe et n’est pas un dossier de travail "
                "d’amo-docs. Déplacez-le."
            )
        self.dossier.mkdir(mode=0o700, exist_ok=True)
        try:
            self._verrou.acquire()
        except Timeout:
            raise SortieError(
                f"Une autre commande amo-docs écrit en ce moment dans « {self.place.name} ». "
                "Attendez sa fin, puis recommencez."
            ) from None
        self._end_echange()
        self.papiers.mkdir(mode=0o700, exist_ok=True)
        self.shared = shared
        if shared:
            self.papiers.chmod(0o2750)

    def _end_echange(self) -> None:
        """End what was stopped between two renames: the new folder if it is whole, else the former
        one."""
        if not self.ancien.exists():
            return
        if not self.place.exists():
            pret = (
                self.journal.exists()
                and self.journal.read_bytes().endswith(PRET)
                and self.papiers.exists()
            )
            disque.rename(self.papiers if pret else self.ancien, self.place)
        disque.remove(self.ancien)

    def is_kept(self) -> bool:
        """Tell whether something was made that the next run can take up; yes when the disk does not
        answer."""
        try:
            return any((self.papiers / chemin).is_file() for chemin in self.read_pieces())
        except OSError:
            return True

    def clear(self) -> Path | None:
        """Remove all but the lock; return what is left of a folder when the system would not remove
        all of it."""
        restes = [path for path in (self.papiers, self.ancien) if not disque.remove(path)]
        disque.remove(self.journal)
        return restes[0] if restes else None

    def close(self) -> None:
        """Let go of the folder, and remove it unless it holds something. Nothing fails here: the
        run is over."""
        if self._verrou.is_locked:
            with suppress(OSError):
                between = (
                    self.ancien.exists() and not self.place.exists()
                )  # two renames: the papers are here alone
                if not between and not self.is_kept():
                    self.clear()
                if [path.name for path in self.dossier.iterdir()] == [self._nom_verrou]:
                    disque.remove(
                        self.dossier / self._nom_verrou
                    )  # while it is ours: who opened it sees it is gone
            with suppress(OSError):
                self._verrou.release()
        with suppress(OSError):  # it holds something, or another run has just taken it
            self.dossier.rmdir()

    def find_ancien(self) -> Path:
        """Return where the former folder is once the new one is in its place."""
        return self.ancien if self.ancien.exists() else self.papiers

    def read_pieces(self) -> Mapping[str, LigneManifeste]:
        """Return the line of each piece the journal names, by path; one cut short, or of another
        version, is none."""
        pieces: dict[str, LigneManifeste] = {}
        lignes = self.journal.read_bytes().split(b"\n") if self.journal.exists() else []
        for ligne in lignes:
            try:
                content: Any = json.loads(ligne)
                piece = LigneManifeste(**content)
            except (ValueError, TypeError, RecursionError):
                continue
            if isinstance(piece.chemin, str) and isinstance(piece.sha256, str):
                pieces[piece.chemin] = piece
        return pieces

    def add_piece(self, ligne: LigneManifeste, contenu: bytes) -> None:
        """Write a piece into the folder to come, then its line into the journal. Raises OSError."""
        disque.write_fichier(self.papiers / ligne.chemin, contenu)
        disque.append_ligne(
            self.journal, json.dumps(asdict(ligne), ensure_ascii=False).encode() + b"\n"
        )

    def is_whole(self, piece: LigneManifeste) -> bool:
        """Tell whether the piece is there, with the digest the journal gives."""
        path = self.papiers / piece.chemin
        return path.is_file() and not path.is_symlink() and compute_sha256(path) == piece.sha256

    def swap_in(self) -> None:
        """Put the folder to come in its place, and the one that stood there in `papiers` or
        `ancien`.

        Raises OSError, and the place is then as it was.
        """
        disque.append_ligne(self.journal, PRET)
        disque.sync(self.journal)
        if not self.place.exists():
            disque.rename(self.papiers, self.place)
        elif not disque.exchange(self.papiers, self.place):
            try:
                disque.rename(self.place, self.ancien)
                disque.rename(self.papiers, self.place)
            except BaseException:  # an interruption too
                if self.ancien.exists() and not self.place.exists():
                    disque.rename(self.ancien, self.place)
                raise
        disque.sync(self.place.parent)


@contextmanager
def hold_dossier(place: Path) -> Iterator[None]:
    """Keep every other run out of the folder `place`, once the exchange one of them had begun is
    ended.

    Nothing is delivered, and what a stopped run left to the next stays for it. Raises SortieError
    when another run works there."""
    if not place.parent.is_dir():  # there is nothing to hold
        yield
        return
    chantier = Chantier(place)
    try:
        with translate_refus():
            chantier.open(shared=False)
        yield
    finally:
        chantier.close()

"""The working folder of a run, beside the folder in place. A stopped run leaves it to the next one.

    .SESSION.en-cours/verrou            held by the run that works there; the system frees it when
                                        the run dies
    .SESSION.en-cours/papiers/          the folder to come
    .SESSION.en-cours/journal           one line a file made, with its digest; a last line when all
                                        is ready for the exchange
    .SESSION.en-cours/ancien/           the former folder, between two renames, where folders cannot
                                        be exchanged in one step
    .SESSION.en-cours/tirages…          the same three for `SESSION/tirages/`, which a print run
                                        replaces alone

A file is believed when the journal names it with the digest it has, wherever the run was stopped.
So nothing has to be synced before the end.
"""

from __future__ import annotations

import stat
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path

from filelock import FileLock, Timeout

from amo_docs.dossier import disque
from amo_docs.dossier.annexes import TIRAGES
from amo_docs.dossier.manifeste import LigneManifeste, compute_sha256, read_ligne, write_ligne
from amo_docs.dossier.parcours import list_dossiers, read_ordinaire
from amo_docs.dossier.refus import translate_refus
from amo_docs.errors import AmoDocsError, SortieError

PRET = b'{"pret": true}\n'
"""The last line of a journal: the folder to come is whole, and on the disk."""


def is_partage(dossier: Path) -> bool:
    """Tell whether a folder is shared with its group on purpose. Raises OSError."""
    # Names and results are for their owner alone. Setgid and group-readable together are how a
    # folder is shared; a mere umask of 022 is nobody's decision.
    mode = dossier.stat().st_mode
    return bool(mode & stat.S_ISGID and mode & stat.S_IRGRP)


class Echange:
    """A folder to come, filled beside the one in place, and exchanged with it whole or not at all.

    Files are readable by their owner, and by the group where `partage` is set.
    """

    # Everything is done to the disk through `disque`, one function each: the tests kill a run
    # before, in the middle of and after each of them.

    def __init__(self, place: Path, nouveau: Path, ancien: Path, journal: Path) -> None:
        self.place = place
        self.nouveau = nouveau
        self.ancien = ancien
        self.journal = journal
        self.partage = False

    def open(self, partage: bool) -> None:
        """Make the folder to come ready to be filled. Raises OSError."""
        self.partage = partage
        self.nouveau.mkdir(mode=0o700, exist_ok=True)
        if partage:
            self.nouveau.chmod(0o2750)

    def end(self) -> None:
        """End an exchange that was stopped between its two renames.

        The new folder is put in place if it is whole, else the former one. Raises OSError.
        """
        if not self.ancien.exists():
            return
        if not self.place.exists():
            # That line is written once everything is on the disk: with it, the new folder is whole.
            pret = self.journal.exists() and read_ordinaire(self.journal).endswith(PRET)
            whole = self.nouveau if pret and self.nouveau.exists() else self.ancien
            disque.rename(whole, self.place)
        disque.remove(self.ancien)

    def is_between(self) -> bool:
        """Tell whether the exchange was stopped between its two renames.

        The only copy of the files is then in the working folder.
        """
        return self.ancien.exists() and not self.place.exists()

    def write(self, chemin: str, contenu: bytes) -> None:
        """Write a file of the folder to come. Raises OSError."""
        path = self.nouveau / chemin
        self._make_dossier(path.parent)
        disque.remove(path)
        disque.write_fichier(path, contenu)
        # By chmod, so that the umask of who runs the command does not take it away.
        if self.partage:
            path.chmod(0o640)

    def share(self, chemin: str, cible: str) -> None:
        """Put the file in place at `chemin` in the folder to come, as `cible`. Raises OSError."""
        target = self.nouveau / cible
        self._make_dossier(target.parent)
        disque.remove(target)
        disque.share_fichier(self.place / chemin, target)

    def _make_dossier(self, dossier: Path) -> None:
        if dossier != self.nouveau and not dossier.is_dir():
            self._make_dossier(dossier.parent)
            # A stopped run may have left a file of that name.
            disque.remove(dossier)
            dossier.mkdir(mode=0o700)
            if self.partage:
                dossier.chmod(0o2750)

    def note(self, ligne: LigneManifeste) -> None:
        """Add the line of a written file to the journal. Raises OSError."""
        disque.append_ligne(self.journal, write_ligne(ligne).encode() + b"\n")

    def read_journal(self) -> Mapping[str, LigneManifeste]:
        """Return the line of each file that the journal names, by path. Raises OSError."""
        lignes: dict[str, LigneManifeste] = {}
        for texte in read_ordinaire(self.journal).split(b"\n") if self.journal.exists() else ():
            # A run may be killed in the middle of a line, and another version may have
            # written it: such a file is made again.
            with suppress(ValueError, RecursionError):
                ligne = read_ligne(texte)
                lignes[ligne.chemin] = ligne
        return lignes

    def is_whole(self, ligne: LigneManifeste) -> bool:
        """Tell whether a file of the journal is there, with the digest it gives. Raises OSError."""
        path = self.nouveau / ligne.chemin
        return path.is_file() and not path.is_symlink() and compute_sha256(path) == ligne.sha256

    def swap_in(self, ecrits: Iterable[str]) -> None:
        """Put the folder to come in its place. The former one is then where `find_ancien` says.

        `ecrits` are the paths of the files written by this run, which are synced first. Raises
        OSError, and the place is then as it was.
        """
        # Each file and folder is synced once, here. What is shared with the folder
        # in place is on the disk already.
        files = (self.nouveau / chemin for chemin in ecrits)
        for path in (*files, *list_dossiers(self.nouveau), self.nouveau):
            disque.sync(path)
        disque.append_ligne(self.journal, PRET)
        disque.sync(self.journal)
        if not self.place.exists():
            disque.rename(self.nouveau, self.place)
        # A folder that is not empty cannot be replaced by a rename: Linux exchanges two in one
        # step, elsewhere it takes two renames, and `end` knows what is between.
        elif not disque.exchange(self.nouveau, self.place):
            try:
                disque.rename(self.place, self.ancien)
                disque.rename(self.nouveau, self.place)
            # An interruption (Ctrl-C) as well as an error: the former folder goes back.
            except BaseException:
                if self.is_between():
                    disque.rename(self.ancien, self.place)
                raise
        disque.sync(self.place.parent)

    def find_ancien(self) -> Path:
        """Return where the former folder is once the new one is in its place."""
        return self.ancien if self.ancien.exists() else self.nouveau

    def clear(self) -> Path | None:
        """Remove what the exchange leaves, and return a folder that could not be removed whole."""
        restes = [path for path in (self.nouveau, self.ancien) if not disque.remove(path)]
        disque.remove(self.journal)
        return restes[0] if restes else None


class Chantier:
    """The working folder of `place`, locked from its opening to its closing."""

    def __init__(self, place: Path) -> None:
        self.place = place
        self.dossier = place.with_name(f".{place.name}.en-cours")
        self.papiers = self._make_echange(place, "papiers", "ancien", "journal")
        self.tirages = self._make_echange(
            place / TIRAGES, "tirages", "tirages.ancien", "tirages.journal"
        )
        self._nom_verrou = "verrou"
        # The system frees the lock with the process, so a dead run holds nobody up. No waiting:
        # the second command is refused at once.
        self._verrou = FileLock(self.dossier / self._nom_verrou, timeout=0, mode=0o600)

    def _make_echange(self, place: Path, *noms: str) -> Echange:
        return Echange(place, *(self.dossier / nom for nom in noms))

    def open(self) -> None:
        """Take the folder for this run alone, and end the exchanges that another run has begun.

        Raises SortieError when another run holds it or when what stands there is not ours, and
        OSError.
        """
        if self.dossier.is_symlink() or (self.dossier.exists() and not self.dossier.is_dir()):
            raise SortieError(
                f"« {self.dossier.name} » existe et n’est pas un dossier de travail d’amo-docs. "
                "Déplacez-le."
            )
        self.dossier.mkdir(mode=0o700, exist_ok=True)
        verrou = self.dossier / self._nom_verrou
        if verrou.exists() and not verrou.is_file():
            raise SortieError(
                f"« {verrou.name} », dans « {self.dossier.name} », n’est pas un fichier ordinaire. "
                "Déplacez-le, puis recommencez."
            )
        try:
            self._verrou.acquire()
        except Timeout:
            raise SortieError(
                f"Une autre commande amo-docs écrit en ce moment dans « {self.place.name} ». "
                "Attendez sa fin, puis recommencez."
            ) from None
        # Some network shares have no locks.
        except NotImplementedError:
            raise SortieError(
                f"Le disque de « {self.place.parent} » ne sait pas réserver un fichier : deux "
                "commandes pourraient y écrire à la fois. Choisissez une sortie sur un disque de "
                "cette machine, puis recopiez-la."
            ) from None
        self.papiers.end()
        self.tirages.end()
        # A print run costs seconds and is made again whole: nothing of it waits for the next one.
        self.tirages.clear()

    def is_kept(self) -> bool:
        """Tell whether the folder holds papers that the next run can take up."""
        try:
            journal = self.papiers.read_journal()
            return any((self.papiers.nouveau / chemin).is_file() for chemin in journal)
        except (OSError, AmoDocsError):
            # The disk does not answer, or a pipe stands there: what cannot be seen is not removed.
            return True

    def close(self) -> None:
        """Release the folder, and remove it unless it holds something. Raises nothing."""
        if self._verrou.is_locked:
            with suppress(OSError):
                if not self.papiers.is_between() and not self.is_kept():
                    self.papiers.clear()
                if not self.tirages.is_between():
                    self.tirages.clear()
                if [path.name for path in self.dossier.iterdir()] == [self._nom_verrou]:
                    # Removed while it is still locked: a run that opened it meanwhile sees it gone.
                    disque.remove(self.dossier / self._nom_verrou)
            with suppress(OSError):
                self._verrou.release()
        # Refused by the system when it holds something, or when another run has just taken it.
        with suppress(OSError):
            self.dossier.rmdir()


@contextmanager
def hold_dossier(place: Path) -> Iterator[Chantier]:
    """Keep every other run out of the folder `place`, and end an exchange that was stopped.

    No paper is delivered: what a stopped run left stays for the next one. Raises SortieError when
    another run works there.
    """
    chantier = Chantier(place)
    # There is nothing to hold, and a lock must not make the output folder.
    with translate_refus():
        absent = not place.parent.is_dir()
    if absent:
        yield chantier
        return
    try:
        with translate_refus():
            chantier.open()
        yield chantier
    finally:
        chantier.close()

"""Child processes with limits of time and memory, where templates run and pages are laid out.

Tasks go through the standard `concurrent.futures.Executor`: bytes come back, and the parent writes.
Give `Enclos` another `fabrique` to use another executor, such as that of a cluster; it must run
`enfant.start_enfant` in each of its processes.
"""

from __future__ import annotations

import errno
import multiprocessing
import shutil
import signal
import sys
import tempfile
import time
import weakref
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Executor, Future, ProcessPoolExecutor, wait
from concurrent.futures import TimeoutError as DelaiDepasse
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import dataclass, field
from multiprocessing.process import BaseProcess
from types import TracebackType
from typing import Any, Generic, ParamSpec, Self, TypeVar

from amo_docs.constats import report
from amo_docs.enfant import Ouverture, do_tache, refuse_temporaire, start_enfant
from amo_docs.errors import ModeleError, SortieError

P = ParamSpec("P")
T = TypeVar("T")
R_co = TypeVar("R_co", covariant=True)


# Before 3.11.5 (Debian 12 has 3.11.2), a pool waits for ever to hand over a task that no child will
# read, when it is more than a pipe holds (gh-94777). The pipe is closed for it; later ones do it.
_ATTEND_SANS_FIN = sys.version_info < (3, 11, 5)


@dataclass(frozen=True)
class Limites:
    """What a child may take: `memoire` in bytes of address space, `delai` in seconds for a task."""

    # Those of one paper, whatever the size of the session. Minutes of 1,855 candidates, 122 pages,
    # took 23 s and 411 MB.
    memoire: int = 2 * 1024**3
    delai: float = 60.0


@dataclass(frozen=True)
class Tache(Generic[R_co]):
    """Something to do in a child.

    `quoi` names it in messages. `lourde`: it has a child of its own, which ends after it.
    """

    quoi: str
    faire: Callable[..., R_co]
    donnees: tuple[Any, ...]
    lourde: bool = False


Fabrique = Callable[["Limites", int, "Ouverture | None"], Executor]
"""Makes an executor from limits, a number of processes, and what each of them opens once."""


def make_executeur(limites: Limites, processus: int, ouverture: Ouverture | None) -> Executor:
    """Return a pool of `processus` children. Raises SortieError."""
    return Equipe(limites, processus, ouverture)


class Equipe(ProcessPoolExecutor):
    """The standard pool of children, with a temporary folder of their own, removed with them.

    What the machine refuses is a SortieError.
    """

    def __init__(self, limites: Limites, processus: int, ouverture: Ouverture | None) -> None:
        with hold_interruptions():
            self._dossier = make_temporaire()
            # However the command ends: an interruption may fall before anybody can end the pool.
            weakref.finalize(self, shutil.rmtree, self._dossier, ignore_errors=True)
        self.enfants: tuple[BaseProcess, ...] = ()
        try:
            # Spawned: a forked child would share Pango's locks with its parent, and may hang.
            super().__init__(
                max_workers=processus,
                mp_context=multiprocessing.get_context("spawn"),
                initializer=start_enfant,
                initargs=(limites.memoire, ouverture, self._dossier),
            )
        except BaseException as error:
            shutil.rmtree(self._dossier, ignore_errors=True)
            # The queue of a pool has semaphores, which Linux keeps in /dev/shm.
            if isinstance(error, OSError | NotImplementedError):
                raise SortieError(_SANS_PARTAGE) from None
            raise

    def submit(self, fn: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> Future[T]:
        """Give out a task. The first one starts the children. Raises SortieError."""
        with hold_interruptions():
            try:
                future = super().submit(fn, *args, **kwargs)
                # A pool that breaks forgets them.
                self.enfants = tuple((self._processes or {}).values()) or self.enfants
                return future
            except OSError as error:
                raise SortieError(
                    "Le système refuse de démarrer un processus de plus "
                    f"({errno.errorcode.get(error.errno or 0, 'sans motif')}). Fermez d’autres "
                    "programmes, ou relancez avec --processus 1."
                ) from None

    def has_not_started(self) -> bool:
        """Tell whether a child left before it could take a task."""
        # What dies of its task dies of a signal, and the others are then ended by one. These are
        # the codes of Python when it cannot begin, and of a program that cannot be run.
        return any(enfant.exitcode in (1, 255) for enfant in self.enfants)

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """End the children, and remove what they wrote."""
        super().shutdown(wait, cancel_futures=cancel_futures)
        # A child leaves without its exit handlers, and WeasyPrint removes its fonts there.
        shutil.rmtree(self._dossier, ignore_errors=True)


_SANS_PARTAGE = (
    "Le système n’a pas de mémoire partagée (/dev/shm absent, plein ou interdit), et les papiers "
    "se font dans des processus qui s’en servent. Montez /dev/shm (dans un conteneur : --shm-size "
    "64m), puis recommencez."
)


_SANS_DEPART = (
    "Un processus de travail n’a pas pu démarrer. Vérifiez que ce compte a le droit de lancer "
    "Python et de lire son installation, puis recommencez."
)


def make_temporaire() -> str:
    """Return a new temporary folder. Raises SortieError."""
    try:
        return tempfile.mkdtemp(prefix="amo-docs-")
    except OSError as error:
        raise refuse_temporaire(error) from None


@contextmanager
def hold_interruptions() -> Iterator[None]:
    """Keep Ctrl-C waiting until the block ends."""
    # A child that starts inherits what is held: it is interrupted before it can ignore Ctrl-C, and
    # would print its traceback.
    if hasattr(signal, "pthread_sigmask"):
        before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
        try:
            yield
        finally:
            signal.pthread_sigmask(signal.SIG_SETMASK, before)
    # Windows has no such thing.
    else:
        yield


def _refuse(fait: str, geste: str) -> ModeleError:
    return ModeleError(f"{fait} {geste}", (report("G611", fait, geste),))


class Enclos:
    """Spawned children that run tasks, each task within the limits.

    A task that takes too long or too much memory ends its child and becomes a ModeleError. Any
    other exception of a task is raised as it is.
    """

    def __init__(
        self,
        limites: Limites,
        processus: int = 1,
        ouverture: Ouverture | None = None,
        fabrique: Fabrique = make_executeur,
    ) -> None:
        self.limites = limites
        self.processus = processus
        self._ouverture = ouverture
        self._fabrique = fabrique
        self._executor = fabrique(limites, processus, ouverture)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if kind is None:
            self._executor.shutdown(wait=True)
        # After an interruption or a failure elsewhere, nobody waits for what a child is doing.
        else:
            self._kill()

    def run(self, quoi: str, task: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Return `task(*args)` run in a child; `quoi` names it in messages.

        Raises ModeleError when the delay passes or the child dies of memory.
        """
        future = self._executor.submit(do_tache, task, args, kwargs)
        try:
            return self._wait(future)
        except DelaiDepasse:
            # The task ended meanwhile, or raised TimeoutError itself.
            if future.done():
                return future.result()
            self._kill()
            raise self._say_long(quoi) from None
        # Past its address space a child raises MemoryError, or dies in a C library.
        except (MemoryError, BrokenProcessPool):
            self._kill()
            if isinstance(self._executor, Equipe) and self._executor.has_not_started():
                raise SortieError(_SANS_DEPART) from None
            raise self._say_gros(quoi) from None

    def map(self, taches: Sequence[Tache[T]]) -> Iterator[tuple[int, T | ModeleError]]:
        """Yield the rank of each task with its result, or with the ModeleError it failed with.

        They come in the order they end. When a child dies, the tasks that were under way are done
        again, each in a process of its own. A task that kills its process a second time is
        reported.
        """
        lourdes = [rang for rang, tache in enumerate(taches) if tache.lourde]
        reste = deque(rang for rang, tache in enumerate(taches) if not tache.lourde)
        while reste:
            tour = _Tour(self._executor, self.processus, self.limites.delai)
            for rang, future in tour.run(taches, reste):
                try:
                    yield rang, future.result()
                except ModeleError as error:
                    yield rang, error
                # What the child kept of earlier tasks may be the reason: done again alone.
                except MemoryError:
                    yield rang, self._do_seule(taches[rang])
            if tour.tardives or tour.suspectes:
                self._kill()
                # A standard pool breaks whole when one child dies, and a late task
                # cannot be ended without its child.
                self._executor = self._fabrique(self.limites, self.processus, self._ouverture)
            for rang in tour.tardives:
                yield rang, self._say_long(taches[rang].quoi)
            reste.extendleft(reversed(tour.a_refaire))
            for rang in tour.suspectes:
                yield rang, self._do_seule(taches[rang])
        for rang in lourdes:
            yield rang, self._do_seule(taches[rang])

    def _do_seule(self, tache: Tache[T]) -> T | ModeleError:
        """Return the result of a task done in a child of its own, or its ModeleError."""
        # The memory of a child goes back to the system only when it ends.
        try:
            with Enclos(self.limites, 1, self._ouverture, self._fabrique) as seul:
                return seul.run(tache.quoi, tache.faire, *tache.donnees)
        except ModeleError as error:
            return error

    def _say_long(self, quoi: str) -> ModeleError:
        fait = f"{quoi} : plus de {self.limites.delai:g} secondes."
        return _refuse(fait, "Simplifiez le gabarit ou la feuille de style.")

    def _say_gros(self, quoi: str) -> ModeleError:
        limit = self.limites.memoire // 1024**2
        fait = f"{quoi} : le processus s’est arrêté ({limit} Mio de mémoire au plus)."
        return _refuse(fait, "Simplifiez le gabarit ou ses images.")

    def _wait(self, future: Future[T]) -> T:
        return future.result(timeout=self.limites.delai)

    def _kill(self) -> None:
        processes = list((getattr(self._executor, "_processes", None) or {}).values())
        for process in processes:
            process.kill()
        appels = getattr(self._executor, "_call_queue", None)
        if _ATTEND_SANS_FIN and processes and appels is not None:
            appels._reader.close()
        # The processes of another executor cannot be killed from here, and are not waited for.
        self._executor.shutdown(wait=bool(processes), cancel_futures=True)


@dataclass
class _Tour:
    """Tasks given to one executor until all are done, one is late, or the executor breaks.

    `tardives` took too long, `suspectes` were under way when a child died, `a_refaire` were not
    begun. All are ranks.
    """

    executeur: Executor
    processus: int
    delai: float
    tardives: list[int] = field(default_factory=list)
    suspectes: list[int] = field(default_factory=list)
    a_refaire: list[int] = field(default_factory=list)

    def run(self, taches: Sequence[Tache[T]], reste: deque[int]) -> Iterator[tuple[int, Future[T]]]:
        """Yield the rank of each task that ended, with its future.

        `reste` keeps the ranks of the tasks that were not given out.
        """
        en_cours: dict[Future[T], int] = {}
        debuts: dict[Future[T], float] = {}
        while (reste or en_cours) and not (self.tardives or self.suspectes):
            # One task in hand and one to come for each child: no child waits, and the oldest tasks
            # out are those under way, so that the one that is late is known.
            while reste and len(en_cours) < 2 * self.processus and not self.suspectes:
                tache = taches[reste[0]]
                try:
                    en_cours[self.executeur.submit(do_tache, tache.faire, tache.donnees, {})] = (
                        reste[0]
                    )
                # A child died before it was given anything.
                except BrokenProcessPool:
                    self.suspectes.append(reste[0])
                reste.popleft()
            # Children take tasks in order, so the oldest ones are in hand.
            en_main = list(en_cours)[: self.processus]
            for future in en_main:
                debuts.setdefault(future, time.monotonic())
            limite = min(debuts[future] for future in en_main) + self.delai if en_main else 0.0
            done = wait(en_cours, max(0.0, limite - time.monotonic()), FIRST_COMPLETED).done
            for future in done:
                rang = en_cours.pop(future)
                # A future keeps its result: a thousand papers would stay in memory.
                debuts.pop(future, None)
                if isinstance(future.exception(), BrokenProcessPool):
                    self.suspectes.append(rang)
                else:
                    yield rang, future
            if not done:
                self.tardives += [
                    en_cours.pop(f) for f in en_main if time.monotonic() >= debuts[f] + self.delai
                ]
        self.suspectes += [rang for f, rang in en_cours.items() if self.suspectes]
        self.a_refaire += [] if self.suspectes else list(en_cours.values())

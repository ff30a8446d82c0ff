"""Child processes with limits of time and memory: where templates run and pages are laid out.

Tasks go through the standard `concurrent.futures.Executor`: bytes come back, the parent writes.
Another executor (that of a cluster) takes the place of the pool by giving `Enclos` another
`fabrique`."""

from __future__ import annotations

import multiprocessing
import time
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Executor, Future, ProcessPoolExecutor, wait
from concurrent.futures import TimeoutError as DelaiDepasse
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, field
from types import TracebackType
from typing import Any, Generic, ParamSpec, Self, TypeVar

from amo_docs.constats import report
from amo_docs.enfant import Ouverture, do_tache, start_enfant
from amo_docs.errors import ModeleError

P = ParamSpec("P")
T = TypeVar("T")
R_co = TypeVar("R_co", covariant=True)


@dataclass(frozen=True)
class Limites:
    """What a child may take: `memoire` in bytes of address space, `delai` in seconds for one
    task."""

    memoire: int = 2 * 1024**3
    delai: float = 60.0


@dataclass(frozen=True)
class Tache(Generic[R_co]):
    """Something to do in a child: `quoi` names it in messages; `lourde` wants a child of its own,
    gone after it."""

    quoi: str
    faire: Callable[..., R_co]
    donnees: tuple[Any, ...]
    lourde: bool = False


Fabrique = Callable[["Limites", int, "Ouverture | None"], Executor]
"""Makes an executor of so many processes within limits, each opened as told."""


def make_executeur(limites: Limites, processus: int, ouverture: Ouverture | None) -> Executor:
    """Return a pool of `processus` spawned children (a forked one would share Pango's locks with
    its parent)."""
    return ProcessPoolExecutor(
        max_workers=processus,
        mp_context=multiprocessing.get_context("spawn"),
        initializer=start_enfant,
        initargs=(limites.memoire, ouverture),
    )


def _refuse(fait: str, geste: str) -> ModeleError:
    return ModeleError(f"{fait} {geste}", (report("G611", fait, geste),))


class Enclos:
    """Spawned children that run tasks, each task within the limits.

    A task that takes too long or too much memory ends its child and gives a ModeleError; an
    exception of the task comes back as it is."""

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
        # an interruption, a failure elsewhere: whatever a child is busy with must not hold the
        # program up
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
            if future.done():  # the task came to its end meanwhile, or raised TimeoutError itself
                return future.result()
            self._kill()
            raise self._say_long(quoi) from None
        except (MemoryError, BrokenProcessPool):
            self._kill()
            raise self._say_gros(quoi) from None

    def map(self, taches: Sequence[Tache[T]]) -> Iterator[tuple[int, T | ModeleError]]:
        """Yield the rank of each task and what it gave, as they end; a ModeleError stands for one
        that failed.

        A child that dies takes with it whatever the others were doing: those tasks are done again,
        each alone, and the one that kills again is told."""
        lourdes = [rang for rang, tache in enumerate(taches) if tache.lourde]
        reste = deque(rang for rang, tache in enumerate(taches) if not tache.lourde)
        while reste:
            tour = _Tour(self._executor, self.processus, self.limites.delai)
            for rang, future in tour.run(taches, reste):
                try:
                    yield rang, future.result()
                except ModeleError as error:
                    yield rang, error
                except MemoryError:  # what the child kept of others may be why
                    yield rang, self._do_seule(taches[rang])
            if tour.tardives or tour.suspectes:
                self._kill()
                self._executor = self._fabrique(self.limites, self.processus, self._ouverture)
            for rang in tour.tardives:
                yield rang, self._say_long(taches[rang].quoi)
            reste.extendleft(reversed(tour.a_refaire))
            for rang in tour.suspectes:
                yield rang, self._do_seule(taches[rang])
        for rang in lourdes:
            yield rang, self._do_seule(taches[rang])

    def _do_seule(self, tache: Tache[T]) -> T | ModeleError:
        """Do a task in a child of its own, whose memory goes back to the system after it."""
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
        self._executor.shutdown(
            wait=bool(processes), cancel_futures=True
        )  # who cannot be killed is not waited for


@dataclass
class _Tour:
    """Tasks given to one executor until all are done, one is late, or it breaks.

    `tardives` took too long, `suspectes` were under way when a child died, `a_refaire` were not
    begun."""

    executeur: Executor
    processus: int
    delai: float
    tardives: list[int] = field(default_factory=list)
    suspectes: list[int] = field(default_factory=list)
    a_refaire: list[int] = field(default_factory=list)

    def run(self, taches: Sequence[Tache[T]], reste: deque[int]) -> Iterator[tuple[int, Future[T]]]:
        """Yield the tasks of `reste` that ended, with their future; `reste` keeps those that were
        not given out."""
        en_cours: dict[Future[T], int] = {}
        debuts: dict[Future[T], float] = {}
        while (reste or en_cours) and not (self.tardives or self.suspectes):
            while (
                reste and len(en_cours) < 2 * self.processus and not self.suspectes
            ):  # one in hand, one to come
                tache = taches[reste[0]]
                try:
                    en_cours[self.executeur.submit(do_tache, tache.faire, tache.donnees, {})] = (
                        reste[0]
                    )
                except BrokenProcessPool:  # a child died before it was given anything
                    self.suspectes.append(reste[0])
                reste.popleft()
            en_main = list(en_cours)[: self.processus]  # the oldest: children take tasks in order
            for future in en_main:
                debuts.setdefault(future, time.monotonic())
            limite = min(debuts[future] for future in en_main) + self.delai if en_main else 0.0
            done = wait(en_cours, max(0.0, limite - time.monotonic()), FIRST_COMPLETED).done
            for future in done:
                rang = en_cours.pop(future)
                debuts.pop(future, None)  # with it would stay what it gave
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

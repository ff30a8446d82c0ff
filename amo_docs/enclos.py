"""A child process with limits of time and memory: where templates run and pages are laid out."""

from __future__ import annotations

import multiprocessing
import signal
from collections.abc import Callable
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures import TimeoutError as DelaiDepasse
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from types import TracebackType
from typing import ParamSpec, Self, TypeVar

from amo_docs.errors import ModeleError
from amo_docs.findings import Finding

P = ParamSpec("P")
T = TypeVar("T")


@dataclass(frozen=True)
class Limites:
    """What a child may take: `memoire` in bytes of address space, `delai` in seconds for one task."""

    memoire: int = 2 * 1024**3
    delai: float = 60.0


def limit_enfant(octets: int) -> None:
    """Bound the address space of this process, where the system can; leave interruptions to the parent, which ends it.

    Why: a terminal sends Ctrl-C to both, and the child would print its trace.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        import resource
    except ImportError:  # Windows has no such limit; the delay still holds
        return
    resource.setrlimit(resource.RLIMIT_AS, (octets, octets))


def _refuse(fait: str, geste: str) -> ModeleError:
    return ModeleError(f"{fait} {geste}", (Finding("G611", fait, geste),))


class Enclos:
    """One spawned child that runs tasks one at a time, each within the limits.

    A task that takes too long or too much memory ends the child and raises ModeleError; an exception of the task
    comes back as it is.
    """

    def __init__(self, limites: Limites) -> None:
        self.limites = limites
        self._executor = ProcessPoolExecutor(
            max_workers=1,
            mp_context=multiprocessing.get_context("spawn"),
            initializer=limit_enfant,
            initargs=(limites.memoire,),
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if kind is None:
            self._executor.shutdown(wait=True)
        else:  # an interruption, a failure elsewhere: whatever the child is busy with must not hold the program up
            self._kill()

    def run(self, quoi: str, task: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Return `task(*args)` run in the child; `quoi` names it in messages.

        Raises ModeleError when the delay passes or the child dies of memory.
        """
        future = self._executor.submit(task, *args, **kwargs)
        try:
            return self._wait(future)
        except DelaiDepasse:
            if future.done():  # the task came to its end meanwhile, or raised TimeoutError itself
                return future.result()
            self._kill()
            fait = f"{quoi} : plus de {self.limites.delai:g} secondes."
            raise _refuse(fait, "Simplifiez le gabarit ou la feuille de style.") from None
        except (MemoryError, BrokenProcessPool):
            self._kill()
            limit = self.limites.memoire // 1024**2
            fait = f"{quoi} : le processus s’est arrêté ({limit} Mio de mémoire au plus)."
            raise _refuse(fait, "Simplifiez le gabarit ou ses images.") from None

    def _wait(self, future: Future[T]) -> T:
        return future.result(timeout=self.limites.delai)

    def _kill(self) -> None:
        for process in list((self._executor._processes or {}).values()):
            process.kill()
        self._executor.shutdown(wait=True, cancel_futures=True)

"""The cost of a command: wall time, processor time of all its processes, memory of each."""

from __future__ import annotations

import os
import subprocess
import threading
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter

import psutil

PAS = 0.2
"""Seconds between two readings of the memory."""

PETIT = 16 * 1024**2
"""A child below this many bytes is no worker."""


@dataclass(frozen=True)
class Passage:
    """One run of a command.

    `duree` and `cpu` are in seconds, `cpu` of all processes. `memoires` are peaks in bytes: of the
    parent, then of its children in the order of their start.
    """

    duree: float
    cpu: float
    memoires: tuple[int, ...]
    sortie: str

    @property
    def memoire_parent(self) -> int:
        """The peak of the command itself, in bytes."""
        return self.memoires[0]

    @property
    def memoire_enfant(self) -> int:
        """The highest peak of a child, in bytes."""
        return max(self.memoires[1:], default=0)


class CommandeEchoueeError(Exception):
    """Raised when a measured command does not succeed."""


class _Veille(threading.Thread):
    """Reads the resident memory of a process and of its children until `finie` is set."""

    def __init__(self, pid: int) -> None:
        super().__init__(daemon=True)
        self.pid = pid
        self.pics: dict[tuple[float, int], int] = {}
        self.finie = threading.Event()

    def run(self) -> None:
        """Read the memory every PAS seconds."""
        while not self.finie.wait(PAS):
            with suppress(psutil.Error):
                root = psutil.Process(self.pid)
                for process in (root, *root.children(recursive=True)):
                    # A child may end between the listing and the reading.
                    with suppress(psutil.Error):
                        self._note(process)

    def _note(self, process: psutil.Process) -> None:
        # Python's own helper process, which makes no paper.
        if any("resource_tracker" in word for word in process.cmdline()):
            return
        key = (process.create_time(), process.pid)
        self.pics[key] = max(self.pics.get(key, 0), process.memory_info().rss)

    def list_pics(self) -> tuple[int, ...]:
        """Return the peaks in bytes, the oldest process first."""
        # Without small children, which only look for a library of the system.
        pics = [pic for _, pic in sorted(self.pics.items())] or [0]
        return (pics[0], *(pic for pic in pics[1:] if pic > PETIT))


def run_commande(commande: Sequence[str | Path], refuse: bool = True) -> Passage:
    """Run `commande` to its end, and return its cost.

    Raises CommandeEchoueeError with its output when it fails, unless `refuse` is False.
    """
    start = perf_counter()
    process = subprocess.Popen(
        [str(word) for word in commande], stdout=subprocess.PIPE, stderr=subprocess.STDOUT
    )
    veille = _Veille(process.pid)
    veille.start()
    assert process.stdout is not None
    with process.stdout as stream:
        said = stream.read().decode("utf-8", "replace")
    # Not `Popen.wait`: only `wait4` returns the processor time of this process and its children.
    _, status, usage = os.wait4(process.pid, 0)
    duree = perf_counter() - start
    veille.finie.set()
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode and refuse:
        raise CommandeEchoueeError(f"{Path(commande[0]).name} {commande[1]} : {said[-2000:]}")
    veille.join()
    return Passage(duree, usage.ru_utime + usage.ru_stime, veille.list_pics(), said)

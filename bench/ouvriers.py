"""One process for each way: started, warmed, then given papers. Costs are read inside it.

Seen from outside, the passing of papers between processes would count as work.
"""

from __future__ import annotations

import multiprocessing
import os
from concurrent.futures import Future, ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from statistics import fmean
from time import perf_counter, process_time
from types import TracebackType
from typing import Any, Self

from amo_docs.model.modeles import Modeles
from amo_docs.model.papier import PapierCompose
from bench.champs import CHAMPS, read_champs
from bench.manieres import MANIERES, Maniere

_OUVERTE: list[Maniere] = []


@dataclass(frozen=True)
class Couts:
    """The average seconds of a paper, of the processor and of the clock."""

    cpu: float
    duree: float


def _open(nom: str, modeles: Modeles, dossier: Path) -> float:
    """Make this process ready, and return the processor seconds it has cost so far."""
    _OUVERTE[:] = [MANIERES[nom](modeles, dossier)]
    return process_time()


def _run_lot(papiers: list[PapierCompose], vers: Path | None) -> Couts:
    couts = []
    for papier in papiers:
        champs = read_champs(papier) if papier.exemplaire.type in CHAMPS else {}
        # The values are read before the clock starts: others would have them at hand.
        cpu, duree = process_time(), perf_counter()
        content = _OUVERTE[0](papier, champs)
        couts.append((process_time() - cpu, perf_counter() - duree))
        if vers is not None:
            # A DOCX is a ZIP archive.
            suffix = ".docx" if content[:2] == b"PK" else ".pdf"
            (
                vers / f"{papier.exemplaire.type}-{papier.exemplaire.destinataire}{suffix}"
            ).write_bytes(content)
    return Couts(fmean(cpu for cpu, _ in couts), fmean(duree for _, duree in couts))


def spin(tours: int) -> float:
    """Return the seconds of a loop that only counts."""
    start = perf_counter()
    total = 0
    for i in range(tours):
        total += i & 7
    return perf_counter() - start


class Ouvrier:
    """A spawned process that makes papers one way, ready when the constructor returns."""

    def __init__(self, nom: str, modeles: Modeles, dossier: Path) -> None:
        self.nom = nom
        self._executor = ProcessPoolExecutor(
            max_workers=1, mp_context=multiprocessing.get_context("spawn")
        )
        start = perf_counter()
        self.cpu_demarrage = self._executor.submit(_open, nom, modeles, dossier).result()
        self.duree_demarrage = perf_counter() - start
        self.pid = self._executor.submit(os.getpid).result()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._executor.shutdown(wait=True, cancel_futures=True)

    def run(self, papiers: list[PapierCompose], vers: Path | None = None) -> Couts:
        """Make `papiers` one after the other, and write the files to the folder `vers`."""
        return self.start(papiers, vers).result()

    def start(self, papiers: list[PapierCompose], vers: Path | None = None) -> Future[Couts]:
        """Start making `papiers`, without waiting."""
        return self._executor.submit(_run_lot, papiers, vers)

    def submit(self, task: Any, *args: Any) -> Future[Any]:
        """Start another task in this process."""
        return self._executor.submit(task, *args)

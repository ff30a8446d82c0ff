"""Two processes beside one, and beside them two bare loops, which share nothing.

The loops show what the machine itself gives to two processes, and the rest is the program's.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from statistics import median
from time import perf_counter

from amo_docs.model.papier import PapierCompose
from amo_docs.pipeline import SessionComposee
from bench.comparaisons import PV, Say
from bench.ouvriers import Ouvrier, spin

# About a second.
TOURS_NUS = 20_000_000


@dataclass(frozen=True)
class Parallele:
    """How many times faster two are than one: bare loops, and our workers once started."""

    machine: float
    ouvriers: float


def compare_deux(preparation: SessionComposee, dossier: Path, tours: int, nombre: int) -> Parallele:
    """Return the gain of two workers that share `nombre` pairs, and that of bare loops."""
    # Without minutes, which are too long to be shared evenly.
    papiers = [papier for papier in preparation.composes if papier.exemplaire.type != PV]
    papiers = papiers[:: max(1, len(papiers) // nombre)][:nombre]
    modeles = preparation.matiere.modeles
    machine, ouvriers = [], []
    with Ouvrier("paire", modeles, dossier) as un, Ouvrier("paire", modeles, dossier) as deux:
        for ouvrier in (un, deux):
            ouvrier.run(papiers[:4])
        # Control and workers in the same round, at the same speed of the machine.
        for _ in range(tours):
            machine.append(_compare_nus(un, deux))
            ouvriers.append(_compare_lots(un, deux, papiers))
    return Parallele(median(machine), median(ouvriers))


def _compare_nus(un: Ouvrier, deux: Ouvrier) -> float:
    start = perf_counter()
    un.submit(spin, TOURS_NUS).result()
    middle = perf_counter()
    for future in [ouvrier.submit(spin, TOURS_NUS // 2) for ouvrier in (un, deux)]:
        future.result()
    return (middle - start) / (perf_counter() - middle)


def _compare_lots(un: Ouvrier, deux: Ouvrier, papiers: list[PapierCompose]) -> float:
    """Return how many times faster two workers are than one."""
    # Every other paper to each, so that both have as many of each type.
    start = perf_counter()
    un.run(papiers)
    middle = perf_counter()
    for future in [ouvrier.start(papiers[rang::2]) for rang, ouvrier in enumerate((un, deux))]:
        future.result()
    return (middle - start) / (perf_counter() - middle)


def measure_memoire(
    preparation: SessionComposee, dossier: Path, jalons: tuple[int, ...], say: Say
) -> dict[int, int]:
    """Return the resident bytes of one worker after each number of pairs in `jalons`."""
    # The papers of the session come again and again: memory that grows then is a leak.
    import psutil

    papiers = [papier for papier in preparation.composes if papier.exemplaire.type != PV]
    found: dict[int, int] = {}
    made = 0
    with Ouvrier("paire", preparation.matiere.modeles, dossier) as ouvrier:
        process = psutil.Process(ouvrier.pid)
        for jalon in jalons:
            while made < jalon:
                lot = [
                    papiers[(made + rang) % len(papiers)] for rang in range(min(100, jalon - made))
                ]
                ouvrier.run(lot)
                made += len(lot)
            found[jalon] = process.memory_info().rss
            say(f"mémoire d’un ouvrier après {made} papiers : {found[jalon] / 1024**2:.0f} Mio")
    return found

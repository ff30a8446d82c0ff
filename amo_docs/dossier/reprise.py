"""What a delivery is asked of the folder in place, and what became of its papers."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Regles:
    """What a delivery does with the folder in place.

    `partielle`: papers it does not remake stay; `ecraser`: papers changed by hand are set aside,
    not refused."""

    partielle: bool = False
    ecraser: bool = False


REGLES = Regles()
"""A whole run: what is not remade is withdrawn, and nothing changed by hand is touched."""


@dataclass(frozen=True)
class Reprise:
    """What became of the papers in place: taken over as they were, withdrawn, set aside because
    changed by hand.

    `changes` are those made again otherwise, `nouveaux` those that were not there; `perimes` are
    the print runs that left, no longer made of these papers; `reste` is the former folder, in the
    working one, when the system would not remove all of it."""

    repris: tuple[str, ...]
    retires: tuple[str, ...]
    ecartes: tuple[str, ...]
    changes: tuple[str, ...] = ()
    nouveaux: tuple[str, ...] = ()
    perimes: tuple[str, ...] = ()
    reste: Path | None = None

"""What a delivery does with the folder in place, and what became of its papers."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from amo_docs.dossier.remplaces import Remplace


@dataclass(frozen=True)
class Regles:
    """What a delivery does with the folder in place.

    `partielle`: papers it does not remake stay. `ecraser`: papers changed by hand are set aside,
    not refused. `session` is the code of the session whose folder it must be, if it is known.
    """

    partielle: bool = False
    ecraser: bool = False
    session: str = ""


REGLES = Regles()
"""A whole run: what is not remade is withdrawn, and what was changed by hand stops it."""


@dataclass(frozen=True)
class Reprise:
    """What became of the papers in place, by their paths.

    `repris` were taken over as they were, `retires` withdrawn, `ecartes` set aside because changed
    by hand, `changes` made again with other bytes; `nouveaux` were not there. `perimes` are the
    print runs that left because they were stale, `remplaces` the definitive papers made again with
    other words. `reste` is the former folder, in the working one, when the system would not remove
    all of it.
    """

    repris: tuple[str, ...]
    retires: tuple[str, ...]
    ecartes: tuple[str, ...]
    changes: tuple[str, ...] = ()
    nouveaux: tuple[str, ...] = ()
    perimes: tuple[str, ...] = ()
    remplaces: tuple[Remplace, ...] = ()
    reste: Path | None = None

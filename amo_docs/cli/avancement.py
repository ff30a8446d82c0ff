"""How far a run is: a bar on a terminal, elsewhere a line now and then."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

import click

from amo_docs.typographie import set_espaces

PAUSE = 1.0
"""Seconds between two lines, where they would fill a log."""


@contextmanager
def show_avancement() -> Iterator[Callable[[int, int], None]]:
    """Give what is told (papers done, papers in all) after each paper, and shows it on the error stream."""
    if not sys.stderr.isatty():
        yield Lignes().advance
        return
    with click.progressbar(length=1, label="Papiers", file=sys.stderr, show_pos=True, show_eta=False) as bar:
        rythme = Rythme()

        def advance(done: int, total: int) -> None:
            bar.length = total
            bar.item_show_func = lambda _: set_espaces(rythme.say(done, total))
            bar.update(done - bar.pos, done)

        yield advance


@dataclass
class Rythme:
    """Papers a second since the first was begun, and the time that is left at that rate."""

    debut: float = 0.0

    def say(self, done: int, total: int) -> str:
        """Return the rate and the time left, in words."""
        if not done:
            self.debut = time.monotonic()
        passed = time.monotonic() - self.debut
        if not done or passed <= 0:
            return ""
        reste = round((total - done) * passed / done)
        left = f"{reste // 60} min {reste % 60:02} s" if reste >= 60 else f"{reste} s"
        return f"{done / passed:.1f} par seconde, encore {left}".replace(".", ",")


@dataclass
class Lignes:
    """Progress where nobody looks at a bar: a line a second at most, none for a run that ends before."""

    rythme: Rythme = field(default_factory=Rythme)
    dite: float = 0.0

    def advance(self, done: int, total: int) -> None:
        """Print how far the run is, when the last line is old enough."""
        said = self.rythme.say(done, total)
        if not done:
            self.dite = time.monotonic()
        if said and time.monotonic() - self.dite >= PAUSE:
            self.dite = time.monotonic()
            click.echo(set_espaces(f"Papiers : {done} sur {total}, {said}"), err=True)

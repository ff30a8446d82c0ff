"""The progress of a run: a bar on a terminal, a line now and then elsewhere."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import click

from amo_docs.typographie import set_espaces

if TYPE_CHECKING:
    from click._termui_impl import ProgressBar

PAUSE = 1.0
"""Seconds between two lines: one a paper would fill a log."""

# Before, a rate says nothing of the rest: the first papers wait for the processes to start.
_SECONDES_MIN, _PAPIERS_MIN = 5.0, 10


@contextmanager
def show_avancement() -> Iterator[Callable[[int, int], None]]:
    """Yield a function to call with (papers done, papers in all) after each paper."""
    # On the error stream: the standard output is for the account of the run.
    if not sys.stderr.isatty():
        yield Lignes().advance
        return
    with ExitStack() as stack:
        barre = Barre(stack)
        yield barre.advance


@dataclass
class Rythme:
    """The papers a second since the first one began, and the time left at that rate."""

    debut: float = 0.0

    def say(self, done: int, total: int) -> str:
        """Return the rate and the time left, in French; "" while too little is known."""
        # Measured from the first paper, or the start of the processes would count as papers.
        if not done:
            self.debut = time.monotonic()
        passed = time.monotonic() - self.debut
        if done < _PAPIERS_MIN or passed < _SECONDES_MIN:
            return ""
        reste = round((total - done) * passed / done)
        left = f"{reste // 60} min {reste % 60:02} s" if reste >= 60 else f"{reste} s"
        return f"{done / passed:.1f} par seconde, encore {left}".replace(".", ",")


@dataclass
class Barre:
    """The progress on a terminal: a bar, opened when there is something to make."""

    stack: ExitStack
    rythme: Rythme = field(default_factory=Rythme)
    bar: ProgressBar[int] | None = None

    def advance(self, done: int, total: int) -> None:
        """Show how far the run is."""
        # Opened here, since a run may have nothing to make and needs no bar then.
        if self.bar is None:
            bar: ProgressBar[int] = click.progressbar(
                length=total, label="Papiers", file=sys.stderr, show_pos=True, show_eta=False
            )
            self.bar = self.stack.enter_context(bar)
        self.bar.item_show_func = lambda _: set_espaces(self.rythme.say(done, total))
        self.bar.update(done - self.bar.pos, done)


@dataclass
class Lignes:
    """The progress outside a terminal: at most a line a second, none for a shorter run."""

    rythme: Rythme = field(default_factory=Rythme)
    dite: float = 0.0

    def advance(self, done: int, total: int) -> None:
        """Print how far the run is, when the last line is old enough."""
        said = self.rythme.say(done, total)
        if not done:
            self.dite = time.monotonic()
        if time.monotonic() - self.dite >= PAUSE:
            self.dite = time.monotonic()
            line = ", ".join(filter(None, (f"Papiers : {done} sur {total}", said)))
            click.echo(set_espaces(line), err=True)

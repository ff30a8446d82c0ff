"""The standard streams of the command, whatever is at their other end: closed, full, gone."""

from __future__ import annotations

import io
import os
import sys
from typing import Any

from amo_docs.errors import SortieError


class Flot(io.TextIOWrapper):
    """A standard stream whose other end may fail. `muet`: what it refuses is not told.

    A reader that has left (`| head`) is no fault: the rest is not shown, and the command ends with
    its own code. Anything else raises SortieError.
    """

    def __init__(self, *args: Any, muet: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._muet = muet

    def write(self, text: str) -> int:
        """Write `text`. Raises SortieError."""
        try:
            return super().write(text)
        except OSError as error:
            self._give_up(error)
            return len(text)

    def flush(self) -> None:
        """Hand over what was written. Raises SortieError."""
        try:
            super().flush()
        except OSError as error:
            self._give_up(error)

    def _give_up(self, error: OSError) -> None:
        # What is left in the buffer goes nowhere: Python would fail again when it ends.
        nulle = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nulle, self.fileno())
        os.close(nulle)
        if self._muet or isinstance(error, BrokenPipeError):
            return
        raise SortieError(
            "Ce qui devait s’afficher n’a pas pu être écrit : la sortie standard est pleine ou "
            "refusée. Libérez de la place, ou affichez ailleurs, puis relancez la même commande."
        ) from None


def open_flots() -> None:
    """Make the standard streams safe to write to."""
    # A closed one leaves its number free: the next file opened, a paper, would take it, and what a
    # library prints would go into that paper.
    for numero in (0, 1, 2):
        try:
            os.fstat(numero)
        except OSError:
            os.open(os.devnull, os.O_RDWR)
    sys.stdout = _wrap(sys.stdout, sys.__stdout__, muet=False)
    # Nobody can be told that the error stream fails; the exit code remains.
    sys.stderr = _wrap(sys.stderr, sys.__stderr__, muet=True)


def _wrap(flux: Any, premier: Any, muet: bool) -> Any:
    """Return `flux` as a Flot, unless somebody put another in the place of `premier`."""
    if flux is None:
        return open(os.devnull, "w", encoding="utf-8")
    if flux is not premier or not isinstance(flux, io.TextIOWrapper):
        return flux
    encodage, ligne = flux.encoding, flux.line_buffering
    # "replace": a file name that is not UTF-8, or a fine space where a console has none, is shown
    # as it can be.
    return Flot(flux.detach(), encoding=encodage, errors="replace", line_buffering=ligne, muet=muet)

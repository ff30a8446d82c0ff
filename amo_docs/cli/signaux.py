"""Ctrl-C and the request of the system to end, as an exception that closes what is open."""

from __future__ import annotations

import _thread
import signal
import sys
import threading

from amo_docs.errors import CodeSortie, Interruption

_PAUSE = 0.02
_CODES = {signal.SIGINT: CodeSortie.INTERRUPTION, signal.SIGTERM: CodeSortie.ARRET}
_SOURD = threading.Event()
"""Set while an interruption that was dropped is being taken up."""


def hear_signaux() -> None:
    """Let Ctrl-C and SIGTERM raise Interruption, wherever they find the program."""
    # Finished work waits for the next run. By default SIGTERM would end Python at once.
    for numero in _CODES:
        signal.signal(numero, _stop)
    sys.unraisablehook = _take_up


def _stop(numero: int, _cadre: object) -> None:
    if _SOURD.is_set():
        _stop_later(numero)
    # An exception, so that every `with` on the way out closes what it opened.
    else:
        raise Interruption(_CODES[signal.Signals(numero)])


def _stop_later(numero: int) -> None:
    threading.Timer(_PAUSE, _thread.interrupt_main, (numero,)).start()


def _take_up(perdue: sys.UnraisableHookArgs) -> None:
    """Interrupt again, once what Python does now is done, where it dropped the interruption."""
    # What is raised while an object is forgotten, as after an import, goes nowhere: the person
    # would see a trace, and the program go on.
    if not isinstance(perdue.exc_value, Interruption):
        sys.__unraisablehook__(perdue)
        return
    _SOURD.set()
    _stop_later(int(perdue.exc_value.code or 0) - 128)
    _SOURD.clear()

"""What happens inside a child process: its limits, what it opens once, its tasks.

A child imports this module first, so it loads next to nothing.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

from amo_docs.errors import AmoDocsError

T = TypeVar("T")


@dataclass(frozen=True)
class Ouverture:
    """What a child does once, before its first task: `ouvrir(*donnees)`."""

    ouvrir: Callable[..., object]
    donnees: tuple[Any, ...]


_A_OUVRIR: list[Ouverture] = []
_ECHEC: list[AmoDocsError] = []


def start_enfant(octets: int, ouverture: Ouverture | None) -> None:
    """Limit the address space of this process to `octets`, where the system can.

    `ouverture` is what it opens before its first task.
    """
    # A terminal sends Ctrl-C to parent and child: the child would print its traceback, and the
    # parent ends it anyway.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    # A parent that is killed ends no child, so each child watches it.
    threading.Thread(target=_leave_with_parent, daemon=True).start()
    _A_OUVRIR[:] = [ouverture] if ouverture is not None else []
    try:
        import resource
    # Windows has no such limit. The delay still holds there.
    except ImportError:
        return
    resource.setrlimit(resource.RLIMIT_AS, (octets, octets))


def _leave_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        # Not `sys.exit`, which would end this thread alone.
        os._exit(1)


def do_tache(faire: Callable[..., T], donnees: tuple[Any, ...], nommees: Mapping[str, Any]) -> T:
    """Return `faire(*donnees, **nommees)`, once what this process opens is open.

    Raises at each task what opening raised.
    """
    # Opened here and not by the initializer of the pool: one that raises only breaks the pool, and
    # its reason is lost.
    if _A_OUVRIR:
        try:
            _A_OUVRIR[0].ouvrir(*_A_OUVRIR[0].donnees)
        except AmoDocsError as error:
            _ECHEC.append(error)
        _A_OUVRIR.clear()
    if _ECHEC:
        raise _ECHEC[0]
    return faire(*donnees, **nommees)

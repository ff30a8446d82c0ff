"""What happens inside a child process: its limits, what it opens once, the tasks it is given."""

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
    """Bound the address space of this process, where the system can; leave interruptions to the
    parent, which ends it.

    Why: a terminal sends Ctrl-C to both, and the child would print its trace. A parent that was
    killed ends nobody: its children watch it."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_leave_with_parent, daemon=True).start()
    _A_OUVRIR[:] = [ouverture] if ouverture is not None else []
    try:
        import resource
    except ImportError:  # Windows has no such limit; the delay still holds
        return
    resource.setrlimit(resource.RLIMIT_AS, (octets, octets))


def _leave_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def do_tache(faire: Callable[..., T], donnees: tuple[Any, ...], nommees: Mapping[str, Any]) -> T:
    """Return `faire(*donnees, **nommees)`, what this process opens once being open.

    Raises what opening raised, at each task: a pool whose initializer raises would only say that it
    is broken."""
    if _A_OUVRIR:
        try:
            _A_OUVRIR[0].ouvrir(*_A_OUVRIR[0].donnees)
        except AmoDocsError as error:
            _ECHEC.append(error)
        _A_OUVRIR.clear()
    if _ECHEC:
        raise _ECHEC[0]
    return faire(*donnees, **nommees)

"""What happens inside a child process: its limits, what it opens once, its tasks.

A child imports this module first, so it loads next to nothing.
"""

from __future__ import annotations

import errno
import multiprocessing
import os
import shutil
import signal
import tempfile
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

from amo_docs.errors import AmoDocsError, SortieError

T = TypeVar("T")


@dataclass(frozen=True)
class Ouverture:
    """What a child does once, before its first task: `ouvrir(*donnees)`."""

    ouvrir: Callable[..., object]
    donnees: tuple[Any, ...]


_A_OUVRIR: list[Ouverture] = []
_ECHEC: list[AmoDocsError] = []


def start_enfant(octets: int, ouverture: Ouverture | None, dossier: str | None = None) -> None:
    """Limit the address space of this process to `octets`, where the system can.

    `ouverture` is what it opens before its first task, `dossier` where its temporary files go.
    """
    # A terminal sends Ctrl-C to parent and child: the child would print its traceback, and the
    # parent ends it anyway.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    # A parent that is killed ends no child, so each child watches it.
    threading.Thread(target=_leave_with_parent, args=(dossier,), daemon=True).start()
    # The parent removes it, whatever becomes of this process.
    tempfile.tempdir = dossier
    _A_OUVRIR[:] = [ouverture] if ouverture is not None else []
    try:
        import resource
    # Windows has no such limit. The delay still holds there.
    except ImportError:
        return
    resource.setrlimit(resource.RLIMIT_AS, (octets, octets))


def _leave_with_parent(dossier: str | None) -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        if dossier is not None:
            shutil.rmtree(dossier, ignore_errors=True)
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
        except OSError as error:
            _refuse_bogue(error)
            _ECHEC.append(refuse_temporaire(error))
        _A_OUVRIR.clear()
    if _ECHEC:
        raise _ECHEC[0]
    try:
        return faire(*donnees, **nommees)
    except OSError as error:
        _refuse_bogue(error)
        raise refuse_temporaire(error) from None


_DISQUE = frozenset(
    (errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EFBIG, errno.EMFILE, errno.ENFILE, errno.EIO)
)
"""What a disk says that takes no more. Any other refusal is a fault of the program."""


def _refuse_bogue(error: OSError) -> None:
    """Raise `error` again unless a disk that takes no more says it."""
    # A task touches no other file than temporary ones: the parent alone writes papers.
    if error.errno not in _DISQUE:
        raise error


def refuse_temporaire(error: OSError) -> SortieError:
    """Return the error on temporary files that the system refuses."""
    raison = "il n’y a plus de place" if error.errno in (errno.ENOSPC, errno.EDQUOT) else ""
    return SortieError(
        f"Le dossier temporaire de la machine ne peut pas être écrit{raison and ' : '}{raison}. "
        "Libérez de la place, ou nommez un autre dossier par la variable TMPDIR, puis recommencez."
    )

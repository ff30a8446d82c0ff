"""Tasks for the child process, which must find them by import: a module that loads next to
nothing."""

from __future__ import annotations

import os
import signal
import tempfile
from pathlib import Path
from time import sleep

from amo_docs.errors import ModeleError
from amo_docs.findings import Finding, Place


def raise_modele() -> None:
    finding = Finding(
        "G602", "Syntaxe du gabarit.", "Corrigez cette ligne.", Place("certificat.html", ligne=3)
    )
    raise ModeleError("Le gabarit ne va pas.", (finding,))


_SOUVENIRS: list[str] = []


def remember(said: str) -> None:
    _SOUVENIRS.append(said)


def recall(pause: float) -> tuple[int, int, str]:
    """Its process, how many times that one was opened, and what it was opened with."""
    sleep(pause)
    return os.getpid(), len(_SOUVENIRS), _SOUVENIRS[0]


def refuse_odd(number: int) -> str:
    if number % 2:
        raise ModeleError(f"{number} est impair.")
    return "fait"


def die_once(dossier: Path, rang: int, fatal: int) -> int:
    """Give the rank back; the first time `fatal` comes, its process dies."""
    if rang == fatal and not (dossier / "mort").exists():
        (dossier / "mort").touch()
        os.kill(os.getpid(), signal.SIGKILL)
    return rang


def die_at_seven(rang: int) -> int:
    if rang == 7:
        os.kill(os.getpid(), signal.SIGKILL)
    return rang


def sleep_at_seven(rang: int) -> int:
    if rang == 7:
        sleep(60)
    return rang


def write_plein() -> None:
    """What a library does in a temporary folder without room."""
    with open("/dev/full", "wb") as stream:
        stream.write(b"police")


def leave_fichier(rang: int) -> str:
    """Leave a file as WeasyPrint does, which removes its fonts when an object is forgotten: a child
    leaves without forgetting any."""
    dossier = tempfile.mkdtemp(prefix="weasyprint-")
    (Path(dossier) / f"police-{rang}").write_bytes(b"x")
    return dossier


def leave_and_die() -> None:
    leave_fichier(0)
    os.kill(os.getpid(), signal.SIGKILL)


def read_masque(rang: int) -> set[int]:
    """The signals this process holds back."""
    del rang
    return {int(sign) for sign in signal.pthread_sigmask(signal.SIG_BLOCK, ())}

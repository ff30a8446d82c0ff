"""The machine and the versions of a run, without any path or host name."""

from __future__ import annotations

import os
import platform
import re
import subprocess
from importlib.metadata import version
from pathlib import Path

import psutil

PAQUETS = ("amo-docs", "weasyprint", "python-docx", "docxtpl", "typst")


def describe_machine() -> dict[str, str]:
    """Return what the reader must know of the machine, in French."""
    memory = psutil.virtual_memory().total / 1024**3
    return {
        "Processeur": _read_processeur(),
        "Cœurs": str(
            # The cores this process may use: a container may have been given fewer.
            len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
        ),
        "Mémoire": f"{memory:.0f} Gio",
        "Système": _read_systeme(),
    }


def describe_versions() -> dict[str, str]:
    """Return the versions of what was measured."""
    found = {"Python": platform.python_version()} | {paquet: version(paquet) for paquet in PAQUETS}
    said = subprocess.run(
        ["soffice", "--version"], capture_output=True, text=True, check=True
    ).stdout
    return found | {"LibreOffice": said.split()[1]}


def _read_processeur() -> str:
    try:
        found = re.search(
            r"^model name\s*:\s*(.+)$",
            Path("/proc/cpuinfo").read_text(encoding="utf-8"),
            re.MULTILINE,
        )
    except OSError:
        found = None
    return found[1] if found else platform.processor() or platform.machine()


def _read_systeme() -> str:
    try:
        return platform.freedesktop_os_release()["PRETTY_NAME"]
    except (OSError, KeyError):
        return platform.system()

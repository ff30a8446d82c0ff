"""What the commands share: the argument that names a session, the exit codes their help ends
with."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

F = TypeVar("F", bound=Callable[..., Any])

AIDE_CODES = """\b
Codes de sortie :
    0  tout est fait
    1  faute du programme, avec sa trace : signalez-la
    2  commande mal écrite
    3  données à corriger
    4  gabarit, feuille de style, image ou police à corriger
    5  dossier de sortie impossible à écrire
    6  dossier modifié à la main depuis sa fabrication, ou qui n’est plus celui de la session
  130  interrompu (Ctrl-C)
  143  arrêté par le système
"""
"""The end of each help."""

SESSION = click.argument("session", type=click.Path(path_type=Path), metavar="SESSION.toml")


def make_sortie(aide: str) -> Callable[[F], F]:
    """Return the option `--sortie`, the folder that holds those of the sessions; `aide` says what
    for."""
    return click.option(
        "--sortie",
        type=click.Path(path_type=Path),
        default=Path("sortie"),
        show_default=True,
        metavar="DOSSIER",
        help=aide,
    )

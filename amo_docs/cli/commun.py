"""What the commands share: the argument that names a session, and the end of their help."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

from amo_docs.errors import CodeSortie

F = TypeVar("F", bound=Callable[..., Any])

SENS_CODES = {
    CodeSortie.SUCCES: "tout est fait",
    CodeSortie.BOGUE: "faute du programme, avec sa trace : signalez-la",
    CodeSortie.USAGE: "commande mal écrite",
    CodeSortie.DONNEES: "données à corriger",
    CodeSortie.MODELE: "gabarit, feuille de style, image ou police à corriger",
    CodeSortie.SORTIE: "dossier de sortie, fichiers temporaires ou affichage impossibles à écrire",
    CodeSortie.INTEGRITE: (
        "dossier modifié à la main depuis sa fabrication, ou qui n’est plus celui de la session"
    ),
    CodeSortie.INTERRUPTION: "interrompu (Ctrl-C)",
    CodeSortie.ARRET: "arrêté par le système",
}
"""The meaning of each exit code, for the help and docs/CODES.md."""

# « \b » alone on its line keeps click from filling the paragraph.
AIDE_CODES = "\n".join(
    ["\b", "Codes de sortie :", *(f"  {code:>3}  {sens}" for code, sens in SENS_CODES.items()), ""]
)
"""The end of each help."""

SESSION = click.argument("session", type=click.Path(path_type=Path), metavar="SESSION.toml")


def make_sortie(aide: str) -> Callable[[F], F]:
    """Return the option `--sortie`, the folder that holds those of the sessions.

    `aide` is its help, in French.
    """
    return click.option(
        "--sortie",
        type=click.Path(path_type=Path),
        default=Path("sortie"),
        show_default=True,
        metavar="DOSSIER",
        help=aide,
    )

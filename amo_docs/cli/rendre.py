"""The command `render` and its options."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, TypedDict, Unpack

import click

from amo_docs import FORMATS
from amo_docs.cli.avancement import show_avancement
from amo_docs.cli.commun import AIDE_CODES, SESSION, make_sortie
from amo_docs.cli.paroles import say_bilan, stop_on_error

if TYPE_CHECKING:
    from amo_docs.model.bilan import Demande


class OptionsRender(TypedDict):
    """The options of `render`, beside the session and the output."""

    definitif: bool
    types: tuple[str, ...]
    candidats: tuple[str, ...]
    membres: tuple[str, ...]
    formats: tuple[str, ...]
    ecraser: bool
    vierges: tuple[str, ...]
    avec: tuple[str, ...]
    tout: bool
    processus: int | None


def make_demande(options: OptionsRender) -> Demande:
    """Return the demand that the options make."""
    # Late, for `--help`: the model loads pydantic.
    from amo_docs.model.bilan import Demande
    from amo_docs.model.selection import Selection

    selection = Selection(
        types=frozenset(options["types"]),
        candidats=frozenset(options["candidats"]),
        membres=frozenset(options["membres"]),
        # In the order of the program, whatever the order on the command line.
        formats=tuple(f for f in FORMATS if not options["formats"] or f in options["formats"]),
    )
    return Demande(
        definitif=options["definitif"],
        selection=selection,
        ecraser=options["ecraser"],
        vierges=options["vierges"],
        avec=options["avec"],
        tout=options["tout"],
        processus=options["processus"] or 0,
    )


@click.command(epilog=AIDE_CODES)
@SESSION
@make_sortie("Où écrire le dossier de la session.")
@click.option(
    "--definitif", is_flag=True, help="Papiers définitifs : sans PROJET, signés dans le PDF."
)
@click.option(
    "--seulement",
    "types",
    multiple=True,
    metavar="TYPE",
    help="Ne refait que ce type de papier (répétable).",
)
@click.option(
    "--candidat",
    "candidats",
    multiple=True,
    metavar="MATRICULE",
    help="Ne refait que ses papiers (répétable).",
)
@click.option(
    "--membre",
    "membres",
    multiple=True,
    metavar="ID",
    help="Ne refait que ses papiers (répétable).",
)
@click.option(
    "--format",
    "formats",
    multiple=True,
    type=click.Choice(FORMATS),
    help="Ne refait que ce format.",
)
@click.option(
    "--ecraser", is_flag=True, help="Met de côté, dans modifies/, les papiers modifiés à la main."
)
@click.option(
    "--vierge",
    "vierges",
    multiple=True,
    metavar="TYPE",
    help="Fait aussi ce papier vierge, à remplir à la main le jour du jury (proces_verbal).",
)
@click.option(
    "--avec",
    multiple=True,
    metavar="TYPE",
    help="Fait aussi ce papier sur demande (grille_evaluation, …).",
)
@click.option("--tout", is_flag=True, help="Refait aussi les papiers que rien n’a changés.")
@click.option(
    "--processus",
    # Windows waits for at most 63 handles, and Python's pool keeps two of them.
    type=click.IntRange(1, 61),
    metavar="N",
    help="Papiers mis en page à la fois ; par défaut, autant que la machine a de cœurs.",
)
@stop_on_error
def render(session: Path, sortie: Path, **options: Unpack[OptionsRender]) -> None:
    """Fait les papiers d’une session.

    Rien n’est écrit tant qu’il reste une erreur ; le dossier est remplacé d’un coup, ou laissé tel
    quel. Un papier que rien n’a changé est repris du dossier en place ; une commande interrompue se
    relance, et reprend ce qu’elle avait fait. Avec --seulement, --candidat, --membre ou --format,
    les autres papiers restent comme ils sont.

    \b
    Exemples :
      amo-docs render session.toml
      amo-docs render session.toml --sortie D:/jurys --definitif
      amo-docs render session.toml --seulement certificat --candidat T90101
      amo-docs render session.toml --vierge proces_verbal
    """
    from amo_docs import api

    demande = make_demande(options)
    with show_avancement() as avance:
        bilan = api.render(api.open_session(session), sortie, demande, avance)
    say_bilan(bilan)

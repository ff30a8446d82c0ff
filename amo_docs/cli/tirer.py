"""The command `tirage`: its options, and the account of a print run."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, TypedDict, Unpack

import click

from amo_docs.cli.commun import AIDE_CODES, SESSION, make_sortie
from amo_docs.cli.paroles import say, say_findings, stop_on_error
from amo_docs.errors import CodeSortie
from amo_docs.findings import Severite
from amo_docs.model.tirage import TRIS, BilanTirage, DemandeTirage
from amo_docs.typographie import NNBSP, agree

if TYPE_CHECKING:
    from amo_docs.model.tirage import FichierTirage


class OptionsTirage(TypedDict):
    """The options of `tirage`, beside the session and the output."""

    types: tuple[str, ...]
    tri: str
    recto_verso: bool
    separateurs: bool
    pages_max: int | None
    sans_fond: bool
    adresses: bool


def _refuse_zero(context: click.Context, option: click.Parameter, value: int | None) -> int | None:
    del context, option
    # Not `IntRange`, whose message is about ranges and not about pages.
    if value is not None and value < 1:
        raise click.BadParameter("donnez un nombre de pages, 1 au moins.")
    return value


@click.command(epilog=AIDE_CODES)
@SESSION
@make_sortie("Où est le dossier de la session.")
@click.option(
    "--seulement",
    "types",
    multiple=True,
    metavar="TYPE",
    help="Ne tire que ce type de papier (répétable).",
)
@click.option(
    "--tri",
    type=click.Choice(TRIS),
    default=TRIS[0],
    show_default=True,
    help="L’ordre des papiers dans le tirage.",
)
@click.option("--recto-verso", is_flag=True, help="Commence chaque papier sur une page de droite.")
@click.option(
    "--separateurs", is_flag=True, help="Met une feuille devant chaque unité (avec --tri unite)."
)
@click.option(
    "--pages-max",
    type=int,
    callback=_refuse_zero,
    metavar="N",
    help="Coupe en volumes de N pages au plus, entre deux papiers.",
)
@click.option(
    "--sans-fond", is_flag=True, help="Omet cadre, fond de page et logo, pour un papier préimprimé."
)
@click.option(
    "--adresses", is_flag=True, help="Écrit aussi la table des adresses, en CSV et en XLSX."
)
@stop_on_error
def tirage(session: Path, sortie: Path, **options: Unpack[OptionsTirage]) -> None:
    """Réunit les papiers faits en un PDF par type, à imprimer.

    Les papiers sont ceux du dossier de la session, tels quels ; les tirages vont dans son dossier
    tirages/. Un papier absent, ou qui n’est plus celui de la session, arrête tout ; un papier modifié
    à la main arrête ceux de son type.

    \b
    Exemples :
      amo-docs tirage session.toml
      amo-docs tirage session.toml --seulement convocation_candidat --tri unite --separateurs --recto-verso
      amo-docs tirage session.toml --seulement certificat --sans-fond
      amo-docs tirage session.toml --seulement notification --pages-max 500 --adresses
    """  # noqa: E501
    from amo_docs import api

    types = frozenset(options["types"])
    demande = DemandeTirage(**{**options, "types": types})  # type: ignore[arg-type]
    bilan = api.make_tirages(api.open_session(session), sortie, demande)
    say_tirages(bilan)
    # The other types are printed; that one is not must not pass for done.
    if bilan.arrets:
        sys.exit(CodeSortie.INTEGRITE)


def say_tirages(bilan: BilanTirage) -> None:
    """Print what each file holds, the account of papers, what left the folder, and the remarks."""
    width = max((len(fichier.chemin) for fichier in bilan.fichiers), default=0)
    for fichier in bilan.fichiers:
        say(f"  {fichier.chemin:<{width}}  {_say_fichier(fichier)}")
    asked = agree(bilan.demandes, "demandé", "demandés")
    refused = agree(bilan.refuses, "refusé", "refusés")
    absent = agree(bilan.absents, "absent", "absents")
    say(f"papiers : {asked} = {bilan.tires} mis au tirage + {absent} + {refused}")
    if bilan.adresses is not None:
        say(f"adresses : {agree(bilan.adresses, 'personne', 'personnes')}")
    volumes, pages = len(bilan.fichiers), sum(fichier.pages for fichier in bilan.fichiers)
    say(
        f"{agree(volumes, 'volume', 'volumes')}, {agree(pages, 'page', 'pages')}, dans "
        f"{bilan.dossier}/tirages/"
    )
    for chemin in bilan.retires:
        say(f"retiré : {chemin} n’a plus lieu d’être.")
    for remarque in bilan.remarques:
        say(f"avertissement : {remarque}", erreur=True)
    say_findings(bilan.constats, Severite.AVERTISSEMENT)
    for arret in bilan.arrets:
        say(f"erreur : {arret}", erreur=True)


def _say_fichier(fichier: FichierTirage) -> str:
    """Return what a volume holds, in French: papers, pages, blank ones and separators, size."""
    blanks = [agree(fichier.blanches, "blanche", "blanches")] if fichier.blanches else []
    sheets = (
        [agree(fichier.separateurs, "séparateur", "séparateurs")] if fichier.separateurs else []
    )
    dont = f" dont {' et '.join([*blanks, *sheets])}" if blanks or sheets else ""
    papiers, pages = (
        agree(fichier.papiers, "papier", "papiers"),
        agree(fichier.pages, "page", "pages"),
    )
    return f"{papiers}, {pages}{dont}, {fichier.octets:_} octets".replace("_", NNBSP)

"""The command line: options, progress, messages, exit codes. The only place that prints."""

from __future__ import annotations

import json
import signal
import sys
from pathlib import Path
from typing import TYPE_CHECKING, TypedDict, Unpack

import click

from amo_docs import FORMATS, __version__
from amo_docs.cli.paroles import make_ligne_json, say, say_bilan, say_findings, stop_on_error
from amo_docs.cli.tirage import tirage
from amo_docs.errors import CodeSortie, DonneesError, ModeleError
from amo_docs.findings import Finding, Severite, has_erreur
from amo_docs.francais import speak_francais
from amo_docs.typographie import agree

if TYPE_CHECKING:
    from amo_docs.model.bilan import Demande

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


@click.group(
    epilog=AIDE_CODES,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    options_metavar="[OPTIONS]",
    subcommand_metavar="COMMANDE …",
)
@click.version_option(__version__, prog_name="amo-docs", message="%(prog)s %(version)s", help="Affiche la version.")
def cli() -> None:
    """Les papiers d’une session de certification : PDF à archiver, DOCX à modifier.

    \b
    Exemples :
      amo-docs check session.toml       ce qui manque ou se contredit, ligne par ligne
      amo-docs render session.toml      tous les papiers, dans sortie/
      amo-docs tirage session.toml      les mêmes, à imprimer : un PDF par type
      amo-docs init session-de-mars     un dossier à remplir
    """


SESSION = click.argument("session", type=click.Path(path_type=Path), metavar="SESSION.toml")


@cli.command(epilog=AIDE_CODES)
@SESSION
@click.option("--json", "en_json", is_flag=True, help="Donne la même liste en JSON, pour un programme.")
@stop_on_error
def check(session: Path, en_json: bool) -> None:
    """Vérifie une session sans rien écrire.

    \b
    Exemples :
      amo-docs check session.toml
      amo-docs check --json session.toml
    """
    from amo_docs.pipeline import prepare

    error: DonneesError | ModeleError | None = None
    try:
        findings = prepare(session).avertissements
    except (DonneesError, ModeleError) as caught:
        error, findings = caught, caught.findings
    if error is not None and not findings:
        raise error
    show_findings(findings, en_json)
    sys.exit(error.code_sortie if error is not None else CodeSortie.SUCCES)


def show_findings(findings: tuple[Finding, ...], en_json: bool) -> None:
    """Print findings and how many there are, or the same list for a program."""
    if en_json:
        rows = [make_ligne_json(finding) for finding in findings]
        click.echo(json.dumps(rows, ensure_ascii=False, indent=2))
        return
    wrong = say_findings(findings, Severite.ERREUR, erreur=False)
    doubtful = say_findings(findings, Severite.AVERTISSEMENT, erreur=False)
    say(f"{agree(wrong, 'erreur', 'erreurs')}, {agree(doubtful, 'avertissement', 'avertissements')}.")


@cli.group(subcommand_metavar="COMMANDE …")
def modeles() -> None:
    """Les gabarits et la feuille de style, pour qui les écrit."""


@modeles.command(epilog=AIDE_CODES)
@click.argument("dossier", type=click.Path(path_type=Path), metavar="[DOSSIER]", required=False)
@click.option("--json", "en_json", is_flag=True, help="Donne la même liste en JSON, pour un programme.")
@stop_on_error
def verifier(dossier: Path | None, en_json: bool) -> None:
    """Vérifie un dossier de modèles, sans session : ce que le PDF et Word ne montreraient pas tous deux.

    Les gabarits du dossier sont lus par-dessus ceux du logiciel ; sans dossier, ceux du logiciel seuls.

    \b
    Exemples :
      amo-docs modeles verifier
      amo-docs modeles verifier mes-modeles
    """
    from amo_docs.pipeline import verify

    findings = verify(dossier)
    show_findings(findings, en_json)
    sys.exit(CodeSortie.MODELE if has_erreur(findings) else CodeSortie.SUCCES)


class OptionsRender(TypedDict):
    """What `render` may be asked beside the session and the output."""

    definitif: bool
    types: tuple[str, ...]
    candidats: tuple[str, ...]
    membres: tuple[str, ...]
    formats: tuple[str, ...]
    ecraser: bool
    vierges: tuple[str, ...]
    avec: tuple[str, ...]


def make_demande(options: OptionsRender) -> Demande:
    """Return what the options ask for."""
    from amo_docs.model.bilan import Demande
    from amo_docs.model.selection import Selection

    selection = Selection(
        types=frozenset(options["types"]),
        candidats=frozenset(options["candidats"]),
        membres=frozenset(options["membres"]),
        formats=tuple(f for f in FORMATS if not options["formats"] or f in options["formats"]),
    )
    return Demande(options["definitif"], selection, options["ecraser"], options["vierges"], options["avec"])


@cli.command(epilog=AIDE_CODES)
@SESSION
@click.option(
    "--sortie",
    type=click.Path(path_type=Path),
    default=Path("sortie"),
    show_default=True,
    metavar="DOSSIER",
    help="Où écrire le dossier de la session.",
)
@click.option("--definitif", is_flag=True, help="Papiers définitifs : sans PROJET, signés dans le PDF.")
@click.option(
    "--seulement", "types", multiple=True, metavar="TYPE", help="Ne refait que ce type de papier (répétable)."
)
@click.option(
    "--candidat", "candidats", multiple=True, metavar="MATRICULE", help="Ne refait que ses papiers (répétable)."
)
@click.option("--membre", "membres", multiple=True, metavar="ID", help="Ne refait que ses papiers (répétable).")
@click.option("--format", "formats", multiple=True, type=click.Choice(FORMATS), help="Ne refait que ce format.")
@click.option("--ecraser", is_flag=True, help="Met de côté, dans modifies/, les papiers modifiés à la main.")
@click.option(
    "--vierge",
    "vierges",
    multiple=True,
    metavar="TYPE",
    help="Fait aussi ce papier vierge, à remplir à la main le jour du jury (proces_verbal).",
)
@click.option("--avec", multiple=True, metavar="TYPE", help="Fait aussi ce papier sur demande (grille_evaluation, …).")
@stop_on_error
def render(session: Path, sortie: Path, **options: Unpack[OptionsRender]) -> None:
    """Fait les papiers d’une session.

    Rien n’est écrit tant qu’il reste une erreur ; le dossier est remplacé d’un coup, ou laissé tel quel.
    Avec --seulement, --candidat, --membre ou --format, les autres papiers restent comme ils sont.

    \b
    Exemples :
      amo-docs render session.toml
      amo-docs render session.toml --sortie D:/jurys --definitif
      amo-docs render session.toml --seulement certificat --candidat T90101
      amo-docs render session.toml --vierge proces_verbal
    """
    from amo_docs.pipeline import render as render_session

    demande = make_demande(options)
    with click.progressbar(length=1, label="Papiers", file=sys.stderr, hidden=not sys.stderr.isatty()) as bar:

        def advance(made: int, total: int) -> None:
            bar.length = total
            bar.update(made - bar.pos)

        bilan = render_session(session, sortie, demande, advance)
    say_bilan(bilan)


@cli.command(epilog=AIDE_CODES)
@click.argument("dossier", type=click.Path(path_type=Path), metavar="DOSSIER")
@click.option(
    "--referentiel",
    type=click.Path(path_type=Path),
    metavar="FICHIER",
    help="Le référentiel d’une autre certification, recopié dans le dossier.",
)
@stop_on_error
def init(dossier: Path, referentiel: Path | None) -> None:
    """Prépare un dossier à remplir : une session expliquée clé par clé, un classeur de candidats.

    Tout y est fictif et complet : il se vérifie et se rend tel quel, en SPÉCIMEN.

    \b
    Exemples :
      amo-docs init session-de-mars
      amo-docs init session-de-mars --referentiel referentiel.toml
    """
    from amo_docs.amorce import start_dossier

    for nom in start_dossier(dossier, referentiel):
        say(f"  {dossier / nom}")
    say(f"Remplissez-les, puis : amo-docs check {dossier / 'session.toml'}")


tirage.epilog = AIDE_CODES
cli.add_command(tirage)


def main() -> None:
    """Run the command line, in French whatever the machine speaks."""
    speak_francais()
    # Both leave nothing half-made behind: what is open is closed on the way out.
    signal.signal(signal.SIGINT, lambda *_: sys.exit(CodeSortie.INTERRUPTION))
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(CodeSortie.ARRET))
    cli(prog_name="amo-docs")

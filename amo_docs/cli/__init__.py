"""The command line: options, progress, messages, exit codes. Nothing else prints."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import click

from amo_docs import __version__
from amo_docs.cli.commun import AIDE_CODES, SESSION
from amo_docs.cli.flots import open_flots
from amo_docs.cli.paroles import fail, make_ligne_json, say, say_findings, stop_on_error
from amo_docs.cli.rendre import render
from amo_docs.cli.schema import schema
from amo_docs.cli.signaux import hear_signaux
from amo_docs.cli.tirer import tirage
from amo_docs.errors import AmoDocsError
from amo_docs.findings import Finding, Severite
from amo_docs.francais import speak_francais
from amo_docs.typographie import agree


@click.group(
    epilog=AIDE_CODES,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    options_metavar="[OPTIONS]",
    subcommand_metavar="COMMANDE …",
)
@click.version_option(
    __version__, prog_name="amo-docs", message="%(prog)s %(version)s", help="Affiche la version."
)
def cli() -> None:
    """Les papiers d’une session de certification : PDF à archiver, DOCX à modifier.

    \b
    Exemples :
      amo-docs check session.toml       ce qui manque ou se contredit, ligne par ligne
      amo-docs render session.toml      tous les papiers, dans sortie/
      amo-docs tirage session.toml      les mêmes, à imprimer : un PDF par type
      amo-docs init session-de-mars     un dossier à remplir
    """


@cli.command(epilog=AIDE_CODES)
@SESSION
@click.option(
    "--json", "en_json", is_flag=True, help="Donne la même liste en JSON, pour un programme."
)
@stop_on_error
def check(session: Path, en_json: bool) -> None:
    """Vérifie une session sans rien écrire.

    \b
    Exemples :
      amo-docs check session.toml
      amo-docs check --json session.toml
    """
    # Imported by the command that runs: `--help` must not wait for libraries.
    from amo_docs import api

    verification = api.check(api.open_session(session))
    show_findings(verification.findings, en_json)
    sys.exit(verification.code_sortie)


def show_findings(findings: tuple[Finding, ...], en_json: bool) -> None:
    """Print findings and how many there are, or the same list as JSON."""
    if en_json:
        rows = [make_ligne_json(finding) for finding in findings]
        click.echo(json.dumps(rows, ensure_ascii=False, indent=2))
        return
    # On the standard output: for `check`, findings are the result.
    wrong = say_findings(findings, Severite.ERREUR, erreur=False)
    doubtful = say_findings(findings, Severite.AVERTISSEMENT, erreur=False)
    say(
        f"{agree(wrong, 'erreur', 'erreurs')}, "
        f"{agree(doubtful, 'avertissement', 'avertissements')}."
    )


@cli.group(subcommand_metavar="COMMANDE …")
def modeles() -> None:
    """Les gabarits et la feuille de style, pour qui les écrit."""


@modeles.command(epilog=AIDE_CODES)
@click.argument("dossier", type=click.Path(path_type=Path), metavar="[DOSSIER]", required=False)
@click.option(
    "--json", "en_json", is_flag=True, help="Donne la même liste en JSON, pour un programme."
)
@stop_on_error
def verifier(dossier: Path | None, en_json: bool) -> None:
    """Vérifie un dossier de modèles, sans session : ce que le PDF et Word ne montreraient pas tous
    deux.

    Les gabarits du dossier sont lus par-dessus ceux du logiciel ; sans dossier, ceux du logiciel
    seuls.

    \b
    Exemples :
      amo-docs modeles verifier
      amo-docs modeles verifier mes-modeles
    """
    from amo_docs import api

    verification = api.check_modeles(dossier)
    show_findings(verification.findings, en_json)
    sys.exit(verification.code_sortie)


cli.add_command(render)


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
    from amo_docs import api

    for nom in api.start_dossier(dossier, referentiel):
        say(f"  {dossier / nom}")
    say(f"Remplissez-les, puis : amo-docs check {dossier / 'session.toml'}")


cli.add_command(tirage)
cli.add_command(schema)


def main() -> None:
    """Run the command line, in French whatever the language of the machine."""
    open_flots()
    speak_francais()
    hear_signaux()
    try:
        cli(prog_name="amo-docs")
    # A help or a list that could not be shown: commands report their own errors.
    except AmoDocsError as error:
        fail(error)

"""The command `schema`: the JSON Schema of a file that people fill in, for their editor."""

from __future__ import annotations

import os
from pathlib import Path

import click

from amo_docs.cli.commun import AIDE_CODES
from amo_docs.cli.paroles import say, stop_on_error
from amo_docs.errors import SortieError

NOMS = ("session", "referentiel", "catalogue")
"""The schemas there are, named here so that `--help` does not load the model."""


@click.command(epilog=AIDE_CODES)
@click.argument("nom", type=click.Choice(NOMS), metavar=f"[{'|'.join(NOMS)}]", required=False)
@click.option(
    "--vers",
    type=click.Path(path_type=Path),
    metavar="DOSSIER",
    help="Écrit les trois schémas dans ce dossier, au lieu d’en afficher un.",
)
@stop_on_error
def schema(nom: str | None, vers: Path | None) -> None:
    """Donne le schéma JSON d’un fichier à remplir, pour l’éditeur qui complète et vérifie.

    session pour session.toml, referentiel pour referentiel.toml, catalogue pour documents.toml.
    Un éditeur qui connaît TOML (Even Better TOML, Taplo) le lit si la première ligne du fichier le
    nomme : #:schema session.schema.json

    \b
    Exemples :
      amo-docs schema session
      amo-docs schema --vers .
    """
    from amo_docs.cli.json_schema import write_schema

    if (nom is None) == (vers is None):
        raise click.UsageError(f"Donnez un nom ({', '.join(NOMS)}), ou --vers et un dossier.")
    if nom is not None:
        click.echo(write_schema(nom), nl=False)
    elif vers is not None:
        for name in NOMS:
            say(f"  {_save(vers / f'{name}.schema.json', write_schema(name))}")


def _save(chemin: Path, text: str) -> Path:
    """Write a schema, over that of an earlier version, and return its path.

    Raises SortieError.
    """
    # Late: it loads pydantic, and the other schemas are only shown.
    from amo_docs.dossier.refus import translate_refus

    with translate_refus():
        chemin.parent.mkdir(parents=True, exist_ok=True)
        # Opening a pipe would wait for somebody to read it.
        if os.path.lexists(chemin) and not chemin.is_file():
            raise SortieError(
                f"« {chemin} » n’est pas un fichier ordinaire. Nommez un autre dossier."
            )
        chemin.write_text(text, encoding="utf-8", newline="\n")
    return chemin

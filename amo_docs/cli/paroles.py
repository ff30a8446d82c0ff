"""What is said to the person: lines, findings, errors with their code, the account of a run."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, ParamSpec

import click

from amo_docs.errors import AmoDocsError, DonneesError, Interruption, ModeleError
from amo_docs.findings import Finding, Severite
from amo_docs.typographie import agree, set_espaces

if TYPE_CHECKING:
    from amo_docs.model.bilan import Bilan

P = ParamSpec("P")

MONTRES = 20
"""Papers listed of each kind of change."""


def say(text: str, erreur: bool = False) -> None:
    """Print a line with its French spaces."""
    click.echo(set_espaces(text), err=erreur)


def say_findings(findings: Iterable[Finding], severite: Severite, erreur: bool = True) -> int:
    """Print the findings of one severity, one a line; return how many."""
    chosen = [f for f in findings if f.severite is severite]
    for finding in chosen:
        click.echo(f"{severite} : {finding}".replace(" : ", "\u00a0: ", 1), err=erreur)
    return len(chosen)


def say_reprise(garde: Path | None) -> str:
    """Return what a person does after a stop: the same command again, which takes up the work that
    waits, if any."""
    return say_garde(garde) or " Relancez la même commande pour recommencer."


def say_garde(garde: Path | None) -> str:
    """Return where the work already done waits, and how it is taken up; nothing when there is
    none."""
    if garde is None:
        return ""
    return (
        f" Ce qui était fait attend dans « {garde} » : relancez la même commande, elle le "
        "reprendra."
    )


def _fail(error: AmoDocsError) -> None:
    """Print an error with all its findings, and leave with its code."""
    findings = error.findings if isinstance(error, DonneesError | ModeleError) else ()
    say_findings(findings, Severite.AVERTISSEMENT)
    count = say_findings(findings, Severite.ERREUR)
    if count:
        say(
            f"{agree(count, 'erreur', 'erreurs')}. Rien n’a été écrit.{say_garde(error.garde)}",
            erreur=True,
        )
    else:
        say(f"erreur : {error}{say_garde(error.garde)}", erreur=True)
    sys.exit(error.code_sortie)


def stop_on_error(command: Callable[P, None]) -> Callable[P, None]:
    """Turn an AmoDocsError of `command` into its message and its exit code; anything else is a bug
    and shows itself."""

    @wraps(command)
    def run(*args: P.args, **kwargs: P.kwargs) -> None:
        try:
            command(*args, **kwargs)
        except AmoDocsError as error:
            _fail(error)
        except Interruption as stopped:
            say(f"Interrompu.{say_reprise(stopped.garde)}", erreur=True)
            raise

    return run


def make_ligne_json(finding: Finding) -> dict[str, object]:
    """Return a finding as `check --json` gives it: flat, every key always there."""
    place = finding.place
    return {
        "code": finding.code,
        "severite": finding.severite.value,
        "message": set_espaces(finding.message),
        "geste": set_espaces(finding.geste),
        "source": finding.source,
        "fichier": place.fichier,
        "feuille": place.feuille,
        "ligne": place.ligne or None,
        "colonne": place.colonne,
        "cle": place.cle,
    }


def list_refus(bilan: Bilan) -> list[str]:
    """Return a line a reason: the papers it keeps from being made, and the juries they are of."""
    par_jury: dict[tuple[str, str], list[str]] = {}
    for refus in bilan.refus:
        par_jury.setdefault((refus.raison, refus.identifiant), []).append(bilan.titres[refus.type])
    jurys: dict[tuple[str, tuple[str, ...]], list[str]] = {}
    for (raison, jury), titres in par_jury.items():
        jurys.setdefault((raison, tuple(titres)), []).append(jury)
    return [
        f"{'refusés' if len(titres) * len(codes) > 1 else 'refusé'} : {', '.join(titres)} "
        f"({'jurys' if len(codes) > 1 else 'jury'} {', '.join(codes)}) : {raison}."
        for (raison, titres), codes in jurys.items()
    ]


def list_changements(bilan: Bilan) -> list[str]:
    """Return a line a paper that is no longer what it was, was not there, or leaves."""
    lines = _list_papiers("changé : {}.", bilan.changes) + _list_papiers(
        "nouveau : {}.", bilan.nouveaux
    )
    return lines + _list_papiers("retiré : {} n’a plus lieu d’être.", bilan.retires)


def _list_papiers(phrase: str, chemins: tuple[str, ...]) -> list[str]:
    """Return `phrase` said of each paper, its formats together; the first `MONTRES`, and how many
    more."""
    papiers: dict[str, list[str]] = {}
    for chemin in sorted(chemins):
        papier, _, forme = chemin.rpartition(".")
        papiers.setdefault(papier, []).append(forme)
    lines = [phrase.format(f"{papier} ({', '.join(formes)})") for papier, formes in papiers.items()]
    reste = len(lines) - MONTRES
    if reste <= 0:
        return lines
    return [
        *lines[:MONTRES],
        phrase.partition(" : ")[0] + f" : et {agree(reste, 'autre papier', 'autres papiers')}.",
    ]


def say_bilan(bilan: Bilan) -> None:
    """Print what was made by type, what was not and why, what left the folder, and the warnings
    once more."""
    width = max((len(titre) for titre in bilan.titres.values()), default=0)
    for cle, titre in bilan.titres.items():
        say(f"  {titre:<{width}}  {bilan.produits.get(cle, 0):>5}")
    total = sum(bilan.produits.values())
    formats = " et en ".join(forme.upper() for forme in bilan.formats)
    asked, made = agree(bilan.demandes, "demandé", "demandés"), agree(total, "produit", "produits")
    refused = agree(bilan.refuses, "refusé", "refusés")
    say(f"papiers : {asked} = {made} + {bilan.repris} repris + {refused}")
    say(f"en {formats}, dans {bilan.dossier}/")
    for code, count in bilan.count_decisions().items():
        say(f"  {code} : {count}")
    for line in list_refus(bilan):
        say(line)
    for line in list_changements(bilan):
        say(line)
    for chemin in bilan.ecartes:
        say(f"écarté : {chemin}, modifié à la main, est dans modifies/.")
    for chemin in bilan.perimes:
        say(
            f"périmé : {chemin} n’est plus fait de ces papiers ; il est retiré. "
            "Refaites-le : amo-docs tirage."
        )
    say_findings(bilan.avertissements, Severite.AVERTISSEMENT)
    if bilan.reste is not None:
        fait = f"l’ancien dossier n’a pas pu être effacé en entier : « {bilan.reste} »."
        say(f"avertissement : {fait} Le nouveau est en place ; effacez l’ancien.", erreur=True)

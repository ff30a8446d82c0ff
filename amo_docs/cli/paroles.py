"""What is printed for the person: lines, findings, errors with their code, the account of a run."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn, ParamSpec

import click

from amo_docs.errors import AmoDocsError, DonneesError, Interruption, ModeleError
from amo_docs.findings import Finding, Severite
from amo_docs.model.classement import collate
from amo_docs.typographie import agree, set_espaces

if TYPE_CHECKING:
    from amo_docs.model.bilan import Bilan, Remplacement

P = ParamSpec("P")

SANS_CAUSE: Mapping[str, tuple[str, ...]] = {}

MONTRES = 20
"""How many papers are listed for each kind of change."""


def say(text: str, erreur: bool = False) -> None:
    """Print a line with its French spaces."""
    click.echo(set_espaces(text), err=erreur)


def say_findings(findings: Iterable[Finding], severite: Severite, erreur: bool = True) -> int:
    """Print the findings of one severity, one a line, and return how many there are."""
    # The space is set by hand: a finding has set its own spaces already.
    chosen = [f for f in findings if f.severite is severite]
    for finding in chosen:
        click.echo(f"{severite} : {finding}".replace(" : ", "\u00a0: ", 1), err=erreur)
    return len(chosen)


def say_reprise(garde: Path | None) -> str:
    """Return what to do after a stop, in French: run the same command again."""
    return say_garde(garde) or " Relancez la même commande pour recommencer."


def say_garde(garde: Path | None) -> str:
    """Return where the finished work waits and how to take it up, in French; "" without any."""
    if garde is None:
        return ""
    return (
        f" Ce qui était fait attend dans « {garde} » : relancez la même commande, elle le "
        "reprendra."
    )


def fail(error: AmoDocsError) -> NoReturn:
    """Print an error with all its findings, and leave with its exit code."""
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
    """Return `command`, which turns an AmoDocsError into its message and its exit code."""

    @wraps(command)
    def run(*args: P.args, **kwargs: P.kwargs) -> None:
        try:
            command(*args, **kwargs)
        # Nothing else is caught: another exception is a bug, and keeps its traceback.
        except AmoDocsError as error:
            fail(error)
        except Interruption as stopped:
            say(f"Interrompu.{say_reprise(stopped.garde)}", erreur=True)
            # Raised again: `Interruption` leaves with its own code, and without a traceback.
            raise

    return run


def make_ligne_json(finding: Finding) -> dict[str, object]:
    """Return a finding as `check --json` prints it: flat, with every key every time."""
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
    """Return one line for each reason, with the papers it prevents and their juries."""
    # Gathered twice, by jury and then by list of papers, so that one missing date is one line.
    par_jury: dict[tuple[str, str, bool], list[str]] = {}
    for refus in bilan.refus:
        key = (refus.raison, refus.identifiant, refus.attendu)
        par_jury.setdefault(key, []).append(bilan.titres[refus.type])
    jurys: dict[tuple[str, tuple[str, ...], bool], list[str]] = {}
    for (raison, jury, attendu), titres in par_jury.items():
        jurys.setdefault((raison, tuple(titres), attendu), []).append(jury)
    lines = []
    # What is lacking first: the rest only waits.
    for (raison, papers, attendu), codes in sorted(jurys.items(), key=lambda item: item[0][2]):
        refused = "refusés" if len(papers) * len(codes) > 1 else "refusé"
        juries = f"{'jurys' if len(codes) > 1 else 'jury'} {', '.join(codes)}"
        word = "pas encore" if attendu else refused
        lines.append(f"{word} : {', '.join(papers)} ({juries}) : {raison}.")
    return lines


def list_changements(bilan: Bilan) -> list[str]:
    """Return one line for each paper that changed, is new, or leaves."""
    # A definitive paper that changed is told with what became of the earlier one, below.
    told = {f"{un.ancien}.{forme}" for un in bilan.remplaces for forme in un.formats}
    changes = tuple(chemin for chemin in bilan.changes if chemin not in told)
    return [
        *_list_papiers("changé : {}.", changes, bilan.causes),
        *_list_papiers("nouveau : {}.", bilan.nouveaux),
        *_list_papiers("retiré : {} n’a plus lieu d’être.", bilan.retires),
        *_list_remplaces(bilan.remplaces, bilan.causes),
    ]


def _list_remplaces(
    remplaces: Sequence[Remplacement], causes: Mapping[str, tuple[str, ...]]
) -> list[str]:
    """Return a line for each definitive paper made again with other words, for the first ones."""
    lines = [
        f"remplacé : {un.ancien} ({', '.join(sorted(un.formats))})"
        + (f", par {un.nouveau}" if un.nouveau != un.ancien else "")
        + f" ; {_say_ecarts(un, causes)}. L’ancien est dans retires/."
        for un in remplaces[:MONTRES]
    ]
    reste = len(remplaces) - len(lines)
    if reste:
        others = agree(reste, "autre papier", "autres papiers")
        lines.append(f"remplacé : et {others}. Les anciens sont dans retires/.")
    return lines


def _say_ecarts(remplacement: Remplacement, causes: Mapping[str, tuple[str, ...]]) -> str:
    """Return what changed in a definitive paper, in French."""
    # Late, for `--help`.
    from amo_docs.load.colonnes import COLONNES

    names = {f"candidat.{colonne.champ}": colonne.intitule for colonne in COLONNES}
    said = [
        f"{names.get(cle, cle)} : « {avant or 'rien'} » → « {apres or 'rien'} »"
        for cle, (avant, apres) in remplacement.ecarts.items()
    ]
    if said:
        return ", ".join(said)
    # Its words changed beside its data, or how it looks: the inputs tell where to look.
    paths = (f"{remplacement.ancien}.{forme}" for forme in sorted(remplacement.formats))
    known = next((causes[path] for path in paths if path in causes), remplacement.entrees)
    why = f" ({', '.join(known)})" if known else ""
    return f"son texte ou sa présentation a changé{why}"


def _list_papiers(
    phrase: str, chemins: tuple[str, ...], causes: Mapping[str, tuple[str, ...]] = SANS_CAUSE
) -> list[str]:
    """Return `phrase` filled with each paper and its formats, for the first `MONTRES` papers.

    The causes of each follow. A last line gives the number of the others.
    """
    papiers: dict[str, list[str]] = {}
    whys: dict[str, dict[str, None]] = {}
    for chemin in sorted(chemins, key=collate):
        papier, _, forme = chemin.rpartition(".")
        papiers.setdefault(papier, []).append(forme)
        whys.setdefault(papier, {}).update(dict.fromkeys(causes.get(chemin, ())))
    lines = []
    for papier, formes in papiers.items():
        why = f" : {', '.join(whys[papier])}" if whys[papier] else ""
        lines.append(phrase.format(f"{papier} ({', '.join(formes)}){why}"))
    reste = len(lines) - MONTRES
    if reste <= 0:
        return lines
    return [
        *lines[:MONTRES],
        phrase.partition(" : ")[0] + f" : et {agree(reste, 'autre papier', 'autres papiers')}.",
    ]


def say_bilan(bilan: Bilan) -> None:
    """Print what was made by type, what was not and why, what left the folder, and the warnings."""
    width = max((len(titre) for titre in bilan.titres.values()), default=0)
    for cle, titre in bilan.titres.items():
        say(f"  {titre:<{width}}  {bilan.produits.get(cle, 0):>5}")
    total = sum(bilan.produits.values())
    formats = " et en ".join(forme.upper() for forme in bilan.formats)
    asked, made = agree(bilan.demandes, "demandé", "demandés"), agree(total, "produit", "produits")
    refused = agree(bilan.refuses, "refusé", "refusés")
    # The account must add up: what was asked for is made, taken over or refused.
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
    for chemin in bilan.modifies:
        say(f"gardé : {chemin}, modifié à la main, reste tel quel. Pour le refaire : --ecraser.")
    for chemin in bilan.perimes:
        say(
            f"périmé : {chemin} n’est plus fait de ces papiers ; il est retiré. "
            "Refaites-le : amo-docs tirage."
        )
    say_findings(bilan.avertissements, Severite.AVERTISSEMENT)
    if bilan.reste is not None:
        fait = f"l’ancien dossier n’a pas pu être effacé en entier : « {bilan.reste} »."
        say(f"avertissement : {fait} Le nouveau est en place ; effacez l’ancien.", erreur=True)

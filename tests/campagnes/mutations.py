"""Mutations: the code broken by hand in named places, one at a time; each must turn a test red.

The list is mutations.toml. The code is broken in a copy; the checkout is never touched."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from time import perf_counter

from campagnes.resultats import RACINE, Section

LISTE = Path(__file__).with_name("mutations.toml")
_COPIES = (
    *("amo_docs", "templates", "samples", "tests", "bench", "docs"),
    *("pyproject.toml", "referentiel.toml", "README.md", "GUIDE.md"),
)
_SECONDES = 600
"""A mutation that takes the tests longer than this keeps them from ending: it is seen too."""

_DIT = (
    "Le code cassé à dessein, un endroit à la fois, dans une copie : chaque fois un essai doit "
    "échouer. La liste est dans `tests/campagnes/mutations.toml`."
)


class MutationError(Exception):
    """The list no longer fits the code, or the tests fail without any mutation."""


@dataclass(frozen=True)
class Mutation:
    """One place broken: in `fichier`, `avant` (which stands there once) becomes `apres`; `essais`
    are the tests that look at it."""

    nom: str
    fichier: str
    avant: str
    apres: str
    essais: tuple[str, ...]


def read_mutations(liste: Path = LISTE) -> tuple[Mutation, ...]:
    """Return the list, by name."""
    tables = tomllib.loads(liste.read_text(encoding="utf-8"))
    return tuple(
        Mutation(nom, table["fichier"], table["avant"], table["apres"], tuple(table["essais"]))
        for nom, table in tables.items()
    )


def list_perdues(mutations: Iterable[Mutation], racine: Path = RACINE) -> list[str]:
    """Return what no longer fits the code: a text that is not in its file once, a test there is
    not."""
    perdues = []
    for mutation in mutations:
        path = racine / mutation.fichier
        fois = path.read_text(encoding="utf-8").count(mutation.avant) if path.is_file() else 0
        if fois != 1 or mutation.avant == mutation.apres:
            perdues.append(f"{mutation.nom} : « {mutation.avant} » {fois} fois dans {path.name}")
        perdues += [
            f"{mutation.nom} : {essai} n’existe pas"
            for essai in mutation.essais
            if not (racine / essai.partition("::")[0]).is_file()
        ]
    return perdues


def run_essais(copie: Path, essais: Iterable[str]) -> tuple[bool, str]:
    """Run tests in a copy of the project; return whether all passed, and the first that did not."""
    environ = {nom: valeur for nom, valeur in os.environ.items() if nom != "AMO_DOCS_ROUE"}
    try:
        run = subprocess.run(
            [sys.executable, "-m", "pytest", "-x", "-q", "-p", "no:cacheprovider", *essais],
            cwd=copie,
            env=environ | {"PYTHONPATH": str(copie), "LC_ALL": "C.UTF-8"},
            capture_output=True,
            encoding="utf-8",
            timeout=_SECONDES,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return False, f"plus de {_SECONDES} secondes"
    if run.returncode not in (0, 1, 2):
        raise MutationError(f"pytest a rendu {run.returncode} :\n{run.stdout}\n{run.stderr}")
    found = re.search(r"^(?:FAILED|ERROR) (.+?)(?: - .*)?$", run.stdout, re.M)
    return run.returncode == 0, found[1] if found else ""


def apply(mutation: Mutation, copie: Path) -> tuple[bool, str]:
    """Break the copy, run the tests that look there, mend it; return what `run_essais` does."""
    path = copie / mutation.fichier
    sain = path.read_text(encoding="utf-8")
    path.write_text(sain.replace(mutation.avant, mutation.apres), encoding="utf-8")
    try:
        return run_essais(copie, mutation.essais)
    finally:
        path.write_text(sain, encoding="utf-8")


def run_mutations(seule: str | None = None) -> Section:
    """Try every mutation, or one, and return what each turned red.

    Raises MutationError when the list no longer fits, or when the tests fail of themselves."""
    mutations = [m for m in read_mutations() if seule in (None, m.nom)]
    if not mutations:
        raise MutationError(f"« {seule} » n’est pas dans {LISTE.name}")
    if perdues := list_perdues(mutations):
        raise MutationError("Le code a changé :\n" + "\n".join(perdues))
    debut, lignes, vertes = perf_counter(), [], []
    with tempfile.TemporaryDirectory(prefix="amo-docs-mutations-") as scratch:
        copie = Path(scratch)
        for nom in _COPIES:
            copy = shutil.copytree if (RACINE / nom).is_dir() else shutil.copy2
            copy(RACINE / nom, copie / nom)
        bien, rouge = run_essais(copie, sorted({e for m in mutations for e in m.essais}))
        if not bien:
            raise MutationError(f"Sans mutation, un essai échoue déjà : {rouge}")
        for mutation in mutations:
            bien, rouge = apply(mutation, copie)
            print(f"{mutation.nom} : {rouge or 'RIEN'}", file=sys.stderr, flush=True)
            vertes += [mutation.nom] if bien else []
            said = "**aucun**" if bien else f"`{rouge.replace('|', '¦')}`"
            lignes.append([mutation.nom, f"`{mutation.fichier}`", said])
    return Section(
        "mutations",
        _DIT,
        f"Le {date.today().isoformat()} : {len(mutations) - len(vertes)} sur {len(mutations)} "
        f"vues, en {perf_counter() - debut:.0f} secondes.",
        ["Mutation", "Fichier", "Premier essai qui échoue"],
        lignes,
        vertes,
        tenue=not vertes,
    )

"""`python -m campagnes NAME`: runs a campaign and writes its figures in docs/CAMPAGNES.md."""

from __future__ import annotations

import argparse
import re
import sys
from collections import Counter
from collections.abc import Generator
from dataclasses import dataclass, field
from datetime import date
from time import perf_counter

import pytest

from campagnes import hostile, mutations
from campagnes.resultats import RACINE, Section, write_section


@dataclass(frozen=True)
class Campagne:
    """Tests tried on many more examples: `dit` says of what, in French; `essais` are their nodes,
    `ampleur` how many times an ordinary run."""

    dit: str
    essais: tuple[str, ...]
    ampleur: int


CAMPAGNES = {
    "sessions": Campagne(
        "Des sessions tirées au sort, noms tordus et saisies fausses : des constats et rien d’autre, "
        "ou chaque papier avec chaque nom en entier.",
        (
            "tests/test_proprietes.py::test_findings_or_every_paper",
            "tests/test_proprietes.py::test_names_are_whole_in_both_formats",
        ),
        20,
    ),
    "gabarits": Campagne(
        "Des gabarits et des feuilles de style faits de morceaux : lus jusqu’au bout, sans autre "
        "chose que des constats.",
        (
            "tests/test_relecture.py::test_any_template_is_read_to_its_end",
            "tests/test_relecture.py::test_any_style_sheet_is_read_to_its_end",
        ),
        100,
    ),
    "arrets": Campagne(
        "Des fabrications tuées à un moment tiré au sort, puis à chaque geste sur le disque : le "
        "dossier en place reste l’ancien ou le nouveau, entier.",
        (
            "tests/test_reprise.py::test_killed_at_any_moment",
            "tests/test_reprise.py::test_killed_at_each_thing_done_to_the_disk",
        ),
        25,
    ),
    "ordres": Campagne(
        "Des papiers faits dans un autre ordre, dans un seul processus : les mêmes octets.",
        ("tests/test_determinisme.py::test_what_was_made_before_changes_nothing",),
        6,
    ),
    "lois": Campagne(
        "Ce qui est vrai de toute donnée : prérequis, décisions, noms de fichiers, ordre des tirages, "
        "espaces, textes relus.",
        (
            "tests/test_prerequis.py",
            "tests/test_decide.py",
            "tests/test_plan_noms.py",
            "tests/test_tirage_ordre.py",
            "tests/test_typographie.py",
            "tests/test_compose_texte.py",
        ),
        50,
    ),
}


@dataclass
class Recueil:
    """A plugin of pytest that keeps what the tests of a campaign drew and how they ended."""

    issues: Counter[str] = field(default_factory=Counter)
    lignes: list[list[str]] = field(default_factory=list)
    fautes: list[str] = field(default_factory=list)

    @pytest.hookimpl(trylast=True)
    def pytest_collection_modifyitems(
        self, config: pytest.Config, items: list[pytest.Item]
    ) -> None:
        """Keep the tests that draw their examples."""
        drawn = [item for item in items if is_tire(item)]
        config.hook.pytest_deselected(items=[item for item in items if item not in drawn])
        items[:] = drawn

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_makereport(
        self, item: pytest.Item, call: pytest.CallInfo[None]
    ) -> Generator[None, pytest.TestReport, pytest.TestReport]:
        report = yield
        if report.failed:
            self.fautes.append(item.nodeid)
        if call.when == "teardown":
            figures = [f"{nom} {valeur}" for nom, valeur in item.user_properties]
            said = re.search(r"generate.*?(\d+) passing", getattr(item, STATISTIQUES, ""), re.S)
            figures += [f"{said[1]} exemples"] if said else []
            self.lignes.append([f"`{item.nodeid.partition('@')[0]}`", ", ".join(figures) or "–"])
        return report


STATISTIQUES = "hypothesis_statistics"
"""Where hypothesis leaves what it did for a test."""


def is_tire(item: pytest.Item) -> bool:
    """Tell whether a test draws its examples."""
    law = getattr(item, "obj", None)
    return hasattr(law, "hypothesis") or "ampleur" in getattr(item, "fixturenames", ())


def run_campagne(nom: str, campagne: Campagne, ampleur: int, graine: int) -> Section:
    """Run the tests of a campaign and return what they did."""
    recueil, debut = Recueil(), perf_counter()
    options = [f"--ampleur={ampleur}", f"--graine={graine}", f"--hypothesis-seed={graine}"]
    code = pytest.main(
        ["-q", "-p", "no:cacheprovider", f"--rootdir={RACINE}", *options, *campagne.essais],
        plugins=[recueil],
    )
    return Section(
        nom,
        campagne.dit,
        f"Le {date.today().isoformat()}, graine {graine}, {ampleur} fois un essai ordinaire, "
        f"{perf_counter() - debut:.0f} secondes.",
        ["Essai", "Ce qui a été tiré"],
        recueil.lignes,
        recueil.fautes,
        tenue=code == pytest.ExitCode.OK,
    )


def main() -> int:
    """Run the campaign that is named; return 1 when something was found."""
    options = argparse.ArgumentParser(
        prog="script/campagne", description="Essaie amo-docs bien plus longtemps que les tests."
    )
    options.add_argument("nom", choices=[*CAMPAGNES, "mutations", "hostile"], help="la campagne")
    options.add_argument(
        "--ampleur", type=int, help="combien de fois un essai ordinaire (2 au moins)"
    )
    options.add_argument(
        "--nombre", type=int, default=10_000, help="hostile : combien de dossiers (10 000)"
    )
    options.add_argument("--graine", type=int, default=1, help="où commencent les tirages")
    options.add_argument("--seule", help="une seule mutation, par son nom ; rien n’est alors écrit")
    choix = options.parse_args()
    if choix.nom == "mutations":
        section = mutations.run_mutations(choix.seule)
    elif choix.nom == "hostile":
        section = hostile.run_hostile(choix.nombre, choix.graine)
    else:
        campagne = CAMPAGNES[choix.nom]
        ampleur = choix.ampleur or campagne.ampleur
        if ampleur < 2:
            options.error("--ampleur : 2 au moins.")
        section = run_campagne(choix.nom, campagne, ampleur, choix.graine)
    print(section.write())
    if not choix.seule:
        write_section(section)
    return 0 if section.tenue else 1


if __name__ == "__main__":
    sys.exit(main())

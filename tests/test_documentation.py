"""What the documents say is what the program does: commands, options, papers, codes, rules."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import click
import pytest
from outils.documentation import (
    MAUVAISES,
    PAGES,
    list_commandes,
    renew,
    write_mauvaises,
)
from outils.regles import write_regles

from amo_docs.check import REGLES

RACINE = Path(__file__).parents[1]
DOCUMENTS = sorted(
    path.relative_to(RACINE).as_posix()
    for folder in (".", "docs", "samples", "templates", "bench")
    for path in (RACINE / folder).glob("*.md")
)
COMMANDES = (RACINE / "docs/COMMANDES.md").read_text(encoding="utf-8")
OPTIONS = {
    name: {option for param in command.params for option in param.opts if option[0] == "-"}
    for name, command in list_commandes().items()
}


@pytest.mark.parametrize("page", PAGES)
def test_the_pages_are_up_to_date(page: str) -> None:
    """Run script/docs when this fails."""
    assert renew(page) == (RACINE / page).read_text(encoding="utf-8")


def test_the_table_of_the_rules_is_up_to_date() -> None:
    """Run script/docs when this fails."""
    page = (RACINE / "docs/REGLES.md").read_text(encoding="utf-8")
    assert page == write_regles()
    assert [regle.code for regle in REGLES if f"\n### {regle.code}\n" not in page] == []


def test_the_table_of_bad_inputs_is_up_to_date() -> None:
    """Run script/docs when this fails; that each line is true is seen by
    `test_mauvaises_entrees.py`."""
    assert MAUVAISES.read_text(encoding="utf-8") == write_mauvaises()


def list_lignes(text: str) -> list[tuple[str, set[str]]]:
    """Return each command line shown, as (command, its options)."""
    lines = re.findall(r"^\$ amo-docs (.+?)(?: {2,}#.*)?$", text, re.M)
    found = []
    for line in lines:
        name = next((n for n in OPTIONS if re.match(rf"{n}( |$)", line)), line)
        found.append((name, set(re.findall(r"(?<= )--[a-z-]+", line))))
    return found


def test_the_examples_show_every_command_and_every_option() -> None:
    """Those at the head of the page, before what the helps say."""
    shown: dict[str, set[str]] = {}
    for name, options in list_lignes(COMMANDES.partition("<!-- commandes:")[0]):
        shown[name] = shown.get(name, set()) | options
    assert {name: OPTIONS[name] - shown.get(name, set()) for name in OPTIONS} == {
        name: set() for name in OPTIONS
    }
    assert set(shown) == set(OPTIONS)


@pytest.mark.parametrize("document", ["README.md", "GUIDE.md", "docs/COMMANDES.md"])
def test_no_document_shows_what_does_not_exist(document: str) -> None:
    lines = list_lignes((RACINE / document).read_text(encoding="utf-8"))
    assert lines
    assert [name for name, options in lines if not options <= OPTIONS.get(name, set())] == []
    assert [name for name, _ in lines if name not in OPTIONS] == []


def test_every_command_ends_its_help_with_the_exit_codes_of_the_page() -> None:
    page = (RACINE / "docs/CODES.md").read_text(encoding="utf-8")
    told = dict(re.findall(r"^\| (\d+) \| (.+) \|$", page, re.M))
    for command in list_commandes().values():
        helped = command.get_help(click.Context(command)).rpartition("Codes de sortie")[2]
        assert [code for code in told if not re.search(rf"^ +{code} +", helped, re.M)] == []


def list_ancres(path: Path) -> set[str]:
    """Return what may stand behind a « # » for the headings of a page."""
    titres = re.findall(r"^#+ (.+)$", path.read_text(encoding="utf-8"), re.M)
    return {re.sub(r"[^\w\- ]", "", titre.lower()).replace(" ", "-") for titre in titres}


@pytest.mark.parametrize("document", DOCUMENTS)
def test_every_picture_and_link_is_there(document: str) -> None:
    here = RACINE / document
    links = re.findall(r"\]\(([^)]+)\)", here.read_text(encoding="utf-8"))
    missing = []
    for link in links:
        name, _, ancre = link.partition("#")
        target = here.parent / name if name else here
        if "://" not in link and not (
            target.exists() and (not ancre or ancre in list_ancres(target))
        ):
            missing.append(link)
    assert missing == []


def test_the_documents_are_found() -> None:
    assert {"README.md", "CONTRIBUTING.md", "docs/REGLES.md", "templates/README.md"} <= set(
        DOCUMENTS
    )


def test_architecture_names_files_that_exist() -> None:
    text = (RACINE / "ARCHITECTURE.md").read_text(encoding="utf-8")
    paths = set(re.findall(r"`([\w/.]+(?:/|\.(?:py|toml|md)))`", text)) - SIDE_PLACES
    assert len(paths) > 5
    places = (RACINE, RACINE / "amo_docs")
    assert [p for p in paths if not any((place / p).exists() for place in places)] == []


SIDE_PLACES = {"pieces/", "modifies/", "retires/", "tirages/", "documents.toml"}


def test_the_drawing_of_the_floors_is_the_contract() -> None:
    """Every package and module of the top, in the order that lint-imports holds."""
    text = (RACINE / "ARCHITECTURE.md").read_text(encoding="utf-8")
    drawing = text.partition("```\n")[2].partition("```")[0]
    config = tomllib.loads((RACINE / "pyproject.toml").read_text(encoding="utf-8"))
    layers = config["tool"]["importlinter"]["contracts"][0]["layers"]
    drawn = [set(line.split("  ")[0].split(" · ")) for line in map(str.strip, drawing.splitlines())]
    assert drawn == [set(re.split(r" [|:] ", layer)) for layer in layers]
    there = {p.stem for p in (RACINE / "amo_docs").iterdir() if p.suffix == ".py" or p.is_dir()}
    assert there - {"__init__", "__main__", "__pycache__", "langues", "py"} == set().union(*drawn)

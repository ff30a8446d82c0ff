"""What README says is what the program does: commands, options, papers, exit codes, rules."""

from __future__ import annotations

import re
from pathlib import Path

import click
import pytest
from outils.documentation import MAUVAISES, renew, write_mauvaises
from outils.regles import write_regles

from amo_docs.check import REGLES
from amo_docs.cli import cli

RACINE = Path(__file__).parents[1]
README = (RACINE / "README.md").read_text(encoding="utf-8")


def list_commandes() -> dict[str, click.Command]:
    """Every command by what is typed, those of groups too."""
    groups = {name: group for name, group in cli.commands.items() if isinstance(group, click.Group)}
    under = {
        f"{name} {own}": command
        for name, group in groups.items()
        for own, command in group.commands.items()
    }
    return {name: command for name, command in cli.commands.items() if name not in groups} | under


def list_options() -> list[tuple[str, str]]:
    """Return (command, long option) of everything the command line takes."""
    found = []
    for name, command in list_commandes().items():
        for param in command.params:
            if isinstance(param, click.Option):
                found.append((name, next(o for o in param.opts if o.startswith("--"))))
    return found


def test_the_generated_parts_of_readme_are_up_to_date() -> None:
    """Run script/docs when this fails."""
    assert renew(README) == README


def test_the_table_of_the_rules_is_up_to_date() -> None:
    """Run script/docs when this fails."""
    page = (RACINE / "docs/REGLES.md").read_text(encoding="utf-8")
    assert page == write_regles()
    assert [regle.code for regle in REGLES if f"\n### {regle.code}\n" not in page] == []


def test_the_table_of_bad_inputs_is_up_to_date() -> None:
    """Run script/docs when this fails; that each line is true is seen by
    `test_mauvaises_entrees.py`."""
    assert MAUVAISES.read_text(encoding="utf-8") == write_mauvaises()


@pytest.mark.parametrize("command", sorted(list_commandes()))
def test_readme_shows_every_command(command: str) -> None:
    assert f"$ amo-docs {command} " in README


@pytest.mark.parametrize(("command", "option"), list_options())
def test_readme_shows_every_option(command: str, option: str) -> None:
    assert option in README, f"{command} {option}"


def test_readme_shows_no_option_that_does_not_exist() -> None:
    known = {option for _, option in list_options()} | {"--version", "--help"}
    own = [
        line
        for line in README.splitlines()
        if "amo-docs " in line and line.startswith("$ amo-docs")
    ]
    shown = set(re.findall(r"(--[a-z][a-z-]*)", "\n".join(own)))
    assert shown and shown <= known


def test_every_picture_and_link_of_the_documents_is_there() -> None:
    guides = ("README.md", "GUIDE.md", "samples/README.md", "templates/README.md", "docs/REGLES.md")
    for name in (*guides, "docs/MAUVAISES_ENTREES.md", "ARCHITECTURE.md", "CHANGELOG.md"):
        text = (RACINE / name).read_text(encoding="utf-8")
        links = re.findall(r"\]\(([^)#]+)\)", text)
        missing = [
            link
            for link in links
            if "://" not in link and not (RACINE / name).parent.joinpath(link).exists()
        ]
        assert missing == [], name


def test_architecture_names_modules_that_exist() -> None:
    text = (RACINE / "ARCHITECTURE.md").read_text(encoding="utf-8")
    paths = re.findall(r"`((?:[a-z_]+/)+[a-z_]+\.py)`", text)
    assert paths
    assert [path for path in paths if not (RACINE / "amo_docs" / path).exists()] == []

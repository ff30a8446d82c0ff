"""GUIDE.md tells what happens: each command is run, each value typed, in order, and what is printed
is compared."""

from __future__ import annotations

from pathlib import Path

import pytest
from outils.guide import (
    GUIDE,
    NUMERISATION,
    Commande,
    GuideError,
    Image,
    follow_guide,
    match_sortie,
    read_guide,
    run_commande,
)

from amo_docs.cli import cli

RACINE = GUIDE.parent


@pytest.mark.lent
def test_the_guide_is_what_happens(tmp_path: Path) -> None:
    follow_guide(tmp_path)
    pieces = list(tmp_path.glob("session-de-mars/sortie/*/pieces/pv-signe.pdf"))
    assert [piece.read_bytes() for piece in pieces] == [NUMERISATION]
    assert list(tmp_path.glob("session-de-mars/sortie/*/modifies/convocations/candidats/*.docx"))


def test_every_command_of_the_program_is_in_it() -> None:
    steps = read_guide(GUIDE.read_text(encoding="utf-8"))
    words = [step.texte.split() for step in steps if isinstance(step, Commande)]
    assert {told[1] for told in words if told[0] == "amo-docs"} == set(cli.commands)


def test_every_picture_exists() -> None:
    steps = read_guide(GUIDE.read_text(encoding="utf-8"))
    pictures = [step.chemin for step in steps if isinstance(step, Image)]
    assert GUIDE.read_text(encoding="utf-8").count("![") == len(pictures) > 0
    assert [chemin for chemin in pictures if not (RACINE / chemin).is_file()] == []


@pytest.mark.parametrize(
    ("shown", "printed", "same"),
    [
        (("un", "deux"), ["un", "deux"], True),
        (("un",), ["un", "deux"], False),
        (("un", "…"), ["un", "deux", "trois"], True),
        (("…", "trois"), ["un", "deux"], False),
        (("  …",), [], True),
        ((), ["un"], True),
    ],
)
def test_what_is_shown_is_compared(shown: tuple[str, ...], printed: list[str], same: bool) -> None:
    assert match_sortie(shown, printed) is same


def test_a_command_that_fails_is_seen(tmp_path: Path) -> None:
    with pytest.raises(GuideError, match=r"line 7: amo-docs check absent\.toml\nexit code 3"):
        run_commande(Commande(7, "amo-docs check absent.toml", (), 0), tmp_path)

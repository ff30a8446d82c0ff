"""The table of codes: whole, used, and the one answer to what may be said beside what is wrong."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import amo_docs
from amo_docs.check import REGLES
from amo_docs.constats import CODES, Cause, may_be_said, report
from amo_docs.findings import Acquis, Place

SOURCES = Path(amo_docs.__file__).parent
TOUT = frozenset(Acquis)


def test_every_code_is_used_and_every_code_used_is_in_the_table() -> None:
    used: set[str] = set()
    for path in SOURCES.rglob("*.py"):
        if path.name != "constats.py":
            used |= set(re.findall(r'"([DRJSMLG]\d{3})"', path.read_text(encoding="utf-8")))
    assert used == set(CODES)


def test_the_table_says_what_each_is_in_order() -> None:
    assert len({sens.titre for sens in CODES.values()}) == len(CODES)
    for lettre in "LDRJSMG":
        mine = [code for code in CODES if code[0] == lettre]
        assert mine == sorted(mine)
    assert all(sens.source for code, sens in CODES.items() if code[0] not in "LG")


def test_the_rules_are_those_of_data_in_the_order_of_the_table() -> None:
    assert [regle.code for regle in REGLES] == [code for code in CODES if code[0] not in "LG"]
    assert {regle.sens.cause for regle in REGLES} == {Cause.DONNEES}


def test_where_all_is_right_everything_is_said() -> None:
    assert all(may_be_said(report(code, "", ""), TOUT) for code in CODES)


@pytest.mark.parametrize(
    ("faux", "tus"),
    [
        (Acquis.DONNEES, {"G604", "G605", "G607", "G609", "G621"}),
        (Acquis.CANDIDATS, {"J310", "J311", "J314", "S405", "S407", "S410", "M501"}),
        (Acquis.PAPIERS, {"D117", "S402"}),
        (
            Acquis.GABARITS,
            {code for code in CODES if code[0] == "G"}
            - {"G601", "G602", "G606", "G610", "G611", "G636", "G640", "G641"},
        ),
    ],
    ids=lambda value: value.value if isinstance(value, Acquis) else "",
)
def test_what_may_follow_from_what_is_wrong_is_not_said(faux: Acquis, tus: set[str]) -> None:
    acquis = TOUT - {faux}
    assert {code for code in CODES if not may_be_said(report(code, "", ""), acquis)} == tus


def test_a_finding_is_one_line_that_no_terminal_obeys() -> None:
    """It quotes what others wrote, a template or a style sheet."""
    finding = report("G632", "« a\n\n .b\x1b[2J\u202ec\u2028d » ne va pas.", "Corrigez\tcela.")
    assert finding.message == "« a .b<U+001B>[2J<U+202E>c d » ne va pas."
    assert finding.geste == "Corrigez cela."
    long = report("G632", f"« {'N' * 5000} » ne va pas.", "Corrigez.", Place(cle="k" * 5000))
    assert len(str(long)) < 800
    assert str(long).count("…") == 2
    spaced = report("G632", "«\u00a0a\u00a0»\u202f; b", "Corrigez.")
    assert spaced.message == "«\u00a0a\u00a0»\u202f; b"

"""What papers are made with is told whole: a change of any of it makes them again."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from amo_docs.render import list_versions, versions

RACINE = Path(str(versions.__file__)).parents[1]
SANS_EFFET = {"constats", "errors", "findings", "model", "typographie"}
"""What lays papers out reads records, makes findings and sets their spaces: none of that is on a
page."""

CHARGES = """
import sys, amo_docs.render.atelier
print(*{name.split(".")[1] for name in sys.modules if name.startswith("amo_docs.")})
"""


def test_every_package_that_lays_papers_out_is_digested() -> None:
    run = subprocess.run(
        [sys.executable, "-c", CHARGES], capture_output=True, text=True, check=True
    )
    assert set(run.stdout.split()) == {*versions.MISE_EN_PAGE, *SANS_EFFET}


@pytest.mark.parametrize("paquet", versions.MISE_EN_PAGE)
def test_a_change_of_its_code_is_another_version(
    paquet: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = list_versions()
    source = sorted((RACINE / paquet).glob("*.py"))[-1]
    changed = source.read_bytes() + b"\n"
    real = Path.read_bytes
    monkeypatch.setattr(Path, "read_bytes", lambda p: changed if p == source else real(p))
    after = list_versions()
    assert {nom for nom in after if after[nom] != before[nom]} == {"mise en page"}

"""Laying papers out: by how many children, and what is made of those that fail while others do
not."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, NoReturn

import click.testing
import pytest
from fabrique import make_modeles
from fabrique.composition import compose
from papiers_outils import HUIT, EnclosDirect, make_petite_session, write_session

from amo_docs import fabrication, render
from amo_docs.cli import cli
from amo_docs.errors import ModeleError
from amo_docs.fabrication import LENTS_MAX, make_papiers
from amo_docs.findings import Finding


@pytest.fixture
def essayer(monkeypatch: pytest.MonkeyPatch) -> Callable[[str, int], tuple[int, int]]:
    """Lay out so many papers that all fail with a code: how many were tried, how many are told."""
    (papier,) = compose("<p>x</p>").papiers

    def try_papiers(code: str, nombre: int) -> tuple[int, int]:
        tried: list[object] = []

        def fail(papier: object, formats: object) -> NoReturn:
            tried.append(papier)
            raise ModeleError("Non.", (Finding(code, f"papier {len(tried)}", "Simplifiez."),))

        monkeypatch.setattr(fabrication, "Enclos", EnclosDirect)
        monkeypatch.setattr(render, "open_atelier", lambda modeles: None)
        monkeypatch.setattr(render, "render_papier", fail)
        with pytest.raises(ModeleError) as caught:
            make_papiers(
                make_modeles({}),
                [(papier, ("pdf",))] * nombre,
                1,
                lambda fichier: None,
                lambda *_: None,
            )
        return len(tried), len(caught.value.findings)

    return try_papiers


def test_after_three_papers_too_slow_no_other_is_tried(
    essayer: Callable[[str, int], tuple[int, int]],
) -> None:
    """Each holds the run up for a minute; what failed until then is told."""
    assert LENTS_MAX == 3
    assert essayer("G611", 6) == (3, 3)
    assert essayer("G611", 2) == (2, 2)


def test_whatever_else_fails_every_paper_is_tried(
    essayer: Callable[[str, int], tuple[int, int]],
) -> None:
    assert essayer("G640", 6) == (6, 6)


@pytest.mark.usefixtures("huit_modeles")
@pytest.mark.parametrize(("demande", "enfants"), [((), 3), (("--processus", "1"), 1)])
def test_papers_are_laid_out_by_as_many_children_as_is_asked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, demande: tuple[str, ...], enfants: int
) -> None:
    """On a machine of eight cores: one more child every eight papers, or as many as is said."""
    ouverts: list[int] = []

    class Enclos(EnclosDirect):
        def __init__(self, limites: object, processus: int = 1, *rest: Any) -> None:
            super().__init__(limites, processus, *rest)
            ouverts.append(processus)

    session = write_session(tmp_path, make_petite_session(*HUIT), ("T90101", "T90102", "T90103"))
    monkeypatch.setattr(fabrication, "count_coeurs", lambda: 8)
    monkeypatch.setattr(fabrication, "Enclos", Enclos)
    monkeypatch.setattr(
        render,
        "render_papier",
        lambda papier, formats: tuple(papier.make_fichier(forme, b"x") for forme in formats),
    )
    arguments = ["render", str(session), "--sortie", str(tmp_path / "sortie"), *demande]
    done = click.testing.CliRunner(catch_exceptions=False).invoke(cli, arguments)
    assert done.exit_code == 0, done.output
    assert ouverts[-1] == max(ouverts) == enfants

"""What is made of papers that fail while others are laid out."""

from __future__ import annotations

from collections.abc import Callable
from typing import NoReturn

import pytest
from fabrique import make_modeles
from fabrique.composition import compose
from papiers_outils import EnclosDirect

from amo_docs import fabrication, render
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

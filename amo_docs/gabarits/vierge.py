"""What a template leaves empty on purpose: the values of the day, on a paper to be filled in by
hand."""

from __future__ import annotations

from typing import Any

from jinja2 import pass_context
from markupsafe import Markup

POINT = "…"


class Emplacement(Markup):
    """A place left empty on purpose: the one blank that may be printed."""


@pass_context
def leave_place(contexte: Any, valeur: Any, largeur: int = 0) -> Any:
    """Return `valeur`; on a blank paper, the place to write it by hand instead.

    `largeur` is the number of dots to show in a sentence; none in a cell of a table, which is
    empty."""
    return Emplacement(POINT * largeur) if contexte.resolve("vierge") else valeur


def write_place(_valeur: Any, largeur: int) -> Emplacement:
    """Return a place to write by hand, of `largeur` dots, on any paper."""
    return Emplacement(POINT * largeur)

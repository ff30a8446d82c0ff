"""What a template leaves empty on purpose, on a paper to be filled in by hand."""

from __future__ import annotations

from typing import Any

from jinja2 import pass_context
from markupsafe import Markup

POINT = "…"


class Emplacement(Markup):
    """A place left empty on purpose: the only blank that may be printed."""


@pass_context
def leave_place(contexte: Any, valeur: Any, largeur: int = 0) -> Any:
    """Return `valeur`, or on a blank paper the place to write it by hand.

    `largeur` is the number of dots shown in a sentence; a cell of a table needs none.
    """
    # One template makes both papers: `vierge` of the context says which, not an
    # argument each author may forget.
    return Emplacement(POINT * largeur) if contexte.resolve("vierge") else valeur


def write_place(_valeur: Any, largeur: int) -> Emplacement:
    """Return a place to write by hand, `largeur` dots wide, on any paper."""
    return Emplacement(POINT * largeur)

"""Jinja → HTML, pure: undefined names, blanks, missing glyphs and missing mentions are findings of this step."""

from amo_docs.compose.contexte import Commun
from amo_docs.compose.gabarits import read_gabarits
from amo_docs.compose.papiers import Composition, compose_papiers, join_compositions
from amo_docs.compose.porte import compose_papier, open_composition

__all__ = [
    "Commun",
    "Composition",
    "compose_papier",
    "compose_papiers",
    "join_compositions",
    "open_composition",
    "read_gabarits",
]

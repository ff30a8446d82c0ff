"""Jinja → HTML, without touching a file.

Undefined names, blanks, missing glyphs and missing mentions are findings of this step.
"""

from amo_docs.compose.compositeur import Compositeur
from amo_docs.compose.composition import Composition, join_compositions
from amo_docs.compose.contexte import Commun
from amo_docs.compose.porte import compose_papier, open_composition

__all__ = [
    "Commun",
    "Compositeur",
    "Composition",
    "compose_papier",
    "join_compositions",
    "open_composition",
]

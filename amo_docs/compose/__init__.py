"""Jinja → HTML, pure: undefined names, blanks, missing glyphs and missing mentions are findings of
this step."""

from amo_docs.compose.composition import Composition, join_compositions
from amo_docs.compose.contexte import Commun
from amo_docs.compose.gabarits import read_gabarits
from amo_docs.compose.papiers import compose_papiers
from amo_docs.compose.porte import compose_papier, list_constats_communs, open_composition
from amo_docs.compose.relecture import verify_modeles

__all__ = [
    "Commun",
    "Composition",
    "compose_papier",
    "compose_papiers",
    "join_compositions",
    "list_constats_communs",
    "open_composition",
    "read_gabarits",
    "verify_modeles",
]

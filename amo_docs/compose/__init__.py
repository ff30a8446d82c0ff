"""Jinja → HTML, pure: undefined names, blanks, missing glyphs and missing mentions are findings of this step."""

from amo_docs.compose.contexte import Commun
from amo_docs.compose.papiers import Composition, compose_papiers
from amo_docs.compose.relecture import verify_modeles

__all__ = ["Commun", "Composition", "compose_papiers", "verify_modeles"]

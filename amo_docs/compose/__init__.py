"""Jinja → HTML, pure: undefined names, blanks, missing glyphs and missing mentions are findings of this step."""

from amo_docs.compose.contexte import Commun
from amo_docs.compose.lots import Travail, compose_par_lots
from amo_docs.compose.papiers import Composition, compose_papiers

__all__ = ["Commun", "Composition", "Travail", "compose_papiers", "compose_par_lots"]

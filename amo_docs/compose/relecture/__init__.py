"""Templates and style sheet read before any paper is made: what could not be honoured in both
formats, with its line.

`verify_modeles` gives the findings of a folder of templates, `review_modeles` the same in the
environment of a session; `review_page` those of one page as composed, `read_squelette` what of a
page they depend on."""

from amo_docs.compose.relecture.modeles import (
    make_feuille,
    review_modeles,
    review_page,
    verify_modeles,
)
from amo_docs.compose.relecture.pile import read_squelette

__all__ = ["make_feuille", "read_squelette", "review_modeles", "review_page", "verify_modeles"]

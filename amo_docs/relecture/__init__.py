"""Templates and style sheet read before any paper is made: what could not be honoured in both
formats, with its line.

`review_modeles` reads a folder of templates, once a command; a `Relecteur` reads pages as composed.
"""

from amo_docs.relecture.revue import Relecteur, Revue, review_modeles

__all__ = ["Relecteur", "Revue", "review_modeles"]

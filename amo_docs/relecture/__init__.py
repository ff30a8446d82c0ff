"""Templates and style sheet reviewed before any paper is made.

What both formats cannot honour is reported with its line. `review_modeles` reads a folder of
templates, once a command; a `Relecteur` reads pages as composed.
"""

from amo_docs.relecture.revue import Relecteur, Revue, review_modeles

__all__ = ["Relecteur", "Revue", "review_modeles"]

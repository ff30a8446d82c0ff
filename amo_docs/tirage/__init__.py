"""Print runs: finished papers merged into one PDF a type, in the order they are handed out; labels.

The very pages that were verified and archived are printed: nothing is laid out again.
"""

from amo_docs.tirage.etapes import make_tirages

__all__ = ["make_tirages"]

"""Print runs: the finished papers of a folder in one PDF a type, in the order they are handed out,
and labels."""

from amo_docs.tirage.etapes import make_tirages

__all__ = ["make_tirages"]

"""The one order of every list: that of a French dictionary, numbers by their value.

Letters first: accents count only between words that are otherwise alike, as in French dictionaries
(the Unicode collation of French does the same), and Đ, Ł, Ø, Œ stand with the letters they are made
of. A name is read word by word: a space, a hyphen or an apostrophe comes before any letter (« LE
GOFF » before « LEBRUN », « D’ALMEIDA » before « DABADIE »). A particle counts as it is written: «
de LA TOUR » stands at D, where a reader of the printed name looks for it. (NF Z44-001 sends « de »
behind the name, which it then prints so; our papers print the name of the acte.)
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from anyascii import anyascii

_SIGNES = re.compile(r"[^a-z0-9]+")
_NOMBRE = re.compile(r"0*(\d+)")


class Rang(str):
    """A key of `collate`: a text, which sorts as plain texts do."""

    __slots__ = ()


def collate(*textes: str) -> Rang:
    """Return the key that sorts `textes`, the fields of one record: a name, then first names.

    Fields are compared one after the other, and their accents only where all letters are alike.
    Equal keys are of records written alike. A key is its own key.
    """
    if len(textes) == 1 and isinstance(textes[0], Rang):
        return textes[0]
    # Fields are not joined: « MARTIN Zoé » stands before « MARTIN DUPONT Alain ». The space that
    # parts them comes before the hyphen that parts words, and both before figures and letters.
    return Rang(" ".join((*map(_rank_lettres, textes), *map(_rank_accents, textes), *textes)))


@lru_cache(maxsize=32_768)
def _rank_lettres(texte: str) -> str:
    """Return the letters and figures of `texte`, without accents or case, words apart."""
    # A library that knows Đ for a D: NFKD takes off what is an accent, and leaves strokes. Another
    # script is romanised.
    words = _SIGNES.sub("-", anyascii(texte).casefold()).strip("-")
    # The length goes first, or the 114e would stand before the 2e.
    return _NOMBRE.sub(lambda found: f"{len(found[1]):03d}{found[1]}", words)


def _rank_accents(texte: str) -> str:
    # An accent comes after every letter: « cote », « coté », « côte », « côté ».
    return unicodedata.normalize("NFD", texte).casefold()

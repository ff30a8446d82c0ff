"""One name written in several ways: what they share, and the letters that only look right.

Two rows come from two hands and two keyboards: « TERI'ITAHI » and « TERIʻITAHI », « ŁUKASZ » and «
LUKASZ », a sign nobody sees, a Cyrillic М. What is compared here is never printed.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

from anyascii import anyascii
from fontTools.unicodedata import script

# Scripts of signs that belong to every writing: apostrophes, hyphens, accents apart.
_COMMUNES = frozenset({"Zyyy", "Zinh", "Zzzz"})


@lru_cache(maxsize=32_768)
def recognise(nom: str) -> str:
    """Return what all the ways to write `nom` have in common.

    Accents, case, strokes (Ł, Ø, Đ), kinds of apostrophes, hyphens and spaces, signs nobody sees
    and letters of another script that look like ours make no difference.
    """
    visible = "".join(
        char for char in unicodedata.normalize("NFKC", nom) if unicodedata.category(char) != "Cf"
    )
    words = re.split(r"([\W_]+)", visible)
    latin = "".join(_read_latin(word) if _looks_latin(word) else word for word in words)
    return re.sub(r"[^a-z0-9]+", " ", anyascii(latin).casefold()).strip()


def list_intrus(nom: str) -> Iterator[tuple[str, str]]:
    """Yield (letter, its script in French) of each letter of `nom` that only looks Latin.

    A word plainly of another script is no disguise, and has none.
    """
    for word in re.split(r"[\W_]+", nom):
        for char in word if _looks_latin(word) else "":
            if script(char) not in _COMMUNES | {"Latn"}:
                yield char, name_script(char)


def is_latin(texte: str) -> bool:
    """Tell whether `texte` has Latin letters."""
    return any(script(char) == "Latn" for char in texte)


@lru_cache(maxsize=64)
def name_script(char: str) -> str:
    """Return the name of the script of `char` in French, « cyrillique »."""
    # Late: babel takes time to load, and names in two scripts are rare.
    from babel import Locale

    return str(Locale("fr").scripts.get(script(char), script(char)))


def _looks_latin(word: str) -> bool:
    """Tell whether `word` mixes scripts with the Latin, or has only letters that look Latin."""
    strange = [char for char in word if char.isalpha() and script(char) != "Latn"]
    if not strange:
        return False
    mixed = any(script(char) == "Latn" for char in word)
    # « ИВАНОВ » is no disguise: it is romanised by its sounds, not by its look.
    return mixed or all(_find_sosie(char) for char in strange)


def _read_latin(word: str) -> str:
    return "".join(_find_sosie(char) or char for char in word)


@lru_cache(maxsize=1024)
def _find_sosie(char: str) -> str:
    """Return the Latin letter that `char` of another script looks like, or "" (Unicode, UTS 39)."""
    if not char.isalpha() or script(char) in _COMMUNES | {"Latn"}:
        return ""
    # Late: a megabyte of table, for names that have such a letter, which are rare.
    from confusable_homoglyphs.confusables import confusables_data

    looks = [look["c"] for look in confusables_data.get(char, ())]
    found = next((c for c in looks if len(c) == 1 and script(c) == "Latn"), "")
    # The table takes a capital I for a small L.
    return "I" if found == "l" and char.isupper() else found

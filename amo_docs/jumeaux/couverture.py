"""Characters the fonts of papers can draw.

For another one, WeasyPrint and Word each take a font of their own, or draw an empty box, and go on,
which no certificate may carry.
"""

from __future__ import annotations

import io
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

from fontTools.ttLib import TTFont

_SENS = frozenset(("LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"))


# Eight font files a run: kept by their bytes, so that each is parsed once a process.
@lru_cache(maxsize=16)
def read_couverture(contenu: bytes) -> frozenset[int]:
    """Return the code points a font file draws."""
    # Lazy: only the table of characters is parsed, and not every outline.
    with TTFont(io.BytesIO(contenu), lazy=True) as font:
        return frozenset(font.getBestCmap())


def compute_couverture(polices: Iterable[bytes]) -> frozenset[int]:
    """Return the code points that every font file of `polices` draws, tabs and line ends added.

    Empty when there is no font.
    """
    covers = [read_couverture(police) for police in polices]
    if not covers:
        return frozenset()
    # Every face must have it: the style sheet decides which one sets a name.
    drawn = frozenset.intersection(*covers)
    return frozenset(c for c in drawn if not _is_commande(chr(c))) | {0x0A, 0x0D, 0x09}


def _is_commande(char: str) -> bool:
    """Tell whether a character draws nothing, and breaks or turns lines as each program likes."""
    # Controls, separators of lines, overrides of direction: fonts have a glyph for some of them.
    return (
        unicodedata.category(char) in ("Cc", "Zl", "Zp") or unicodedata.bidirectional(char) in _SENS
    )


def list_manquants(texte: str, couverture: frozenset[int]) -> tuple[str, ...]:
    """Return the characters of `texte` that `couverture` lacks, once each, in order."""
    missing = {char for char in set(texte) if ord(char) not in couverture}
    return tuple(dict.fromkeys(char for char in texte if char in missing)) if missing else ()

"""Characters the fonts cannot draw: found before anything is laid out, never printed as boxes."""

from __future__ import annotations

import io
from functools import lru_cache

from fontTools.ttLib import TTFont

from amo_docs.model.modeles import Police


@lru_cache(maxsize=16)
def read_couverture(contenu: bytes) -> frozenset[int]:
    """Return the code points a font file draws."""
    with TTFont(io.BytesIO(contenu), lazy=True) as font:
        return frozenset(font.getBestCmap())


def compute_couverture(polices: tuple[Police, ...]) -> frozenset[int]:
    """Return the code points that every font of `polices` draws, spaces and line ends added."""
    covers = [read_couverture(police.contenu) for police in polices]
    return frozenset.intersection(*covers) | {0x0A, 0x0D, 0x09}


def list_manquants(texte: str, couverture: frozenset[int]) -> tuple[str, ...]:
    """Return the characters of `texte` out of `couverture`, once each, in order."""
    return tuple(dict.fromkeys(char for char in texte if ord(char) not in couverture))

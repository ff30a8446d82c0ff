"""How often Python looks for lost memory while a paper is made.

A layout makes some hundred thousand objects that live until the paper is written; walking them
every 700 new ones, as Python does, takes an eighth of the time and finds next to nothing. What a
paper leaves behind is found right after it."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager

SEUIL = 200_000
"""New objects between two walks: one or two a paper, and never the whole of very long minutes."""


@contextmanager
def space_collectes() -> Iterator[None]:
    """Walk the memory every `SEUIL` objects inside the block, and as before after it."""
    seuils = gc.get_threshold()
    gc.set_threshold(SEUIL, *seuils[1:])
    try:
        yield
    finally:
        gc.set_threshold(*seuils)

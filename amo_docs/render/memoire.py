"""How often Python looks for lost memory while a paper is made.

A layout makes some hundred thousand objects that live until the paper is written. Python walks them
every 700 new ones, which takes an eighth of the time and finds next to nothing. What a paper leaves
behind is found right after it.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager

SEUIL = 200_000
"""New objects between two walks: one or two walks a paper, and several in very long minutes."""


@contextmanager
def space_collectes() -> Iterator[None]:
    """Walk the memory every `SEUIL` objects inside the block, and as before after it."""
    # Not `gc.disable`: minutes of 1,855 candidates would then hold all the cycles they make.
    seuils = gc.get_threshold()
    gc.set_threshold(SEUIL, *seuils[1:])
    try:
        yield
    finally:
        gc.set_threshold(*seuils)

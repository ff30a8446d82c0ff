"""Sentences with `{champ}` places, as a référentiel or a session states them."""

from __future__ import annotations

import string


def list_champs(phrase: str) -> tuple[str, ...]:
    """Return the names of the places of `phrase`, in order; raise ValueError when its braces do not match."""
    return tuple(name for _, name, _, _ in string.Formatter().parse(phrase) if name is not None)


def fill_phrase(phrase: str, champs: dict[str, str]) -> str:
    """Return `phrase` with each `{champ}` replaced; raise KeyError on a place that has no value."""
    parts = []
    for text, name, _, _ in string.Formatter().parse(phrase):
        parts.append(text)
        if name is not None:
            parts.append(champs[name])
    return "".join(parts)

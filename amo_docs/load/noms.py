"""The nearest known name to one that is not known."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches

from amo_docs.model.base import fold
from amo_docs.typographie import set_espaces

_RESSEMBLANCE = 0.6


def find_proche(nom: str, connus: Iterable[str]) -> str | None:
    """Return the name of `connus` nearest to `nom`, compared folded, or None when none is near."""
    folded = {fold(known): known for known in connus}
    near = get_close_matches(fold(nom), list(folded), n=1, cutoff=_RESSEMBLANCE)
    return folded[near[0]] if near else None


def suggest(nom: str, connus: Iterable[str], sinon: str) -> str:
    """Return the gesture that offers the known name nearest to `nom`, or `sinon`."""
    near = find_proche(nom, connus)
    return set_espaces(f"Vouliez-vous dire « {near} » ?") if near else sinon

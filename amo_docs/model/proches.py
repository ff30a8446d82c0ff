"""The nearest known name to an unknown one, and the one wording that offers it."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import SequenceMatcher, get_close_matches

from amo_docs.model.base import fold
from amo_docs.typographie import set_espaces

# The default of difflib, which offers the nearest name well enough: a faster library was weighed,
# and left out.
_RESSEMBLANCE = 0.6
_QUESTION = set_espaces("Vouliez-vous écrire « {} » ?")
_LISTE = set_espaces("Valeurs connues : {}.")


def find_proche(nom: str, connus: Iterable[str]) -> str | None:
    """Return the name of `connus` nearest to `nom`, compared folded; None when none is near."""
    folded = {fold(known): known for known in connus}
    near = get_close_matches(fold(nom), list(folded), n=1, cutoff=_RESSEMBLANCE)
    return folded[near[0]] if near else None


def measure_proche(nom: str, autre: str) -> float:
    """Return how near two names are, compared folded, from 0 to 1."""
    return SequenceMatcher(None, fold(nom), fold(autre)).ratio()


def suggest(nom: str, connus: Iterable[str], sinon: str | None = None) -> str:
    """Return the gesture for an unknown `nom`: the nearest of `connus`, else `sinon`, else all."""
    names = list(connus)
    near = find_proche(nom, names)
    if near is not None:
        return _QUESTION.format(near)
    if sinon is not None:
        return sinon
    return _LISTE.format(", ".join(names)) if names else "Le référentiel n’en déclare aucun."

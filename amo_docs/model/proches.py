"""The nearest known name to an unknown one, and the one wording that offers it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from difflib import SequenceMatcher, get_close_matches

from amo_docs.model.base import fold
from amo_docs.typographie import set_espaces

# A wrong suggestion is worse than none: at difflib's own 0.6, « Ville » gives « Voie », « INSEE »
# gives « Sexe »; at three quarters, « Jour » still gives « Jury ». A faster library was left out.
_RESSEMBLANCE = 0.76
# Of two words of names; of two names whose words are written apart in one of them.
_MOT_RESSEMBLANCE, _SANS_ESPACES = 0.7, 0.9
_OUTILS = frozenset({"d", "de", "du", "des", "l", "la", "le", "les", "a", "au"})
# A word that says by itself what is meant: « INSEE », « Ville ».
_MOT_MIN = 4
_QUESTION = set_espaces("Vouliez-vous écrire « {} » ?")
_LISTE = set_espaces("Valeurs connues : {}.")


class Ecritures(dict[str, Iterable[str]]):
    """Names to show, each with the other ways to write it."""

    # A class of its own: any other mapping is known names, whatever their values.


def _list_formes(connus: Iterable[str]) -> dict[str, str]:
    """Return the name to show of each folded way to write one."""
    ways = connus if isinstance(connus, Ecritures) else dict.fromkeys(connus, ())
    # A name to show goes before a way to write another.
    formes = {fold(nom): nom for nom in ways}
    for nom, others in ways.items():
        for other in others:
            formes.setdefault(fold(other), nom)
    return formes


def find_proche(nom: str, connus: Iterable[str]) -> str | None:
    """Return the name of `connus` nearest to `nom`, compared folded; None when none is near."""
    formes, typed = _list_formes(connus), fold(nom)
    # Words of a longer name, only where no other name has them: « Date » and « Naissance » say too
    # little.
    longer = {formes[forme] for forme in formes if _is_abrege(typed, forme)}
    close = get_close_matches(typed, list(formes), n=5, cutoff=_RESSEMBLANCE)
    near = next((formes[forme] for forme in close if _is_meme_suite(typed, forme)), None)
    if near is not None and longer <= {near}:
        return near
    found = longer or {formes[forme] for forme in formes if _is_faux_pas(typed, forme)}
    return found.pop() if len(found) == 1 else None


def _is_meme_suite(typed: str, forme: str) -> bool:
    """Tell whether each word of one is near to that of the other, or cut short."""
    # Letters of the whole would take « Prénom usuel » for « Nom usuel ».
    pairs = [[w for w in text.split() if w not in _OUTILS] for text in (typed, forme)]
    if len(pairs[0]) != len(pairs[1]):
        return measure_proche(typed.replace(" ", ""), forme.replace(" ", "")) >= _SANS_ESPACES
    return all(
        whole.startswith(word) or measure_proche(word, whole) >= _MOT_RESSEMBLANCE
        for word, whole in zip(*pairs, strict=True)
    )


def _is_faux_pas(typed: str, forme: str) -> bool:
    """Tell whether one letter is wrong, or two have changed places, in a short word."""
    # In few letters, one weighs too much for difflib.
    if len(typed) != len(forme) or len(typed) < _MOT_MIN:
        return False
    wrong = [pair for pair in zip(typed, forme, strict=True) if pair[0] != pair[1]]
    return len(wrong) == 1 or (len(wrong) == 2 and wrong[0] == wrong[1][::-1])


def _is_abrege(typed: str, forme: str) -> bool:
    """Tell whether `forme` has all the words of `typed`, one of which says something."""
    words = re.findall(r"\w+", typed)
    telling = any(len(word) >= _MOT_MIN for word in words)
    return telling and set(words) < set(re.findall(r"\w+", forme))


def measure_proche(nom: str, autre: str) -> float:
    """Return how near two names are, compared folded, from 0 to 1."""
    return SequenceMatcher(None, fold(nom), fold(autre)).ratio()


def ask(nom: str) -> str:
    """Return the gesture that offers one name."""
    return _QUESTION.format(nom)


def suggest(nom: str, connus: Iterable[str], sinon: str | None = None) -> str:
    """Return the gesture for an unknown `nom`: the nearest of `connus`, else `sinon`, else all."""
    names = list(dict.fromkeys(connus))
    near = find_proche(nom, connus if isinstance(connus, Ecritures) else names)
    if near is not None:
        return ask(near)
    if sinon is not None:
        return sinon
    return _LISTE.format(", ".join(names)) if names else "Le référentiel n’en déclare aucun."

"""French spaces of our own sentences, which people do not type, and figures that agree.

Values are never passed through: a name is printed as it was given.
"""

from __future__ import annotations

import re

NBSP, NNBSP = "\u00a0", "\u202f"
_BLANC = "[ \u00a0\u202f]"

_REGLES: tuple[tuple[re.Pattern[str], str], ...] = (
    # Any space or none: what is already right stays as it is.
    (re.compile(f"«{_BLANC}?"), f"«{NBSP}"),
    (re.compile(f"{_BLANC}?»"), f"{NBSP}»"),
    # Only before a space, a tag or the end: elsewhere it is no French colon.
    (re.compile(" :(?=[ \u00a0<]|$)", re.M), f"{NBSP}:"),
    (re.compile(" ([;!?])"), rf"{NNBSP}\1"),
    (re.compile(" %"), f"{NBSP}%"),
    (re.compile(r"\b([nN]°|M\.|MM\.|Mme|Mmes|art\.|p\.) (?=\S|$)", re.M), rf"\1{NBSP}"),
    # A figure and its unit stay on one line.
    (re.compile(r"(?<=\d) (?=(?:mois|jours?|ans?|h|min|membres?|candidats?|blocs?)\b)"), NBSP),
)


def agree(count: int, singulier: str, pluriel: str) -> str:
    """Return a figure and what it counts: « 0 membre », « 1 membre », « 2 membres »."""
    # In French the plural begins at two.
    return f"{count} {pluriel if count > 1 else singulier}"


def set_espaces(text: str) -> str:
    """Return `text` with the spaces of the Imprimerie nationale. Idempotent.

    They are U+00A0 before « : » and inside quotes, U+202F before « ; ! ? », and one that does not
    break after « n° » and « M. » or between a figure and its unit.
    """
    for motif, remplacement in _REGLES:
        text = motif.sub(remplacement, text)
    return text

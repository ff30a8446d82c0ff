"""French spacing of our own sentences, the non-breaking spaces people do not type; figures that
agree.

Values are never passed through.
"""

from __future__ import annotations

import re

NBSP, NNBSP = "\u00a0", "\u202f"
_BLANC = "[ \u00a0\u202f]"

_REGLES: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(f"«{_BLANC}?"), f"«{NBSP}"),
    (re.compile(f"{_BLANC}?»"), f"{NBSP}»"),
    (re.compile(" :(?=[ \u00a0<]|$)", re.M), f"{NBSP}:"),
    (re.compile(" ([;!?])"), rf"{NNBSP}\1"),
    (re.compile(" %"), f"{NBSP}%"),
    (re.compile(r"\b([nN]°|M\.|MM\.|Mme|Mmes|art\.|p\.) (?=\S|$)", re.M), rf"\1{NBSP}"),
    (re.compile(r"(?<=\d) (?=(?:mois|jours?|ans?|h|min|membres?|candidats?|blocs?)\b)"), NBSP),
)


def agree(count: int, singulier: str, pluriel: str) -> str:
    """Return a figure and what it counts, in the number it asks: « 0 membre », « 1 membre »,
    « 2 membres »."""
    return f"{count} {pluriel if count > 1 else singulier}"


def set_espaces(text: str) -> str:
    """Return `text` with the spaces of the Imprimerie nationale: U+00A0 before « : » and inside
    quotes, U+202F before « ; ! ? », and none that breaks after « n° », « M. » or between a figure
    and its unit. Idempotent."""
    for motif, remplacement in _REGLES:
        text = motif.sub(remplacement, text)
    return text

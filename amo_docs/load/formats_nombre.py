"""Number formats: what a cell shows where its value is something else (« 147e régiment », 147).

Only formats whose outcome is sure are written out; of the others it is said that they are not.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import NamedTuple

FORMATS_USUELS: Mapping[int, str] = {
    2: "0.00",
    4: "#,##0.00",
    9: "0%",
    10: "0.00%",
    11: "0.00E+00",
    12: "# ?/?",
    13: "# ??/??",
    15: "dd-mmm-yy",
    16: "d-mmm",
    17: "mmm-yy",
    48: "##0.0E+0",
}
"""The formats of ECMA-376 that have a number and no code (18.8.30), save those that show the
value as it is, or as the whole day."""

# They show an integer, a text or a day as they are.
_ORDINAIRES = frozenset({"", "general", "standard", "0", "#", "@", "#,##0", "dd/mm/yyyy"})
# The longest that Excel takes.
_LONGUEUR_MAX = 255
_PIECE = re.compile(
    r'"(?P<cite>[^"]*)"|\\(?P<echappe>.)|_.|\*.|\[(?P<crochet>[^\]]*)\]'
    r"|(?P<general>general|standard)|(?P<heure>am/pm|a/p)|(?P<exposant>e[+-])"
    r"|(?P<coupe>;)|(?P<chiffre>[0#?])|(?P<signe>[.,%/@])|(?P<date>[ymdhsjagb]+)|(?P<autre>.)",
    re.IGNORECASE | re.DOTALL,
)
# Thousands apart by a space that somebody typed.
_MILLIERS = re.compile("#\\\\?[ \u00a0\u202f]##0")
_MONNAIE = re.compile(r"\$([^-]*)")


class _Piece(NamedTuple):
    """A part of a format: its kind (« texte », « chiffre », « signe »…), and what it says."""

    genre: str
    texte: str


@lru_cache(maxsize=1024)
def _split(code: str) -> tuple[tuple[_Piece, ...], ...]:
    """Return the sections of a format, each as its pieces."""
    sections: list[list[_Piece]] = [[]]
    for found in _PIECE.finditer(_MILLIERS.sub("#,##0", code)):
        kind, text = found.lastgroup or "espace", found[0]
        if kind == "coupe":
            sections.append([])
            continue
        if kind in ("cite", "echappe", "autre"):
            kind, text = "texte", found[found.lastgroup or 0]
        elif kind == "espace":
            # « _x » is a blank as wide as x, « *x » fills the cell with x.
            kind, text = "texte", " " if text[0] == "_" else ""
        elif kind == "crochet":
            kind, text = _read_crochet(found["crochet"])
        sections[-1].append(_Piece(kind, text))
    return tuple(map(tuple, sections))


def _read_crochet(inside: str) -> tuple[str, str]:
    """Return what square brackets stand for: a currency, elapsed time, a condition, a colour."""
    if money := _MONNAIE.match(inside):
        return "texte", money[1]
    if re.fullmatch(r"[hms]+", inside, re.IGNORECASE):
        return "heure", inside
    return ("condition" if re.match(r"[<>=]|dbnum", inside, re.IGNORECASE) else "texte"), ""


def is_remarquable(code: str) -> bool:
    """Tell whether a format may show something else than the value."""
    return code.lower() not in _ORDINAIRES


def show_nombre(valeur: float, code: str) -> str | None:
    """Return what the format `code` shows of a number, or None when that is not sure."""
    if len(code) > _LONGUEUR_MAX:
        return None
    sections = [s for s in _split(code) if not any(p.texte == "@" for p in s if p.genre == "signe")]
    if not sections or any(piece.genre == "condition" for s in sections for piece in s):
        return None if sections else _write(valeur)
    section = sections[0]
    if valeur < 0 and len(sections) > 1:
        section, valeur = sections[1], -valeur
    elif valeur == 0 and len(sections) > 2:
        section = sections[2]
    return _fill(section, valeur)


def _write(valeur: float) -> str | None:
    return str(int(valeur)) if valeur == int(valeur) else None


def _fill(section: tuple[_Piece, ...], valeur: float) -> str | None:
    """Return the digits of `valeur` at their places among the texts of `section`."""
    kinds = {piece.genre for piece in section}
    signs = {piece.texte for piece in section if piece.genre == "signe"}
    # Days, powers, parts and decimals: what is shown is not what was typed.
    if kinds & {"date", "heure", "exposant"} or signs - {","}:
        return None
    if "chiffre" not in kinds and "general" not in kinds:
        return "".join(piece.texte for piece in section).strip()
    written = _write(abs(valeur))
    if written is None or ("," in signs and not _groups(section)):
        return None
    digits = "" if valeur == 0 and "general" not in kinds else written
    shown: list[str] = []
    left = sum(piece.genre == "chiffre" for piece in section)
    for piece in reversed(section):
        if piece.genre == "general":
            shown.append(written)
        elif piece.genre == "texte":
            shown.append(piece.texte)
        elif piece.genre == "chiffre":
            left -= 1
            # The first place takes all the digits that are left.
            taken, digits = (digits, "") if left == 0 else (digits[-1:], digits[:-1])
            shown.append(taken or {"0": "0", "?": " "}.get(piece.texte, ""))
    return ("-" if valeur < 0 else "") + "".join(reversed(shown)).strip()


def _groups(section: tuple[_Piece, ...]) -> bool:
    """Tell whether commas stand between digits; after the last one they divide by a thousand."""
    last = [piece.genre for piece in section if piece.genre == "chiffre" or piece.texte == ","]
    return last[-1] == "chiffre"


def show_texte(texte: str, code: str) -> str:
    """Return what the format `code` shows of a text."""
    if len(code) > _LONGUEUR_MAX:
        return texte
    sections = _split(code)
    for section in sections:
        if any(piece == _Piece("signe", "@") for piece in section):
            return "".join(
                texte if piece.texte == "@" and piece.genre == "signe" else piece.texte
                for piece in section
                if piece.genre in ("texte", "signe")
            ).strip()
    # The fourth section is that of texts; with fewer, a text is shown as it is.
    if len(sections) < 4:
        return texte
    return "".join(piece.texte for piece in sections[3] if piece.genre == "texte").strip()


def shows_jour(code: str) -> bool:
    """Tell whether the format of a date shows day, month and year; or is no format of dates."""
    letters = "".join(piece.texte for piece in _split(code)[0] if piece.genre == "date").lower()
    # « j » and « a » are day and year in the French codes that some programs write.
    days = {"d", "j"} & set(letters)
    years = {"y", "a"} & set(letters)
    return not letters or bool(days and years and "m" in letters)

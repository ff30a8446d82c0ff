"""A value typed in a TOML file without its quotes, as it should have been written."""

from __future__ import annotations

import re
from calendar import monthrange
from functools import cache

_OUI_NON = dict.fromkeys(("oui", "vrai", "true", "yes"), "true") | dict.fromkeys(
    ("non", "faux", "false", "no"), "false"
)
_ISO = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})")
_FRANCAISE = re.compile(r"(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})")
_LONGUE = re.compile(r"(\d{1,2})(?:er)?\s+([^\W\d]+)\s+(\d{4})")
_COURTE = re.compile(r"\d{1,2}[-/.]\d{1,2}[-/.]\d{2}")
_HEURE = re.compile(r"(\d{1,2})\s*[hH:]\s*(\d{2})?(?::\d{2})?")
_UNITE = re.compile(r"(\d+)\s*(?:%|€|ans?|mois|jours?|min|minutes)")


def mend_valeur(typed: str) -> tuple[str, str]:
    """Return `typed` as TOML takes it, and the gesture, where `{mieux}` stands for it."""
    quoted = '"' + typed.replace('"', "’") + '"'
    if word := _OUI_NON.get(typed.casefold()):
        return word, "Écrivez {mieux}, sans guillemets ni capitale."
    if typed.casefold() in ("null", "none", "nil"):
        return quoted, "Retirez la ligne si la clé n’a pas de valeur."
    if parts := _split_jour(typed):
        year, month, day = parts
        if year and 1 <= month <= 12 and 1 <= day <= monthrange(year, month)[1]:
            french = f"{day:02}/{month:02}/{year:04}"
            geste = f'Écrivez la date {{mieux}}, ou entre guillemets : "{french}".'
            return f"{year:04}-{month:02}-{day:02}", geste
        return quoted, "Corrigez la date ; si c’est un texte, mettez-le entre guillemets : {mieux}."
    if _COURTE.fullmatch(typed):
        return quoted, "Écrivez la date entre guillemets, l’année en quatre chiffres."
    if (found := _HEURE.fullmatch(typed)) and int(found[1]) < 24:
        hour = f"{int(found[1])} h {found[2] or ''}".strip()
        return f'"{hour}"', "Mettez l’heure entre guillemets : {mieux}."
    if found := _UNITE.fullmatch(typed):
        return found[1], "Écrivez le nombre seul, sans unité : {mieux}."
    return quoted, "Mettez ce texte entre guillemets : {mieux}."


def _split_jour(typed: str) -> tuple[int, int, int] | None:
    """Return the year, the month and the day of what is written as a date, possible or not."""
    if found := _ISO.fullmatch(typed):
        return int(found[1]), int(found[2]), int(found[3])
    if found := _FRANCAISE.fullmatch(typed):
        return int(found[3]), int(found[2]), int(found[1])
    if (found := _LONGUE.fullmatch(typed)) and found[2].casefold() in _list_mois():
        return int(found[3]), _list_mois()[found[2].casefold()], int(found[1])
    return None


@cache
def _list_mois() -> dict[str, int]:
    # Late: babel takes time to load, and most files have no slip.
    from babel.dates import get_month_names

    return {name.casefold(): rank for rank, name in get_month_names("wide", locale="fr").items()}

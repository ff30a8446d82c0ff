"""A cell as its spreadsheet shows it: its value, and the format laid over it."""

from __future__ import annotations

import re
from datetime import date

from amo_docs.load.formats_nombre import show_nombre, show_texte, shows_jour
from amo_docs.load.grille import Anomalie, Montree, Valeur

_ESPACES = re.compile(r"[\s\u00a0\u202f]+")
_MOTS = re.compile(r"[^\W_]+")


def apply_format(valeur: Valeur, code: str) -> Valeur:
    """Return the cell of an XLSX with what the format `code` makes of its value."""
    if isinstance(valeur, str):
        shown = show_texte(valeur, code) if valeur.strip() else valeur
        return shown if shown or not valeur.strip() else Anomalie("L061", valeur)
    if isinstance(valeur, date):
        # A time alone is no date: its format hides no day.
        return valeur if shows_jour(code) else Montree(valeur)
    if isinstance(valeur, bool) or not isinstance(valeur, int | float):
        return valeur
    return _weigh(valeur, show_nombre(valeur, code))


def apply_texte(valeur: Valeur, texte: str) -> Valeur:
    """Return the cell of an ODS with the text that its file says is shown."""
    if isinstance(valeur, str):
        return texte
    if isinstance(valeur, date):
        # « mai 85 », « 1985 » and « 05/1985 »: a day, a month and a year are three words at least.
        return valeur if len(_MOTS.findall(texte)) >= 3 else Montree(valeur, texte)
    if isinstance(valeur, bool) or not isinstance(valeur, int | float):
        return valeur
    return _weigh(valeur, texte.strip())


def _weigh(valeur: float, texte: str | None) -> Valeur:
    if texte is None:
        return Montree(valeur)
    if not texte:
        # Formats that hide zeros are common; one that hides another number is no empty cell.
        return "" if valeur == 0 else Anomalie("L061", f"{valeur:g}")
    bare = _ESPACES.sub("", texte).replace(",", ".")
    # Thousands apart and decimals say the same number.
    same = (valeur == int(valeur) and bare == str(int(valeur))) or bare == str(valeur)
    return valeur if same else Montree(valeur, texte)

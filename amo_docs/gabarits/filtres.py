"""Filters of the templates: French dates, hours, durations, figures, lists.

Typography is that of the Imprimerie nationale: only the first of a month is ordinal, and neither a
date nor an hour is cut by the end of a line.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date, time
from functools import lru_cache
from typing import Any

from babel.dates import format_date
from markupsafe import Markup, escape

from amo_docs.model.naissance import DateNaissance
from amo_docs.typographie import NBSP, NNBSP, set_espaces


# The same few days stand on every paper of a session.
@lru_cache(maxsize=4096)
def write_date_longue(day: date | DateNaissance) -> str:
    """Return « 1er mars 2026 », with spaces that do not break.

    Of a birth whose day is not known, what is known: « mars 1985 », « 1985 ».
    """
    if isinstance(day, DateNaissance):
        if day.entiere is None:
            return _write_mois(day.annee, day.mois) if day.mois else str(day.annee)
        day = day.entiere
    text = format_date(day, "d MMMM y", locale="fr")
    return (
        # Babel writes « 1 mars ».
        text.replace("1 ", "1er ", 1).replace(" ", NBSP)
        if day.day == 1
        else text.replace(" ", NBSP)
    )


def write_dates(days: Sequence[date]) -> str:
    """Return several days, each month written once: « 9, 10 et 11 mars 2026 »."""
    months: dict[tuple[int, int], list[str]] = {}
    for day in sorted(days):
        months.setdefault((day.year, day.month), []).append("1er" if day.day == 1 else str(day.day))
    groups = []
    for (year, month), numbers in months.items():
        groups.append(f"{join_et(numbers)}{NBSP}{_write_mois(year, month)}")
    return join_et(groups)


@lru_cache(maxsize=512)
def _write_mois(year: int, month: int) -> str:
    return format_date(date(year, month, 1), "MMMM y", locale="fr").replace(" ", NBSP)


def join_et(parts: list[str]) -> str:
    """Return « a, b et c » of plain texts."""
    return f"{', '.join(parts[:-1])} et {parts[-1]}" if len(parts) > 1 else "".join(parts)


def write_date_courte(day: date | DateNaissance) -> str:
    """Return « 01/03/2026 »; of a birth whose day is not known, « 03/1985 » or « 1985 »."""
    return str(day) if isinstance(day, DateNaissance) else f"{day:%d/%m/%Y}"


def write_heure(hour: time) -> str:
    """Return « 9 h 30 » or « 14 h »."""
    return f"{hour.hour}{NBSP}h{NBSP}{hour.minute:02d}" if hour.minute else f"{hour.hour}{NBSP}h"


def write_duree(minutes: int) -> str:
    """Return a duration given in minutes: « 45 min », « 2 h », « 1 h 30 »."""
    hours, rest = divmod(minutes, 60)
    if not hours:
        return f"{rest}{NBSP}min"
    return f"{hours}{NBSP}h{NBSP}{rest:02d}" if rest else f"{hours}{NBSP}h"


def write_nombre(number: int) -> str:
    """Return a figure with its thousands set apart: « 1 855 »."""
    return f"{number:,}".replace(",", NNBSP)


def write_liste(items: Sequence[object]) -> str:
    """Return « a, b et c ». HTML in an item is escaped unless it is marked safe."""
    parts = [escape(item) for item in items]
    if not parts:
        return ""
    head = Markup(", ").join(parts[:-1])
    return head + Markup(" et ") + parts[-1] if len(parts) > 1 else parts[0]


def write_phrase(text: str) -> str:
    """Return a sentence of the référentiel or of the session with its French spaces."""
    return set_espaces(text)


FILTRES: Mapping[str, Callable[[Any], Any]] = {
    "date_longue": write_date_longue,
    "dates": write_dates,
    "date_courte": write_date_courte,
    "heure": write_heure,
    "duree": write_duree,
    "nombre": write_nombre,
    "liste": write_liste,
    "phrase": write_phrase,
}
"""The filters beside Jinja's own. `grade` is added with the table of the référentiel."""

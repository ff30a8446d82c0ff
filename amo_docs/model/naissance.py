"""A day of birth as the acte gives it: its day, or its month, may be unknown.

« Né en 1985 », « née en mai 1985 » are facts of the civil status: they are printed so, and nothing
is ever put in the place of what is not known.
"""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Annotated, Any

from pydantic import BeforeValidator, Field
from pydantic_core import PydanticCustomError

from amo_docs.model.base import DateTapee, IsoTapee, fold, is_zero, read_date


@dataclass(frozen=True)
class DateNaissance:
    """A day of birth: the year, and the month and the day where they are known."""

    annee: int
    mois: int | None = None
    jour: int | None = None

    @property
    def entiere(self) -> date | None:
        """The day of the calendar, or None when it is not known."""
        if self.mois is None or self.jour is None:
            return None
        return date(self.annee, self.mois, self.jour)

    @property
    def le_ou_en(self) -> str:
        """The word before it in a sentence: « le » 14 février 1992, « en » mai 1985."""
        return "le" if self.jour is not None else "en"

    @property
    def iso(self) -> str:
        """What is known, as ISO 8601 writes it: 1992-02-14, 1985-05 or 1985."""
        parts = (f"{self.annee:04}", *(f"{n:02}" for n in (self.mois, self.jour) if n is not None))
        return "-".join(parts)

    def __str__(self) -> str:
        return "/".join(reversed(self.iso.split("-")))

    def __lt__(self, other: DateNaissance) -> bool:
        # As ISO texts: a year stands before its months, and a month before its days.
        return self.iso < other.iso


def bound_naissance(naissance: DateNaissance) -> tuple[date, date]:
    """Return the first and the last day that `naissance` may be."""
    # Apart from the record: a template that reached these would print a day nobody knows.
    first, last = naissance.mois or 1, naissance.mois or 12
    days = calendar.monthrange(naissance.annee, last)[1]
    return (
        date(naissance.annee, first, naissance.jour or 1),
        date(naissance.annee, last, naissance.jour or days),
    )


def may_be_same(one: DateNaissance, other: DateNaissance) -> bool:
    """Tell whether both may be one day: nothing known of one contradicts the other."""
    (a, b), (c, d) = bound_naissance(one), bound_naissance(other)
    return a <= d and c <= b


# « Né en 1985 » and « en mai 1985 » are how actes say it.
_EN = r"(?:n[ée](?:e|\(e\))?\s+)?(?:en\s+)?"
_MOTIFS = tuple(
    re.compile(f"{_EN}{motif}", re.IGNORECASE)
    for motif in (
        # Zeros for what is not known: the only form no spreadsheet turns into another day.
        r"(?P<jour>\d{1,2})[/.-](?P<mois>\d{1,2})[/.-](?P<annee>\d{4})",
        r"(?P<annee>\d{4})-(?P<mois>\d{2})-(?P<jour>\d{2})",
        r"(?P<mois>\d{1,2})[/.-](?P<annee>\d{4})",
        r"(?P<annee>\d{4})-(?P<mois>\d{2})",
        r"(?P<annee>\d{4})",
        r"(?P<lettres>[^\W\d_]+)\.?[\s-]+(?P<annee>\d{4})",
    )
)
_ANNEE_COURTE = re.compile(_EN + r"(?:\d{1,2}[/.-]|[^\W\d_]+\.?[\s-]+)\d{2}", re.IGNORECASE)


@cache
def list_mois() -> dict[str, int]:
    """Return the number of each French month, by its folded name, whole or short."""
    # Late: reading a session needs no babel, but for a month in letters.
    from babel.dates import get_month_names

    return {
        fold(nom): rang
        for width in ("wide", "abbreviated")
        for rang, nom in get_month_names(width, locale="fr").items()
    }


def _read_naissance(value: Any) -> Any:
    if isinstance(value, DateNaissance):
        return value
    # A year alone is a number in a workbook and in TOML.
    if isinstance(value, int) and not isinstance(value, bool) and 1000 <= value <= 9999:
        return DateNaissance(value)
    # What a spreadsheet shows of an empty cell, « 00/01/1900 », is no month of 1900.
    typed = isinstance(value, str) and not is_zero(value)
    found = _find_partielle(value) if typed else None
    if found is not None:
        return found
    try:
        day = read_date(value)
    except PydanticCustomError as error:
        if error.type != "date_forme":
            raise
        if isinstance(value, str) and _ANNEE_COURTE.fullmatch(value.strip()):
            raise PydanticCustomError("date_annee", "porte une année à deux chiffres") from None
        raise PydanticCustomError("naissance_forme", "n’est pas une date de naissance") from None
    return DateNaissance(day.year, day.month, day.day)


def _find_partielle(texte: str) -> DateNaissance | None:
    """Return the day of birth that `texte` gives in part; None when it gives a day, or none.

    Raises `date_impossible` on a day without its month, on a month or a year that is none.
    """
    found = next(filter(None, (motif.fullmatch(texte.strip()) for motif in _MOTIFS)), None)
    if found is None:
        return None
    said = found.groupdict()
    lettres = said.get("lettres")
    mois = list_mois().get(fold(lettres)) if lettres else int(said.get("mois") or 0)
    jour, annee = int(said.get("jour") or 0), int(said["annee"])
    if mois is None:
        return None
    if mois and jour:
        # A whole day is read as any other.
        return None
    if jour or mois > 12 or not annee:
        raise PydanticCustomError("date_impossible", "n’existe pas dans le calendrier")
    return DateNaissance(annee, mois or None)


_AnneeTapee = Annotated[int, Field(ge=1000, le=9999)]
_FORMES = (
    r"((00|0)[/.])?(0?\d|1[0-2])[/.]\d{4}",
    r"\d{4}(-(0\d|1[0-2])(-00)?)?",
    r"[A-Za-zéûÉÛ]+ \d{4}",
)
_PartielleTapee = Annotated[str, Field(json_schema_extra={"pattern": f"^({'|'.join(_FORMES)})$"})]

Naissance = Annotated[
    DateNaissance,
    BeforeValidator(
        _read_naissance,
        json_schema_input_type=IsoTapee | DateTapee | _AnneeTapee | _PartielleTapee,
    ),
]
"""A day of birth: typed as any other, or « 00/05/1985 », « 00/00/1985 », « mai 1985 », « 1985 »."""

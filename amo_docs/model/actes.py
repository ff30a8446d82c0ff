"""The days that the words of an act give: « décision n° 12 du 5 janvier 2026 »."""

from __future__ import annotations

import re
from contextlib import suppress
from dataclasses import dataclass
from datetime import date

from amo_docs.model.base import fold
from amo_docs.model.naissance import list_mois

_JOUR = re.compile(
    r"(?P<fin>\b(?:au|jusqu.au)\s+)?"
    r"(?<!\d)(?P<jour>\d{1,2})(?:er)?[\s/.]+(?P<mois>[^\W\d_]+|\d{1,2})\.?[\s/.]+(?P<annee>\d{4})",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class JoursDits:
    """The days a text gives: those from which it speaks, and those until which it does."""

    debuts: tuple[date, ...] = ()
    fins: tuple[date, ...] = ()

    def covers(self, jour: date) -> bool:
        """Tell whether nothing said here excludes `jour`."""
        begun = not self.debuts or min(self.debuts) <= jour
        return begun and (not self.fins or jour <= max(self.fins))


def read_jours(texte: str) -> JoursDits:
    """Return the days that `texte` gives, in letters or in figures.

    « au 31 décembre 2026 » and « jusqu’au » introduce an end; any other day is a beginning, such as
    the day of the act itself.
    """
    debuts: list[date] = []
    fins: list[date] = []
    for found in _JOUR.finditer(texte):
        said = found["mois"]
        mois = int(said) if said.isdigit() else list_mois().get(fold(said))
        # A number that looks like a day, « n° 12/45/2026 », is none.
        with suppress(ValueError):
            if mois is not None:
                day = date(int(found["annee"]), mois, int(found["jour"]))
                (fins if found["fin"] else debuts).append(day)
    return JoursDits(tuple(debuts), tuple(fins))

"""The days of the fictitious session, counted back from the échéance of the registration."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple

from dateutil.relativedelta import relativedelta

from amo_docs.model.referentiel import Referentiel

# Months between the day of the jury and the first alert on the échéance.
_MARGE_MOIS = 6


class Intervalle(NamedTuple):
    """A first and a last day, both included."""

    du: date
    au: date


@dataclass(frozen=True)
class Calendrier:
    """The days on which the jury sits, and those counted from the last one."""

    # No clock is read: the same référentiel gives the same folder, this year or the next.
    jours: tuple[date, ...]

    @property
    def jury(self) -> date:
        """The day of the decision: the last one on which the jury sits."""
        return self.jours[-1]

    @property
    def convocation(self) -> date:
        """The day printed on what is sent before the jury."""
        return self.shift(days=-35)

    @property
    def declaration(self) -> date:
        """The day the members declare their independence."""
        return self.shift(days=-14)

    @property
    def delivrance(self) -> date:
        """The day the decisions are notified and the certificates delivered."""
        return self.shift(days=10)

    def shift(self, **ecart: int) -> date:
        """Return the day at `ecart` (days, months, years) from the decision."""
        day: date = self.jury + relativedelta(**ecart)  # type: ignore[arg-type]
        return day

    def find_mandat(self, mois: int) -> Intervalle:
        """Return a mandate of `mois` months that covers the jury."""
        # A mandate of one month can only begin with the jury: begun earlier, it might end before.
        du = self.shift(months=-min(2, mois - 1)).replace(day=1) if mois > 1 else self.jours[0]
        return Intervalle(du, du + relativedelta(months=mois) - timedelta(days=1))


def make_calendrier(referentiel: Referentiel, nombre: int) -> Calendrier:
    """Return the days of a jury that sits `nombre` days in a row, the first a Monday."""
    # Far enough from the échéance for `check` to say nothing of it.
    far = referentiel.echeance - relativedelta(
        months=referentiel.seuils.alerte_echeance_mois + _MARGE_MOIS
    )
    # A Monday, so that a jury of several days meets no week-end.
    monday = far - timedelta(days=far.weekday())
    return Calendrier(tuple(monday + timedelta(days=rank) for rank in range(nombre)))

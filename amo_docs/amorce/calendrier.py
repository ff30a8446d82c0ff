"""The days of the session to start from: no clock is read, they are counted back from the
échéance."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from dateutil.relativedelta import relativedelta

from amo_docs.model.referentiel import Referentiel

_MARGE_MOIS = 6
"""How long before the first alert on the échéance the jury sits."""


@dataclass(frozen=True)
class Calendrier:
    """The days of a fictitious session, around the last day of its jury."""

    jours: tuple[date, ...]

    @property
    def jury(self) -> date:
        """The last day, that of the decision."""
        return self.jours[-1]

    def shift(self, **ecart: int) -> date:
        """Return the day at `ecart` (days, months, years) of the decision."""
        day: date = self.jury + relativedelta(**ecart)  # type: ignore[arg-type]
        return day

    def list_mandat(self, mois: int) -> tuple[date, date]:
        """Return the first and the last day of a mandate of `mois` months that covers the jury."""
        du = self.shift(months=-min(2, mois - 1)).replace(day=1) if mois > 1 else self.jours[0]
        return du, du + relativedelta(months=mois) - timedelta(days=1)


def make_calendrier(referentiel: Referentiel, nombre: int) -> Calendrier:
    """Return the days of a jury that sits `nombre` days, well before the échéance, from a Monday
    on."""
    far = referentiel.echeance - relativedelta(
        months=referentiel.seuils.alerte_echeance_mois + _MARGE_MOIS
    )
    monday = far - timedelta(days=far.weekday())
    return Calendrier(tuple(monday + timedelta(days=rank) for rank in range(nombre)))

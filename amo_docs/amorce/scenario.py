"""What the fictitious session is made of: a route, a composante, days, and what follows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from amo_docs.amorce.calendrier import Calendrier, make_calendrier
from amo_docs.catalogue import DocumentType
from amo_docs.model.acquisition import OptionAcquisition
from amo_docs.model.referentiel import REGIME_COMMUN, Bloc, Composante, Referentiel, Voie

JURY = "JURY-1"
"""The code of the one jury."""

# When the épreuves of a day begin.
_HEURES = ("9 h", "11 h", "14 h", "16 h")


@dataclass(frozen=True)
class Scenario:
    """What the session and the table of candidates have in common."""

    referentiel: Referentiel
    catalogue: tuple[DocumentType, ...]
    voie: Voie
    composante: Composante | None
    calendrier: Calendrier


@dataclass(frozen=True)
class EpreuveFictive:
    """One assessment of one bloc."""

    code: str
    intitule: str
    type: str
    bloc: str | None
    date: date
    heure: str


def find_voie(referentiel: Referentiel) -> Voie | None:
    """Return the open route to start with, or None.

    One whose jury is described comes first, then training before experience.
    """
    # A described jury makes a complete example; training shows épreuves, which experience has not.
    ouvertes = [v for v in referentiel.voies if v.ouverte]
    return min(ouvertes, key=lambda v: (v.jury is None, v.validation_acquis), default=None)


def make_scenario(
    referentiel: Referentiel, catalogue: tuple[DocumentType, ...], voie: Voie
) -> Scenario:
    """Return the scenario of a session on `voie`, long enough for one épreuve a bloc."""
    # Experience has no épreuves: each candidate has an hour, all on one day.
    nombre = (
        1 if voie.validation_acquis else -(-len(_list_unites(referentiel, voie)) // len(_HEURES))
    )
    composante = referentiel.composantes[0] if referentiel.composantes else None
    return Scenario(referentiel, catalogue, voie, composante, make_calendrier(referentiel, nombre))


def find_option(referentiel: Referentiel, voie: Voie) -> OptionAcquisition | None:
    """Return the option the fictitious candidates chose, or None where there is none."""
    return next(iter(referentiel.find_regle(voie.code).list_options()), None)


def _list_unites(referentiel: Referentiel, voie: Voie) -> list[Bloc]:
    """Return what the fictitious candidates are assessed on: what their rule asks for."""
    option = find_option(referentiel, voie)
    named = referentiel.find_regle(voie.code).list_blocs(option.code if option else None)
    return [unite for unite in referentiel.unites if unite.code in named]


def list_signes(catalogue: tuple[DocumentType, ...], avant_jury: bool) -> list[str]:
    """Return the keys of the papers that a signatory signs.

    They are those made before the jury, or the others.
    """
    return [d.cle for d in catalogue if "signataire" in d.mentions and d.avant_jury is avant_jury]


def list_dates(scenario: Scenario) -> list[tuple[DocumentType, date]]:
    """Return the types of paper that want a day under `[dates]`, each with its day."""
    jours = scenario.calendrier
    dates = []
    for document in scenario.catalogue:
        # A blank is dated like its model, a title like the délivrance.
        if document.vierge_de is None and not document.porte_delivrance and not document.sans_date:
            after = jours.jury if document.destinataires == "jury" else jours.delivrance
            dates.append((document, jours.convocation if document.avant_jury else after))
    return dates


def list_regimes(referentiel: Referentiel) -> list[str]:
    """Return the regimes a candidate may have for which the référentiel has no appeal text."""
    regimes = dict.fromkeys(s.regime or REGIME_COMMUN for s in referentiel.statuts)
    return [r for r in regimes or (REGIME_COMMUN,) if r not in referentiel.recours]


def list_epreuves(scenario: Scenario) -> list[EpreuveFictive]:
    """Return one épreuve a bloc, four a day; none on a route of experience."""
    if scenario.voie.validation_acquis:
        return []
    blocs = scenario.referentiel.blocs
    return [
        EpreuveFictive(
            code=f"E{rang + 1}",
            intitule=f"Épreuve du bloc {bloc.abrege}" if blocs else "Épreuve",
            type=_find_modalite(bloc, scenario.voie),
            bloc=bloc.abrege if blocs else None,
            date=scenario.calendrier.jours[rang // len(_HEURES)],
            heure=_HEURES[rang % len(_HEURES)],
        )
        for rang, bloc in enumerate(_list_unites(scenario.referentiel, scenario.voie))
    ]


def _find_modalite(bloc: Bloc, voie: Voie) -> str:
    """Return how the bloc is assessed on this route, else the first way it has."""
    ways = [m.intitule for m in bloc.modalites if m.voie in (None, voie.code)]
    every = [*ways, *(m.intitule for m in bloc.modalites)]
    # A fiche without blocs may say nothing of how the whole is assessed.
    return every[0] if every else "évaluation"

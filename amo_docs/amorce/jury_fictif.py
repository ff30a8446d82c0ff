"""The fictitious jury: the first composition that the référentiel describes for the route."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from amo_docs.amorce.calendrier import Intervalle
from amo_docs.amorce.scenario import Scenario
from amo_docs.model.fictions import Figurant, pick_membre
from amo_docs.model.referentiel import Referentiel
from amo_docs.model.regles_jury import College, FormationJury

# Members beside the president where the référentiel describes no jury.
_SANS_REGLE = 2


@dataclass(frozen=True)
class MembreFictif:
    """A person of the jury, the college he comes from, and whom he stands in for."""

    id: str
    role: str
    college: College
    personne: Figurant
    suppleant_de: str = ""

    @property
    def fonction(self) -> str:
        """What the person does for a living."""
        return "formation" if self.college.formateur else "direction"


def make_membres(scenario: Scenario) -> list[MembreFictif]:
    """Return the president, the members his composition asks for, then one suppléant.

    The suppléant is that of the last member, where the référentiel has any.
    """
    asked = scenario.voie.jury
    # The first form is the full one in the référentiels known.
    form = asked.formations[0] if asked else None
    colleges = list(_list_colleges(scenario.referentiel, form))
    president = _choose_college(scenario.referentiel, form)
    membres = [
        MembreFictif("P", "président", president, pick_membre(0)),
        *(
            MembreFictif(f"M{rang}", "membre", college, pick_membre(rang))
            for rang, college in enumerate(colleges, start=1)
        ),
    ]
    if colleges and (asked is None or asked.suppleants):
        rang, last = len(membres), membres[-1]
        membres.append(
            MembreFictif(f"M{rang}", "suppléant", last.college, pick_membre(rang), last.id)
        )
    return membres


def find_mandat(scenario: Scenario) -> Intervalle | None:
    """Return the days of everyone's mandate; None where the référentiel asks for none."""
    asked = scenario.voie.jury
    if asked is None or asked.mandat_mois is None:
        return None
    return scenario.calendrier.find_mandat(asked.mandat_mois)


def _choose_college(referentiel: Referentiel, form: FormationJury | None) -> College:
    """Return the college of the president: one the form allows, else a professional one."""
    allowed = form.president_colleges if form else ()
    chosen = [c for c in referentiel.colleges if c.code in allowed]
    return (
        chosen or [c for c in referentiel.colleges if c.professionnel] or list(referentiel.colleges)
    )[0]


def _list_colleges(referentiel: Referentiel, form: FormationJury | None) -> Iterator[College]:
    """Yield the college of each member beside the president."""
    counted = {college.code: college for college in referentiel.colleges}
    # Those the form counts; where it counts none, professionals fill the seats.
    if form is not None and form.colleges:
        for code, count in form.colleges.items():
            yield from [counted[code]] * count
        return
    professional = next(
        (c for c in referentiel.colleges if c.professionnel), referentiel.colleges[0]
    )
    yield from [professional] * (form.effectif - 1 if form else _SANS_REGLE)

"""The door of the step: what a child process runs, paper after paper, so that one that never ends
is named."""

from __future__ import annotations

from amo_docs.catalogue import DocumentType
from amo_docs.compose.composition import Composition
from amo_docs.compose.contexte import Commun
from amo_docs.compose.papiers import Compositeur
from amo_docs.findings import Finding
from amo_docs.model.papier import Plan

_OUVERTE: list[tuple[Compositeur, Plan]] = []


def open_composition(commun: Commun, catalogue: tuple[DocumentType, ...], plan: Plan) -> None:
    """Make ready, in this process, to compose the papers of `plan`."""
    _OUVERTE[:] = [(Compositeur(commun, catalogue), plan)]


def list_constats_communs() -> tuple[Finding, ...]:
    """Return what is wrong in the templates alone, of the papers `open_composition` was given."""
    compositeur, _ = _OUVERTE[0]
    return compositeur.constats


def compose_papier(rang: int) -> Composition:
    """Return the paper at `rang` of the plan `open_composition` was given, and its findings."""
    compositeur, plan = _OUVERTE[0]
    return compositeur.compose(plan.papiers[rang])

"""The door of the step: what a child process runs, paper after paper, so that one that never ends
is named."""

from __future__ import annotations

from amo_docs.catalogue import DocumentType
from amo_docs.compose.compositeur import Compositeur, Relire
from amo_docs.compose.composition import Composition
from amo_docs.compose.contexte import Commun
from amo_docs.model.papier import Papier

_OUVERTE: list[tuple[Compositeur, tuple[Papier, ...]]] = []


def open_composition(
    commun: Commun,
    catalogue: tuple[DocumentType, ...],
    papiers: tuple[Papier, ...],
    relire: Relire,
) -> None:
    """Make ready, in this process, to compose `papiers`; `relire` reads each page once composed."""
    _OUVERTE[:] = [(Compositeur(commun, catalogue, relire), papiers)]


def compose_papier(rang: int) -> Composition:
    """Return the paper of this rank among those `open_composition` was given, and its findings."""
    compositeur, papiers = _OUVERTE[0]
    return compositeur.compose(papiers[rang])

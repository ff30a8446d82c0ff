"""What a child process runs, one paper a task, so that a paper that never ends can be named."""

from __future__ import annotations

from amo_docs.catalogue import DocumentType
from amo_docs.compose.compositeur import Compositeur, Relire
from amo_docs.compose.composition import Composition
from amo_docs.compose.contexte import Commun
from amo_docs.model.papier import Papier

# Kept in the process: the data of a session are sent to a child once, and a task is only a rank.
_OUVERTE: list[tuple[Compositeur, tuple[Papier, ...]]] = []


def open_composition(
    commun: Commun,
    catalogue: tuple[DocumentType, ...],
    papiers: tuple[Papier, ...],
    relire: Relire,
) -> None:
    """Get this process ready to compose `papiers`. `relire` reviews each page once composed."""
    _OUVERTE[:] = [(Compositeur(commun, catalogue, relire), papiers)]


def compose_papier(rang: int) -> Composition:
    """Return the composition of one paper: the one of this rank in `open_composition`."""
    compositeur, papiers = _OUVERTE[0]
    return compositeur.compose(papiers[rang])

"""The papers of a session composed in a child process, batch after batch: what one paper may take is bounded, not all.

A batch that passes the limits is done again paper by paper in a new child, to say which one does not end or grows
without end; one that was merely slow comes out whole.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from amo_docs.catalogue import DocumentType
from amo_docs.compose.contexte import Commun
from amo_docs.compose.papiers import Compositeur, Composition, join_compositions
from amo_docs.enclos import Enclos, LimiteDepasseeError, Limites
from amo_docs.model.papier import Papier, Plan

LOT = 16
"""Papers a child is asked for at a time: many enough that asking costs nothing, few enough to be done again."""

_PART = 3
"""A batch has a third of the time one paper has: papers take milliseconds, and a template without end is soon known."""

_OUVERTS: list[tuple[Compositeur, Plan]] = []


@dataclass(frozen=True)
class Travail:
    """What there is to compose."""

    commun: Commun
    catalogue: tuple[DocumentType, ...]
    plan: Plan

    def name_papier(self, papier: Papier) -> str:
        """Return the paper and its template, for messages."""
        modele = next(document.modele for document in self.catalogue if document.cle == papier.type)
        origine = self.commun.dossier.modeles.origines.get(modele, modele)
        return f"{papier.type} de {papier.sujet.identifiant}, gabarit « {origine} »"


def open_compositeur(travail: Travail) -> None:
    """Make ready, in this process, what composes the papers of `travail`: templates are compiled once."""
    _OUVERTS[:] = [(Compositeur(travail.commun, travail.catalogue), travail.plan)]


def compose_rangs(debut: int, fin: int) -> Composition:
    """Return the papers of these ranks of the plan `open_compositeur` was given."""
    compositeur, plan = _OUVERTS[0]
    return compositeur.compose_tous(plan.papiers[debut:fin])


def compose_par_lots(ouvrir: Callable[[Limites], Enclos], travail: Travail, limites: Limites) -> Composition:
    """Return every paper of `travail` as HTML, and every finding, sorted by place.

    `ouvrir` makes the child process. Raises ModeleError, naming the paper and its template, when one passes `limites`.
    """
    done: list[Composition] = []
    debut, total = 0, len(travail.plan.papiers)
    while debut < total:
        try:
            for part in _run_lots(ouvrir, travail, replace(limites, delai=limites.delai / _PART), debut):
                done.append(part)
                debut += LOT
        except LimiteDepasseeError:
            done += _run_un_par_un(ouvrir, travail, limites, range(debut, min(debut + LOT, total)))
            debut += LOT
    return join_compositions(done)


def _run_lots(
    ouvrir: Callable[[Limites], Enclos], travail: Travail, limites: Limites, debut: int
) -> Iterator[Composition]:
    with ouvrir(limites) as enclos:
        enclos.run("Gabarits", open_compositeur, travail)
        for rang in range(debut, len(travail.plan.papiers), LOT):
            yield enclos.run("Composition des papiers", compose_rangs, rang, rang + LOT)


def _run_un_par_un(
    ouvrir: Callable[[Limites], Enclos], travail: Travail, limites: Limites, rangs: range
) -> list[Composition]:
    with ouvrir(limites) as enclos:
        enclos.run("Gabarits", open_compositeur, travail)
        papiers = travail.plan.papiers
        return [enclos.run(travail.name_papier(papiers[r]), compose_rangs, r, r + 1) for r in rangs]

"""What loading yields: session, référentiel, templates, and where each value stands."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from amo_docs.findings import Place
from amo_docs.model.modeles import Entree, Modeles
from amo_docs.model.referentiel import Referentiel
from amo_docs.model.session import Session

__all__ = ["Entree", "Matiere", "Reperes"]


@dataclass(frozen=True)
class Reperes:
    """The place of each value, by its path in the session.

    Paths read `jurys[0].membres[2].mandat.du` or `candidats[3].jury`: their indices count from 0,
    as in the records. Places shown to people count from 1. `ecartes` are the candidates left out,
    as they were read: they have no place, and count where one mistake is told for many.
    """

    places: Mapping[str, Place]
    defaut: Place
    ecartes: tuple[Mapping[str, Any], ...] = ()

    def find(self, cle: str) -> Place:
        """Return the place of `cle`, or of the nearest record around it."""
        while cle:
            if cle in self.places:
                return self.places[cle]
            # A missing value has no line: one step up at a time, to the table where it should
            # stand.
            cle = re.sub(r"(\[\d+\]|\.?[^.\[\]]+)$", "", cle)
        return self.defaut


@dataclass(frozen=True)
class Matiere:
    """A session ready to be checked: records, templates, places, and digests of what was read."""

    session: Session
    referentiel: Referentiel
    modeles: Modeles
    reperes: Reperes
    entrees: tuple[Entree, ...]

    def list_entrees(self) -> tuple[Entree, ...]:
        """Return the digests of all the inputs, data and templates, sorted by name."""
        return tuple(
            sorted((*self.entrees, *self.modeles.list_entrees()), key=lambda entree: entree.nom)
        )

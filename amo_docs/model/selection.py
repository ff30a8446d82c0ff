"""Which papers of the plan a run is asked for: all of them, or those a person names."""

from __future__ import annotations

from dataclasses import dataclass

from amo_docs import FORMATS
from amo_docs.model.papier import Exemplaire, Papier, Refus


@dataclass(frozen=True)
class Selection:
    """What a person names; an empty set names everything.

    `types` are keys of the catalogue, `candidats` matricules, `membres` identifiants. A paper of
    any of the people named is chosen, if it is of a type named.
    """

    types: frozenset[str] = frozenset()
    candidats: frozenset[str] = frozenset()
    membres: frozenset[str] = frozenset()
    formats: tuple[str, ...] = FORMATS

    @property
    def totale(self) -> bool:
        """Whether nothing is left out."""
        return not (self.types or self.candidats or self.membres) and set(self.formats) == set(
            FORMATS
        )

    def names(self, papier: Papier) -> bool:
        """Tell whether `papier` is named."""
        if self.types and papier.type not in self.types:
            return False
        if not (self.candidats or self.membres):
            return True
        sujet = papier.sujet
        candidat = (
            sujet.decision is not None and sujet.decision.candidat.matricule in self.candidats
        )
        return candidat or (sujet.membre is not None and sujet.membre.id in self.membres)

    def names_refus(self, refus: Refus) -> bool:
        """Tell whether papers that are not made are among those named.

        They are of a type named, and would have gone to somebody named.
        """
        if self.types and refus.type not in self.types:
            return False
        if not (self.candidats or self.membres):
            return True
        return bool(self.candidats & refus.candidats or self.membres & refus.membres)

    def names_titre(self, exemplaire: Exemplaire) -> bool:
        """Tell whether a title that stands in the folder, and is planned no more, is named."""
        if self.types and exemplaire.type not in self.types:
            return False
        return not (self.candidats or self.membres) or exemplaire.destinataire in self.candidats

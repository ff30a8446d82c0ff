"""What is handed over, unit by unit: the papers of each person, as a delivery note lists them."""

from __future__ import annotations

from dataclasses import dataclass

from amo_docs.model.candidat import Candidat


@dataclass(frozen=True)
class Remise:
    """The papers handed over to one person, by their titles."""

    candidat: Candidat
    pieces: tuple[str, ...]


@dataclass(frozen=True)
class Unite:
    """A unit, as its people name it, and what is handed over to them through it."""

    nom: str
    remises: tuple[Remise, ...]

    @property
    def nombre(self) -> int:
        """How many papers the note carries."""
        return sum(len(remise.pieces) for remise in self.remises)

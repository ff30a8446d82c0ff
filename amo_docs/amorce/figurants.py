"""The people of the fiction. Nobody takes their names for real ones; all are to be replaced."""

from __future__ import annotations

from typing import NamedTuple


class Figurant(NamedTuple):
    """A person who does not exist; `sexe` is F or M."""

    nom: str
    prenom: str
    sexe: str

    @property
    def civilite(self) -> str:
        """The civilité that goes with the sex."""
        return "Madame" if self.sexe == "F" else "Monsieur"


# Women and men take turns, so that a jury drawn in this order is balanced. There are as many as
# the largest jury known asks for, with its suppléant.
_JURY = (
    Figurant("MODÈLE", "Anne", "F"),
    Figurant("GABARIT", "Paul", "M"),
    Figurant("CALQUE", "Léa", "F"),
    Figurant("PATRON", "Karim", "M"),
    Figurant("ESQUISSE", "Inès", "F"),
    Figurant("CANEVAS", "Marc", "M"),
    Figurant("CROQUIS", "Zoé", "F"),
    Figurant("TRACÉ", "Yann", "M"),
    Figurant("ÉBAUCHE", "Rose", "F"),
    Figurant("PROFIL", "Noël", "M"),
)

# One has an accented capital, one two first names: what a table must keep.
CANDIDATS = (
    Figurant("EXEMPLE", "Alice Marie", "F"),
    Figurant("ÉCHANTILLON", "Bruno", "M"),
    Figurant("SPÉCIMEN", "Chloé", "F"),
)
"""Who fills the table of candidates."""


def pick_membre(rang: int) -> Figurant:
    """Return the person at this rank of the jury, from 0 on.

    Beyond the list, names come again with a number.
    """
    tour, place = divmod(rang, len(_JURY))
    found = _JURY[place]
    return found._replace(nom=f"{found.nom}-{tour + 1}") if tour else found

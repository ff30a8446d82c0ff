"""The fictitious persons: names no one takes for real, and that are to be replaced."""

from __future__ import annotations

from typing import NamedTuple


class Personne(NamedTuple):
    """A person of fiction; `sexe` is F or M."""

    nom: str
    prenom: str
    sexe: str

    @property
    def civilite(self) -> str:
        """The civilité that goes with the sex."""
        return "Madame" if self.sexe == "F" else "Monsieur"


CONTACT = Personne("RÉFÉRENCE", "Diane", "F")
SIGNATAIRE_AVANT = Personne("MAQUETTE", "Hugo", "M")
SIGNATAIRE_APRES = Personne("ÉPURE", "Nadège", "F")

MEMBRES = (
    Personne("MODÈLE", "Anne", "F"),
    Personne("GABARIT", "Paul", "M"),
    Personne("CALQUE", "Léa", "F"),
    Personne("PATRON", "Karim", "M"),
    Personne("ESQUISSE", "Inès", "F"),
    Personne("CANEVAS", "Marc", "M"),
    Personne("CROQUIS", "Zoé", "F"),
    Personne("TRACÉ", "Yann", "M"),
    Personne("ÉBAUCHE", "Rose", "F"),
    Personne("PROFIL", "Noël", "M"),
)
"""Women and men in turn, the first presides; there are as many as the largest jury known asks, and
a suppléant."""

CANDIDATS = (
    Personne("EXEMPLE", "Alice Marie", "F"),
    Personne("ÉCHANTILLON", "Bruno", "M"),
    Personne("SPÉCIMEN", "Chloé", "F"),
)


def pick_membre(rang: int) -> Personne:
    """Return the member of this rank; beyond the list, names come again with a number."""
    tour, place = divmod(rang, len(MEMBRES))
    found = MEMBRES[place]
    return found._replace(nom=f"{found.nom}-{tour + 1}") if tour else found

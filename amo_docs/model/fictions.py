"""What the folder of `init` invents: values that name somebody, a place or an act, all to replace.

`init` writes them from here, and a rule looks for them in a session that is no specimen.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

# No place and no domain that exists: `example.org` is reserved for examples (RFC 2606).
_VILLE = "Ville-Exemple"
_RUE, _AUTRE_RUE = "1, rue de l’Exemple", "2, rue de l’Exemple"
_CODE_POSTAL = f"00000 {_VILLE}"
# Before any registration: no act that exists bears this day.
_JOUR = date(2000, 1, 1)

FICTIONS: Mapping[str, tuple[str | date, ...]] = {
    "intitule": ("Session d’exemple",),
    "autorite.entete[]": ("Nom de votre organisme",),
    "autorite.adresse[]": (_RUE, _CODE_POSTAL),
    "autorite.ville": (_VILLE,),
    "autorite.contact": ("Mme Diane RÉFÉRENCE",),
    "autorite.telephone": ("01 00 00 00 00",),
    "autorite.courriel": ("jurys@example.org",),
    "enregistrement.texte": ("décision fictive (SPÉCIMEN, sans valeur)",),
    "enregistrement.date": (_JOUR,),
    "enregistrement.journal_officiel": (_JOUR,),
    "enregistrement.effet": (_JOUR,),
    "enregistrement.limite_delivrance": (_JOUR,),
    "recours.*": (
        "Texte fictif (SPÉCIMEN, sans valeur) : l’autorité, la juridiction et le délai du recours "
        "sont à écrire ici.",
    ),
    "delivrance.lieu": (_VILLE,),
    "jurys[].intitule": ("Jury d’exemple",),
    "jurys[].lieu": (_VILLE,),
    "jurys[].adresse[]": (_RUE, _CODE_POSTAL),
    "jurys[].numero_pv": ("2000/01",),
    "jurys[].nomination.numero": ("2000/01",),
    "jurys[].nomination.date": (_JOUR,),
    "jurys[].nomination.fondements[]": ("Vu …",),
    "jurys[].membres[].employeur": ("Employeur d’exemple",),
    "jurys[].membres[].adresse[]": (_AUTRE_RUE, _CODE_POSTAL),
    "jurys[].membres[].mandat.decision": ("Décision d’exemple",),
    "candidats[].adresse[]": (*(f"{rang}, rue de l’Exemple" for rang in (1, 2, 3)), _CODE_POSTAL),
    "candidats[].courriel": tuple(f"candidat{rang}@example.org" for rang in (1, 2, 3)),
}
"""Values by their key: `[]` stands for each item of a list, `*` for any key of a table.

What may be true as it stands (« salle 1 », « La directrice », « 9 h ») is not here.
"""


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
JURY = (
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
"""Who sits."""

SIGNATAIRES = (Figurant("MAQUETTE", "Hugo", "M"), Figurant("ÉPURE", "Nadège", "F"))
"""Who signs before the jury, and who signs after it."""

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
    tour, place = divmod(rang, len(JURY))
    found = JURY[place]
    return found._replace(nom=f"{found.nom}-{tour + 1}") if tour else found

"""Sentences with `{champ}` places, as a référentiel or a session states them."""

from __future__ import annotations

import string

from amo_docs.model.base import Notion, Texte
from amo_docs.model.enregistrement import Enregistrement, TypeEnregistrement


class Suites(Notion):
    """What comes after each decision, in the certificateur's words: printed on its notification, or
    left out."""

    certifie: Texte | None = None
    prerequis_manquants: Texte | None = None
    blocs_acquis: Texte | None = None
    ajourne: Texte | None = None
    absent: Texte | None = None
    excuse: Texte | None = None
    exclu: Texte | None = None


class Phrases(Notion):
    """The sentences the papers state facts with; `{champ}` stands for a value (see
    `model/phrases.py`).

    Of the two on the registration, the one of its type is used; the other may be left out.
    """

    enregistrement_droit: Texte | None = None
    enregistrement_demande: Texte | None = None
    niveau: Texte
    delivrance: Texte
    reserve_attestation: Texte

    def find_enregistrement(self, acte: Enregistrement) -> str | None:
        """Return the sentence of the type of `acte`; None when there is none, or when it cites what
        `acte` lacks."""
        droit = acte.type is TypeEnregistrement.DROIT
        phrase = self.enregistrement_droit if droit else self.enregistrement_demande
        uncited = phrase is not None and acte.texte is None and "texte" in list_champs(phrase)
        return None if uncited else phrase


def list_champs(phrase: str) -> tuple[str, ...]:
    """Return the names of the places of `phrase`, in order; raise ValueError when its braces do not
    match."""
    return tuple(name for _, name, _, _ in string.Formatter().parse(phrase) if name is not None)


def fill_phrase(phrase: str, champs: dict[str, str]) -> str:
    """Return `phrase` with each `{champ}` replaced; raise KeyError on a place that has no value."""
    parts = []
    for text, name, _, _ in string.Formatter().parse(phrase):
        parts.append(text)
        if name is not None:
            parts.append(champs[name])
    return "".join(parts)

"""Sentences with `{champ}` places, as a référentiel states them."""

from __future__ import annotations

import string

from amo_docs.model.base import Notion, Texte, fold
from amo_docs.model.enregistrement import Enregistrement, TypeEnregistrement


class Suites(Notion):
    """What comes after each decision, in the words of the certificateur.

    It is printed on the notification, or left out where there is none.
    """

    certifie: Texte | None = None
    prerequis_manquants: Texte | None = None
    blocs_acquis: Texte | None = None
    ajourne: Texte | None = None
    absent: Texte | None = None
    excuse: Texte | None = None
    exclu: Texte | None = None


class Phrases(Notion):
    """The sentences that papers state facts with; `{champ}` stands for a value.

    Of the two on the registration, the one of its type is used: the other may be missing.
    """

    # Data, not words of a template: what must be cited, and how, differs between certifications.
    # S411 checks the places.
    enregistrement_droit: Texte | None = None
    enregistrement_demande: Texte | None = None
    # Each is needed where its fact is: a level, blocs, a validity that ends (S426).
    niveau: Texte | None = None
    delivrance: Texte
    reserve_attestation: Texte | None = None
    validite: Texte | None = None

    def find_enregistrement(self, acte: Enregistrement) -> str | None:
        """Return the sentence for the type of `acte`, or None when it cannot be written."""
        droit = acte.type is TypeEnregistrement.DROIT
        phrase = self.enregistrement_droit if droit else self.enregistrement_demande
        # A sentence that cites the act needs its text: « créée par , » would be a forgery.
        uncited = phrase is not None and acte.texte is None and "texte" in list_champs(phrase)
        return None if uncited else phrase


def cite_acte(phrase: str, acte: Enregistrement) -> str:
    """Return the sentence on the registration with the act as it must be cited.

    A sentence that has a place for it, or says it in its own words, stays as it is.
    """
    # The sentence on a decision of France compétences is set by the list of mentions, and has no
    # place for a text: what was typed is added, not lost.
    if acte.texte is None or fold(acte.texte) in fold(phrase):
        return phrase
    return f"{phrase.removesuffix('.')} – {acte.texte.removesuffix('.')}."


def list_champs(phrase: str) -> tuple[str, ...]:
    """Return the names of the places of `phrase`, in order. Raises ValueError on odd braces."""
    # The formatter is only used to cut the sentence. `str.format` would let it reach attributes of
    # the values (`{date.__class__}`).
    return tuple(name for _, name, _, _ in string.Formatter().parse(phrase) if name is not None)


def fill_phrase(phrase: str, champs: dict[str, str]) -> str:
    """Return `phrase` with each `{champ}` replaced. Raises KeyError on one without a value."""
    parts = []
    for text, name, _, _ in string.Formatter().parse(phrase):
        parts.append(text)
        if name is not None:
            parts.append(champs[name])
    return "".join(parts)

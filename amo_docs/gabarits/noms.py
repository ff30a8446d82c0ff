"""The names a template may use, with their types.

The review of templates checks them by these types, and their page lists them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, NotRequired, TypedDict, get_origin, get_type_hints

from amo_docs.catalogue import DocumentType
from amo_docs.model.candidat import Candidat
from amo_docs.model.decision import Decision, Effectifs
from amo_docs.model.jury import Jury, Membre
from amo_docs.model.papier import Papier
from amo_docs.model.referentiel import Bloc, Composante, Referentiel, Voie
from amo_docs.model.regles_jury import College
from amo_docs.model.remises import Unite
from amo_docs.model.seances import DemiJournee, Passage, Seance
from amo_docs.model.session import Autorite, Epreuve, Session, Signataire


@dataclass(frozen=True)
class Mentions:
    """The sentences of the mentions, filled in.

    `enregistrement` is None until the registration is known, `niveau` for a certification without
    one, `validite` for one that has no end, `reserve_attestation` for one without blocs.
    """

    enregistrement: str | None
    niveau: str | None
    nsf: str
    delivrance: str
    reserve_attestation: str | None
    validite: str | None


@dataclass(frozen=True)
class DelivrancePapier:
    """Day and place of délivrance of one paper."""

    date: date
    lieu: str


class Images(TypedDict):
    """The addresses of the images of a paper, None for one the session does not name."""

    logo: str | None
    signature: str | None
    cachet: str | None


class Noms(TypedDict):
    """The names a template sees, with their types.

    One that is not required is absent from the papers it does not apply to.
    """

    referentiel: Referentiel
    session: Session
    autorite: Autorite
    jury: Jury
    voie: Voie | None
    composante: Composante | None
    document: DocumentType
    papier: Papier
    mentions: Mentions
    decisions: tuple[Decision, ...]
    effectifs: Effectifs
    conformite: tuple[str, ...]
    epreuves: tuple[Epreuve, ...]
    images: Images
    signee: bool
    vierge: bool
    blocs_evalues: tuple[Bloc, ...]
    parametres: Mapping[str, Any]
    suite: str | None
    recours: str | None
    taille: NotRequired[str]
    signataire: NotRequired[Signataire]
    candidat: NotRequired[Candidat]
    decision: NotRequired[Decision]
    membre: NotRequired[Membre]
    college: NotRequired[College]
    bloc: NotRequired[Bloc]
    delivrance: NotRequired[DelivrancePapier]
    epreuve: NotRequired[Epreuve]
    jour: NotRequired[date]
    seance: NotRequired[Seance]
    unite: NotRequired[Unite]
    passages: NotRequired[tuple[Passage, ...]]
    demi_journees: NotRequired[tuple[DemiJournee, ...]]


def list_genres() -> dict[str, Any]:
    """Return the names of the context, with their types."""
    # With extras, or `NotRequired` is dropped and every name seems to be always there.
    return get_type_hints(Noms, include_extras=True)


FACULTATIFS = frozenset(
    nom for nom, genre in list_genres().items() if get_origin(genre) is NotRequired
)
"""Names a template sees only where they apply. Wrong data may be why one is missing."""


PROPRES: Mapping[str, tuple[str, ...]] = {
    "candidat": ("candidat", "decision"),
    "certifie": ("candidat", "decision"),
    "bloc_acquis": ("candidat", "decision", "bloc"),
    "membre_jury": ("membre", "college"),
    "jury": ("demi_journees",),
    "epreuve": ("epreuve", "demi_journees"),
    "epreuve_candidat": ("candidat", "decision", "epreuve"),
    "jour": ("jour", "passages", "demi_journees"),
    "seance": ("jour", "seance", "passages", "demi_journees"),
    "seance_amenagee": ("jour", "seance", "passages", "demi_journees"),
    "unite": ("unite", "demi_journees"),
}
"""The names that papers of each set of recipients have of their own.

A test holds this table against the sets.
"""

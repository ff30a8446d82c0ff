"""The names a template may use: the same for every paper, and those of its recipient."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, NotRequired, TypedDict

from amo_docs.catalogue import DocumentType
from amo_docs.compose.conformite import state_conformite
from amo_docs.compose.filtres import write_date_longue
from amo_docs.model.candidat import Candidat
from amo_docs.model.decision import Decision, Effectifs
from amo_docs.model.dossier import Dossier
from amo_docs.model.jury import Jury, Membre
from amo_docs.model.papier import Papier, Sujet
from amo_docs.model.phrases import fill_phrase
from amo_docs.model.referentiel import Bloc, Composante, Referentiel, Voie
from amo_docs.model.regles_jury import College
from amo_docs.model.session import Autorite, Epreuve, Session, Signataire
from amo_docs.typographie import set_espaces


@dataclass(frozen=True)
class Mentions:
    """The sentences of the mentions, filled; `enregistrement` is None until the registration is known."""

    enregistrement: str | None
    niveau: str
    nsf: str
    delivrance: str
    reserve_attestation: str


@dataclass(frozen=True)
class DelivrancePapier:
    """Day and place of délivrance of one paper."""

    date: date
    lieu: str


class Images(TypedDict):
    """The addresses of the images of a paper; None for one that the session does not name."""

    logo: str | None
    signature: str | None
    cachet: str | None


class Noms(TypedDict):
    """The names a template sees, with their types: what the review of templates and their documentation read.

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
    taille: NotRequired[str]
    signataire: NotRequired[Signataire]
    candidat: NotRequired[Candidat]
    decision: NotRequired[Decision]
    membre: NotRequired[Membre]
    college: NotRequired[College]
    bloc: NotRequired[Bloc]
    delivrance: NotRequired[DelivrancePapier]


PROPRES: Mapping[str, tuple[str, ...]] = {
    "candidat": ("candidat", "decision"),
    "certifie": ("candidat", "decision"),
    "bloc_acquis": ("candidat", "decision", "bloc"),
    "membre_jury": ("membre", "college"),
    "jury": (),
}
"""The names of their own that papers have, by whom they are for; a test holds them against the sets of recipients."""


def make_mentions(referentiel: Referentiel, session: Session) -> Mentions:
    """Return the sentences of the référentiel filled with its facts (list of mentions of the parchemin)."""
    phrases = referentiel.phrases
    champs = {
        "code": referentiel.code,
        "intitule": referentiel.intitule,
        "niveau": str(referentiel.niveau),
        "niveau_europeen": str(referentiel.niveau_europeen),
        "nombre": str(len(referentiel.acquisition.blocs_requis)),
    }
    act = referentiel.enregistrement or session.enregistrement
    enregistrement = None
    phrase = phrases.find_enregistrement(act) if act else None
    if act is not None and phrase is not None:
        facts = {"texte": act.texte or "", "date": write_date_longue(act.date)}
        enregistrement = set_espaces(fill_phrase(phrase, champs | facts))
    nsf = "code NSF" if len(referentiel.nsf) == 1 else "codes NSF"
    return Mentions(
        enregistrement=enregistrement,
        niveau=set_espaces(fill_phrase(phrases.niveau, champs)),
        nsf=set_espaces(f"{nsf} {', '.join(f'{n.code} : {n.libelle}' for n in referentiel.nsf)}"),
        delivrance=set_espaces(fill_phrase(phrases.delivrance, champs)),
        reserve_attestation=set_espaces(fill_phrase(phrases.reserve_attestation, champs)),
    )


@dataclass(frozen=True)
class Commun:
    """What all the papers of a run share. `veille` is the same on the eve of the juries, for blank papers."""

    dossier: Dossier
    decisions: tuple[Decision, ...]
    effectifs: Mapping[str, Effectifs]
    definitif: bool
    veille: Commun | None = None


def _list_images(commun: Commun, papier: Papier) -> tuple[bool, Images]:
    """Return (whether signatures are shown, URL of each image or None)."""
    session = commun.dossier.session
    signataire = session.find_signataire(papier.type)
    rank = session.signataires.index(signataire) if signataire else -1
    available = commun.dossier.modeles.images
    names = {"logo": "logo", "signature": f"signature-{rank}", "cachet": f"cachet-{rank}"}
    urls = {name: f"amo:image/{key}" if key in available else None for name, key in names.items()}
    images = Images(logo=urls["logo"], signature=urls["signature"], cachet=urls["cachet"])
    return commun.definitif and not papier.projet, images


def _make_delivrance(session: Session, decision: Decision | None) -> DelivrancePapier | None:
    """Return the candidate's own day of délivrance, or the session's, and its place; None before there is one."""
    if session.delivrance is None:
        return None
    own = decision.date_delivrance if decision is not None else None
    return DelivrancePapier(own or session.delivrance.date, session.delivrance.lieu)


def _choose_jour(commun: Commun, document: DocumentType, papier: Papier) -> tuple[Commun, Sujet]:
    """Return the data a paper is made from, and its subject in them: those of the eve for a blank paper."""
    if document.vierge_de is None:
        return commun, papier.sujet
    if commun.veille is None:
        raise ValueError(f"« {papier.type} » is blank, and the eve of the juries was not given")
    return commun.veille, _find_sujet(commun.veille, papier.sujet)


def _find_sujet(commun: Commun, sujet: Sujet) -> Sujet:
    """Return the same subject in the data of `commun`."""
    jury = commun.dossier.session.find_jury(sujet.jury.code) or sujet.jury
    membre = jury.find_membre(sujet.membre.id) if sujet.membre else None
    decision = next((d for d in commun.decisions if sujet.decision and d.candidat.matricule == sujet.identifiant), None)
    return Sujet(jury, decision, membre, sujet.bloc)


def make_contexte(commun: Commun, document: DocumentType, papier: Papier) -> dict[str, Any]:
    """Return the names the template of `papier` sees; one that does not apply is absent, and its use is an error."""
    commun, sujet = _choose_jour(commun, document, papier)
    session, referentiel = commun.dossier.session, commun.dossier.referentiel
    voie = referentiel.find_voie(sujet.jury.voie)
    signee, images = _list_images(commun, papier)
    candidat = sujet.decision.candidat if sujet.decision else None
    contexte: Noms = {
        "referentiel": referentiel,
        "session": session,
        "autorite": session.autorite,
        "jury": sujet.jury,
        "voie": voie,
        "composante": referentiel.find_composante(sujet.jury.composante),
        "document": document,
        "papier": papier,
        "mentions": make_mentions(referentiel, session),
        "decisions": tuple(d for d in commun.decisions if d.candidat.jury == sujet.jury.code),
        "effectifs": commun.effectifs[sujet.jury.code],
        "conformite": state_conformite(sujet.jury, voie.jury if voie else None, referentiel),
        "epreuves": session.list_epreuves(sujet.jury, candidat),
        "images": images,
        "signee": signee,
        "vierge": document.vierge_de is not None,
    }
    optional: dict[str, Any] = {
        "signataire": session.find_signataire(papier.type),
        "candidat": candidat,
        "decision": sujet.decision,
        "membre": sujet.membre,
        "college": referentiel.find_college(sujet.membre.college) if sujet.membre else None,
        "bloc": sujet.bloc,
        "delivrance": _make_delivrance(session, sujet.decision),
    }
    return dict(contexte) | {name: value for name, value in optional.items() if value is not None}

"""The names a template may use: those of every paper, and those of its recipient."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from typing import Any

from amo_docs.catalogue import DocumentType
from amo_docs.compose.conformite import state_conformite
from amo_docs.gabarits.filtres import write_date_longue
from amo_docs.gabarits.noms import DelivrancePapier, Images, Mentions, Noms
from amo_docs.model.decision import SANS_PREREQUIS, Decision, Effectifs, sort_decisions
from amo_docs.model.matiere import Matiere
from amo_docs.model.modeles import ADRESSE_IMAGE
from amo_docs.model.papier import Papier, Sujet
from amo_docs.model.phrases import cite_acte, fill_phrase
from amo_docs.model.referentiel import Bloc, Referentiel
from amo_docs.model.seances import DemiJournee, Passage, list_demi_journees, list_passages
from amo_docs.model.session import Session
from amo_docs.typographie import set_espaces


def make_mentions(
    referentiel: Referentiel,
    session: Session,
    voie: str,
    option: str | None = None,
    jour: date | None = None,
) -> Mentions:
    """Return the sentences of the référentiel filled with its facts.

    They are those of a candidate of the route `voie` who chose `option`, and of a title delivered
    on `jour`; the sentence of validity is None without such a day.

    Source of the list: France compétences, mentions of the parchemin.
    """
    phrases = referentiel.phrases
    champs = {
        "code": referentiel.code,
        "intitule": referentiel.intitule,
        "niveau": str(referentiel.niveau),
        "niveau_europeen": str(referentiel.niveau_europeen),
        "nombre": str(referentiel.find_regle(voie).count_blocs(option)),
    }
    # The act is data, of the référentiel or of the session: a State certification
    # cites an arrêté, a private one a decision. Without it the mention is None, and
    # rule M501 refuses the papers that need it.
    act = session.find_enregistrement(referentiel)
    enregistrement = None
    phrase = phrases.find_enregistrement(act) if act else None
    if act is not None and phrase is not None:
        facts = {"texte": act.texte or "", "date": write_date_longue(act.date)}
        enregistrement = set_espaces(cite_acte(fill_phrase(phrase, champs | facts), act))
    nsf = "code NSF" if len(referentiel.nsf) == 1 else "codes NSF"
    fin = referentiel.validite.find_fin(jour) if referentiel.validite and jour else None
    return Mentions(
        enregistrement=enregistrement,
        # A certification without a level claims none, whatever its sentences say.
        niveau=_fill(phrases.niveau, champs) if referentiel.niveau is not None else None,
        nsf=set_espaces(f"{nsf} {', '.join(f'{n.code} : {n.libelle}' for n in referentiel.nsf)}"),
        delivrance=set_espaces(fill_phrase(phrases.delivrance, champs)),
        reserve_attestation=_fill(phrases.reserve_attestation, champs),
        validite=_fill(phrases.validite, {"fin": write_date_longue(fin)}) if fin else None,
    )


def _fill(phrase: str | None, champs: Mapping[str, str]) -> str | None:
    """Return a sentence filled in; None where the référentiel has none."""
    return None if phrase is None else set_espaces(fill_phrase(phrase, dict(champs)))


@dataclass(frozen=True)
class Commun:
    """What all the papers of a run share.

    `veille` is the same on the eve of the juries, for blank papers. `outils` are the versions of
    what lays the papers out: they count in the fingerprint.
    """

    matiere: Matiere
    decisions: tuple[Decision, ...]
    effectifs: Mapping[str, Effectifs]
    definitif: bool
    veille: Commun | None = None
    outils: Mapping[str, str] = field(default_factory=dict)

    # Each paper of a jury asks for these three. Grouping every candidate again for each of them
    # would cost the square of their number.
    @cached_property
    def par_jury(self) -> Mapping[str, tuple[Decision, ...]]:
        """The decisions of each jury, by its code, in the order of names."""
        found: dict[str, list[Decision]] = {}
        # Minutes too: lists of one jury are compared line by line, whatever the table’s order.
        for decision in sort_decisions(self.decisions):
            found.setdefault(decision.candidat.jury, []).append(decision)
        return {code: tuple(decisions) for code, decisions in found.items()}

    @cached_property
    def passages(self) -> Mapping[str, tuple[Passage, ...]]:
        """The passages of each jury, by its code."""
        return {
            jury.code: list_passages(self.matiere.session, jury)
            for jury in self.matiere.session.jurys
        }

    @cached_property
    def demi_journees(self) -> Mapping[str, tuple[DemiJournee, ...]]:
        """The half-days each jury sits, by its code."""
        return {
            jury.code: list_demi_journees(self.passages[jury.code], jury)
            for jury in self.matiere.session.jurys
        }


# A type of its own: any other KeyError raised while mentions are read is a bug, and must
# not pass for a mention that is missing.
class NomAbsentError(KeyError):
    """A name that does not apply to this paper."""


class Contexte(dict[str, Any]):
    """The names of one paper. Asking for another raises NomAbsentError."""

    def __missing__(self, nom: str) -> Any:
        """Raise NomAbsentError."""
        raise NomAbsentError(nom)


def _list_images(commun: Commun, papier: Papier) -> tuple[bool, Images]:
    """Return (whether signatures are shown, URL of each image or None)."""
    session = commun.matiere.session
    signataire = session.find_signataire(papier.type)
    # Images of a signatory are loaded under his rank: two may have the same name.
    rank = session.signataires.index(signataire) if signataire else -1
    available = commun.matiere.modeles.images
    names = {"logo": "logo", "signature": f"signature-{rank}", "cachet": f"cachet-{rank}"}
    urls = {
        name: f"{ADRESSE_IMAGE}{key}" if key in available else None for name, key in names.items()
    }
    images = Images(logo=urls["logo"], signature=urls["signature"], cachet=urls["cachet"])
    # Both are asked: a paper of before the jury is never PROJET, yet is not signed in a draft run.
    return commun.definitif and not papier.projet, images


def _make_delivrance(session: Session, decision: Decision | None) -> DelivrancePapier | None:
    """Return the day and place of délivrance, or None before the session has them.

    The day is the candidate's own where he has one.
    """
    if session.delivrance is None:
        return None
    # Prerequisites proved after the jury give a certificate a day of its
    # own; its PV stays the same.
    own = decision.date_delivrance if decision is not None else None
    return DelivrancePapier(own or session.delivrance.date, session.delivrance.lieu)


def _choose_jour(commun: Commun, document: DocumentType, papier: Papier) -> tuple[Commun, Sujet]:
    """Return the data a paper is made from, and its subject in them.

    A blank paper is made from those of the eve of the juries. Raises ValueError, which is a bug,
    when these were not given.
    """
    # Composed from the eve, a blank paper has nothing of the day in its data, so nothing can leak.
    if document.vierge_de is None:
        return commun, papier.sujet
    if commun.veille is None:
        raise ValueError(f"« {papier.type} » is blank, and the eve of the juries was not given")
    return commun.veille, _find_sujet(commun.veille, papier.sujet)


def _find_sujet(commun: Commun, sujet: Sujet) -> Sujet:
    """Return the same subject in the data of `commun`."""
    jury = commun.matiere.session.find_jury(sujet.jury.code) or sujet.jury
    membre = jury.find_membre(sujet.membre.id) if sujet.membre else None
    decision = next(
        (
            d
            for d in commun.decisions
            if sujet.decision and d.candidat.matricule == sujet.identifiant
        ),
        None,
    )
    return replace(sujet, jury=jury, decision=decision, membre=membre)


def _list_blocs(referentiel: Referentiel, sujet: Sujet) -> tuple[Bloc, ...]:
    """Return the blocs assessed: those of the épreuve that the candidate aims at.

    Without an épreuve, or without a candidate, nothing narrows the list.
    """
    codes = (
        sujet.epreuve.blocs if sujet.epreuve else tuple(bloc.code for bloc in referentiel.unites)
    )
    aimed = sujet.decision.candidat.blocs_vises if sujet.decision else codes
    return tuple(bloc for bloc in referentiel.unites if bloc.code in codes and bloc.code in aimed)


def _find_suite(referentiel: Referentiel, decision: Decision | None) -> str | None:
    """Return what the référentiel says comes after the decision, or None."""
    # The decision of the day of the jury: a notification announces that one, and it never changes.
    if decision is None:
        return None
    code = decision.code_jury
    nom = "prerequis_manquants" if code in SANS_PREREQUIS else code.name.lower()
    return getattr(referentiel.suites, nom, None)


def _list_parts(commun: Commun, sujet: Sujet) -> dict[str, Any]:
    """Return the parts of the subject, the passages of its day and the half-days of its jury.

    A part that does not apply is None.
    """
    # The half-days of a whole jury belong on its lists, not on the letter of one person.
    tout = sujet.decision is None and sujet.membre is None
    return {
        "decision": sujet.decision,
        "membre": sujet.membre,
        "bloc": sujet.bloc,
        "epreuve": sujet.epreuve,
        "jour": sujet.jour,
        "seance": sujet.seance,
        "unite": sujet.unite,
        "passages": tuple(p for p in commun.passages[sujet.jury.code] if p.jour == sujet.jour)
        if sujet.jour
        else None,
        "demi_journees": commun.demi_journees[sujet.jury.code] if tout else None,
    }


def make_contexte(commun: Commun, document: DocumentType, papier: Papier) -> Contexte:
    """Return the names the template of `papier` sees.

    One that does not apply is absent, and its use is a finding.
    """
    commun, sujet = _choose_jour(commun, document, papier)
    session, referentiel = commun.matiere.session, commun.matiere.referentiel
    voie = referentiel.find_voie(sujet.jury.voie)
    signee, images = _list_images(commun, papier)
    candidat = sujet.decision.candidat if sujet.decision else None
    delivrance = _make_delivrance(session, sujet.decision)
    # Typed, so that mypy holds these names to those the review of templates and their page list.
    contexte: Noms = {
        "referentiel": referentiel,
        "session": session,
        "autorite": session.autorite,
        "jury": sujet.jury,
        "voie": voie,
        "composante": referentiel.find_composante(sujet.jury.composante),
        "document": document,
        "papier": papier,
        "mentions": make_mentions(
            referentiel,
            session,
            candidat.voie if candidat else sujet.jury.voie,
            candidat.option if candidat else None,
            delivrance.date if delivrance else None,
        ),
        "decisions": commun.par_jury.get(sujet.jury.code, ()),
        "effectifs": commun.effectifs[sujet.jury.code],
        "conformite": state_conformite(sujet.jury, voie.jury if voie else None, referentiel),
        "epreuves": session.list_epreuves(sujet.jury, candidat),
        "images": images,
        "signee": signee,
        "vierge": document.vierge_de is not None,
        "blocs_evalues": _list_blocs(referentiel, sujet),
        "parametres": document.parametres,
        "suite": _find_suite(referentiel, sujet.decision),
        "recours": session.find_recours(referentiel, candidat.statut) if candidat else None,
    }
    optional: dict[str, Any] = {
        "signataire": session.find_signataire(papier.type),
        "candidat": candidat,
        "college": referentiel.find_college(sujet.membre.college) if sujet.membre else None,
        "delivrance": delivrance,
        **_list_parts(commun, sujet),
    }
    # Left out rather than None, so that `is defined` answers and a misuse is found.
    return Contexte(
        dict(contexte) | {name: value for name, value in optional.items() if value is not None}
    )

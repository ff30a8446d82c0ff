"""What a paper cannot be made without: one question, asked by the checks and by the plan.

A paper that is `facultatif` is left out, with the reason, until its data are there; of any other,
missing data are an erreur. `exige` of `documents.toml` names those beyond the mentions.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any, get_args

from amo_docs.catalogue.types_papier import DocumentType
from amo_docs.model.base import Notion
from amo_docs.model.candidat import Candidat, Issue
from amo_docs.model.decision import SANS_PREREQUIS, Decision
from amo_docs.model.jury import Jury, Membre
from amo_docs.model.papier import Sujet
from amo_docs.model.referentiel import Bloc, Referentiel
from amo_docs.model.session import Epreuve, Session

Exigence = Callable[[Session, Referentiel, Sujet], str | None]
"""Returns what is missing, in French, or None."""


def require_recours(session: Session, referentiel: Referentiel, sujet: Sujet) -> str | None:
    """An unfavourable decision says how to appeal, in the text of the regime (CJA, R421-5)."""
    decision = sujet.decision
    # Whoever got all he asked for has nothing to appeal against.
    if decision is None or decision.favorable:
        return None
    statut = decision.candidat.statut
    if session.find_recours(referentiel, statut):
        return None
    return f"sans voies et délais de recours ([recours] {referentiel.find_regime(statut)})"


def require_prerequis_dits(
    _session: Session, _referentiel: Referentiel, sujet: Sujet
) -> str | None:
    """« Prérequis non justifiés » says which ones."""
    decision = sujet.decision
    if decision is None or decision.code_jury not in SANS_PREREQUIS:
        return None
    return None if decision.prerequis_jury.manques else "sans le prérequis qui manque"


def require_motifs(_session: Session, _referentiel: Referentiel, sujet: Sujet) -> str | None:
    """A bloc that is not acquired says why."""
    refuses = (
        (r for r in sujet.decision.resultats if r.issue is Issue.NON_ACQUIS)
        if sujet.decision
        else ()
    )
    return "sans motif pour un bloc non acquis" if any(r.motif is None for r in refuses) else None


EXIGENCES: Mapping[str, Exigence] = {
    "recours": require_recours,
    "prerequis_dits": require_prerequis_dits,
    "motifs": require_motifs,
}
"""The requirements that depend on whom the paper is about, by the name `exige` gives them."""


RACINES: Mapping[str, type[Notion]] = {
    "session": Session,
    "referentiel": Referentiel,
    "jury": Jury,
    "candidat": Candidat,
    "decision": Decision,
    "membre": Membre,
    "bloc": Bloc,
    "epreuve": Epreuve,
}
"""What a path of `exige` starts from."""


def _find_notion(annotation: Any) -> type[Notion] | None:
    """Return the record an annotation stands for, None left aside."""
    kinds = [annotation, *get_args(annotation)]
    return next(
        (kind for kind in kinds if isinstance(kind, type) and issubclass(kind, Notion)), None
    )


def is_exigence(nom: str) -> bool:
    """Tell whether `exige` may name this.

    It is a requirement of the list, or a path to a field (« jury.nomination »).
    """
    if nom in EXIGENCES:
        return True
    racine, *parts = nom.split(".")
    notion = RACINES.get(racine)
    for rank, part in enumerate(parts):
        # The path is walked in the model: a misspelt one is found before there is any session.
        field = notion.model_fields.get(part) if notion else None
        if field is None:
            return False
        notion = _find_notion(field.annotation) if rank < len(parts) - 1 else notion
    return notion is not None and bool(parts)


def _seek(session: Session, referentiel: Referentiel, sujet: Sujet, chemin: str) -> Any:
    """Return the value at a path that `is_exigence` admits, or None."""
    candidat = sujet.decision.candidat if sujet.decision else None
    racines = {
        "session": session,
        "referentiel": referentiel,
        "jury": sujet.jury,
        "candidat": candidat,
        "decision": sujet.decision,
        "membre": sujet.membre,
        "bloc": sujet.bloc,
        "epreuve": sujet.epreuve,
    }
    value: Any = racines
    for part in chemin.split("."):
        value = value[part] if isinstance(value, Mapping) else getattr(value, part, None)
    return value


def list_manques(
    document: DocumentType, session: Session, referentiel: Referentiel, sujet: Sujet
) -> Iterator[str]:
    """Yield, in French, each thing that is missing for `document` to be made for `sujet`."""
    if "date_papier" in document.mentions and document.cle not in session.dates:
        yield f"sans date imprimée ([dates] {document.cle})"
    if "signataire" in document.mentions and session.find_signataire(document.cle) is None:
        yield f"sans signataire (« {document.cle} » dans « papiers » d’un des [[signataires]])"
    for nom in document.exige:
        if nom in EXIGENCES:
            manque = EXIGENCES[nom](session, referentiel, sujet)
            if manque:
                yield manque
        # An empty list is missing too, as a value nobody typed is.
        elif not _seek(session, referentiel, sujet, nom):
            yield f"sans « {nom} »"

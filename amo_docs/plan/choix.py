"""The papers a person names, and the names that are not there."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from amo_docs import FORMATS
from amo_docs.catalogue import DocumentType
from amo_docs.errors import DemandeError
from amo_docs.model.classement import collate
from amo_docs.model.papier import Exemplaire, Plan
from amo_docs.model.proches import suggest
from amo_docs.model.selection import Selection
from amo_docs.model.session import Session


def _refuse(option: str, asked: Iterable[str], known: Iterable[str]) -> None:
    names = sorted(known, key=collate)
    for value in sorted(asked, key=collate):
        if value not in names:
            raise DemandeError(
                f"{option} : « {value} » n’existe pas dans cette session. {suggest(value, names)}"
            )


def refuse_inconnus(
    selection: Selection, session: Session, catalogue: tuple[DocumentType, ...]
) -> None:
    """Raise DemandeError when `selection` names a type, candidate or member that does not exist."""
    # A name misspelt would otherwise choose nothing, and a run that does nothing looks like one
    # done.
    _refuse("--seulement", selection.types, (document.cle for document in catalogue))
    _refuse(
        "--candidat", selection.candidats, (candidat.matricule for candidat in session.candidats)
    )
    _refuse(
        "--membre",
        selection.membres,
        (membre.id for jury in session.jurys for membre in jury.membres),
    )


def select_papiers(
    plan: Plan, selection: Selection, modifies: Iterable[str]
) -> Mapping[str, tuple[str, ...]]:
    """Return the formats to make of each paper, by its path.

    Beside what `selection` names, the files `modifies` (paths with extension), changed by hand, are
    made again. Raises DemandeError when nothing of the plan is chosen.
    """
    changed = set(modifies)
    voulus = {}
    for papier in plan.papiers:
        named = selection.formats if selection.names(papier) else ()
        formats = tuple(
            f for f in FORMATS if f in named or papier.exemplaire.name_fichier(f) in changed
        )
        if formats:
            voulus[papier.chemin] = formats
    if not voulus and not selection.totale:
        # The papers may exist and not be made yet: the reason is of more help than « none ».
        reasons = dict.fromkeys(r.raison for r in plan.refus if selection.names_refus(r))
        why = f" : {' ; '.join(reasons)}" if reasons else ""
        raise DemandeError(f"Aucun papier à faire pour cette demande{why}.")
    return voulus


def list_caducs(
    plan: Plan,
    selection: Selection,
    catalogue: tuple[DocumentType, ...],
    session: Session,
    en_place: Iterable[Exemplaire],
) -> frozenset[str]:
    """Return the paths of the titles in place that nobody has any more, as far as is asked.

    They are of somebody whom `selection` names, or of a matricule that the session does not know.
    """
    # A partial run leaves the other papers as they are; but a person whose matricule or result was
    # corrected would keep a title that is not hers beside the one just made.
    titres = {document.cle for document in catalogue if document.vaut_titre}
    planned = {papier.cle for papier in plan.papiers}
    known = {candidat.matricule for candidat in session.candidats}
    return frozenset(
        un.chemin
        for un in en_place
        if un.type in titres
        # Manifests of the first format give no key.
        and un.cle
        and un.cle not in planned
        and (un.destinataire not in known or selection.names_titre(un))
    )

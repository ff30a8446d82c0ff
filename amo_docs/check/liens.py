"""Rules on the ties between members and candidates, and on withdrawals."""

from __future__ import annotations

import re
from collections.abc import Iterator

from amo_docs.check.jurys import list_compositions, list_membres
from amo_docs.check.regle import Constat, Examen
from amo_docs.model.candidat import Candidat
from amo_docs.model.jury import Jury, Membre, NatureLien, Presence
from amo_docs.model.orthographe import recognise
from amo_docs.model.proches import suggest
from amo_docs.typographie import agree

# The ties that come from having prepared the candidate. On a training route trainers judge those
# they trained: these bar a member in a validation of experience only (D6412-6).
_FORMATION = frozenset({NatureLien.FORMATEUR, NatureLien.ACCOMPAGNATEUR})


def check_liens(examen: Examen) -> Iterator[Constat]:
    """Ties and withdrawals name candidates of the jury."""
    for cle, jury, membre in list_membres(examen):
        known = examen.list_matricules(jury)
        named = [
            (f"{cle}.liens[{i}].candidat", lien.candidat) for i, lien in enumerate(membre.liens)
        ]
        named += [(f"{cle}.deports", matricule) for matricule in membre.deports]
        for where, matricule in named:
            if matricule not in known:
                message = f"Le candidat « {matricule} » n’est pas de ce jury."
                yield Constat(where, message, suggest(matricule, known))


def _is_person(membre: Membre, candidat: Candidat) -> bool:
    """Tell whether a member bears the name of a candidate, and one of his first first names."""
    names = {
        recognise(nom) for nom in (candidat.nom_naissance, candidat.nom_usage) if nom is not None
    }
    # A member has one first name, a candidate all of his: « Anne » is the « Anne Laure » of the
    # table. The space keeps « Jean » from being « Jeanne ».
    return recognise(membre.nom) in names and f"{recognise(candidat.prenoms)} ".startswith(
        f"{recognise(membre.prenom)} "
    )


def check_membres_candidats(examen: Examen) -> Iterator[Constat]:
    """Nobody sits in the jury he comes before."""
    for cle, jury, membre in list_membres(examen):
        for candidat in examen.session.list_candidats(jury):
            if _is_person(membre, candidat):
                message = (
                    f"Le membre « {membre.id} » porte le nom du candidat « "
                    f"{candidat.matricule} » de ce jury."
                )
                geste = (
                    "Désignez un autre membre, ou distinguez les homonymes par tous leurs prénoms."
                )
                yield Constat(f"{cle}.nom", message, geste)


def _accompanies(membre: Membre, candidat: Candidat) -> bool:
    """Tell whether `membre` is the accompanier whom the candidate names."""
    # Words in any order: people type « Mme Durand Léa » as well as « Léa DURAND ».
    said = set(re.findall(r"\w+", recognise(candidat.accompagnateur or "")))
    return set(re.findall(r"\w+", recognise(f"{membre.prenom} {membre.nom}"))) <= said


def list_liens(examen: Examen) -> Iterator[tuple[str, Jury, Membre, str, NatureLien]]:
    """Yield (key, jury, member, matricule, nature) for each tie without a withdrawal.

    The member may sit. Ties are those declared, and that of an accompanier whom a candidate names.
    """
    for cle, jury, membre in list_membres(examen):
        # Who was absent, replaced or not called judged nobody.
        if membre.presence not in {None, Presence.PRESENT}:
            continue
        # A tie that was declared is not also deduced.
        declared = {lien.candidat for lien in membre.liens}
        ties = [
            (f"{cle}.liens[{i}]", lien.candidat, lien.nature) for i, lien in enumerate(membre.liens)
        ]
        ties += [
            (f"{cle}.liens", candidat.matricule, NatureLien.ACCOMPAGNATEUR)
            for candidat in examen.session.list_candidats(jury)
            if candidat.matricule not in declared and _accompanies(membre, candidat)
        ]
        yield from (
            (key, jury, membre, m, nature) for key, m, nature in ties if m not in membre.deports
        )


def _is_admis(examen: Examen, jury: Jury, nature: NatureLien) -> bool | None:
    """Tell whether the jury's route admits a tie of this nature; None when it is unknown."""
    # An unknown route is reported by D104: whether the tie bars depends on it.
    voie = examen.referentiel.find_voie(jury.voie)
    if nature not in _FORMATION:
        return False
    return None if voie is None else not voie.validation_acquis


def _say_lien(cle: str, membre: Membre, matricule: str, nature: NatureLien) -> Constat:
    message = (
        f"Le membre « {membre.id} » a un lien avec le candidat « {matricule} » ({nature}) et "
        "ne se retire pas."
    )
    return Constat(
        cle, message, f"Inscrivez « {matricule} » dans « deports », ou désignez un autre membre."
    )


def check_liens_sans_deport(examen: Examen) -> Iterator[Constat]:
    """A tie bars a member who does not withdraw for that candidate."""
    for cle, jury, membre, matricule, nature in list_liens(examen):
        if _is_admis(examen, jury, nature) is False:
            yield _say_lien(cle, membre, matricule, nature)


def check_formateurs_du_candidat(examen: Examen) -> Iterator[Constat]:
    """On a training route, a member who trained the candidate may sit; it is reported."""
    for cle, jury, membre, matricule, nature in list_liens(examen):
        if _is_admis(examen, jury, nature):
            yield _say_lien(cle, membre, matricule, nature)


def check_deports(examen: Examen) -> Iterator[Constat]:
    """For each candidate some member withdraws for, a jury remains, with a president."""
    for cle, jury, asked, membres in list_compositions(examen):
        for matricule in dict.fromkeys(m for membre in membres for m in membre.deports):
            left = tuple(m for m in membres if matricule not in m.deports)
            said = (
                f"Pour le candidat « {matricule} », les retraits laissent au jury « {jury.code} » "
            )
            # The law wants the member out; the fiche wants so many members for each candidate
            # judged.
            if len(left) < asked.effectif_min:
                said += (
                    f"{agree(len(left), 'membre', 'membres')}, pour {asked.effectif_min} au moins."
                )
                yield Constat(
                    f"{cle}.membres", said, "Faites examiner ce candidat par un autre jury."
                )
            # With no president to begin with, J302 has reported it.
            elif len(jury.find_presidents(membres)) == 1 and not jury.find_presidents(left):
                said += f"{agree(len(left), 'membre', 'membres')} et aucun président."
                yield Constat(
                    f"{cle}.membres", said, "Faites présider son suppléant, ou un autre jury."
                )

"""Rules on the ties between members and candidates, and on withdrawals."""

from __future__ import annotations

from collections.abc import Iterator

from amo_docs.check.identites import suggest
from amo_docs.check.jurys import list_membres
from amo_docs.check.regle import Constat, Examen
from amo_docs.model.jury import Presence


def check_liens(examen: Examen) -> Iterator[Constat]:
    """Ties and withdrawals name candidates of the jury."""
    for cle, jury, membre in list_membres(examen):
        known = [c.matricule for c in examen.session.list_candidats(jury)]
        named = [(f"{cle}.liens[{i}].candidat", lien.candidat) for i, lien in enumerate(membre.liens)]
        named += [(f"{cle}.deports", matricule) for matricule in membre.deports]
        for where, matricule in named:
            if matricule not in known:
                message = f"Le candidat « {matricule} » n’est pas de ce jury."
                yield Constat(where, message, suggest(matricule, known))


def check_liens_sans_deport(examen: Examen) -> Iterator[Constat]:
    """A member tied to a candidate who sits without withdrawing for him is said."""
    for cle, _, membre in list_membres(examen):
        for index, lien in enumerate(membre.liens):
            if lien.candidat not in membre.deports and membre.presence in {None, Presence.PRESENT}:
                message = f"Le membre « {membre.id} » a un lien ({lien.nature}) avec un candidat sans se déporter."
                geste = "Inscrivez le matricule dans « deports », ou désignez un autre membre."
                yield Constat(f"{cle}.liens[{index}]", message, geste)

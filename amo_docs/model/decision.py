"""The decision on a candidate: one record, decided once, that every paper reads and none
recomputes."""

from __future__ import annotations

from enum import StrEnum

from amo_docs.model.base import DateFr, Notion
from amo_docs.model.candidat import Candidat, Resultat
from amo_docs.model.jury import Jury


class CodeDecision(StrEnum):
    """What was decided, in the words the papers print; the order is from the best to the least."""

    CERTIFIE = "certifié"
    PREREQUIS_MANQUANTS = "blocs complets, prérequis non justifiés"
    BLOCS_ACQUIS = "blocs acquis"
    AJOURNE = "ajourné"
    ABSENT = "absent"
    EXCUSE = "excusé"
    EXCLU = "exclu"
    EN_ATTENTE = "en attente de résultats"


class EvaluationPrerequis(Notion):
    """What the prerequisites come to on one day: met or not, with each ground found and each one
    missing, in words."""

    acquis: bool
    constats: tuple[str, ...] = ()
    manques: tuple[str, ...] = ()


class Decision(Notion):
    """The decision on one candidate.

    `code` is the decision as it stands; `code_jury` what it was on the day of the jury, which is
    what the minutes print for ever: prerequisites proved later change the first, never the second.
    """

    candidat: Candidat
    code: CodeDecision
    code_jury: CodeDecision
    resultats: tuple[Resultat, ...]
    prerequis: EvaluationPrerequis
    prerequis_jury: EvaluationPrerequis
    blocs_nouveaux: tuple[str, ...]
    blocs_anterieurs: tuple[str, ...]
    date_delivrance: DateFr | None = None

    @property
    def favorable(self) -> bool:
        """Whether the jury granted all that was asked of it: every bloc aimed at, and no
        prerequisite in the way."""
        granted = set(self.candidat.blocs_vises) <= {*self.blocs_nouveaux, *self.blocs_anterieurs}
        return granted and self.code_jury in {CodeDecision.CERTIFIE, CodeDecision.BLOCS_ACQUIS}

    @property
    def present(self) -> bool:
        """Whether the candidate sat: some bloc was assessed, or the exclusion came on the day."""
        return self.code_jury not in {
            CodeDecision.ABSENT,
            CodeDecision.EXCUSE,
            CodeDecision.EN_ATTENTE,
        }


def select_decisions(decisions: tuple[Decision, ...], jury: Jury) -> tuple[Decision, ...]:
    """Return the decisions on the candidates of `jury`, in their order."""
    return tuple(decision for decision in decisions if decision.candidat.jury == jury.code)


class Effectifs(Notion):
    """The figures of one jury's minutes; `inscrits` = `presents` + `absents` (excusés among the
    absent)."""

    inscrits: int
    presents: int
    absents: int
    excuses: int
    certifies: int
    prerequis_manquants: int
    blocs_acquis: int
    ajournes: int
    exclus: int

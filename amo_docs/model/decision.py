"""The decision on a candidate: one record, made once; every paper reads it, none recomputes it."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum

from amo_docs.model.base import DateFr, Notion
from amo_docs.model.candidat import Candidat, Resultat
from amo_docs.model.classement import collate
from amo_docs.model.jury import Jury


class CodeDecision(StrEnum):
    """What was decided, in the words the papers print; from the best to the least."""

    CERTIFIE = "certifié"
    PREREQUIS_MANQUANTS = "blocs complets, prérequis non justifiés"
    # The same where there are no blocs: no paper of such a certification says the word.
    ENTIERE_SANS_PREREQUIS = "résultat favorable, prérequis non justifiés"
    BLOCS_ACQUIS = "blocs acquis"
    AJOURNE = "ajourné"
    ABSENT = "absent"
    EXCUSE = "excusé"
    EXCLU = "exclu"
    EN_ATTENTE = "en attente de résultats"


SANS_PREREQUIS = frozenset({CodeDecision.PREREQUIS_MANQUANTS, CodeDecision.ENTIERE_SANS_PREREQUIS})
"""All that the jury gives was acquired, and a prerequisite is not proved."""


class EvaluationPrerequis(Notion):
    """What the prerequisites come to on one day.

    `constats` are the grounds found and `manques` those that are missing, in words.
    """

    acquis: bool
    constats: tuple[str, ...] = ()
    manques: tuple[str, ...] = ()


class Decision(Notion):
    """The decision on one candidate.

    `code` is the decision as it stands; `code_jury` is what it was on the day of the jury.
    Prerequisites proved later change the first, never the second.
    """

    candidat: Candidat
    # What the minutes say is fixed on the day of the jury, and printed for ever. A later
    # certificate cites the same minutes.
    code: CodeDecision
    code_jury: CodeDecision
    resultats: tuple[Resultat, ...]
    prerequis: EvaluationPrerequis
    # « Prérequis non justifiés » is explained by what was missing on that day.
    prerequis_jury: EvaluationPrerequis
    # Acquired in this session, or before it: an attestation goes to the first only.
    blocs_nouveaux: tuple[str, ...]
    blocs_anterieurs: tuple[str, ...]
    # Those of another certification that count here: nobody acquired them before this jury.
    blocs_equivalents: tuple[str, ...] = ()
    date_delivrance: DateFr | None = None

    @property
    def favorable(self) -> bool:
        """Whether the jury granted all that was asked: every bloc, and no missing prerequisite."""
        # A candidate for one bloc who gets it was refused nothing: his notification needs no appeal
        # text.
        obtained = {*self.blocs_nouveaux, *self.blocs_anterieurs, *self.blocs_equivalents}
        granted = set(self.candidat.blocs_vises) <= obtained
        return granted and self.code_jury in {CodeDecision.CERTIFIE, CodeDecision.BLOCS_ACQUIS}

    @property
    def present(self) -> bool:
        """Whether the candidate sat: a bloc was assessed, or the exclusion came on the day."""
        return self.code_jury not in {
            CodeDecision.ABSENT,
            CodeDecision.EXCUSE,
            CodeDecision.EN_ATTENTE,
        }


def select_decisions(decisions: tuple[Decision, ...], jury: Jury) -> tuple[Decision, ...]:
    """Return the decisions on the candidates of `jury`, in their order."""
    return tuple(decision for decision in decisions if decision.candidat.jury == jury.code)


class Effectifs(Notion):
    """The figures of one jury's minutes: `inscrits` = `presents` + `absents`."""

    inscrits: int
    presents: int
    absents: int
    # Among the absents.
    excuses: int
    certifies: int
    prerequis_manquants: int
    blocs_acquis: int
    ajournes: int
    exclus: int


def sort_decisions(decisions: Iterable[Decision]) -> list[Decision]:
    """Return decisions in the order of names, homonyms by their matricule."""
    return sorted(decisions, key=lambda d: (d.candidat.tri, collate(d.candidat.matricule)))

"""What a run was asked and what it did: the demand, and an account that adds up."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from amo_docs.findings import Finding
from amo_docs.model.decision import CodeDecision, Decision
from amo_docs.model.papier import Refus
from amo_docs.model.selection import Selection


@dataclass(frozen=True)
class Demande:
    """What a person asks of `render`.

    `definitif` is for final papers, not PROJET; `ecraser` sets papers changed by hand aside.
    `vierges` names the types wanted blank too, `avec` those made on demand; `tout` makes again what
    has not changed. `processus` is how many child processes lay papers out, 0 for as many as the
    machine has cores.
    """

    definitif: bool = False
    selection: Selection = field(default_factory=Selection)
    ecraser: bool = False
    vierges: tuple[str, ...] = ()
    avec: tuple[str, ...] = ()
    tout: bool = False
    processus: int = 0

    @property
    def demandes(self) -> frozenset[str]:
        """The types asked for by name: those of `avec`, and those the selection names."""
        # Naming a paper made on demand is asking for it: no second option is needed.
        return self.selection.types | {*self.avec}


@dataclass(frozen=True)
class Remplacement:
    """A definitive paper that another took the place of, since it now says something else.

    `ancien` and `nouveau` are their paths without extension, `formats` those that are kept, in
    `retires/`. `ecarts` gives what differs among the data it prints, by path: before, after;
    `entrees` the inputs that changed.
    """

    ancien: str
    nouveau: str
    formats: tuple[str, ...]
    ecarts: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    entrees: tuple[str, ...] = ()


@dataclass(frozen=True)
class Bilan:
    """What a run did. Papers are counted once, whatever their formats.

    `produits` counts the papers made, by type; `repris` those that stayed as they were; `refus`
    those that are not made, with the reason. `retires` are the files withdrawn, `ecartes` those
    changed by hand and set aside, `changes` those that differ from before, with their `causes` by
    path, `nouveaux` those that were not in the folder, `remplaces` the definitive papers made again
    with other words. `perimes` are the print runs removed because their papers changed; `reste` is
    the former folder when the system would not remove all of it; `modifies` the files changed by
    hand that stay, since the session still makes their papers as they were.
    """

    dossier: Path
    titres: Mapping[str, str]
    formats: tuple[str, ...]
    produits: Mapping[str, int]
    repris: int
    refus: tuple[Refus, ...]
    retires: tuple[str, ...]
    ecartes: tuple[str, ...]
    decisions: tuple[Decision, ...]
    avertissements: tuple[Finding, ...]
    changes: tuple[str, ...] = ()
    causes: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    nouveaux: tuple[str, ...] = ()
    perimes: tuple[str, ...] = ()
    remplaces: tuple[Remplacement, ...] = ()
    reste: Path | None = None
    modifies: tuple[str, ...] = ()

    @property
    def demandes(self) -> int:
        """How many papers were asked for."""
        # Made, kept and refused add up to what was asked: a paper lost on the way would show.
        return sum(self.produits.values()) + self.repris + self.refuses

    @property
    def refuses(self) -> int:
        """How many papers were refused; those whose hour has not come were not asked for."""
        return sum(refus.nombre for refus in self.refus if not refus.attendu)

    def count_decisions(self) -> Mapping[str, int]:
        """Return how many candidates have each decision, in the order of decisions."""
        counts = Counter(decision.code for decision in self.decisions)
        return {code.value: counts[code] for code in CodeDecision if counts[code]}

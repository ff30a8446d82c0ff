"""What a rule is: a code, and one pure function from the examined session to what it found."""

from __future__ import annotations

import re
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, TypeVar

from amo_docs.catalogue import DocumentType
from amo_docs.constats import CODES, Code, report
from amo_docs.findings import Acquis, Finding
from amo_docs.model.decision import Decision, select_decisions
from amo_docs.model.enregistrement import Enregistrement
from amo_docs.model.etat import Etat, compute_etat
from amo_docs.model.jury import Jury
from amo_docs.model.matiere import Matiere
from amo_docs.model.referentiel import Referentiel
from amo_docs.model.session import Session

V = TypeVar("V", bound=Hashable)


@dataclass(frozen=True)
class Constat:
    """What a rule found: the path of the value, the fact, the next gesture."""

    cle: str
    message: str
    geste: str


@dataclass(frozen=True)
class Examen:
    """What rules look at: the session as loaded, its decisions, the papers declared.

    `entiere` is False when candidates could not be read and are left out, `tous_declares` when
    papers are, because their `documents.toml` is wrong.
    """

    matiere: Matiere
    decisions: tuple[Decision, ...]
    catalogue: tuple[DocumentType, ...]
    entiere: bool = True
    tous_declares: bool = True

    @property
    def acquis(self) -> frozenset[Acquis]:
        """What the rules may rest on."""
        # Not DONNEES: whether the data are right is what the rules find out.
        return frozenset(
            acquis
            for acquis, right in (
                (Acquis.CANDIDATS, self.entiere),
                (Acquis.PAPIERS, self.tous_declares),
            )
            if right
        )

    @property
    def session(self) -> Session:
        """The session."""
        return self.matiere.session

    @property
    def referentiel(self) -> Referentiel:
        """The référentiel."""
        return self.matiere.referentiel

    @property
    def enregistrement(self) -> Enregistrement | None:
        """The registration: that of the référentiel, else that of the session."""
        return self.session.find_enregistrement(self.referentiel)

    @cached_property
    def etats(self) -> Mapping[str, Etat]:
        """The state of each jury, by its code."""
        found = {
            j.code: compute_etat(self.session, j, self.list_decisions(j))
            for j in self.session.jurys
        }
        # A candidate left out may still await his results: a jury is never taken as having decided
        # while one is missing.
        return (
            found
            if self.entiere
            else {code: min(etat, Etat.CONVOQUEE) for code, etat in found.items()}
        )

    def list_matricules(self, jury: Jury) -> list[str]:
        """Return the matricules of `jury`, and those of candidates whose own jury is unknown."""
        # D103 reports the unknown jury: that its candidates are « not of this jury » would be the
        # same mistake again.
        known = {j.code for j in self.session.jurys}
        return [
            c.matricule
            for c in self.session.candidats
            if c.jury == jury.code or c.jury not in known
        ]

    def list_decisions(self, jury: Jury) -> tuple[Decision, ...]:
        """Return the decisions on the candidates of `jury`."""
        return select_decisions(self.decisions, jury)


def gather(
    wrong: Iterable[tuple[str, V]], examen: Examen | None = None
) -> Iterator[tuple[str, V, str]]:
    """Yield (first key, value, « (n fois) » or nothing) of each wrong value.

    One mistake copied down a column is reported once, at its first place. With `examen`, it is
    counted in the rows left out too: the value, or the first part of it, is wrong there as well.
    """
    found: dict[V, list[str]] = {}
    for cle, value in wrong:
        found.setdefault(value, []).append(cle)
    for value, cles in found.items():
        count = len(cles) + (_count_ecartes(examen, cles, value) if examen else 0)
        yield cles[0], value, f" ({count} fois)" if count > 1 else ""


def _count_ecartes(examen: Examen, cles: list[str], value: object) -> int:
    """Return how often the fields `cles` of candidates hold `value` in the rows left out."""
    said = value[0] if isinstance(value, tuple) else value
    champs = {
        re.sub(r"\[\d+\]", "", cle).partition(".")[2]
        for cle in cles
        if cle.startswith("candidats[")
    }
    ecartes = examen.matiere.reperes.ecartes
    return sum(
        leaf == said
        for brut in ecartes
        for champ in champs
        for leaf in _list_feuilles(brut, champ.split("."))
    )


def _list_feuilles(brut: Any, champs: list[str]) -> Iterator[Any]:
    """Yield the values at the end of a path of keys, through lists."""
    if isinstance(brut, list):
        for item in brut:
            yield from _list_feuilles(item, champs)
    elif not champs:
        yield brut
    elif isinstance(brut, dict):
        yield from _list_feuilles(brut.get(champs[0]), champs[1:])


def gather_noms(wrong: Iterable[tuple[str, str, V]]) -> Iterator[tuple[str, list[str], V]]:
    """Yield (first key, names in « », value) of each (key, name, value).

    One mistake that several persons share is reported once, with their names.
    """
    found: dict[V, list[tuple[str, str]]] = {}
    for cle, nom, value in wrong:
        found.setdefault(value, []).append((cle, f"« {nom} »"))
    for value, named in found.items():
        yield named[0][0], [nom for _, nom in named], value


@dataclass(frozen=True)
class Regle:
    """One rule: its code, and the function that finds what breaks it.

    The code says how grave it is, where it comes from, and what it supposes.
    """

    code: str
    # One mistake is one finding. A rule is silent on what another one has reported, and the comment
    # on each `continue` names that rule; tests/check/test_causes.py holds the pairs.
    verifier: Callable[[Examen], Iterator[Constat]]

    @property
    def sens(self) -> Code:
        """What its code stands for."""
        return CODES[self.code]

    def apply(self, examen: Examen) -> Iterator[Finding]:
        """Yield what the rule finds, each with its place."""
        # Rules name paths: only here do they become places in files.
        for constat in self.verifier(examen):
            place = examen.matiere.reperes.find(constat.cle)
            yield report(self.code, constat.message, constat.geste, place)

"""What composing yields, paper after paper."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from amo_docs.findings import Finding, sort_findings
from amo_docs.model.papier import PapierCompose


@dataclass(frozen=True)
class Composition:
    """What composing yields: the papers, and the findings; papers are whole only when there is no
    finding.

    `surs` are the findings no data is the cause of: they are said beside those of wrong data too.
    """

    papiers: tuple[PapierCompose, ...]
    findings: tuple[Finding, ...]
    surs: frozenset[Finding] = frozenset()


SURS = frozenset({"G602", "G603", "G606", "G608", "G620"})
"""Codes of what is wrong whatever the data."""


def join_compositions(
    constats: tuple[Finding, ...], compositions: Iterable[Composition]
) -> Composition:
    """Return all the papers and all the findings, once each; `constats` are those of the templates
    themselves."""
    every = tuple(compositions)
    findings = sort_findings((*constats, *(f for c in every for f in c.findings)))
    surs = frozenset(constats).union(*(c.surs for c in every))
    return Composition(tuple(p for c in every for p in c.papiers), findings, surs)

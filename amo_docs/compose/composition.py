"""What composing gives, paper after paper."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from amo_docs.findings import Finding, sort_findings
from amo_docs.model.papier import PapierCompose


@dataclass(frozen=True)
class Composition:
    """The papers composed, and the findings. A paper with a finding is not among the papers."""

    papiers: tuple[PapierCompose, ...]
    findings: tuple[Finding, ...]


def join_compositions(compositions: Iterable[Composition]) -> Composition:
    """Return all the papers and all the findings, once each."""
    every = tuple(compositions)
    return Composition(
        tuple(papier for c in every for papier in c.papiers),
        # A fault of a template comes back with each of its papers: it is said once.
        sort_findings(finding for c in every for finding in c.findings),
    )

"""A finding is a value: what is wrong in the data, where, and the next gesture.

Rules and loaders return findings; nothing is raised for bad data. The list is sorted by place and
shown whole, once.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import Enum, StrEnum

from amo_docs.typographie import set_espaces


class Severite(StrEnum):
    """How grave a finding is."""

    # The first stops before anything is written; the second is read, and stops nothing.
    ERREUR = "erreur"
    AVERTISSEMENT = "avertissement"


class Acquis(Enum):
    """What is known to be right, and what findings may rest on."""

    # All the data; all the candidates (no row was left out); all the papers declared; all the
    # templates (each could be read).
    DONNEES = "données"
    CANDIDATS = "candidats"
    PAPIERS = "papiers"
    GABARITS = "gabarits"


_CLE_MAX = 300


@dataclass(frozen=True, order=True)
class Place:
    """Where a finding stands, as the person sees it in the file.

    `fichier` is the name to show; `ligne` is 1-based as the editor or the spreadsheet numbers it;
    `colonne` is the heading of a table column; `cle` a path such as `jurys[1].membres[2].mandat`.
    `rang` is that of the column, from 1: findings are told in the order of the sheet.
    """

    fichier: str = ""
    feuille: str = ""
    ligne: int = 0
    colonne: str = ""
    cle: str = ""
    # Not compared: a heading is known by its words.
    rang: int = field(default=0, compare=False)

    def __str__(self) -> str:
        parts = [self.fichier]
        if self.feuille:
            parts.append(f"feuille {self.feuille}")
        if self.ligne:
            parts.append(f"ligne {self.ligne}")
        if self.colonne:
            parts.append(f"colonne « {self.colonne} »")
        if self.cle:
            # A key without end is shown by its beginning.
            parts.append(self.cle if len(self.cle) <= _CLE_MAX else f"{self.cle[:_CLE_MAX]}…")
        return ", ".join(part for part in parts if part)


@dataclass(frozen=True)
class Finding:
    """One thing wrong.

    `code` names the rule (`D102`), `message` states the fact with the value in « », `geste` the
    next gesture, `source` the article or the line of the fiche the rule comes from. `suppose` is
    what must be right for it to be reported, where that is less than its code asks.
    """

    code: str
    message: str
    geste: str
    place: Place = field(default_factory=Place)
    severite: Severite = Severite.ERREUR
    source: str = ""
    # Not compared: the same fault, found in two ways, is one finding.
    suppose: frozenset[Acquis] | None = field(default=None, compare=False)

    def __str__(self) -> str:
        where = f"{self.place} : " if str(self.place) else ""
        return set_espaces(f"{where}{self.message} {self.geste}") + f" [{self.code}]"


def sort_findings(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Return the findings once each, sorted by place, then by code and message."""
    return tuple(sorted(set(findings), key=_rank))


def _rank(finding: Finding) -> tuple[object, ...]:
    place = finding.place
    where = (place.fichier, place.feuille, place.ligne, place.rang, place)
    return (*where, finding.code, finding.message)


def has_erreur(findings: Iterable[Finding]) -> bool:
    """Tell whether one finding at least is an `erreur`."""
    return any(f.severite is Severite.ERREUR for f in findings)

"""Exceptions for what keeps the program from working, each with its exit code.

Bad data is a `Finding`, not an exception; anything that is neither is a bug, and keeps its
traceback.
"""

from __future__ import annotations

from enum import IntEnum
from pathlib import Path

from amo_docs.findings import Finding
from amo_docs.typographie import agree


class CodeSortie(IntEnum):
    """Exit codes, part of the stable interface (docs/CODES.md)."""

    SUCCES = 0
    # Python's own, for an exception that nobody awaits: no AmoDocsError carries it.
    BOGUE = 1
    # click's own, for an option that does not exist.
    USAGE = 2
    DONNEES = 3
    MODELE = 4
    SORTIE = 5
    INTEGRITE = 6
    # Those of a shell for a program stopped by a signal: 128 and its number, SIGINT or SIGTERM.
    INTERRUPTION = 130
    ARRET = 143


class Interruption(SystemExit):
    """The person or the system stopped the program.

    `garde` is the working folder that the next run takes up.
    """

    garde: Path | None = None


class AmoDocsError(Exception):
    """Base of the errors a person can repair.

    `str()` is a French sentence that ends with the next gesture. `garde` is the working folder that
    the next run takes up, when something was made before the error.
    """

    # On the class, so that whoever catches the base need not know its kinds.
    code_sortie = CodeSortie.USAGE
    garde: Path | None = None


class DemandeError(AmoDocsError):
    """The command asks for something the session does not have."""


class DonneesError(AmoDocsError):
    """The data is wrong. It carries every finding of the pass."""

    code_sortie = CodeSortie.DONNEES

    def __init__(self, findings: tuple[Finding, ...]) -> None:
        super().__init__(f"{agree(len(findings), 'constat', 'constats')} dans les données.")
        self.findings = findings


class ModeleError(AmoDocsError):
    """A template, style sheet, image or font cannot be used. It carries every finding."""

    code_sortie = CodeSortie.MODELE

    def __init__(self, message: str, findings: tuple[Finding, ...] = ()) -> None:
        super().__init__(message)
        self.findings = findings


class SortieError(AmoDocsError):
    """The output folder cannot be written."""

    code_sortie = CodeSortie.SORTIE


class IntegriteError(AmoDocsError):
    """What stands in the folder is not what its manifest says."""

    code_sortie = CodeSortie.INTEGRITE

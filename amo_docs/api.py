"""The Python interface: what the commands do, for a program.

    from pathlib import Path
    from amo_docs import api

    session = api.open_session(Path("session.toml"))
    for constat in api.check(session).findings:
        print(constat)
    bilan = api.render(session, Path("sortie"), api.Demande(definitif=True))
    api.make_tirages(session, Path("sortie"), api.DemandeTirage(tri="unite"))

The command line is made of these functions and of nothing else. The names in `__all__` are stable;
other modules are not. Run it under `if __name__ == "__main__":`, since papers are made in spawned
processes. An `AmoDocsError` is something a person can repair: its text is a French sentence that
ends with the next gesture, and `code_sortie` is the exit code of the command. Any other exception
is a fault of the program.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from amo_docs import pipeline
from amo_docs.amorce import start_dossier
from amo_docs.errors import (
    AmoDocsError,
    CodeSortie,
    DemandeError,
    DonneesError,
    IntegriteError,
    ModeleError,
    SortieError,
)
from amo_docs.fabrication import Avance
from amo_docs.findings import Finding, Place, Severite, has_erreur
from amo_docs.load.ouverture import SessionOuverte, open_session
from amo_docs.model.bilan import Bilan, Demande
from amo_docs.model.selection import Selection
from amo_docs.model.tirage import BilanTirage, DemandeTirage

__all__ = [
    "AmoDocsError",
    "Bilan",
    "BilanTirage",
    "CodeSortie",
    "Demande",
    "DemandeError",
    "DemandeTirage",
    "DonneesError",
    "Finding",
    "IntegriteError",
    "ModeleError",
    "Place",
    "Selection",
    "SessionOuverte",
    "Severite",
    "SortieError",
    "Verification",
    "check",
    "check_modeles",
    "make_tirages",
    "open_session",
    "render",
    "start_dossier",
]


TIRAGE_SIMPLE = DemandeTirage()


@dataclass(frozen=True)
class Verification:
    """The result of a check: every finding, sorted by place, and the exit code of the command."""

    findings: tuple[Finding, ...]
    code_sortie: CodeSortie


def check(session: SessionOuverte) -> Verification:
    """Return all that is wrong in a session and in its templates. Nothing is written.

    Raises AmoDocsError when the check itself cannot be made.
    """
    try:
        findings = pipeline.prepare(session).avertissements
    except (DonneesError, ModeleError) as error:
        # An error without findings is no result of a check: it says why none could be made.
        if not error.findings:
            raise
        return Verification(error.findings, error.code_sortie)
    return Verification(findings, CodeSortie.SUCCES)


def check_modeles(dossier: Path | None = None) -> Verification:
    """Return all that is wrong in a folder of templates, read over the built-in ones.

    Without a folder, in the built-in ones alone. Raises ModeleError when there is no such folder.
    """
    findings = pipeline.verify(dossier)
    code = CodeSortie.MODELE if has_erreur(findings) else CodeSortie.SUCCES
    return Verification(findings, code)


def render(
    session: SessionOuverte,
    sortie: Path,
    demande: Demande = pipeline.SANS_DEMANDE,
    avance: Avance | None = None,
) -> Bilan:
    """Make the papers that `demande` asks for, in the folder of the session under `sortie`.

    `avance` is called with (papers done, papers in all) before the first one and after each. Raises
    AmoDocsError, and the folder is then as it was.
    """
    return pipeline.render(session, sortie, demande, avance or (lambda _done, _total: None))


def make_tirages(
    session: SessionOuverte, sortie: Path, demande: DemandeTirage = TIRAGE_SIMPLE
) -> BilanTirage:
    """Merge the finished papers of a session into one PDF a type, in `tirages/` of its folder.

    `sortie` is the folder that holds the folder of the session. Raises AmoDocsError, and nothing is
    then written.
    """
    # Late, since it loads pikepdf, which no other command needs.
    from amo_docs import tirage

    return tirage.make_tirages(session, sortie, demande)

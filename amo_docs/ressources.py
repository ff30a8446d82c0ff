"""Where the built-in référentiel and templates stand: in the installed package, else in the source checkout."""

from __future__ import annotations

from pathlib import Path

from amo_docs.errors import ModeleError


def find_ressource(nom: str) -> Path:
    """Return the path of a built-in file or folder (`referentiel.toml`, `templates`).

    Raises ModeleError when the installation lacks it.
    """
    package = Path(__file__).parent
    for candidate in (package / "_donnees" / nom, package.parent / nom):
        if candidate.exists():
            return candidate
    raise ModeleError(f"L’installation n’a pas « {nom} ». Réinstallez amo-docs, ou nommez le vôtre dans la session.")

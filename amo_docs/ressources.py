"""Where the built-in référentiel and templates are: the installed package, or the checkout."""

from __future__ import annotations

from pathlib import Path

from amo_docs.errors import ModeleError


def seek_ressource(nom: str) -> Path | None:
    """Return the path of a built-in file or folder (`referentiel.toml`, `templates`), or None."""
    package = Path(__file__).parent
    # The wheel has them inside the package (`force-include` in pyproject.toml). In a checkout, and
    # so in an editable install, they stand at its top.
    return next(
        (path for path in (package / "_donnees" / nom, package.parent / nom) if path.exists()), None
    )


def find_ressource(nom: str) -> Path:
    """Return the path of a built-in file or folder.

    Raises ModeleError when the installation lacks it.
    """
    found = seek_ressource(nom)
    if found is not None:
        return found
    raise ModeleError(
        f"L’installation n’a pas « {nom} ». Réinstallez amo-docs, ou nommez le vôtre "
        "dans la session."
    )

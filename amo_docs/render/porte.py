"""The door of the step: three functions a child process runs, without loading WeasyPrint in the parent."""

from __future__ import annotations

from importlib.metadata import version
from typing import TYPE_CHECKING

from amo_docs import __version__
from amo_docs.model.modeles import Modeles
from amo_docs.model.papier import Fichier, PapierCompose

if TYPE_CHECKING:
    from amo_docs.render.atelier import Atelier

OUTILS = ("weasyprint", "pydyf", "fonttools", "python-docx", "jinja2")

_ATELIER: list[Atelier] = []


def list_versions() -> dict[str, str]:
    """Return the versions of the tools a paper's bytes depend on."""
    return {"amo-docs": __version__} | {outil: version(outil) for outil in OUTILS}


def open_atelier(modeles: Modeles) -> None:
    """Make the workshop of this process: fonts, style sheet and images read once.

    Raises ModeleError on a style sheet that cannot be honoured.
    """
    from amo_docs.render.atelier import Atelier

    _ATELIER[:] = [Atelier(modeles)]


def render_papier(papier: PapierCompose, formats: tuple[str, ...]) -> tuple[Fichier, ...]:
    """Return the files of `papier` in `formats` (« pdf », « docx »), made in the workshop `open_atelier` made.

    Raises ModeleError on anything its template does that we cannot print.
    """
    return _ATELIER[0].make(papier, formats)

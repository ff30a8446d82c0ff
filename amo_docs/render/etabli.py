"""What a child process runs: it makes its workshop once, then paper after paper."""

from __future__ import annotations

from typing import TYPE_CHECKING

from amo_docs.model.modeles import Modeles
from amo_docs.model.papier import FichierProduit, PapierCompose

if TYPE_CHECKING:
    from amo_docs.render.atelier import Atelier

_ATELIER: list[Atelier] = []


def open_atelier(modeles: Modeles) -> None:
    """Make the workshop of this process.

    Raises ModeleError on a style sheet that cannot be honoured.
    """
    # Imported here: the parent imports this module to name its tasks, and lays nothing out.
    from amo_docs.render.atelier import Atelier

    _ATELIER[:] = [Atelier(modeles)]


def render_papier(papier: PapierCompose, formats: tuple[str, ...]) -> tuple[FichierProduit, ...]:
    """Return the files of `papier` in `formats` (« pdf », « docx »), from the open workshop.

    Raises ModeleError on anything its template does that cannot be printed.
    """
    return _ATELIER[0].make(papier, formats)

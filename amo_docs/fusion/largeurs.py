"""The widths of glyphs: one table a face, for thousands of papers that use some of its letters.

A PDF library keeps such a table as objects, number by number. Kept apart, the tables take more
memory than all the rest of the papers.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pikepdf

_Largeurs = dict[int, int | Decimal]


class Largeurs:
    """The tables of widths of the PDF `cible`, filled by `close`."""

    def __init__(self, cible: pikepdf.Pdf) -> None:
        self._cible = cible
        self._faces: dict[str, _Largeurs] = {}
        self._tables: dict[str, Any] = {}

    def share(self, police: pikepdf.Object) -> Any:
        """Return the table of the face of `police`, once its own widths are added to it.

        None when they contradict the table, or are written in another form.
        """
        # The name after its subset prefix (« ABCDEF+ »), with the width of the other glyphs.
        face = f"{str(police.get('/BaseFont')).rpartition('+')[2]} {police.get('/DW', 1000)}"
        own = _read_largeurs(police["/W"])
        known = self._faces.setdefault(face, {})
        if own is None or any(
            known.get(glyphe, largeur) != largeur for glyphe, largeur in own.items()
        ):
            return None
        # Widths of glyphs that a paper does not use change nothing in it.
        known |= own
        if face not in self._tables:
            self._tables[face] = self._cible.make_indirect(pikepdf.Array())
        return self._tables[face]

    def close(self) -> None:
        """Write the tables, glyphs of consecutive numbers in one run (ISO 32000-1, 9.7.4.3)."""
        for face, table in self._tables.items():
            runs: list[tuple[int, list[int | Decimal]]] = []
            for glyphe, largeur in sorted(self._faces[face].items()):
                if not runs or glyphe != runs[-1][0] + len(runs[-1][1]):
                    runs.append((glyphe, []))
                runs[-1][1].append(largeur)
            for premier, largeurs in runs:
                table.append(premier)
                table.append(pikepdf.Array(largeurs))


def _read_largeurs(table: Any) -> _Largeurs | None:
    """Return the width of each glyph of a /W array written run by run, or None."""
    items = list(table)
    found: _Largeurs = {}
    for premier, largeurs in zip(items[::2], items[1::2], strict=False):
        if not isinstance(premier, int) or not isinstance(largeurs, pikepdf.Array):
            return None
        values: list[Any] = list(largeurs)
        if not all(isinstance(value, int | Decimal) for value in values):
            return None
        found |= {premier + rang: value for rang, value in enumerate(values)}
    return found if len(items) % 2 == 0 else None

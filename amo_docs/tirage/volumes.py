"""Papers gathered in volumes, in order: no paper is cut in two.

A volume goes beyond the ceiling only when one paper alone does.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class Piece:
    """A paper in a print run.

    `chemin` is its path in the folder, `pages` their number, `groupe` the unit its bookmark stands
    under. `feuille` is the rank of the separator sheet before it, or None.
    """

    chemin: str
    sha256: str
    pages: int
    signet: str
    groupe: str | None = None
    feuille: int | None = None


def add_pages(pages: int, piece: Piece, recto_verso: bool) -> int:
    """Return how many pages a volume of `pages` has once `piece` is added.

    Its separator sheet counts, and with `recto_verso` the blanks before both.
    """
    # As `fusion.Volume` adds them.
    for own in (1, piece.pages) if piece.feuille is not None else (piece.pages,):
        pages += own + (pages % 2 if recto_verso else 0)
    return pages


def cut_volumes(
    pieces: Iterable[Piece], pages_max: int | None, recto_verso: bool
) -> tuple[tuple[Piece, ...], ...]:
    """Return the pieces volume by volume. One longer than `pages_max` has a volume of its own."""
    # Filled in order and never balanced: people look a paper up by the order of the list.
    volumes: list[list[Piece]] = []
    pages = 0
    for piece in pieces:
        together = add_pages(pages, piece, recto_verso)
        if not volumes or (pages_max is not None and together > pages_max):
            volumes.append([])
            together = add_pages(0, piece, recto_verso)
        volumes[-1].append(piece)
        pages = together
    return tuple(tuple(volume) for volume in volumes)


def name_volumes(cle: str, nombre: int, sans_fond: bool = False) -> tuple[str, ...]:
    """Return the names of the volumes of a type, numbered when there are several."""
    # Printed on plain paper, a run without its ground would look like the others, and is not.
    stem = f"{cle}_sans-fond" if sans_fond else cle
    return (
        (f"{stem}.pdf",)
        if nombre == 1
        else tuple(f"{stem}-{rang}.pdf" for rang in range(1, nombre + 1))
    )

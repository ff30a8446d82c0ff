"""Papers cut into volumes: in order, none cut in two, none beyond the ceiling unless it is longer
alone."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class Piece:
    """A paper in a print run: its path in the folder, its digest and pages, its bookmark, and the
    unit above it.

    `feuille` is the rank of the separator sheet that goes before it, None when there is none.
    """

    chemin: str
    sha256: str
    pages: int
    signet: str
    groupe: str | None = None
    feuille: int | None = None


def add_pages(pages: int, piece: Piece, recto_verso: bool) -> int:
    """Return how many pages a volume of `pages` has with `piece`: its sheet, and the blanks before
    both."""
    for own in (1, piece.pages) if piece.feuille is not None else (piece.pages,):
        pages += own + (pages % 2 if recto_verso else 0)
    return pages


def cut_volumes(
    pieces: Iterable[Piece], pages_max: int | None, recto_verso: bool
) -> tuple[tuple[Piece, ...], ...]:
    """Return the pieces volume by volume. One longer than `pages_max` has a volume of its own."""
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
    """Return the names of the volumes of a type: numbered when there are several; what has no
    ground says so."""
    stem = f"{cle}_sans-fond" if sans_fond else cle
    return (
        (f"{stem}.pdf",)
        if nombre == 1
        else tuple(f"{stem}-{rang}.pdf" for rang in range(1, nombre + 1))
    )

"""How alike two PDFs are: ours, and the one LibreOffice makes of its DOCX."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import zip_longest
from pathlib import Path

import numpy as np
import pypdfium2 as pdfium

from .dessin import Ecart, compare_dessins, compare_images, read_dessin
from .glyphes import MM_PAR_POINT, Glyphe, Paire, list_glyphes, pair

BUTS = {"médiane": (50, 0.2), "95 %": (95, 0.5), "maximum": (100, 5.0)}
"""What is asked of the distances: percentile, and the most it may be in mm."""

_TAILLE = 0.1  # mm, for the sides of a page
_CORPS = 0.1  # points
_CANAL = 3  # of 255
_LIGNE = 2.0  # mm: glyphs less far above or below are on the same line
_VOISINAGE = 20.0  # mm left and right


@dataclass(frozen=True, eq=False)
class PageMesuree:
    """What was measured of a page, by its rank from 1."""

    rang: int
    glyphes: tuple[Glyphe, ...]
    paires: tuple[Paire, ...]
    ecarts: tuple[Ecart, ...]

    def describe(self, ecart: Ecart) -> str:
        """An écart, its place and the words around it."""
        ligne = min((abs(g.y - ecart.y) for g in self.glyphes), default=0.0) + _LIGNE
        autour = [
            g
            for g in self.glyphes
            if abs(g.y - ecart.y) < ligne and abs(g.x - ecart.x) < _VOISINAGE
        ]
        mots = "".join(g.texte for g in sorted(autour, key=lambda g: g.x))
        return f"page {self.rang}, {ecart.x:.0f} × {ecart.y:.0f} mm, vers « {mots} » : {ecart.quoi}"


@dataclass(frozen=True, eq=False)
class Mesure:
    """What was measured of a paper; ``nombres`` are the pages of ours and of the other."""

    nombres: tuple[int, int]
    pages: tuple[PageMesuree, ...]

    @cached_property
    def distances(self) -> np.ndarray:
        """Between the glyphs of each pair, mm."""
        return np.array([paire.distance for page in self.pages for paire in page.paires])

    @property
    def seuls(self) -> int:
        """How many glyphs have no twin."""
        return sum(ecart.quoi.startswith(SEUL) for page in self.pages for ecart in page.ecarts)

    def centile(self, rang: int) -> float:
        """The distance in mm within which ``rang`` % of the glyphes are."""
        return float(np.percentile(self.distances, rang)) if len(self.distances) else 0.0

    def list_pires(self, nombre: int) -> list[tuple[float, str]]:
        """The greatest distances, greatest first, one for a line of text."""
        lignes: dict[tuple[int, int], tuple[float, PageMesuree, Paire]] = {}
        for page in self.pages:
            for paire in page.paires:
                cle = (page.rang, round(paire.notre.y))
                if cle not in lignes or paire.distance > lignes[cle][0]:
                    lignes[cle] = (paire.distance, page, paire)
        pires = sorted(lignes.values(), key=lambda ligne: -ligne[0])[:nombre]
        return [(d, page.describe(_at(paire.notre, f"{d:.2f} mm"))) for d, page, paire in pires]

    def list_fautes(self) -> list[str]:
        """Each point where the goal is missed, or nothing."""
        fautes = []
        if self.nombres[0] != self.nombres[1]:
            fautes.append(f"{self.nombres[0]} pages dans le PDF, {self.nombres[1]} par le DOCX")
        for nom, (rang, but) in BUTS.items():
            if self.centile(rang) > but:
                fautes.append(f"{nom} : {self.centile(rang):.2f} mm, pour {but} mm au plus")
        return fautes + [page.describe(ecart) for page in self.pages for ecart in page.ecarts]


SEUL = "sans jumeau"


def measure_jumeaux(
    ours: Path, theirs: Path, absentes: frozenset[tuple[int, int]] = frozenset()
) -> Mesure:
    """Compare two PDFs page by page; ``absentes`` are the sizes in pixels of pictures that ours
    alone carries."""
    with pdfium.PdfDocument(ours) as notre, pdfium.PdfDocument(theirs) as leur:
        couples = enumerate(zip_longest(notre, leur), start=1)
        pages = tuple(_measure_page(rang, couple, absentes) for rang, couple in couples)
        return Mesure((len(notre), len(leur)), pages)


def _measure_page(
    rang: int,
    couple: tuple[pdfium.PdfPage | None, pdfium.PdfPage | None],
    absentes: frozenset[tuple[int, int]],
) -> PageMesuree:
    nos, leurs = (list_glyphes(page) if page else [] for page in couple)
    paires, seuls = pair(nos, leurs)
    ecarts = [_at(glyphe, f"{SEUL} « {glyphe.texte} »") for glyphe in seuls]
    ecarts += [_at(paire.notre, quoi) for paire in paires for quoi in _compare_ecriture(paire)]
    a, b = couple
    if a and b:
        if any(
            abs(u - v) * MM_PAR_POINT > _TAILLE
            for u, v in zip(a.get_size(), b.get_size(), strict=True)
        ):
            ecarts.append(Ecart(f"taille {a.get_size()}, {b.get_size()} par le DOCX", 0, 0))
        dessins = (read_dessin(a), read_dessin(b))
        ecarts += [*compare_dessins(*dessins), *compare_images(*dessins, absentes)]
    return PageMesuree(rang, tuple(nos or leurs), tuple(paires), tuple(ecarts))


def _at(glyphe: Glyphe, quoi: str) -> Ecart:
    return Ecart(quoi, glyphe.x, glyphe.y)


def _compare_ecriture(paire: Paire) -> Iterator[str]:
    """What of the writing of a glyph is not that of its twin: font with weight and slant, size,
    colour."""
    notre, leur = paire.notre, paire.leur
    if notre.police != leur.police:
        yield f"police {notre.police}, {leur.police} par le DOCX"
    if abs(notre.corps - leur.corps) > _CORPS:
        yield f"corps {notre.corps:.2f}, {leur.corps:.2f} par le DOCX"
    if any(abs(u - v) > _CANAL for u, v in zip(notre.couleur, leur.couleur, strict=True)):
        yield f"couleur {notre.couleur}, {leur.couleur} par le DOCX"

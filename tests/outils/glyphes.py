"""The glyphs of a PDF, one by one, and how far each stands from its twin in another."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from ctypes import byref, c_double, c_int, c_uint, create_string_buffer
from dataclasses import dataclass
from functools import lru_cache
from math import dist, hypot

import pypdfium2 as pdfium
import pypdfium2.raw as raw
from scipy.optimize import linear_sum_assignment
from scipy.spatial.distance import cdist

MM_PAR_POINT = 25.4 / 72
_LIGATURES = {"\ufb00": "ff", "\ufb01": "fi", "\ufb02": "fl", "\ufb03": "ffi", "\ufb04": "ffl"}
_TIRET_DE_FIN = "\x02"  # what PDFium calls a hyphen that ends a line
_SOUS_ENSEMBLE = re.compile(r"^[A-Z]{6}\+")


@dataclass(frozen=True)
class Glyphe:
    """A character drawn: its origin in mm from the top left corner, its font, its size in points,
    its colour."""

    texte: str
    x: float
    y: float
    police: str
    corps: float
    couleur: tuple[int, int, int]


@dataclass(frozen=True)
class Paire:
    """A glyph of ours and its twin."""

    notre: Glyphe
    leur: Glyphe

    @property
    def distance(self) -> float:
        """Between the two origins, mm."""
        return dist((self.notre.x, self.notre.y), (self.leur.x, self.leur.y))


def list_glyphes(page: pdfium.PdfPage) -> list[Glyphe]:
    """The glyphs of a page in the order drawn; spaces are not glyphs, and a ligature is its
    letters."""
    texte, hauteur = page.get_textpage(), page.get_height()
    return [
        glyphe
        for rang in range(texte.count_chars())
        for glyphe in _read_glyphe(texte.raw, rang, hauteur)
    ]


def _read_glyphe(texte: raw.FPDF_TEXTPAGE, rang: int, hauteur: float) -> list[Glyphe]:
    caractere = chr(raw.FPDFText_GetUnicode(texte, rang)).replace(_TIRET_DE_FIN, "-")
    if raw.FPDFText_IsGenerated(texte, rang) == 1 or caractere.isspace() or caractere == "\0":
        return []
    x, y = c_double(), c_double()
    canaux = [c_uint() for _ in range(4)]
    matrice = raw.FS_MATRIX()
    raw.FPDFText_GetCharOrigin(texte, rang, byref(x), byref(y))
    raw.FPDFText_GetFillColor(texte, rang, *map(byref, canaux))
    raw.FPDFText_GetMatrix(texte, rang, byref(matrice))
    return [
        Glyphe(
            lettre,
            x.value * MM_PAR_POINT,
            (hauteur - y.value) * MM_PAR_POINT,
            _read_police(texte, rang),
            raw.FPDFText_GetFontSize(texte, rang) * hypot(matrice.c, matrice.d),
            (canaux[0].value, canaux[1].value, canaux[2].value),
        )
        for lettre in _LIGATURES.get(caractere, caractere)
    ]


def _read_police(texte: raw.FPDF_TEXTPAGE, rang: int) -> str:
    """The font's own name (family, weight and slant in one word) without the mark of its subset."""
    nom, drapeaux = create_string_buffer(128), c_int()
    raw.FPDFText_GetFontInfo(texte, rang, nom, len(nom), byref(drapeaux))
    return _name_police(nom.value)


@lru_cache
def _name_police(nom: bytes) -> str:
    return re.sub("[^a-z]", "", _SOUS_ENSEMBLE.sub("", nom.decode()).lower())


def pair(ours: Sequence[Glyphe], theirs: Sequence[Glyphe]) -> tuple[list[Paire], list[Glyphe]]:
    """Equal characters of two pages paired at the least total distance, and those left without
    twin."""
    paires: list[Paire] = []
    seuls: list[Glyphe] = []
    par_texte: dict[str, tuple[list[Glyphe], list[Glyphe]]] = defaultdict(lambda: ([], []))
    for cote, glyphes in enumerate((ours, theirs)):
        for glyphe in glyphes:
            par_texte[glyphe.texte][cote].append(glyphe)
    for nos, leurs in par_texte.values():
        prises: tuple[set[int], set[int]] = (set(), set())
        if nos and leurs:
            couts = cdist([(g.x, g.y) for g in nos], [(g.x, g.y) for g in leurs])
            for i, j in zip(*linear_sum_assignment(couts), strict=True):
                paires.append(Paire(nos[i], leurs[j]))
                prises[0].add(i)
                prises[1].add(j)
        for glyphes, prise in zip((nos, leurs), prises, strict=True):
            seuls += [glyphe for rang, glyphe in enumerate(glyphes) if rang not in prise]
    return paires, seuls

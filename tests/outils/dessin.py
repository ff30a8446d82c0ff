"""What of a page is no text: pictures, and the drawing left when text and pictures are taken out.

The drawing is compared as a picture, by its inked pixels alone. Every pixel of a plain colour must
have, within half a millimetre, one of that colour in the other page (or of that colour mixed with
white, as the edge of a line is); and the ink of each neighbourhood must weigh the same, which tells
a thin line from a thick one."""

from __future__ import annotations

from ctypes import c_ubyte, c_uint
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import pypdfium2 as pdfium
import pypdfium2.raw as raw
from numpy.typing import NDArray
from scipy import ndimage

from .glyphes import MM_PAR_POINT

TOLERANCE = 0.5  # mm
BLANC = 0xFFFFFF
_FINESSE = 20  # pixels a mm: the thinnest line is nearly two pixels wide
_CARRE = 4  # pixels: the side of the squares in which colours are looked for
_PESEE = 10  # pixels: the side of the squares in which ink is weighed
_VOISINAGE = 1.0  # mm: how far the ink is spread before it is weighed
_POIDS = 0.45  # of the heavier of two weights, the most they may differ
_POIDS_NUL = 1.0  # of 255: what weighs less is nothing
_PALE = 0.1  # of a colour, the least of it that still is that colour
_CANAL = 6  # of 255, by how much two equal colours may differ in a channel

Masque = NDArray[np.bool_]


@dataclass(frozen=True, eq=False)
class Image:
    """A picture: its place in mm from the top left corner (left, top, right, bottom), its pixels,
    how many it has."""

    place: tuple[float, float, float, float]
    pixels: NDArray[np.uint8]
    taille: tuple[int, int]


@dataclass(frozen=True, eq=False)
class Dessin:
    """The drawing of a page: where its inked pixels are and their colours, the plain colours of its
    shapes; its images.

    ``forme`` is the height and width of the page in pixels; ``lignes``, ``colonnes`` and ``rangs``
    go together, the last being ranks in ``vues``, the colours seen."""

    forme: tuple[int, int]
    lignes: NDArray[np.int64]
    colonnes: NDArray[np.int64]
    rangs: NDArray[np.int64]
    vues: NDArray[np.uint32]
    couleurs: frozenset[int]
    images: tuple[Image, ...]

    @cached_property
    def teintes(self) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """The squares of the page and the ranks of the colours in each, together: a run of pixels
        of one colour in one square once."""
        cases = self.lignes // _CARRE * self.large + self.colonnes // _CARRE
        couples = _drop_runs(cases * len(self.vues) + self.rangs)
        return divmod(couples, max(1, len(self.vues)))

    @property
    def large(self) -> int:
        """How many squares stand in a row."""
        return self.forme[1] // _CARRE + 1


@dataclass(frozen=True)
class Ecart:
    """Something that differs, and where: mm from the top left corner."""

    quoi: str
    x: float
    y: float


def read_dessin(page: pdfium.PdfPage) -> Dessin:
    """The drawing of a page, whose texts and pictures are taken out of ``page`` for good.

    Raises ValueError for what cannot be taken out: a form, whose texts would count as drawings.
    """
    couleurs, images = set(), []
    for objet in list(page.get_objects(max_depth=1)):
        if objet.type == raw.FPDF_PAGEOBJ_FORM:
            raise ValueError("a form of a PDF cannot be parted into text and drawing")
        if objet.type == raw.FPDF_PAGEOBJ_PATH:
            couleurs |= _list_couleurs(objet)
        if objet.type == raw.FPDF_PAGEOBJ_IMAGE:
            images.append(_read_image(objet, page.get_height()))
        if objet.type in (raw.FPDF_PAGEOBJ_TEXT, raw.FPDF_PAGEOBJ_IMAGE):
            page.remove_obj(objet)
    bitmap = page.render(
        scale=_FINESSE * MM_PAR_POINT,
        no_smoothpath=True,
        rev_byteorder=True,
        force_bitmap_format=raw.FPDFBitmap_BGRx,
        bitmap_maker=_make_bitmap,
    )
    pixels = bitmap.to_numpy().view("<u4")[..., 0]
    places = _find_dessines(pixels.reshape(-1))
    encre = pixels.reshape(-1)[places] & BLANC
    places, encre = places[encre != BLANC], encre[encre != BLANC]
    vues, rangs = _rank(encre)
    return Dessin(
        pixels.shape,
        *divmod(places, pixels.shape[1]),
        rangs,
        vues,
        frozenset(couleurs - {BLANC}),
        tuple(images),
    )


_FOND_DOUBLE = 0xFFFFFFFFFFFFFFFF  # two pixels nothing was drawn on, their unused bytes with them


def _find_dessines(pixels: NDArray[np.uint32]) -> NDArray[np.int64]:
    """Where something was drawn on one of two neighbours; two at a time, for there are millions."""
    pairs = len(pixels) // 2 * 2
    doubles = np.flatnonzero(pixels[:pairs].view("<u8") != _FOND_DOUBLE) * 2
    places = np.stack([doubles, doubles + 1], axis=1).reshape(-1)
    return np.concatenate([places, np.arange(pairs, len(pixels))])


_TAMPON = [bytearray()]


def _make_bitmap(
    width: int, height: int, format: int, rev_byteorder: bool = False
) -> pdfium.PdfBitmap:
    """A bitmap over the memory of the one before: a page takes a hundred megabytes, which the
    system is slow to give."""
    octets = 4 * width * height
    if len(_TAMPON[0]) < octets:
        _TAMPON[0] = bytearray(octets)
    buffer = (c_ubyte * octets).from_buffer(_TAMPON[0])
    return pdfium.PdfBitmap.new_native(width, height, format, rev_byteorder, buffer)


def _rank(valeurs: NDArray[np.uint32]) -> tuple[NDArray[np.uint32], NDArray[np.int64]]:
    """The values sorted, once each, and the rank of each value among them. Neighbours are often the
    same: one of a run is looked at."""
    tetes = np.flatnonzero(np.diff(valeurs, prepend=~valeurs[:1]))
    vues, rangs = np.unique(valeurs[tetes], return_inverse=True)
    return vues, np.repeat(rangs, np.diff(tetes, append=len(valeurs)))


def _list_couleurs(objet: pdfium.PdfObject) -> set[int]:
    couleurs = set()
    for lire in (raw.FPDFPageObj_GetFillColor, raw.FPDFPageObj_GetStrokeColor):
        canaux = [c_uint() for _ in range(4)]
        if lire(objet.raw, *canaux):  # as the pixels are: red in the lowest byte
            couleurs.add(canaux[2].value << 16 | canaux[1].value << 8 | canaux[0].value)
    return couleurs


def _read_image(objet: pdfium.PdfImage, hauteur: float) -> Image:
    gauche, bas, droite, haut = (cote * MM_PAR_POINT for cote in objet.get_bounds())
    pixels = objet.get_bitmap(render=True).to_pil().convert("RGBA")
    place = (gauche, hauteur * MM_PAR_POINT - haut, droite, hauteur * MM_PAR_POINT - bas)
    return Image(place, np.asarray(pixels), objet.get_px_size())


def compare_dessins(ours: Dessin, theirs: Dessin) -> list[Ecart]:
    """What of two drawings differs: one écart for each place and colour, pictures aside."""
    ecarts = []
    for nom, ici, autre in (("PDF", ours, theirs), ("DOCX", theirs, ours)):
        for couleur in sorted(ours.couleurs | theirs.couleurs):
            seuls = _find_seuls(
                _plot(ici, ici.vues == couleur), _plot(autre, _match(autre, couleur))
            )
            ecarts += _list_places(seuls, f"{nom} seul : trait ou fond {_nommer(couleur)}", _CARRE)
        seuls = _find_seuls(_plot(ici, ici.vues != BLANC), _plot(autre, autre.vues != BLANC))
        ecarts += _list_places(seuls, f"{nom} seul : trait ou fond", _CARRE)
    return ecarts + _compare_poids(ours, theirs)


def _plot(dessin: Dessin, choix: Masque) -> Masque:
    """The squares of the page in which some pixels are of the colours seen that ``choix`` tells."""
    masque = np.zeros((dessin.forme[0] // _CARRE + 1) * dessin.large, dtype=bool)
    cases, rangs = dessin.teintes
    masque[cases[choix[rangs]]] = True
    return masque.reshape(-1, dessin.large)


def _drop_runs(valeurs: NDArray[np.int64]) -> NDArray[np.int64]:
    """The values, one for each run of the same."""
    return valeurs[np.flatnonzero(np.diff(valeurs, prepend=~valeurs[:1]))]


def _match(dessin: Dessin, couleur: int) -> Masque:
    """Which of the colours seen are ``couleur``, mixed with some white or not."""
    pleine, encre = 255 - _split(np.array([couleur])), 255 - _split(dessin.vues)
    part = np.clip((encre * pleine).sum(axis=1) / max(1, int((pleine**2).sum())), _PALE, 1.0)
    vrais: Masque = (np.abs(encre - part[:, None] * pleine) <= _CANAL).all(axis=1)
    return vrais


def _split(couleurs: NDArray[Any]) -> NDArray[np.int64]:
    return np.stack([couleurs >> decalage & 255 for decalage in (0, 8, 16)], axis=1).astype(
        np.int64
    )


def _nommer(couleur: int) -> str:
    return "#" + couleur.to_bytes(3, "little").hex()


def _find_seuls(ici: Masque, autre: Masque) -> Masque:
    """Squares of ``ici`` with none of ``autre`` within the tolerance."""
    rayon = int(TOLERANCE * _FINESSE / _CARRE)
    haut, large = (max(a, b) for a, b in zip(ici.shape, autre.shape, strict=True))
    cadre = np.zeros((haut + 2 * rayon, large + 2 * rayon), dtype=bool)
    cadre[rayon : rayon + autre.shape[0], rayon : rayon + autre.shape[1]] = autre
    pas = range(2 * rayon + 1)
    hauts = np.logical_or.reduce([cadre[d : d + ici.shape[0]] for d in pas])
    pres = np.logical_or.reduce([hauts[:, d : d + ici.shape[1]] for d in pas])
    seuls: Masque = ici & ~pres
    return seuls


def _compare_poids(ours: Dessin, theirs: Dessin) -> list[Ecart]:
    """Where the ink of one weighs more than that of the other does anywhere within the
    tolerance."""
    haut, large = (max(a, b) // _PESEE + 1 for a, b in zip(ours.forme, theirs.forme, strict=True))
    poids = [_weigh(dessin, (haut, large)) for dessin in (ours, theirs)]
    ecarts = []
    for nom, ici, autre in (("PDF", *poids), ("DOCX", *reversed(poids))):
        plus = ici - ndimage.maximum_filter(autre, 2 * round(TOLERANCE * _FINESSE / _PESEE) + 1)
        ecarts += _list_places(
            plus > _POIDS * ici + _POIDS_NUL, f"{nom} : trait plus épais", _PESEE
        )
    return ecarts


def _weigh(dessin: Dessin, forme: tuple[int, int]) -> NDArray[np.float64]:
    """The ink of each square (255 when it is black), spread over its neighbourhood."""
    encre = (255 - _split(dessin.vues)).mean(axis=1)[dessin.rangs]
    cases = dessin.lignes // _PESEE * forme[1] + dessin.colonnes // _PESEE
    somme = np.bincount(cases, encre, forme[0] * forme[1]).reshape(forme) / _PESEE**2
    return ndimage.gaussian_filter(somme, _VOISINAGE * _FINESSE / _PESEE)


def _list_places(faux: Masque, quoi: str, cote: int) -> list[Ecart]:
    """One écart for each lot of neighbours; ``cote`` is the side of a square in pixels."""
    if not faux.any():
        return []
    lots, _ = ndimage.label(faux, np.ones((3, 3)))
    mm = cote / _FINESSE
    centres = [
        [(bord.start + bord.stop) / 2 * mm for bord in lot] for lot in ndimage.find_objects(lots)
    ]
    return [Ecart(quoi, x, y) for y, x in centres]


def compare_images(
    ours: Dessin, theirs: Dessin, absentes: frozenset[tuple[int, int]]
) -> list[Ecart]:
    """What of two pages' images differs; ``absentes`` are the sizes in pixels of those that ours
    alone carries."""
    nos = [image for image in ours.images if image.taille not in absentes]
    leurs = list(theirs.images)
    ecarts = []
    for image in nos:
        jumelle = next((autre for autre in leurs if _is_meme(image, autre)), None)
        if jumelle is None:
            ecarts.append(Ecart("PDF seul : image", *image.place[:2]))
        else:
            leurs.remove(jumelle)
    return ecarts + [Ecart("DOCX seul : image", *image.place[:2]) for image in leurs]


def _is_meme(a: Image, b: Image) -> bool:
    """Same place and size on the page, same pixels."""
    if a.taille != b.taille or any(
        abs(u - v) > TOLERANCE for u, v in zip(a.place, b.place, strict=True)
    ):
        return False
    haut, large = (min(a.pixels.shape[rang], b.pixels.shape[rang]) for rang in (0, 1))
    ecart = a.pixels[:haut, :large].astype(int) - b.pixels[:haut, :large]
    return float(np.abs(ecart).mean()) < _CANAL

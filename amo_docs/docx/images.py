"""Pictures: their bytes, the size CSS gives them, their alternative text."""

from __future__ import annotations

import struct
from collections.abc import Callable
from io import BytesIO
from xml.etree.ElementTree import Element

from docx.image.exceptions import (
    InvalidImageStreamError,
    UnexpectedEndOfFileError,
    UnrecognizedImageError,
)
from docx.image.image import Image as ImageWord

from .cascade import Style, nommer
from .erreurs import DocxImpossible
from .modele import Image

FINS = (b"IEND", b"\xff\xd9")
"""What the last bytes of a whole PNG or JPEG hold: python-docx reads but the first ones."""
FIN = 64


def read_image(
    element: Element, style: Style, images: Callable[[str], bytes], largeur: float
) -> Image:
    """The picture of an ``img`` at the size the PDF gives it; ``largeur`` is the width of its line.

    Raises DocxImpossible when there is no source, or when its bytes are neither PNG nor JPEG.
    """
    source = element.get("src", "")
    if not source:
        raise DocxImpossible(nommer(element), "image sans « src »")
    donnees = images(source)
    try:
        lue = ImageWord.from_file(BytesIO(donnees))
        naturelle = (float(lue.px_width), float(lue.px_height))
        if not all(naturelle) or not any(fin in donnees[-FIN:] for fin in FINS):
            raise InvalidImageStreamError
    except (
        UnrecognizedImageError,
        InvalidImageStreamError,
        UnexpectedEndOfFileError,
        struct.error,
    ) as erreur:
        raise DocxImpossible(
            nommer(element), f"image illisible, PNG ou JPEG attendu : « {source[:60]} »"
        ) from erreur
    large, haut = style.longueur("width", largeur), style.longueur("height")
    rapport = naturelle[1] / naturelle[0]
    if large is None:
        large = haut / rapport if haut is not None else naturelle[0]
    maximum = style.px("max_width", largeur)
    if maximum and large > maximum:
        haut = haut if haut is None else haut * maximum / large
        large = maximum
    return Image(
        donnees, large, haut if haut is not None else large * rapport, element.get("alt", "")
    )

"""Pictures: their bytes, the size CSS gives them, their alternative text."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from xml.etree.ElementTree import Element

from docx.image.exceptions import InvalidImageStreamError, UnexpectedEndOfFileError, UnrecognizedImageError
from docx.image.image import Image as ImageWord

from .cascade import Style, nommer
from .erreurs import DocxImpossible
from .modele import Image


def read_image(element: Element, style: Style, images: Callable[[str], bytes], largeur: float) -> Image:
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
    except (UnrecognizedImageError, InvalidImageStreamError, UnexpectedEndOfFileError) as erreur:
        raise DocxImpossible(nommer(element), f"image illisible, PNG ou JPEG attendu : « {source[:60]} »") from erreur
    large, haut = style.longueur("width", largeur), style.longueur("height")
    rapport = naturelle[1] / naturelle[0]
    if large is None:
        large = haut / rapport if haut is not None else naturelle[0]
    maximum = style.px("max_width", largeur)
    if maximum and large > maximum:
        haut = haut if haut is None else haut * maximum / large
        large = maximum
    return Image(donnees, large, haut if haut is not None else large * rapport, element.get("alt", ""))

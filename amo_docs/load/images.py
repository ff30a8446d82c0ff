"""The images a session names: read, and refused before anything is laid out."""

from __future__ import annotations

import io
import warnings
from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from amo_docs.constats import report
from amo_docs.findings import Finding, Place
from amo_docs.load.fichiers import leaves, read_fichier
from amo_docs.load.nommes import ImageNommee
from amo_docs.model.matiere import Reperes
from amo_docs.typographie import set_espaces

if TYPE_CHECKING:
    from PIL.ImageFile import ImageFile

# A whole A4 page scanned at 600 dpi has 35 million points: no logo and no signature has more.
PIXELS_MAX = 40_000_000
# What PDF and DOCX both embed as it is. Anything else would have to be converted.
FORMATS = frozenset({"PNG", "JPEG"})


class ImageRefuseeError(Exception):
    """An image that cannot be printed.

    Its arguments are the fact, which follows the name of the image, and the next gesture.
    """


def read_image(chemin: str, dossier: Path) -> bytes:
    """Return the bytes of the image at `chemin`, which stands in `dossier`.

    Raises ImageRefuseeError: a path or a link out of the folder, a file that is missing, damaged or
    no plain file, a format other than PNG or JPEG, more than `PIXELS_MAX` points.
    """
    path = dossier / chemin
    if leaves(path, dossier):
        raise ImageRefuseeError("sort du dossier de la session.", "Copiez-la à côté de la session.")
    fichier = read_fichier(path, chemin)
    if isinstance(fichier, Finding):
        raise ImageRefuseeError(f": {fichier.message}", fichier.geste)
    _verify(fichier.contenu)
    return fichier.contenu


def _verify(content: bytes) -> None:
    """Raise ImageRefuseeError unless `content` is a whole PNG or JPEG of a reasonable size."""
    # Imported late: most sessions name no image, and commands must start fast.
    from PIL import Image

    try:
        with warnings.catch_warnings():
            # Our own limit, below, is lower and says how large the image is.
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            image = Image.open(io.BytesIO(content))
        # Opening has read the head alone: the format and the size are known before any point is.
        if image.format not in FORMATS:
            raise ImageRefuseeError(f"est au format {image.format}.", "Donnez un PNG ou un JPEG.")
        if image.width * image.height > PIXELS_MAX:
            raise ImageRefuseeError(f"a {image.width} × {image.height} points.", "Réduisez-la.")
        _load_whole(image)
    except Image.DecompressionBombError:
        raise ImageRefuseeError(
            f"a plus de {PIXELS_MAX // 10**6} millions de points.", "Réduisez-la."
        ) from None
    except (OSError, SyntaxError, ValueError, EOFError):  # what Pillow raises on damaged files
        raise ImageRefuseeError(
            "n’est pas une image PNG ou JPEG lisible.", "Refaites le fichier."
        ) from None


def _load_whole(image: ImageFile) -> None:
    """Decode all of `image`. Raises OSError when its end is missing."""
    from PIL import ImageFile

    # WeasyPrint sets this flag for its whole process: a cut image would then pass, its end grey.
    lenient, ImageFile.LOAD_TRUNCATED_IMAGES = ImageFile.LOAD_TRUNCATED_IMAGES, False
    try:
        image.load()
    finally:
        ImageFile.LOAD_TRUNCATED_IMAGES = lenient


def load_images(
    nommees: Iterable[ImageNommee], dossier: Path, reperes: Reperes
) -> tuple[Mapping[str, bytes], tuple[Finding, ...]]:
    """Return the bytes of each image, by the name templates use, and the findings.

    There is one finding for each image that cannot be printed.
    """
    images: dict[str, bytes] = {}
    findings: list[Finding] = []
    for nommee in nommees:
        try:
            images[nommee.nom] = read_image(nommee.chemin, dossier)
        except ImageRefuseeError as error:
            # It keeps its name: templates that show it have no second fault, and nothing is laid
            # out.
            images[nommee.nom] = b""
            fait, geste = error.args
            message = set_espaces(f"L’image « {nommee.chemin} » {fait}")
            findings.append(report("G601", message, geste, _find_place(reperes, nommee.cle)))
    return images, tuple(findings)


def _find_place(reperes: Reperes, cle: str) -> Place:
    place = reperes.find(cle)
    return place if place.cle else replace(place, cle=cle)

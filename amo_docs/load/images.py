"""The images a session names: read once, made such as can be printed, or refused.

What is laid out later gets these bytes and no other: no file and no decoder is asked again whether
an image is right.
"""

from __future__ import annotations

import hashlib
import io
import warnings
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from amo_docs.constats import report
from amo_docs.findings import Finding, Place
from amo_docs.load.fichiers import leaves, read_fichier
from amo_docs.load.nommes import ImageNommee
from amo_docs.load.pixels import is_profond, settle_pixels
from amo_docs.model.matiere import Reperes
from amo_docs.typographie import set_espaces

if TYPE_CHECKING:
    from PIL.ImageFile import ImageFile

# A whole A4 page scanned at 600 dpi has 35 million points: no logo and no signature has more.
PIXELS_MAX = 40_000_000
# A progressive JPEG has about ten passes over its points; a small file may ask for a million.
PASSES_MAX = 100
_PASSE = b"\xff\xda"
# MPO is what phones write: a JPEG with a smaller copy of itself behind it.
FORMATS = frozenset({"PNG", "JPEG", "MPO"})
# The others are recognised so that they can be named. Those of Pillow that are not here are not
# even looked at. (An MPO opens as a JPEG.)
NOMMABLES = ("PNG", "JPEG", "AVIF", "BMP", "GIF", "ICO", "JPEG2000", "PSD", "TIFF", "WEBP")


class ImageRefuseeError(Exception):
    """An image that cannot be printed.

    Its arguments are the fact, which follows the name of the image, and the next gesture.
    """


@dataclass(frozen=True)
class ImageLue:
    """An image as it is printed, and the SHA-256 of the file it was read from."""

    contenu: bytes
    sha256: str


def read_image(chemin: str, dossier: Path) -> ImageLue:
    """Return the image at `chemin`, which stands in `dossier`.

    Raises ImageRefuseeError: a path or a link out of the folder, a file that is missing, damaged or
    no plain file, a format other than PNG or JPEG, a picture that moves, more than `PIXELS_MAX`
    points.
    """
    path = dossier / chemin
    if leaves(path, dossier):
        raise ImageRefuseeError("sort du dossier de la session.", "Copiez-la à côté de la session.")
    fichier = read_fichier(path, chemin)
    if isinstance(fichier, Finding):
        raise ImageRefuseeError(f": {fichier.message}", fichier.geste)
    return ImageLue(_settle(fichier.contenu), fichier.entree.sha256)


def _settle(content: bytes) -> bytes:
    """Return `content` such as can be printed.

    Raises ImageRefuseeError unless it is a whole PNG or JPEG of a reasonable size.
    """
    # Imported late: most sessions name no image, and commands must start fast.
    from PIL import Image

    try:
        with _read_strictly():
            image = Image.open(io.BytesIO(content), formats=NOMMABLES)
            # Opening has read the head alone: what it says is known before any point is.
            _refuse(image, content)
            image.load()
            return settle_pixels(image, content)
    except Image.DecompressionBombError:
        raise ImageRefuseeError(
            f"a plus de {PIXELS_MAX // 10**6} millions de points.", "Réduisez-la."
        ) from None
    except (OSError, SyntaxError, ValueError, EOFError):  # what Pillow raises on damaged files
        raise ImageRefuseeError(
            "n’est pas une image PNG ou JPEG lisible.", "Refaites le fichier."
        ) from None


def _refuse(image: ImageFile, content: bytes) -> None:
    """Raise ImageRefuseeError on an image that is whole, perhaps, and yet cannot be printed."""
    if image.format not in FORMATS:
        raise ImageRefuseeError(f"est au format {image.format}.", "Donnez un PNG ou un JPEG.")
    if image.width * image.height > PIXELS_MAX:
        raise ImageRefuseeError(f"a {image.width} × {image.height} points.", "Réduisez-la.")
    if content.count(_PASSE) > PASSES_MAX:
        raise ImageRefuseeError("demande trop de passes.", "Enregistrez-la de nouveau.")
    if image.format == "PNG" and getattr(image, "is_animated", False):
        # Which of its pictures was meant is not ours to say.
        raise ImageRefuseeError("est animée.", "Donnez une image fixe.")
    # Pillow compares the one transparent colour, on 16 bits, with points on 8: all would show.
    if image.format == "PNG" and is_profond(content) and "transparency" in image.info:
        raise ImageRefuseeError(
            "a une couleur transparente sur 16 bits.", "Enregistrez-la en PNG 8 bits."
        )


@contextmanager
def _read_strictly() -> Iterator[None]:
    """Make Pillow raise on what is cut, and warn of nothing."""
    from PIL import ImageFile

    # WeasyPrint sets this flag for its whole process: a cut image would then pass, its end grey.
    lenient, ImageFile.LOAD_TRUNCATED_IMAGES = ImageFile.LOAD_TRUNCATED_IMAGES, False
    try:
        with warnings.catch_warnings():
            # Our own limit of points is lower than that which Pillow warns of, and says how large
            # the image is. It warns of damaged metadata too, which are not printed.
            warnings.simplefilter("ignore")
            yield
    finally:
        ImageFile.LOAD_TRUNCATED_IMAGES = lenient


def load_images(
    nommees: Iterable[ImageNommee], dossier: Path, reperes: Reperes
) -> tuple[Mapping[str, ImageLue], tuple[Finding, ...]]:
    """Return each image, by the name templates use, and the findings.

    There is one finding for each image that cannot be printed.
    """
    images: dict[str, ImageLue] = {}
    findings: list[Finding] = []
    for nommee in nommees:
        try:
            images[nommee.nom] = read_image(nommee.chemin, dossier)
        except ImageRefuseeError as error:
            # It keeps its name: templates that show it have no second fault, and nothing is laid
            # out.
            images[nommee.nom] = ImageLue(b"", hashlib.sha256().hexdigest())
            fait, geste = error.args
            message = set_espaces(f"L’image « {nommee.chemin} » {fait}")
            findings.append(report("G601", message, geste, _find_place(reperes, nommee.cle)))
    return images, tuple(findings)


def _find_place(reperes: Reperes, cle: str) -> Place:
    place = reperes.find(cle)
    return place if place.cle else replace(place, cle=cle)

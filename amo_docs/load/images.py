"""The images a session names, read and refused before anything is laid out."""

from __future__ import annotations

import io
import warnings
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from amo_docs.errors import ModeleError
from amo_docs.findings import Finding, Place
from amo_docs.model.dossier import Reperes
from amo_docs.model.session import Session
from amo_docs.typographie import set_espaces

if TYPE_CHECKING:
    from PIL.ImageFile import ImageFile

PIXELS_MAX = 40_000_000
FORMATS = frozenset({"PNG", "JPEG"})


class ImageRefuseeError(Exception):
    """An image we cannot print; `str()` says why and the next gesture."""


@dataclass(frozen=True)
class ImageDemandee:
    """An image the session names: the name templates use, the path as typed, the key it stands under."""

    nom: str
    chemin: str
    cle: str


def list_images(session: Session) -> Iterator[ImageDemandee]:
    """Yield the images a session names: the authority's logo, then each signature and cachet."""
    if session.autorite.logo is not None:
        yield ImageDemandee("logo", session.autorite.logo, "autorite.logo")
    for index, signataire in enumerate(session.signataires):
        for champ in ("signature", "cachet"):
            chemin = getattr(signataire, champ)
            if chemin is not None:
                yield ImageDemandee(f"{champ}-{index}", chemin, f"signataires[{index}].{champ}")


def read_image(chemin: str, dossier: Path) -> bytes:
    """Return the bytes of the image at `chemin`, which stands in `dossier`.

    Raises ImageRefuseeError on a path out of the folder, a missing or damaged file, a format other than PNG or JPEG,
    more than `PIXELS_MAX` pixels.
    """
    path = (dossier / chemin).resolve()
    if not path.is_relative_to(dossier.resolve()):
        raise ImageRefuseeError("sort du dossier de la session. Copiez-la à côté de la session.")
    if path.is_dir():
        raise ImageRefuseeError("est un dossier. Donnez le chemin d’un fichier.")
    try:
        content = path.read_bytes()
    except FileNotFoundError:
        raise ImageRefuseeError("est introuvable. Vérifiez le nom et le dossier.") from None
    except OSError:
        raise ImageRefuseeError("ne se laisse pas lire. Vérifiez ses droits, puis le disque.") from None
    _verify(content)
    return content


def _verify(content: bytes) -> None:
    """Refuse what is not a whole PNG or JPEG of a reasonable size: its size is read before its pixels."""
    from PIL import Image

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            image = Image.open(io.BytesIO(content))
        if image.format not in FORMATS:
            raise ImageRefuseeError(f"est au format {image.format}. Donnez un PNG ou un JPEG.")
        if image.width * image.height > PIXELS_MAX:
            raise ImageRefuseeError(f"a {image.width} × {image.height} points. Réduisez-la.")
        _load_whole(image)
    except Image.DecompressionBombError:
        raise ImageRefuseeError(f"a plus de {PIXELS_MAX // 10**6} millions de points. Réduisez-la.") from None
    except (OSError, SyntaxError, ValueError, EOFError):  # what Pillow raises on damaged files
        raise ImageRefuseeError("n’est pas une image PNG ou JPEG lisible. Refaites le fichier.") from None


def _load_whole(image: ImageFile) -> None:
    """Decode all of `image`; raise OSError when its end is missing, even where Pillow was told to shrug at that."""
    from PIL import ImageFile

    lenient, ImageFile.LOAD_TRUNCATED_IMAGES = ImageFile.LOAD_TRUNCATED_IMAGES, False
    try:
        image.load()
    finally:
        ImageFile.LOAD_TRUNCATED_IMAGES = lenient


def load_images(session: Session, dossier: Path, reperes: Reperes) -> Mapping[str, bytes]:
    """Return the bytes of each image `session` names, by the name templates use.

    Raises ModeleError with one finding an image that cannot be printed.
    """
    images: dict[str, bytes] = {}
    findings: list[Finding] = []
    for demandee in list_images(session):
        try:
            images[demandee.nom] = read_image(demandee.chemin, dossier)
        except ImageRefuseeError as error:
            said, _, geste = set_espaces(str(error)).partition(". ")
            message = f"L’image «\u00a0{demandee.chemin}\u00a0» {said}."
            findings.append(Finding("G601", message, geste, _find_place(reperes, demandee.cle)))
    if findings:
        raise ModeleError("Des images ne peuvent pas être imprimées.", tuple(findings))
    return images


def _find_place(reperes: Reperes, cle: str) -> Place:
    place = reperes.find(cle)
    return place if place.cle else replace(place, cle=cle)

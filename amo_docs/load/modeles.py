"""Templates, style sheet, images and fonts → `Modeles`: a folder's files win over the built-in ones, one by one."""

from __future__ import annotations

import io
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from amo_docs.errors import ModeleError
from amo_docs.findings import Finding, Place
from amo_docs.load.polices import load_polices
from amo_docs.model.modeles import Modeles
from amo_docs.model.session import Session

FEUILLE, DOCUMENTS = "amo.css", "documents.toml"
PIXELS_MAX = 40_000_000
FORMATS = frozenset({"PNG", "JPEG"})


@dataclass(frozen=True)
class ImageDemandee:
    """An image the session names: the name templates use, the path as typed, the key it stands under."""

    nom: str
    chemin: str
    cle: str


def _read_texte(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        raise ModeleError(f"« {path.name} » n’est pas en UTF-8. Enregistrez-le en UTF-8.") from None
    except OSError as error:
        raise ModeleError(f"« {path.name} » est illisible ({error.strerror}). Vérifiez ses droits.") from None


def _parse_documents(nom: str, text: str) -> dict[str, object]:
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise ModeleError(f"« {nom} » n’est pas du TOML : {error}. Corrigez-le à cet endroit.") from None


def list_images(session: Session) -> Iterator[ImageDemandee]:
    """Yield the images a session names: the authority's logo, then each signature and cachet."""
    if session.autorite.logo is not None:
        yield ImageDemandee("logo", session.autorite.logo, "autorite.logo")
    for index, signataire in enumerate(session.signataires):
        for champ in ("signature", "cachet"):
            chemin = getattr(signataire, champ)
            if chemin is not None:
                yield ImageDemandee(f"{champ}-{index}", chemin, f"signataires[{index}].{champ}")


def read_image(demandee: ImageDemandee, dossier: Path) -> bytes:
    """Return the bytes of an image that stands in `dossier`; raise ModeleError on one we cannot print.

    Refused: a path out of the folder, a missing or corrupt file, a format other than PNG or JPEG, more than
    `PIXELS_MAX` pixels.
    """
    from PIL import Image, UnidentifiedImageError

    said = f"L’image «\u00a0{demandee.chemin}\u00a0» ({demandee.cle})"
    path = (dossier / demandee.chemin).resolve()
    if not path.is_relative_to(dossier.resolve()):
        raise ModeleError(f"{said} sort du dossier de la session. Copiez-la à côté de la session.")
    try:
        content = path.read_bytes()
        with Image.open(io.BytesIO(content)) as image:
            if image.format not in FORMATS:
                raise ModeleError(f"{said} est au format {image.format}. Donnez un PNG ou un JPEG.")
            if image.width * image.height > PIXELS_MAX:
                raise ModeleError(f"{said} a {image.width} × {image.height} points. Réduisez-la.")
            image.verify()
    except (UnidentifiedImageError, SyntaxError, Image.DecompressionBombError):
        raise ModeleError(f"{said} n’est pas une image lisible. Refaites le fichier.") from None
    except OSError as error:
        raise ModeleError(f"{said} est illisible ({error.strerror or 'fichier abîmé'}). Vérifiez le chemin.") from None
    return content


def load_modeles(integres: Path, session: Session, dossier: Path) -> Modeles:
    """Return all a paper is made from: `integres` overlaid by the session's `modeles`, its images, the fonts.

    `dossier` is the session's folder, which relative paths start from. Raises ModeleError, with every image that
    cannot be used among its findings.
    """
    folders = [integres]
    if session.modeles is not None:
        own = dossier / session.modeles
        if not own.is_dir():
            raise ModeleError(f"Le dossier de modèles « {session.modeles} » n’existe pas. Corrigez « modeles ».")
        folders.append(own)
    textes: dict[str, str] = {}
    origines: dict[str, str] = {}
    documents: dict[str, object] = {}
    for folder in folders:
        shown = "templates" if folder is integres else str(session.modeles)
        for path in sorted(folder.iterdir()):
            if path.suffix != ".html" and path.name not in (FEUILLE, DOCUMENTS):
                continue
            textes[path.name] = _read_texte(path)
            origines[path.name] = f"{shown}/{path.name}"
            if path.name == DOCUMENTS:
                documents |= _parse_documents(path.name, textes[path.name])
    images = _load_images(session, dossier)
    return Modeles(textes, textes[FEUILLE], documents, images, load_polices(), origines)


def _load_images(session: Session, dossier: Path) -> Mapping[str, bytes]:
    images: dict[str, bytes] = {}
    findings: list[Finding] = []
    for demandee in list_images(session):
        try:
            images[demandee.nom] = read_image(demandee, dossier)
        except ModeleError as error:
            findings.append(Finding("G601", str(error), "", Place("session.toml", cle=demandee.cle)))
    if findings:
        raise ModeleError("Des images ne peuvent pas être imprimées.", tuple(findings))
    return images

"""Templates, style sheet, images and fonts → `Modeles`: a folder's files win over the built-in ones, one by one."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from amo_docs.errors import ModeleError
from amo_docs.findings import Place
from amo_docs.load.documents import read_documents
from amo_docs.load.fichiers import Fichier
from amo_docs.load.images import load_images
from amo_docs.load.mentions import read_mentions
from amo_docs.load.polices import load_polices
from amo_docs.model.dossier import Reperes
from amo_docs.model.modeles import Expression, Modeles
from amo_docs.model.session import Session

FEUILLE, DOCUMENTS, MENTIONS = "amo.css", "documents.toml", "mentions.toml"


def _read_texte(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        raise ModeleError(f"« {path.name} » n’est pas en UTF-8. Enregistrez-le en UTF-8.") from None
    except IsADirectoryError:
        raise ModeleError(f"« {path.name} » est un dossier. Donnez un fichier de ce nom, ou retirez-le.") from None
    except OSError:
        raise ModeleError(f"« {path.name} » ne se laisse pas lire. Vérifiez ses droits.") from None


def _list_fichiers(dossier: Path) -> Iterator[Path]:
    """Yield the files of a folder of templates that are read, by name."""
    try:
        paths = sorted(dossier.iterdir())
    except OSError:
        raise ModeleError(f"Le dossier « {dossier.name} » ne se laisse pas lire. Vérifiez ses droits.") from None
    yield from (path for path in paths if path.suffix == ".html" or path.name in (FEUILLE, DOCUMENTS, MENTIONS))


def load_modeles(integres: Path, session: Session, dossier: Path, reperes: Reperes | None = None) -> Modeles:
    """Return all a paper is made from: `integres` overlaid by the session's `modeles`, its images, the fonts.

    `dossier` is the session's folder, which relative paths start from; `reperes` tells where the session names its
    images. Raises ModeleError, with every image or every table that cannot be used among its findings.
    """
    folders = {"templates": integres}
    if session.modeles is not None:
        own = dossier / session.modeles
        if not own.is_dir():
            raise ModeleError(f"Le dossier de modèles « {session.modeles} » n’existe pas. Corrigez « modeles ».")
        folders[session.modeles] = own
    textes: dict[str, str] = {}
    origines: dict[str, str] = {}
    documents: dict[str, object] = {}
    expressions: tuple[Expression, ...] = ()
    for shown, folder in folders.items():
        for path in _list_fichiers(folder):
            text, origine = _read_texte(path), f"{shown}/{path.name}"
            if path.name == DOCUMENTS:
                documents |= read_documents(Fichier(origine, text.encode()))
            if path.name == MENTIONS:
                expressions += read_mentions(Fichier(origine, text.encode()))
            if path.name in (DOCUMENTS, MENTIONS) and path.name in textes:  # both count: one is added to the other
                textes[origines[path.name]] = textes[path.name]
                origines[origines[path.name]] = origines[path.name]
            textes[path.name], origines[path.name] = text, origine
    images = load_images(session, dossier, reperes or Reperes({}, Place()))
    return Modeles(textes, textes[FEUILLE], documents, images, load_polices(), origines, expressions)

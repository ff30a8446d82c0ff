"""Templates, style sheet, images and fonts → `Modeles`: a folder's files win over the built-in ones, one by one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from amo_docs.errors import ModeleError
from amo_docs.findings import Finding, Place, Severite
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


@dataclass(frozen=True)
class Lecture:
    """The text files of templates read from folders; `erreurs` are what could not be."""

    textes: dict[str, str] = field(default_factory=dict)
    origines: dict[str, str] = field(default_factory=dict)
    documents: dict[str, object] = field(default_factory=dict)
    expressions: list[Expression] = field(default_factory=list)
    erreurs: list[ModeleError] = field(default_factory=list)

    def add(self, shown: str, path: Path) -> None:
        """Read the file at `path` of the folder shown as `shown`; it wins over one of the same name."""
        nom, origine = path.name, f"{shown}/{path.name}"
        text = _read_texte(path)
        if nom in (DOCUMENTS, MENTIONS) and nom in self.textes:  # both count: one is added to the other
            self.textes[self.origines[nom]] = self.textes[nom]
            self.origines[self.origines[nom]] = self.origines[nom]
        self.textes[nom], self.origines[nom] = text, origine
        if nom == DOCUMENTS:
            self.documents.update(read_documents(Fichier(origine, text.encode())))
        if nom == MENTIONS:
            self.expressions.extend(read_mentions(Fichier(origine, text.encode())))


def read_dossiers(dossiers: Mapping[str, Path]) -> Lecture:
    """Return the text files of `dossiers` (name to show → folder), the later ones over the earlier ones."""
    lecture = Lecture()
    for shown, folder in dossiers.items():
        try:
            for path in _list_fichiers(folder):
                try:
                    lecture.add(shown, path)
                except ModeleError as error:
                    lecture.erreurs.append(error)
        except ModeleError as error:
            lecture.erreurs.append(error)
    return lecture


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
    lecture = read_dossiers(folders)
    for erreur in lecture.erreurs:
        raise erreur
    images = load_images(session, dossier, reperes or Reperes({}, Place()))
    return _make_modeles(lecture, images)


def _make_modeles(lecture: Lecture, images: Mapping[str, bytes]) -> Modeles:
    textes, documents = lecture.textes, lecture.documents
    expressions = tuple(lecture.expressions)
    return Modeles(textes, textes[FEUILLE], documents, images, load_polices(), lecture.origines, expressions)


def load_dossier(integres: Path, dossier: Path | None) -> tuple[Modeles, tuple[Finding, ...]]:
    """Return the templates of `dossier` over `integres`, without a session, and what is wrong with its files.

    A file that cannot be read is left out, and the built-in one of its name stands. Raises ModeleError when there is no
    such folder, or no font.
    """
    folders = {"templates": integres}
    if dossier is not None:
        if not dossier.is_dir():
            raise ModeleError(f"Le dossier « {dossier} » n’existe pas. Corrigez son chemin.")
        folders[str(dossier)] = dossier
    lecture = read_dossiers(folders)
    findings = [finding for erreur in lecture.erreurs for finding in _list_findings(erreur)]
    return _make_modeles(lecture, {}), (*findings, *_list_ignores(dossier))


def _list_findings(erreur: ModeleError) -> tuple[Finding, ...]:
    fait, _, geste = str(erreur).partition(". ")
    return erreur.findings or (Finding("L002", f"{fait}.", geste),)


def _list_ignores(dossier: Path | None) -> Iterator[Finding]:
    """Yield the files of `dossier` that nothing reads: one misnamed would be passed over in silence."""
    read = set(_list_fichiers(dossier)) if dossier else set()
    for path in sorted(dossier.iterdir()) if dossier else ():
        if path in read or path.name.startswith(".") or path.suffix in (".md", ".txt"):
            continue
        geste = f"Un gabarit finit par .html ; les autres fichiers lus sont {FEUILLE}, {DOCUMENTS} et {MENTIONS}."
        place = Place(f"{dossier}/{path.name}")
        yield Finding("G636", "Ce fichier n’est pas lu.", geste, place, Severite.AVERTISSEMENT)

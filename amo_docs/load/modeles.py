"""Templates, style sheet, images and fonts, read into a `Modeles`.

The files of a folder win over the built-in ones, one by one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

from amo_docs import constats
from amo_docs.errors import ModeleError
from amo_docs.findings import Finding, Place
from amo_docs.load.documents import read_documents
from amo_docs.load.fichiers import FichierLu, leaves, name_fichier, read_fichier
from amo_docs.load.formulation import report, show
from amo_docs.load.images import ImageLue, load_images
from amo_docs.load.mentions import read_mentions
from amo_docs.load.nommes import Nommes
from amo_docs.load.polices import load_polices
from amo_docs.model.matiere import Reperes
from amo_docs.model.modeles import Expression, Modeles, Police

FEUILLE, DOCUMENTS, MENTIONS = "amo.css", "documents.toml", "mentions.toml"

T = TypeVar("T")


@dataclass(frozen=True)
class LectureModeles:
    """What reading templates gave: what can be used, and every finding.

    `tous_lus` is False when a template could not be read, `tous_declares` when a `documents.toml`
    is wrong: what then seems to be missing may only follow from it.
    """

    # Nothing is raised for a wrong file: what can be used stands beside what cannot, so that data
    # and templates are reported in one pass.
    modeles: Modeles
    findings: tuple[Finding, ...] = ()
    tous_lus: bool = True
    tous_declares: bool = True


@dataclass
class _Recueil:
    """What is read so far, file after file."""

    textes: dict[str, str] = field(default_factory=dict)
    origines: dict[str, str] = field(default_factory=dict)
    documents: dict[str, object] = field(default_factory=dict)
    expressions: tuple[Expression, ...] = ()
    findings: list[Finding] = field(default_factory=list)
    tous_lus: bool = True
    tous_declares: bool = True

    def attempt(self, read: Callable[[], T]) -> T | None:
        """Return what `read` does; when it raises, keep its findings and return None."""
        try:
            return read()
        except ModeleError as error:
            self.findings += error.findings
            return None

    def add(self, chemin: Path, origine: str, dossier: Path) -> None:
        """Add the file at `chemin`, shown as `origine`, of the folder `dossier`."""
        text = _read_texte(chemin, origine, dossier)
        if isinstance(text, Finding):
            self.findings.append(text)
            # A wrong template leaves its paper without one; a wrong table leaves papers undeclared.
            # Each forbids other conclusions (`Code.suppose`).
            self.tous_lus = self.tous_lus and chemin.suffix != ".html"
            self.tous_declares = self.tous_declares and chemin.name != DOCUMENTS
            return
        fichier, nom = FichierLu(origine, text.encode()), name_fichier(chemin)
        if nom == DOCUMENTS:
            documents = self.attempt(lambda: read_documents(fichier))
            self.tous_declares = self.tous_declares and documents is not None
            self.documents |= documents or {}
        if nom == MENTIONS:
            self.expressions += self.attempt(lambda: read_mentions(fichier)) or ()
        # Both count, since one is added to the other: the earlier text stays under the path it was
        # read from, and the manifest names the two.
        if nom in (DOCUMENTS, MENTIONS) and nom in self.textes:
            self.textes[self.origines[nom]] = self.textes[nom]
            self.origines[self.origines[nom]] = self.origines[nom]
        self.textes[nom], self.origines[nom] = text, origine

    def add_tous(self, chemins: Iterable[Path], montre: str, dossier: Path) -> None:
        """Add the files at `chemins`, of the folder `dossier` shown as `montre`."""
        for chemin in chemins:
            self.add(chemin, f"{montre}/{name_fichier(chemin)}", dossier)

    def make(self, images: Mapping[str, ImageLue], polices: tuple[Police, ...]) -> LectureModeles:
        """Return what can be used of all that was read, and the findings."""
        modeles = Modeles(
            textes=self.textes,
            # There is always one: the built-in folder is read first.
            feuille=self.textes[FEUILLE],
            documents=self.documents,
            images={nom: image.contenu for nom, image in images.items()},
            fichiers_images={nom: image.sha256 for nom, image in images.items()},
            polices=polices,
            origines=self.origines,
            expressions=self.expressions,
        )
        return LectureModeles(modeles, tuple(self.findings), self.tous_lus, self.tous_declares)


def _read_texte(chemin: Path, origine: str, dossier: Path) -> str | Finding:
    # A folder of templates may come from someone else: a link must not bring a file of this machine
    # onto a paper.
    if leaves(chemin, dossier):
        fait = "ce fichier sort du dossier de modèles par un lien."
        return report("L002", Place(origine), fait, "Copiez-le dans le dossier.")
    fichier = read_fichier(chemin, origine)
    if isinstance(fichier, Finding):
        return fichier
    try:
        # Editors on Windows put a byte order mark first: it would be printed.
        return fichier.contenu.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        ligne = fichier.contenu.count(b"\n", 0, error.start) + 1
        fait = "ce fichier n’est pas en UTF-8."
        return report(
            "L003", Place(origine, ligne=ligne), fait, "Enregistrez-le en UTF-8 dans votre éditeur."
        )


def _list_fichiers(dossier: Path) -> Iterator[Path]:
    """Yield the files of a folder of templates that are read, by name. Raises OSError."""
    # Systems list folders in any order: the same folder must give the same findings and bytes.
    paths = sorted(dossier.iterdir())
    yield from (
        path
        for path in paths
        if path.suffix == ".html" or path.name in (FEUILLE, DOCUMENTS, MENTIONS)
    )


def _list_propres(nommes: Nommes, dossier: Path, reperes: Reperes) -> list[Path] | Finding:
    """Return the files of the session's own folder, or the finding on why it cannot be listed."""
    if nommes.modeles is None:
        return []
    own, place = dossier / nommes.modeles, reperes.find("modeles")
    try:
        if own.is_dir():
            return list(_list_fichiers(own))
        fait = "le dossier de modèles « {nom} » n’existe pas."
        return report("L001", place, fait, "Corrigez « modeles ».", nom=show(nommes.modeles))
    except OSError:
        fait = "le dossier « {nom} » ne se laisse pas lire."
        return report("L002", place, fait, "Vérifiez ses droits.", nom=show(nommes.modeles))


def load_modeles(
    integres: Path, nommes: Nommes, dossier: Path, reperes: Reperes | None = None
) -> LectureModeles:
    """Return all a paper is made from beside the data.

    The templates of `integres` are overlaid by those of the session's own folder; images and fonts
    go with them. `dossier` is the session's folder, where relative paths start; `reperes` gives the
    places where the session names its files. What cannot be used is a finding, and the built-in
    file stands in its place.
    """
    reperes = reperes or Reperes({}, Place())
    recueil = _Recueil()
    recueil.add_tous(_list_fichiers(integres), "templates", integres)
    own = _list_propres(nommes, dossier, reperes)
    if isinstance(own, Finding):
        recueil.findings.append(own)
        recueil.tous_lus = recueil.tous_declares = False
    else:
        recueil.add_tous(own, str(nommes.modeles), dossier / str(nommes.modeles))
    images, found = load_images(nommes.images, dossier, reperes)
    recueil.findings += found
    return recueil.make(images, recueil.attempt(load_polices) or ())


def load_dossier(integres: Path, dossier: Path | None) -> LectureModeles:
    """Return the templates of `dossier` over those of `integres`, without a session.

    A file that cannot be read is a finding, and the built-in one of its name stands in its place.
    Raises ModeleError when there is no such folder.
    """
    recueil = _Recueil()
    recueil.add_tous(_list_fichiers(integres), "templates", integres)
    if dossier is not None:
        try:
            fichiers = list(_list_fichiers(dossier))
        except PermissionError:
            raise ModeleError(
                f"Le dossier « {dossier} » ne se laisse pas lire. Vérifiez ses droits."
            ) from None
        except OSError:
            raise ModeleError(
                f"Le dossier « {dossier} » n’existe pas. Corrigez son chemin."
            ) from None
        recueil.add_tous(fichiers, str(dossier), dossier)
        recueil.findings += _list_ignores(dossier)
    return recueil.make({}, recueil.attempt(load_polices) or ())


def _list_ignores(dossier: Path) -> Iterator[Finding]:
    """Yield the files of `dossier` that nothing reads."""
    # Otherwise a misnamed template would be ignored without a word.
    read = set(_list_fichiers(dossier))
    for path in sorted(dossier.iterdir()):
        if path in read or path.name.startswith(".") or path.suffix in (".md", ".txt"):
            continue
        geste = (
            f"Un gabarit finit par .html ; les autres fichiers lus sont {FEUILLE}, "
            f"{DOCUMENTS} et {MENTIONS}."
        )
        place = Place(f"{dossier}/{name_fichier(path)}")
        yield constats.report("G636", "Ce fichier n’est pas lu.", geste, place)

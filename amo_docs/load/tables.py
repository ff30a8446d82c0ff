"""Tables of candidates (CSV, XLSX, ODS) to a grid of cells, by what their bytes are."""

from __future__ import annotations

from pathlib import PurePath

from amo_docs.findings import Finding, Place
from amo_docs.load.fichiers import FichierLu
from amo_docs.load.formulation import report
from amo_docs.load.grille import EstIntitule, Genre, Lecture
from amo_docs.load.tables_archive import ARCHIVE_ABIMEE, find_genre
from amo_docs.load.tables_classeur import read_classeur
from amo_docs.load.tables_csv import read_csv

_GENRES = {
    ".csv": Genre.TEXTE,
    ".txt": Genre.TEXTE,
    ".xlsx": Genre.XLSX,
    ".xlsm": Genre.XLSX,
    ".ods": Genre.ODS,
}
EXTENSIONS = tuple(_GENRES)
"""The extensions a table may have."""

_ENREGISTRER = "Enregistrez le tableau en XLSX, en ODS ou en CSV."


def read_table(fichier: FichierLu, feuille: str | None, est_intitule: EstIntitule) -> Lecture:
    """Return the grid of `fichier`: its sheet `feuille`, or the only one that can be meant."""
    refusal = _refuse(fichier)
    if refusal is not None:
        return None, (refusal,)
    if _GENRES[_read_extension(fichier)] is Genre.TEXTE:
        return read_csv(fichier, feuille, est_intitule)
    return read_classeur(fichier, feuille)


def _read_extension(fichier: FichierLu) -> str:
    return PurePath(fichier.nom).suffix.lower()


def _refuse(fichier: FichierLu) -> Finding | None:
    """Return the finding on why the file is no table: its name, or its bytes under that name."""
    place, extension = Place(fichier.nom), _read_extension(fichier)
    if extension not in _GENRES:
        fait = "l’extension « {extension} » n’est pas celle d’un tableau."
        return report("L006", place, fait, _ENREGISTRER, extension=extension)
    if not fichier.contenu:
        return report("L009", place, "ce fichier est vide.", "Donnez le tableau des candidats.")
    try:
        # The bytes decide, and the name must agree: a workbook renamed « .csv » would be read as
        # one long line of nonsense.
        genre = find_genre(fichier.contenu)
    except (*ARCHIVE_ABIMEE, ValueError):  # ValueError: a name that is not UTF-8
        return report(
            "L006", place, "ce classeur est abîmé.", "Ouvrez-le et enregistrez-le de nouveau."
        )
    if genre is Genre.CHIFFRE:
        fait = "ce classeur est protégé par un mot de passe."
        return report("L007", place, fait, "Enregistrez-le sans mot de passe.")
    if genre is not _GENRES[extension]:
        fait = "sous l’extension « {extension} », ce fichier est {genre}."
        return report("L006", place, fait, _ENREGISTRER, extension=extension, genre=genre)
    return None

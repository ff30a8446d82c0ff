"""XLSX and ODS workbooks: the sheet of the candidates, and its cells with their types."""

from __future__ import annotations

import io
import math
from collections.abc import Callable

from python_calamine import (
    CalamineError,
    CalamineWorkbook,
    PasswordError,
    SheetTypeEnum,
    SheetVisibleEnum,
)

from amo_docs.findings import Finding, Place
from amo_docs.load.fichiers import FichierLu
from amo_docs.load.formulation import report, show
from amo_docs.load.grille import Anomalie, Genre, Grille, Lecture, Valeur
from amo_docs.load.montre import apply_format, apply_texte
from amo_docs.load.tables_archive import (
    FEUILLE_ABIMEE,
    ClasseurEnorme,
    check_parties,
    find_genre,
)
from amo_docs.load.tables_ods import survey_ods
from amo_docs.load.tables_releve import Releve
from amo_docs.load.tables_xlsx import ReleveurXlsx
from amo_docs.model.base import fold
from amo_docs.model.proches import suggest
from amo_docs.typographie import set_espaces

# Far beyond any session; the cell library makes every one of them in memory, and its text, be it
# the same for all.
_CELLULES_MAX = 1_000_000
_LETTRES_MAX = 64 << 20
# The sheet of the workbook of `init`, which has others beside it.
_FEUILLE_USUELLE = "Candidats"


def read_classeur(fichier: FichierLu, feuille: str | None) -> Lecture:
    """Return the grid of the sheet `feuille`, or of the only one that can hold the candidates."""
    place = Place(fichier.nom)
    try:
        read = _read_feuille(fichier, feuille)
    except PasswordError:
        read = report(
            "L007",
            place,
            "ce classeur est protégé par un mot de passe.",
            "Enregistrez-le sans mot de passe.",
        )
    except ClasseurEnorme:
        fait = "ce classeur est trop grand pour une table de candidats."
        geste = "Gardez la seule feuille utile, et effacez les formats loin du tableau."
        read = report("L010", place, fait, geste)
    except (CalamineError, *FEUILLE_ABIMEE):
        read = report(
            "L006", place, "ce classeur est abîmé.", "Ouvrez-le et enregistrez-le de nouveau."
        )
    return (None, (read,)) if isinstance(read, Finding) else (read, ())


def _read_feuille(fichier: FichierLu, feuille: str | None) -> Grille | Finding:
    """Return the grid, or the finding that stands in its way."""
    # All of this comes before the cell library: a workbook that unpacks to gigabytes, one of broken
    # XML and one with a lost cell would each bring it down, or stop it for ever.
    check_parties(fichier.contenu)
    survey = _open_releves(fichier.nom, fichier.contenu)
    if isinstance(survey, Finding):
        return survey
    workbook = CalamineWorkbook.from_filelike(io.BytesIO(fichier.contenu))
    chosen = _choose(workbook, fichier, feuille, survey)
    if isinstance(chosen, Finding):
        return chosen
    releve = survey(chosen)
    return _check_etendue(fichier.nom, chosen, releve) or _make_grille(
        fichier.nom, chosen, workbook, releve
    )


def _open_releves(nom: str, contenu: bytes) -> Callable[[str], Releve] | Finding:
    """Return what surveys a sheet by its name, or the finding on a sheet that goes too far."""
    if find_genre(contenu) is Genre.XLSX:
        return ReleveurXlsx(contenu).survey
    releves = survey_ods(contenu)
    # Opening an ODS reads all its sheets, whichever is asked for. Those of an XLSX wait.
    for name, releve in releves.items():
        if finding := _check_etendue(nom, name, releve):
            return finding
    if (
        sum(releve.etendue for releve in releves.values()) > _CELLULES_MAX
        or sum(releve.volume for releve in releves.values()) > _LETTRES_MAX
    ):
        raise ClasseurEnorme
    return releves.__getitem__


def _check_etendue(nom: str, feuille: str, releve: Releve) -> Finding | None:
    """Return the finding on a sheet that goes too far, or None. Raises ClasseurEnorme."""
    if releve.volume > _LETTRES_MAX:
        raise ClasseurEnorme
    # One cell lost in the last row and the last column makes a rectangle of 17 billion cells.
    if releve.etendue <= _CELLULES_MAX:
        return None
    fait = "la feuille s’étend jusqu’à la ligne {ligne}, sur {colonnes} colonnes."
    geste = "Effacez les cellules perdues loin du tableau."
    return report(
        "L010", Place(nom, feuille), fait, geste, ligne=releve.hauteur, colonnes=releve.largeur
    )


def _choose(
    workbook: CalamineWorkbook,
    fichier: FichierLu,
    feuille: str | None,
    survey: Callable[[str], Releve],
) -> str | Finding:
    """Return the name of the sheet to read, or the finding that asks to name it."""
    place = Place(fichier.nom)
    if feuille is not None:
        return _find_feuille(workbook.sheet_names, place, feuille)
    # Hidden sheets are left out: people do not know that they are there.
    sheets = [
        sheet.name
        for sheet in workbook.sheets_metadata
        if sheet.typ is SheetTypeEnum.WorkSheet and sheet.visible is SheetVisibleEnum.Visible
    ]
    usual = [name for name in sheets if fold(name) == fold(_FEUILLE_USUELLE)]
    filled = [name for name in sheets if survey(name).hauteur]
    candidates = usual or filled
    if len(candidates) == 1:
        return candidates[0]
    if not candidates:
        return report(
            "L009",
            place,
            "ce classeur n’a que des feuilles vides.",
            "Donnez le tableau des candidats.",
        )
    fait = set_espaces(
        f"plusieurs feuilles sont remplies : {', '.join(f'« {name} »' for name in candidates)}."
    )
    return report("L008", place, "{fait}", "Nommez la bonne dans « feuille_candidats ».", fait=fait)


def _find_feuille(names: list[str], place: Place, feuille: str) -> str | Finding:
    # Exactly first: two sheets may differ by their capitals alone.
    same = [name for name in names if name == feuille] or [
        name for name in names if fold(name) == fold(feuille)
    ]
    if len(same) == 1:
        return same[0]
    geste = suggest(feuille, names, f"Ses feuilles : {', '.join(names)}.")
    fait = "ce classeur n’a pas de feuille « {feuille} »."
    return report("L008", place, fait, "{geste}", feuille=feuille, geste=geste)


def _make_grille(nom: str, feuille: str, workbook: CalamineWorkbook, releve: Releve) -> Grille:
    downwards = tuple(f for f in releve.fusions if f.derniere_ligne > f.ligne)
    # No two may share a cell; a stranger’s may, and each is walked.
    if sum(min(f.derniere_ligne, releve.hauteur) - f.ligne for f in downwards) > _CELLULES_MAX:
        raise ClasseurEnorme
    return Grille(
        nom,
        feuille,
        _read_cells(workbook, feuille, releve),
        frozenset(
            row + 1
            for first, count in releve.cachees
            # Empty rows are often hidden to the end of the sheet: they hold nobody.
            for row in range(first, min(first + count, releve.hauteur))
        ),
        frozenset(
            (row + 1, column) for plage in releve.barrees for row, column in plage.list_cellules()
        ),
        downwards,
    )


def _read_cells(
    workbook: CalamineWorkbook, feuille: str, releve: Releve
) -> tuple[tuple[Valeur, ...], ...]:
    sheet = workbook.get_sheet_by_name(feuille)
    # Empty rows above and columns before are kept, so that ranks are those of the spreadsheet.
    rows: list[list[Valeur]] = [
        [_unify(cell, releve.zeros_caches) for cell in row]
        for row in sheet.to_python(skip_empty_area=False)
    ]
    for plage, anomaly in releve.anomalies:
        for row, column in plage.list_cellules():
            # The library leaves out cells without a value beyond the last one that has some.
            while len(rows) <= row:
                rows.append([])
            while len(rows[row]) <= column:
                rows[row].append("")
            rows[row][column] = anomaly
    for (row, column), code in releve.formats.items():
        if row < len(rows) and column < len(rows[row]):
            rows[row][column] = apply_format(rows[row][column], code)
    for plage, text in releve.textes:
        for row, column in plage.list_cellules():
            if row < len(rows) and column < len(rows[row]):
                rows[row][column] = apply_texte(rows[row][column], text)
    return tuple(map(tuple, rows))


def _unify(cell: Valeur, zeros_caches: bool) -> Valeur:
    # « NaN » and « inf » are read as numbers, and are no values.
    if isinstance(cell, float) and not math.isfinite(cell):
        return Anomalie("L052", show(cell))
    if isinstance(cell, str):
        # A text file may hold both ends of lines, and so may a cell pasted from one.
        return cell.replace("\r\n", "\n").replace("\r", "\n")
    # An option of the sheet: a zero of a lookup is then an empty cell to whoever looks.
    hidden = zeros_caches and isinstance(cell, int | float) and cell == 0 and cell is not False
    return "" if hidden else cell

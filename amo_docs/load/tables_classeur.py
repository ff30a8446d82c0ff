"""XLSX and ODS workbooks: the sheet of the candidates, and its cells with their types."""

from __future__ import annotations

import io
import math

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
from amo_docs.load.grille import Anomalie, Grille, Lecture, Valeur
from amo_docs.load.tables_xml import FEUILLE_ABIMEE, Releve, check_parties, is_enorme, survey
from amo_docs.model.base import fold
from amo_docs.model.proches import suggest
from amo_docs.typographie import set_espaces

# Far beyond any session; the cell library makes every one of them in memory.
_CELLULES_MAX = 4_000_000
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
    except (CalamineError, *FEUILLE_ABIMEE):
        read = report(
            "L006", place, "ce classeur est abîmé.", "Ouvrez-le et enregistrez-le de nouveau."
        )
    return (None, (read,)) if isinstance(read, Finding) else (read, ())


def _read_feuille(fichier: FichierLu, feuille: str | None) -> Grille | Finding:
    """Return the grid, or the finding that stands in its way."""
    # The three checks come before the cell library: a workbook that unpacks to gigabytes, one of
    # broken XML and one with a lost cell would each bring it down, or stop it for ever.
    if is_enorme(fichier.contenu):
        return report(
            "L010",
            Place(fichier.nom),
            "ce classeur est trop grand.",
            "Gardez la seule feuille utile.",
        )
    check_parties(fichier.contenu)
    # Opening an ODS reads all its sheets, so the widest one counts. Those of an XLSX wait.
    if finding := _check_etendue(fichier.nom, "", survey(fichier.contenu, None)):
        return finding
    workbook = CalamineWorkbook.from_filelike(io.BytesIO(fichier.contenu))
    chosen = _choose(workbook, fichier, feuille)
    if isinstance(chosen, Finding):
        return chosen
    releve = survey(fichier.contenu, chosen)
    finding = _check_etendue(fichier.nom, chosen, releve)
    return finding or Grille(fichier.nom, chosen, _read_cells(workbook, chosen, releve))


def _check_etendue(nom: str, feuille: str, releve: Releve) -> Finding | None:
    """Return the finding on a sheet that goes too far, or None."""
    # One cell lost in the last row and the last column makes a rectangle of 17 billion cells.
    if releve.hauteur * releve.largeur <= _CELLULES_MAX:
        return None
    fait = "la feuille s’étend jusqu’à la ligne {ligne}, sur {colonnes} colonnes."
    geste = "Effacez les cellules perdues loin du tableau."
    return report(
        "L010", Place(nom, feuille), fait, geste, ligne=releve.hauteur, colonnes=releve.largeur
    )


def _choose(workbook: CalamineWorkbook, fichier: FichierLu, feuille: str | None) -> str | Finding:
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
    filled = [name for name in sheets if survey(fichier.contenu, name).hauteur]
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


def _read_cells(
    workbook: CalamineWorkbook, feuille: str, releve: Releve
) -> tuple[tuple[Valeur, ...], ...]:
    sheet = workbook.get_sheet_by_name(feuille)
    # Empty rows above and columns before are kept, so that ranks are those of the spreadsheet.
    rows: list[list[Valeur]] = [list(row) for row in sheet.to_python(skip_empty_area=False)]
    for (row, column), anomaly in releve.anomalies.items():
        # The library leaves out cells without a value beyond the last one that has some.
        while len(rows) <= row:
            rows.append([])
        while len(rows[row]) <= column:
            rows[row].append("")
        rows[row][column] = anomaly
    return tuple(tuple(_unify(cell) for cell in row) for row in rows)


def _unify(cell: Valeur) -> Valeur:
    # « NaN » and « inf » are read as numbers, and are no values.
    if isinstance(cell, float) and not math.isfinite(cell):
        return Anomalie("L052", show(cell))
    return cell.replace("\r\n", "\n") if isinstance(cell, str) else cell

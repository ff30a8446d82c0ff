"""CSV as spreadsheets write it: `;`, `,` or tabs, cells with line ends, texts as formulas."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator

from amo_docs.findings import Finding, Place
from amo_docs.load.encodages import decode
from amo_docs.load.fichiers import FichierLu
from amo_docs.load.formulation import report
from amo_docs.load.grille import EstIntitule, Grille, Lecture

_SEPARATEURS = ";,\t"
# Rows looked at to find the headings, and by them the separator.
_ENTETE_MAX = 10
# A first line for Excel, that names the separator and is no row.
_DIRECTIVE = re.compile(r"sep=(.)\r?\n", re.IGNORECASE)
# How an export keeps the zeros of a code and a spreadsheet from reading it: ="00123".
_FORMULE_TEXTE = re.compile(r'="((?:[^"]|"")*)"')
# As many as a workbook may have: every row is a list in memory.
_CELLULES_MAX = 1_000_000


def read_csv(fichier: FichierLu, feuille: str | None, est_intitule: EstIntitule) -> Lecture:
    """Return the grid of a CSV, and the findings.

    A row that spans several lines of the file is one row, as in a spreadsheet.
    """
    findings = _warn_feuille(fichier.nom, feuille)
    text = decode(fichier, est_intitule)
    if isinstance(text, Finding):
        return None, (*findings, text)
    separateur, text = _find_separateur(text, est_intitule)
    rows: list[tuple[str, ...]] = []
    cells = 0
    try:
        for row in _parse(text, separateur):
            rows.append(tuple(map(_read_cell, row)))
            cells += len(row)
            if cells > _CELLULES_MAX:
                return None, (*findings, _report_enorme(fichier.nom, len(rows)))
    except csv.Error:
        fait = "cette ligne a un guillemet de trop ou de moins : la suite n’est pas lue."
        # What comes before is read all the same, so that its faults are reported too.
        geste = "Fermez chaque guillemet, et doublez ceux du texte."
        findings += (report("L011", Place(fichier.nom, ligne=len(rows) + 1), fait, geste),)
    return Grille(fichier.nom, "", tuple(rows)), findings


def _warn_feuille(nom: str, feuille: str | None) -> tuple[Finding, ...]:
    if feuille is None:
        return ()
    fait = "un CSV n’a pas de feuilles : « {feuille} » ne sert à rien."
    return (report("L013", Place(nom), fait, "Retirez « feuille_candidats ».", feuille=feuille),)


def _read_cell(cell: str) -> str:
    # As a workbook gives them: a line end inside a cell is one character.
    cell = cell.replace("\r\n", "\n").replace("\r", "\n")
    found = _FORMULE_TEXTE.fullmatch(cell.strip())
    return found[1].replace('""', '"') if found else cell


def _report_enorme(nom: str, ligne: int) -> Finding:
    fait = "à cette ligne, ce fichier a déjà plus d’un million de cellules."
    return report("L010", Place(nom, ligne=ligne), fait, "Vérifiez que c’est le bon fichier.")


def _find_separateur(text: str, est_intitule: EstIntitule) -> tuple[str, str]:
    """Return the separator under which most headings are known, and the text without « sep=; »."""
    if directive := _DIRECTIVE.match(text):
        return directive[1], text[directive.end() :]

    def count(separateur: str) -> tuple[int, int]:
        best = (0, 0)
        try:
            for _, row in zip(range(_ENTETE_MAX), _parse(text, separateur), strict=False):
                best = max(best, (sum(est_intitule(_read_cell(cell)) for cell in row), len(row)))
        except csv.Error:
            return best
        return best

    return max(_SEPARATEURS, key=count), text


def _parse(text: str, separateur: str) -> Iterator[list[str]]:
    # `newline=""` leaves line ends inside cells alone; `strict` refuses a stray quote, which would
    # otherwise swallow the rest of the row.
    return csv.reader(io.StringIO(text, newline=""), delimiter=separateur, strict=True)

"""CSV as spreadsheets write it: `;`, `,` or tabs, UTF-8 or Windows-1252, cells with line ends."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator

from amo_docs.findings import Finding, Place
from amo_docs.load.fichiers import FichierLu
from amo_docs.load.formulation import report
from amo_docs.load.grille import EstIntitule, Grille, Lecture

_SEPARATEURS = ";,\t"
# Rows looked at to find the headings, and by them the separator.
_ENTETE_MAX = 10
# A first line for Excel, that names the separator and is no row.
_DIRECTIVE = re.compile(r"sep=(.)\r?\n", re.IGNORECASE)
# What accents become when UTF-8 is read as Windows-1252 and saved again: « é » turns into « Ã© ».
# Only pairs that such a mistake makes: a name may have an « Ã » of its own.
_UTF8_LU_EN_1252 = re.compile(
    "Ã\u00a0|[ÃÂÅÄ][\u0080-\u009f\u00a1-\u00bf\u0152-\u0192\u02c6\u02dc\u2013-\u203a\u20ac\u2122]|â€|ï»¿"
)


def read_csv(fichier: FichierLu, feuille: str | None, est_intitule: EstIntitule) -> Lecture:
    """Return the grid of a CSV, and the findings.

    A row that spans several lines of the file is one row, as in a spreadsheet.
    """
    findings = _warn_feuille(fichier.nom, feuille)
    text = _decode(fichier)
    if isinstance(text, Finding):
        return None, (*findings, text)
    separateur, text = _find_separateur(text, est_intitule)
    rows: list[tuple[str, ...]] = []
    try:
        rows.extend(
            # As a workbook gives them: a line end inside a cell is one character.
            tuple(cell.replace("\r\n", "\n").replace("\r", "\n") for cell in row)
            for row in _parse(text, separateur)
        )
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


def _decode(fichier: FichierLu) -> str | Finding:
    """Return the text of the file, or the finding on its encoding.

    It is UTF-8 with or without its mark, else Windows-1252; never a mixture of the two.
    """
    try:
        text = fichier.contenu.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        # What Excel saves in France. Five bytes of this encoding stand for nothing: a file that
        # holds one is of another.
        text = fichier.contenu.decode("cp1252", errors="replace")
        if "\ufffd" in text:
            line = fichier.contenu.count(b"\n", 0, error.start) + 1
            fait = "ce fichier n’est ni en UTF-8 ni en Windows-1252."
            return report(
                "L003", Place(fichier.nom, ligne=line), fait, "Enregistrez-le en « CSV UTF-8 »."
            )
    if found := _UTF8_LU_EN_1252.search(text):
        line = text.count("\n", 0, found.start()) + 1
        fait = "les accents de « {texte} » sont abîmés par un changement d’encodage."
        geste = "Repartez du tableau d’origine et enregistrez-le en « CSV UTF-8 »."
        shown = re.split(r"[;,\t\n]", text[max(0, found.start() - 12) :], maxsplit=1)[0].strip()
        return report("L003", Place(fichier.nom, ligne=line), fait, geste, texte=shown or found[0])
    return text


def _find_separateur(text: str, est_intitule: EstIntitule) -> tuple[str, str]:
    """Return the separator under which most headings are known, and the text without « sep=; »."""
    if directive := _DIRECTIVE.match(text):
        return directive[1], text[directive.end() :]

    def count(separateur: str) -> tuple[int, int]:
        best = (0, 0)
        try:
            for _, row in zip(range(_ENTETE_MAX), _parse(text, separateur), strict=False):
                best = max(best, (sum(map(est_intitule, row)), len(row)))
        except csv.Error:
            return best
        return best

    return max(_SEPARATEURS, key=count), text


def _parse(text: str, separateur: str) -> Iterator[list[str]]:
    # `newline=""` leaves line ends inside cells alone; `strict` refuses a stray quote, which would
    # otherwise swallow the rest of the row.
    return csv.reader(io.StringIO(text, newline=""), delimiter=separateur, strict=True)

"""Makes the inputs of these tests: a session, and one table in every form a person may hand in."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Sequence
from datetime import date, time
from pathlib import Path
from typing import Any

import xlsxwriter
from odf.namespaces import OFFICENS
from odf.opendocument import OpenDocumentSpreadsheet
from odf.table import Table, TableCell, TableRow
from odf.text import P

from amo_docs.findings import Finding
from amo_docs.load.colonnes import list_intitules
from amo_docs.load.referentiel import load_referentiel
from amo_docs.load.session import Chargement, load_session

RACINE = Path(__file__).parents[2]
REFERENTIEL = RACINE / "referentiel.toml"

Rangee = Sequence[Any]

CANDIDAT: dict[str, Any] = {
    "Matricule": "M1",
    "Jury": "TERRE",
    "Civilité": "Mme",
    "Sexe": "F",
    "Nom de naissance": "D'ALMEIDA--ŒUVRARD",
    "Prénoms": "Zoé",
    "Date de naissance": date(1992, 2, 14),
    "Commune de naissance": "Châlons-sur-Marne",
    "Département, territoire ou pays de naissance": "Marne",
    "Statut": "Sous-officier d'active",
    "Adresse": "4, impasse des Tilleuls\n86000 Poitiers",
    "Voie": "Formation continue",
    "Blocs visés": "BC01, bc02",
    "BC01": "acquis",
}
"""A candidate that loads without a finding, by heading."""

SESSION = """\
code = "S1"
intitule = "Session"
{tete}
[autorite]
nom = "Autorité"
entete = ["Autorité"]
adresse = ["1, rue"]
contact = "Mme A"
telephone = "01"
courriel = "a@example.org"

[[signataires]]
papiers = ["certificat"]
qualite = "le directeur"
civilite = "Monsieur"
prenom = "P"
nom = "N"

[[jurys]]
code = "TERRE"
intitule = "Jury"
voie = "formation continue"
composante = "Armée de Terre"
lieu = "Poitiers"
dates = [2026-03-09]
heure_arrivee = "8 h 15"
heure_debut = 09:00:00
a_apporter = ["une pièce d’identité"]
consequences_absence = "Absent."
{suite}
"""


def list_rangees(*candidats: dict[str, Any]) -> list[list[Any]]:
    """The headings of all `candidats`, then one row each."""
    headings = list(dict.fromkeys(name for candidat in candidats for name in candidat))
    return [headings, *([candidat.get(name, "") for name in headings] for candidat in candidats)]


def write_session(dossier: Path, tete: str = "", suite: str = "") -> Path:
    """A session file with these lines at its head and at its end."""
    path = dossier / "session.toml"
    path.write_text(SESSION.format(tete=tete, suite=suite), encoding="utf-8")
    return path


def write_csv(
    path: Path, rangees: Sequence[Rangee], encodage: str = "utf-8-sig", separateur: str = ";"
) -> Path:
    """The table as a spreadsheet saves it in CSV."""
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=separateur).writerows(
        [[_write(cell) for cell in row] for row in rangees]
    )
    path.write_bytes(text.getvalue().encode(encodage))
    return path


def _write(cell: Any) -> str:
    if isinstance(cell, date):
        return f"{cell:%d/%m/%Y}"
    return f"{cell:%H:%M}" if isinstance(cell, time) else str(cell)


def write_xlsx(
    path: Path, rangees: Sequence[Rangee], origine: tuple[int, int] = (0, 0), **autres: str
) -> Path:
    """The table in an XLSX, from the cell `origine` (row, column, from 0); `autres` are more sheets
    with a text."""
    with xlsxwriter.Workbook(str(path)) as book:
        jour, heure = (
            book.add_format({"num_format": "dd/mm/yyyy"}),
            book.add_format({"num_format": "hh:mm"}),
        )
        sheet = book.add_worksheet("Candidats")
        for r, row in enumerate(rangees, origine[0]):
            for c, cell in enumerate(row, origine[1]):
                if isinstance(cell, date):
                    sheet.write_datetime(r, c, cell, jour)
                elif isinstance(cell, time):
                    sheet.write_datetime(r, c, cell, heure)
                elif isinstance(cell, str) and cell.startswith("="):
                    formula, _, value = cell.partition("\t")
                    sheet.write_formula(r, c, formula, None, value)
                else:
                    sheet.write(r, c, cell)
        for name, text in autres.items():
            book.add_worksheet(name).write(0, 0, text)
    return path


def write_ods(path: Path, rangees: Sequence[Rangee], origine: tuple[int, int] = (0, 0)) -> Path:
    """The table in an ODS."""
    book = OpenDocumentSpreadsheet()
    sheet = Table(name="Candidats")
    if origine[0]:
        sheet.addElement(TableRow(numberrowsrepeated=origine[0]))
    for row in rangees:
        line = TableRow()
        if origine[1]:
            line.addElement(TableCell(numbercolumnsrepeated=origine[1]))
        for cell in row:
            line.addElement(_make_cellule(cell))
        sheet.addElement(line)
    book.spreadsheet.addElement(sheet)
    book.save(str(path))
    return path


def _make_cellule(cell: Any) -> TableCell:
    if isinstance(cell, bool):
        return TableCell(valuetype="boolean", booleanvalue=str(cell).lower())
    if isinstance(cell, date):
        return TableCell(valuetype="date", datevalue=cell.isoformat())
    if isinstance(cell, time):
        return TableCell(valuetype="time", timevalue=f"PT{cell:%H}H{cell:%M}M00S")
    if isinstance(cell, int | float):
        return TableCell(valuetype="float", value=str(cell))
    if cell.startswith("="):
        return _make_formule(cell)
    made = TableCell(valuetype="string") if cell else TableCell()
    for line in cell.split("\n") if cell else ():
        made.addElement(P(text=line))
    return made


def _make_formule(cell: str) -> TableCell:
    formula, _, value = cell.partition("\t")
    if not value:
        return TableCell(formula=f"of:{formula}")
    made = TableCell(formula=f"of:{formula}", valuetype="string", stringvalue="")
    if value.startswith("#"):
        calcext = "urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0"
        made.setAttrNS(calcext, "value-type", "error")
    else:
        made.setAttrNS(OFFICENS, "string-value", value)
    made.addElement(P(text=value))
    return made


def write_toml(rangees: Sequence[Rangee]) -> str:
    """The table as inline `[[candidats]]`."""
    known = list_intitules(load_referentiel(REFERENTIEL, "r").referentiel)
    lines: list[str] = []
    for row in rangees[1:]:
        lines.append("[[candidats]]")
        groups: dict[str, dict[Any, list[str]]] = {}
        for heading, cell in zip(rangees[0], row, strict=True):
            cible = known.find(heading)
            assert cible is not None, heading
            group, _, key = cible.colonne.champ.rpartition("[].")
            if cell != "":
                value = (
                    cell.isoformat()
                    if isinstance(cell, date)
                    else json.dumps(cell, ensure_ascii=False)
                )
                groups.setdefault(group, {}).setdefault(cible.rang, []).append(f"{key} = {value}")
        lines += groups.pop("", {}).get("", [])
        for group, ranks in groups.items():
            for rank, pairs in ranks.items():
                bloc = [f'bloc = "{rank}"'] if group == "resultats" else []
                lines.append(f"{group} = [{{ {', '.join(bloc + pairs)} }}]")
    return "\n".join(lines)


def load_table(dossier: Path, table: Path, feuille: str = "") -> Chargement:
    """Load a session whose candidates stand in `table`."""
    tete = f'fichier_candidats = "{table.name}"'
    return load(
        write_session(dossier, tete + (f'\nfeuille_candidats = "{feuille}"' if feuille else ""))
    )


def load(session: Path) -> Chargement:
    """Load `session` with the référentiel of the project."""
    return load_session(session, REFERENTIEL)


def list_codes(chargement: Chargement) -> list[str]:
    """The codes found, in order."""
    return [finding.code for finding in chargement.findings]


def find_seul(chargement: Chargement) -> Finding:
    """The only finding there is."""
    assert len(chargement.findings) == 1, "\n".join(map(str, chargement.findings))
    return chargement.findings[0]

"""What the cell library does not say of a workbook, read from its XML.

These are formulas without a value, errors, and how far a sheet goes. No formula is computed: a
library that reads them was weighed, and left out.
"""

from __future__ import annotations

import io
import posixpath
import re
import struct
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import IO
from xml.etree import ElementTree
from xml.parsers import expat

from amo_docs.load.grille import Anomalie, Genre

_ZIP, _OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
# An encrypted XLSX is an OLE file, as an old XLS is; this stream is in the first alone.
_COFFRE = "EncryptedPackage".encode("utf-16-le")
_MIME_ODS = b"application/vnd.oasis.opendocument.spreadsheet"
_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
# LibreOffice says « error » in this extension only; for ODF itself the cell is a text.
_CALCEXT = "{urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0}"
# OOXML has two namespaces, « transitional » and « strict »: workbooks of both are found.
_RELATION = re.compile(r"\{http[^}]*/officeDocument/[^}]*relationships\}id")
_ADRESSE = re.compile(r"([A-Z]+)(\d+)")
ARCHIVE_ABIMEE = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    EOFError,
    OSError,
    NotImplementedError,
    RuntimeError,
)
"""What `zipfile` raises for an archive it cannot read.

It may be broken, cut short, encrypted, or of an unknown method.
"""
FEUILLE_ABIMEE = (*ARCHIVE_ABIMEE, ElementTree.ParseError, LookupError, ValueError)
"""What reading the parts of a workbook may raise besides.

A part may be missing or be no XML, a number may be missing or wrong.
"""
# The rows of a whole sheet: LibreOffice repeats an empty row up to there, and no further.
_REPETITION_MAX = 1 << 20
# Once unpacked: an archive of a few megabytes may hold gigabytes.
_OCTETS_MAX = 512 * 1024 * 1024


@dataclass
class Releve:
    """What the XML says of a sheet.

    `anomalies` are the cells without a value to read, by (row, column) from 0; `hauteur` and
    `largeur` say how far the sheet goes.
    """

    anomalies: dict[tuple[int, int], Anomalie] = field(default_factory=dict)
    hauteur: int = 0
    largeur: int = 0

    def extend(self, ligne: int, colonne: int) -> None:
        """Count the cell (row, column), from 0, in the extent."""
        self.hauteur = max(self.hauteur, ligne + 1)
        self.largeur = max(self.largeur, colonne + 1)


def find_genre(contenu: bytes) -> Genre:
    """Return what the bytes are. Raises one of ARCHIVE_ABIMEE."""
    if contenu.startswith(_OLE):
        return Genre.CHIFFRE if _COFFRE in contenu else Genre.ANCIEN
    if not contenu.startswith(_ZIP):
        # No text in UTF-8 or Windows-1252 holds a zero byte.
        return Genre.BINAIRE if b"\0" in contenu else Genre.TEXTE
    with zipfile.ZipFile(io.BytesIO(contenu)) as archive:
        names = set(archive.namelist())
        if "xl/workbook.xml" in names:
            return Genre.XLSX
        if (
            "content.xml" in names
            and "mimetype" in names
            and archive.read("mimetype").strip() == _MIME_ODS
        ):
            manifest = (
                archive.read("META-INF/manifest.xml") if "META-INF/manifest.xml" in names else b""
            )
            return Genre.CHIFFRE if b"encryption-data" in manifest else Genre.ODS
    return Genre.BINAIRE


def is_enorme(contenu: bytes) -> bool:
    """Tell whether the workbook unpacks to more than a table of candidates can weigh."""
    with zipfile.ZipFile(io.BytesIO(contenu)) as archive:
        return sum(entry.file_size for entry in archive.infolist()) > _OCTETS_MAX


def check_parties(contenu: bytes) -> None:
    """Raise one of FEUILLE_ABIMEE when a part of the workbook is no XML."""
    # The cell library never returns from some broken parts.
    with zipfile.ZipFile(io.BytesIO(contenu)) as archive:
        for name in archive.namelist():
            if name.endswith((".xml", ".rels")):
                with archive.open(name) as source:
                    _check_xml(source)


def _check_xml(source: IO[bytes]) -> None:
    try:
        expat.ParserCreate().ParseFile(source)
    except expat.ExpatError as error:
        raise ValueError("not XML") from error


def survey(contenu: bytes, feuille: str | None) -> Releve:
    """Return what the XML says of the sheet `feuille`; with None, of the widest sheet of an ODS.

    Raises one of FEUILLE_ABIMEE.
    """
    with zipfile.ZipFile(io.BytesIO(contenu)) as archive:
        if "xl/workbook.xml" in archive.namelist():
            if feuille is None:
                # The sheets of an XLSX are read one by one, when they are asked for.
                return Releve()
            with archive.open(_find_partie(archive, feuille)) as source:
                return _survey_xlsx(ElementTree.iterparse(source, events=("start", "end")))
        with archive.open("content.xml") as source:
            return _survey_ods(ElementTree.iterparse(source, events=("start", "end")), feuille)


def _find_partie(archive: zipfile.ZipFile, feuille: str) -> str:
    """Return the name of the part of an XLSX that holds the sheet. Raises KeyError."""
    for sheet in ElementTree.fromstring(archive.read("xl/workbook.xml")).iter():
        if _local(sheet.tag) == "sheet" and sheet.get("name") == feuille:
            relation = next(
                (value for key, value in sheet.attrib.items() if _RELATION.fullmatch(key)), None
            )
            break
    else:
        raise KeyError(feuille)
    for link in ElementTree.fromstring(archive.read("xl/_rels/workbook.xml.rels")):
        if link.get("Id") == relation:
            target = link.get("Target", "")
            # An absolute target starts at the root of the archive, a relative one at the workbook.
            return (
                target.lstrip("/") if target.startswith("/") else posixpath.normpath(f"xl/{target}")
            )
    raise KeyError(relation)


def _local(tag: str) -> str:
    return tag.rpartition("}")[2]


Evenements = Iterator[tuple[str, ElementTree.Element]]


def _survey_xlsx(events: Evenements) -> Releve:
    releve = Releve()
    row = column = -1
    for event, element in events:
        name = _local(element.tag)
        if event == "start" and name == "row":
            # Rows and cells may leave their number out (ECMA-376): they then follow the one before.
            row, column = int(element.get("r", row + 2)) - 1, -1
        elif event == "end" and name == "c":
            address = _ADRESSE.fullmatch(element.get("r", ""))
            column = _read_lettres(address[1]) if address else column + 1
            # A cell with a style and nothing in it is no part of the table.
            if len(element):
                releve.extend(row, column)
            if anomaly := _judge_xlsx(element):
                releve.anomalies[row, column] = anomaly
        elif event == "end" and name == "row":
            # A whole tree would take many times the size of the file.
            element.clear()
    return releve


def _judge_xlsx(cell: ElementTree.Element) -> Anomalie | None:
    parts = {_local(child.tag): child.text or "" for child in cell}
    if cell.get("t") == "e":
        return Anomalie("L052", parts.get("v", ""))
    # A formula that gives an empty text says t="str": that is a value.
    computed = cell.get("t") == "str" and "v" in parts
    return Anomalie("L051") if "f" in parts and not parts.get("v") and not computed else None


def _read_lettres(letters: str) -> int:
    rank = 0
    for letter in letters:
        rank = rank * 26 + ord(letter) - ord("A") + 1
    return rank - 1


def _survey_ods(events: Evenements, feuille: str | None) -> Releve:
    releve = Releve()
    row = column = 0
    repeated = 1
    inside = False
    for event, element in events:
        if element.tag == f"{_TABLE}table" and event == "start":
            inside, row = feuille in (None, element.get(f"{_TABLE}name")), 0
        elif not inside:
            # Sheets that nobody asked for are dropped as they pass.
            if event == "end":
                element.clear()
        elif element.tag == f"{_TABLE}table-row" and event == "start":
            column, repeated = 0, _read_repetition(element, "rows")
        elif element.tag == f"{_TABLE}table-row":
            row += repeated
            element.clear()
        elif (
            element.tag in (f"{_TABLE}table-cell", f"{_TABLE}covered-table-cell") and event == "end"
        ):
            _note_ods(releve, element, (row, column), repeated)
            column += _read_repetition(element, "columns")
    return releve


def _read_repetition(element: ElementTree.Element, what: str) -> int:
    repeated = int(element.get(f"{_TABLE}number-{what}-repeated", 1))
    if not 0 < repeated <= _REPETITION_MAX:
        raise ValueError(repeated)
    return repeated


def _note_ods(
    releve: Releve, cell: ElementTree.Element, where: tuple[int, int], repeated: int
) -> None:
    row, column = where
    formula = cell.get(f"{_TABLE}formula") is not None
    kind = cell.get(f"{_OFFICE}value-type")
    # An empty cell, often repeated to the end of the sheet, extends nothing.
    if not formula and kind is None and not len(cell):
        return
    width = _read_repetition(cell, "columns")
    releve.extend(row + repeated - 1, column + width - 1)
    text = "".join(cell.itertext()).strip()
    if cell.get(f"{_CALCEXT}value-type") == "error":
        releve.anomalies[row, column] = Anomalie("L052", text)
    # A formula that was never computed has a type and no value, or neither.
    elif formula and (kind is None or (kind == "float" and cell.get(f"{_OFFICE}value") is None)):
        releve.anomalies[row, column] = Anomalie("L051")

"""A workbook as an archive of XML parts: what it is, and whether it may be read at all.

A stranger’s workbook is counted before it is parsed: a few kilobytes may hold millions of tags.
"""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Callable
from typing import IO
from xml.parsers import expat

from amo_docs.load.grille import Genre

_ZIP, _OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
# An encrypted XLSX is an OLE file, as an old XLS is; this stream is in the first alone.
_COFFRE = "EncryptedPackage".encode("utf-16-le")
_MIME_ODS = b"application/vnd.oasis.opendocument.spreadsheet"
_UTF_16 = (b"\xff\xfe", b"\xfe\xff")
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
FEUILLE_ABIMEE = (*ARCHIVE_ABIMEE, LookupError, ValueError)
"""What reading the parts of a workbook may raise besides.

A part may be missing or be no XML, a number may be missing or wrong.
"""
# Once unpacked: an archive of a few megabytes may hold gigabytes.
_OCTETS_MAX = 256 << 20
# Tags and attributes of all parts: a table of ten thousand candidates has a third of that.
_BALISES_MAX = 3_000_000
_MORCEAU = 1 << 20


class ClasseurEnorme(Exception):  # noqa: N818 - it is what the workbook is, not a mistake of ours
    """The workbook holds more than a table of candidates can."""


def find_genre(contenu: bytes) -> Genre:
    """Return what the bytes are. Raises one of ARCHIVE_ABIMEE."""
    if contenu.startswith(_OLE):
        return Genre.CHIFFRE if _COFFRE in contenu else Genre.ANCIEN
    if not contenu.startswith(_ZIP):
        # No text holds a zero byte, but in UTF-16: Excel calls that « Texte Unicode ».
        binary = b"\0" in contenu and not contenu.startswith(_UTF_16)
        return Genre.BINAIRE if binary else Genre.TEXTE
    with zipfile.ZipFile(io.BytesIO(contenu)) as archive:
        names = set(archive.namelist())
        if "xl/workbook.xml" in names:
            return Genre.XLSX
        if (
            "content.xml" in names
            and "mimetype" in names
            and archive.getinfo("mimetype").file_size < _MORCEAU
            and archive.read("mimetype").strip() == _MIME_ODS
        ):
            return Genre.CHIFFRE if _is_chiffre(archive, names) else Genre.ODS
    return Genre.BINAIRE


def _is_chiffre(archive: zipfile.ZipFile, names: set[str]) -> bool:
    name = "META-INF/manifest.xml"
    if name not in names or archive.getinfo(name).file_size > _OCTETS_MAX:
        return False
    return b"encryption-data" in archive.read(name)


def check_parties(contenu: bytes) -> None:
    """Raise ClasseurEnorme for what would cost too much, one of FEUILLE_ABIMEE for no XML.

    The cell library never returns from some broken parts, and has no limit of its own.
    """
    with zipfile.ZipFile(io.BytesIO(contenu)) as archive:
        if sum(entry.file_size for entry in archive.infolist()) > _OCTETS_MAX:
            raise ClasseurEnorme
        parts = [name for name in archive.namelist() if name.lower().endswith((".xml", ".rels"))]
        # All are counted before one is parsed.
        tags = attributes = 0
        for name in parts:
            with archive.open(name) as source:
                while chunk := source.read(_MORCEAU):
                    tags += chunk.count(b"<")
                    attributes += chunk.count(b"=")
                    if max(tags, attributes) > _BALISES_MAX:
                        raise ClasseurEnorme
        for name in parts:
            with archive.open(name) as source:
                parse_xml(source)


def parse_xml(
    source: IO[bytes],
    start: Callable[[str, dict[str, str]], None] | None = None,
    end: Callable[[str], None] | None = None,
    text: Callable[[str], None] | None = None,
) -> None:
    """Parse `source`; names reach the handlers as « namespace name ». Raises ValueError."""
    # Events, and no tree: that would take many times the size of the file.
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True

    def refuse(*_: object) -> None:
        raise ValueError("an entity")

    # No spreadsheet declares an entity; one that unfolds into thousands would cost memory.
    parser.EntityDeclHandler = refuse
    if start is not None:
        parser.StartElementHandler = start
    if end is not None:
        parser.EndElementHandler = end
    if text is not None:
        parser.CharacterDataHandler = text
    try:
        parser.ParseFile(source)
    except expat.ExpatError as error:
        raise ValueError("not XML") from error


def find_local(name: str) -> str:
    """Return the name of an element or of an attribute without its namespace."""
    return name.rpartition(" ")[2]

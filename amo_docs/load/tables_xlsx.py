"""What the cell library does not say of an XLSX, read from its XML.

These are formulas without a value, errors, number formats, rows hidden, cells struck or merged,
and how far a sheet goes. No formula is computed: a library that reads them was weighed, and left
out.
"""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
from collections.abc import Callable
from dataclasses import dataclass, field

from amo_docs.load.formats_nombre import FORMATS_USUELS, is_remarquable
from amo_docs.load.grille import Anomalie, Fusion
from amo_docs.load.tables_archive import find_local, parse_xml
from amo_docs.load.tables_releve import Plage, Releve

# OOXML has two namespaces, « transitional » and « strict »: workbooks of both are found.
_RELATION = re.compile(r"http\S*/officeDocument/\S*relationships id")
_ADRESSE = re.compile(r"\$?([A-Z]{1,3})\$?(\d{1,7})")
_OUI = ("1", "true")


@dataclass
class _Styles:
    """Of each style of cells: its number format where it changes what is shown, and its strike."""

    formats: list[str | None] = field(default_factory=list)
    barres: list[bool] = field(default_factory=list)


@dataclass
class _Textes:
    """The shared texts of a workbook: how long each is, and which are struck through."""

    longueurs: list[int] = field(default_factory=list)
    barres: set[int] = field(default_factory=set)


class ReleveurXlsx:
    """Surveys the sheets of one XLSX, each part once. Raises one of FEUILLE_ABIMEE."""

    def __init__(self, contenu: bytes) -> None:
        self._archive = zipfile.ZipFile(io.BytesIO(contenu))
        self._parties = _find_parties(self._archive)
        self._styles = _read_styles(self._archive)
        self._textes = _read_textes(self._archive)
        # By part, and not by sheet: a thousand sheets may be one part.
        self._releves: dict[str, Releve] = {}

    def survey(self, feuille: str) -> Releve:
        """Return what the XML says of the sheet `feuille`."""
        part = self._parties[feuille]
        if part not in self._releves:
            lecteur = _LecteurFeuille(self._styles, self._textes)
            with self._archive.open(part) as source:
                parse_xml(source, lecteur.start, lecteur.end, lecteur.read_texte)
            self._releves[part] = lecteur.releve
        return self._releves[part]


def _find_parties(archive: zipfile.ZipFile) -> dict[str, str]:
    """Return the part of each sheet, by name. Raises ValueError."""
    relations: dict[str, str] = {}
    targets: dict[str, str] = {}

    def read_sheet(name: str, attributes: dict[str, str]) -> None:
        if find_local(name) == "sheet" and "name" in attributes:
            found = [value for key, value in attributes.items() if _RELATION.fullmatch(key)]
            relations[attributes["name"]] = found[0] if found else ""

    def read_relation(name: str, attributes: dict[str, str]) -> None:
        if find_local(name) == "Relationship":
            targets[attributes.get("Id", "")] = attributes.get("Target", "")

    with archive.open("xl/workbook.xml") as source:
        parse_xml(source, read_sheet)
    with archive.open("xl/_rels/workbook.xml.rels") as source:
        parse_xml(source, read_relation)
    parts: dict[str, str] = {}
    for feuille, relation in relations.items():
        target = targets.get(relation, "")
        # An absolute target starts at the root of the archive, a relative one at the workbook.
        part = target.lstrip("/") if target.startswith("/") else posixpath.normpath(f"xl/{target}")
        # A part of another kind would reach the cell library without having been counted.
        if target and not part.lower().endswith(".xml"):
            raise ValueError(part)
        parts[feuille] = part
    return parts


def _parse_partie(
    archive: zipfile.ZipFile, name: str, *handlers: Callable[..., None] | None
) -> None:
    """Parse a part that a workbook may lack."""
    if name in archive.namelist():
        with archive.open(name) as source:
            parse_xml(source, *handlers)


def _read_styles(archive: zipfile.ZipFile) -> _Styles:
    styles, codes, fonts = _Styles(), dict(FORMATS_USUELS), list[bool]()
    inside: list[str] = []

    def start(name: str, attributes: dict[str, str]) -> None:
        local, parent = find_local(name), inside[-1] if inside else ""
        inside.append(local)
        if local == "numFmt" and parent == "numFmts":
            codes[int(attributes["numFmtId"])] = attributes.get("formatCode", "")
        elif local == "font" and parent == "fonts":
            fonts.append(False)
        elif local == "strike" and parent == "font" and "fonts" in inside:
            fonts[-1] = attributes.get("val", "1") in _OUI
        elif local == "xf" and parent == "cellXfs":
            code = codes.get(int(attributes.get("numFmtId", 0)), "")
            styles.formats.append(code if is_remarquable(code) else None)
            font = int(attributes.get("fontId", 0))
            styles.barres.append(0 <= font < len(fonts) and fonts[font])

    def end(_: str) -> None:
        inside.pop()

    _parse_partie(archive, "xl/styles.xml", start, end)
    return styles


def _read_textes(archive: zipfile.ZipFile) -> _Textes:
    textes = _Textes()
    run = _Fragments()

    def start(name: str, attributes: dict[str, str]) -> None:
        local = find_local(name)
        if local == "si":
            run.reset()
        run.start(local, attributes)

    def end(name: str) -> None:
        local = find_local(name)
        run.end(local)
        if local == "si":
            if run.barre:
                textes.barres.add(len(textes.longueurs))
            textes.longueurs.append(run.longueur)

    _parse_partie(archive, "xl/sharedStrings.xml", start, end, run.read)
    return textes


class _Fragments:
    """The runs of a rich text: how many letters, and whether one that shows is struck through."""

    def __init__(self) -> None:
        self.reset()

    def reset(self) -> None:
        self.longueur, self.barre = 0, False
        self._raye = self._texte = False

    def start(self, local: str, attributes: dict[str, str]) -> None:
        if local == "r":
            self._raye = False
        elif local == "strike":
            self._raye = attributes.get("val", "1") in _OUI
        self._texte = local == "t"

    def end(self, local: str) -> None:
        self._texte = False
        if local == "r":
            self._raye = False

    def read(self, text: str) -> None:
        if self._texte:
            self.longueur += len(text)
            self.barre |= self._raye and bool(text.strip())


class _LecteurFeuille:
    """Reads the events of one sheet into a `Releve`."""

    def __init__(self, styles: _Styles, textes: _Textes) -> None:
        self.releve = Releve()
        self._styles, self._textes = styles, textes
        self._ligne = self._colonne = -1
        self._cellule: dict[str, str] | None = None
        self._parties: dict[str, str] = {}
        self._partie = ""
        self._riche = _Fragments()

    def start(self, name: str, attributes: dict[str, str]) -> None:
        local = find_local(name)
        if self._cellule is not None:
            self._riche.start(local, attributes)
            if not self._partie:
                self._partie = local
                self._parties[local] = ""
        elif local == "row":
            # Rows and cells may leave their number out (ECMA-376): they then follow the one before.
            self._ligne, self._colonne = int(attributes.get("r", self._ligne + 2)) - 1, -1
            if attributes.get("hidden") in _OUI or float(attributes.get("ht", 1)) == 0:
                self.releve.cachees.append((self._ligne, 1))
        elif local == "c":
            found = _ADRESSE.fullmatch(attributes.get("r", ""))
            self._colonne = _read_lettres(found[1]) if found else self._colonne + 1
            self._cellule, self._parties, self._partie = attributes, {}, ""
            self._riche.reset()
        elif local == "mergeCell":
            self._note_fusion(attributes.get("ref", ""))
        elif local == "sheetView" and attributes.get("showZeros") in ("0", "false"):
            self.releve.zeros_caches = True

    def read_texte(self, text: str) -> None:
        if self._partie in ("v", "f"):
            self._parties[self._partie] += text
        elif self._partie == "is":
            self._riche.read(text)

    def end(self, name: str) -> None:
        local = find_local(name)
        if self._cellule is None:
            return
        self._riche.end(local)
        if local == "c":
            self._note_cellule(self._cellule)
            self._cellule, self._partie = None, ""
        elif local == self._partie:
            self._partie = ""

    def _note_cellule(self, cellule: dict[str, str]) -> None:
        where, parts, kind = (self._ligne, self._colonne), self._parties, cellule.get("t")
        # A cell with a style and nothing in it is no part of the table.
        if not parts:
            return
        self.releve.extend(Plage(*where))
        if anomaly := _judge(kind, parts):
            self.releve.anomalies.append((Plage(*where), anomaly))
        value = parts.get("v", "")
        shared = int(value) if kind == "s" and value.strip().isdecimal() else -1
        if 0 <= shared < len(self._textes.longueurs):
            self.releve.volume += self._textes.longueurs[shared]
        self.releve.volume += len(value) + self._riche.longueur
        self._note_style(cellule, where, self._riche.barre or shared in self._textes.barres)

    def _note_style(self, cellule: dict[str, str], where: tuple[int, int], raye: bool) -> None:
        style = int(cellule.get("s", 0))
        if 0 <= style < len(self._styles.formats):
            raye |= self._styles.barres[style]
            if (code := self._styles.formats[style]) is not None:
                self.releve.formats[where] = code
        if raye:
            self.releve.barrees.append(Plage(*where))

    def _note_fusion(self, ref: str) -> None:
        ends = [_ADRESSE.fullmatch(part) for part in ref.split(":")]
        if len(ends) == 2 and ends[0] and ends[1]:
            self.releve.fusions.append(
                Fusion(
                    int(ends[0][2]),
                    int(ends[1][2]),
                    _read_lettres(ends[0][1]),
                    _read_lettres(ends[1][1]),
                )
            )


def _judge(kind: str | None, parts: dict[str, str]) -> Anomalie | None:
    if kind == "e":
        return Anomalie("L052", parts.get("v", ""))
    # A formula that gives an empty text says t="str": that is a value.
    computed = kind == "str" and "v" in parts
    return Anomalie("L051") if "f" in parts and not parts.get("v") and not computed else None


def _read_lettres(letters: str) -> int:
    rank = 0
    for letter in letters:
        rank = rank * 26 + ord(letter) - ord("A") + 1
    return rank - 1

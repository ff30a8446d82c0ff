"""What the cell library does not say of an ODS, read from its XML: all its sheets, in one pass."""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import dataclass, field

from amo_docs.load.grille import Anomalie, Fusion
from amo_docs.load.tables_archive import parse_xml
from amo_docs.load.tables_releve import Plage, Releve

_OASIS = "urn:oasis:names:tc:opendocument:xmlns:"
_OFFICE, _TABLE = f"{_OASIS}office:1.0 ", f"{_OASIS}table:1.0 "
_TEXT, _STYLE = f"{_OASIS}text:1.0 ", f"{_OASIS}style:1.0 "
# LibreOffice says « error » in this extension only; for ODF itself the cell is a text.
_CALCEXT = "urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0 "
_CELLULES = (f"{_TABLE}table-cell", f"{_TABLE}covered-table-cell")
# What a cell holds beside its text: a note, a drawing, a form.
_HORS_TEXTE = (f"{_OFFICE}annotation", f"{_OASIS}drawing:1.0 ", f"{_OASIS}form:1.0 ")
# The rows of a whole sheet: LibreOffice repeats an empty row up to there, and no further.
_REPETITION_MAX = 1 << 20
_COLONNES_MAX = 1000
_CACHEES = ("collapse", "filter")
_BLANCS = re.compile(r"[ \t\r\n]+")
_NOMBRES = ("float", "currency", "percentage", "date")


def survey_ods(contenu: bytes) -> dict[str, Releve]:
    """Return what the XML says of each sheet of an ODS. Raises one of FEUILLE_ABIMEE."""
    with zipfile.ZipFile(io.BytesIO(contenu)) as archive:
        lecteur = _LecteurOds()
        for part in ("styles.xml", "content.xml"):
            if part == "content.xml" or part in archive.namelist():
                with archive.open(part) as source:
                    parse_xml(source, lecteur.start, lecteur.end, lecteur.read_texte)
    return lecteur.releves


@dataclass
class _CelluleOds:
    """A cell being read: its attributes, and the text that a person sees in it."""

    attributs: dict[str, str]
    paragraphes: list[list[str]] = field(default_factory=list)
    # Whether the cell library would read another text.
    autre: bool = False
    raye: bool = False


class _LecteurOds:
    """Reads the events of the content of an ODS into one `Releve` a sheet."""

    def __init__(self) -> None:
        self.releves: dict[str, Releve] = {}
        self._barres: dict[str, bool] = {}
        self._style = ""
        self._releve = Releve()
        self._ligne = self._colonne = 0
        self._repetition = 1
        # Columns struck through by default, as (first, last), and how many columns were declared.
        self._colonnes_barrees: list[tuple[int, int]] = []
        self._colonnes = 0
        self._style_ligne = ""
        self._cellule: _CelluleOds | None = None
        # How deep in what is no text of the cell; the strikes of the spans around.
        self._dehors = 0
        self._spans: list[bool] = []
        self._rayes = 0
        self._dans_paragraphe = False

    # ── Styles ────────────────────────────────────────────────────────────────────────────────────

    def _start_style(self, name: str, attributes: dict[str, str]) -> None:
        if name == f"{_STYLE}style":
            self._style = attributes.get(f"{_STYLE}name", "")
            parent = attributes.get(f"{_STYLE}parent-style-name", "")
            self._barres[self._style] = self._barres.get(parent, False)
        elif name == f"{_STYLE}text-properties":
            for key in ("style", "type"):
                line = attributes.get(f"{_STYLE}text-line-through-{key}")
                if line is not None:
                    self._barres[self._style] = line != "none"

    # ── Rows and cells ────────────────────────────────────────────────────────────────────────────

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if self._cellule is not None:
            self._start_texte(self._cellule, name, attributes)
        elif name.startswith(_STYLE):
            self._start_style(name, attributes)
        elif name == f"{_TABLE}table":
            self._releve = self.releves.setdefault(attributes.get(f"{_TABLE}name", ""), Releve())
            self._ligne, self._colonnes, self._colonnes_barrees = 0, 0, []
        elif name == f"{_TABLE}table-column":
            first, self._colonnes = (
                self._colonnes,
                self._colonnes + _read_repetition(attributes, "columns"),
            )
            style = attributes.get(f"{_TABLE}default-cell-style-name", "")
            if self._barres.get(style) and len(self._colonnes_barrees) < _COLONNES_MAX:
                self._colonnes_barrees.append((first, self._colonnes - 1))
        elif name == f"{_TABLE}table-row":
            self._colonne, self._repetition = 0, _read_repetition(attributes, "rows")
            self._style_ligne = attributes.get(f"{_TABLE}default-cell-style-name", "")
            if attributes.get(f"{_TABLE}visibility") in _CACHEES:
                self._releve.cachees.append((self._ligne, self._repetition))
        elif name in _CELLULES:
            self._cellule = _CelluleOds(attributes)
            self._dehors, self._rayes, self._spans, self._dans_paragraphe = 0, 0, [], False

    def end(self, name: str) -> None:
        if self._cellule is not None:
            if name in _CELLULES:
                self._note_cellule(self._cellule)
                self._colonne += _read_repetition(self._cellule.attributs, "columns")
                self._cellule = None
            else:
                self._end_texte(name)
        elif name == f"{_TABLE}table-row":
            self._ligne += self._repetition

    # ── The text of a cell ────────────────────────────────────────────────────────────────────────

    def _start_texte(self, cellule: _CelluleOds, name: str, attributes: dict[str, str]) -> None:
        if self._dehors or name.startswith(_HORS_TEXTE):
            self._dehors += 1
            cellule.autre = True
        elif name == f"{_TEXT}p":
            cellule.paragraphes.append([])
            self._dans_paragraphe = True
        elif self._dans_paragraphe:
            if name == f"{_TEXT}span":
                self._spans.append(
                    self._barres.get(attributes.get(f"{_TEXT}style-name", ""), False)
                )
                self._rayes += self._spans[-1]
            elif name == f"{_TEXT}tab":
                self._add(cellule, "\t")
            elif name == f"{_TEXT}line-break":
                self._add(cellule, "\n")
            elif name == f"{_TEXT}s":
                # Bounded as a cell of Excel is: the number is a stranger’s.
                count = min(int(attributes.get(f"{_TEXT}c", 1)), 1 << 15)
                self._add(cellule, "\u0020" * count)

    def _add(self, cellule: _CelluleOds, text: str) -> None:
        cellule.paragraphes[-1].append(text)
        cellule.autre = True

    def _end_texte(self, name: str) -> None:
        if self._dehors:
            self._dehors -= 1
        elif name == f"{_TEXT}p":
            self._dans_paragraphe = False
        elif name == f"{_TEXT}span" and self._spans:
            self._rayes -= self._spans.pop()

    def read_texte(self, text: str) -> None:
        cellule = self._cellule
        if cellule is None or self._dehors or not self._dans_paragraphe:
            return
        # White space of the XML is one space (ODF 1.3, 6.1.2): a file set out on many lines has
        # some in the middle of names.
        bare = _BLANCS.sub(" ", text)
        cellule.autre |= bare != text
        cellule.paragraphes[-1].append(bare)
        cellule.raye |= self._rayes > 0 and bool(text.strip())

    # ── What a cell says ──────────────────────────────────────────────────────────────────────────

    def _note_cellule(self, cellule: _CelluleOds) -> None:
        attributes, releve = cellule.attributs, self._releve
        formula = f"{_TABLE}formula" in attributes
        kind = attributes.get(f"{_OFFICE}value-type")
        width = _read_repetition(attributes, "columns")
        # An empty cell, often repeated to the end of the sheet, extends nothing.
        if not formula and kind is None and not cellule.paragraphes:
            return
        plage = Plage(self._ligne, self._colonne, self._repetition, width)
        releve.extend(plage)
        text = "\n".join("".join(parts).strip(" ") for parts in cellule.paragraphes)
        value = attributes.get(f"{_OFFICE}string-value", "")
        releve.volume += max(len(text), len(value)) * self._repetition * width
        if attributes.get(f"{_CALCEXT}value-type") == "error":
            releve.anomalies.append((plage, Anomalie("L052", text.strip())))
        # A formula that was never computed has a type and no value, or neither.
        elif formula and (
            kind is None or (kind == "float" and f"{_OFFICE}value" not in attributes)
        ):
            releve.anomalies.append((plage, Anomalie("L051")))
        elif (kind in _NOMBRES and cellule.paragraphes) or (kind == "string" and cellule.autre):
            releve.textes.append((plage, text))
        if cellule.raye or (text.strip() and self._is_barree(attributes)):
            releve.barrees.append(plage)
        rows = int(attributes.get(f"{_TABLE}number-rows-spanned", 1))
        columns = int(attributes.get(f"{_TABLE}number-columns-spanned", 1))
        if rows > 1:
            top, left = self._ligne + 1, self._colonne
            releve.fusions.append(Fusion(top, top + rows - 1, left, left + columns - 1))

    def _is_barree(self, attributes: dict[str, str]) -> bool:
        style = attributes.get(f"{_TABLE}style-name") or self._style_ligne
        if style:
            return self._barres.get(style, False)
        return any(first <= self._colonne <= last for first, last in self._colonnes_barrees)


def _read_repetition(attributes: dict[str, str], what: str) -> int:
    repeated = int(attributes.get(f"{_TABLE}number-{what}-repeated", 1))
    if not 0 < repeated <= _REPETITION_MAX:
        raise ValueError(repeated)
    return repeated

"""Workbooks: what a person sees in a cell and in a row, and what a stranger’s workbook may cost."""

from __future__ import annotations

import time
import tracemalloc
import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

import pytest
import xlsxwriter
from load.fabrique import (
    CANDIDAT,
    find_seul,
    list_codes,
    list_rangees,
    load_table,
    write_csv,
    write_xlsx,
)

from amo_docs.load import candidats, tables_archive, tables_csv, tri_rangees
from amo_docs.load.formats_nombre import show_nombre, show_texte, shows_jour
from amo_docs.model.candidat import Candidat

MANIFESTE = (
    '<m:manifest xmlns:m="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"><m:file-entry '
    'm:full-path="/" m:media-type="application/vnd.oasis.opendocument.spreadsheet"/></m:manifest>'
)
DEUX = (CANDIDAT, CANDIDAT | {"Matricule": "M2", "Prénoms": "Léa"})


# ── Making workbooks ──────────────────────────────────────────────────────────────────────────────


def write_classeur(path: Path, rangees: list[list[Any]], **plus: Any) -> Path:
    """An XLSX of these rows; `plus` are `formats` by (row, column), `cachees`, `fusions`."""
    formats = plus.get("formats", {})
    with xlsxwriter.Workbook(str(path)) as book:
        jour = book.add_format({"num_format": "dd/mm/yyyy"})
        sheet = book.add_worksheet("Candidats")
        for r, row in enumerate(rangees):
            for c, cell in enumerate(row):
                style = formats.get((r, c))
                if isinstance(cell, date):
                    sheet.write_datetime(r, c, cell, book.add_format(style) if style else jour)
                elif style and cell != "":
                    sheet.write(r, c, cell, book.add_format(style))
                elif cell != "":
                    sheet.write(r, c, cell)
        for r in plus.get("cachees", ()):
            sheet.set_row(r, None, None, {"hidden": True})
        for first, last, column, value in plus.get("fusions", ()):
            sheet.merge_range(first, column, last, column, value)
        if plus.get("sans_zeros"):
            sheet.hide_zero()
    return path


def write_content(path: Path, lignes: str, styles: str = "") -> Path:
    """An ODS whose sheet « Candidats » holds these rows, in XML."""
    spaces = " ".join(
        f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
        for name in ("office", "table", "text", "style")
    )
    content = (
        f'<?xml version="1.0"?><office:document-content {spaces} '
        'xmlns:dc="http://purl.org/dc/elements/1.1/">'
        f"<office:automatic-styles>{styles}</office:automatic-styles><office:body>"
        f'<office:spreadsheet><table:table table:name="Candidats">{lignes}</table:table>'
        "</office:spreadsheet></office:body></office:document-content>"
    )
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", content)
        archive.writestr("META-INF/manifest.xml", MANIFESTE)
    return path


def write_ligne(cells: list[str], attributs: str = "", style: str = "") -> str:
    """A row of an ODS; a cell that begins with « < » is XML."""

    def write(cell: str) -> str:
        if cell.startswith("<table"):
            return cell
        body = cell if cell.startswith("<text") else f"<text:p>{escape(cell)}</text:p>"
        return f'<table:table-cell office:value-type="string"{style}>{body}</table:table-cell>'

    return f"<table:table-row{attributs}>{''.join(map(write, cells))}</table:table-row>"


def write_textes(candidat: dict[str, Any], **autres: str) -> list[str]:
    """The cells of one candidate, as texts; `autres` are by heading, with « _ » for a space."""
    changed = candidat | {name.replace("_", " "): value for name, value in autres.items()}
    lines = {"Adresse": "4, impasse des Tilleuls / 86000 Poitiers"}
    return [
        f"{value:%d/%m/%Y}" if isinstance(value, date) else lines.get(name, value)
        for name, value in changed.items()
    ]


def load_ods(dossier: Path, *lignes: str, styles: str = "") -> Any:
    head = write_ligne(list(CANDIDAT))
    return load_table(dossier, write_content(dossier / "c.ods", head + "".join(lignes), styles))


def get_candidat(chargement: Any) -> Candidat:
    assert not chargement.findings, "\n".join(map(str, chargement.findings))
    return chargement.session.candidats[0]


# ── Number formats ────────────────────────────────────────────────────────────────────────────────

MONTRES: dict[tuple[float, str], str | None] = {
    (123, "0000000"): "0000123",
    (147, '0"e régiment"'): "147e régiment",
    (147, "0\\e\\ RI"): "147e RI",
    (90101, "#,##0"): "90101",
    (90101, "#\\ ##0"): "90101",
    (549123456, '0#" "##" "##" "##" "##'): "05 49 12 34 56",
    (5, '"N° "0'): "N° 5",
    (12, "00000_-"): "00012",
    (-7, "0"): "-7",
    (-7, '0;"moins "0'): "moins 7",
    (0, '0;-0;"néant"'): "néant",
    (0, "0;-0;;@"): "",
    (3, ";;;"): "",
    (3, "[Red]0"): "3",
    (3, "[$-40C]General"): "3",
    (15, "0 [$€-40C]"): "15 €",
    (147, "0.00"): None,
    (147, "0%"): None,
    (147, "0.00E+00"): None,
    (147, "[<=99]0;000"): None,
    (147, "dd/mm/yyyy"): None,
    (147, "0,"): None,
    (1.5, "0"): None,
    (147, "0" * 300): None,
}


def test_formats_write_what_is_sure_and_say_what_is_not() -> None:
    shown = {case: show_nombre(*case) for case in MONTRES}
    assert shown == MONTRES


def test_formats_of_texts_and_of_days() -> None:
    assert show_texte("147", '@"e régiment"') == "147e régiment"
    assert show_texte("A", "0;0;0;") == ""
    assert show_texte("A", "0000") == "A"
    complete = ("dd/mm/yyyy", "d mmmm yyyy", "jj/mm/aaaa", "[$-40C]dddd d mmmm yyyy", "hh:mm")
    assert all(map(shows_jour, complete[:4]))
    assert not any(map(shows_jour, ("mmm-yy", "yyyy", "d-mmm", '"le "mmmm yyyy')))


@pytest.mark.parametrize(
    ("colonne", "valeur", "code", "champ", "lu"),
    [
        ("Matricule", 123, "0000000", "matricule", "0000123"),
        ("Grade", 2, '0"e classe"', "grade", "2e classe"),
        ("Grade", "2", '@"e classe"', "grade", "2e classe"),
        ("Grade", 0, "0;-0;;@", "grade", None),
        ("Code INSEE de naissance", 1053, "00000", "insee_naissance", "01053"),
    ],
)
def test_a_cell_of_an_xlsx_is_read_as_its_format_shows_it(
    tmp_path: Path, colonne: str, valeur: Any, code: str, champ: str, lu: str | None
) -> None:
    rows = list_rangees(CANDIDAT | {colonne: valeur})
    formats = {(1, rows[0].index(colonne)): {"num_format": code}}
    path = write_classeur(tmp_path / "c.xlsx", rows, formats=formats)
    assert getattr(get_candidat(load_table(tmp_path, path)), champ) == lu


@pytest.mark.parametrize(
    ("colonne", "valeur", "code", "constat"),
    [
        ("Matricule", 123, "0.00", "L053"),
        ("Nom de naissance", "MARTIN", ";;;", "L061"),
        ("Grade", 147, ";;;", "L061"),
        # Typed « 05/1985 »: the workbook holds 1 May 1985, and shows no day.
        ("Date de naissance", date(1985, 5, 1), "mmm-yy", "L061"),
        ("Date de naissance", date(1985, 1, 1), "yyyy", "L061"),
    ],
)
def test_a_cell_that_does_not_show_its_value_is_told(
    tmp_path: Path, colonne: str, valeur: Any, code: str, constat: str
) -> None:
    rows = list_rangees(CANDIDAT | {colonne: valeur})
    formats = {(1, rows[0].index(colonne)): {"num_format": code}}
    finding = find_seul(
        load_table(tmp_path, write_classeur(tmp_path / "c.xlsx", rows, formats=formats))
    )
    assert (finding.code, finding.place.ligne, finding.place.colonne) == (constat, 2, colonne)


def test_zeros_that_a_sheet_hides_are_empty_cells(tmp_path: Path) -> None:
    rows = list_rangees(CANDIDAT | {"Nom d’usage": 0})
    hidden = write_classeur(tmp_path / "c.xlsx", rows, sans_zeros=True)
    assert get_candidat(load_table(tmp_path, hidden)).nom_usage is None
    shown = write_classeur(tmp_path / "d.xlsx", rows)
    assert find_seul(load_table(tmp_path, shown)).code == "L057"


def write_nombre(value: str, shown: str | None, kind: str = "float") -> str:
    name = "date-value" if kind == "date" else "value"
    body = "" if shown is None else f"<text:p>{shown}</text:p>"
    return (
        f'<table:table-cell office:value-type="{kind}" office:{name}="{value}">{body}'
        "</table:table-cell>"
    )


def test_a_cell_of_an_ods_is_read_as_the_file_shows_it(tmp_path: Path) -> None:
    cells = write_textes(
        CANDIDAT,
        Matricule=write_nombre("123", "0000123"),
        Statut="civil",
        Date_de_naissance=write_nombre("1992-02-14", "14 février 1992", "date"),
    )
    candidat = get_candidat(load_ods(tmp_path, write_ligne(cells)))
    assert (candidat.matricule, candidat.date_naissance.jour) == ("0000123", 14)
    plain = write_textes(CANDIDAT, Matricule=write_nombre("90101", "90\u202f101"))
    assert get_candidat(load_ods(tmp_path, write_ligne(plain))).matricule == "90101"
    bare = write_textes(CANDIDAT, Matricule=write_nombre("90101", None))
    assert get_candidat(load_ods(tmp_path, write_ligne(bare))).matricule == "90101"


@pytest.mark.parametrize("montre", ["mai 85", "1985", "05/1985"])
def test_a_day_that_an_ods_does_not_show_is_told(tmp_path: Path, montre: str) -> None:
    cells = write_textes(CANDIDAT, Date_de_naissance=write_nombre("1985-05-01", montre, "date"))
    finding = find_seul(load_ods(tmp_path, write_ligne(cells)))
    assert finding.code == "L061"
    assert montre in finding.message


# ── Texts of an ODS ───────────────────────────────────────────────────────────────────────────────


def test_white_space_of_an_ods_is_what_a_person_sees(tmp_path: Path) -> None:
    cells = write_textes(
        CANDIDAT,
        Adresse="<text:p>4, impasse des Tilleuls<text:line-break/>86000<text:s/>Poitiers</text:p>",
        Prénoms="<text:p>Marie<text:s text:c='1'/><text:span>Zoé</text:span>\n   Léa </text:p>",
        Commune_de_naissance="<table:table-cell office:value-type='string'><office:annotation>"
        "<dc:date>2026</dc:date><text:p>à vérifier</text:p></office:annotation>"
        "<text:p>Châlons</text:p></table:table-cell>",
    )
    candidat = get_candidat(load_ods(tmp_path, write_ligne(cells)))
    assert candidat.adresse == ("4, impasse des Tilleuls", "86000 Poitiers")
    assert (candidat.prenoms, candidat.commune_naissance) == ("Marie Zoé Léa", "Châlons")


@pytest.mark.parametrize("signe", ["<text:tab/>", "<text:line-break/>"])
def test_a_tabulation_or_a_line_end_in_a_name_is_told(tmp_path: Path, signe: str) -> None:
    cells = write_textes(CANDIDAT, Prénoms=f"<text:p>Inês{signe}Éléonore</text:p>")
    finding = find_seul(load_ods(tmp_path, write_ligne(cells)))
    assert (finding.code, finding.place.colonne) == ("L044", "Prénoms")


# ── Rows hidden, struck through, merged ───────────────────────────────────────────────────────────

BARRE = (
    '<style:style style:name="ce1" style:family="table-cell"><style:text-properties '
    'style:text-line-through-style="solid"/></style:style>'
    '<style:style style:name="ce2" style:parent-style-name="ce1"/>'
)


def test_hidden_rows_are_one_finding_and_convene_nobody(tmp_path: Path) -> None:
    rows = list_rangees(*(CANDIDAT | {"Matricule": f"M{n}"} for n in range(1, 6)))
    loaded = load_table(tmp_path, write_classeur(tmp_path / "c.xlsx", rows, cachees=(2, 3, 5, 9)))
    finding = find_seul(loaded)
    assert (finding.code, finding.place.ligne) == ("L015", 3)
    assert "lignes 3 et 4, 6" in finding.message.replace("\u00a0", " ")
    assert loaded.session is not None
    assert [c.matricule for c in loaded.session.candidats] == ["M1", "M4"]
    assert not loaded.entiere


@pytest.mark.parametrize("how", ["collapse", "filter"])
def test_hidden_rows_of_an_ods(tmp_path: Path, how: str) -> None:
    first, second = (write_textes(candidat) for candidat in DEUX)
    hidden = write_ligne(second, f' table:visibility="{how}"')
    tail = '<table:table-row table:visibility="collapse" table:number-rows-repeated="1000">'
    tail += "<table:table-cell/></table:table-row>"
    finding = find_seul(load_ods(tmp_path, write_ligne(first), hidden, tail))
    assert (finding.code, finding.place.ligne) == ("L015", 3)


def test_a_row_struck_through_is_one_finding(tmp_path: Path) -> None:
    rows = list_rangees(*DEUX)
    struck = {(2, c): {"font_strikeout": True} for c in range(len(rows[0]))}
    finding = find_seul(
        load_table(tmp_path, write_classeur(tmp_path / "c.xlsx", rows, formats=struck))
    )
    assert (finding.code, finding.place.ligne) == ("L016", 3)
    assert finding.place.colonne == ""
    first, second = (write_textes(candidat) for candidat in DEUX)
    style = ' table:style-name="ce2"'
    loaded = load_ods(tmp_path, write_ligne(first), write_ligne(second, "", style), styles=BARRE)
    assert (find_seul(loaded).code, find_seul(loaded).place.ligne) == ("L016", 3)


def test_a_value_struck_through_is_told_of_its_cell(tmp_path: Path) -> None:
    rows = list_rangees(CANDIDAT | {"Unité": "31e RG"})
    struck = {(1, rows[0].index("Unité")): {"font_strikeout": True}}
    finding = find_seul(
        load_table(tmp_path, write_classeur(tmp_path / "c.xlsx", rows, formats=struck))
    )
    assert (finding.code, finding.place.colonne) == ("L016", "Unité")
    span = '<text:p><text:span text:style-name="ce1">BC01</text:span>, BC02</text:p>'
    ligne = write_ligne(write_textes(CANDIDAT, Blocs_visés=span))
    assert find_seul(load_ods(tmp_path, ligne, styles=BARRE)).place.colonne == "Blocs visés"


def test_a_part_of_a_name_struck_through_is_told(tmp_path: Path) -> None:
    path = tmp_path / "c.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        sheet, barre = book.add_worksheet("Candidats"), book.add_format({"font_strikeout": True})
        for c, (name, value) in enumerate(CANDIDAT.items()):
            sheet.write(0, c, name)
            sheet.write(1, c, f"{value:%d/%m/%Y}" if isinstance(value, date) else value)
        column = list(CANDIDAT).index("Nom de naissance")
        sheet.write_rich_string(1, column, "DUPONT", barre, " MARTIN")
    assert find_seul(load_table(tmp_path, path)).code == "L016"


def test_cells_merged_downwards_are_one_finding(tmp_path: Path) -> None:
    rows = list_rangees(*(CANDIDAT | {"Matricule": f"M{n}"} for n in range(1, 11)))
    jury, voie = rows[0].index("Jury"), rows[0].index("Voie")
    merged = ((1, 10, jury, "TERRE"), (1, 5, voie, "Formation continue"))
    for row in rows[2:]:
        row[jury] = ""
    for row in rows[2:6]:
        row[voie] = ""
    loaded = load_table(tmp_path, write_classeur(tmp_path / "c.xlsx", rows, fusions=merged))
    finding = find_seul(loaded)
    assert (finding.code, finding.place.ligne) == ("L019", 2)
    said = finding.message.replace("\u00a0", " ")
    assert "« Jury » (lignes 2 à 11), « Voie » (lignes 2 à 6)" in said


def test_cells_merged_downwards_in_an_ods(tmp_path: Path) -> None:
    top = '<table:table-cell table:number-rows-spanned="2" office:value-type="string">'
    top += "<text:p>TERRE</text:p></table:table-cell>"
    first = write_ligne(write_textes(DEUX[0], Jury=top))
    second = write_ligne(write_textes(DEUX[1], Jury="<table:covered-table-cell/>"))
    assert find_seul(load_ods(tmp_path, first, second)).code == "L019"


# ── What a stranger’s workbook may cost ───────────────────────────────────────────────────────────


def _spoil(path: Path, part: str, make: Callable[[bytes], bytes]) -> Path:
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    parts[part] = make(parts[part])
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return path


def _before(fin: bytes, plus: bytes) -> Callable[[bytes], bytes]:
    return lambda content: content.replace(fin, plus + fin, 1)


XLSX = "xl/worksheets/sheet1.xml"
BOMBES: dict[str, tuple[str, Callable[[bytes], bytes]]] = {
    "balises": (XLSX, _before(b"</sheetData>", b"<a/>" * 4_000_000)),
    "attributs": (XLSX, _before(b"</sheetData>", b"<a " + b'a="" ' * 4_000_000 + b"/>")),
    "profondeur": (XLSX, _before(b"</sheetData>", b"<a>" * 2_000_000)),
    "octets": ("xl/sharedStrings.xml", _before(b"</sst>", b" " * (3 << 20))),
}


@pytest.mark.parametrize("bombe", BOMBES)
def test_a_workbook_that_would_cost_too_much_is_refused_before_it_is_read(
    tmp_path: Path, bombe: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    if bombe == "octets":
        monkeypatch.setattr(tables_archive, "_OCTETS_MAX", 2 << 20)
    path = _spoil(write_xlsx(tmp_path / "c.xlsx", list_rangees(CANDIDAT)), *BOMBES[bombe])
    began = time.process_time()
    code = find_seul(load_table(tmp_path, path)).code
    assert code == ("L006" if bombe == "profondeur" else "L010")
    assert time.process_time() - began < 8


def test_one_text_shared_by_many_cells_counts_each_time(tmp_path: Path) -> None:
    path = write_xlsx(tmp_path / "c.xlsx", list_rangees(CANDIDAT | {"Unité": "u" * 30_000}))
    with zipfile.ZipFile(path) as archive:
        shared = archive.read("xl/sharedStrings.xml").count(b"<si>") - 1
    texts = [b"u" * 30_000 in part for part in _list_textes(path)]
    row = b"<row>" + b'<c t="s"><v>%d</v></c>' % texts.index(True) * 3_000 + b"</row>"
    assert shared
    _spoil(path, XLSX, _before(b"</sheetData>", row))
    tracemalloc.start()
    assert find_seul(load_table(tmp_path, path)).code == "L010"
    assert tracemalloc.get_traced_memory()[1] < 60 << 20
    tracemalloc.stop()


def _list_textes(path: Path) -> list[bytes]:
    with zipfile.ZipFile(path) as archive:
        return archive.read("xl/sharedStrings.xml").split(b"<si>")[1:]


def test_cells_that_an_ods_repeats_count_each_time(tmp_path: Path) -> None:
    wide = '<table:table-cell office:value-type="string" table:number-columns-repeated="{}">'
    wide += "<text:p>{}</text:p></table:table-cell>"
    for cell, rows in ((wide.format(16_000, "x"), 1_000), (wide.format(900, "x" * 1_000), 100)):
        ligne = write_ligne([cell], f' table:number-rows-repeated="{rows}"')
        assert find_seul(load_ods(tmp_path, ligne)).code == "L010"


def test_entities_are_refused(tmp_path: Path) -> None:
    path = write_xlsx(tmp_path / "c.xlsx", list_rangees(CANDIDAT))
    declared = b'?>\n<!DOCTYPE a [<!ENTITY b "cccc">]>'
    _spoil(path, XLSX, lambda content: content.replace(b"?>", declared, 1))
    assert find_seul(load_table(tmp_path, path)).code == "L006"


def test_a_sheet_that_is_no_xml_part_is_refused(tmp_path: Path) -> None:
    """It would reach the cell library without having been counted."""
    path = write_xlsx(tmp_path / "c.xlsx", list_rangees(CANDIDAT))
    rels = "xl/_rels/workbook.xml.rels"
    _spoil(path, rels, lambda content: content.replace(b"sheet1.xml", b"sheet1.bin"))
    assert find_seul(load_table(tmp_path, path)).code == "L006"


def test_too_many_headings_rows_or_cells(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tri_rangees, "_LIGNES_MAX", 20)
    monkeypatch.setattr(tables_csv, "_CELLULES_MAX", 9_000)
    texts = {
        "intitulés": ";".join([*CANDIDAT, *(f"colonne {n}" for n in range(600))]),
        "lignes": "Matricule;Jury\n" + "M;TERRE\n" * 21,
        "cellules": "Matricule;Jury\n" + ";" * 9_000,
    }
    for name, text in texts.items():
        path = tmp_path / "c.csv"
        path.write_text(text, encoding="utf-8")
        assert "L010" in list_codes(load_table(tmp_path, path)), name


def test_the_same_fault_in_every_row_is_told_once_or_up_to_a_bound(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows = [list(CANDIDAT), *([*write_textes(CANDIDAT), "x", "y"] for _ in range(21))]
    finding = find_seul(load_table(tmp_path, write_csv(tmp_path / "c.csv", rows)))
    assert (finding.code, finding.place.ligne) == ("L023", 2)
    assert "21 lignes" in finding.message.replace("\u00a0", " ")
    monkeypatch.setattr(candidats, "_FAUTES_MAX", 3)
    wrong = [list(CANDIDAT), *(write_textes(CANDIDAT, Prénoms="0") for _ in range(9))]
    codes = list_codes(load_table(tmp_path, write_csv(tmp_path / "c.csv", wrong)))
    assert (codes.count("L057"), codes.count("L010")) == (4, 1)

"""Rows, dates and encodings of a CSV, and a file that another program holds open."""

from __future__ import annotations

import errno
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from load.fabrique import (
    CANDIDAT,
    find_seul,
    list_codes,
    list_rangees,
    load_table,
    write_csv,
    write_ods,
    write_xlsx,
)

from amo_docs.load.fichiers import read_fichier

NAISSANCE = "Date de naissance"


def _write(dossier: Path, rows: list[list[Any]], encodage: str = "utf-8-sig") -> Path:
    return write_csv(dossier / "c.csv", rows, encodage)


def _make(nombre: int, **champs: object) -> list[list[Any]]:
    """The headings and as many candidates; `champs` are by heading, with « _ » for a space."""
    more = {name.replace("_", " "): value for name, value in champs.items()}
    return [*list_rangees(*(CANDIDAT | {"Matricule": f"M{n}"} | more for n in range(nombre)))]


# ── Rows ──────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    "bas",
    [
        ["Total : 3 candidats"],
        ["", "", "", "TOTAL", "", "3"],
        ["", "Nombre de candidats", "3"],
        ["Fait à Poitiers, le 3 février 2026"],
        ["M9"],
        ["", "", "", "", "Sous-total TERRE", "", "12/02/2026"],
        ["Légende : {x} = excusé"],
    ],
)
def test_a_row_that_is_no_candidate_is_one_finding(tmp_path: Path, bas: list[str]) -> None:
    rows = [*_make(2), bas]
    loaded = load_table(tmp_path, _write(tmp_path, rows))
    finding = find_seul(loaded)
    assert (finding.code, finding.place.ligne, finding.place.colonne) == ("L017", 4, "")
    assert next(cell for cell in bas if cell) in finding.message.replace("\u00a0", " ")
    # The others are read: the rules look at them in the same pass.
    assert loaded.session is not None
    assert len(loaded.session.candidats) == 2


def test_totals_between_the_candidates_are_one_finding(tmp_path: Path) -> None:
    rows = _make(3)
    rows[3:3] = [["Sous-total"]]
    rows += [["Total"], ["dont 1 excusé"]]
    finding = find_seul(load_table(tmp_path, _write(tmp_path, rows)))
    assert "lignes 4, 6 et 7" in finding.message.replace("\u00a0", " ")


def test_a_candidate_whose_row_is_hardly_begun_keeps_its_findings(tmp_path: Path) -> None:
    rows = [*_make(1), ["M9", "TERRE", "Mme", "F", "MARTIN", "Zoé"]]
    assert set(list_codes(load_table(tmp_path, _write(tmp_path, rows)))) == {"L030"}
    total = _make(1, Nom_de_naissance="TOTAL")
    assert not list_codes(load_table(tmp_path, _write(tmp_path, total)))


def test_headings_repeated_on_each_page_are_one_finding(tmp_path: Path) -> None:
    rows = _make(4)
    rows[2:2] = [rows[0]]
    rows[4:4] = [rows[0]]
    loaded = load_table(tmp_path, _write(tmp_path, rows))
    finding = find_seul(loaded)
    assert (finding.code, finding.place.ligne) == ("L018", 3)
    assert loaded.session is not None
    assert len(loaded.session.candidats) == 4


def test_a_value_given_once_for_many_rows_is_one_finding(tmp_path: Path) -> None:
    """So are merged cells, once saved as a CSV."""
    rows = _make(10)
    for row in rows[2:]:
        row[rows[0].index("Jury")] = ""
    finding = find_seul(load_table(tmp_path, _write(tmp_path, rows)))
    assert (finding.code, finding.place.ligne, finding.place.colonne) == ("L019", 3, "Jury")
    rows = _make(2)
    rows[2][rows[0].index("Jury")] = ""
    assert find_seul(load_table(tmp_path, _write(tmp_path, rows))).code == "L030"


# ── Dates ─────────────────────────────────────────────────────────────────────────────────────────


def _table_of(*naissances: object) -> list[list[Any]]:
    rows = [CANDIDAT | {"Matricule": f"M{n}", NAISSANCE: d} for n, d in enumerate(naissances)]
    return [*list_rangees(*rows)]


def test_a_column_of_dates_month_first_is_one_finding(tmp_path: Path) -> None:
    rows = _table_of("02/03/1992", "04/05/1988", "10/27/1996", "11/30/1990")
    loaded = load_table(tmp_path, _write(tmp_path, rows))
    finding = find_seul(loaded)
    assert (finding.code, finding.place.ligne, finding.place.colonne) == ("L060", 4, NAISSANCE)
    # None of them is taken for a day.
    assert loaded.session is not None
    assert not loaded.session.candidats


def test_dates_that_a_spreadsheet_read_month_first_are_told(tmp_path: Path) -> None:
    """Opened in French, an English file has days for what it could read, and texts for the rest."""
    rows = _table_of(date(1992, 2, 3), date(1988, 4, 5), "10/27/1996")
    for path in (write_xlsx(tmp_path / "c.xlsx", rows), write_ods(tmp_path / "c.ods", rows)):
        assert find_seul(load_table(tmp_path, path)).code == "L060"


def test_a_column_of_both_orders_is_told_and_a_single_slip_of_its_cell(tmp_path: Path) -> None:
    both = _table_of("14/02/1992", "10/27/1996", "11/30/1990")
    finding = find_seul(load_table(tmp_path, _write(tmp_path, both)))
    assert finding.code == "L060"
    assert "ligne 2" in finding.message.replace("\u00a0", " ")
    slip = _table_of("14/02/1992", "10/27/1996", "11/10/1990")
    assert find_seul(load_table(tmp_path, _write(tmp_path, slip))).code == "L036"


@pytest.mark.parametrize(
    "naissances", [("14/02/1992", "03/04/1990"), ("01/02/1992", "03/04/1990"), ("1992-10-27",)]
)
def test_dates_day_first_pass(tmp_path: Path, naissances: tuple[str, ...]) -> None:
    assert not list_codes(load_table(tmp_path, _write(tmp_path, _table_of(*naissances))))


# ── Encodings ─────────────────────────────────────────────────────────────────────────────────────

ACCENTS = {"Nom de naissance": "LŒUILLET", "Prénoms": "Zoé", "Adresse": "1, rue du Cœur"}


@pytest.mark.parametrize(
    "encodage", ["utf-8", "utf-8-sig", "utf-16", "cp1252", "iso8859-15", "utf-16-be"]
)
def test_encodings_of_spreadsheets_are_read(tmp_path: Path, encodage: str) -> None:
    path = write_csv(tmp_path / "c.txt", list_rangees(CANDIDAT | ACCENTS), encodage, "\t")
    if encodage == "utf-16-be":
        path.write_bytes(b"\xfe\xff" + path.read_bytes())
    loaded = load_table(tmp_path, path)
    assert not list_codes(loaded)
    assert loaded.session is not None
    candidat = loaded.session.candidats[0]
    assert (candidat.nom_naissance, candidat.prenoms) == ("LŒUILLET", "Zoé")
    assert candidat.adresse == ("1, rue du Cœur",)


def test_a_half_in_windows_1252_stays_one(tmp_path: Path) -> None:
    rows = list_rangees(CANDIDAT | {"BC01 motif": "½ point ; 2 ½ points"})
    session = load_table(tmp_path, _write(tmp_path, rows, "cp1252")).session
    assert session is not None
    assert session.candidats[0].resultats[0].motif == "½ point ; 2 ½ points"


@pytest.mark.parametrize(
    ("encodage", "dit"),
    [("cp850", "MS-DOS"), ("mac_roman", "Macintosh"), ("utf-16-le", "d’un autre genre")],
)
def test_other_encodings_are_told_for_what_they_are(
    tmp_path: Path, encodage: str, dit: str
) -> None:
    plain = CANDIDAT | {"Nom de naissance": "LEFÈVRE", "Adresse": "1, rue Haute"}
    finding = find_seul(load_table(tmp_path, _write(tmp_path, list_rangees(plain), encodage)))
    assert dit in finding.message


def test_a_mark_given_twice_hides_no_heading(tmp_path: Path) -> None:
    path = _write(tmp_path, list_rangees(CANDIDAT))
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes())
    assert not list_codes(load_table(tmp_path, path))


def test_utf_8_read_twice_as_another_is_told_in_a_workbook_too(tmp_path: Path) -> None:
    spoilt = "Zoé".encode().decode("cp1252")
    path = write_xlsx(tmp_path / "c.xlsx", list_rangees(CANDIDAT | {"Prénoms": spoilt}))
    finding = find_seul(load_table(tmp_path, path))
    assert (finding.code, finding.place.colonne) == ("L044", "Prénoms")


# ── A file held open ──────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("erreur", "windows", "dit"),
    [
        (errno.EACCES, 32, "tenu par un autre programme"),
        (errno.EACCES, 33, "tenu par un autre programme"),
        (errno.EBUSY, None, "tenu par un autre programme"),
        (errno.EACCES, None, "est refusée"),
        (errno.EIO, None, "ne se laisse pas lire"),
    ],
)
def test_a_file_held_open_is_told_as_such(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, erreur: int, windows: int | None, dit: str
) -> None:
    path = _write(tmp_path, list_rangees(CANDIDAT))

    def refuse(self: Path) -> bytes:
        error = OSError(erreur, "refused", str(self))
        error.winerror = windows  # type: ignore[attr-defined]
        raise error

    monkeypatch.setattr(Path, "read_bytes", refuse)
    found = read_fichier(path, "c.csv")
    assert dit in str(found)

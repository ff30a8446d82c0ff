"""Tables longer than a jury: empty rows a spreadsheet leaves behind, and ten thousand
candidates."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from papiers_outils import HUIT, EnclosDirect, make_petite_session, write_session

from amo_docs import fabrication, pipeline
from amo_docs.load.ouverture import open_session
from amo_docs.load.session import load_session
from amo_docs.ressources import seek_ressource


def read_rows(session: Path) -> list[list[str]]:
    with (session.parent / "candidats.csv").open(encoding="utf-8", newline="") as stream:
        return list(csv.reader(stream, delimiter=";"))


def write_rows(session: Path, rows: list[list[str]]) -> None:
    with (session.parent / "candidats.csv").open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream, delimiter=";").writerows(rows)


@pytest.mark.usefixtures("huit_modeles")
@pytest.mark.parametrize("place", ["avant", "apres", "entre"])
def test_a_thousand_empty_rows_change_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, place: str
) -> None:
    monkeypatch.setattr(fabrication, "Enclos", EnclosDirect)
    session = write_session(tmp_path, make_petite_session(*HUIT), ("T90101", "T90102"))
    before = [
        papier.exemplaire.empreinte for papier in pipeline.prepare(open_session(session)).papiers
    ]
    head, *rows = read_rows(session)
    empty = [[""] * len(head)] * 1000
    orders = {
        "avant": [head, *empty, *rows],
        "apres": [head, *rows, *empty],
        "entre": [head, rows[0], *empty, *rows[1:]],
    }
    write_rows(session, orders[place])
    assert [
        papier.exemplaire.empreinte for papier in pipeline.prepare(open_session(session)).papiers
    ] == before
    assert len(before) > 10


@pytest.mark.lent
def test_ten_thousand_candidates_are_read_with_their_lines(tmp_path: Path) -> None:
    """All of them, and the one wrong cell at the end is found where it stands."""
    session = write_session(tmp_path, make_petite_session(), ("T90101",))
    head, row = read_rows(session)
    matricule, naissance = head.index("Matricule"), head.index("Date de naissance")
    rows = [[*row] for _ in range(10_000)]
    for rang, other in enumerate(rows):
        other[matricule] = f"M{rang:05}"
    rows[-1][naissance] = "31/02/1990"
    write_rows(session, [head, *rows])
    chargement = load_session(session, seek_ressource("referentiel.toml"))
    wrong = [
        finding for finding in chargement.findings if finding.place.colonne == "Date de naissance"
    ]
    assert [(finding.place.ligne, finding.place.fichier) for finding in wrong] == [
        (10_001, "candidats.csv")
    ]

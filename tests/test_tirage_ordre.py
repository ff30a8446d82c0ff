"""Order, bookmarks, volumes and labels of a print run: what needs no PDF."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from papiers_outils import SESSIONS
from python_calamine import CalamineWorkbook

from amo_docs.catalogue import read_catalogue
from amo_docs.decide import decide_all
from amo_docs.load.modeles import load_dossier
from amo_docs.load.session import load_session
from amo_docs.model.papier import Papier
from amo_docs.model.seances import list_passages
from amo_docs.model.session import Session
from amo_docs.plan import plan_papiers
from amo_docs.ressources import find_ressource, seek_ressource
from amo_docs.tirage.adresses import (
    Etiquette,
    disarm,
    list_etiquettes,
    list_sans_adresse,
    write_csv,
    write_xlsx,
)
from amo_docs.tirage.ordre import SANS_UNITE, find_unite, name_groupes, name_signets, order_papiers
from amo_docs.tirage.volumes import Piece, add_pages, cut_volumes, name_volumes


def plan(exemple: str, *types: str) -> tuple[Session, list[Papier]]:
    chargement = load_session(SESSIONS[exemple], seek_ressource("referentiel.toml"))
    session, referentiel = chargement.session, chargement.referentiel
    assert session is not None and referentiel is not None
    catalogue = read_catalogue(load_dossier(find_ressource("templates"), None).modeles.documents)
    chosen = tuple(document for document in catalogue if document.cle in types)
    papiers = plan_papiers(
        session, referentiel, chosen, decide_all(session, referentiel), definitif=True
    ).papiers
    return session, list(papiers)


def candidat(papier: Papier) -> object:
    assert papier.sujet.decision is not None
    return papier.sujet.decision.candidat


# ── Order ─────────────────────────────────────────────────────────────────────────────────────────


def test_by_name_accents_and_case_count_for_nothing() -> None:
    session, papiers = plan(".", "convocation_candidat")
    ordered = order_papiers(reversed(papiers), session, "nom")
    names = [candidat(papier).tri for papier in ordered]  # type: ignore[attr-defined]
    assert names == sorted(names) and len(names) == 20
    assert [candidat(p).nom_naissance for p in ordered] != sorted(
        candidat(p).nom_naissance for p in ordered
    )  # type: ignore[attr-defined]


def test_by_hour_as_on_the_list_of_passage() -> None:
    """Jury by jury the order of its passages, each candidate at his first."""
    for exemple in ("vae", "."):
        session, papiers = plan(exemple, "convocation_candidat")
        ordered = order_papiers(papiers, session, "heure")
        for jury in session.jurys:
            passages = [passage.candidat.matricule for passage in list_passages(session, jury)]
            hours = {
                p.candidat.matricule: (p.jour, p.heure)
                for p in reversed(list_passages(session, jury))
            }
            own = [papier.sujet.identifiant for papier in ordered if papier.sujet.jury == jury]
            assert [hours[matricule] for matricule in own] == sorted(
                hours[matricule] for matricule in set(passages)
            )
        assert exemple == "." or ordered != order_papiers(papiers, session, "nom")


def test_by_hour_the_sheets_of_a_day_in_its_order() -> None:
    session, papiers = plan(".", "emargement_candidats", "convocation_jury")
    sheets = [p.sujet.seance for p in order_papiers(papiers, session, "heure") if p.sujet.seance]
    starts = [(s.jour, min(line.heure for line in s.presences)) for s in sheets]
    assert starts == sorted(starts) and len(starts) == 19


def test_by_unit_those_without_one_last() -> None:
    session, papiers = plan(".", "convocation_candidat", "bordereau_remise")
    orphan = candidat(papiers[0]).model_copy(update={"unite": None})  # type: ignore[attr-defined]
    decision = papiers[0].sujet.decision
    assert decision is not None
    alone = replace(
        papiers[0],
        sujet=replace(papiers[0].sujet, decision=decision.model_copy(update={"candidat": orphan})),
    )
    ordered = order_papiers([alone, *papiers[1:]], session, "unite")
    unites = [find_unite(papier.sujet) for papier in ordered]
    assert unites[-1] is None and None not in unites[:-1]
    assert len(list(dict.fromkeys(unites))) == len(set(unites)), "each unit in one piece"
    groups = name_groupes(ordered)
    assert groups[alone.chemin] == SANS_UNITE
    assert set(groups) == {papier.chemin for papier in ordered}


def test_papers_no_unit_is_concerned_with_have_no_group() -> None:
    _, papiers = plan(".", "convocation_jury", "proces_verbal")
    assert name_groupes(papiers) == {}


def test_bookmarks_tell_persons_apart_and_juries_by_code() -> None:
    _, papiers = plan(
        ".",
        "convocation_candidat",
        "attestation_bloc",
        "convocation_jury",
        "proces_verbal",
        "liste_passage",
    )
    signets = name_signets(papiers)
    assert len(set(signets.values())) == len(papiers)
    by_type = {papier.type: signets[papier.chemin] for papier in papiers}
    assert (
        by_type["proces_verbal"] in {"TERRE", "MIXTE", "AIR", "VAE"}
        or by_type["proces_verbal"].isupper()
    )
    assert " – BC0" in by_type["attestation_bloc"]
    assert by_type["liste_passage"].count("/") == 2


# ── Volumes ───────────────────────────────────────────────────────────────────────────────────────


@st.composite
def piles(draw: st.DrawFn) -> list[Piece]:
    pages = draw(st.lists(st.integers(1, 9), max_size=12))
    sheets = draw(st.lists(st.booleans(), min_size=len(pages), max_size=len(pages)))
    return [
        Piece(f"{rang}.pdf", "", count, str(rang), None, rang if sheet else None)
        for rang, (count, sheet) in enumerate(zip(pages, sheets, strict=True))
    ]


def measure(volume: tuple[Piece, ...], recto_verso: bool) -> int:
    pages = 0
    for piece in volume:
        pages = add_pages(pages, piece, recto_verso)
    return pages


@given(piles(), st.integers(1, 12), st.booleans())
def test_volumes_keep_every_paper_in_order_under_the_ceiling(
    pile: list[Piece], ceiling: int, recto: bool
) -> None:
    volumes = cut_volumes(pile, ceiling, recto)
    assert [piece for volume in volumes for piece in volume] == pile
    assert all(volume for volume in volumes)
    assert all(measure(volume, recto) <= ceiling or len(volume) == 1 for volume in volumes)
    for one, after in pairwise(volumes):
        assert measure((*one, after[0]), recto) > ceiling, (
            "a volume is filled before the next is opened"
        )


@pytest.mark.parametrize(
    ("pages", "sheet", "recto", "total"),
    [
        (0, None, False, 3),
        (1, None, False, 4),
        (1, None, True, 5),
        (1, 0, False, 5),
        (0, 0, True, 5),
        (1, 0, True, 7),
    ],
)
def test_blanks_and_sheets_count(pages: int, sheet: int | None, recto: bool, total: int) -> None:
    assert add_pages(pages, Piece("x.pdf", "", 3, "x", None, sheet), recto) == total


def test_without_a_ceiling_one_volume_and_none_for_nobody() -> None:
    assert cut_volumes([], None, False) == ()
    assert len(cut_volumes([Piece("x.pdf", "", 900, "x")] * 9, None, True)) == 1
    assert name_volumes("notification", 1) == ("notification.pdf",)
    assert name_volumes("notification", 2) == ("notification-1.pdf", "notification-2.pdf")
    assert name_volumes("certificat", 1, sans_fond=True) == ("certificat_sans-fond.pdf",)


# ── Labels ────────────────────────────────────────────────────────────────────────────────────────

PIEGES = (
    "=1+1",
    "+33 5 49",
    "-1",
    "@SOMME(A1)",
    "\t=1",
    "\r=1",
    "＝1",
    '=cmd|"/c calc"!A1',
    '=HYPERLINK("http://x")',
)


def make_etiquettes(*cells: str) -> tuple[Etiquette, ...]:
    return tuple(
        Etiquette("00123", "Madame", cell, "Zoé ; « Anne »", ("1, rue Ü", cell)) for cell in cells
    )


def read_csv(content: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""), delimiter=";"))


def test_no_cell_of_the_csv_begins_a_formula() -> None:
    _, *rows = read_csv(write_csv(make_etiquettes(*PIEGES)))
    for row, trap in zip(rows, PIEGES, strict=True):
        assert row[2] == f"'{trap}"
        assert not any(cell.startswith(("=", "+", "-", "@", "\t", "\r")) for cell in row)


@pytest.mark.parametrize("plain", ["D'ALMEIDA", "d’Arc", "12, rue du Test", "", "'t Hooft", "A=B"])
def test_other_cells_stay_as_they_are(plain: str) -> None:
    assert disarm(plain) == plain


def test_the_workbook_holds_texts_alone() -> None:
    content = write_xlsx(make_etiquettes(*PIEGES))
    assert content == write_xlsx(make_etiquettes(*PIEGES)), "same input, same bytes"
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        sheet = archive.read("xl/worksheets/sheet1.xml").decode()
        assert "<f>" not in sheet and "hyperlink" not in sheet
        cells = list(find_cells(sheet))
        assert cells and all(' t="s"' in cell or "/>" in cell for cell in cells)
    _, *rows = CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0).to_python()
    assert [row[0] for row in rows] == ["00123"] * len(PIEGES)
    assert rows[0][2] == "=1+1"


def find_cells(sheet: str) -> Iterator[str]:
    for part in sheet.split("<c ")[1:]:
        yield part.partition(">")[0] + ">"


def test_every_row_has_the_same_columns() -> None:
    short = Etiquette("A", "Madame", "N", "P", ("une",))
    rows = read_csv(write_csv((short, *make_etiquettes("X"))))
    assert [len(row) for row in rows] == [6, 6, 6]
    assert rows[0] == ["Matricule", "Civilité ou grade", "Nom", "Prénoms", "Adresse 1", "Adresse 2"]


def test_a_person_has_one_label_and_juries_none() -> None:
    session, papiers = plan(
        ".", "convocation_candidat", "notification", "convocation_jury", "proces_verbal"
    )
    referentiel = load_session(SESSIONS["."], seek_ressource("referentiel.toml")).referentiel
    assert referentiel is not None
    etiquettes = list_etiquettes(order_papiers(papiers, session, "nom"), referentiel)
    assert len(etiquettes) == 20 + 15 == len({e.identifiant for e in etiquettes})
    unit = [e for e in etiquettes if e.lignes[0] == "147e régiment d’infanterie"]
    assert unit and unit[0].lignes[1] == "Sous couvert de monsieur le chef de corps"


def test_those_without_an_address_are_named_by_their_matricule() -> None:
    bare = Etiquette("T1", "Madame", "N", "P", ())
    blank = Etiquette("T2", "Madame", "N", "P", (" ", ""))
    assert list_sans_adresse((bare, *make_etiquettes("X"), blank)) == ("T1", "T2")

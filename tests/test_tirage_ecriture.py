"""`tirages/`: written whole, for their owner alone, and known to be stale when their papers are."""

from __future__ import annotations

import json
import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from papiers_outils import make_exemplaire, read_dossier

from amo_docs.dossier import disque, hold_dossier, open_depot
from amo_docs.dossier.manifeste import LigneManifeste
from amo_docs.dossier.tirages import REGISTRE, Depot, list_perimes, read_tirages
from amo_docs.errors import IntegriteError, SortieError

PAPIERS = {"certificats/A.pdf": "a" * 64, "certificats/B.pdf": "b" * 64}


@contextmanager
def hold(dossier: Path) -> Iterator[Depot]:
    with hold_dossier(dossier) as chantier, open_depot(chantier) as depot:
        yield depot


def put(
    dossier: Path,
    nom: str,
    contenu: bytes,
    genre: str = "certificat",
    papiers: dict[str, str] = PAPIERS,
) -> None:
    with hold(dossier) as depot:
        depot.add(f"tirages/{nom}", contenu, genre, papiers)
        depot.commit()


def list_noms(dossier: Path) -> list[str]:
    return sorted(path.relative_to(dossier).as_posix() for path in dossier.rglob("*"))


def make_documents(**sommes: str) -> dict[str, LigneManifeste]:
    return {
        f"certificats/{nom}.pdf": LigneManifeste(
            make_exemplaire(f"certificats/{nom}", "certificat", projet=False), "pdf", somme, 1
        )
        for nom, somme in sommes.items()
    }


def test_files_and_register_are_there_and_of_their_owner_alone(tmp_path: Path) -> None:
    put(tmp_path, "certificat.pdf", b"%PDF un")
    assert list_noms(tmp_path) == ["tirages", "tirages/certificat.pdf", "tirages/tirages.json"]
    modes = {path.name: stat.S_IMODE(path.stat().st_mode) for path in tmp_path.rglob("*")}
    assert modes == {"tirages": 0o700, "certificat.pdf": 0o600, "tirages.json": 0o600}
    said = json.loads((tmp_path / REGISTRE).read_text(encoding="utf-8"))
    assert said["format"] == 1
    assert said["tirages"][0]["papiers"] == PAPIERS
    assert said["tirages"][0]["chemin"] == "tirages/certificat.pdf"


def test_a_shared_folder_shares_its_print_runs(tmp_path: Path) -> None:
    tmp_path.chmod(0o2750)
    put(tmp_path, "certificat.pdf", b"%PDF un")
    modes = {path.name: stat.S_IMODE(path.stat().st_mode) for path in tmp_path.rglob("*")}
    assert modes == {"tirages": 0o2750, "certificat.pdf": 0o640, "tirages.json": 0o640}


def test_a_run_replaces_the_volumes_of_its_types_and_those_alone(tmp_path: Path) -> None:
    for nom, genre in (("certificat-1.pdf", "certificat"), ("notification.pdf", "notification")):
        put(tmp_path, nom, b"%PDF", genre)
    with hold(tmp_path) as depot:
        depot.add("tirages/certificat.pdf", b"%PDF neuf", "certificat", PAPIERS)
        assert depot.commit() == ("tirages/certificat-1.pdf",)
    assert list_noms(tmp_path / "tirages") == ["certificat.pdf", "notification.pdf", "tirages.json"]
    assert set(read_tirages(tmp_path)) == {"tirages/certificat.pdf", "tirages/notification.pdf"}


@pytest.mark.parametrize("known", [False, True], ids=["not ours", "changed since"])
def test_a_file_that_is_not_ours_or_was_changed_stays(tmp_path: Path, known: bool) -> None:
    if known:
        put(tmp_path, "certificat.pdf", b"%PDF un")
    (tmp_path / "tirages").mkdir(exist_ok=True)
    (tmp_path / "tirages/certificat.pdf").write_bytes("annoté à la main".encode())
    before = list_noms(tmp_path)
    with pytest.raises(IntegriteError, match="n’est pas un tirage"):
        put(tmp_path, "certificat.pdf", b"%PDF deux")
    assert (tmp_path / "tirages/certificat.pdf").read_bytes() == "annoté à la main".encode()
    assert list_noms(tmp_path) == before


def test_nothing_is_left_of_a_run_that_fails(tmp_path: Path) -> None:
    with pytest.raises(RuntimeError), hold(tmp_path) as depot:
        depot.add("tirages/certificat.pdf", b"%PDF", "certificat", PAPIERS)
        raise RuntimeError
    assert list_noms(tmp_path) == []


def test_a_full_disk_leaves_nothing_and_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(descriptor: int) -> None:
        raise OSError(28, "No space left on device", "certificat.pdf")

    monkeypatch.setattr(os, "fsync", refuse)
    with pytest.raises(SortieError, match="plus de place sur le disque"):
        put(tmp_path, "certificat.pdf", b"%PDF")
    assert list_noms(tmp_path) == []


@pytest.mark.parametrize("etape", [1, 2], ids=["the former", "the new"])
def test_a_refused_exchange_leaves_the_former_print_runs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, etape: int
) -> None:
    """Two renames, as where folders are not exchanged in one step: either may be refused."""
    place = tmp_path / "session"
    place.mkdir()
    put(place, "a.pdf", b"%PDF ancien a", "a")
    put(place, "b.pdf", b"%PDF ancien b", "b")
    before = read_dossier(tmp_path)
    really, calls = disque.rename, []

    def refuse(path: Path, cible: Path) -> None:
        calls.append(path)
        if len(calls) == etape:
            raise OSError(16, "Device or resource busy", "b.pdf")
        really(path, cible)

    monkeypatch.setattr(disque, "exchange", lambda one, other: False)
    monkeypatch.setattr(disque, "rename", refuse)
    with (
        pytest.raises(SortieError, match="ouvert dans un autre programme"),
        hold(place) as depot,
    ):
        depot.add("tirages/a.pdf", b"%PDF neuf a", "a", PAPIERS)
        depot.add("tirages/b.pdf", b"%PDF neuf b", "b", PAPIERS)
        depot.commit()
    assert read_dossier(tmp_path) == before


@pytest.mark.parametrize(
    ("documents", "perimes"),
    [
        (make_documents(A="a" * 64, B="b" * 64), ()),
        (make_documents(A="a" * 64, B="c" * 64), ("tirages/certificat.pdf",)),
        (make_documents(A="a" * 64), ("tirages/certificat.pdf",)),
        (make_documents(A="a" * 64, B="b" * 64, C="c" * 64), ("tirages/certificat.pdf",)),
        ({}, ("tirages/certificat.pdf",)),
    ],
    ids=["the same", "changed", "left", "come", "none"],
)
def test_what_is_stale(
    tmp_path: Path, documents: dict[str, LigneManifeste], perimes: tuple[str, ...]
) -> None:
    put(tmp_path, "certificat.pdf", b"%PDF")
    assert list_perimes(read_tirages(tmp_path), documents) == perimes


def test_only_the_volume_of_the_paper_that_changed_is_stale(tmp_path: Path) -> None:
    with hold(tmp_path) as depot:
        for rang, (chemin, somme) in enumerate(PAPIERS.items(), 1):
            depot.add(f"tirages/certificat-{rang}.pdf", b"%PDF", "certificat", {chemin: somme})
        depot.commit()
    assert list_perimes(read_tirages(tmp_path), make_documents(A="a" * 64, B="c" * 64)) == (
        "tirages/certificat-2.pdf",
    )


def test_no_print_run_none_stale(tmp_path: Path) -> None:
    assert list_perimes(read_tirages(tmp_path), make_documents(A="a" * 64)) == ()


@pytest.mark.parametrize(
    "text",
    [
        "{",
        "[]",
        '{"format": 2, "tirages": []}',
        (
            '{"format": 1, "tirages": [{"chemin": "tirages/../x.pdf", "type": "x", "sha256": '
            '"", "papiers": {}}]}'
        ),
        (
            '{"format": 1, "tirages": [{"chemin": "/etc/x.pdf", "type": "x", "sha256": "", '
            '"papiers": {}}]}'
        ),
        (
            '{"format": 1, "tirages": [{"chemin": "tirages/x.pdf", "type": "x", "sha256": '
            '"", "papiers": []}]}'
        ),
    ],
)
def test_a_damaged_register_is_refused(tmp_path: Path, text: str) -> None:
    (tmp_path / "tirages").mkdir()
    (tmp_path / REGISTRE).write_text(text, encoding="utf-8")
    with pytest.raises(IntegriteError, match=r"abîmé\. Déplacez le dossier tirages/"):
        read_tirages(tmp_path)

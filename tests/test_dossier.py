"""The folder: whole or not at all, true to its manifest, and never at the expense of what a person
put there."""

from __future__ import annotations

import errno
import hashlib
import json
import os
import re
import shutil
import stat
import subprocess
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any

import click.testing
import pytest
from papiers_outils import (
    EXEMPLES,
    HUIT,
    PETITS_MODELES,
    RACINE,
    EnclosDirect,
    Rendu,
    list_fichiers_tenus,
    list_types,
    make_exemplaire,
    make_petite_session,
    open_as,
    plain,
    read_catalogue,
    read_dossier,
    read_en_place,
    render_ici,
    stand_in,
    write_session,
)

from amo_docs import fabrication
from amo_docs.cli import cli
from amo_docs.dossier import Livraison, Manifeste, Regles, disque, open_livraison
from amo_docs.errors import IntegriteError, SortieError
from amo_docs.model.modeles import Entree
from amo_docs.model.papier import FichierProduit

NOM = "2026-03-RNCP36833"
NOTRES = {"manifeste.json", "SHA256SUMS"}
A = {"certificats/A.pdf": b"un", "certificats/A.docx": b"deux", "pv.pdf": b"trois"}
B = {"certificats/A.pdf": b"quatre", "convocations/B.pdf": b"cinq"}


# ── The folder of the sample ──────────────────────────────────────────────────────────────────────


def digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def test_the_manifest_and_the_disk_say_the_same(projet: Rendu, definitif: Rendu) -> None:
    """Both ways: no file without a line, no line without its file, every digest and size true."""
    for rendu in (projet, definitif):
        on_disk = {p: c for p, c in read_dossier(rendu.dossier).items() if p not in NOTRES}
        rows = list_fichiers_tenus(rendu.manifeste)
        assert {row["chemin"]: (row["sha256"], row["octets"]) for row in rows} == {
            chemin: (digest(content), len(content)) for chemin, content in on_disk.items()
        }
        assert len(rows) == len(on_disk) > 100
        keys = {
            "type",
            "destinataire",
            "chemin",
            "format",
            "sha256",
            "octets",
            "projet",
            "cle",
            "empreinte",
            "date",
        }
        assert all(set(row) == keys for row in rows)
        assert len({(row["cle"], row["format"]) for row in rows}) == len(rows)
        assert all(len(row["empreinte"]) == 64 for row in rows)
        assert all(date.fromisoformat(row["date"]) for row in rows)
        assert all(len(papier["fichiers"]) == 2 for papier in rendu.manifeste["papiers"])
        assert {row["type"] for row in rows} == list_types()
        assert {row["format"] for row in rows} == {"pdf", "docx"}
        assert all(row["chemin"].endswith(f".{row['format']}") for row in rows)


def test_the_manifest_says_of_what_and_by_what(projet: Rendu, definitif: Rendu) -> None:
    for rendu, final in ((projet, False), (definitif, True)):
        manifeste = rendu.manifeste
        assert manifeste["session"] == rendu.dossier.name == NOM
        assert manifeste["specimen"] is True
        apart = {cle for cle, table in read_catalogue().items() if table.get("avant_jury")}
        after = [row for row in list_fichiers_tenus(manifeste) if row["type"] not in apart]
        assert {row["projet"] for row in after} == {not final}
        assert {"amo-docs", "weasyprint", "python-docx"} <= set(manifeste["outils"])
        entrees = {entree["nom"]: entree["sha256"] for entree in manifeste["entrees"]}
        for nom, path in {
            "session.toml": EXEMPLES / "session.toml",
            "candidats.csv": EXEMPLES / "candidats.csv",
            "referentiel.toml": RACINE / "referentiel.toml",
            "templates/amo.css": RACINE / "templates" / "amo.css",
            "templates/documents.toml": RACINE / "templates" / "documents.toml",
            "image logo": EXEMPLES / "images" / "embleme.png",
        }.items():
            assert entrees[nom] == digest(path.read_bytes()), nom
        assert len([nom for nom in entrees if nom.startswith("police ")]) == 8


def test_no_manifest_names_a_path_or_a_day_of_this_machine(projet: Rendu) -> None:
    text = (projet.dossier / "manifeste.json").read_text(encoding="utf-8")
    # A path would begin a text, or follow a space: « templates/amo.css » is none where the checkout
    # stands at /amo.
    assert re.findall(r'(?<=["\s])/\S*', text) == []
    assert str(projet.dossier.parent) not in text


def test_sha256sum_agrees(projet: Rendu, definitif: Rendu) -> None:
    """Every file but the list itself, the manifest too; and a changed byte is seen."""
    for rendu in (projet, definitif):
        listed = (rendu.dossier / "SHA256SUMS").read_text(encoding="utf-8").splitlines()
        assert {line[66:] for line in listed} == set(read_dossier(rendu.dossier)) - {"SHA256SUMS"}
        run = check_sommes(rendu.dossier)
        assert run.returncode == 0, run.stdout + run.stderr


def check_sommes(dossier: Path) -> subprocess.CompletedProcess[str]:
    command = ["sha256sum", "--check", "--strict", "--quiet", "SHA256SUMS"]
    return subprocess.run(command, cwd=dossier, capture_output=True, text=True, check=False)


def test_sha256sum_sees_a_changed_file(projet: Rendu, tmp_path: Path) -> None:
    shutil.copytree(projet.dossier, tmp_path / NOM)
    with next((tmp_path / NOM).rglob("*.pdf")).open("ab") as stream:
        stream.write(b" ")
    assert check_sommes(tmp_path / NOM).returncode == 1


def test_files_are_the_owners_alone(projet: Rendu) -> None:
    for path in [projet.dossier, *projet.dossier.rglob("*")]:
        assert stat.S_IMODE(path.stat().st_mode) == (0o700 if path.is_dir() else 0o600), path


def test_names_are_safe_on_windows_too(projet: Rendu) -> None:
    """ASCII, no reserved character or name, never twice the same whatever the case."""
    chemins = list(read_dossier(projet.dossier))
    assert len({chemin.casefold() for chemin in chemins}) == len(chemins)
    for part in {part for chemin in chemins for part in chemin.split("/")}:
        assert part.isascii()
        assert not set(part) & set('<>:"\\|?* ')
        assert part.split(".")[0].upper() not in {"CON", "PRN", "AUX", "NUL", "COM1", "LPT1"}
        assert not part.endswith(".")
        assert len(part) < 110


# ── One delivery at a time ────────────────────────────────────────────────────────────────────────


def make_manifeste() -> Manifeste:
    return Manifeste(NOM, "RNCP36833", True, {"amo-docs": "0"}, (Entree("session.toml", "0" * 64),))


def add_all(livraison: Livraison, files: Mapping[str, bytes]) -> None:
    for chemin, content in files.items():
        livraison.add(
            FichierProduit(
                make_exemplaire(chemin.rpartition(".")[0], "certificat"),
                chemin.rpartition(".")[2],
                content,
            )
        )


def deliver(sortie: Path, files: Mapping[str, bytes] = A) -> Path:
    with open_livraison(sortie, NOM) as delivery:
        add_all(delivery, files)
        delivery.commit(make_manifeste())
    return sortie / NOM


def read_papiers(dossier: Path) -> dict[str, bytes]:
    return {
        chemin: content for chemin, content in read_dossier(dossier).items() if chemin not in NOTRES
    }


@contextmanager
def unchanged(sortie: Path, error: type[Exception], *words: str) -> Iterator[None]:
    """Assert that the block raises ``error``, says all of ``words``, and leaves nothing changed
    under ``sortie``.

    What was made waits in a working folder.
    """
    before = read_en_place(sortie)
    entries = list_en_place(sortie)
    with pytest.raises(error) as caught:
        yield
    said = plain(str(caught.value))
    assert [word for word in words if word not in said] == [], said
    assert said.endswith(".")
    assert read_en_place(sortie) == before
    assert list_en_place(sortie) == entries


def list_en_place(sortie: Path) -> list[str]:
    return sorted(path.name for path in sortie.iterdir() if not path.name.endswith(".en-cours"))


def test_a_delivery_takes_the_place_of_the_one_before(tmp_path: Path) -> None:
    """Papers that are no longer made are gone; nothing is left beside the folder."""
    deliver(tmp_path, A)
    dossier = deliver(tmp_path, B)
    assert read_papiers(dossier) == B
    assert [path.name for path in tmp_path.iterdir()] == [NOM]
    assert not (dossier / "pv.pdf").exists()


def test_a_delivery_without_the_exchange_of_linux(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(disque, "exchange", lambda one, other: False)
    deliver(tmp_path, A)
    assert read_papiers(deliver(tmp_path, B)) == B
    assert [path.name for path in tmp_path.iterdir()] == [NOM]


def test_the_folder_of_output_is_made(tmp_path: Path) -> None:
    assert read_papiers(deliver(tmp_path / "a" / "b")) == A
    assert stat.S_IMODE((tmp_path / "a" / "b").stat().st_mode) == 0o700


@pytest.mark.parametrize("umask", [0o022, 0o077, 0o002])
def test_the_group_reads_where_the_folder_grants_it(tmp_path: Path, umask: int) -> None:
    """A shared folder (setgid, readable by its group) shares what is put there, whatever the umask;
    no other does."""
    shared, private = tmp_path / "partage", tmp_path / "prive"
    for folder, mode in ((shared, 0o2750), (private, 0o750)):
        folder.mkdir()
        folder.chmod(mode)
    before = os.umask(umask)
    try:
        modes = {folder: list_modes(deliver(folder)) for folder in (shared, private)}
    finally:
        os.umask(before)
    assert modes[shared] == {("dossier", 0o2750), ("fichier", 0o640)}
    assert modes[private] == {("dossier", 0o700), ("fichier", 0o600)}


def list_modes(dossier: Path) -> set[tuple[str, int]]:
    paths = [dossier, *dossier.rglob("*")]
    return {("dossier" if p.is_dir() else "fichier", stat.S_IMODE(p.stat().st_mode)) for p in paths}


def test_a_failure_in_the_middle_leaves_the_folder_as_it_was(tmp_path: Path) -> None:
    deliver(tmp_path)
    with unchanged(tmp_path, ZeroDivisionError), open_livraison(tmp_path, NOM) as delivery:
        add_all(delivery, B)
        raise ZeroDivisionError("au milieu.")


def test_a_delivery_that_fails_before_its_first_paper_leaves_nothing(tmp_path: Path) -> None:
    with pytest.raises(ZeroDivisionError), open_livraison(tmp_path, NOM):
        raise ZeroDivisionError
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("rank", range(1, 8))
@pytest.mark.parametrize(
    ("number", "words"),
    [
        (errno.ENOSPC, ("plus de place",)),
        (errno.EDQUOT, ("plus de place",)),
        (errno.EROFS, ("lecture seule",)),
        (errno.EACCES, ("droits",)),
        (errno.EIO, ("disque",)),
    ],
)
def test_a_disk_that_refuses(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, rank: int, number: int, words: tuple[str, ...]
) -> None:
    """At the first file, in the journal, at the manifest, at the digests: said in French, nothing
    changed in place."""
    deliver(tmp_path)
    really, calls = os.open, []

    def refuse(path: Path, flags: int, *args: Any, **kwargs: Any) -> int:
        if flags & os.O_CREAT:
            calls.append(path)
            if len(calls) == rank:
                raise OSError(number, os.strerror(number), str(path))
        return really(path, flags, *args, **kwargs)

    open_as(monkeypatch, refuse)
    with unchanged(tmp_path, SortieError, *words):
        deliver(tmp_path, B)
    assert len(calls) == rank


def test_a_disk_that_fills_while_a_file_is_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The real thing: a device that takes no byte."""
    deliver(tmp_path)
    really = os.open

    def full(path: Path, flags: int, *args: Any, **kwargs: Any) -> int:
        return (
            really("/dev/full", os.O_WRONLY)
            if flags & os.O_CREAT
            else really(path, flags, *args, **kwargs)
        )

    open_as(monkeypatch, full)
    with unchanged(tmp_path, SortieError, "plus de place"):
        deliver(tmp_path, B)


def test_an_exchange_that_fails_puts_the_folder_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    deliver(tmp_path)
    really, calls = Path.rename, []

    def rename(self: Path, target: Path) -> Path:
        calls.append(self)
        if len(calls) == 2:
            raise OSError(errno.EACCES, "refus", str(target))
        return really(self, target)

    monkeypatch.setattr(disque, "exchange", lambda one, other: False)
    monkeypatch.setattr(Path, "rename", rename)
    with unchanged(tmp_path, SortieError, "droits"):
        deliver(tmp_path, B)
    assert len(calls) == 3


@pytest.mark.parametrize("exchange", [True, False])
def test_a_former_folder_that_stays_is_named_and_the_new_one_is_in_place(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, exchange: bool
) -> None:
    """The exchange is done: what cannot be removed after it is no failure."""
    deliver(tmp_path)
    if not exchange:
        monkeypatch.setattr(disque, "exchange", lambda one, other: False)
    monkeypatch.setattr(shutil, "rmtree", lambda *_, **__: None)
    with open_livraison(tmp_path, NOM) as delivery:
        add_all(delivery, B)
        reste = delivery.commit(make_manifeste()).reste
    assert read_papiers(tmp_path / NOM) == B
    assert reste is not None
    assert read_papiers(reste) == A
    assert sorted(tmp_path.iterdir()) == sorted([tmp_path / NOM, reste.parent])


@pytest.mark.parametrize(
    ("number", "winerror"), [(errno.EBUSY, None), (errno.ETXTBSY, None), (errno.EACCES, 32)]
)
def test_a_file_held_open_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int, winerror: int | None
) -> None:
    """Where the system keeps an open file: Windows does, and its error carries a number of its
    own."""
    deliver(tmp_path)

    def refuse(self: Path, target: Path) -> Path:
        error = OSError(number, "refus", str(target))
        error.winerror = winerror  # type: ignore[attr-defined,unused-ignore]
        raise error

    monkeypatch.setattr(disque, "exchange", lambda one, other: False)
    monkeypatch.setattr(Path, "rename", refuse)
    with unchanged(tmp_path, SortieError, "ouvert dans un autre programme", "Fermez-le"):
        deliver(tmp_path, B)


# ── What a person put there ───────────────────────────────────────────────────────────────────────


def test_files_that_are_not_ours_are_kept(tmp_path: Path) -> None:
    """A scanned sheet in `pieces/`, a link, a note beside the papers: as they were, dates included;
    not in the list."""
    dossier = deliver(tmp_path)
    (dossier / "pieces").mkdir()
    piece = dossier / "pieces" / "emargement.pdf"
    piece.write_bytes(b"numerise")
    os.utime(piece, (1_000_000_000, 1_000_000_000))
    (dossier / "certificats" / "note.txt").write_text("à revoir")
    (dossier / "lien").symlink_to("ailleurs")
    again = deliver(tmp_path, B)
    assert (again / "pieces" / "emargement.pdf").read_bytes() == b"numerise"
    assert (again / "pieces" / "emargement.pdf").stat().st_mtime == 1_000_000_000
    assert (again / "certificats" / "note.txt").read_text() == "à revoir"
    assert (again / "lien").readlink() == Path("ailleurs")
    assert set(B) | {"pieces/emargement.pdf", "certificats/note.txt", "lien"} == {
        chemin for chemin in list_all(again) if chemin not in NOTRES
    }
    listed = {
        row["chemin"]
        for row in list_fichiers_tenus(json.loads((again / "manifeste.json").read_bytes()))
    }
    assert listed == set(B)


def list_all(dossier: Path) -> set[str]:
    return {
        p.relative_to(dossier).as_posix()
        for p in dossier.rglob("*")
        if p.is_symlink() or not p.is_dir()
    }


def test_what_comes_while_papers_are_made_is_kept_too(tmp_path: Path) -> None:
    dossier = deliver(tmp_path)
    with open_livraison(tmp_path, NOM) as delivery:
        add_all(delivery, B)
        (dossier / "arrive.pdf").write_bytes(b"entretemps")
        delivery.commit(make_manifeste())
    assert (dossier / "arrive.pdf").read_bytes() == b"entretemps"


def test_a_paper_changed_while_papers_are_made_is_not_lost(tmp_path: Path) -> None:
    """One that is made again stops the run; one that leaves is set aside."""
    dossier = deliver(tmp_path)
    before = read_papiers(dossier)
    with (
        pytest.raises(IntegriteError, match=r"certificats/A\.pdf"),
        open_livraison(tmp_path, NOM) as delivery,
    ):
        add_all(delivery, B)
        (dossier / "certificats" / "A.pdf").write_bytes(b"annote")
        delivery.commit(make_manifeste())
    assert read_papiers(dossier) == before | {"certificats/A.pdf": b"annote"}
    (dossier / "certificats" / "A.pdf").write_bytes(before["certificats/A.pdf"])
    with open_livraison(tmp_path, NOM) as delivery:
        add_all(delivery, B)
        (dossier / "pv.pdf").write_bytes(b"annote")
        assert delivery.commit(make_manifeste()).ecartes == ("pv.pdf",)
    assert b"annote" in read_papiers(dossier).values()


def test_a_paper_changed_by_hand_is_named_and_nothing_is_written(tmp_path: Path) -> None:
    dossier = deliver(tmp_path)
    (dossier / "certificats" / "A.docx").write_bytes(b"corrige")
    with unchanged(
        tmp_path, IntegriteError, "certificats/A.docx", "Rien n’a été écrit", "Déplacez"
    ):
        deliver(tmp_path, A)


def test_a_paper_changed_by_hand_that_is_not_made_again_stays(tmp_path: Path) -> None:
    """With its line, so that it is still known as changed; so does what is left of its twin."""
    dossier = deliver(tmp_path)
    (dossier / "certificats" / "A.docx").write_bytes(b"corrige")
    with open_livraison(tmp_path, NOM) as delivery:
        (cle,) = delivery.list_modifies()
        delivery.hold([cle])
        add_all(delivery, {"pv.pdf": b"quatre"})
        bilan = delivery.commit(make_manifeste())
    assert (bilan.ecartes, bilan.retires, bilan.changes) == ((), (), ("pv.pdf",))
    assert read_papiers(dossier) == A | {"certificats/A.docx": b"corrige", "pv.pdf": b"quatre"}
    with open_livraison(tmp_path, NOM) as delivery:
        assert delivery.en_place.modifies == ("certificats/A.docx",)
    (dossier / "certificats" / "A.pdf").unlink()
    with open_livraison(tmp_path, NOM) as delivery:
        delivery.hold([cle])
        add_all(delivery, {"pv.pdf": b"quatre"})
        delivery.commit(make_manifeste())
    assert "certificats/A.pdf" not in read_papiers(dossier)
    assert read_papiers(dossier)["certificats/A.docx"] == b"corrige"


def test_a_paper_changed_by_hand_twice_is_set_aside_twice(tmp_path: Path) -> None:
    """Each version has its place in `modifies/`; the same one again is there already."""
    for content in (b"un mot", b"deux mots", b"un mot"):
        dossier = deliver(tmp_path)
        (dossier / "pv.pdf").write_bytes(content)
        with open_livraison(tmp_path, NOM, Regles(ecraser=True)) as delivery:
            add_all(delivery, A)
            assert delivery.commit(make_manifeste()).ecartes == ("pv.pdf",)
        assert read_papiers(dossier)["pv.pdf"] == A["pv.pdf"]
    kept = {
        name: content
        for name, content in read_papiers(dossier).items()
        if name.startswith("modifies/")
    }
    assert sorted(kept.values()) == [b"deux mots", b"un mot"]


def test_a_final_paper_withdrawn_twice_is_kept_twice(tmp_path: Path) -> None:
    """Made, withdrawn, made otherwise, withdrawn again: somebody may hold either."""
    for content in (b"premier", b"second", b"second"):
        for files in ({"certificats/A.pdf": content}, {"pv.pdf": b"trois"}):
            with open_livraison(tmp_path, NOM) as delivery:
                for chemin, octets in files.items():
                    delivery.add(
                        FichierProduit(
                            make_exemplaire(
                                chemin.removesuffix(".pdf"), "certificat", projet=False
                            ),
                            "pdf",
                            octets,
                        )
                    )
                delivery.commit(make_manifeste())
    kept = {
        n: c
        for n, c in read_papiers(tmp_path / NOM).items()
        if n.startswith("retires/certificats/A")
    }
    assert sorted(kept.values()) == [b"premier", b"second"]


def test_a_file_that_is_not_ours_is_not_replaced_by_a_paper(tmp_path: Path) -> None:
    dossier = deliver(tmp_path)
    (dossier / "convocations").mkdir()
    (dossier / "convocations" / "B.pdf").write_bytes(b"la mienne")
    with unchanged(tmp_path, IntegriteError, "convocations/B.pdf", "Déplacez"):
        deliver(tmp_path, B)


def test_a_file_where_a_folder_of_papers_goes_is_not_replaced(tmp_path: Path) -> None:
    dossier = deliver(tmp_path)
    (dossier / "convocations").write_bytes(b"un fichier")
    with unchanged(tmp_path, IntegriteError, "convocations", "Déplacez"):
        deliver(tmp_path, B)


def test_a_folder_without_manifest_is_refused(tmp_path: Path) -> None:
    (tmp_path / NOM).mkdir()
    (tmp_path / NOM / "these.odt").write_bytes(b"dix ans")
    with unchanged(tmp_path, SortieError, "manifeste.json", "Choisissez une autre sortie"):
        deliver(tmp_path)


def test_an_empty_folder_is_taken(tmp_path: Path) -> None:
    (tmp_path / NOM).mkdir()
    assert read_papiers(deliver(tmp_path)) == A


def test_a_file_in_the_place_of_the_folder(tmp_path: Path) -> None:
    (tmp_path / NOM).write_bytes(b"un fichier")
    with unchanged(tmp_path, SortieError, "n’est pas un dossier"):
        deliver(tmp_path)


def test_a_link_in_the_place_of_the_folder(tmp_path: Path) -> None:
    (tmp_path / "sortie").mkdir()
    deliver(tmp_path / "ailleurs")
    (tmp_path / "sortie" / NOM).symlink_to(tmp_path / "ailleurs" / NOM)
    with unchanged(tmp_path / "sortie", SortieError, "lien"):
        deliver(tmp_path / "sortie", B)
    assert read_papiers(tmp_path / "ailleurs" / NOM) == A


@pytest.mark.parametrize("inside", ["", "dedans"])
def test_an_output_that_is_a_file(tmp_path: Path, inside: str) -> None:
    (tmp_path / "sortie").write_bytes(b"un fichier")
    with unchanged(
        tmp_path, SortieError, inside or "sortie", "un fichier est à la place du dossier"
    ):
        deliver(tmp_path / "sortie" / inside)


DAMAGED: dict[str, Callable[[dict[str, Any]], bytes]] = {
    "vide": lambda manifeste: b"",
    "coupe": lambda manifeste: json.dumps(manifeste).encode()[:60],
    "binaire": lambda manifeste: b"\xff\xfe\x00",
    "liste": lambda manifeste: b"[]",
    "imbrique": lambda manifeste: b"[" * 200_000,
    "sans-papiers": lambda manifeste: dump(manifeste, papiers=None),
    "papiers-faux": lambda manifeste: dump(manifeste, papiers=[{"chemin": "pv"}]),
    "fichiers-faux": lambda manifeste: dump(
        manifeste, papiers=[manifeste["papiers"][0] | {"fichiers": [{"format": "pdf"}]}]
    ),
    "autre-format": lambda manifeste: dump(manifeste, format=4),
    "sans-format": lambda manifeste: dump(manifeste, format=None),
}


def dump(manifeste: dict[str, Any], **changes: Any) -> bytes:
    kept = {key: value for key, value in (manifeste | changes).items() if value is not None}
    return json.dumps(kept).encode()


@pytest.mark.parametrize("case", DAMAGED)
def test_a_damaged_manifest(tmp_path: Path, case: str) -> None:
    path = deliver(tmp_path) / "manifeste.json"
    path.write_bytes(DAMAGED[case](json.loads(path.read_bytes())))
    with unchanged(tmp_path, IntegriteError, "manifeste.json", "Déplacez"):
        deliver(tmp_path, B)


# ── Through the command ───────────────────────────────────────────────────────────────────────────


@pytest.fixture(scope="module")
def petit(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a small session and what the command made of it."""
    folder = tmp_path_factory.mktemp("petit")
    session = write_session(folder, make_petite_session(*HUIT))
    with pytest.MonkeyPatch.context() as patch:
        stand_in(patch, PETITS_MODELES)
        render_ici(session, folder / "sortie")
    return folder


@pytest.fixture
def copie(petit: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, huit_modeles: None) -> Path:
    """A copy of it, rendered again in this process."""
    shutil.copytree(petit, tmp_path / "petit")
    monkeypatch.setattr(fabrication, "Enclos", EnclosDirect)
    return tmp_path / "petit"


def run_render(folder: Path, sortie: Path | None = None) -> click.testing.Result:
    arguments = [
        "render",
        str(folder / "session.toml"),
        "--sortie",
        str(sortie or folder / "sortie"),
    ]
    return click.testing.CliRunner(catch_exceptions=False).invoke(cli, arguments)


def test_a_second_run_over_the_first_changes_nothing(copie: Path) -> None:
    (copie / "sortie" / NOM / "pieces").mkdir()
    (copie / "sortie" / NOM / "pieces" / "scan.pdf").write_bytes(b"scan")
    before = read_dossier(copie / "sortie")
    result = run_render(copie)
    assert result.exit_code == 0, result.output
    assert read_dossier(copie / "sortie") == before


def test_a_former_folder_that_stays_is_a_warning(
    copie: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shutil, "rmtree", lambda *_, **__: None)
    result = run_render(copie)
    assert result.exit_code == 0, result.output
    (left,) = [path for path in (copie / "sortie").iterdir() if path.name != NOM]
    said = plain_lines(result.stderr)[-1]
    assert said.startswith("avertissement : l’ancien dossier n’a pas pu être effacé en entier : «")
    assert str(left) in said
    assert said.endswith("effacez l’ancien.")


def plain_lines(text: str) -> list[str]:
    return [plain(line) for line in text.splitlines()]


@pytest.mark.parametrize(
    ("spoil", "code", "words"),
    [
        (
            lambda folder: (folder / "sortie" / NOM / "manifeste.json").unlink(),
            5,
            "n’est pas un dossier d’amo-docs",
        ),
        (lambda folder: append(folder / "sortie" / NOM / "manifeste.json"), 6, "manifeste.json"),
        (lambda folder: append(folder / "session.toml"), 3, "session.toml"),
        (lambda folder: (folder / "images" / "embleme.png").unlink(), 4, "images/embleme.png"),
    ],
    ids=["sans-manifeste", "manifeste-abime", "session-fausse", "image-absente"],
)
def test_an_error_leaves_the_folder_as_it_was(
    copie: Path, spoil: Callable[[Path], object], code: int, words: str
) -> None:
    spoil(copie)
    before = read_dossier(copie / "sortie")
    result = run_render(copie)
    assert result.exit_code == code, result.output
    assert words in result.stderr
    assert result.stdout == ""
    assert read_dossier(copie / "sortie") == before
    assert [path.name for path in (copie / "sortie").iterdir()] == [NOM]


def append(path: Path) -> None:
    with path.open("ab") as stream:
        stream.write(b"\n}")


def test_a_paper_that_cannot_be_made_stops_all_the_others(copie: Path) -> None:
    """The certificate comes last: everything before it was already made."""
    (copie / "modeles").mkdir()
    template = (PETITS_MODELES / "certificat.html").read_text(encoding="utf-8")
    longer = template.replace("</body>", "<p>Encore.</p>" * 80 + "</body>")
    (copie / "modeles" / "certificat.html").write_text(longer, encoding="utf-8")
    session = (copie / "session.toml").read_text(encoding="utf-8")
    (copie / "session.toml").write_text('modeles = "modeles"\n' + session, encoding="utf-8")
    before = read_dossier(copie / "sortie")
    result = run_render(copie)
    assert result.exit_code == 4, result.output
    assert "pages pour 1 au plus" in plain(result.stderr)
    assert read_dossier(copie / "sortie") == before
    assert [path.name for path in (copie / "sortie").iterdir()] == [NOM]


def test_an_output_nobody_can_write(copie: Path) -> None:
    """Not even root: the kernel's own folder."""
    result = run_render(copie, Path("/proc/sortie"))
    assert result.exit_code == 5, result.output
    assert plain(result.stderr).startswith("erreur : « sortie » ne peut pas être écrit")
    assert "No such" not in result.stderr

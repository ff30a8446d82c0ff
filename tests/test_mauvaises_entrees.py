"""Bad input: a French sentence, the right exit code, nothing written, no traceback; and a bug stays
a bug.

The table is in `fabrique/mauvaises.py`. Cases run in this process; those that take a true child are
marked `lent`."""

from __future__ import annotations

import errno
import os
import re
import stat
from pathlib import Path

import click.testing
import docx
import pytest
from fabrique.mauvaises import (
    ADMIS,
    CAS,
    CERTIFICAT,
    NOM,
    REFUS,
    SECRET,
    Cas,
    make_bonne_session,
    write_candidat,
)
from papiers_outils import EnclosDirect, open_as, plain, read_dossier, read_pages, squeeze

from amo_docs import api, fabrication, pipeline
from amo_docs.cli import cli
from amo_docs.dossier import disque
from amo_docs.enclos import Enclos, Limites

ANGLAIS = re.compile(r"Traceback|Error\b|\[Errno|No such|denied|not found", re.IGNORECASE)


@pytest.fixture
def session(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, petits_modeles: None) -> Path:
    """The session every case spoils; tasks run here."""
    monkeypatch.setattr(fabrication, "Enclos", EnclosDirect)
    return make_bonne_session(tmp_path / "dossier")


def run_render(session: Path, *options: str, sortie: Path | None = None) -> click.testing.Result:
    """Render in this process; what is not an AmoDocsError comes out as it is."""
    arguments = [
        "render",
        str(session),
        "--sortie",
        str(sortie or session.parent / "sortie"),
        *options,
    ]
    return click.testing.CliRunner(catch_exceptions=False).invoke(cli, arguments)


def look(folder: Path) -> dict[str, tuple[int, int, int]]:
    """What stands under `folder`, unread: kind and rights of each path, size and time of what is no
    folder."""
    stats = {path.relative_to(folder).as_posix(): path.lstat() for path in folder.rglob("*")}
    return {
        nom: (s.st_mode, 0, 0) if stat.S_ISDIR(s.st_mode) else (s.st_mode, s.st_size, s.st_mtime_ns)
        for nom, s in stats.items()
    }


TOUS = [
    pytest.param(cas, id=f"{sujet}: {cas.nom}", marks=[pytest.mark.lent] if cas.lent else [])
    for sujet, family in CAS.items()
    for cas in family
]


def refuse(
    session: Path, code: int, message: str, *options: str, sortie: Path | None = None
) -> str:
    """Assert that rendering leaves with `code`, says `message` and writes nothing; return what it
    said."""
    before = look(session.parent.parent)
    result = run_render(session, *options, sortie=sortie)
    said = plain(result.stderr)
    assert result.exit_code == code, result.output
    assert plain(message) in said
    assert result.stdout == ""
    assert "erreur : " in said
    lines = [plain(line) for line in result.stderr.splitlines()]
    if "Rien n’a été écrit." in lines[-1]:
        assert [line for line in lines[:-1] if not re.search(r"[.!?»] \[\w\d{3}\]$", line)] == []
    assert ANGLAIS.findall(said) == []
    assert "\0" not in said
    assert SECRET not in said
    assert look(session.parent.parent) == before
    return said


@pytest.mark.parametrize("cas", TOUS)
def test_a_bad_input(session: Path, monkeypatch: pytest.MonkeyPatch, cas: Cas) -> None:
    if cas.enclos:
        limites = Limites(*cas.enclos)
        monkeypatch.setattr(fabrication, "Enclos", Enclos)
        monkeypatch.setattr(fabrication, "Limites", lambda: limites)
    cas.gate(session.parent)
    refuse(session, cas.code, cas.message, *cas.options)


def test_the_session_of_the_cases_is_right(session: Path) -> None:
    """What the cases are refused for is what spoils them."""
    result = click.testing.CliRunner(catch_exceptions=False).invoke(cli, ["check", str(session)])
    assert result.exit_code == 0, result.output


def test_every_case_has_a_name_of_its_own() -> None:
    names = [cas.nom for family in CAS.values() for cas in family] + list(ADMIS)
    assert len(set(names)) == len(names) > 60


# ── Values never become markup ────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("nom", ADMIS)
def test_a_name_comes_out_whole(session: Path, nom: str) -> None:
    """In the words of the PDF and in those of the DOCX; in the folder and nowhere else."""
    valeur = ADMIS[nom]
    write_candidat(session.parent, Nom_de_naissance=valeur, Matricule=valeur)
    before = look(session.parent.parent)
    result = run_render(session, "--seulement", "certificat")
    assert result.exit_code == 0, result.output
    dossier = session.parent / "sortie" / NOM
    (pdf,) = dossier.rglob("*.pdf")
    (word,) = dossier.rglob("*.docx")
    assert squeeze(valeur) in squeeze(" ".join(read_pages(pdf))) or valeur in ADMIS_A_REBOURS
    assert valeur in "\n".join(p.text for p in docx.Document(str(word)).paragraphs)
    assert pdf.stem == word.stem
    assert re.fullmatch(r"[A-Za-z0-9_-]+", pdf.stem)
    assert pdf.stem.split("_")[0].upper() != "CON" or "_" in pdf.stem
    assert {p for p in look(session.parent.parent) if not p.startswith("dossier/sortie")} == set(
        before
    )


ADMIS_A_REBOURS = {ADMIS["lettres hébraïques dans un nom"]}
"""Read right to left: pdftotext gives them in the order they are seen."""


# ── What the disk refuses ─────────────────────────────────────────────────────────────────────────


def fill_disque(monkeypatch: pytest.MonkeyPatch) -> None:
    """A device that takes no byte."""
    really = os.open

    def full(path: Path, flags: int, *args: int, **kwargs: int) -> int:
        return (
            really("/dev/full", os.O_WRONLY)
            if flags & os.O_CREAT
            else really(path, flags, *args, **kwargs)
        )

    open_as(monkeypatch, full)


def hold_open(monkeypatch: pytest.MonkeyPatch) -> None:
    """As Windows does of a folder in which a program holds a file open."""

    def refuse_rename(self: Path, target: Path) -> Path:
        raise PermissionError(errno.EBUSY, "held", str(target))

    monkeypatch.setattr(disque, "exchange", lambda one, other: False)
    monkeypatch.setattr(Path, "rename", refuse_rename)


def change_papier(session: Path) -> None:
    (pdf,) = session.parent.rglob("*.pdf")
    pdf.write_bytes(b"corrige")


def make_refus(session: Path, monkeypatch: pytest.MonkeyPatch, cas: str) -> Path:
    """Bring about what refuses, over the folder of a first run; return where to write."""
    if cas == "dossier où personne ne peut écrire":
        return Path("/proc/sortie")  # the kernel's own: not even root can
    {
        "disque plein": lambda: fill_disque(monkeypatch),
        "fichier de la sortie ouvert dans un autre programme": lambda: hold_open(monkeypatch),
        "papier modifié à la main": lambda: change_papier(session),
    }[cas]()
    return session.parent / "sortie"


@pytest.mark.parametrize("cas", REFUS)
def test_a_disk_or_a_folder_that_refuses(
    session: Path, monkeypatch: pytest.MonkeyPatch, cas: str
) -> None:
    """Over the folder of a first run, which stays as it was."""
    assert run_render(session, *CERTIFICAT).exit_code == 0
    sortie = make_refus(session, monkeypatch, cas)
    before = read_dossier(session.parent / "sortie")
    message, code = REFUS[cas]
    refuse(session, code, message, *CERTIFICAT, sortie=sortie)
    assert read_dossier(session.parent / "sortie") == before


def test_a_paper_held_open_elsewhere_is_replaced_where_the_system_allows(session: Path) -> None:
    """Whoever reads the former paper reads all of it."""
    assert run_render(session, *CERTIFICAT).exit_code == 0
    (pdf,) = (session.parent / "sortie").rglob("*.pdf")
    content = pdf.read_bytes()
    with pdf.open("rb") as held:
        assert held.read(4) == b"%PDF"
        assert run_render(session, *CERTIFICAT, "--definitif").exit_code == 0
        assert b"%PDF" + held.read() == content
    assert pdf.read_bytes() != content


# ── A bug stays a bug ─────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    "step", ["open_session", "compose_papiers", "make_papiers", "open_livraison"]
)
def test_a_bug_in_a_step_is_no_message(
    session: Path, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    """Of the kinds a careless `except` would take for an error of data; `test_cli.py` sees the
    printed trace."""
    for bug in (ValueError, OSError):

        def fail(*_: object, bug: type[Exception] = bug, **__: object) -> object:
            raise bug("une étourderie")

        with monkeypatch.context() as patch:
            patch.setattr(api if step == "open_session" else pipeline, step, fail)
            with pytest.raises(bug, match="une étourderie"):
                run_render(session)

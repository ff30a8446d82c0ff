"""What the command meets around it: a standard output that is full, closed or read no further, file
names that are not UTF-8, no home, an interruption at any moment."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest
from papiers_outils import (
    find_commande,
    list_fichiers_tenus,
    make_environ,
    make_petite_session,
    plain,
    run_commande,
    write_session,
)

from amo_docs.errors import CodeSortie
from amo_docs.load import polices

LONGUE = ("schema", "session")
"""Prints more than a pipe holds."""


def run_vers(
    *args: str | Path, stdout: Any = subprocess.PIPE, stderr: Any = subprocess.PIPE, **more: Any
) -> subprocess.CompletedProcess[bytes]:
    """Run the command with its streams where one wants them."""
    return subprocess.run(
        [*find_commande(), *args],
        stdout=stdout,
        stderr=stderr,
        env=make_environ(PYTHONIOENCODING="utf-8"),
        timeout=120,
        check=False,
        **more,
    )


@pytest.mark.parametrize("args", [LONGUE, ("--help",), ("check", "--help"), ("--version",)])
def test_a_full_standard_output_is_said(args: tuple[str, ...]) -> None:
    with open("/dev/full", "wb") as plein:
        run = run_vers(*args, stdout=plein)
    assert run.returncode == CodeSortie.SORTIE
    said = plain(run.stderr.decode())
    assert said.startswith("erreur : Ce qui devait s’afficher n’a pas pu être écrit")
    assert "Traceback" not in said
    assert said.count("erreur") == 1


def test_a_full_error_output_leaves_the_exit_code(tmp_path: Path) -> None:
    with open("/dev/full", "wb") as plein:
        run = run_vers("render", tmp_path / "absente.toml", stderr=plein)
    assert run.returncode == CodeSortie.DONNEES
    assert run.stdout == b""


@pytest.mark.parametrize("args", [LONGUE, ("--help",)])
def test_a_reader_that_leaves_is_no_fault(args: tuple[str, ...]) -> None:
    """`amo-docs … | head`: the exit code is that of what was done."""
    lire, ecrire = os.pipe()
    os.close(lire)
    try:
        run = run_vers(*args, stdout=ecrire)
    finally:
        os.close(ecrire)
    assert (run.returncode, run.stderr) == (0, b"")


@pytest.mark.parametrize("fermes", [(1,), (2,), (1, 2), (0, 1, 2)])
def test_closed_streams(tmp_path: Path, fermes: tuple[int, ...]) -> None:
    def close() -> None:
        for numero in fermes:
            os.close(numero)

    run = run_vers("schema", "--vers", tmp_path, preexec_fn=close)
    assert run.returncode == 0
    schemas = sorted(tmp_path.iterdir())
    assert len(schemas) == 3
    # What is printed went into none of the files opened meanwhile.
    assert all(json.loads(path.read_bytes()) for path in schemas)


def test_a_place_that_is_no_file_for_a_schema(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "session.schema.json")
    run = run_commande("schema", "--vers", tmp_path)
    assert run.returncode == CodeSortie.SORTIE
    assert "n’est pas un fichier ordinaire" in run.stderr


def test_a_place_with_too_long_a_name_for_a_schema(tmp_path: Path) -> None:
    run = run_commande("schema", "--vers", tmp_path / ("n" * 300))
    assert run.returncode == CodeSortie.SORTIE
    assert "son nom est trop long" in run.stderr
    run = run_commande("init", tmp_path / ("n" * 300))
    assert run.returncode == CodeSortie.SORTIE
    assert "son nom est trop long" in run.stderr
    assert list(tmp_path.iterdir()) == []


def test_an_encoding_that_lacks_letters_loses_no_message() -> None:
    """A console of Windows has no fine space: the message is shown as it can be."""
    run = subprocess.run(
        [*find_commande(), "check", "absente.toml"],
        env=make_environ(PYTHONIOENCODING="ascii"),
        capture_output=True,
        check=False,
        timeout=120,
    )
    assert run.returncode == CodeSortie.DONNEES
    assert b"absente.toml" in run.stdout
    assert run.stderr == b""


# ── Names that are not UTF-8 ──────────────────────────────────────────────────────────────────────


@pytest.mark.lent
def test_names_that_are_not_utf_8(tmp_path: Path) -> None:
    """As an old archive leaves them: shown as they can be, in the manifest too."""
    ici = tmp_path / os.fsdecode(b"re\xe9us")
    chemin = write_session(ici, make_petite_session())
    nommee = chemin.rename(ici / os.fsdecode(b"re\xe7ue.toml"))
    run = run_vers("check", nommee)
    assert run.returncode == 0, run.stdout
    sortie = tmp_path / os.fsdecode(b"sorti\xe9")
    run = run_vers("render", nommee, "--seulement", "certificat", "--sortie", sortie)
    assert run.returncode == 0, run.stderr
    (dossier,) = sortie.iterdir()
    manifeste = json.loads((dossier / "manifeste.json").read_bytes())
    assert list_fichiers_tenus(manifeste)
    assert "re\ufffdue.toml" in {entree["nom"] for entree in manifeste["entrees"]}


def test_an_absent_session_whose_name_is_not_utf_8(tmp_path: Path) -> None:
    run = run_vers("check", "--json", tmp_path / os.fsdecode(b"re\xe7ue.toml"))
    assert run.returncode == CodeSortie.DONNEES
    (found,) = json.loads(run.stdout)
    assert (found["code"], found["fichier"]) == ("L001", "re\ufffdue.toml")


# ── No home ───────────────────────────────────────────────────────────────────────────────────────


def test_no_home(monkeypatch: pytest.MonkeyPatch) -> None:
    """A service without HOME, run by a number that has no name: fonts of the machine are found."""

    def refuse() -> Path:
        raise RuntimeError("Could not determine home directory.")

    with_home = polices.list_dossiers_polices()
    monkeypatch.setattr(Path, "home", refuse)
    without = polices.list_dossiers_polices()
    assert without
    assert set(without) <= set(with_home)


# ── An interruption at any moment ─────────────────────────────────────────────────────────────────


@pytest.mark.lent
def test_an_interruption_while_children_start(tmp_path: Path) -> None:
    """Ctrl-C reaches parent and children: one line, no traceback of any, nothing left."""
    chemin = write_session(tmp_path / "petite", make_petite_session())
    for rang in range(12):
        temporaire = tmp_path / f"t{rang}"
        temporaire.mkdir()
        wait_and_interrupt(chemin, temporaire, 0.1 + rang * 0.15)


def wait_and_interrupt(chemin: Path, temporaire: Path, pause: float) -> None:
    sortie = temporaire.parent / f"{temporaire.name}-sortie"
    with subprocess.Popen(
        [*find_commande(), "render", str(chemin), "--sortie", str(sortie)],
        env=make_environ(PYTHONIOENCODING="utf-8", TMPDIR=str(temporaire)),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        start_new_session=True,
    ) as process:
        wait_for_the_handler(process.pid)
        time.sleep(pause)
        os.killpg(process.pid, signal.SIGINT)
        _, errors = process.communicate(timeout=60)
    said = [line for line in plain_lines(errors) if not line.startswith("Papiers")]
    assert "Traceback" not in errors.decode(), errors.decode()
    assert process.returncode in (0, CodeSortie.INTERRUPTION), errors.decode()
    if process.returncode:
        assert len(said) == 1 and said[0].startswith("Interrompu."), said
    assert list(temporaire.iterdir()) == []


def plain_lines(text: bytes) -> list[str]:
    return [plain(line) for line in text.decode().splitlines()]


def wait_for_the_handler(process: int) -> None:
    """Wait until the process catches SIGINT by a handler of its own and not by Python's, which it
    has from its first moment: until it loads the model."""
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline:
        if "pydantic_core" in Path(f"/proc/{process}/maps").read_text(encoding="utf-8"):
            return
        time.sleep(0.01)
    raise AssertionError("the command did not start")


PERDUE = """
import signal, sys, time, weakref
from amo_docs.cli.signaux import hear_signaux
hear_signaux()
class Chose: pass
chose = Chose()
garde = weakref.ref(chose, lambda _: signal.raise_signal({sign}))
del chose
for _ in range(200): time.sleep(0.05)
print("toujours là")
"""


@pytest.mark.parametrize(("sign", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_an_interruption_that_python_drops_is_raised_again(sign: signal.Signals, code: int) -> None:
    """What is raised while an object is forgotten goes nowhere: Ctrl-C would be lost."""
    run = subprocess.run(
        [sys.executable, "-c", PERDUE.format(sign=int(sign))],
        env=make_environ(),
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert (run.returncode, run.stdout, run.stderr) == (code, "", "")

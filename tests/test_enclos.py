"""The child process: what it may take, what comes back from it, and that nothing it does holds the
program up."""

from __future__ import annotations

import errno
import os
import signal
import subprocess
import sys
import tempfile
import time
import tracemalloc
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import Event, Thread
from typing import Any

import pytest
from papiers_outils import make_environ
from taches import (
    die_at_seven,
    die_once,
    leave_and_die,
    leave_fichier,
    raise_modele,
    read_masque,
    recall,
    refuse_odd,
    remember,
    sleep_at_seven,
    write_plein,
)

from amo_docs.enclos import Enclos, Limites, Tache
from amo_docs.enfant import Ouverture
from amo_docs.errors import ModeleError, SortieError
from amo_docs.findings import Place, Severite

GO = 1024**3
LONG = 60.0
"""Seconds no test waits for: a task that takes them must be killed."""


@pytest.fixture
def enclos() -> Iterator[Enclos]:
    with Enclos(Limites(delai=30)) as opened:
        yield opened


def test_a_task_runs_in_another_process_and_its_result_comes_back(enclos: Enclos) -> None:
    assert enclos.run("le papier", os.getpid) != os.getpid()
    assert enclos.run("le papier", sorted, [3, 1, 2], reverse=True) == [3, 2, 1]


def test_tasks_share_one_process(enclos: Enclos) -> None:
    """What `open_atelier` reads once serves every paper after it."""
    assert enclos.run("un", os.getpid) == enclos.run("deux", os.getpid)


def test_an_exception_of_the_task_comes_back_as_it_is(enclos: Enclos) -> None:
    """A bug in the child is a bug here, with the traceback of the child as its cause."""
    with pytest.raises(ZeroDivisionError) as caught:
        enclos.run("le papier", divmod, 1, 0)
    assert "Traceback" in str(caught.value.__cause__)
    assert enclos.run("le suivant", len, "abc") == 3


def test_a_modele_error_keeps_its_message_and_its_findings(enclos: Enclos) -> None:
    with pytest.raises(ModeleError) as caught:
        enclos.run("le papier", raise_modele)
    (finding,) = caught.value.findings
    assert str(caught.value) == "Le gabarit ne va pas."
    assert finding.code == "G602"
    assert finding.place == Place("certificat.html", ligne=3)
    assert finding.severite is Severite.ERREUR
    assert caught.value.code_sortie == 4


@pytest.mark.lent
def test_a_task_too_long_is_killed_and_named() -> None:
    start = time.monotonic()
    with Enclos(Limites(delai=2)) as enclos:
        child = enclos.run("rien", os.getpid)
        with pytest.raises(ModeleError, match=r"le papier\s: plus de 2 secondes\..*Simplifiez"):
            enclos.run("le papier", time.sleep, LONG)
        with pytest.raises(ProcessLookupError):
            os.kill(child, 0)
    assert time.monotonic() - start < LONG / 2


def test_a_task_too_big_is_reported() -> None:
    """The memory asked for is refused to the child; the message gives the limit."""
    with (
        Enclos(Limites(memoire=GO, delai=30)) as enclos,
        pytest.raises(ModeleError, match=r"le papier\s: .*1024 Mio de mémoire au plus.*Simplifiez"),
    ):
        enclos.run("le papier", bytearray, 4 * GO)


def test_a_task_within_the_limit_of_memory_passes() -> None:
    """The test above fails for its size, not for anything else."""
    with Enclos(Limites(memoire=GO, delai=30)) as enclos:
        assert len(enclos.run("le papier", bytes, GO // 16)) == GO // 16


@pytest.mark.parametrize("sign", [signal.SIGKILL, signal.SIGSEGV])
def test_a_child_that_dies_is_reported(sign: signal.Signals) -> None:
    """The system's own killer, or a crash in a library."""
    with Enclos(Limites(delai=30)) as enclos:
        child = enclos.run("rien", os.getpid)
        with pytest.raises(ModeleError, match=r"le papier\s: le processus s’est arrêté"):
            enclos.run("le papier", os.kill, child, sign)


# ── Many tasks, many children ─────────────────────────────────────────────────────────────────────


def list_taches(faire: Callable[..., Any], donnees: Iterable[Any]) -> list[Tache[Any]]:
    return [Tache(f"papier {rang}", faire, (donnee,)) for rang, donnee in enumerate(donnees)]


def test_every_task_is_done_once_whatever_the_children() -> None:
    for processus in (1, 3):
        with Enclos(Limites(delai=30), processus) as enclos:
            done = dict(enclos.map(list_taches(abs, range(0, -40, -1))))
        assert done == {rang: rang for rang in range(40)}


def test_children_open_once_and_share_the_work() -> None:
    with Enclos(Limites(delai=30), 2, Ouverture(remember, ("ouvert",))) as enclos:
        done = dict(enclos.map(list_taches(recall, [0.05] * 12)))
    openings = {process: times for process, times, _ in done.values()}
    assert len(openings) == 2
    assert set(openings.values()) == {1}
    assert {said for *_, said in done.values()} == {"ouvert"}


def test_what_opening_raises_is_told_for_each_task() -> None:
    with Enclos(Limites(delai=30), 2, Ouverture(raise_modele, ())) as enclos:
        done = dict(enclos.map(list_taches(abs, range(5))))
    assert {str(error) for error in done.values()} == {"Le gabarit ne va pas."}
    assert len(done) == 5


def test_a_task_that_fails_does_not_hide_the_others() -> None:
    with Enclos(Limites(delai=30), 2) as enclos:
        done = dict(enclos.map(list_taches(refuse_odd, range(10))))
    assert {rang for rang, what in done.items() if isinstance(what, ModeleError)} == {1, 3, 5, 7, 9}
    assert {rang for rang, what in done.items() if what == "fait"} == {0, 2, 4, 6, 8}


def test_a_child_killed_in_the_middle_loses_nothing(tmp_path: Path) -> None:
    """The pool loses its queue: it is made again, and what it had is given again."""
    with Enclos(Limites(delai=30), 2) as enclos:
        done = dict(
            enclos.map([Tache("papier", die_once, (tmp_path, rang, 7)) for rang in range(30)])
        )
    assert done == {rang: rang for rang in range(30)}
    assert (tmp_path / "mort").exists()


def test_the_task_that_kills_its_child_is_told_and_the_others_are_done() -> None:
    with Enclos(Limites(delai=30), 2) as enclos:
        done = dict(enclos.map(list_taches(die_at_seven, range(20))))
    assert "papier 7\u00a0: le processus s’est arrêté" in str(done.pop(7)).replace(" :", "\u00a0:")
    assert done == {rang: rang for rang in range(20) if rang != 7}


@pytest.mark.lent
def test_the_task_that_never_ends_is_told_and_the_others_are_done() -> None:
    with Enclos(Limites(delai=3), 2) as enclos:
        done = dict(enclos.map(list_taches(sleep_at_seven, range(20))))
    assert "papier 7 : plus de 3 secondes." in str(done.pop(7))
    assert done == {rang: rang for rang in range(20) if rang != 7}


def test_a_task_on_its_way_to_a_child_that_is_killed_holds_nothing_up() -> None:
    """More than a pipe holds waits there for a child that is late."""
    taches = [Tache("le lent", time.sleep, (LONG,)), Tache("le gros", len, (bytes(10_000_000),))]
    done: dict[int, Any] = {}

    def run() -> None:
        with Enclos(Limites(delai=1)) as enclos:
            done.update(enclos.map(taches))

    thread = Thread(target=run, daemon=True)
    thread.start()
    thread.join(LONG / 2)
    assert not thread.is_alive()
    assert isinstance(done[0], ModeleError)
    assert done[1] == 10_000_000


def test_the_first_task_out_is_the_one_that_is_timed() -> None:
    """It is told as late while others still come and go, not once the queue is empty.

    Threads stand for the children: the one that is late waits until the test lets it go."""
    late, delai, pause = Event(), 0.4, 0.02
    taches = [Tache("le premier", late.wait, (30,)), *list_taches(time.sleep, [pause] * 100)]
    with Enclos(
        Limites(delai=delai),
        2,
        fabrique=lambda limites, processus, _: ThreadPoolExecutor(processus),
    ) as enclos:
        done = list(enclos.map(taches))
        late.set()
    rangs = [rang for rang, _ in done]
    assert sorted(rangs) == list(range(101))
    assert "le premier : plus de 0.4 secondes." in str(dict(done)[0])
    assert rangs.index(0) < 2 * delai / pause


def test_what_a_task_gave_is_not_kept() -> None:
    """A year of papers goes through the parent, and does not stay in it."""
    tracemalloc.start()
    try:
        with Enclos(Limites(delai=30), 2) as enclos:
            for _ in enclos.map([Tache("papier", bytes, (10**6,)) for _ in range(60)]):
                pass
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert peak < 25 * 10**6


def test_a_heavy_task_has_a_child_of_its_own() -> None:
    taches = [Tache("papier", recall, (0.0,), lourde=rang in (2, 5)) for rang in range(8)]
    with Enclos(Limites(delai=30), 1, Ouverture(remember, ("ouvert",))) as enclos:
        done = dict(enclos.map(taches))
    processes = {rang: process for rang, (process, *_) in done.items()}
    assert len({processes[rang] for rang in (0, 1, 3, 4, 6, 7)}) == 1
    assert len(set(processes.values())) == 3


def test_a_bug_in_one_of_many_is_no_message() -> None:
    with pytest.raises(ZeroDivisionError), Enclos(Limites(delai=30), 2) as enclos:
        list(enclos.map([Tache("papier", divmod, (1, rang)) for rang in (3, 2, 1, 0)]))


INTERRUPTED = """
import os, signal, time
from amo_docs.enclos import Enclos, Limites
signal.signal(signal.SIGINT, signal.default_int_handler)  # ignored where the tests run in the background
if __name__ == "__main__":
    with Enclos(Limites(delai={delai})) as enclos:
        print(enclos.run("rien", os.getpid), flush=True)
        {then}
"""


@contextmanager
def run_script(then: str, delai: float) -> Iterator[tuple[subprocess.Popen[str], int]]:
    """A program that opens an enclosure and then does `then`: it, and the process of its child."""
    script = INTERRUPTED.format(then=then, delai=delai)
    command = [sys.executable, "-c", script]
    with subprocess.Popen(
        command, env=make_environ(), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        child = int(process.stdout.readline())
        try:
            yield process, child
        finally:
            process.kill()
            with suppress(ProcessLookupError):
                os.kill(child, signal.SIGKILL)


def is_alive(child: int) -> bool:
    try:
        os.kill(child, 0)
    except ProcessLookupError:
        return False
    return True


def wait_for_the_end(child: int) -> bool:
    deadline = time.monotonic() + 10
    while is_alive(child) and time.monotonic() < deadline:
        time.sleep(0.05)
    return not is_alive(child)


def test_an_interruption_does_not_wait_for_the_task() -> None:
    """Ctrl-C, or a service stopped, in the middle of a paper: the program leaves, and its child
    with it."""
    with run_script(f'enclos.run("le papier", time.sleep, {LONG})', LONG) as (process, child):
        time.sleep(0.3)
        process.send_signal(signal.SIGINT)
        _, errors = process.communicate(timeout=20)
        assert "KeyboardInterrupt" in errors
        assert wait_for_the_end(child)


def test_an_error_of_the_program_does_not_wait_for_the_task() -> None:
    """A failure elsewhere while the child is busy."""
    with run_script(
        f'enclos._executor.submit(time.sleep, {LONG}); raise OSError("plein")', LONG
    ) as (process, child):
        _, errors = process.communicate(timeout=20)
        assert "OSError: plein" in errors
        assert wait_for_the_end(child)


# ── What the machine refuses ──────────────────────────────────────────────────────────────────────


@pytest.fixture
def temporaire(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The temporary folder of the parent."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    return tmp_path


def test_what_children_leave_goes_with_them(temporaire: Path) -> None:
    with Enclos(Limites(delai=30), 2) as enclos:
        there = [path for _, path in enclos.map(list_taches(leave_fichier, [(1,), (2,)]))]
        assert all(Path(str(path)).is_relative_to(temporaire) for path in there)
    assert list(temporaire.iterdir()) == []
    with pytest.raises(ModeleError), Enclos(Limites(delai=30)) as enclos:
        enclos.run("le papier", leave_and_die)
    assert list(temporaire.iterdir()) == []


@pytest.mark.parametrize("ouverture", [None, Ouverture(write_plein, ())])
def test_a_temporary_folder_that_is_full_is_said(ouverture: Ouverture | None) -> None:
    """In a task, or while what tasks need is opened; each task says it, and none is a bug."""
    with Enclos(Limites(delai=30), 1, ouverture) as enclos:
        for _ in range(2):
            with pytest.raises(SortieError, match=r"plus de place.*TMPDIR"):
                enclos.run("le papier", write_plein if ouverture is None else os.getpid)


def test_no_temporary_folder_at_all(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "absent"))
    with pytest.raises(SortieError, match="TMPDIR"):
        Enclos(Limites())


def test_another_refusal_in_a_child_is_a_bug() -> None:
    with pytest.raises(FileNotFoundError), Enclos(Limites(delai=30)) as enclos:
        enclos.run("le papier", os.stat, "/absent")


@pytest.mark.parametrize("error", [FileNotFoundError(2, "x"), NotImplementedError("no sem_open")])
def test_a_system_without_shared_memory(
    monkeypatch: pytest.MonkeyPatch, temporaire: Path, error: Exception
) -> None:
    """As in a container without /dev/shm: no semaphore can be made."""

    def refuse(*_: object, **__: object) -> None:
        raise error

    monkeypatch.setattr("concurrent.futures.process._SafeQueue.__init__", refuse)
    with pytest.raises(SortieError, match="/dev/shm"):
        Enclos(Limites())
    assert list(temporaire.iterdir()) == []


def test_a_system_without_room_for_a_process(
    monkeypatch: pytest.MonkeyPatch, temporaire: Path
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise BlockingIOError(errno.EAGAIN, "Resource temporarily unavailable")

    monkeypatch.setattr("multiprocessing.popen_spawn_posix.Popen.__init__", refuse)
    with pytest.raises(SortieError, match=r"EAGAIN.*--processus 1"), Enclos(Limites()) as enclos:
        enclos.run("le papier", os.getpid)
    assert list(temporaire.iterdir()) == []


def test_a_child_that_cannot_start_is_no_template_too_big(
    monkeypatch: pytest.MonkeyPatch, temporaire: Path
) -> None:
    monkeypatch.setattr("multiprocessing.spawn._python_exe", b"/bin/false")
    with pytest.raises(SortieError, match="pas pu démarrer"), Enclos(Limites()) as enclos:
        enclos.run("le papier", os.getpid)
    assert list(temporaire.iterdir()) == []


def test_a_child_is_born_deaf_to_an_interruption_and_its_parent_is_not() -> None:
    """Ctrl-C reaches the whole terminal, and a child takes a second before it can ignore it."""
    with Enclos(Limites(delai=30)) as enclos:
        assert int(signal.SIGINT) in enclos.run("le masque", read_masque, 0)
    assert int(signal.SIGINT) not in read_masque(0)

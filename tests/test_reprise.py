"""A run killed anywhere: the folder in place is the earlier one or the new one, whole, and the next
run ends the work.

Kills are real (SIGKILL, the process itself or from outside); one counts only when the process died
of it."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import time
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from campagnes.ampleur import Ampleur
from papiers_outils import (
    find_commande,
    make_environ,
    make_exemplaire,
    make_petite_session,
    open_as,
    plain,
    read_dossier,
    run_commande,
    write_session,
)

from amo_docs.dossier import Manifeste, disque, hold_dossier, open_depot, open_livraison
from amo_docs.errors import Interruption, SortieError
from amo_docs.model.papier import Exemplaire, FichierProduit

NOM = "session"
AVANT = {"un.pdf": "1", "deux.pdf": "2", "dossier/trois.pdf": "3", "final.pdf": "5"}
APRES = {"un.pdf": "1", "deux.pdf": "autre", "dossier/trois.pdf": "3", "neuf/quatre.pdf": "4"}
"""Path → what the paper says: one unchanged, one changed, one withdrawn, one new."""

POINTS = ("write_fichier", "append_ligne", "share_fichier", "sync", "rename", "exchange", "remove")
"""Each kind of thing done to the disk."""


def make_papier(chemin: str, dit: str) -> Exemplaire:
    """A paper whose fingerprint is what it says; final ones leave for `retires/`."""
    return make_exemplaire(
        chemin.removesuffix(".pdf"), projet=not chemin.startswith("final"), empreinte=dit
    )


def deliver(sortie: Path, papiers: Mapping[str, str], pause: float = 0.0) -> None:
    """Deliver `papiers`, as the pipeline does: what is already made is taken over."""
    with open_livraison(sortie, NOM) as livraison:
        for chemin, dit in papiers.items():
            papier = make_papier(chemin, dit)
            for forme in livraison.take_over(papier, ("pdf",)):
                time.sleep(pause)
                livraison.add(FichierProduit(papier, forme, (chemin + dit).encode() * 500))
        livraison.commit(Manifeste(NOM, "RNCP", True, {}, ()))


def start(sortie: Path) -> None:
    """The folder of an earlier run, with a note of somebody's in it."""
    deliver(sortie, AVANT)
    (sortie / NOM / "pieces").mkdir()
    (sortie / NOM / "pieces" / "note.txt").write_text("à moi", encoding="utf-8")


def run_apart(task: Callable[[], None]) -> int:
    """Run `task` in a process of its own; return the signal it died of, 0 when it came to its
    end."""
    child = os.fork()
    if not child:
        try:
            task()
        finally:
            os._exit(0)
    return os.WTERMSIG(status) if os.WIFSIGNALED(status := os.waitpid(child, 0)[1]) else 0


class Coupure:
    """Counts what is done to the disk, and kills the process before, during or after the thing of
    one rank."""

    def __init__(
        self, patch: pytest.MonkeyPatch, exchange: bool, rang: int = -1, moment: str = ""
    ) -> None:
        self.faits: list[str] = []
        self.rang, self.moment = rang, moment
        for point in POINTS:
            patch.setattr(disque, point, self._wrap(point, getattr(disque, point)))
        if not exchange:
            patch.setattr(disque, "exchange", lambda one, other: False)

    def _wrap(self, point: str, really: Callable[..., Any]) -> Callable[..., Any]:
        def do(*args: Any) -> Any:
            self.faits.append(point)
            here = len(self.faits) - 1 == self.rang
            if here and self.moment == "pendant":
                really(*args[:-1], args[-1][: len(args[-1]) // 2])
            if here and self.moment in ("avant", "pendant"):
                os.kill(os.getpid(), signal.SIGKILL)
            done = really(*args)
            if here:
                os.kill(os.getpid(), signal.SIGKILL)
            return done

        return do


def look(sortie: Path) -> dict[str, bytes]:
    return read_dossier(sortie / NOM)


@pytest.fixture(params=[True, False], ids=["echange", "deux renommages"])
def exchange(request: pytest.FixtureRequest) -> bool:
    """Whether the system exchanges two folders in one step."""
    return bool(request.param)


def bind(sortie: Path, tirages: Mapping[str, str]) -> None:
    """Put print runs of the folder in place, as `tirage` does."""
    with hold_dossier(sortie / NOM) as chantier, open_depot(chantier) as depot:
        for nom, dit in tirages.items():
            depot.add(f"tirages/{nom}.pdf", dit.encode() * 500, nom[0], {"un.pdf": dit})
        depot.commit()


def start_tirages(sortie: Path) -> None:
    """The same folder with print runs of three types, one of them in two volumes, and a note."""
    start(sortie)
    bind(sortie, {"a-1": "1", "a-2": "2", "b": "3"})
    (sortie / NOM / "tirages" / "note.txt").write_text("à moi", encoding="utf-8")


Travail = tuple[Callable[[Path], None], Callable[[Path], None], set[str]]
"""What stands before, what is then done, and the files that leave."""

TRAVAUX: dict[str, Travail] = {
    "papiers": (start, lambda sortie: deliver(sortie, APRES), {"final.pdf"}),
    "tirages": (
        start_tirages,
        lambda sortie: bind(sortie, {"a": "4", "c": "5"}),
        {"tirages/a-1.pdf", "tirages/a-2.pdf"},
    ),
}
"""Everything that replaces files of a folder: one protocol, the same kills."""


def list_coupures(
    travail: Travail, exchange: bool, tmp_path: Path
) -> Iterator[tuple[int, str, str]]:
    """Every thing an undisturbed run does to the disk, by rank, and the moments to be killed at."""
    prepare, act, _ = travail
    sortie = tmp_path / "essai"
    prepare(sortie)
    with pytest.MonkeyPatch.context() as patch:
        coupure = Coupure(patch, exchange)
        act(sortie)
    assert set(coupure.faits) == set(POINTS) - ({"exchange"} if not exchange else {"rename"})
    for rang, point in enumerate(coupure.faits):
        for moment in ("avant", "pendant", "apres"):
            if moment != "pendant" or point in ("write_fichier", "append_ligne"):
                yield rang, point, moment


@pytest.mark.parametrize("nom", TRAVAUX)
def test_what_is_new_is_on_the_disk_before_the_folders_are_exchanged(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, nom: str
) -> None:
    """Every file this run wrote, and every folder: a machine that stops then has all or nothing."""
    prepare, act, _ = TRAVAUX[nom]
    prepare(tmp_path)
    really, exchange = disque.sync, disque.exchange
    synced: set[str] = set()
    lacking: list[set[str]] = []

    def sync(path: Path) -> None:
        synced.add(path.as_posix())
        really(path)

    def look_at(nouveau: Path, place: Path) -> bool:
        shared = {path.stat().st_ino for path in place.rglob("*") if path.is_file()}
        there = [nouveau, *nouveau.rglob("*")]
        due = {p.as_posix() for p in there if p.is_dir() or p.stat().st_ino not in shared}
        assert len(due) > 3
        lacking.append(due - synced)
        return exchange(nouveau, place)

    monkeypatch.setattr(disque, "sync", sync)
    monkeypatch.setattr(disque, "exchange", look_at)
    act(tmp_path)
    assert lacking == [set()]


@pytest.mark.lent
@pytest.mark.parametrize("nom", TRAVAUX)
def test_killed_at_each_thing_done_to_the_disk(
    tmp_path: Path, exchange: bool, nom: str, ampleur: Ampleur
) -> None:
    """Before, in the middle of and after each of them: never a folder that is neither, and the next
    run ends it all."""
    prepare, act, partis = TRAVAUX[nom]
    prepare(tmp_path / "modele")
    ancien = look(tmp_path / "modele")
    act(tmp_path / "modele")
    nouveau = look(tmp_path / "modele")
    assert set(ancien) - set(nouveau) == partis
    killed = 0
    for rang, point, moment in list_coupures(TRAVAUX[nom], exchange, tmp_path):
        sortie = tmp_path / f"{rang}-{moment}"
        prepare(sortie)

        def run(sortie: Path = sortie, rang: int = rang, moment: str = moment) -> None:
            with pytest.MonkeyPatch.context() as patch:
                Coupure(patch, exchange, rang, moment)
                act(sortie)

        assert run_apart(run) == signal.SIGKILL, (rang, point, moment)
        killed += 1
        # Without an exchange the place is empty for the time of one rename: the next run fills it.
        if exchange:
            assert look(sortie) in (ancien, nouveau), (rang, point, moment)
        with pytest.MonkeyPatch.context() as patch:
            Coupure(patch, exchange)
            act(sortie)
        assert look(sortie) == nouveau, (rang, point, moment)
        assert [path.name for path in sortie.iterdir()] == [NOM], (rang, point, moment)
    assert killed > 40
    ampleur.record("tuées", killed)


def test_killed_between_two_renames_the_place_is_filled_by_whatever_runs_next(
    tmp_path: Path,
) -> None:
    """Even by a run that fails at once."""
    start(tmp_path)
    ancien = look(tmp_path)

    def run() -> None:
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(disque, "exchange", lambda one, other: False)
            really = disque.rename

            def rename(path: Path, cible: Path) -> None:
                really(path, cible)
                os.kill(os.getpid(), signal.SIGKILL)

            patch.setattr(disque, "rename", rename)
            deliver(tmp_path, APRES)

    assert run_apart(run) == signal.SIGKILL
    assert not (tmp_path / NOM).exists()
    with pytest.raises(ZeroDivisionError), open_livraison(tmp_path, NOM):
        raise ZeroDivisionError
    assert look(tmp_path)
    assert look(tmp_path) != ancien  # the new one was whole


def test_killed_at_any_moment(tmp_path: Path, ampleur: Ampleur) -> None:
    """From outside, whatever it is doing; killed until the moment falls inside the run."""
    many = {f"papiers/{rang % 7}/{rang}.pdf": str(rang) for rang in range(60)}
    start(tmp_path / "modele")
    deliver(tmp_path / "modele", many)
    nouveau = look(tmp_path / "modele")
    graines = ampleur.list_graines(8)
    for graine in graines:
        kill_at_hasard(tmp_path / str(graine), many, nouveau, random.Random(graine))
    ampleur.record("tuées", len(graines))


def kill_at_hasard(
    sortie: Path, many: Mapping[str, str], nouveau: dict[str, bytes], hasard: random.Random
) -> None:
    start(sortie)
    ancien = look(sortie)
    while True:
        child = os.fork()
        if not child:
            try:
                deliver(sortie, many, pause=0.0005)
            finally:
                os._exit(0)
        time.sleep(hasard.uniform(0.0, 0.12))
        os.kill(child, signal.SIGKILL)
        died = os.waitpid(child, 0)[1] == signal.SIGKILL
        assert look(sortie) in (ancien, nouveau)
        if died:
            break
    deliver(sortie, many)
    assert look(sortie) == nouveau
    assert [path.name for path in sortie.iterdir()] == [NOM]


@pytest.mark.parametrize(
    "stop", [Interruption(130), OSError(5, "disque"), PermissionError(13, "ouvert")], ids=repr
)
@pytest.mark.parametrize("rank", [1, 2])
@pytest.mark.parametrize("encore", [False, True], ids=["defait", "sans pouvoir defaire"])
def test_stopped_between_two_renames_with_nothing_new_made(
    tmp_path: Path, stop: BaseException, rank: int, encore: bool
) -> None:
    """Not killed: the program goes on to its end, where nothing of either folder may be removed."""
    start(tmp_path)
    ancien = look(tmp_path)
    calls: list[Path] = []
    really = disque.rename

    def rename(path: Path, cible: Path) -> None:
        calls.append(path)
        if len(calls) == rank or (encore and len(calls) > rank):
            raise stop
        really(path, cible)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(disque, "exchange", lambda one, other: False)
        patch.setattr(disque, "rename", rename)
        with pytest.raises((SortieError, Interruption)):
            deliver(tmp_path, AVANT)
    if not encore or rank == 1:
        assert look(tmp_path) == ancien
    deliver(tmp_path, AVANT)
    assert look(tmp_path) == ancien
    assert [path.name for path in tmp_path.iterdir()] == [NOM]


@pytest.mark.parametrize("exchanged", [True, False])
def test_what_somebody_saves_during_the_exchange_is_not_lost(
    tmp_path: Path, exchanged: bool
) -> None:
    """A scan that comes and a paper changed, after the folder was looked at and before it is
    replaced."""
    start(tmp_path)
    place = tmp_path / NOM
    really = disque.append_ligne

    def append(path: Path, ligne: bytes) -> None:
        if b"pret" in ligne:
            (place / "pieces" / "scan.pdf").write_bytes(b"scan")
            (place / "un.pdf").unlink()
            (place / "un.pdf").write_bytes(b"a la main")
        really(path, ligne)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(disque, "append_ligne", append)
        if not exchanged:
            patch.setattr(disque, "exchange", lambda one, other: False)
        deliver(tmp_path, APRES)
    found = look(tmp_path)
    assert found["pieces/scan.pdf"] == b"scan"
    assert found["un.pdf"] == b"un.pdf1" * 500
    assert [c for nom, c in found.items() if nom.startswith("modifies/un.")] == [b"a la main"]
    assert [path.name for path in tmp_path.iterdir()] == [NOM]


def test_a_journal_nobody_could_have_written_is_no_traceback(tmp_path: Path) -> None:
    travail = stop(tmp_path, {"un.pdf": "1"})
    piece = (travail / "journal").read_text(encoding="utf-8")
    (travail / "journal").write_text(piece + piece.replace('"un.pdf"', "12"), encoding="utf-8")
    deliver(tmp_path, AVANT)
    assert set(look(tmp_path)) >= set(AVANT)


# ── What the working folder holds ─────────────────────────────────────────────────────────────────


def stop(sortie: Path, papiers: Mapping[str, str]) -> Path:
    """A run stopped before its end; return its working folder."""
    with pytest.raises(ZeroDivisionError), open_livraison(sortie, NOM) as livraison:
        for chemin, dit in papiers.items():
            livraison.add(FichierProduit(make_papier(chemin, dit), "pdf", dit.encode()))
        raise ZeroDivisionError
    return sortie / f".{NOM}.en-cours"


def test_what_was_made_is_taken_up_and_what_was_spoilt_is_made_again(tmp_path: Path) -> None:
    travail = stop(tmp_path, {"un.pdf": "1", "deux.pdf": "2", "trois.pdf": "3"})
    (travail / "papiers" / "deux.pdf").write_bytes(b"abime")
    (travail / "papiers" / "trois.pdf").unlink()
    with open_livraison(tmp_path, NOM) as livraison:
        lacks = {
            chemin: livraison.take_over(make_papier(chemin, dit), ("pdf", "docx"))
            for chemin, dit in {"un.pdf": "1", "deux.pdf": "2", "trois.pdf": "3"}.items()
        }
    assert lacks == {"un.pdf": ("docx",), "deux.pdf": ("pdf", "docx"), "trois.pdf": ("pdf", "docx")}


def test_a_working_folder_of_another_version_is_not_believed(tmp_path: Path) -> None:
    """Its pieces have another fingerprint, or its journal other fields: made again, and nothing is
    left of them."""
    travail = stop(tmp_path, {"un.pdf": "ancienne version", "perdu/deux.pdf": "2"})
    with (travail / "journal").open("ab") as journal:
        journal.write(b'{"chemin": "un.pdf", "somme": "d\'une autre version"}\n\xff\xfe{"che')
    deliver(tmp_path, {"un.pdf": "1"})
    assert set(look(tmp_path)) == {"un.pdf", "manifeste.json", "SHA256SUMS"}
    assert look(tmp_path)["un.pdf"] == b"un.pdf1" * 500
    assert [path.name for path in tmp_path.iterdir()] == [NOM]


def test_something_else_in_the_place_of_the_working_folder(tmp_path: Path) -> None:
    (tmp_path / f".{NOM}.en-cours").write_bytes(b"un fichier")
    with pytest.raises(SortieError, match="Déplacez-le"):
        deliver(tmp_path, AVANT)
    assert [path.name for path in tmp_path.iterdir()] == [f".{NOM}.en-cours"]


def test_the_papers_taken_over_are_the_files_in_place(tmp_path: Path) -> None:
    """Not copies: a year of papers would be written again for one address."""
    deliver(tmp_path, AVANT)
    before = {nom: (tmp_path / NOM / nom).stat().st_ino for nom in AVANT}
    deliver(tmp_path, AVANT | {"un.pdf": "autre"})
    after = {nom: (tmp_path / NOM / nom).stat().st_ino for nom in AVANT}
    assert {nom for nom in AVANT if before[nom] != after[nom]} == {"un.pdf"}


def test_an_output_on_a_system_without_links(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A USB stick, some network shares: files are copied."""

    def refuse(*_: object, **__: object) -> None:
        raise OSError

    monkeypatch.setattr(disque.os, "link", refuse)
    start(tmp_path)
    deliver(tmp_path, APRES)
    assert look(tmp_path)["un.pdf"] == b"un.pdf1" * 500
    assert look(tmp_path)["pieces/note.txt"] == "à moi".encode()


def test_a_disk_that_fills_half_way_and_is_then_freed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing is lost: the folder in place stays, and the next run makes only what the disk had no
    room for."""
    many = {f"{rang}.pdf": str(rang) for rang in range(20)}
    start(tmp_path)
    ancien = look(tmp_path)
    room = [10]

    def fill(path: Path, flags: int, *args: Any) -> int:
        if flags & os.O_EXCL:
            room[0] -= 1
        return os.open("/dev/full", os.O_WRONLY) if room[0] < 0 else os.open(path, flags, *args)

    with monkeypatch.context() as patch:
        open_as(patch, fill)
        with pytest.raises(SortieError, match="plus de place") as caught:
            deliver(tmp_path, many)
    assert caught.value.garde == tmp_path / f".{NOM}.en-cours"
    assert look(tmp_path) == ancien
    with open_livraison(tmp_path, NOM) as livraison:
        lack = [
            chemin
            for chemin, dit in many.items()
            if livraison.take_over(make_papier(chemin, dit), ("pdf",))
        ]
    assert lack == list(many)[10:]
    deliver(tmp_path, many)
    assert set(look(tmp_path)) >= set(many)


# ── One run at a time ─────────────────────────────────────────────────────────────────────────────


def test_a_second_run_on_the_same_folder_is_refused_and_harms_nothing(tmp_path: Path) -> None:
    start(tmp_path)
    with open_livraison(tmp_path, NOM) as first:
        with pytest.raises(SortieError) as caught:
            deliver(tmp_path, AVANT)
        assert plain(str(caught.value)) == (
            "Une autre commande amo-docs écrit en ce moment dans « session ». Attendez "
            "sa fin, puis recommencez."
        )
        first.add(FichierProduit(make_papier("un.pdf", "1"), "pdf", b"1"))
        first.commit(Manifeste(NOM, "RNCP", True, {}, ()))
    assert look(tmp_path)["un.pdf"] == b"1"
    assert [path.name for path in tmp_path.iterdir()] == [NOM]


def test_the_lock_of_a_dead_run_holds_nobody_up(tmp_path: Path) -> None:
    def hold() -> None:
        with open_livraison(tmp_path, NOM) as livraison:
            livraison.add(FichierProduit(make_papier("un.pdf", "1"), "pdf", b"1"))
            os.kill(os.getpid(), signal.SIGKILL)

    assert run_apart(hold) == signal.SIGKILL
    assert (tmp_path / f".{NOM}.en-cours" / "verrou").exists()
    deliver(tmp_path, AVANT)
    assert [path.name for path in tmp_path.iterdir()] == [NOM]


# ── The command itself ────────────────────────────────────────────────────────────────────────────


@pytest.mark.lent
def test_the_command_killed_ends_as_if_nothing_had_been(tmp_path: Path) -> None:
    """Among its papers: its children die with it, the next run takes up what it made, and the bytes
    are the same."""
    session = write_session(tmp_path, make_petite_session(), ("T90101", "T90102"))
    options = ("--seulement", "convocation_candidat", "--seulement", "convocation_jury")
    assert run_commande("render", session, "--sortie", tmp_path / "calme", *options).returncode == 0
    sortie = tmp_path / "sortie"
    command = [*find_commande(), "render", str(session), "--sortie", str(sortie), *options]
    with subprocess.Popen(command, env=make_environ(), stderr=subprocess.DEVNULL) as run:
        deadline = time.monotonic() + 60
        while not any(sortie.rglob("*.docx")):
            assert time.monotonic() < deadline
            time.sleep(0.01)
        children = list_enfants(run.pid)
        run.kill()
    assert run.returncode == -signal.SIGKILL
    assert children
    while any(map(is_running, children)):
        assert time.monotonic() < deadline
        time.sleep(0.02)
    made = {path.name for path in sortie.rglob("*.docx")}
    again = run_commande("render", session, "--sortie", sortie, *options)
    assert again.returncode == 0
    assert read_dossier(sortie) == read_dossier(tmp_path / "calme")
    said = plain(again.stdout)
    count = int(said.partition(" demandés = ")[2].partition(" ")[0])
    assert count <= len(read_dossier(sortie)) // 2 - len(made) < len(read_dossier(sortie)) // 2


def list_enfants(parent: int) -> list[int]:
    found = []
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = stat.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        if int(fields[1]) == parent:
            found.append(int(stat.parent.name))
    return found


def is_running(process: int) -> bool:
    try:
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False

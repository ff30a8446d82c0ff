"""Faults of machines: what is no file in the place of one, what cannot be listed, what is full or
forbidden, names no system takes.

Each time the right words, the right code, nothing lost, nothing left behind, and no wait without
end."""

from __future__ import annotations

import copy
import fcntl
import json
import os
import shutil
import signal
import socket
import stat
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

import click.testing
import pytest
from papiers_outils import (
    HUIT,
    EnclosDirect,
    make_exemplaire,
    make_petite_session,
    plain,
    read_dossier,
    render_ici,
    write_session,
)

from amo_docs import fabrication
from amo_docs.cli import cli
from amo_docs.dossier import (
    Manifeste,
    Regles,
    hold_dossier,
    open_depot,
    open_livraison,
)
from amo_docs.dossier.en_place import read_en_place
from amo_docs.errors import AmoDocsError, CodeSortie, IntegriteError, SortieError
from amo_docs.load.ouverture import open_session
from amo_docs.model.papier import FichierProduit
from amo_docs.plan import name_dossier

NOM = "session"
PATIENCE = 60
"""Seconds: what is still waiting then waits for ever."""
AVANT = {"certificats/A.pdf": b"un", "lettres/B.pdf": b"deux"}
APRES = {"certificats/A.pdf": b"trois", "lettres/B.pdf": b"quatre"}


@pytest.fixture(autouse=True)
def reveil() -> Iterator[None]:
    """Ends a test that waits for ever, with the trace of where it waits."""

    def wake(*_: object) -> None:
        raise AssertionError("still waiting")

    before = signal.signal(signal.SIGALRM, wake)
    signal.alarm(PATIENCE)
    try:
        yield
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)


def deliver(
    sortie: Path, papiers: Mapping[str, bytes], regles: Regles | None = None, code: str = NOM
) -> Path:
    with open_livraison(sortie, NOM, regles or Regles()) as livraison:
        for chemin, contenu in papiers.items():
            papier = make_exemplaire(chemin.removesuffix(".pdf"), projet=False)
            livraison.add(FichierProduit(papier, "pdf", contenu))
        livraison.commit(Manifeste(code, "RNCP", True, {}, ()))
    return sortie / NOM


def bind(sortie: Path) -> None:
    """A print run of one of its papers."""
    with hold_dossier(sortie / NOM) as chantier, open_depot(chantier) as depot:
        depot.add("tirages/pv.pdf", b"tirage", "pv", {"lettres/B.pdf": "0" * 64})
        depot.commit()


# ── What is no file ───────────────────────────────────────────────────────────────────────────────


def make_tube(path: Path) -> None:
    os.mkfifo(path)


def make_prise(path: Path) -> None:
    """A socket. Its path may be short only: it is bound from its folder."""
    here = Path.cwd()
    os.chdir(path.parent)
    try:
        with socket.socket(socket.AF_UNIX) as prise:
            prise.bind(path.name)
    finally:
        os.chdir(here)


def make_lien_sans_fin(path: Path) -> None:
    """A link to a device that never ends."""
    path.symlink_to("/dev/zero")


SPECIAUX = {"tube": make_tube, "prise": make_prise}


@pytest.mark.parametrize("genre", SPECIAUX)
@pytest.mark.parametrize(
    "chemin", ["certificats/A.pdf", "manifeste.json", "SHA256SUMS", "tirages/tirages.json"]
)
@pytest.mark.parametrize("ecraser", [False, True])
def test_what_is_no_file_in_the_place_of_one_is_named(
    tmp_path: Path, chemin: str, genre: str, ecraser: bool
) -> None:
    """Opening it would wait for ever. It stays, and so do the others."""
    place = deliver(tmp_path, AVANT)
    bind(tmp_path)
    (place / chemin).unlink()
    SPECIAUX[genre](place / chemin)
    others = read_autres(place, chemin)
    with pytest.raises(IntegriteError) as caught:
        deliver(tmp_path, APRES, Regles(ecraser=ecraser))
    said = plain(str(caught.value))
    assert said.startswith(f"« {Path(chemin).name} » n’est pas un fichier ordinaire")
    assert "Déplacez-le, puis recommencez." in said
    assert not stat.S_ISREG((place / chemin).lstat().st_mode)
    assert read_autres(place, chemin) == others


def read_autres(place: Path, chemin: str) -> dict[str, bytes]:
    """What the other files of the folder hold."""
    paths = (path for path in place.rglob("*") if path.is_file())
    found = {path.relative_to(place).as_posix(): path.read_bytes() for path in paths}
    return {nom: contenu for nom, contenu in found.items() if nom != chemin}


def test_a_link_to_a_device_is_not_followed_without_end(tmp_path: Path) -> None:
    place = deliver(tmp_path, AVANT)
    (place / "manifeste.json").unlink()
    make_lien_sans_fin(place / "manifeste.json")
    with pytest.raises(IntegriteError, match="pas un fichier ordinaire"):
        deliver(tmp_path, APRES)


@pytest.mark.parametrize("genre", SPECIAUX)
def test_what_is_no_file_and_is_nobodys_paper_is_kept(tmp_path: Path, genre: str) -> None:
    """A pipe among the person's own files harms nobody."""
    place = deliver(tmp_path, AVANT)
    (place / "pieces").mkdir()
    SPECIAUX[genre](place / "pieces" / "tube")
    deliver(tmp_path, APRES)
    assert not stat.S_ISREG((place / "pieces" / "tube").lstat().st_mode)
    assert (place / "lettres" / "B.pdf").read_bytes() == b"quatre"


@pytest.mark.parametrize("nom", ["journal", "verrou", "papiers", "tirages"])
def test_what_is_no_file_in_the_working_folder_stops_or_is_passed_over(
    tmp_path: Path, nom: str
) -> None:
    place = deliver(tmp_path, AVANT)
    before = read_dossier(place)
    travail = tmp_path / f".{NOM}.en-cours"
    travail.mkdir()
    os.mkfifo(travail / nom)
    try:
        deliver(tmp_path, APRES)
    except AmoDocsError as error:
        assert f"« {nom} »" in plain(str(error))
        assert read_dossier(place) == before
    else:
        assert (place / "lettres" / "B.pdf").read_bytes() == b"quatre"
        assert list(tmp_path.iterdir()) == [place]


# ── What cannot be listed or read ─────────────────────────────────────────────────────────────────


@pytest.fixture
def refuse_scandir(monkeypatch: pytest.MonkeyPatch) -> Callable[[Path], None]:
    """Makes the system refuse to list one folder, to root too."""

    def refuse(ferme: Path) -> None:
        really = os.scandir

        def scandir(path: Any = ".") -> Any:
            if not isinstance(path, int) and Path(path) == ferme:
                raise PermissionError(13, "Permission denied", str(path))
            return really(path)

        monkeypatch.setattr(os, "scandir", scandir)

    return refuse


@pytest.mark.parametrize("sous", ["lettres", "pieces", "tirages"])
def test_a_folder_that_cannot_be_listed_stops_the_run(
    tmp_path: Path, refuse_scandir: Callable[[Path], None], sous: str
) -> None:
    """What it holds would be taken for absent, and leave with the former folder."""
    place = deliver(tmp_path, AVANT)
    bind(tmp_path)
    (place / "pieces").mkdir()
    (place / "pieces" / "scan.pdf").write_bytes(b"signe")
    before = read_dossier(place)
    refuse_scandir(place / sous)
    with pytest.raises(SortieError) as caught:
        deliver(tmp_path, APRES)
    said = plain(str(caught.value))
    assert said.startswith(f"« {sous} », dans le dossier de sortie, ne se laisse pas lire.")
    assert "recommencez" in said
    # Not listed again: `scandir` still refuses.
    assert {nom: (place / nom).read_bytes() for nom in before} == before


def test_a_folder_that_vanishes_while_it_is_listed_is_not_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = deliver(tmp_path, AVANT)
    (place / "brouillon").mkdir()
    really = os.scandir

    def scandir(path: Any = ".") -> Any:
        if path == place / "brouillon" or path == str(place / "brouillon"):
            (place / "brouillon").rmdir()
        return really(path)

    monkeypatch.setattr(os, "scandir", scandir)
    deliver(tmp_path, APRES)
    assert (place / "lettres" / "B.pdf").read_bytes() == b"quatre"


# ── Where nothing can be written ──────────────────────────────────────────────────────────────────


@pytest.fixture
def nobody(tmp_path: Path) -> Iterator[Path]:
    """A folder in a forbidden one, and this process without the rights of root."""
    ferme = tmp_path / "ferme"
    (ferme / "dedans").mkdir(parents=True)
    ferme.chmod(0)
    opened = [path for path in (tmp_path, *tmp_path.parents) if path.stat().st_uid == os.getuid()]
    modes = {path: stat.S_IMODE(path.stat().st_mode) for path in opened if os.getuid() == 0}
    for path, mode in modes.items():
        path.chmod(mode | 0o011)
    before = os.geteuid()
    if before == 0:
        os.seteuid(65534)
    try:
        yield ferme / "dedans"
    finally:
        os.seteuid(before)
        for path, mode in modes.items():
            path.chmod(mode)
        ferme.chmod(0o700)


def test_an_output_inside_a_forbidden_folder(nobody: Path) -> None:
    with pytest.raises(SortieError, match="droit"):
        deliver(nobody, AVANT)
    with pytest.raises(SortieError, match="droit"), hold_dossier(nobody / "x" / NOM):
        pass


def test_an_output_whose_name_is_too_long(tmp_path: Path) -> None:
    long = tmp_path / ("n" * 300)
    with pytest.raises(SortieError, match="nom est trop long"):
        deliver(long, AVANT)
    with pytest.raises(SortieError, match="nom est trop long"), hold_dossier(long / NOM):
        pass
    assert list(tmp_path.iterdir()) == []


def test_a_share_without_locks_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    place = deliver(tmp_path, AVANT)

    def refuse(*_: object) -> None:
        raise NotImplementedError("no flock here")

    monkeypatch.setattr(fcntl, "flock", refuse)
    with pytest.raises(SortieError, match="ne sait pas réserver un fichier"):
        deliver(tmp_path, APRES)
    assert read_dossier(place)["lettres/B.pdf"] == b"deux"


# ── Two sessions, one folder ──────────────────────────────────────────────────────────────────────

AUTRES = ("2026 03 / RNCP36833", "2026–03–RNCP36833", "2026.03-RNCP36833")
"""Codes that fold to the folder of « 2026-03-RNCP36833 »."""


def test_the_folder_of_another_session_is_refused(tmp_path: Path) -> None:
    """Its final papers would leave for those of this one."""
    place = deliver(tmp_path, AVANT, code="2026-02-A")
    before = read_dossier(place)
    with pytest.raises(IntegriteError) as caught:
        deliver(tmp_path, APRES, Regles(session="2026 02 / A"))
    said = plain(str(caught.value))
    assert "une autre session, « 2026-02-A », et celle-ci est « 2026 02 / A »" in said
    assert "Choisissez une autre sortie" in said
    assert read_dossier(place) == before
    assert list(tmp_path.iterdir()) == [place]
    deliver(tmp_path, APRES, Regles(session="2026-02-A"), code="2026-02-A")
    assert read_dossier(place)["lettres/B.pdf"] == b"quatre"


@pytest.mark.parametrize("commande", ["render", "tirage"])
def test_two_sessions_whose_codes_fold_to_one_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, huit_modeles: None, commande: str
) -> None:
    monkeypatch.setattr(fabrication, "Enclos", EnclosDirect)
    session = make_petite_session(*HUIT)
    one = write_session(tmp_path / "une", session)
    sortie = tmp_path / "sortie"
    render_ici(one, sortie, "--seulement", "convocation_jury")
    before = read_dossier(sortie)
    for code in AUTRES:
        other = write_session(tmp_path / "autre", session | {"code": code})
        matiere = open_session(other).matiere
        assert matiere is not None
        assert name_dossier(matiere.session) == "2026-03-RNCP36833"
        run = click.testing.CliRunner(catch_exceptions=False).invoke(
            cli, [commande, str(other), "--sortie", str(sortie)]
        )
        assert run.exit_code == CodeSortie.INTEGRITE, run.output
        assert "d’une autre session" in run.stderr
        assert read_dossier(sortie) == before
        shutil.rmtree(other.parent)


def test_codes_that_share_their_first_letters_do_not_share_a_folder(tmp_path: Path) -> None:
    """A name is cut where it is too long for a system."""
    tete = "jury " * 20
    deliver(tmp_path, AVANT, code=f"{tete}un")
    with pytest.raises(IntegriteError, match="une autre session"):
        deliver(tmp_path, APRES, Regles(session=f"{tete}deux"))


# ── Lists that nobody of ours wrote ───────────────────────────────────────────────────────────────

VALEURS: tuple[object, ...] = (
    *(None, True, 1, 1.5, -1, 10**400, "", "é", "\ud800", "a\0b", "../x", "/x", "C:/x", "con"),
    *([], [1], [[1]], [None], {}, {"a": [1]}, {"a": None}),
)
"""What may stand in the place of any value of a JSON file."""


def list_chemins(content: Any, chemin: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """The path of each value of `content`."""
    yield chemin
    liste = content if isinstance(content, list) else []
    for cle, valeur in content.items() if isinstance(content, dict) else enumerate(liste):
        yield from list_chemins(valeur, (*chemin, cle))


def put(content: Any, chemin: tuple[Any, ...], valeur: object) -> Any:
    """`content` with another value at one path."""
    if not chemin:
        return valeur
    copie = copy.copy(content)
    copie[chemin[0]] = put(content[chemin[0]], chemin[1:], valeur)
    return copie


@pytest.mark.parametrize("nom", ["manifeste.json", "tirages/tirages.json"])
def test_any_value_in_any_place_of_a_list_is_an_error_or_nothing(tmp_path: Path, nom: str) -> None:
    """`cle = [1]` and its kind: a sentence, never a trace, and the person's files stay."""
    place = deliver(tmp_path / "avant", AVANT)
    bind(tmp_path / "avant")
    (place / "SHA256SUMS").unlink()
    (place / "pieces").mkdir()
    (place / "pieces" / "scan.pdf").write_bytes(b"signe")
    content = json.loads((place / nom).read_bytes())
    chemins = list(list_chemins(content))
    refus = 0
    for position, chemin in enumerate(chemins):
        for rang, valeur in enumerate(VALEURS):
            (place / nom).write_text(json.dumps(put(content, chemin, valeur)))
            try:
                en_place = read_en_place(place)
            except AmoDocsError as error:
                refus += 1
                assert plain(str(error)).endswith(".")
            else:
                assert "pieces/scan.pdf" in en_place.autres
            # A whole delivery is long: each path has one, of another value than the next.
            if rang == position % len(VALEURS):
                deliver_over(tmp_path / "avant", tmp_path / "essai")
    assert refus > len(chemins) * len(VALEURS) // 2


def deliver_over(avant: Path, essai: Path) -> None:
    """Deliver over a copy of a folder: an error or not, what is the person's stays."""
    shutil.copytree(avant, essai)
    with suppress(AmoDocsError):
        deliver(essai, APRES, Regles(partielle=True, ecraser=True))
    assert (essai / NOM / "pieces" / "scan.pdf").read_bytes() == b"signe"
    assert sorted(path.name for path in essai.parent.iterdir()) == ["avant", "essai"]
    shutil.rmtree(essai)


@pytest.mark.parametrize("chemin", ["C:/x", "a:b", "x\0y", "x\ud800y", "x\ny"])
def test_a_path_no_system_of_ours_writes_is_refused(tmp_path: Path, chemin: str) -> None:
    place = deliver(tmp_path, AVANT)
    content = json.loads((place / "manifeste.json").read_bytes())
    (place / "SHA256SUMS").unlink()
    content["papiers"][0]["chemin"] = chemin
    (place / "manifeste.json").write_text(json.dumps(content))
    with pytest.raises(IntegriteError, match="abîmé"):
        deliver(tmp_path, APRES)


def test_any_value_in_any_place_of_a_journal_is_passed_over(tmp_path: Path) -> None:
    """A line that is not ours makes its paper again, and no more."""
    with pytest.raises(SortieError), open_livraison(tmp_path, NOM) as livraison:
        papier = make_exemplaire("certificats/A", projet=False)
        livraison.add(FichierProduit(papier, "pdf", b"un"))
        raise SortieError("plein")
    journal = tmp_path / f".{NOM}.en-cours" / "journal"
    content = json.loads(journal.read_bytes())
    lignes = [
        json.dumps(put(content, chemin, valeur))
        for chemin in list_chemins(content)
        for valeur in VALEURS
    ]
    journal.write_text("\n".join([*lignes, "[" * 9000, "{", "\0"]))
    place = deliver(tmp_path, AVANT)
    assert (place / "certificats" / "A.pdf").read_bytes() == b"un"
    assert list(tmp_path.iterdir()) == [place]


def test_an_output_named_from_where_one_stands(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As by default: `sortie`."""
    monkeypatch.chdir(tmp_path)
    deliver(Path("sortie"), AVANT)
    place = deliver(Path("sortie"), APRES)
    assert read_dossier(place)["lettres/B.pdf"] == b"quatre"
    bind(Path("sortie"))
    assert [path.name for path in Path("sortie").iterdir()] == [NOM]

"""Same input, same bytes: whatever the path, the time zone, the hash seed, the language, the
rights, the day."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest
from campagnes.ampleur import Ampleur
from papiers_outils import DEMANDES, EXEMPLES, Rendu, find_commande, make_environ, read_dossier

UN_ENFANT = ("--processus", "1", *DEMANDES)
AILLEURS = {
    "TZ": "Pacific/Auckland",
    "PYTHONHASHSEED": "4242",
    "LANG": "en_US.UTF-8",
    "LC_ALL": "C",
    "COLUMNS": "40",
    "HOME": "/nonexistent",
}

ORDRE = """
import hashlib, random, sys
from collections import defaultdict
from pathlib import Path
from amo_docs.model.bilan import Demande
from amo_docs.load.ouverture import open_session
from amo_docs.pipeline import prepare
from amo_docs.render.atelier import Atelier
if __name__ == "__main__":
    preparation = prepare(open_session(Path(sys.argv[1])), Demande(definitif=True))
    types = defaultdict(list)
    for papier in preparation.papiers:
        types[papier.exemplaire.type].append(papier)
    graine, nombre = int(sys.argv[2]), int(sys.argv[3])
    papiers = [papier for meme_type in types.values() for papier in meme_type[:nombre]]
    if graine >= 0:
        random.Random(graine).shuffle(papiers)
    atelier = Atelier(preparation.matiere.modeles)
    for papier in papiers:
        for fichier in atelier.make(papier):
            print(fichier.chemin, hashlib.sha256(fichier.contenu).hexdigest())
"""
"""So many papers of each type, in order (-1) or shuffled by a seed."""

AUTRE_JOUR = """
import datetime, os, sys, time
SHIFT = 400 * 24 * 3600
for name in ("time", "localtime", "gmtime"):
    real = getattr(time, name)
    def shifted(*args, real=real, name=name):
        return real() + SHIFT if name == "time" else real(*(args or (time.time(),)))
    setattr(time, name, shifted)
class Date(datetime.date):
    @classmethod
    def today(cls):
        return cls.fromtimestamp(time.time())
class DateTime(datetime.datetime):
    @classmethod
    def now(cls, tz=None):
        return cls.fromtimestamp(time.time(), tz)
    @classmethod
    def utcnow(cls):
        return cls.utcfromtimestamp(time.time())
    @classmethod
    def today(cls):
        return cls.fromtimestamp(time.time())
datetime.date, datetime.datetime = Date, DateTime
"""
"""A `sitecustomize` for the other run and its children: every clock Python reads says another
year."""


def run_ailleurs(folder: Path, session: Path, *options: str) -> Path:
    """Render ``session`` from another folder, at another day, with every setting of the machine
    changed."""
    (folder / "horloge").mkdir()
    (folder / "horloge" / "sitecustomize.py").write_text(AUTRE_JOUR, encoding="utf-8")
    environ = make_environ(**AILLEURS)
    environ["PYTHONPATH"] = os.pathsep.join(
        filter(None, [str(folder / "horloge"), environ.get("PYTHONPATH")])
    )
    said = subprocess.run(
        [sys.executable, "-c", "import datetime; print(datetime.date.today().year)"],
        env=environ,
        capture_output=True,
        text=True,
        check=True,
    )
    assert int(said.stdout) > time.localtime().tm_year, "the clock of the other run is not another"
    run = subprocess.run(
        [*find_commande(), "render", str(session), "--sortie", "la bas", *options],
        cwd=folder,
        env=environ,
        umask=0o002,
        capture_output=True,
        timeout=300,
        check=False,
    )
    assert run.returncode == 0, run.stderr.decode(errors="replace")
    (dossier,) = (folder / "la bas").iterdir()
    return dossier


@pytest.mark.lent
def test_two_runs_give_the_same_bytes(projet: Rendu, tmp_path: Path) -> None:
    """DOCX, manifest and digests included, by one child here and several there; no byte differs."""
    elsewhere = tmp_path / "un autre chemin, bien plus long et accentué"
    shutil.copytree(EXEMPLES, elsewhere / "exemples")
    for path in (elsewhere / "exemples").rglob("*"):
        os.utime(path, (1_000_000_000, 1_000_000_000))
    dossier = run_ailleurs(elsewhere, elsewhere / "exemples" / "session.toml", *UN_ENFANT)
    assert dossier.name == projet.dossier.name
    ours, theirs = read_dossier(projet.dossier), read_dossier(dossier)
    assert ours.keys() == theirs.keys()
    assert [chemin for chemin, content in ours.items() if theirs[chemin] != content] == []
    assert {Path(chemin).suffix for chemin in ours} == {".pdf", ".docx", ".json", ""}


@pytest.mark.lent
def test_what_was_made_before_changes_nothing(tmp_path: Path, ampleur: Ampleur) -> None:
    """A process keeps styles, pictures and formats from one paper to the next: the bytes do not
    tell which."""
    programme = tmp_path / "ordre.py"
    programme.write_text(ORDRE, encoding="utf-8")
    droits = make_dans_l_ordre(programme, -1, ampleur.fois)
    assert len(droits) > 20
    graines = ampleur.list_graines(1)
    for graine in graines:
        said = make_dans_l_ordre(programme, graine, ampleur.fois)
        assert said != droits
        assert sorted(said) == sorted(droits)
    ampleur.record("fichiers", len(droits))
    ampleur.record("ordres", len(graines))


def make_dans_l_ordre(programme: Path, graine: int, nombre: int) -> list[str]:
    """What `ORDRE` prints: path and digest of each file, in the order made."""
    run = subprocess.run(
        [sys.executable, str(programme), str(EXEMPLES / "session.toml"), str(graine), str(nombre)],
        env=make_environ(),
        capture_output=True,
        text=True,
        timeout=900,
        check=True,
    )
    return run.stdout.splitlines()


def test_a_changed_input_changes_the_bytes(projet: Rendu, definitif: Rendu) -> None:
    """The comparison above would see a difference: draft and final differ in every paper that
    follows the jury."""
    ours, theirs = read_dossier(projet.dossier), read_dossier(definitif.dossier)
    changed = {
        chemin.split("/")[0] for chemin, content in ours.items() if theirs[chemin] != content
    }
    apres = {"proces-verbaux", "listes", "notifications", "attestations-provisoires", "bordereaux"}
    assert changed == apres | {"attestations", "certificats", "manifeste.json", "SHA256SUMS"}

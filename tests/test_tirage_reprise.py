"""Rendering and print runs on one folder: papers held against the session, stale print runs, one
command at a time."""

from __future__ import annotations

import dataclasses
import hashlib
import io
import json
import os
import re
import shutil
import signal
import subprocess
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

import click.testing
import pikepdf
import pytest
from papiers_outils import (
    HUIT,
    PETITS_MODELES,
    EnclosDirect,
    find_commande,
    list_fichiers_tenus,
    make_environ,
    make_exemplaire,
    make_petite_session,
    plain,
    read_dossier,
    stand_in,
    write_ancien_manifeste,
    write_session,
)

from amo_docs import fabrication, render
from amo_docs.cli import cli
from amo_docs.dossier import (
    Livraison,
    Manifeste,
    Regles,
    Reprise,
    disque,
    hold_dossier,
    open_depot,
    open_livraison,
)
from amo_docs.dossier.manifeste import LigneManifeste
from amo_docs.dossier.tirages import REGISTRE, read_tirages
from amo_docs.errors import CodeSortie, IntegriteError, Interruption, SortieError
from amo_docs.fusion import Volume
from amo_docs.model.papier import FichierProduit, PapierCompose
from amo_docs.tirage import controle, etapes

NOM = "2026-03-RNCP36833"
MATRICULES = ("T90101", "T90102", "T90103")
OCCUPE = (
    f"Une autre commande amo-docs écrit en ce moment dans « {NOM} ». Attendez sa fin, puis "
    "recommencez."
)


def write_papier(papier: PapierCompose, formats: tuple[str, ...]) -> tuple[FichierProduit, ...]:
    """In place of laying out, which these tests do not look at: a page that says its
    fingerprint."""
    sortie = io.BytesIO()
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        pdf.docinfo["/Keywords"] = papier.exemplaire.empreinte
        pdf.save(sortie, deterministic_id=True)
    return tuple(papier.make_fichier(forme, sortie.getvalue()) for forme in formats)


class Dossier:
    """A session, and the folder that commands make of it."""

    def __init__(self, racine: Path) -> None:
        self.racine = racine
        self.sortie = racine / "sortie"
        self.place = self.sortie / NOM
        self.travail = self.sortie / f".{NOM}.en-cours"

    def run(self, commande: str, *options: str, code: int = 0) -> str:
        """Run a command; return what it said."""
        arguments = [
            commande,
            str(self.racine / "session.toml"),
            "--sortie",
            str(self.sortie),
            *options,
        ]
        result = click.testing.CliRunner(catch_exceptions=False).invoke(cli, arguments)
        assert result.exit_code == code, result.output
        return "\n".join(
            plain(line) for line in result.output.splitlines() if not line.startswith("Papiers")
        )

    def correct(self, avant: str, apres: str) -> None:
        """Correct the table of candidates."""
        path = self.racine / "candidats.csv"
        text = path.read_text(encoding="utf-8")
        assert avant in text
        path.write_text(text.replace(avant, apres, 1), encoding="utf-8")

    def list_empreintes(self, type_: str) -> dict[str, tuple[bool, str]]:
        """PROJET and fingerprint of each PDF of a type, by path."""
        rows = list_fichiers_tenus(json.loads((self.place / "manifeste.json").read_bytes()))
        return {
            r["chemin"]: (r["projet"], r["empreinte"])
            for r in rows
            if (r["type"], r["format"]) == (type_, "pdf")
        }

    def list_tirages(self) -> list[str]:
        return sorted(path.name for path in (self.place / "tirages").iterdir())


@pytest.fixture(autouse=True)
def ici(monkeypatch: pytest.MonkeyPatch, huit_modeles: None) -> None:
    """What runs in a child runs here; templates are small, papers are not laid out."""
    monkeypatch.setattr(fabrication, "Enclos", EnclosDirect)
    monkeypatch.setattr(render, "render_papier", write_papier)


def make_signee() -> dict[str, Any]:
    """A session whose convocations are signed too, in a definitive run."""
    session = make_petite_session(*HUIT)
    session["signataires"][0]["signature"] = session["signataires"][1]["signature"]
    return session


@pytest.fixture(scope="module")
def modele(tmp_path_factory: pytest.TempPathFactory) -> Path:
    racine = tmp_path_factory.mktemp("modele")
    write_session(racine, make_signee(), MATRICULES)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(fabrication, "Enclos", EnclosDirect)
        patch.setattr(render, "render_papier", write_papier)
        stand_in(patch, PETITS_MODELES)
        Dossier(racine).run("render")
    return racine


@pytest.fixture
def dossier(modele: Path, tmp_path: Path) -> Dossier:
    """The folder of a first run, PROJET."""
    shutil.copytree(modele, tmp_path / "copie")
    return Dossier(tmp_path / "copie")


# ── Papers held against the session ───────────────────────────────────────────────────────────────


def test_untouched_since_it_was_made(dossier: Dossier) -> None:
    """PROJET, then final; and what PROJET papers say."""
    said = dossier.run("tirage")
    assert re.search(
        r"avertissement : \d+ papiers portent la mention PROJET\. Pour des définitifs : amo-docs",
        said,
    )
    dossier.run(
        "render", "--definitif", "--avec", "liste_decisions_motivees", "--vierge", "proces_verbal"
    )
    assert "PROJET" not in dossier.run("tirage")


@pytest.mark.parametrize("definitif", [(), ("--definitif",)], ids=["projet", "definitif"])
def test_corrected_since_is_refused_with_the_names_of_the_papers(
    dossier: Dossier, definitif: tuple[str, ...]
) -> None:
    """An address: the letters to that candidate, nobody else's; the other types can be printed."""
    dossier.run("render", *definitif)
    dossier.correct("Quartier de l’Exemple", "Quartier de l’Essai")
    before = read_dossier(dossier.sortie)
    said = dossier.run("tirage", code=CodeSortie.INTEGRITE)
    found = re.fullmatch(
        r"erreur : La session a changé depuis la fabrication de ces papiers : (.*?)\. "
        r"Rien n’a été écrit\. "
        r"Relancez d’abord : amo-docs render",
        said,
    )
    assert found
    names = found[1].split(", ")
    assert len(names) >= 2
    assert {Path(name).name for name in names} == {"D-ALMEIDA_Ines-Eleonore.pdf"}
    assert read_dossier(dossier.sortie) == before
    dossier.run("tirage", "--seulement", "proces_verbal")
    dossier.run("render", *definitif)
    dossier.run("tirage")


def test_many_papers_changed_are_counted(dossier: Dossier) -> None:
    """A style sheet of the session's own: every paper is of it."""
    (dossier.racine / "modeles").mkdir()
    style = (PETITS_MODELES / "amo.css").read_text(encoding="utf-8")
    (dossier.racine / "modeles" / "amo.css").write_text(
        style + "\n/* plus rien */\n", encoding="utf-8"
    )
    session = dossier.racine / "session.toml"
    session.write_text(
        'modeles = "modeles"\n' + session.read_text(encoding="utf-8"), encoding="utf-8"
    )
    said = dossier.run("tirage", code=CodeSortie.INTEGRITE)
    assert re.search(r" et \d+ autres\. Rien n’a été écrit", said)
    assert said.count(".pdf") == controle.MONTRES


def test_a_folder_of_both_kinds_of_run(dossier: Dossier) -> None:
    """Certificates final over a PROJET folder, convocations too: signed there, which the manifest
    does not say."""
    projet = {
        type_: dossier.list_empreintes(type_)
        for type_ in ("certificat", "convocation_candidat", "notification")
    }
    types = ("--seulement", "certificat", "--seulement", "convocation_candidat")
    dossier.run("render", "--definitif", *types)
    for type_ in ("certificat", "convocation_candidat"):
        final = dossier.list_empreintes(type_)
        assert not any(projet for projet, _ in final.values())
        assert not set(final.values()) & set(projet[type_].values())
    assert dossier.list_empreintes("notification") == projet["notification"]
    dossier.run("tirage")
    dossier.run("tirage", *types)
    dossier.correct("Quartier de l’Exemple", "Quartier de l’Essai")
    said = dossier.run("tirage", code=CodeSortie.INTEGRITE)
    assert "convocations/candidats/D-ALMEIDA_Ines-Eleonore.pdf" in said
    assert "certificats/" not in said


def test_convocations_alone_say_nothing_of_their_run(dossier: Dossier) -> None:
    """No line is PROJET: made without --definitif, they are found to be so."""
    shutil.rmtree(dossier.sortie)
    dossier.run("render", "--seulement", "convocation_candidat")
    dossier.run("tirage")


def test_a_paper_is_of_its_own_state(dossier: Dossier) -> None:
    """A line that says PROJET is not that of a final paper, whatever its fingerprint; nor of
    another paper."""
    exemplaire = make_exemplaire("pv/A", projet=False)
    papier = PapierCompose(exemplaire, (), "")
    ligne = LigneManifeste(exemplaire, "pdf", "", 0)
    assert controle.compare_papiers((papier,), {"pv/A": ligne}) == ()
    for change in ({"projet": True}, {"cle": "pv/J2"}, {"empreinte": "f"}, {"empreinte": ""}):
        autre = dataclasses.replace(ligne, exemplaire=dataclasses.replace(exemplaire, **change))
        assert controle.compare_papiers((papier,), {"pv/A": autre}) == ("pv/A",)
    assert controle.compare_papiers((), {"pv/A": ligne}) == ("pv/A",)


def test_a_folder_of_an_earlier_format_has_no_fingerprints(dossier: Dossier) -> None:
    write_ancien_manifeste(dossier.place, 1)
    assert "Relancez d’abord : amo-docs render" in dossier.run("tirage", code=CodeSortie.INTEGRITE)


# ── Print runs that are stale ─────────────────────────────────────────────────────────────────────


def deliver(sortie: Path, papiers: Mapping[str, bytes], regles: Regles = Regles()) -> Reprise:  # noqa: B008
    with open_livraison(sortie, NOM, regles) as livraison:
        return commit(livraison, papiers)


def commit(livraison: Livraison, papiers: Mapping[str, bytes]) -> Reprise:
    for chemin, contenu in papiers.items():
        exemplaire = make_exemplaire(chemin.removesuffix(".pdf"), chemin.partition("/")[0])
        livraison.add(FichierProduit(exemplaire, "pdf", contenu))
    return livraison.commit(Manifeste(NOM, "RNCP", True, {}, ()))


PAPIERS = {"certificat/A.pdf": b"un", "certificat/B.pdf": b"deux", "pv/C.pdf": b"trois"}


@pytest.fixture
def tires(tmp_path: Path) -> Path:
    """A folder of papers, and a print run of each of its two types."""
    deliver(tmp_path, PAPIERS)
    with hold_dossier(tmp_path / NOM) as chantier, open_depot(chantier) as depot:
        for type_ in ("certificat", "pv"):
            sommes = {
                c: hashlib.sha256(o).hexdigest() for c, o in PAPIERS.items() if c.startswith(type_)
            }
            depot.add(f"tirages/{type_}.pdf", f"%PDF {type_}".encode(), type_, sommes)
        depot.commit()
    return tmp_path / NOM


def test_print_runs_that_stand_are_kept_with_their_register(tires: Path) -> None:
    before = {
        nom: contenu for nom, contenu in read_dossier(tires).items() if nom.startswith("tirages/")
    }
    assert len(before) == 3
    reprise = deliver(tires.parent, PAPIERS)
    assert (reprise.perimes, reprise.ecartes) == ((), ())
    assert {
        nom: contenu for nom, contenu in read_dossier(tires).items() if nom.startswith("tirages/")
    } == before


CHANGES: dict[str, Mapping[str, bytes]] = {
    "changed": PAPIERS | {"certificat/A.pdf": b"autre"},
    "left": {
        chemin: contenu for chemin, contenu in PAPIERS.items() if chemin != "certificat/A.pdf"
    },
    "come": PAPIERS | {"certificat/Z.pdf": b"neuf"},
}


@pytest.mark.parametrize("cas", CHANGES)
def test_a_stale_print_run_leaves_and_its_line_too(tires: Path, cas: str) -> None:
    (tires / "tirages" / "note.txt").write_text("à moi", encoding="utf-8")
    reprise = deliver(tires.parent, CHANGES[cas])
    assert (reprise.perimes, reprise.ecartes) == (("tirages/certificat.pdf",), ())
    assert sorted(p.name for p in (tires / "tirages").iterdir()) == [
        "note.txt",
        "pv.pdf",
        "tirages.json",
    ]
    assert set(read_tirages(tires)) == {"tirages/pv.pdf"}
    assert (tires / REGISTRE).stat().st_mode & 0o777 == 0o600
    with hold_dossier(tires) as chantier, open_depot(chantier) as depot:
        depot.refuse_etrangers(["tirages/certificat.pdf", "tirages/pv.pdf"])
    assert deliver(tires.parent, CHANGES[cas]).perimes == ()


def test_a_run_of_some_papers_leaves_the_print_runs_of_the_others(tires: Path) -> None:
    reprise = deliver(tires.parent, {"pv/C.pdf": b"autre"}, Regles(partielle=True))
    assert reprise.perimes == ("tirages/pv.pdf",)
    assert set(read_tirages(tires)) == {"tirages/certificat.pdf"}


def test_the_register_leaves_with_the_last_print_run(tires: Path) -> None:
    reprise = deliver(tires.parent, {"pv/D.pdf": b"quatre"})
    assert set(reprise.perimes) == {"tirages/certificat.pdf", "tirages/pv.pdf"}
    assert not (tires / "tirages").exists()


def test_a_stale_print_run_that_is_gone_is_not_said(tires: Path) -> None:
    (tires / "tirages/certificat.pdf").unlink()
    assert deliver(tires.parent, CHANGES["changed"]).perimes == ()
    assert set(read_tirages(tires)) == {"tirages/pv.pdf"}


def test_a_stale_print_run_somebody_wrote_on_is_set_aside(tires: Path) -> None:
    (tires / "tirages/certificat.pdf").write_bytes("annoté".encode())
    reprise = deliver(tires.parent, CHANGES["changed"])
    assert reprise.perimes == reprise.ecartes == ("tirages/certificat.pdf",)
    (kept,) = (tires / "modifies" / "tirages").iterdir()
    assert kept.read_bytes() == "annoté".encode()
    assert not (tires / "tirages/certificat.pdf").exists()


def test_a_shared_folder_shares_the_register_it_writes_anew(tires: Path) -> None:
    tires.parent.chmod(0o2750)
    deliver(tires.parent, CHANGES["changed"])
    assert (tires / REGISTRE).stat().st_mode & 0o777 == 0o640


def test_a_damaged_register_stops_before_anything_is_made(tires: Path) -> None:
    (tires / REGISTRE).write_bytes(b"{")
    before = read_dossier(tires.parent)
    with (
        pytest.raises(IntegriteError, match=r"abîmé\. Déplacez le dossier tirages/"),
        open_livraison(tires.parent, NOM),
    ):
        pytest.fail("a delivery was opened")
    assert read_dossier(tires.parent) == before
    assert os.listdir(tires.parent) == [NOM]


def test_a_register_damaged_while_papers_are_made(tires: Path) -> None:
    with (
        pytest.raises(IntegriteError, match="abîmé"),
        open_livraison(tires.parent, NOM) as livraison,
    ):
        (tires / REGISTRE).write_bytes(b"[]")
        before = read_dossier(tires)
        commit(livraison, PAPIERS)
    assert read_dossier(tires) == before


def test_a_link_in_the_place_of_the_print_runs_is_kept_as_it_is(
    tires: Path, tmp_path: Path
) -> None:
    """What stands behind it is not of this folder."""
    shutil.move(tires / "tirages", tmp_path / "ailleurs")
    (tires / "tirages").symlink_to(tmp_path / "ailleurs")
    before = read_dossier(tmp_path / "ailleurs")
    assert deliver(tires.parent, CHANGES["changed"]).perimes == ()
    assert (tires / "tirages").is_symlink()
    assert read_dossier(tmp_path / "ailleurs") == before


def test_the_command_says_what_is_stale(dossier: Dossier) -> None:
    dossier.run("tirage", "--adresses")
    before = dossier.list_tirages()
    assert "périmé" not in dossier.run("render")
    assert dossier.list_tirages() == before
    dossier.correct("Quartier de l’Exemple", "Quartier de l’Essai")
    said = dossier.run("render")
    for nom in ("convocation_candidat.pdf", "adresses.csv", "adresses.xlsx"):
        fait = f"périmé : tirages/{nom} n’est plus fait de ces papiers ; il est retiré."
        assert f"{fait} Refaites-le : amo-docs tirage." in said.splitlines()
        assert nom not in dossier.list_tirages()
    assert {"certificat.pdf", "proces_verbal.pdf"} <= set(dossier.list_tirages()) < set(before)
    dossier.run("tirage", "--adresses")
    assert dossier.list_tirages() == before


# ── One command at a time ─────────────────────────────────────────────────────────────────────────


def test_a_print_run_while_papers_are_made_is_refused(dossier: Dossier) -> None:
    before = read_dossier(dossier.place)
    with open_livraison(dossier.sortie, NOM) as livraison:
        assert dossier.run("tirage", code=CodeSortie.SORTIE) == f"erreur : {OCCUPE}"
        assert read_dossier(dossier.place) == before
        commit(livraison, {"pv/A.pdf": b"un"})
    assert set(read_dossier(dossier.place)) >= {"pv/A.pdf"}
    assert os.listdir(dossier.sortie) == [NOM]


@pytest.mark.parametrize("moment", ["_match_papiers", "read_papier", "open_depot"])
def test_papers_made_during_a_print_run_are_refused(
    dossier: Dossier, monkeypatch: pytest.MonkeyPatch, moment: str
) -> None:
    """Whatever it is doing: reading the manifest, reading papers, writing."""
    module: Any = controle if moment == "_match_papiers" else etapes
    really: Callable[..., Any] = getattr(module, moment)
    said: list[str] = []

    def meddle(*args: Any) -> Any:
        if not said:
            said.append(dossier.run("render", "--tout", code=CodeSortie.SORTIE))
        return really(*args)

    monkeypatch.setattr(module, moment, meddle)
    dossier.run("tirage", "--seulement", "certificat")
    assert said[0] == f"erreur : {OCCUPE}"
    assert dossier.list_tirages() == ["certificat.pdf", "tirages.json"]
    assert os.listdir(dossier.sortie) == [NOM]


def test_the_work_of_a_stopped_run_is_left_to_it(dossier: Dossier) -> None:
    """A print run meanwhile takes nothing of it away; the next run takes it up."""
    dossier.correct("Quartier de l’Exemple", "Quartier de l’Essai")
    with pytest.raises(Interruption), open_livraison(dossier.sortie, NOM) as livraison:
        livraison.add(FichierProduit(make_exemplaire("pv/A"), "pdf", b"un"))
        raise Interruption(CodeSortie.INTERRUPTION)
    before = read_dossier(dossier.travail)
    assert set(before) == {"journal", "papiers/pv/A.pdf", "verrou"}
    dossier.run("tirage", "--seulement", "certificat")
    dossier.run("tirage", code=CodeSortie.INTEGRITE)
    assert read_dossier(dossier.travail) == before
    with pytest.raises(ZeroDivisionError), open_livraison(dossier.sortie, NOM) as livraison:
        assert livraison.take_over(make_exemplaire("pv/A"), ("pdf", "docx")) == ("docx",)
        raise ZeroDivisionError


@pytest.mark.parametrize("pret", [True, False], ids=["new whole", "new not whole"])
def test_an_exchange_stopped_half_way_is_ended_first(
    dossier: Dossier, monkeypatch: pytest.MonkeyPatch, pret: bool
) -> None:
    """Killed between two renames: the print run is of the folder that is put in place, and nothing
    is left beside."""
    really = disque.rename

    class ArretError(BaseException):
        pass

    calls: list[Path] = []

    def rename(path: Path, cible: Path) -> None:
        calls.append(path)
        if len(calls) == 1:  # a killed process undoes nothing
            really(path, cible)
        raise ArretError

    with monkeypatch.context() as patch, suppress(ArretError):
        patch.setattr(disque, "exchange", lambda one, other: False)
        patch.setattr(disque, "rename", rename)
        patch.setattr(
            "amo_docs.dossier.chantier.Chantier.close", lambda self: self._verrou.release()
        )
        dossier.correct("Quartier de l’Exemple", "Quartier de l’Essai")
        dossier.run("render")
    assert not dossier.place.exists()
    if not pret:
        journal = dossier.travail / "journal"
        journal.write_bytes(journal.read_bytes().rpartition(b'{"pret"')[0])
        dossier.correct("Quartier de l’Essai", "Quartier de l’Exemple")
    dossier.run("tirage")
    assert os.listdir(dossier.sortie) == ([NOM] if pret else [dossier.travail.name, NOM])


def test_no_output_at_all(dossier: Dossier) -> None:
    """The lock of a folder there is not does not make it."""
    shutil.rmtree(dossier.sortie)
    assert "aucun papier n’est encore fait" in dossier.run("tirage", code=CodeSortie.USAGE)
    assert not dossier.sortie.exists()


def test_nothing_to_hold(tmp_path: Path) -> None:
    with hold_dossier(tmp_path / "sortie" / NOM):
        assert list(tmp_path.iterdir()) == []
    with hold_dossier(tmp_path / NOM), pytest.raises(SortieError), hold_dossier(tmp_path / NOM):
        pytest.fail("held twice")
    assert list(tmp_path.iterdir()) == []


# ── Stopped ───────────────────────────────────────────────────────────────────────────────────────

INTERROMPU = "Interrompu. Relancez la même commande pour recommencer."


def stop() -> None:
    raise Interruption(CodeSortie.INTERRUPTION)


@pytest.mark.parametrize("earlier", [False, True], ids=["first", "again"])
def test_stopped_among_its_volumes(
    dossier: Dossier, monkeypatch: pytest.MonkeyPatch, earlier: bool
) -> None:
    """Some are staged: nothing is left of them, and those of an earlier print run stand."""
    if earlier:
        dossier.run("tirage", "--recto-verso")
    before = read_dossier(dossier.sortie)
    seen: list[int] = []
    for rang in (1, 3):
        with monkeypatch.context() as patch:
            patch.setattr(Volume, "close", stop_at(Volume.close, rang, dossier, seen))
            assert dossier.run("tirage", code=CodeSortie.INTERRUPTION) == INTERROMPU
        assert read_dossier(dossier.sortie) == before
        assert os.listdir(dossier.sortie) == [NOM]
        assert (dossier.place / "tirages").exists() == earlier
    assert seen == [1, 3]
    dossier.run("tirage")


def stop_at(
    really: Callable[..., bytes], rang: int, dossier: Dossier, seen: list[int]
) -> Callable[..., bytes]:
    done: list[Any] = []

    def close(self: Any) -> bytes:
        done.append(self)
        if len(done) == rang + 1:
            seen.append(len(list((dossier.travail / "tirages").glob("*.pdf"))))
            stop()
        return really(self)

    return close


@pytest.mark.parametrize("exchange", [True, False], ids=["exchange", "two renames"])
@pytest.mark.parametrize("moment", ["avant", "apres"])
def test_stopped_while_volumes_are_put_in_place(
    dossier: Dossier, monkeypatch: pytest.MonkeyPatch, moment: str, exchange: bool
) -> None:
    """The former print runs stand with their register, or the new ones: none of each."""
    dossier.run("tirage", "--pages-max", "1")
    dossier.correct("Quartier de l’Exemple", "Quartier de l’Essai")
    dossier.run("render")
    before = read_dossier(dossier.sortie)
    point = "exchange" if exchange else "rename"
    really = getattr(disque, point)

    def act(one: Path, other: Path) -> bool:
        if moment == "apres":
            really(one, other)
        stop()
        return False

    with monkeypatch.context() as patch:
        if not exchange:
            patch.setattr(disque, "exchange", lambda one, other: False)
        patch.setattr(disque, point, act)
        dossier.run("tirage", code=CodeSortie.INTERRUPTION)
    if exchange:
        assert (read_dossier(dossier.sortie) == before) == (moment == "avant")
    dossier.run("tirage")
    assert {*read_tirages(dossier.place)} == {
        f"tirages/{nom}" for nom in dossier.list_tirages()
    } - {REGISTRE}
    assert not any(nom.endswith("-1.pdf") for nom in dossier.list_tirages())


@pytest.mark.lent
@pytest.mark.parametrize(
    ("sent", "code"),
    [(signal.SIGINT, CodeSortie.INTERRUPTION), (signal.SIGTERM, CodeSortie.ARRET)],
    ids=str,
)
def test_the_command_stopped_leaves_nothing(
    dossier: Dossier, sent: signal.Signals, code: CodeSortie
) -> None:
    """By the terminal or the system, parent and children alike."""
    before = read_dossier(dossier.sortie)
    session = dossier.racine / "session.toml"
    command = [*find_commande(), "tirage", str(session), "--sortie", str(dossier.sortie)]
    with subprocess.Popen(
        command,
        env=make_environ(),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    ) as run:
        for _ in wait():  # the lock is held, and work under way
            enfants = Path(f"/proc/{run.pid}/task/{run.pid}/children").read_text()
            if (dossier.travail / "verrou").exists() and enfants:
                break
        os.killpg(run.pid, sent)
        said = run.communicate(timeout=30)
    assert run.returncode == code
    assert (said[0], plain(said[1])) == ("", INTERROMPU)
    assert read_dossier(dossier.sortie) == before
    assert os.listdir(dossier.sortie) == [NOM]


def wait() -> Iterator[None]:
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        yield
        time.sleep(0.005)
    raise AssertionError("nothing happened")


# ── Papers edited by hand ─────────────────────────────────────────────────────────────────────────


def edit(path: Path) -> Path:
    """What a person does in Word."""
    path.write_bytes(path.read_bytes() + b"corrige")
    return path


@pytest.mark.parametrize("forme", ["docx", "pdf"])
def test_an_edited_letter_is_in_no_print_run_without_its_edit(dossier: Dossier, forme: str) -> None:
    """Its type is stopped, named with the gesture; the others are printed."""
    dossier.run("tirage")
    edited = edit(sorted(dossier.place.glob(f"notifications/*.{forme}"))[0])
    name = edited.relative_to(dossier.place).as_posix()
    shutil.rmtree(dossier.place / "tirages")
    said = dossier.run("tirage", code=CodeSortie.INTEGRITE)
    assert f"erreur : Modifié à la main depuis sa fabrication : {name}." in said
    assert "relancez amo-docs render --ecraser" in said
    assert "certificat.pdf" in dossier.list_tirages()
    assert "notification.pdf" not in dossier.list_tirages()
    (account,) = (line for line in said.splitlines() if line.startswith("papiers : "))
    asked, tires, absents, refuses = map(int, re.findall(r"\d+", account))
    assert asked == tires + absents + refuses
    assert (absents, refuses) == (0, 3)
    assert "Sans PDF" not in said
    shutil.rmtree(dossier.place / "tirages")
    said = dossier.run("tirage", "--seulement", "notification", code=CodeSortie.INTEGRITE)
    assert name in said
    assert not (dossier.place / "tirages").exists()
    dossier.run("tirage", "--seulement", "certificat")


def test_a_print_run_from_before_the_edit_is_said(dossier: Dossier) -> None:
    dossier.run("tirage", "--seulement", "notification")
    edit(sorted(dossier.place.glob("notifications/*.docx"))[0])
    said = dossier.run("tirage", "--seulement", "notification", code=CodeSortie.INTEGRITE)
    assert "N’imprimez pas non plus tirages/notification.pdf, fait avant." in said


def test_a_docx_that_is_gone_is_no_edit(dossier: Dossier) -> None:
    sorted(dossier.place.glob("notifications/*.docx"))[0].unlink()
    dossier.run("tirage", "--seulement", "notification")


def test_an_edited_letter_stops_no_other_paper(dossier: Dossier) -> None:
    """The session says something else of everyone: the others are made again, the edited one stays
    and is refused; once it is set aside, it is made too."""
    edited = edit(sorted(dossier.place.glob("notifications/*.docx"))[0])
    name = edited.relative_to(dossier.place).as_posix()
    before = edited.read_bytes(), edited.with_suffix(".pdf").read_bytes()
    said = dossier.run("render")
    assert f"gardé : {name}, modifié à la main, reste tel quel." in said
    assert count(said) == (16, 0, 16, 0)
    lieu = dossier.racine / "session.toml"
    text = lieu.read_text(encoding="utf-8")
    lieu.write_text(
        text.replace("Secrétariat des jurys de certification", "Bureau des jurys"), encoding="utf-8"
    )
    assert lieu.read_text(encoding="utf-8") != text
    said = dossier.run("render")
    asked, made, kept, refused = count(said)
    assert (asked, kept, refused) == (16, 16 - made - 1, 1)
    assert made > 5
    assert f"la session a changé, et {name} est modifié à la main" in said
    assert (edited.read_bytes(), edited.with_suffix(".pdf").read_bytes()) == before
    # It is not taken for one of today by the next run either.
    assert count(dossier.run("render"))[3] == 1
    assert (edited.read_bytes(), edited.with_suffix(".pdf").read_bytes()) == before
    said = dossier.run("render", "--ecraser")
    assert count(said) == (16, 1, 15, 0)
    assert edited.read_bytes() != before[0]
    kept_apart = sorted((dossier.place / "modifies").rglob("*.docx"))
    assert [path.read_bytes() for path in kept_apart] == [before[0]]
    dossier.run("tirage", "--seulement", "notification")


def count(said: str) -> tuple[int, ...]:
    """The figures of the account: asked for, made, kept, refused."""
    (account,) = (line for line in said.splitlines() if line.startswith("papiers : "))
    asked, *parts = map(int, re.findall(r"\d+", account))
    assert asked == sum(parts)
    return asked, *parts


def test_an_edited_letter_stops_no_other_paper_that_is_named(dossier: Dossier) -> None:
    edited = edit(sorted(dossier.place.glob("notifications/*.docx"))[0])
    before = edited.read_bytes()
    dossier.run("render", "--seulement", "certificat", "--tout")
    assert edited.read_bytes() == before
    dossier.run("render", "--seulement", "notification", "--tout")
    assert edited.read_bytes() == before
    matricule = next(
        row["destinataire"]
        for row in list_fichiers_tenus(json.loads((dossier.place / "manifeste.json").read_bytes()))
        if dossier.place / row["chemin"] == edited
    )
    options = ("--seulement", "notification", "--candidat", matricule)
    said = dossier.run("render", *options, code=CodeSortie.INTEGRITE)
    assert "Modifié à la main" in said and "--ecraser" in said
    assert edited.read_bytes() == before


def test_an_edited_letter_of_someone_whose_name_is_corrected(dossier: Dossier) -> None:
    """Known by its key: its new name would bring a letter without the edit beside the edited one."""
    edited = edit(dossier.place / "notifications" / "D-ALMEIDA_Ines-Eleonore.docx")
    dossier.correct("D'ALMEIDA", "D'ALMEYDA")
    said = dossier.run("render")
    assert "notifications/D-ALMEIDA_Ines-Eleonore.docx est modifié à la main" in said
    assert edited.exists()
    assert not list(dossier.place.glob("notifications/D-ALMEYDA*"))
    assert list(dossier.place.glob("certificats/D-ALMEYDA*"))
    dossier.run("tirage", "--seulement", "notification", code=CodeSortie.INTEGRITE)


def test_an_edited_letter_that_has_no_place_any_more_is_set_aside(dossier: Dossier) -> None:
    edited = edit(dossier.place / "notifications" / "D-ALMEIDA_Ines-Eleonore.docx")
    before = edited.read_bytes()
    path = dossier.racine / "candidats.csv"
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    path.write_text("".join(line for line in lines if "T90101" not in line), encoding="utf-8")
    said = dossier.run("render")
    assert "écarté : notifications/D-ALMEIDA_Ines-Eleonore.docx" in said
    assert not edited.exists()
    assert [p.read_bytes() for p in (dossier.place / "modifies").rglob("*.docx")] == [before]


def test_the_account_after_a_run_that_failed_at_its_end(
    dossier: Dossier, monkeypatch: pytest.MonkeyPatch
) -> None:
    """All was made before: the next run delivers it, and counts it."""
    shutil.rmtree(dossier.sortie)

    def fail(self: Livraison, *_: object) -> Reprise:
        raise SortieError("Le disque s’est rempli. Libérez-en.")

    with monkeypatch.context() as patch:
        patch.setattr(Livraison, "commit", fail)
        dossier.run("render", code=CodeSortie.SORTIE)
    assert not dossier.place.exists()
    said = dossier.run("render")
    assert count(said) == (16, 0, 16, 0)
    assert len(list(dossier.place.rglob("*.pdf"))) == 16

"""All there is to correct is said at once: data, templates and images, without what follows from
the first cause."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import click.testing
import pytest
from papiers_outils import HUIT, EnclosDirect, make_petite_session, write_session

from amo_docs import fabrication
from amo_docs.cli import cli
from amo_docs.typographie import agree

Constats = list[tuple[str, str, int | None]]
"""(code, file, line) of each erreur."""

LIVRET = '[livret]\ntitre = "Livret"\n'


@pytest.fixture(autouse=True)
def enclos_direct(monkeypatch: pytest.MonkeyPatch, huit_modeles: None) -> None:
    monkeypatch.setattr(fabrication, "Enclos", EnclosDirect)


def make_session(folder: Path, modeles: dict[str, str] | None = None, **changes: Any) -> Path:
    session = (
        make_petite_session(*HUIT)
        | ({"modeles": "modeles"} if modeles is not None else {})
        | changes
    )
    path = write_session(folder, session, ("T90101", "T90102"))
    for nom, text in (modeles or {}).items():
        (folder / "modeles").mkdir(exist_ok=True)
        (folder / "modeles" / nom).write_text(text, encoding="utf-8")
    return path


def spoil_candidat(folder: Path) -> None:
    table = folder / "candidats.csv"
    table.write_text(
        table.read_text(encoding="utf-8").replace("14/02/1992", "31/02/1992"), encoding="utf-8"
    )


def check(session: Path) -> tuple[int, Constats]:
    """The exit code, and the erreurs; `render` says the same and writes nothing."""
    runner = click.testing.CliRunner(catch_exceptions=False)
    said = runner.invoke(cli, ["check", "--json", str(session)])
    rows = [row for row in json.loads(said.stdout) if row["severite"] == "erreur"]
    made = runner.invoke(cli, ["render", str(session), "--sortie", str(session.parent / "sortie")])
    assert made.exit_code == said.exit_code
    assert f"{agree(len(rows), 'erreur', 'erreurs')}. Rien n’a été écrit." in made.stderr
    assert not (session.parent / "sortie").exists()
    return said.exit_code, [(row["code"], row["fichier"], row["ligne"]) for row in rows]


def test_a_wrong_row_a_wrong_template_and_a_missing_image(tmp_path: Path) -> None:
    """The rules, the syntax of templates, an unknown name and the images: each once, and the data
    give the code."""
    autorite = make_petite_session(*HUIT)["autorite"] | {"logo": "images/absente.png"}
    own = {
        "certificat.html": "<p>\n{{ candidat.nom",
        "convocation_jury.html": "<p>{{ membre.taille }}</p>",
    }
    session = make_session(tmp_path, own, autorite=autorite)
    text = session.read_text(encoding="utf-8").replace(
        "papiers = [", 'papiers = ["certificats", ', 1
    )
    session.write_text(text, encoding="utf-8")
    spoil_candidat(tmp_path)
    code, found = check(session)
    assert code == 3
    assert found == [
        ("L036", "candidats.csv", 2),
        ("G602", "modeles/certificat.html", 2),
        ("G605", "modeles/convocation_jury.html", 1),
        ("G601", "session.toml", found[3][2]),
        ("S402", "session.toml", found[4][2]),
    ]


def test_a_session_that_makes_no_record_still_names_its_files(tmp_path: Path) -> None:
    """An unknown key keeps the session from being one; its templates and images are read all the
    same."""
    autorite = make_petite_session(*HUIT)["autorite"] | {"logo": "images/absente.png"}
    session = make_session(
        tmp_path, {"certificat.html": "{% if %}"}, autorite=autorite, coed="2026"
    )
    code, found = check(session)
    assert code == 3
    assert [(c, f) for c, f, _ in found] == [
        ("G602", "modeles/certificat.html"),
        ("G601", "session.toml"),
        ("L031", "session.toml"),
    ]


def test_every_fault_of_a_folder_of_templates(tmp_path: Path) -> None:
    """A table, a syntax, a template that is not there, an encoding: all of templates, hence 4."""
    own = {
        "documents.toml": LIVRET,
        "mentions.toml": "[[expressions]]\n",
        "certificat.html": '{% include "absent.html" %}',
        "notification.html": "{% endif %}",
    }
    session = make_session(tmp_path, own)
    (tmp_path / "modeles" / "convocation_jury.html").write_bytes("<p>née</p>".encode("cp1252"))
    code, found = check(session)
    assert code == 4
    assert {(c, f) for c, f, _ in found} == {
        ("L030", "modeles/documents.toml"),
        ("L030", "modeles/mentions.toml"),
        ("L003", "modeles/convocation_jury.html"),
        ("G602", "modeles/notification.html"),
    }, "the template that is not there may be the one that could not be read"


def test_a_template_of_no_paper_yet_is_read_too(tmp_path: Path) -> None:
    """Before the délivrance nothing is made of the certificate: its syntax is known all the
    same."""
    path = make_session(tmp_path, {"certificat.html": "{{ candidat.nom_naissance|majuscules }}"})
    head, _, tail = path.read_text(encoding="utf-8").partition("delivrance = ")
    path.write_text(head + tail.partition("\n")[2], encoding="utf-8")
    assert check(path) == (4, [("G602", "modeles/certificat.html", 1)])


@pytest.mark.parametrize(
    "gabarit", ["{{ signataire.nom }}", "{{ ''|trim }}", "{{ candidat.grade }}"]
)
def test_a_blank_that_wrong_data_may_explain_is_not_said_beside_them(
    tmp_path: Path, gabarit: str
) -> None:
    """The signatory is misspelt, the row has no grade: one cause, one finding."""
    session = make_session(tmp_path, {"certificat.html": gabarit})
    text = session.read_text(encoding="utf-8")
    session.write_text(text.replace('"certificat"', '"certificats"'), encoding="utf-8")
    code, found = check(session)
    assert code == 3
    assert {c for c, *_ in found} == {"S402"}


@pytest.mark.parametrize(
    "casse", [{}, {"mentions.toml": "[[expressions]]\n"}], ids=["lus", "un non"]
)
def test_a_character_the_fonts_lack_is_said_beside_wrong_data(
    tmp_path: Path, casse: dict[str, str]
) -> None:
    """No other row, and no template, is the cause of it; and it is a fault of data, hence 3."""
    session = make_session(tmp_path, casse)
    table = tmp_path / "candidats.csv"
    table.write_text(
        table.read_text(encoding="utf-8").replace("Jean-Noël", "Jean-Noël 陽"), "utf-8"
    )
    code, found = check(session)
    assert code == 3
    assert [c for c in found if c[0] == "G606"] == [("G606", "candidats.csv", 3)]
    spoil_candidat(tmp_path)
    code, found = check(session)
    assert code == 3
    assert [c[:2] for c in found if c[0] in ("G606", "L036")] == [
        ("L036", "candidats.csv"),
        ("G606", "candidats.csv"),
    ]


def test_a_paper_its_wrong_table_declares_is_not_unknown(tmp_path: Path) -> None:
    """The table of the livret is wrong: that its key may be signed for cannot be told."""
    session = make_session(tmp_path, {"documents.toml": LIVRET})
    text = session.read_text(encoding="utf-8").replace('"certificat"', '"certificat", "livret"')
    session.write_text(text, encoding="utf-8")
    code, found = check(session)
    assert code == 4
    assert {f for _, f, _ in found} == {"modeles/documents.toml"}

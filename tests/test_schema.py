"""`amo-docs schema`: what an editor is told of session.toml, referentiel.toml and documents.toml is
what the program takes."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Iterator, Mapping
from datetime import date, time
from pathlib import Path
from typing import Any, get_args

import pytest
from click.testing import CliRunner, Result
from jsonschema import Draft7Validator
from outils.documentation import SCHEMAS

from amo_docs.catalogue.types_papier import DocumentType, Mention
from amo_docs.cli import cli
from amo_docs.cli.json_schema import write_schema
from amo_docs.cli.schema import NOMS
from amo_docs.load.session import load_session
from amo_docs.model.etat import Etat

RACINE = Path(__file__).parents[1]
REFERENTIEL = RACINE / "referentiel.toml"
SESSIONS = sorted((RACINE / "samples").rglob("session.toml"))
FICHIERS = [
    *((path, "session") for path in SESSIONS),
    *((path, "referentiel") for path in (REFERENTIEL, *RACINE.glob("samples/*/referentiel.toml"))),
    *((path, "catalogue") for path in sorted(RACINE.rglob("documents.toml"))),
]


def run(*args: str | Path) -> Result:
    return CliRunner().invoke(cli, ["schema", *map(str, args)])


def as_json(value: Any) -> Any:
    """A value of TOML as the editors hand it to a schema: days and hours as their text."""
    if isinstance(value, Mapping):
        return {key: as_json(item) for key, item in value.items()}
    if isinstance(value, list):
        return [as_json(item) for item in value]
    return value.isoformat() if isinstance(value, date | time) else value


def read(path: Path) -> Any:
    return as_json(tomllib.loads(path.read_text(encoding="utf-8")))


def make_validator(nom: str) -> Draft7Validator:
    schema = json.loads(write_schema(nom))
    Draft7Validator.check_schema(schema)
    return Draft7Validator(schema, format_checker=Draft7Validator.FORMAT_CHECKER)


def list_fautes(nom: str, donnees: Any) -> list[tuple[str, str]]:
    """Where a schema finds something wrong, and by which of its words."""
    return sorted(
        (error.json_path, str(error.validator))
        for error in make_validator(nom).iter_errors(donnees)
    )


def test_there_are_files_of_each_kind() -> None:
    assert {nom for _, nom in FICHIERS} == set(NOMS)
    assert len(SESSIONS) == 3


@pytest.mark.parametrize(
    ("path", "nom"), FICHIERS, ids=[str(path.relative_to(RACINE)) for path, _ in FICHIERS]
)
def test_every_sample_is_of_its_schema(path: Path, nom: str) -> None:
    assert list_fautes(nom, read(path)) == []


def test_what_init_writes_is_of_its_schema(tmp_path: Path) -> None:
    assert CliRunner().invoke(cli, ["init", str(tmp_path / "session")]).exit_code == 0
    assert list_fautes("session", read(tmp_path / "session" / "session.toml")) == []


MAUVAISES = {
    "misspelt key": ("", "intitulé", "x", ("$", "additionalProperties")),
    "misspelt key of a table": ("autorite", "adress", [], ("$.autorite", "additionalProperties")),
    "choice": ("jurys.0.membres.0", "role", "chef", ("$.jurys[0].membres[0].role", "enum")),
    "day that does not exist": ("delivrance", "date", "2026-02-31", ("$.delivrance.date", "anyOf")),
    "year of two digits": ("delivrance", "date", "01/02/26", ("$.delivrance.date", "anyOf")),
    "hour": ("jurys.0", "heure_debut", "midi", ("$.jurys[0].heure_debut", "pattern")),
    "blank": ("autorite", "nom", "", ("$.autorite.nom", "minLength")),
    "text in place of a list": ("autorite", "entete", "x", ("$.autorite.entete", "type")),
    "empty list": ("", "jurys", [], ("$.jurys", "minItems")),
    "figure": (
        "epreuves.0",
        "duree_minutes",
        0,
        ("$.epreuves[0].duree_minutes", "exclusiveMinimum"),
    ),
    "yes or no": ("", "specimen", "peut-être", ("$.specimen", "anyOf")),
}


def find_table(donnees: Any, chemin: str) -> dict[str, Any]:
    for part in filter(None, chemin.split(".")):
        donnees = donnees[int(part) if part.isdigit() else part]
    assert isinstance(donnees, dict)
    return donnees


@pytest.mark.parametrize("cas", MAUVAISES)
def test_what_is_mistyped_is_seen(cas: str) -> None:
    chemin, cle, valeur, faute = MAUVAISES[cas]
    donnees = read(RACINE / "samples" / "session.toml")
    find_table(donnees, chemin)[cle] = valeur
    assert list_fautes("session", donnees) == [faute]


def test_a_missing_key_is_seen() -> None:
    donnees = read(RACINE / "samples" / "session.toml")
    del donnees["autorite"]["nom"]
    assert list_fautes("session", donnees) == [("$.autorite", "required")]


def test_an_unknown_key_of_a_paper_or_of_the_referentiel_is_seen() -> None:
    papiers = read(RACINE / "templates" / "documents.toml")
    papiers["certificat"]["mention"] = ["code"]
    assert list_fautes("catalogue", papiers) == [("$.certificat", "additionalProperties")]
    referentiel = read(REFERENTIEL)
    referentiel["blocs"][0]["niveau"] = 4
    assert list_fautes("referentiel", referentiel) == [("$.blocs[0]", "additionalProperties")]


CANDIDAT = """
[[candidats]]
matricule = "M1"
jury = "TERRE"
civilite = "Madame"
sexe = "F"
nom_naissance = "ESSAI"
prenoms = "Ève"
date_naissance = {jour}
commune_naissance = "Lyon"
territoire_naissance = "Rhône"
insee_naissance = "{insee}"
adresse = "1, rue de l’Essai / 00000 Ville"
voie = "scolaire"
blocs_vises = "BC01 et BC02"
heure_passage = "9 h 30"
"""


@pytest.mark.parametrize(
    ("jour", "insee", "taken"),
    [
        ("1998-02-23", "69123", True),
        ('"1998-02-23"', "2A004", True),
        ('"23/02/1998"', "69123", True),
        ('"23.2.1998"', "69123", True),
        ("1998", "69123", True),
        ('"1998"', "69123", True),
        ('"00/00/1998"', "69123", True),
        ('"00/02/1998"', "69123", True),
        ('"02/1998"', "69123", True),
        ('"1998-02"', "69123", True),
        ('"février 1998"', "69123", True),
        ('"13/1998"', "69123", False),
        ('"02/98"', "69123", False),
        ("98", "69123", False),
        ("1998-02-23", "6912", False),
        ('"23/02/98"', "69123", False),
        ("19980223", "69123", False),
    ],
)
def test_schema_and_model_take_and_refuse_the_same(
    tmp_path: Path, jour: str, insee: str, taken: bool
) -> None:
    """Candidates typed in the session: days, texts cut into lists, codes."""
    text = (RACINE / "samples" / "session.toml").read_text(encoding="utf-8")
    text = text.replace("fichier_candidats", "# fichier_candidats")
    path = tmp_path / "session.toml"
    path.write_text(text + CANDIDAT.format(jour=jour, insee=insee), encoding="utf-8")
    assert (list_fautes("session", read(path)) == []) is taken
    assert (load_session(path, REFERENTIEL).findings == ()) is taken


def list_proprietes(schema: Any, chemin: str = "$") -> Iterator[tuple[str, dict[str, Any]]]:
    """Every key a schema describes, with where it stands."""
    if isinstance(schema, dict):
        for nom, champ in schema.get("properties", {}).items():
            yield f"{chemin}.{nom}", champ
        for key, item in schema.items():
            yield from list_proprietes(item, f"{chemin}/{key}")


@pytest.mark.parametrize("nom", NOMS)
def test_every_key_is_explained_and_no_other_is_let_in(nom: str) -> None:
    """After a new field of the model: its note in the session of `init`, or langues/fr/sens.toml."""
    schema = json.loads(write_schema(nom))
    mute = [chemin for chemin, champ in list_proprietes(schema) if not champ.get("description")]
    assert mute == []
    open_ones = [
        nom
        for nom, table in schema["definitions"].items()
        if table["type"] == "object" and table["additionalProperties"] is not False
    ]
    assert open_ones == []
    choices = [table for table in schema["definitions"].values() if table["type"] != "object"]
    assert all(set(table) == {"type", "enum"} for table in choices)
    assert '"null"' not in write_schema(nom)


def test_the_lists_of_the_catalogue_are_those_of_the_program() -> None:
    papier = json.loads(write_schema("catalogue"))["definitions"]["DocumentType"]
    assert papier["properties"]["etat"]["enum"] == [etat.name.lower() for etat in Etat]
    assert papier["properties"]["mentions"]["items"]["enum"] == list(get_args(Mention))
    assert {"cle", *papier["properties"]} == set(DocumentType.model_fields)


@pytest.mark.parametrize("nom", NOMS)
def test_the_files_of_docs_are_up_to_date(nom: str) -> None:
    """Run script/docs when this fails."""
    assert (SCHEMAS / f"{nom}.schema.json").read_text(encoding="utf-8") == write_schema(nom)


def test_one_is_printed_and_the_three_are_written(tmp_path: Path) -> None:
    assert run("session").stdout == write_schema("session")
    done = run("--vers", tmp_path / "a" / "b")
    assert done.exit_code == 0
    assert {
        path.name: path.read_text(encoding="utf-8") for path in (tmp_path / "a/b").iterdir()
    } == {f"{nom}.schema.json": write_schema(nom) for nom in NOMS}


@pytest.mark.parametrize(
    ("args", "code", "said"),
    [
        ((), 2, "Donnez un nom"),
        (("session", "--vers", "x"), 2, "Donnez un nom"),
        (("candidats",), 2, "candidats"),
        (("--vers", "fichier/dossier"), 5, "ne peut pas être écrit"),
    ],
)
def test_what_cannot_be_done_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, args: tuple[str, ...], code: int, said: str
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "fichier").write_text("")
    done = run(*args)
    assert (done.exit_code, said in done.stderr) == (code, True)
    assert [path.name for path in tmp_path.iterdir()] == ["fichier"]

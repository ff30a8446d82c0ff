"""The benchmark: its sessions are valid and always the same, its report is right. No time is
measured here."""

from __future__ import annotations

import importlib
import importlib.util
import json
import sys
import tomllib
from pathlib import Path
from types import ModuleType

import pytest

from amo_docs.load.ouverture import open_session
from amo_docs.pipeline import SessionComposee, prepare

ROOT = Path(__file__).parents[1]
BENCH = ROOT / "bench"


@pytest.fixture(scope="module", autouse=True)
def bench() -> ModuleType:
    """The package, from its folder alone: the source folder stays off the path, the wheel is under
    test."""
    spec = importlib.util.spec_from_file_location(
        "bench", BENCH / "__init__.py", submodule_search_locations=[str(BENCH)]
    )
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["bench"] = module
    spec.loader.exec_module(module)
    return module


def load(name: str) -> ModuleType:
    return importlib.import_module(f"bench.{name}")


@pytest.fixture(scope="module")
def preparation(tmp_path_factory: pytest.TempPathFactory) -> SessionComposee:
    session = load("session").write_session(tmp_path_factory.mktemp("banc") / "s", 50)
    return prepare(open_session(session))


def test_a_session_of_fifty_has_no_erreur_and_every_paper_of_a_year(
    preparation: SessionComposee,
) -> None:
    assert len(preparation.matiere.session.candidats) == 50
    assert preparation.matiere.session.specimen
    assert preparation.plan.refus == ()
    usual = {document.cle for document in preparation.catalogue}
    assert {papier.exemplaire.type for papier in preparation.papiers} == usual
    codes = {decision.code for decision in preparation.decisions}
    assert len(codes) >= 4
    assert any("&" in str(decision.candidat.nom_usage) for decision in preparation.decisions)


def test_the_same_size_gives_the_same_bytes(tmp_path: Path) -> None:
    session = load("session")
    first, second = (session.write_session(tmp_path / name, 50).parent for name in ("a", "b"))
    files = sorted(path.relative_to(first) for path in first.rglob("*") if path.is_file())
    assert files == sorted(path.relative_to(second) for path in second.rglob("*") if path.is_file())
    assert [
        name for name in files if (first / name).read_bytes() != (second / name).read_bytes()
    ] == []


def test_a_year_is_thirty_juries(tmp_path: Path) -> None:
    content = tomllib.loads(
        load("session").write_session(tmp_path / "s", 1855).read_text(encoding="utf-8")
    )
    assert len(content["jurys"]) == 30


def test_one_candidate_changes_and_no_other(tmp_path: Path) -> None:
    session = load("session")
    table = session.write_session(tmp_path / "s", 50).with_name("candidats.csv")
    before = session.read_candidats(table)
    session.change_candidat(table.with_name("session.toml"))
    assert (
        sum(old != new for old, new in zip(before, session.read_candidats(table), strict=True)) == 1
    )


FIGURES = {
    "paire_sur_docxtpl_libreoffice": 0.5,
    "pdf_sur_weasyprint": 0.75,
    "pdf_sur_typst_une_page": 8.0,
    "deux_processus": 1.8,
    "premiere_sur_seconde_annee": 19.9,
}
HELD = {
    "paire_sur_docxtpl_libreoffice": "**non tenu**",
    "pdf_sur_weasyprint": "tenu",
    "pdf_sur_typst_une_page": "**non tenu**",
    "pdf_sur_typst_convocation": "non mesuré",
    "deux_processus": "tenu",
    "premiere_sur_seconde_annee": "**non tenu**",
    "annee_secondes": "non mesuré",
}


def test_goals_are_held_or_not() -> None:
    rapport = load("rapport")
    rows = {
        but.cle: row for but, row in zip(rapport.BUTS, rapport.list_lignes(FIGURES), strict=True)
    }
    assert {cle: rows[cle][3] for cle in HELD} == HELD
    assert "NON TENU" in rapport.write_ecran(FIGURES)


def read_bloc(text: str) -> dict[str, float | None]:
    """The JSON a report ends with."""
    assert text.endswith("\n```\n")
    content: dict[str, float | None] = json.loads(
        text.rpartition("```json\n")[2].removesuffix("```\n")
    )
    return content


def test_the_report_ends_with_the_ratios() -> None:
    module = load("rapport")
    table = module.Table("Essai", "", ["Quoi", "Combien"], [["rien", "0"]])
    text = module.write_resultats(
        module.Rapport("2026-11-23", (50, 1855), {"Cœurs": "2"}, {"Python": "3"}, FIGURES, (table,))
    )
    assert "| rien | 0 |" in text
    assert "1\u202f855" in text
    content = read_bloc(text)
    assert list(content) == [but.cle for but in module.BUTS]
    assert {cle: valeur for cle, valeur in content.items() if valeur is not None} == FIGURES


def test_the_results_on_record_have_the_keys_the_report_writes() -> None:
    """script/bench writes them; renew them when a ratio is added."""
    results = BENCH / "RESULTATS.md"
    if results.exists():
        assert list(read_bloc(results.read_text(encoding="utf-8"))) == [
            but.cle for but in load("rapport").BUTS
        ]


def test_a_page_becomes_a_template_and_its_values_come_back(preparation: SessionComposee) -> None:
    """What fills the templates of others is read where their tags are put."""
    champs = load("champs")
    for type_ in champs.CHAMPS:
        papier = champs.find_complet(
            [papier for papier in preparation.papiers if papier.exemplaire.type == type_]
        )
        page, values = champs.make_gabarit(papier), champs.read_champs(papier)
        assert [champ.nom for champ in champs.CHAMPS[type_]] == list(values)
        assert all(
            f"{{{{ {nom} }}}}" in page for nom, value in values.items() if isinstance(value, str)
        )

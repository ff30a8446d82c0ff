"""The Python door says what the commands say."""

from __future__ import annotations

import inspect
from pathlib import Path

import pytest
from papiers_outils import EXEMPLES, run_commande

from amo_docs import api
from amo_docs.errors import CodeSortie

SESSION = EXEMPLES / "session.toml"


def test_every_name_of_the_door_is_there_and_says_what_it_is() -> None:
    for nom in api.__all__:
        assert inspect.getdoc(getattr(api, nom)), nom
    public = {
        nom
        for nom, value in vars(api).items()
        if inspect.isfunction(value) and value.__module__ == api.__name__
    }
    assert public <= set(api.__all__)


def test_a_session_without_fault_is_told_so() -> None:
    session = api.open_session(SESSION)
    assert api.check(session) == api.Verification((), CodeSortie.SUCCES)


def test_a_fault_is_a_value_and_not_an_exception(tmp_path: Path) -> None:
    path = tmp_path / "session.toml"
    path.write_text("code = ", encoding="utf-8")
    verification = api.check(api.open_session(path))
    assert verification.code_sortie == CodeSortie.DONNEES
    assert [finding.code for finding in verification.findings] == ["L004"]
    with pytest.raises(api.DonneesError):
        api.render(api.open_session(path), tmp_path / "sortie")
    assert not (tmp_path / "sortie").exists()


def test_the_built_in_templates_are_told_right_and_a_missing_folder_is_an_error(
    tmp_path: Path,
) -> None:
    assert api.check_modeles().code_sortie == CodeSortie.SUCCES
    with pytest.raises(api.ModeleError, match="n’existe pas"):
        api.check_modeles(tmp_path / "absent")


@pytest.mark.lent
def test_what_a_program_makes_is_what_the_command_makes(tmp_path: Path) -> None:
    demande = api.Demande(selection=api.Selection(types=frozenset({"certificat"})))
    seen: list[tuple[int, int]] = []
    bilan = api.render(
        api.open_session(SESSION), tmp_path / "api", demande, lambda *done: seen.append(done)
    )
    run_commande(
        "render", str(SESSION), "--sortie", str(tmp_path / "commande"), "--seulement", "certificat"
    )
    made = {p.name: p.read_bytes() for p in bilan.dossier.rglob("*.*") if p.is_file()}
    theirs = tmp_path / "commande" / bilan.dossier.name
    assert made == {p.name: p.read_bytes() for p in theirs.rglob("*.*") if p.is_file()}
    total = sum(bilan.produits.values())
    assert (seen[0], seen[-1]) == ((0, total), (total, total))
    tirage = api.make_tirages(api.open_session(SESSION), tmp_path / "api", api.DemandeTirage())
    assert [fichier.papiers for fichier in tirage.fichiers] == [total]

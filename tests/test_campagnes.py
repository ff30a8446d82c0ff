"""Campaigns: the list of mutations fits the code, a mutation is seen or said to be, figures are kept
by name."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from campagnes.mutations import apply, list_perdues, read_mutations
from campagnes.resultats import Section, write_section


def test_every_mutation_stands_where_the_list_says() -> None:
    """When the code has moved: put the new text in tests/campagnes/mutations.toml."""
    mutations = read_mutations()
    assert len(mutations) > 20
    assert list_perdues(mutations) == []


def test_a_mutation_that_no_longer_fits_is_told() -> None:
    mutation = read_mutations()[0]
    assert len(list_perdues([replace(mutation, avant="un texte que rien ne dit")])) == 1
    assert len(list_perdues([replace(mutation, avant="import")])) == 1, "more than once"
    assert len(list_perdues([replace(mutation, essais=("tests/test_absent.py",))])) == 1


@pytest.mark.lent
def test_a_mutation_is_seen_where_a_test_looks_and_the_copy_is_mended(tmp_path: Path) -> None:
    (tmp_path / "seuil.py").write_text("LIMITE = 3\nAUTRE = 4\n")
    (tmp_path / "test_seuil.py").write_text(
        "import seuil\ndef test_limite(): assert seuil.LIMITE == 3\n"
    )
    mutation = replace(
        read_mutations()[0],
        fichier="seuil.py",
        avant="LIMITE = 3",
        apres="LIMITE = 4",
        essais=("test_seuil.py",),
    )
    assert apply(mutation, tmp_path) == (False, "test_seuil.py::test_limite")
    assert apply(replace(mutation, avant="AUTRE = 4", apres="AUTRE = 5"), tmp_path) == (True, "")
    assert (tmp_path / "seuil.py").read_text() == "LIMITE = 3\nAUTRE = 4\n"


def test_the_figures_of_a_campaign_take_the_place_of_the_former_ones(tmp_path: Path) -> None:
    page = tmp_path / "CAMPAGNES.md"

    def make(nom: str, fois: str, *fautes: str) -> Section:
        return Section(
            nom, "Ce que c’est.", "Un jour.", ["Essai"], [[fois]], list(fautes), not fautes
        )

    write_section(make("sessions", "un"), page)
    write_section(make("arrets", "deux"), page)
    first = page.read_text(encoding="utf-8")
    write_section(make("sessions", "trois", "test_x"), page)
    text = page.read_text(encoding="utf-8")
    assert [line for line in text.splitlines() if line.startswith("## ")] == [
        "## arrets",
        "## sessions",
    ]
    assert "Trouvé : test_x" in text and "| trois |" in text
    assert "| deux |" in text and "| un |" not in text
    write_section(make("sessions", "un"), page)
    assert page.read_text(encoding="utf-8") == first

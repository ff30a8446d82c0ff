"""A folder people work in: what is named is remade, the rest stays; what was changed by hand is
never lost."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from papiers_outils import (
    HUIT,
    PETITS_MODELES,
    EnclosDirect,
    make_petite_session,
    render_ici,
    stand_in,
    write_session,
)

from amo_docs import fabrication
from amo_docs.dossier.en_place import read_en_place
from amo_docs.dossier.parcours import list_fichiers
from amo_docs.errors import DemandeError, IntegriteError
from amo_docs.load.ouverture import open_session
from amo_docs.model.bilan import Bilan, Demande
from amo_docs.model.selection import Selection
from amo_docs.pipeline import render

MATRICULES = ("T90101", "T90102", "T90108")
"""The last of them is not certified."""


@pytest.fixture(scope="module")
def faits(tmp_path_factory: pytest.TempPathFactory) -> dict[bool, Path]:
    """A small session and its folder, PROJET and final. To be copied, never changed."""
    found = {}
    for final in (False, True):
        ici = tmp_path_factory.mktemp("final" if final else "projet")
        session = write_session(ici, make_petite_session(*HUIT), MATRICULES)
        with pytest.MonkeyPatch.context() as patch:
            stand_in(patch, PETITS_MODELES)
            options = ("--vierge", "proces_verbal", *(("--definitif",) if final else ()))
            render_ici(session, ici / "sortie", *options)
        found[final] = ici
    return found


def copy(faits: Path, ici: Path) -> Path:
    """A copy of the session and of its folder, to work in; return the folder."""
    shutil.copytree(faits, ici / "session")
    (place,) = (ici / "session" / "sortie").iterdir()
    return place


@pytest.fixture(autouse=True)
def enclos_direct(monkeypatch: pytest.MonkeyPatch, huit_modeles: None) -> None:
    """What runs in a child runs here; templates are small."""
    monkeypatch.setattr(fabrication, "Enclos", EnclosDirect)


@pytest.fixture
def place(faits: dict[bool, Path], tmp_path: Path) -> Path:
    """A folder of PROJET papers, to work in."""
    return copy(faits[False], tmp_path)


@pytest.fixture
def place_finale(faits: dict[bool, Path], tmp_path: Path) -> Path:
    """The same, of final papers."""
    return copy(faits[True], tmp_path)


def count_papiers(place: Path) -> int:
    """How many papers there are, each in PDF and in DOCX; the blank ones are among them."""
    return len(list(place.rglob("*.pdf")))


def refaire(place: Path, **demande: object) -> Bilan:
    """Render the session into `place`, as asked."""
    options = {nom: bool(demande.pop(nom, False)) for nom in ("ecraser", "tout")}
    selection = Selection(**demande)  # type: ignore[arg-type]
    session = place.parents[1] / "session.toml"
    demande = Demande(selection=selection, **options)
    return render(open_session(session), place.parent, demande, lambda *_: None)


def digest(place: Path) -> dict[str, bytes]:
    return {name: (place / name).read_bytes() for name in list_fichiers(place)}


def test_one_paper_of_one_candidate_is_remade_and_the_rest_stays(place: Path) -> None:
    before = digest(place)
    total = count_papiers(place)
    bilan = refaire(
        place, types=frozenset({"certificat"}), candidats=frozenset({"T90101"}), tout=True
    )
    assert (dict(bilan.produits), bilan.repris, bilan.demandes) == (
        {"certificat": 1},
        total - 1,
        total,
    )
    assert digest(place) == before


def test_a_member_and_a_format_can_be_named(place: Path) -> None:
    bilan = refaire(place, membres=frozenset({"T-P"}), formats=("docx",), tout=True)
    assert (dict(bilan.produits), bilan.repris) == (
        {"convocation_jury": 1},
        count_papiers(place) - 1,
    )


@pytest.mark.parametrize(
    ("champ", "value", "words"),
    [
        ("types", "certificats", "Vouliez-vous écrire «\u00a0certificat\u00a0»\u202f?"),
        ("candidats", "T9010", "« T9010 » n’existe pas dans cette session"),
        ("membres", "zzz", "Valeurs connues"),
    ],
)
def test_what_the_session_does_not_have_is_refused(
    place: Path, champ: str, value: str, words: str
) -> None:
    before = digest(place)
    with pytest.raises(DemandeError, match=r".") as caught:
        refaire(place, **{champ: frozenset({value})})
    assert words in str(caught.value)
    assert digest(place) == before


def test_a_demand_that_makes_nothing_is_refused(place: Path) -> None:
    with pytest.raises(DemandeError, match="Aucun papier à faire"):
        refaire(place, types=frozenset({"certificat"}), candidats=frozenset({"T90108"}))


def test_a_paper_changed_by_hand_and_not_asked_for_stays(place: Path) -> None:
    chosen = next((place / "certificats").glob("*.docx"))
    edited = chosen.read_bytes() + b"\0"
    chosen.write_bytes(edited)
    bilan = refaire(place, types=frozenset({"proces_verbal"}))
    # It was not to be made: there is nothing to keep it from.
    assert bilan.modifies == ()
    assert chosen.read_bytes() == edited


def test_ecraser_sets_it_aside_and_makes_it_again(place: Path) -> None:
    chosen = next((place / "certificats").glob("*.docx"))
    original = chosen.read_bytes()
    chosen.write_bytes(original + b"\0")
    bilan = refaire(place, types=frozenset({"proces_verbal"}), ecraser=True)
    assert bilan.ecartes == (f"certificats/{chosen.name}",)
    assert chosen.read_bytes() == original
    (kept,) = (place / "modifies" / "certificats").iterdir()
    assert kept.read_bytes() == original + b"\0"
    assert read_en_place(place).autres == (f"modifies/certificats/{kept.name}",)


def test_a_paper_missing_and_not_asked_for_is_named(place: Path) -> None:
    chosen = next((place / "certificats").glob("*.pdf"))
    chosen.unlink()
    with pytest.raises(IntegriteError, match=chosen.name):
        refaire(place, types=frozenset({"proces_verbal"}))


def test_files_of_others_stay(place: Path) -> None:
    scan = place / "pieces/pv signé.pdf"
    scan.parent.mkdir()
    scan.write_bytes(b"scan")
    refaire(place, types=frozenset({"proces_verbal"}), formats=("docx",))
    assert scan.read_bytes() == b"scan"


def test_a_final_paper_does_not_become_a_projet_again(place_finale: Path) -> None:
    before = digest(place_finale)
    with pytest.raises(IntegriteError, match="--definitif"):
        refaire(place_finale, types=frozenset({"certificat"}))
    assert digest(place_finale) == before


def test_a_convocation_may_be_made_again_beside_final_papers(place_finale: Path) -> None:
    before = digest(place_finale)
    refaire(place_finale, membres=frozenset({"T-P"}), tout=True)
    after = digest(place_finale)
    changed = {nom for nom in before if after[nom] != before[nom]}
    assert changed == {
        "manifeste.json",
        "SHA256SUMS",
    }  # it says that the last run was of PROJET papers
    assert set(after) == set(before)

"""Campaigns: the list of mutations fits the code, a mutation is seen or said to be, figures are kept
by name."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import docx
import pytest
from campagnes import hostile
from campagnes.ampleur import Ampleur
from campagnes.mutations import apply, list_perdues, read_mutations
from campagnes.resultats import Section, write_section
from fabrique import make_candidat, make_dossier

from amo_docs.decide import decide_all
from amo_docs.findings import Finding
from amo_docs.model.decision import CodeDecision


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


# ── Hostile folders ───────────────────────────────────────────────────────────────────────────────


@pytest.mark.lent
def test_altered_folders_give_findings_or_papers_as_they_must_be(
    tmp_path: Path, ampleur: Ampleur
) -> None:
    """The same folders at each run; `script/campagne hostile` tries ten thousand."""
    section = hostile.run_hostile(ampleur.count(60), 1, tmp_path)
    assert section.fautes == []
    issues = {issue: int(fois) for issue, fois in section.lignes}
    assert issues["refusée"] > 10
    assert issues["juste"] > 2
    assert sum(issues.values()) == ampleur.count(60)


def test_a_campaign_goes_on_where_it_was_stopped(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each rank once, whatever was stopped; what is wrong is kept with its folder."""
    ranks: list[Path] = []

    def look(entree: hostile.Entree) -> str:
        ranks.append(entree.chemin)
        if len(ranks) == 2:
            raise ZeroDivisionError("trouvé")
        if len(ranks) == 4:
            raise KeyboardInterrupt
        return "juste"

    monkeypatch.setattr(hostile, "try_entree", look)
    monkeypatch.setattr(hostile, "PAS", 1)
    with pytest.raises(KeyboardInterrupt):
        hostile.run_hostile(5, 1, tmp_path)
    section = hostile.run_hostile(5, 1, tmp_path)
    assert len(ranks) == 6
    assert section.lignes == [["faute", "1"], ["juste", "4"]]
    assert not section.tenue
    kept = tmp_path / "fautes" / "1"
    assert "ZeroDivisionError: trouvé" in (kept / "faute.txt").read_text(encoding="utf-8")
    assert list((kept / "dossier").glob("session-*.toml"))


def test_an_altered_folder_is_the_same_at_each_draw(tmp_path: Path) -> None:
    hostile.write_base(tmp_path / "base")
    for rang in range(12):
        one, other = (
            hostile.draw_entree(3, rang, tmp_path / "base", tmp_path / f"{rang}{cote}")
            for cote in "ab"
        )
        assert one.alterations == other.alterations
        assert one.alterations
        for path in one.chemin.parent.rglob("*"):
            if path.is_file() and not path.is_symlink():
                twin = other.chemin.parent / path.relative_to(one.chemin.parent)
                assert path.read_bytes() == twin.read_bytes()


@pytest.mark.parametrize(
    ("fait", "geste"),
    [
        ("a\x1b[2Jb", "Corrigez."),
        ("Traceback", "Corrigez."),
        ("a " * 3000, "Corrigez."),
        ("a", " "),
    ],
)
def test_the_oracle_sees_a_finding_nobody_could_use(fait: str, geste: str) -> None:
    with pytest.raises(hostile.FauteError):
        hostile.look_at((Finding("L001", fait, geste),))
    hostile.look_at((Finding("L001", "ce fichier est introuvable.", "Vérifiez."),))


def write_certificat(dossier: Path) -> dict[str, str]:
    """A certificate on the disk; return its line."""
    (dossier / "certificats").mkdir()
    document = docx.Document()
    document.add_paragraph("Certificat de D’ALMEIDA Inês Éléonore")
    document.save(str(dossier / "certificats" / "A.docx"))
    return {"chemin": "certificats/A.docx", "type": "certificat", "destinataire": "M1"}


def test_the_oracle_sees_a_name_that_is_cut(tmp_path: Path) -> None:
    ligne = write_certificat(tmp_path)
    candidat = make_candidat(matricule="M1", nom_naissance="D’ALMEIDA", prenoms="Inês Éléonore")
    hostile.refuse_noms(candidat, tmp_path, [ligne])
    for champs in ({"nom_naissance": "D’ALMEIDAS"}, {"prenoms": "Inês Éleonore"}):
        with pytest.raises(hostile.FauteError, match="n’est pas entier"):
            hostile.refuse_noms(candidat.model_copy(update=champs), tmp_path, [ligne])


def test_the_oracle_sees_a_certificate_too_many_and_one_too_few() -> None:
    matiere = make_dossier()
    decision = next(
        d
        for d in decide_all(matiere.session, matiere.referentiel)
        if d.code is CodeDecision.CERTIFIE
    )
    matricule = decision.candidat.matricule
    ligne = {"type": "certificat", "destinataire": matricule}
    hostile.refuse_certificat(decision, matiere, [ligne])
    with pytest.raises(hostile.FauteError, match="sans certificat"):
        hostile.refuse_certificat(decision, matiere, [])
    moins = decision.candidat.model_copy(update={"resultats": decision.candidat.resultats[1:]})
    without = decision.model_copy(update={"candidat": moins})
    hostile.refuse_certificat(without, matiere, [])
    with pytest.raises(hostile.FauteError, match="qui n’a pas tout"):
        hostile.refuse_certificat(without, matiere, [ligne])

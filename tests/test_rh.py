"""A second certification, with a look of its own: nothing in the program or its templates knows
either of them."""

from __future__ import annotations

import io
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import docx
import pytest
from docx.document import Document
from docx.oxml.ns import qn
from papiers_outils import (
    RACINE,
    SESSIONS,
    Rendu,
    list_demandes,
    list_pages,
    plain,
    read_catalogue,
    read_dossier,
    read_pages,
    render_ici,
)

import amo_docs
from amo_docs import FORMATS
from amo_docs.load.ouverture import open_session
from amo_docs.model.papier import PapierCompose
from amo_docs.pipeline import SessionComposee, prepare
from amo_docs.render.atelier import Atelier

RH = SESSIONS["rh"]
DECISIONS = {
    "ARH-001": "certifié",
    "ARH-002": "certifié",
    "ARH-003": "certifié",
    "ARH-004": "blocs acquis",
    "ARH-005": "ajourné",
    "ARH-006": "blocs acquis",
    "ARH-007": "absent",
    "ARH-008": "excusé",
}
ATTESTATIONS = {("ARH-004", "BC01"), ("ARH-004", "BC03"), ("ARH-006", "BC03")}


@pytest.fixture(scope="session")
def preparation() -> SessionComposee:
    return prepare(open_session(RH))


# ── The session ───────────────────────────────────────────────────────────────────────────────────


def test_nothing_is_found_in_the_sample_and_its_decisions_are_these(
    preparation: SessionComposee,
) -> None:
    assert preparation.avertissements == ()
    assert {d.candidat.matricule: d.code.value for d in preparation.decisions} == DECISIONS


def test_every_paper_is_made_its_own_one_too(rh: Rendu) -> None:
    """Five built-in types, and one that is declared in the folder of the session alone."""
    made = {
        type_: {li.destinataire for li in rh.list_papiers("pdf", type_)}
        for type_ in [*read_catalogue(), PROPRE]
    }
    assert made["convocation_candidat"] == made[PROPRE] == set(DECISIONS)
    assert made["certificat"] == {m for m, decision in DECISIONS.items() if decision == "certifié"}
    blocs = {
        (li.destinataire, li.path.stem[-4:]) for li in rh.list_papiers("pdf", "attestation_bloc")
    }
    assert blocs == ATTESTATIONS
    assert len(made["convocation_jury"]) == 4 and made["proces_verbal"] == {"ARH-2026"}
    assert PROPRE not in read_catalogue()


PROPRE = "releve_resultats"


def test_the_words_of_the_session_are_those_of_its_own_templates(rh: Rendu) -> None:
    """One paper reworded, one of its own, the others built in."""
    convocation = plain(" ".join(read_pages(rh.find("convocation_candidat", "ARH-004").path)))
    assert "Vos rendez-vous" in convocation and "Je vous prie de vous présenter" not in convocation
    releve = plain(" ".join(read_pages(rh.find(PROPRE, "ARH-004").path)))
    assert "Décision du jury : blocs acquis" in releve and "non acquis" in releve
    jury = plain(" ".join(read_pages(rh.find("convocation_jury", "P").path)))
    assert "au titre du collège « personnalité qualifiée du monde économique »" in jury
    assert "Désignation." not in jury


def test_the_minutes_ask_nothing_that_this_fiche_does_not(rh: Rendu) -> None:
    """No mandate, no trainer, nobody external, no prerequisite: neither columns nor sentences."""
    minutes = plain(" ".join(read_pages(rh.find("proces_verbal", "ARH-2026").path)))
    for word in ("mandat", "Formateur", "Extérieur", "Prérequis", "hors de l’autorité"):
        assert word not in minutes
    assert "4 membres ont siégé ; la fiche en demande 4." in minutes
    assert (
        "2 membres du collège « professionnels qualifiés du secteur d’activité » et 1 membre"
        in minutes
    )


def test_a_certificate_cites_the_decision_that_the_fiche_gives(rh: Rendu) -> None:
    (page,) = read_pages(rh.find("certificat", "ARH-003").path)
    assert (
        "décision du directeur général de France compétences en date du 1er juillet 2022"
        in plain(page)
    )
    assert "CHARPENTIER-DELORME, nom d’usage VASSEUR" in plain(page)


def test_readme_tells_what_each_candidate_shows() -> None:
    readme = (RACINE / "samples" / "README.md").read_text(encoding="utf-8")
    rows = dict(re.findall(r"^\| (ARH-\d+) \|(?:[^|]*\|){2} ([^|]*?) \|", readme, re.MULTILINE))
    assert rows == DECISIONS


# ── An installation without the built-in référentiel ──────────────────────────────────────────────


@pytest.fixture(scope="module")
def installation(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the program from which the référentiel has been deleted."""
    ici = tmp_path_factory.mktemp("installation")
    package = Path(amo_docs.__file__).parent
    shutil.copytree(package, ici / "amo_docs", ignore=shutil.ignore_patterns("__pycache__"))
    donnees = ici / "amo_docs" / "_donnees"
    if not donnees.exists():  # a source folder, where they stand beside the package
        shutil.copytree(RACINE / "templates", donnees / "templates")
    (donnees / "referentiel.toml").unlink(missing_ok=True)
    assert not list(ici.rglob("referentiel.toml"))
    return ici


def run_installation(installation: Path, *args: object) -> subprocess.CompletedProcess[str]:
    environ = {k: v for k, v in os.environ.items() if k != "PYTHONSAFEPATH"}
    program = (
        "import sys, amo_docs.cli; sys.stderr.write(amo_docs.cli.__file__ + '\\n'); "
        "amo_docs.cli.main()"
    )
    return subprocess.run(
        [sys.executable, "-c", f"if __name__ == '__main__': {program}", *map(str, args)],
        cwd=installation,
        env={**environ, "PYTHONPATH": str(installation), "PYTHONIOENCODING": "utf-8"},
        capture_output=True,
        encoding="utf-8",
        timeout=300,
        check=False,
    )


@pytest.mark.lent
def test_the_second_certification_needs_nothing_of_the_first(
    installation: Path, rh: Rendu, tmp_path: Path
) -> None:
    """Same folder to the byte, made where no référentiel is installed."""
    run = run_installation(installation, "render", RH, "--sortie", tmp_path, *list_demandes("rh"))
    assert run.returncode == 0, run.stdout + run.stderr
    assert run.stderr.startswith(str(installation))
    (dossier,) = tmp_path.iterdir()
    assert read_dossier(dossier) == read_dossier(rh.dossier)


def test_a_session_that_names_no_referentiel_is_told_so(installation: Path) -> None:
    run = run_installation(installation, "check", SESSIONS["."])
    assert run.returncode == 3
    assert "cette installation n’en a pas" in run.stdout + run.stderr
    assert "Traceback" not in run.stderr


@pytest.mark.lent
def test_the_built_in_look_takes_the_second_certification_too(tmp_path: Path) -> None:
    """Its long compétences, its four blocs, its colleges of a whole line: without a style sheet of
    its own."""
    ici = Path(
        shutil.copytree(RH.parent, tmp_path / "rh", ignore=shutil.ignore_patterns("modeles"))
    )
    session = (ici / "session.toml").read_text(encoding="utf-8")
    for ours in ('modeles = "modeles"\n', f', "{PROPRE}"', f"{PROPRE} = 2026-05-27\n"):
        assert ours in session
        session = session.replace(ours, "")
    (ici / "session.toml").write_text(session, encoding="utf-8")
    rendu = render_ici(ici / "session.toml", tmp_path / "sortie", *list_demandes("rh"))
    assert {li.type for li in rendu.list_papiers()} == set(read_catalogue()) - {
        "nomination_jury",
        "bordereau_remise",
    }
    certificat = rendu.find("certificat", "ARH-003")
    assert look_at_pdf(certificat.path)["orientation"] == "landscape"


# ── No Python and no built-in template names a certification ──────────────────────────────────────

NOMS = re.compile(
    r"RNCP\d{3}|management opérationnel|ressources "
    r"humaines|\barm[ée]e|\bmilitaire|\bsoldier|\barmy\b|minist[èe]re des"
    r"|MINARM|\bENSOA\b|FSOAAE|\bFG[23]\b|sous-officier|chef de section|brevet "
    r"supérieur|adjudant|sergent|\bCCI\b"
    r"|chambres? de commerce|monde économique|Saint-Maixent|Rochefort",
    re.IGNORECASE,
)
"""What would name either certification, its certificateur, its trade, its people or its routes."""


def list_sources() -> list[Path]:
    """Every module and built-in template, those that are installed when the wheel is under test."""
    package = Path(amo_docs.__file__).parent
    templates = package / "_donnees" / "templates"
    return sorted(
        [
            *package.rglob("*.py"),
            *package.rglob("*.jinja"),
            *(templates if templates.exists() else RACINE / "templates").iterdir(),
        ]
    )


def test_no_source_names_a_certification() -> None:
    sources = list_sources()
    read = {".py", ".html", ".css", ".toml", ".jinja"}
    assert {path.suffix for path in sources} >= read and len(sources) > 80
    named = [
        f"{path.name}:{rank}: {line.strip()}"
        for path in sources
        if path.suffix in read
        for rank, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1)
        if NOMS.search(line)
    ]
    assert named == []


@pytest.mark.parametrize("exemple", ["referentiel.toml", "samples/rh/referentiel.toml"])
def test_the_list_of_names_finds_them_where_they_are(exemple: str) -> None:
    assert len(NOMS.findall((RACINE / exemple).read_text(encoding="utf-8"))) > 20


# ── The style sheet alone changes both formats ────────────────────────────────────────────────────


@dataclass(frozen=True)
class Vue:
    """What a certificate looks like in each format, in the same terms."""

    pdf: Mapping[str, Any]
    docx: Mapping[str, Any]


Atelierie = Callable[[Mapping[str, str]], Vue]


@pytest.fixture(scope="module")
def rendre(
    preparation: SessionComposee, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Atelierie]:
    """Makes one certificate with some texts of the style sheet replaced, and looks at its first
    page."""
    papier: PapierCompose = next(
        replace(p, pages_max=None)
        for p in preparation.composes
        if p.exemplaire.type == "certificat"
    )
    ici = tmp_path_factory.mktemp("feuilles")
    modeles = preparation.matiere.modeles

    def render(changements: Mapping[str, str]) -> Vue:
        feuille = modeles.feuille
        for before, after in changements.items():
            assert before in feuille, before
            feuille = feuille.replace(before, after)
        pdf, word = Atelier(replace(modeles, feuille=feuille)).make(papier, FORMATS)
        path = ici / "essai.pdf"
        path.write_bytes(pdf.contenu)
        return Vue(look_at_pdf(path), look_at_docx(docx.Document(io.BytesIO(word.contenu))))

    yield render


def look_at_pdf(path: Path) -> dict[str, Any]:
    import pikepdf

    page, *_ = list_pages(path)
    titre = next(mot for mot in page.mots if mot.texte == "Certificat")
    with pikepdf.open(path) as pdf:
        box = [float(value) for value in pdf.pages[0].MediaBox]
        operators = [
            (
                str(operator),
                tuple(round(float(o), 3) for o in operands if not isinstance(o, pikepdf.Object)),
            )
            for operands, operator in pikepdf.parse_content_stream(pdf.pages[0])
            if str(operator) in {"rg", "scn", "RG", "SCN", "w", "re"}
        ]
        fonts = {
            str(thing.BaseFont).partition("+")[2]
            for thing in pdf.objects
            if isinstance(thing, pikepdf.Dictionary) and "/BaseFont" in thing
        }
    return {
        "orientation": "landscape" if box[2] > box[3] else "portrait",
        "polices": fonts,
        "titre": (round(titre.gauche), round(titre.bas - titre.haut)),
        "dessin": tuple(operators),
    }


def look_at_docx(document: Document) -> dict[str, Any]:
    (section,) = document.sections
    titre = next(p for p in document.paragraphs if p.text == "Certificat")
    assert titre.style is not None and section.left_margin is not None
    borders = section._sectPr.find(qn("w:pgBorders"))
    styles = document.styles.element.xml
    return {
        "orientation": "landscape" if section.orientation else "portrait",
        "polices": set(re.findall(r'w:ascii="([^"]+)"', styles + document.element.xml)),
        "couleurs": set(re.findall(r'w:color w:val="([0-9A-F]{6})"', styles)),
        "titre": titre.style.font.size,
        "marge": section.left_margin,
        "bordure": sorted(
            (b.get(qn("w:val")), b.get(qn("w:sz")), b.get(qn("w:color"))) for b in borders
        ),
    }


@pytest.fixture(scope="module")
def avant(rendre: Atelierie) -> Vue:
    return rendre({})


def test_the_look_is_not_that_of_the_built_in_sheet(avant: Vue) -> None:
    """Upright with a full frame, in another colour and another family; the built-in sheet has none
    of it."""
    assert avant.pdf["orientation"] == avant.docx["orientation"] == "portrait"
    assert "7A1F3D" in avant.docx["couleurs"] and "1C3557" not in avant.docx["couleurs"]
    assert {b[0] for b in avant.docx["bordure"]} == {"single"}
    builtin = (RACINE / "templates" / "amo.css").read_text(encoding="utf-8")
    assert "#7a1f3d" not in builtin.lower() and "A4 landscape" in builtin
    assert "A4 landscape" not in (RH.parent / "modeles" / "amo.css").read_text(encoding="utf-8")


def test_a_colour_shows_in_both(rendre: Atelierie, avant: Vue) -> None:
    after = rendre({"--bordeaux: #7a1f3d": "--bordeaux: #00ff80"})
    assert "00FF80" in after.docx["couleurs"] and "7A1F3D" not in after.docx["couleurs"]
    assert {b[2] for b in after.docx["bordure"]} == {"00FF80"}
    green = (0.0, 1.0, 0.502)
    assert green in {values for _, values in after.pdf["dessin"]}
    assert green not in {values for _, values in avant.pdf["dessin"]}


def test_a_font_shows_in_both(rendre: Atelierie, avant: Vue) -> None:
    after = rendre({'"Liberation Serif"': '"Liberation Sans"'})
    assert any("Serif" in name for name in avant.pdf["polices"])
    assert after.pdf["polices"] and not any("Serif" in name for name in after.pdf["polices"])
    assert "Times New Roman" in avant.docx["polices"]
    assert "Times New Roman" not in after.docx["polices"]


def test_a_size_shows_in_both(rendre: Atelierie, avant: Vue) -> None:
    after = rendre({"font-size: 44pt": "font-size: 22pt"})
    assert (avant.docx["titre"].pt, after.docx["titre"].pt) == (44, 22)
    assert avant.pdf["titre"][1] == pytest.approx(2 * after.pdf["titre"][1], abs=2)


def test_a_margin_shows_in_both(rendre: Atelierie, avant: Vue) -> None:
    after = rendre({"  padding: 10mm;": "  padding: 5mm;"})
    assert (avant.docx["marge"] - after.docx["marge"]) / 36000 == pytest.approx(5, abs=0.1)
    assert (avant.pdf["titre"][0] - after.pdf["titre"][0]) * 25.4 / 72 == pytest.approx(5, abs=0.4)


def test_a_border_shows_in_both(rendre: Atelierie, avant: Vue) -> None:
    after = rendre({"border: 4.5pt solid": "border: 2.25pt double"})
    assert {b[:2] for b in avant.docx["bordure"]} == {("single", "36")}
    assert {b[0] for b in after.docx["bordure"]} == {"double"}
    assert after.pdf["dessin"] != avant.pdf["dessin"]


def test_an_orientation_shows_in_both(rendre: Atelierie) -> None:
    after = rendre({"size: A4 portrait;\n  margin: 14mm": "size: A4 landscape;\n  margin: 14mm"})
    assert after.pdf["orientation"] == after.docx["orientation"] == "landscape"

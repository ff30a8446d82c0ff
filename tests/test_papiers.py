"""What the papers say: golden files for each type, and what must hold of every paper of the sample.

The golden files of ``tests/references`` are the list of the papers they watch: a folder a state, a
path as in the output, three texts each (the HTML, the words of the PDF line by line, the paragraphs
and cells of the DOCX; ␣ and ⎵ are no-break spaces). ``pytest tests/test_papiers.py --rafraichir``
writes them anew; an empty file named ``….html`` adds a paper to the list."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import docx
import pytest
from papiers_outils import (
    RACINE,
    REFERENCES,
    Ligne,
    Rendu,
    list_pages,
    list_textes,
    list_types,
    plain,
    read_candidats,
    read_catalogue,
    read_corps,
    read_pages,
    read_session,
    show_espaces,
    squeeze,
    write_docx_lisible,
    write_pdf_lisible,
)

from amo_docs.load.ouverture import open_session
from amo_docs.model.bilan import Demande
from amo_docs.model.classement import collate
from amo_docs.pipeline import SessionComposee, prepare

CATALOGUE = read_catalogue()
ETATS = ("projet", "definitif")
FORMES = (".html", ".pdf.txt", ".docx.txt")
CANDIDATS = read_candidats()
DE_TOUT_LE_JURY = (
    "proces_verbal",
    "proces_verbal_vierge",
    "liste_decisions",
    "liste_decisions_motivees",
)
"""The papers of a jury that name all its candidates."""

TARDIVE = "T90104"
"""Certified after the jury: prerequisites proved in June, délivrance of her own
(samples/README.md)."""

INTITULE = "Assistant en management opérationnel"


@pytest.fixture(scope="session")
def preparations() -> dict[str, SessionComposee]:
    session = RACINE / "samples" / "session.toml"
    return {
        etat: prepare(
            open_session(session),
            Demande(
                etat == "definitif",
                vierges=("proces_verbal", "grille_evaluation"),
                avec=("liste_decisions_motivees", "feuille_amenagements"),
            ),
        )
        for etat in ETATS
    }


@pytest.fixture(scope="session")
def rendus(projet: Rendu, definitif: Rendu) -> dict[str, Rendu]:
    return {"projet": projet, "definitif": definitif}


@pytest.fixture(scope="session")
def pages_html(preparations: dict[str, SessionComposee]) -> dict[str, dict[str, str]]:
    """The HTML of every paper, by state and path."""
    return {
        etat: {papier.exemplaire.chemin: papier.variantes[0].html for papier in preparation.papiers}
        for etat, preparation in preparations.items()
    }


# ── Golden files ──────────────────────────────────────────────────────────────────────────────────


def list_references() -> list[tuple[str, str]]:
    """(state, path of the paper) of every golden file on disk."""
    found = set()
    for etat in ETATS:
        for path in (REFERENCES / etat).rglob("*"):
            if path.is_file():
                chemin = path.relative_to(REFERENCES / etat).as_posix()
                forme = next((f for f in FORMES if chemin.endswith(f)), None)
                found.add((etat, chemin.removesuffix(forme) if forme else chemin))
    return sorted(found)


@pytest.fixture(scope="session")
def write_reference(
    rendus: dict[str, Rendu], pages_html: dict[str, dict[str, str]]
) -> Callable[[str, str], dict[str, str]]:
    def write(etat: str, chemin: str) -> dict[str, str]:
        path = rendus[etat].dossier / chemin
        return {
            ".html": show_espaces(pages_html[etat][chemin].strip() + "\n"),
            ".pdf.txt": write_pdf_lisible(path.with_name(f"{path.name}.pdf")),
            ".docx.txt": show_espaces(write_docx_lisible(path.with_name(f"{path.name}.docx"))),
        }

    return write


@pytest.mark.parametrize(("etat", "chemin"), list_references())
def test_a_paper_reads_as_its_golden_files(
    etat: str, chemin: str, write_reference: Callable[[str, str], dict[str, str]], rafraichir: bool
) -> None:
    made = write_reference(etat, chemin)
    paths = {forme: REFERENCES / etat / f"{chemin}{forme}" for forme in FORMES}
    if rafraichir:
        save(paths, made)
    for forme, path in paths.items():
        assert path.is_file(), f"{path.name} is missing: pytest --rafraichir"
        assert path.read_text(encoding="utf-8") == made[forme]


def save(paths: dict[str, Path], made: dict[str, str]) -> None:
    for forme, path in paths.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(made[forme], encoding="utf-8")


def test_every_type_has_its_table_its_template_and_its_golden_files(
    projet: Rendu, write_reference: Callable[[str, str], dict[str, str]], rafraichir: bool
) -> None:
    """A new paper is one table, one template, one golden file; what lacks its table is no paper."""
    templates = {
        path.name for path in (RACINE / "templates").glob("*.html") if not path.name.startswith("_")
    }
    assert {table["modele"] for table in CATALOGUE.values()} == templates
    made = {ligne.chemin.removesuffix(".pdf"): ligne.type for ligne in projet.list_papiers()}
    if rafraichir:
        watched = {made[chemin] for etat, chemin in list_references() if etat == "projet"}
        for cle in list_types() - watched:
            chemin = next(chemin for chemin, type_ in made.items() if type_ == cle)
            save(
                {f: REFERENCES / "projet" / f"{chemin}{f}" for f in FORMES},
                write_reference("projet", chemin),
            )
    watched = {made.get(chemin, chemin) for etat, chemin in list_references() if etat == "projet"}
    assert watched == list_types()


def test_every_golden_file_has_its_paper(rendus: dict[str, Rendu]) -> None:
    """And nothing else lies in the folder."""
    assert {path.name for path in REFERENCES.iterdir()} == set(ETATS)
    for etat, rendu in rendus.items():
        known = {ligne.chemin.removesuffix(".pdf") for ligne in rendu.list_papiers()}
        names = {
            path.relative_to(REFERENCES / etat).as_posix()
            for path in (REFERENCES / etat).rglob("*.*")
        }
        expected = {
            f"{chemin}{f}" for state, chemin in list_references() if state == etat for f in FORMES
        }
        assert names == expected
        assert {chemin for state, chemin in list_references() if state == etat} <= known


# ── What holds of every paper ─────────────────────────────────────────────────────────────────────


def test_every_name_is_whole_on_every_paper_of_its_candidate(rendus: dict[str, Rendu]) -> None:
    """Names exactly as given, whatever the line ends; the minutes of his jury too."""
    assert len(CANDIDATS) >= 14
    for rendu in rendus.values():
        for candidat in CANDIDATS:
            own = [
                li
                for li in rendu.list_papiers()
                if li.destinataire == candidat["Matricule"]
                or (li.destinataire == candidat["Jury"] and li.type in DE_TOUT_LE_JURY)
            ]
            assert {"convocation_candidat", "proces_verbal"} <= {ligne.type for ligne in own}
            for ligne in own:
                text = read_corps(ligne.path)
                for column in ("Nom de naissance", "Nom d’usage", "Prénoms"):
                    assert squeeze(candidat[column]) in text, (ligne.chemin, candidat[column])


def test_nobody_is_named_on_the_papers_of_another(projet: Rendu) -> None:
    names = {c["Matricule"]: squeeze(c["Prénoms"] + c["Nom de naissance"]) for c in CANDIDATS}
    for ligne in projet.list_papiers(
        "pdf", "convocation_candidat", "attestation_bloc", "certificat"
    ):
        others = {name for matricule, name in names.items() if matricule != ligne.destinataire}
        text = read_corps(ligne.path)
        assert ligne.type == "certificat" or names[ligne.destinataire] in text, ligne.chemin
        assert [name for name in others - {names[ligne.destinataire]} if name in text] == [], (
            ligne.chemin
        )


def test_no_paper_is_longer_than_its_table_allows(rendus: dict[str, Rendu]) -> None:
    """Certificates and attestations: one page whatever the name's length."""
    assert CATALOGUE["certificat"]["pages_max"] == CATALOGUE["attestation_bloc"]["pages_max"] == 1
    longest = max((c for c in CANDIDATS), key=lambda c: len(c["Nom de naissance"]))["Matricule"]
    for rendu in rendus.values():
        assert rendu.find("certificat", longest)
        bounded = [ligne for ligne in rendu.list_papiers() if "pages_max" in CATALOGUE[ligne.type]]
        for ligne in bounded:
            assert len(list_pages(ligne.path)) <= CATALOGUE[ligne.type]["pages_max"], ligne.chemin


def test_the_minutes_number_their_pages(rendus: dict[str, Rendu]) -> None:
    for rendu in rendus.values():
        for ligne in rendu.list_papiers("pdf", "proces_verbal"):
            pages = list_pages(ligne.path)
            assert len(pages) > 1
            for rank, page in enumerate(pages, start=1):
                foot = " ".join(mot.texte for mot in page.marge_basse)
                assert foot.endswith(f"page {rank}/{len(pages)}"), (ligne.chemin, foot)


def test_the_minutes_repeat_the_heads_of_their_tables(projet: Rendu) -> None:
    """No page shows a row of decisions without the names of its columns, and one table at least
    goes over a page."""
    for ligne in projet.list_papiers("pdf", "proces_verbal"):
        by_name = sorted(CANDIDATS, key=lambda c: collate(c["Nom de naissance"], c["Prénoms"]))
        matricules = [c["Matricule"] for c in by_name if c["Jury"] == ligne.destinataire]
        rows = re.compile(rf"\b\d{{1,2}} (?:{'|'.join(matricules)})\b")
        pages = [page for page in read_pages(ligne.path) if rows.search(page)]
        assert len(pages) > 1, ligne.chemin
        assert all("N° Matricule Candidat BC01" in page for page in pages), ligne.chemin
        shown = [row.split()[1] for page in pages for row in rows.findall(page)]
        assert shown == matricules


def read_rangs(path: Path, words: str) -> list[list[str]]:
    """The cells of every row of a DOCX in which a cell says ``words``."""
    rows = [row for table in docx.Document(str(path)).tables for row in table.rows]
    cells = [[plain(cell.text) for cell in row.cells] for row in rows]
    return [row for row in cells if any(words in cell for cell in row)]


def test_certified_late_by_the_same_minutes_at_her_own_date(rendus: dict[str, Rendu]) -> None:
    """The certificate cites the PV; the PV says for ever what was decided on its day; no other has
    her date."""
    jury = read_session()["jurys"][0]
    for rendu in rendus.values():
        own = plain(" ".join(read_pages(rendu.find("certificat", TARDIVE).path)))
        assert f"procès-verbal n° {jury['numero_pv']} du jury du 12 mars 2026" in own
        assert "le 15 juin 2026" in own
        assert "1er avril 2026" not in own
        pv = rendu.find("proces_verbal", "TERRE", "docx").path
        decision, motif = read_rangs(pv, TARDIVE)
        assert decision[-1] == "blocs complets, prérequis non justifiés"
        assert decision[-2] == "non justifiés"
        assert motif[1:3] == ["prérequis", "non justifiés au 12/03/2026"]
        others = [
            li for li in rendu.list_papiers("pdf", "certificat") if li.destinataire != TARDIVE
        ]
        assert others
        for ligne in others:
            text = plain(" ".join(read_pages(ligne.path)))
            assert "le 1er avril 2026" in text, ligne.chemin
            assert "juin 2026" not in text, ligne.chemin


def test_only_the_certified_have_a_certificate(projet: Rendu) -> None:
    """As the sample's README says of each."""
    readme = (RACINE / "samples" / "README.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| ([TA]\d{5}) \|.*\| (.*?) \| (.*?) \|$", readme, re.MULTILINE)
    assert len(rows) == len(CANDIDATS)
    certified = {matricule for matricule, decision, _ in rows if decision == "certifié"}
    assert {ligne.destinataire for ligne in projet.list_papiers("pdf", "certificat")} == certified
    attested = {
        (matricule, bloc) for matricule, _, papers in rows for bloc in re.findall(r"BC\d\d", papers)
    }
    made = {
        (li.destinataire, li.path.stem[-4:])
        for li in projet.list_papiers("pdf", "attestation_bloc")
    }
    assert made == attested


def test_no_attestation_claims_a_level_for_its_bloc(
    preparations: dict[str, SessionComposee],
) -> None:
    """The one sentence on the level says whose it is: the whole certification's (code du travail,
    art. L. 6113-1)."""
    reserve = preparations["projet"].matiere.referentiel.phrases.reserve_attestation
    assert "{niveau} est celui de la certification entière" in reserve
    papers = [p for p in preparations["projet"].papiers if p.exemplaire.type == "attestation_bloc"]
    assert papers
    for papier in papers:
        text = plain(" ".join(list_textes(papier.variantes[0].html)))
        claims = re.findall(r"niveau \d[^.]*\.", text, re.IGNORECASE)
        assert claims == ["niveau 5 est celui de la certification entière."], (
            papier.exemplaire.chemin
        )
        assert not re.search(
            r"niveau (européen|CEC)|cadre (européen|national)", text, re.IGNORECASE
        ), papier.exemplaire.chemin


def test_the_intitule_is_exact_and_never_feminised(rendus: dict[str, Rendu]) -> None:
    assert any(c["Sexe"] == "F" for c in CANDIDATS)
    for rendu in rendus.values():
        for ligne in rendu.list_papiers():
            text = plain(" ".join(read_pages(ligne.path)))
            assert INTITULE in text, ligne.chemin
            assert not re.search(r"assistante|assistant ?\(e\)|assistant·e", text, re.IGNORECASE), (
                ligne.chemin
            )


FAUTES = re.compile(r" [:;!?»]|« |«(?!\u00a0)|[^\u00a0\u202f\s][;!?](?![\w/])|[^\u00a0\u202f]»")
"""A plain space where French wants one that does not break, or none where it wants one."""


@pytest.mark.parametrize(
    "text",
    ["oui !", "a ; b", "a : b", "non!", "« mot\u00a0»", "«\u00a0mot »", "«mot\u00a0»", "quoi?"],
)
def test_the_rule_of_spaces_sees_the_fault(text: str) -> None:
    assert FAUTES.search(text)


@pytest.mark.parametrize(
    "text", ["oui\u202f!", "a\u00a0: b", "9:30", "«\u00a0mot\u00a0»", "https://exemple.org/?q=1"]
)
def test_the_rule_of_spaces_lets_the_rest_pass(text: str) -> None:
    assert not FAUTES.search(text)


def test_french_spaces_everywhere(pages_html: dict[str, dict[str, str]]) -> None:
    """In every text of every paper, alternative texts and metadata too; values of the sample are
    typed rightly."""
    for pages in pages_html.values():
        for chemin, page in pages.items():
            text = "\n".join(list_textes(page))
            assert [
                text[max(0, m.start() - 15) : m.end() + 15] for m in FAUTES.finditer(text)
            ] == [], chemin


def test_dates_are_written_in_full_and_first_days_are_ordinal(rendus: dict[str, Rendu]) -> None:
    for rendu in rendus.values():
        for ligne in rendu.list_papiers():
            text = plain(" ".join(read_pages(ligne.path)))
            assert not re.search(r"(?<!\d)1 (janvier|février|mars|avril|octobre) \d{4}", text), (
                ligne.chemin
            )
            assert not re.search(
                r"\d{4}-\d{2}-\d{2}(?!-)", text.replace("2026-03-RNCP36833", "")
            ), ligne.chemin


def test_every_text_of_a_page_is_on_its_pdf_to_the_last(
    rendus: dict[str, Rendu], pages_html: dict[str, dict[str, str]]
) -> None:
    """WeasyPrint was seen to cut a document short in silence: every text of the HTML is read
    back."""
    for etat, rendu in rendus.items():
        lignes = {ligne.chemin.removesuffix(".pdf"): ligne for ligne in rendu.list_papiers()}
        assert set(lignes) == set(pages_html[etat])
        for chemin, page in pages_html[etat].items():
            body = re.sub(
                r'(alt|content)="[^"]*"', "", page.partition("<body")[2].partition(">")[2]
            )
            texts = [squeeze(text) for text in list_textes(body)]
            printed = read_corps(lignes[chemin].path)
            assert len(texts) > 10
            assert [text for text in texts if text not in printed] == [], chemin
            assert is_last(texts, lignes[chemin])


def is_last(texts: list[str], ligne: Ligne) -> bool:
    """Whether the last text of the page is among the last words of the body."""
    return "".join(texts)[-20:] in read_corps(ligne.path)[-60:]

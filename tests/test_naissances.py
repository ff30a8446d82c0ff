"""A day of birth that the acte does not give whole: read, printed and attached as it is known."""

from __future__ import annotations

import json
import shutil
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from fabrique import make_candidat
from fabrique.composition import SANS_MENTION, compose, print_html
from papiers_outils import EXEMPLES, RACINE, render_session
from pydantic import ValidationError
from python_calamine import CalamineWorkbook

from amo_docs.amorce import start_dossier
from amo_docs.check.identites import check_ages
from amo_docs.model.naissance import DateNaissance, bound_naissance
from amo_docs.typographie import NBSP

MACRO = (RACINE / "templates/_commun.html").read_text(encoding="utf-8")
NAISSANCE = MACRO[MACRO.index("{% macro naissance(c)") :].partition("{%- endmacro %}")[0]


@pytest.mark.parametrize(
    ("tape", "connu"),
    [
        ("00/00/1985", (1985,)),
        ("0/0/1985", (1985,)),
        ("00.00.1985", (1985,)),
        ("1985", (1985,)),
        (1985, (1985,)),
        ("1985-00-00", (1985,)),
        ("né en 1985", (1985,)),
        ("Née en 1985", (1985,)),
        ("en 1985", (1985,)),
        ("00/05/1985", (1985, 5)),
        ("05/1985", (1985, 5)),
        ("5/1985", (1985, 5)),
        ("1985-05", (1985, 5)),
        ("1985-05-00", (1985, 5)),
        ("mai 1985", (1985, 5)),
        ("MAI 1985", (1985, 5)),
        ("née en mai 1985", (1985, 5)),
        ("Fevrier 1985", (1985, 2)),
        ("févr. 1985", (1985, 2)),
        ("14/05/1985", (1985, 5, 14)),
        ("1985-05-14", (1985, 5, 14)),
        (date(1985, 5, 14), (1985, 5, 14)),
        (datetime(1985, 5, 14), (1985, 5, 14)),
        ("01/01/1985", (1985, 1, 1)),
    ],
)
def test_a_birth_is_read_as_it_is_known(tape: Any, connu: tuple[int, ...]) -> None:
    assert make_candidat(date_naissance=tape).date_naissance == DateNaissance(*connu)


@pytest.mark.parametrize(
    ("tape", "genre"),
    [
        ("14/00/1985", "date_impossible"),
        ("00/13/1985", "date_impossible"),
        ("13/1985", "date_impossible"),
        ("00/00/0000", "date_impossible"),
        ("31/02/1985", "date_impossible"),
        ("00/01/1900", "date_tableur"),
        ("05/85", "date_annee"),
        ("mai 85", "date_annee"),
        ("14/05/85", "date_annee"),
        ("85", "naissance_forme"),
        ("mei 1985", "naissance_forme"),
        ("vers 1985", "naissance_forme"),
        ("inconnue", "naissance_forme"),
        (85, "naissance_forme"),
        (True, "naissance_forme"),
        (datetime(1985, 5, 14, 12), "date_heure"),
    ],
)
def test_what_says_no_birth_is_refused(tape: Any, genre: str) -> None:
    with pytest.raises(ValidationError) as error:
        make_candidat(date_naissance=tape)
    assert [e["type"] for e in error.value.errors()] == [genre]


@pytest.mark.parametrize(
    ("tape", "imprime", "joint"),
    [
        ("14/05/1985", f"née le{NBSP}14{NBSP}mai{NBSP}1985 à", "1985-05-14"),
        ("01/05/1985", f"née le{NBSP}1er{NBSP}mai{NBSP}1985 à", "1985-05-01"),
        ("00/05/1985", f"née en{NBSP}mai{NBSP}1985 à", "1985-05"),
        ("00/00/1985", f"née en{NBSP}1985 à", "1985"),
    ],
)
def test_a_birth_is_printed_and_attached_as_it_is_known(
    tape: str, imprime: str, joint: str
) -> None:
    """By the macro that every paper uses; never completed, in the data of the PDF either."""
    changements = {"candidats[0].date_naissance": tape}
    gabarit = f"{NAISSANCE}{{% endmacro %}}{{{{ naissance(candidat) }}}}"
    assert print_html(gabarit, changements).replace("&nbsp;", NBSP).startswith(imprime)
    champs = {"mentions": ("naissance",), "donnees": ("candidat.date_naissance",)}
    (papier,) = compose(gabarit, changements, champs=SANS_MENTION | champs).papiers
    assert json.loads(papier.donnees)["donnees"] == {"candidat.date_naissance": joint}


@pytest.mark.parametrize(
    ("gabarit", "tape", "codes"),
    [
        ("né le {{ candidat.date_naissance|date_longue }}", "00/05/1985", ["G607"]),
        ("né le {{ candidat.date_naissance|date_longue }}", "1985", ["G607"]),
        ("né en {{ candidat.date_naissance|date_longue }}", "1985", []),
        ("né en {{ candidat.date_naissance|date_longue }}", "00/05/1985", []),
        ("né le {{ candidat.date_naissance|date_longue }}", "14/05/1985", []),
        ("{{ candidat.date_naissance.entiere|date_longue }}", "14/05/1985", []),
        ("en 1985 {{ candidat.date_naissance.entiere|date_longue }}", "1985", ["G605"]),
    ],
)
def test_another_template_may_not_write_le_before_a_month_or_a_year(
    gabarit: str, tape: str, codes: list[str]
) -> None:
    lieu = " à {{ candidat.commune_naissance }} ({{ candidat.territoire_naissance }})"
    champs = SANS_MENTION | {"mentions": ("naissance",)}
    changements = {"candidats[0].date_naissance": tape}
    found = compose(gabarit + lieu, changements, champs=champs).findings
    assert [f.code for f in found] == codes


@pytest.mark.parametrize(
    ("gabarit", "tape", "dit"),
    [
        ("{{ candidat.date_naissance|date_longue }}", "00/05/1985", True),
        ("{{ candidat.date_naissance|date_courte }}", "00/05/1985", True),
        ("né en {{ candidat.date_naissance|date_longue }}", "1985", True),
        ("né le {{ candidat.date_naissance|date_longue }}", "1985", True),
        ("Promotion 1985", "1985", False),
        ("{{ candidat.ne }} à {{ candidat.commune_naissance }}", "1985", False),
    ],
)
def test_a_birth_that_is_not_whole_is_as_private_as_another(
    gabarit: str, tape: str, dit: bool
) -> None:
    champs = {"mentions": (), "interdites": ("naissance",)}
    changements = {"candidats[0].date_naissance": tape}
    found = compose(f"<p>{gabarit}</p>", changements, champs=champs).findings
    assert [f.code for f in found] == ["G621"] * dit


def test_templates_reach_no_day_that_nobody_knows() -> None:
    """The bounds that rules compare with are not among the names of a template."""
    assert bound_naissance(DateNaissance(1984, 2)) == (date(1984, 2, 1), date(1984, 2, 29))
    for nom in ("premier", "year", "day"):
        found = compose(f"{{{{ candidat.date_naissance.{nom} }}}}", champs=SANS_MENTION).findings
        assert [f.code for f in found] == ["G605"]


def test_births_are_sorted_by_what_is_known() -> None:
    named = [DateNaissance(1985, 5, 14), DateNaissance(1985), DateNaissance(1985, 5)]
    assert [str(n) for n in sorted(named)] == ["1985", "05/1985", "14/05/1985"]


@pytest.mark.parametrize(
    ("tape", "annee"), [(date(1905, 6, 7), "00/00/1985"), (date(1905, 3, 13), None)]
)
def test_a_year_that_a_spreadsheet_took_for_a_day_is_named(tape: date, annee: str | None) -> None:
    """1985, typed in a cell of dates, is shown 07/06/1905."""
    from fabrique import make_examen

    (constat,) = check_ages(make_examen({"candidats[0].date_naissance": tape}))
    assert ("tapez 00/00/" in constat.geste) is (annee is not None)
    assert annee is None or annee in constat.geste


def test_the_workbook_of_init_keeps_what_is_typed_as_a_birth(tmp_path: Path) -> None:
    """As text: in a column of dates a spreadsheet would make a day of « 1985 »."""
    start_dossier(tmp_path / "d")
    feuille = CalamineWorkbook.from_path(tmp_path / "d/candidats.xlsx").get_sheet_by_name(
        "Candidats"
    )
    titres, premier, *_ = feuille.to_python()
    born = premier[titres.index("Date de naissance")]
    assert isinstance(born, str)
    assert make_candidat(date_naissance=born).date_naissance.entiere is not None


@pytest.mark.lent
def test_a_certificate_says_the_year_in_both_formats(tmp_path: Path) -> None:
    """On the command line: two candidates of the sample, one born in 1985, one in May 1985."""
    import docx
    from papiers_outils import read_pages, squeeze

    texte = (EXEMPLES / "candidats.csv").read_text(encoding="utf-8-sig")
    assert texte.count(";14/02/1992;") == texte.count(";29/02/1988;") == 1
    changed = texte.replace(";14/02/1992;", ";1985;").replace(";29/02/1988;", ";mai 1985;")
    dossier = tmp_path / "s"
    dossier.mkdir()
    (dossier / "candidats.csv").write_text(changed, encoding="utf-8")
    shutil.copytree(EXEMPLES / "images", dossier / "images")
    (dossier / "session.toml").write_bytes((EXEMPLES / "session.toml").read_bytes())
    rendu = render_session(
        dossier / "session.toml",
        tmp_path / "sortie",
        *("--seulement", "certificat", "--seulement", "proces_verbal", "--processus", "1"),
    )
    for matricule, said in (("T90101", "née en 1985 à"), ("T90102", "né en mai 1985 à")):
        pdf = rendu.find("certificat", matricule)
        assert squeeze(said) in squeeze(" ".join(read_pages(pdf.path)))
        word = docx.Document(str(rendu.find("certificat", matricule, "docx").path))
        assert squeeze(said) in squeeze(" ".join(p.text for p in word.paragraphs))

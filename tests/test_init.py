"""`amo-docs init`: a folder that is right as it stands, explained key by key and column by
column."""

from __future__ import annotations

import re
import tomllib
import zipfile
from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from fabrique import REFERENTIEL, change, make_catalogue
from jinja2 import UndefinedError
from jinja2.meta import find_undeclared_variables
from papiers_outils import (
    EXEMPLES,
    RACINE,
    fill_seance,
    plain,
    read_catalogue,
    read_dossier,
    render_session,
    run_commande,
    write_toml,
)
from python_calamine import CalamineWorkbook

from amo_docs.amorce import start_dossier
from amo_docs.amorce.candidats_fictifs import Inscription, make_inscriptions
from amo_docs.amorce.notes import list_champs, list_tables, read_tables
from amo_docs.amorce.propositions import propose_colonnes
from amo_docs.amorce.redaction import (
    GABARIT,
    lay_out,
    make_contexte,
    make_environnement,
    write_valeur,
)
from amo_docs.amorce.scenario import Scenario, find_voie, make_scenario
from amo_docs.errors import DonneesError, SortieError
from amo_docs.findings import Severite
from amo_docs.load.colonnes import COLONNES, list_intitules
from amo_docs.load.ouverture import open_session
from amo_docs.load.referentiel import load_referentiel
from amo_docs.model.base import fold
from amo_docs.model.bilan import Demande
from amo_docs.model.candidat import Issue
from amo_docs.model.decision import CodeDecision
from amo_docs.model.fictions import FICTIONS
from amo_docs.model.referentiel import Referentiel
from amo_docs.pipeline import SessionComposee, prepare

SANS_NOTE = {
    "autorite": {"telephone", "courriel"},
    "signataires": {"qualite", "prenom", "nom"},
    "delivrance": {"lieu"},
    "jurys": {"voie", "salle", "heure_arrivee", "heure_debut"},
    "jurys.membres": {"nom", "prenom", "employeur"},
    "epreuves": {*("code", "jury", "intitule", "date", "heure", "duree_minutes", "salle")},
}
"""The keys whose name says all there is to say."""

AILLEURS = {"": {"candidats"}}
"""The keys that the folder gives in another file: the workbook."""

LIBRES = {"recours", "dates"}
"""The tables whose keys the référentiel or the catalogue chooses."""

XMLNS = {"x": "http://schemas.openxmlformats.org/spreadsheetml/2006/main"}
DEUX_BLOCS = {
    "blocs": REFERENTIEL["blocs"][:2],
    "acquisition.blocs_requis": [bloc["code"] for bloc in REFERENTIEL["blocs"][:2]],
}
SANS_RIEN = DEUX_BLOCS | {"prerequis": [], "composantes": [], "statuts": [], "grades": []}
EXPERIENCE = DEUX_BLOCS | {"voies[0].ouverte": False, "voies[1].validation_acquis": True}


AVANT = {
    *(
        "convocation_candidat",
        "convocation_jury",
        "proces_verbal_vierge",
        "declaration_independance",
    ),
    *("liste_passage", "emargement_candidats", "emargement_jury"),
}
"""What is made before the jury sits."""

SANS_DONNEES = {
    *(
        "proces_verbal_vierge",
        "grille_evaluation",
        "grille_evaluation_vierge",
        "liste_decisions_motivees",
    ),
    *("nomination_jury", "bordereau_remise", "feuille_amenagements"),
}
"""What is made on demand, or needs what the folder leaves out: a decision of nomination, units."""


def write_referentiel(folder: Path, changements: Mapping[str, Any] = DEUX_BLOCS) -> Path:
    """The référentiel of fiction as a file of its own."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / "girouettes.toml"
    data = change(REFERENTIEL, changements)
    path.write_text(
        "".join(f"{cle} = {write_toml(value)}\n" for cle, value in data.items()), encoding="utf-8"
    )
    return path


def read_referentiel(path: Path) -> Referentiel:
    lecture = load_referentiel(path, path.name)
    assert [str(finding) for finding in lecture.findings] == []
    assert lecture.referentiel is not None
    return lecture.referentiel


def prepare_dossier(dossier: Path, referentiel: Path | None) -> SessionComposee:
    start_dossier(dossier, referentiel)
    return prepare(open_session(dossier / "session.toml"), Demande(vierges=("proces_verbal",)))


# ── It is right as it stands ──────────────────────────────────────────────────────────────────────


@pytest.mark.lent
@pytest.mark.parametrize(
    "changements",
    [None, DEUX_BLOCS, SANS_RIEN, EXPERIENCE],
    ids=["integre", "deux blocs", "sans prérequis", "expérience"],
)
def test_the_folder_passes_check_and_composes(
    tmp_path: Path, changements: Mapping[str, Any] | None
) -> None:
    """Whatever the référentiel: no erreur, no avertissement, a specimen, everything before the jury
    made."""
    own = None if changements is None else write_referentiel(tmp_path, changements)
    preparation = prepare_dossier(tmp_path / "dossier", own)
    assert [str(f) for f in preparation.avertissements] == []
    session = preparation.matiere.session
    assert session.specimen
    assert len(session.candidats) == 3
    assert {p.exemplaire.type for p in preparation.papiers} == AVANT
    assert {d.code for d in preparation.decisions} == {CodeDecision.EN_ATTENTE}
    assert all(d.prerequis.acquis for d in preparation.decisions)
    assert all("SPÉCIMEN" in variante.html for p in preparation.papiers for variante in p.variantes)


@pytest.mark.lent
def test_the_referentiel_of_a_sample_makes_a_folder_too(tmp_path: Path) -> None:
    """A real fiche that asks neither statut nor mandate nor prerequisites."""
    preparation = prepare_dossier(tmp_path / "dossier", EXEMPLES / "rh" / "referentiel.toml")
    assert [str(f) for f in preparation.avertissements] == []
    assert {p.exemplaire.type for p in preparation.papiers} == AVANT


@pytest.mark.lent
def test_the_trainers_are_those_of_the_college_the_referentiel_says(tmp_path: Path) -> None:
    """Whatever its code and its name."""
    own = write_referentiel(
        tmp_path,
        {
            "colleges[1]": {"code": "maitres", "intitule": "maîtres", "formateur": True},
            **{
                f"voies[{rang}].jury.formations[0].colleges": {"professionnel": 2, "maitres": 1}
                for rang in range(2)
            },
        },
    )
    (jury,) = prepare_dossier(tmp_path / "dossier", own).matiere.session.jurys
    assert {(membre.college, membre.formateur) for membre in jury.membres} == {
        ("professionnel", False),
        ("maitres", True),
    }


@pytest.mark.lent
def test_the_folder_renders_as_it_is(tmp_path: Path) -> None:
    run = run_commande("init", tmp_path / "dossier", "--referentiel", write_referentiel(tmp_path))
    assert run.returncode == 0, run.stderr
    assert sorted(p.name for p in (tmp_path / "dossier").iterdir()) == [
        "candidats.xlsx",
        "referentiel.toml",
        "session.toml",
    ]
    rendu = render_session(tmp_path / "dossier" / "session.toml", tmp_path / "sortie")
    assert len(rendu.list_papiers("pdf", "convocation_candidat")) == 3


@pytest.mark.lent
@pytest.mark.parametrize(
    "changements", [None, DEUX_BLOCS, EXPERIENCE], ids=["integre", "deux blocs", "expérience"]
)
def test_after_the_jury_every_paper_can_be_made(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, changements: Mapping[str, Any] | None
) -> None:
    """The lines that wait behind a « # » are the ones to fill in: with them, and results, nothing
    is missing."""

    def add_resultats(scenario: Scenario) -> list[Inscription]:
        blocs = scenario.referentiel.blocs
        issues = {("resultats[].issue", bloc.code): "acquis" for bloc in blocs}
        failed = {
            ("resultats[].issue", blocs[0].code): "non acquis",
            ("resultats[].motif", blocs[0].code): "rien de montré",
            ("resultats[].reste_a_montrer", blocs[0].code): "tout",
        }
        first, *others = make_inscriptions(scenario)
        return [{**first, **issues, **failed}, *({**other, **issues} for other in others)]

    monkeypatch.setattr("amo_docs.amorce.demarrage.make_inscriptions", add_resultats)
    own = None if changements is None else write_referentiel(tmp_path, changements)
    start_dossier(tmp_path / "dossier", own)
    path = tmp_path / "dossier" / "session.toml"
    fill_seance(path)
    preparation = prepare(open_session(path))
    assert [str(f) for f in preparation.avertissements] == []
    assert {p.exemplaire.type for p in preparation.papiers} == set(read_catalogue()) - SANS_DONNEES
    assert [d.code for d in preparation.decisions] == [
        CodeDecision.BLOCS_ACQUIS,
        *[CodeDecision.CERTIFIE] * 2,
    ]


def test_same_bytes_twice(tmp_path: Path) -> None:
    for name in ("un", "deux"):
        start_dossier(tmp_path / name)
    assert read_dossier(tmp_path / "un") == read_dossier(tmp_path / "deux")


# ── The session explains itself ───────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("heading", sorted(list_tables()))
def test_every_key_of_the_model_has_its_note(heading: str) -> None:
    """A key added to the model asks for its note; one taken away takes its note with it."""
    notes = read_tables()[heading]
    fields = set(list_champs(list_tables()[heading]))
    below = {name for name in fields if f"{heading}.{name}".strip(".") in read_tables()}
    assert set(notes) == fields - below - AILLEURS.get(heading, set())
    assert {key for key, note in notes.items() if not note} == SANS_NOTE.get(heading, set())


def test_every_table_of_the_template_is_one_of_the_model() -> None:
    assert set(read_tables()) == set(list_tables()) | LIBRES


def test_every_key_stands_in_the_session(tmp_path: Path) -> None:
    """Given or behind a comment, and no comment is too long to be read."""
    start_dossier(tmp_path / "dossier")
    text = (tmp_path / "dossier" / "session.toml").read_text(encoding="utf-8")
    for heading, notes in read_tables().items():
        for key in notes if heading not in LIBRES else ():
            assert re.search(rf"^(# )?{key} = ", text, re.MULTILINE), (heading, key)
    assert max(len(line) for line in text.splitlines() if line.startswith("#")) <= 120


def make_un_scenario(path: Path) -> Scenario:
    referentiel = read_referentiel(path)
    voie = find_voie(referentiel)
    assert voie is not None
    return make_scenario(referentiel, make_catalogue(), voie)


def test_the_template_uses_each_name_it_is_given_and_no_other(tmp_path: Path) -> None:
    environnement = make_environnement()
    assert environnement.loader is not None
    source, *_ = environnement.loader.get_source(environnement, GABARIT)
    used = find_undeclared_variables(environnement.parse(source))
    assert used == set(make_contexte(make_un_scenario(write_referentiel(tmp_path)), propre=True))


@pytest.mark.parametrize(
    "gabarit", ["{{ rien }}", "{% if voie.rien %}{% endif %}", "{{ voie.rien|mots }}"]
)
def test_a_name_that_does_not_exist_stops_the_template(tmp_path: Path, gabarit: str) -> None:
    contexte = make_contexte(make_un_scenario(write_referentiel(tmp_path)), propre=True)
    with pytest.raises(UndefinedError, match="rien"):
        make_environnement().from_string(gabarit).render(contexte)


@pytest.mark.parametrize(
    ("valeur", "toml"),
    [
        ('un "mot" # \\ et\nun autre', r'"un \"mot\" # \\ et\nun autre"'),
        ([date(2030, 1, 2), 3, True], "[2030-01-02, 3, true]"),
        ({"du": date(2030, 1, 2), "à part": ("a",)}, '{ du = 2030-01-02, "à part" = ["a"] }'),
    ],
)
def test_a_value_of_the_template_is_written_as_toml(valeur: Any, toml: str) -> None:
    assert make_environnement().from_string("{{ valeur }}").render(valeur=valeur) == toml
    read = tomllib.loads(f"valeur = {toml}")["valeur"]
    assert write_valeur(read) == toml


def test_nothing_is_written_for_nothing() -> None:
    with pytest.raises(TypeError):
        make_environnement().from_string("{{ valeur }}").render(valeur=None)


@pytest.mark.parametrize(
    ("line", "laid_out"),
    [
        ("nom = 1 # le nom : ici", "nom = 1".ljust(36) + "  # le nom\u00a0: ici"),
        ("# nom = 1  # le nom", "# nom = 1".ljust(36) + "  # le nom"),
        ('nom = "a  # b : c"', 'nom = "a  # b : c"'),
        (r'# nom = "a\"  # b"  # le nom', r'# nom = "a\"  # b"'.ljust(36) + "  # le nom"),
        (f'nom = "{"a" * 110}"  # le nom', f'# Le nom\u00a0:\nnom = "{"a" * 110}"'),
        ("# Un mot : puis le # d’une clé", "# Un mot\u00a0: puis le # d’une clé"),
        ('# heure = "9 h"', '# heure = "9 h"'),
    ],
)
def test_a_note_stands_in_its_column_or_above(line: str, laid_out: str) -> None:
    """Nothing is changed inside a value, whatever it holds."""
    assert lay_out(line) == laid_out


@pytest.mark.parametrize(
    "changements",
    [
        {"statuts[0].regime": "à part", "statuts[1].regime": "deux\nlignes"},
        {"libelle_composante": "port\nou baie", "composantes[0].code": "MER\n# code"},
        {"composantes[0].presidents": ['le "maître"  # du port' + " et des quais" * 9]},
    ],
)
def test_whatever_the_referentiel_says_the_session_can_be_read(
    tmp_path: Path, changements: Mapping[str, Any]
) -> None:
    own = write_referentiel(tmp_path, DEUX_BLOCS | {"prerequis": []} | changements)
    start_dossier(tmp_path / "dossier", own)
    with (tmp_path / "dossier" / "session.toml").open("rb") as stream:
        session = tomllib.load(stream)
    referentiel = read_referentiel(own)
    (jury,) = session["jurys"]
    assert set(session["recours"]) == {s.regime or "tous" for s in referentiel.statuts}
    assert jury["composante"] == referentiel.composantes[0].code
    assert jury["membres"][0]["representant_de"] == referentiel.composantes[0].presidents[0]


def test_the_examples_behind_a_comment_are_right(tmp_path: Path) -> None:
    """Every commented key, taken up, is a value its field admits."""
    start_dossier(tmp_path / "dossier")
    path = tmp_path / "dossier" / "session.toml"
    text = path.read_text(encoding="utf-8")
    text = re.sub(r"^# (\w+ = )", r"\1", text, flags=re.MULTILINE)
    path.write_text(text, encoding="utf-8")
    with pytest.raises(DonneesError) as caught:
        prepare(open_session(path))
    reading = {
        f.code
        for f in caught.value.findings
        if f.severite is Severite.ERREUR and f.code.startswith("L")
    }
    assert reading <= {"L001"}, "only the files named are missing"


# ── What it invents ───────────────────────────────────────────────────────────────────────────────

HONNETES = {
    *("code", "fichier_candidats", "referentiel", "modeles", "feuille_candidats"),
    *("autorite.nom", "autorite.logo", "autorite.logo_texte", "enregistrement.type"),
    *("signataires.papiers", "signataires.qualite", "signataires.grade", "signataires.delegation"),
    *("signataires.signature", "signataires.cachet", "signataires.civilite"),
    *("delivrance.date", "dates", "jurys.code", "jurys.voie", "jurys.composante", "jurys.salle"),
    *("jurys.acces", "jurys.visioconference", "jurys.dates", "jurys.heure_arrivee"),
    *("jurys.heure_debut", "jurys.a_apporter", "jurys.consequences_absence", "jurys.pieces_jury"),
    *("jurys.nomination.autorite", "jurys.ouverture_reelle", "jurys.cloture_reelle"),
    *("jurys.incidents", "jurys.date_deliberation"),
    *(
        f"jurys.membres.{cle}"
        for cle in (
            *("id", "role", "suppleant_de", "college", "representant_de", "civilite", "sexe"),
            *("grade", "fonction", "mandat.du", "mandat.au", "presence", "remplace_par"),
            *("independance_declaree_le", "liens.candidat", "liens.nature", "deports"),
        )
    ),
    "epreuves",
}
"""The keys whose proposed value may be true as it stands."""

PERSONNES = {
    f"{table}.{cle}" for table in ("signataires", "jurys.membres") for cle in ("nom", "prenom")
}
"""The keys of a person, known by both names."""


def list_feuilles(value: Any, cle: str = "") -> Iterator[tuple[str, str]]:
    """Each text and each day of a TOML document, with its key without ranks."""
    if isinstance(value, Mapping):
        for name, item in value.items():
            yield from list_feuilles(item, f"{cle}.{name}".strip("."))
    elif isinstance(value, list):
        for item in value:
            yield from list_feuilles(item, cle)
    elif isinstance(value, str | date) and not isinstance(value, bool):
        yield cle, str(value)


def test_every_proposed_value_is_invented_or_may_be_true(tmp_path: Path) -> None:
    """A key added to the template asks which of the two its value is; and no fiction is left over."""
    start_dossier(tmp_path / "dossier")
    text = (tmp_path / "dossier" / "session.toml").read_text(encoding="utf-8")
    # An example behind a « # » may be taken up as it is; that of a key given above it is another.
    given = tomllib.loads(text)
    taken = tomllib.loads(
        re.sub(
            r"^# (mandat|nomination|numero_pv|logo_texte|acces|visioconference) = ",
            r"\1 = ",
            text,
            flags=re.MULTILINE,
        )
    )
    invented = {
        (re.sub(r"\[\]|\.\*", "", cle), fold(str(value)))
        for cle, values in FICTIONS.items()
        for value in values
    }
    proposed = {
        (re.sub(r"^recours\..*", "recours", cle), fold(value))
        for table in (given, taken)
        for cle, value in list_feuilles(table)
    }
    honest = {"Centre d’examen", "Secrétariat des jurys"}
    unknown = {
        (cle, value)
        for cle, value in proposed - invented
        if value not in {fold(text) for text in honest}
        and cle not in PERSONNES
        and not any(cle == name or cle.startswith(f"{name}.") for name in HONNETES)
    }
    assert unknown == set()
    behind = {
        ("enregistrement." + cle, "2000 01 01")
        for cle in ("journal_officiel", "effet", "limite_delivrance")
    }
    in_table = {(cle, value) for cle, value in invented if cle.startswith("candidats.")}
    assert invented - proposed - in_table == behind
    for cle, _ in behind:
        assert f"# {cle.partition('.')[2]} = 2000-01-01" in text


@pytest.mark.lent
@pytest.mark.parametrize("changements", [None, DEUX_BLOCS], ids=["integre", "deux blocs"])
def test_what_init_invents_does_not_leave_as_true(
    tmp_path: Path, changements: Mapping[str, Any] | None
) -> None:
    """With specimen = false, every key that init invented is named, and nothing else is said."""
    own = None if changements is None else write_referentiel(tmp_path, changements)
    start_dossier(tmp_path / "dossier", own)
    path = tmp_path / "dossier" / "session.toml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("specimen = true", "specimen = false", 1), encoding="utf-8")
    with pytest.raises(DonneesError) as caught:
        prepare(open_session(path))
    assert {f.code for f in caught.value.findings} == {"S427"}
    named = {re.sub(r"\[\d+\]", "", f.place.cle) for f in caught.value.findings}
    waiting = {"jurys.numero_pv", "jurys.nomination.numero", "jurys.nomination.date"}
    waiting |= {"jurys.nomination.fondements", "enregistrement.journal_officiel"}
    waiting |= {"enregistrement.effet", "enregistrement.limite_delivrance"}
    expected = {re.sub(r"\[\]", "", cle) for cle in FICTIONS} - waiting - {"recours.*"}
    assert {cle for cle in expected if not cle.startswith("candidats.")} <= named
    assert {"signataires.nom", "jurys.membres.nom"} <= named
    columns = Counter(f.place.colonne for f in caught.value.findings if f.place.colonne)
    assert columns == {"Nom de naissance": 3, "Adresse": 3, "Courriel": 3}
    assert any(cle.startswith("recours.") for cle in named)


# ── The workbook ──────────────────────────────────────────────────────────────────────────────────


def read_feuille(path: Path, rang: int) -> ElementTree.Element:
    with zipfile.ZipFile(path) as archive:
        return ElementTree.fromstring(archive.read(f"xl/worksheets/sheet{rang}.xml"))


@pytest.fixture(scope="module")
def classeur(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The workbook under the référentiel of two blocs."""
    folder = tmp_path_factory.mktemp("init")
    start_dossier(folder / "dossier", write_referentiel(folder))
    return folder / "dossier" / "candidats.xlsx"


@pytest.fixture(scope="module")
def referentiel(classeur: Path) -> Referentiel:
    return read_referentiel(classeur.with_name("referentiel.toml"))


def list_titres(classeur: Path) -> list[str]:
    sheet = CalamineWorkbook.from_path(str(classeur)).get_sheet_by_name("Candidats")
    return [str(cell) for cell in sheet.to_python()[0]]


def test_every_heading_is_known_and_stands_once(classeur: Path, referentiel: Referentiel) -> None:
    """And every column of the registry that this référentiel can fill is there; its blocs are the
    columns."""
    titres = list_titres(classeur)
    intitules = list_intitules(referentiel)
    found = [intitules.find(titre) for titre in titres]
    assert None not in found
    assert len({(c.colonne.champ, c.rang) for c in found if c}) == len(titres) == len(set(titres))
    assert {c.colonne.champ for c in found if c} == {colonne.champ for colonne in COLONNES}
    assert "Port" in titres and "Composante" not in titres
    assert [t for t in titres if t in ("BC01", "BC02", "BC03")] == ["BC01", "BC02"]


def test_a_referentiel_without_composante_or_prerequisite_has_no_such_column(
    tmp_path: Path,
) -> None:
    bare = read_referentiel(write_referentiel(tmp_path, SANS_RIEN))
    champs = {offered.colonne.champ for offered in propose_colonnes(bare, ("JURY-1",))}
    assert not {c for c in champs if c.startswith("prerequis") or c in ("composante", "statut")}
    assert {c.champ for c in COLONNES if c.obligatoire} <= champs


def test_every_heading_has_its_note_and_its_line_in_the_notice(
    classeur: Path, referentiel: Referentiel
) -> None:
    titres = list_titres(classeur)
    with zipfile.ZipFile(classeur) as archive:
        notes = ElementTree.fromstring(archive.read("xl/comments1.xml"))
    texts = ["".join(note.itertext()) for note in notes.iter(f"{{{XMLNS['x']}}}comment")]
    assert len(texts) == len(titres)
    assert all(re.match(r"(Obligatoire|Facultatif)\. .", text) for text in texts)
    rows = CalamineWorkbook.from_path(str(classeur)).get_sheet_by_name("Notice").to_python()
    assert [row[0] for row in rows[1:]] == titres
    assert {row[0] for row in rows[1:] if row[1] == "oui"} >= {
        "Matricule",
        "Nom de naissance",
        "Blocs visés",
    }
    assert referentiel.blocs[1].intitule in str(rows[1 + titres.index("BC02")][3])


def test_lists_offer_what_the_referentiel_admits(classeur: Path) -> None:
    """Each drop-down list, read in the XML, stands from the first row below its heading."""
    titres = list_titres(classeur)
    listes = (
        CalamineWorkbook.from_path(str(classeur))
        .get_sheet_by_name("Listes")
        .to_python(skip_empty_area=False)
    )
    offered: dict[str, list[str]] = {}
    for rule in read_feuille(classeur, 1).iter(f"{{{XMLNS['x']}}}dataValidation"):
        assert rule.get("type") == "list"
        formula = rule.findtext("x:formula1", namespaces=XMLNS)
        found = re.fullmatch(r"Listes!\$([A-Z]+)\$1:\$\1\$(\d+)", str(formula))
        assert found, formula
        column = 0
        for letter in found[1]:
            column = column * 26 + ord(letter) - 64
        start = str(rule.get("sqref")).partition(":")[0]
        assert start == f"{found[1]}2"
        offered[titres[column - 1]] = [str(row[column - 1]) for row in listes[: int(found[2])]]
    assert offered["Civilité"] == ["Madame", "Monsieur"]
    assert offered["Sexe"] == ["F", "M"]
    assert offered["Statut"] == ["artisan", "apprenti"]
    assert offered["Port"] == ["port de mer", "port du lac"]
    assert offered["Voie"] == ["formation", "expérience"]
    assert offered["Blocs visés"] == ["tous", "BC01", "BC02"]
    assert offered["BC01"] == offered["BC02"] == list(Issue)
    assert offered["Jury"] == ["JURY-1"]
    assert (
        offered["Prérequis 1"] == offered["Prérequis 3"] == ["ancien", "neuf", "atelier", "foire"]
    )


def test_codes_are_text_and_the_head_stays_in_sight(classeur: Path) -> None:
    """The INSEE code keeps its zero; the first row and the matricule do not scroll; the lists are
    hidden."""
    titres = list_titres(classeur)
    rows = CalamineWorkbook.from_path(str(classeur)).get_sheet_by_name("Candidats").to_python()
    assert rows[2][titres.index("Code INSEE de naissance")] == "01053"
    pane = read_feuille(classeur, 1).find("x:sheetViews/x:sheetView/x:pane", XMLNS)
    assert pane is not None and (pane.get("xSplit"), pane.get("ySplit"), pane.get("state")) == (
        "1",
        "1",
        "frozen",
    )
    with zipfile.ZipFile(classeur) as archive:
        sheets = ElementTree.fromstring(archive.read("xl/workbook.xml")).findall(
            "x:sheets/x:sheet", XMLNS
        )
        styles = ElementTree.fromstring(archive.read("xl/styles.xml"))
    assert [(s.get("name"), s.get("state")) for s in sheets] == [
        ("Candidats", None),
        ("Notice", None),
        ("Listes", "hidden"),
    ]
    formats = [int(str(xf.get("numFmtId"))) for xf in styles.findall("x:cellXfs/x:xf", XMLNS)]
    columns = read_feuille(classeur, 1).findall("x:cols/x:col", XMLNS)
    insee = next(
        c
        for c in columns
        if int(str(c.get("min")))
        <= titres.index("Code INSEE de naissance") + 1
        <= int(str(c.get("max")))
    )
    assert formats[int(str(insee.get("style")))] == 49, "49 is the built-in format of text"


# ── What is refused ───────────────────────────────────────────────────────────────────────────────


def test_a_folder_that_is_not_empty_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("à moi", encoding="utf-8")
    run = run_commande("init", tmp_path)
    assert run.returncode == 5
    assert "n’est pas un dossier vide" in plain(run.stderr)
    assert read_dossier(tmp_path) == {"notes.txt": "à moi".encode()}


def test_an_empty_folder_is_filled(tmp_path: Path) -> None:
    assert start_dossier(tmp_path) == ("session.toml", "candidats.xlsx")


def test_a_file_is_no_folder(tmp_path: Path) -> None:
    path = tmp_path / "fichier"
    path.write_bytes(b"")
    with pytest.raises(SortieError):
        start_dossier(path)
    with pytest.raises(SortieError):
        start_dossier(path / "dossier")
    assert path.read_bytes() == b""


def test_a_disk_that_refuses_leaves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(path: Path, mode: str = "r", **_: Any) -> Any:
        if path.name == "candidats.xlsx":
            raise OSError(28, "No space left on device", str(path))
        return opener(path, mode)

    opener = Path.open
    monkeypatch.setattr(Path, "open", refuse)
    with pytest.raises(SortieError, match="place sur le disque"):
        start_dossier(tmp_path / "neuf")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("contenu", [None, 'code = "X"\n', "code = \n"])
def test_a_referentiel_that_cannot_be_used_is_refused_with_its_place(
    tmp_path: Path, contenu: str | None
) -> None:
    path = tmp_path / "mien.toml"
    if contenu is not None:
        path.write_text(contenu, encoding="utf-8")
    run = run_commande("init", tmp_path / "dossier", "--referentiel", path)
    assert run.returncode == 3
    assert "mien.toml" in run.stderr
    assert not (tmp_path / "dossier").exists()


def test_a_referentiel_without_an_open_route_is_refused(tmp_path: Path) -> None:
    closed = DEUX_BLOCS | {"voies[0].ouverte": False, "voies[1].ouverte": False}
    with pytest.raises(DonneesError) as caught:
        start_dossier(tmp_path / "dossier", write_referentiel(tmp_path, closed))
    assert [f.code for f in caught.value.findings] == ["D105"]


def test_the_starting_folder_names_no_certification() -> None:
    """What is particular comes from the référentiel: no word of a fiche in the code that makes the
    folder."""
    sources = [p for p in (RACINE / "amo_docs" / "amorce").iterdir() if p.is_file()]
    assert GABARIT in [path.name for path in sources]
    text = "".join(path.read_text(encoding="utf-8") for path in sources)
    for word in ("RNCP3", "armée", "Terre", "ENSOA", "sous-officier"):
        assert word not in text

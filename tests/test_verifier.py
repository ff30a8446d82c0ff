"""`amo-docs modeles verifier`: everything wrong in a folder of templates, with file and line,
without a session."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

import click.testing
import pytest
from papiers_outils import PETITS_MODELES, RACINE, EnclosDirect, run_commande

from amo_docs import fabrication
from amo_docs.cli import cli
from amo_docs.typographie import NBSP, NNBSP

CERTIFICAT = (RACINE / "templates" / "certificat.html").read_text(encoding="utf-8")
PETIT = (PETITS_MODELES / "certificat.html").read_text(encoding="utf-8")
FEUILLE = (RACINE / "templates" / "amo.css").read_text(encoding="utf-8")


@pytest.fixture(autouse=True)
def enclos_direct(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fabrication, "Enclos", EnclosDirect)


def run(*arguments: object) -> click.testing.Result:
    runner = click.testing.CliRunner(catch_exceptions=False)
    return runner.invoke(cli, ["modeles", "verifier", *map(str, arguments)])


def list_constats(folder: Path) -> list[tuple[str, str, int | None, str]]:
    """(code, file in the folder, line, message) of everything the command finds."""
    rows = json.loads(run("--json", folder).stdout)
    plain = str.maketrans({NBSP: " ", NNBSP: " "})
    return [
        (
            row["code"],
            row["fichier"].removeprefix(f"{folder}/"),
            row["ligne"],
            row["message"].translate(plain),
        )
        for row in rows
    ]


def make_dossier(folder: Path, **files: str) -> Path:
    """A folder of templates; the names of ``files`` have « __ » for their dot."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in files.items():
        (folder / name.replace("__", ".")).write_text(text, encoding="utf-8")
    return folder


def review(folder: Path, extract: str) -> list[tuple[str, str]]:
    """(code, message) of what is wrong in a certificate with ``extract`` as its sixth line."""
    lines = PETIT.splitlines()
    html = "\n".join([*lines[:5], extract, *lines[5:]])
    found = list_constats(make_dossier(folder, certificat__html=html))
    assert {(file, line) for _, file, line, _ in found} <= {("certificat.html", 6)}, found
    return [(code, message) for code, _, _, message in found]


# ── The command ───────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("folder", [None, RACINE / "samples" / "rh" / "modeles"])
def test_our_own_templates_have_nothing_wrong(folder: Path | None) -> None:
    result = run(*([folder] if folder else []))
    assert result.exit_code == 0
    assert result.stdout == "0 erreur, 0 avertissement.\n"


def test_everything_at_once_sorted_by_place_with_the_gesture(tmp_path: Path) -> None:
    folder = make_dossier(
        tmp_path / "modeles",
        amo__css=FEUILLE + "p { float: left }\n.x { border-radius: 2mm }\n",
        certificat__html=CERTIFICAT.replace("{{ candidat.prenoms }}", "{{ candidat.prenon }}"),
        attestation_bloc__html="<p>\n{% if %}</p>",
        documents__toml='[essai]\ntitre = "Essai"\ndestinataires = "jury"\netat = "jugee"\nmodele = '
        '"esai.html"\n'
        'fichier = "e/{jury}"\ndonnees = ["jury.code", "jury.salles"]\n',
        notes__docx="",
    )
    result = run(folder)
    lines = [
        line.translate(str.maketrans({NBSP: " ", NNBSP: " "}))
        for line in result.stdout.splitlines()
    ]
    last = FEUILLE.count("\n")
    css, html, toml = (
        re.escape(f"{folder}/{name}") for name in ("amo.css", "certificat.html", "documents.toml")
    )
    patterns = [
        (
            rf"erreur : {css}, ligne {last + 1} : « float: left » .* Choisissez parmi : "
            r"none\. \[G631\]"
        ),
        (
            rf"erreur : {re.escape(str(folder))}/attestation_bloc\.html, ligne 2 : Syntaxe "
            r"du gabarit \(.* \[G602\]"
        ),
        (
            rf"erreur : {html}, ligne 16 : « candidat\.prenon » n’existe pas\. Vouliez-vous "
            r"écrire « prenoms » \? \[G605\]"
        ),
        (
            rf"erreur : {toml}, ligne 5 : \[essai\] modele : le gabarit « esai\.html » "
            r"n’existe pas\. .* \[G603\]"
        ),
        (
            rf"erreur : {toml}, ligne 7 : \[essai\] donnees : « salles » n’existe pas\. .* « "
            r"salle » \? \[G608\]"
        ),
        rf"avertissement : {css}, ligne {last + 2} : .* « border-radius » .* \[G630\]",
        (
            rf"avertissement : {re.escape(str(folder))}/notes\.docx : Ce fichier n’est pas "
            r"lu\. .* \[G636\]"
        ),
        r"5 erreurs, 2 avertissements\.",
    ]
    assert len(lines) == len(patterns), result.stdout
    for line, pattern in zip(lines, patterns, strict=True):
        assert re.fullmatch(pattern, line), line
    assert result.exit_code == 4


@pytest.mark.usefixtures("petits_modeles")
def test_a_template_that_no_paper_uses_is_said_and_stops_nothing(tmp_path: Path) -> None:
    folder = make_dossier(tmp_path / "m", brouillon__html="<p>{{ candidat.prenon }}</p>")
    result = run(folder)
    assert result.exit_code == 0
    assert [(code, line) for code, _, line, _ in list_constats(folder)] == [
        ("G636", None),
        ("G605", 1),
    ]
    assert result.stdout.endswith("0 erreur, 2 avertissements.\n")


INCLUS = {
    "dans-une-boucle": (
        "{% for m in jury.membres %}{% include 'm.html' %}{% endfor %}",
        "{{ m.nom }}",
        [],
    ),
    "dans-une-boucle-faux": (
        "{% for m in jury.membres %}{% include 'm.html' %}{% endfor %}",
        "{{ m.nomm }}",
        ["G605"],
    ),
    "apres-un-set": ("{% set m = jury.membres[0] %}{% include 'm.html' %}", "{{ m.nom }}", []),
    "sans-contexte": ("{% set m = 1 %}{% include 'm.html' without context %}", "{{ m }}", ["G605"]),
    "importe": (
        "{% import 'm.html' as x with context %}{{ x.f() }}",
        "{% macro f() %}{{ jury.lieu }}{% endmacro %}",
        [],
    ),
    "importe-sans": (
        "{% import 'm.html' as x %}{{ x.f() }}",
        "{% macro f() %}{{ jury.lieu }}{% endmacro %}",
        ["G605"],
    ),
    "par-un-nom-calcule": (
        "{% for n in ['m.html'] %}{% include n %}{% endfor %}",
        "{{ jury.lieuu }}",
        ["G605"],
    ),
    "soi-meme": ("{% include 'm.html' %}", "{% include 'm.html' %}", []),
}


@pytest.mark.usefixtures("petits_modeles")
@pytest.mark.parametrize("case", INCLUS)
def test_what_is_included_sees_the_names_of_where_it_is(tmp_path: Path, case: str) -> None:
    extract, inclus, codes = INCLUS[case]
    html = PETIT.replace("</body>", f"{extract}</body>")
    found = list_constats(make_dossier(tmp_path, certificat__html=html, m__html=inclus))
    assert [(code, file) for code, file, *_ in found] == [(code, "m.html") for code in codes]


HERITE = "<body>{% set titre = jury.lieu %}{% block corps %}{% endblock %}</body>"


@pytest.mark.parametrize(
    ("corps", "codes"), [("{{ titre }}{{ jury.lieu }}", []), ("{{ titr }}", ["G605"])]
)
def test_a_template_that_extends_another_sees_its_names(
    tmp_path: Path, corps: str, codes: list[str]
) -> None:
    html = "{% extends 'base.html' %}{% block corps %}<p>" + corps + "</p>{% endblock %}"
    found = list_constats(make_dossier(tmp_path, certificat__html=html, base__html=HERITE))
    assert [(code, file) for code, file, *_ in found] == [
        (code, "certificat.html") for code in codes
    ]


def test_an_avertissement_alone_leaves_with_0(tmp_path: Path) -> None:
    result = run(make_dossier(tmp_path / "m", amo__css=FEUILLE + "p { box-shadow: 1px 1px red }"))
    assert (result.exit_code, result.stdout.splitlines()[-1]) == (0, "0 erreur, 1 avertissement.")


def test_a_folder_that_is_not_there(tmp_path: Path) -> None:
    result = run(tmp_path / "absent")
    assert result.exit_code == 4
    assert "absent" in result.stderr and "n’existe pas. Corrigez son chemin." in result.stderr


def test_files_that_cannot_be_read_are_all_said(tmp_path: Path) -> None:
    folder = make_dossier(
        tmp_path / "m", documents__toml="[x\n", mentions__toml='expressions = ["a"]\n'
    )
    (folder / "certificat.html").write_bytes("née".encode("cp1252"))
    (folder / "amo.css").mkdir()
    found = {file: message for _, file, _, message in list_constats(folder)}
    assert "UTF-8" in found["certificat.html"]
    assert {"amo.css", "documents.toml", "mentions.toml"} <= set(found)


def test_without_weasyprint_nor_a_session(tmp_path: Path) -> None:
    """The command answers where WeasyPrint cannot be loaded at all."""
    (tmp_path / "weasyprint.py").write_text("raise ImportError('not here')\n")
    done = run_commande("modeles", "verifier", PYTHONPATH=f"{tmp_path}:{RACINE}")
    assert (done.returncode, done.stderr) == (0, "")


# ── Names ─────────────────────────────────────────────────────────────────────────────────────────

INCONNUS = {
    "variable": ("{{ candidta.nom }}", "candidta"),
    "champ": ("{{ candidat.prenon }}", "candidat.prenon"),
    "branche-morte": (
        "{% if session.specimen and not session.specimen %}{{ jury.lieuu }}{% endif %}",
        "jury.lieuu",
    ),
    "sinon": ("{% if bloc is defined %}a{% else %}{{ jury.lieuu }}{% endif %}", "jury.lieuu"),
    "boucle": ("{% for m in jury.membres %}{{ m.prenoms }}{% endfor %}", "m.prenoms"),
    "boucle-filtree": ("{% for m in jury.membres if m.deportz %}x{% endfor %}", "m.deportz"),
    "apres-un-filtre": ("{{ (jury.membres|selectattr('mandat')|first).mandt }}", "mandt"),
    "attribut-de-filtre": ("{{ jury.membres|map(attribute='nomm')|join }}", "nomm"),
    "methode": ("{{ referentiel.find_bloc('x').intitul }}", "intitul"),
    "de-boucle": ("{% for m in jury.membres %}{{ loop.indx }}{% endfor %}", "loop.indx"),
    "par-crochets": ("{{ candidat['prenon'] }}", "candidat.prenon"),
    "affectation": ("{% set c = decisions[0].candidat %}{{ c.prenon }}", "c.prenon"),
    "macro": ("{% macro f(c) %}{{ c.prenon }}{% endmacro %}{{ f(candidat) }}", "c.prenon"),
    "argument": ("{{ naissance(candidat, court=true) }}", "court"),
    "importe": ("{% from '_commun.html' import oubli %}", "oubli"),
    "sans-contexte": ("{% macro g() %}{{ oubli }}{% endmacro %}", "oubli"),
    "image": ("{{ images.blason }}", "images.blason"),
    "mention": ("{{ mentions.grade }}", "mentions.grade"),
    "pydantic": ("{{ candidat.model_dump() }}", "candidat.model_dump"),
    "prive": ("{{ candidat.__class__ }}", "candidat.__class__"),
    "date": ("{{ candidat.date_statut.annee }}", "candidat.date_statut.annee"),
}


@pytest.mark.usefixtures("petits_modeles")
@pytest.mark.parametrize("case", INCONNUS)
def test_a_name_that_nothing_has_is_found_wherever_it_stands(tmp_path: Path, case: str) -> None:
    extract, nom = INCONNUS[case]
    assert review(tmp_path, extract) == [("G605", f"« {nom} » n’existe pas.")]


@pytest.mark.usefixtures("petits_modeles")
@pytest.mark.parametrize(
    ("extract", "said"),
    [
        ("{{ jury.dates|datess }}", "Le filtre « datess » n’existe pas."),
        ("{{ 'a' if jury.lieu is definit }}", "Le test « definit » n’existe pas."),
    ],
)
def test_a_filter_or_a_test_that_does_not_exist(tmp_path: Path, extract: str, said: str) -> None:
    assert review(tmp_path, extract) == [("G602", said)]


@pytest.mark.usefixtures("petits_modeles")
@pytest.mark.parametrize(
    "extract", ["{% include 'pied.html' %}", "{% import 'pied.html' as p %}{{ p.x }}"]
)
def test_a_template_that_does_not_exist(tmp_path: Path, extract: str) -> None:
    assert review(tmp_path, extract) == [("G603", "Le gabarit « pied.html » n’existe pas.")]


ADMIS = {
    "tests": (
        "{% if bloc is defined and composante is not none %}{{ composante.intitule }}{% endif %}"
    ),
    "espace": "{% set n = namespace(a=1) %}{% set n.a = 2 %}{{ n.a }} {{ range(3)|list }}",
    "dictionnaire": "{{ {'F': 'née', 'M': 'né'}[candidat.sexe] }} {{ session.dates.items()|list }}",
    "methodes": (
        "{{ candidat.nom_naissance.upper() }} {{ m.mandat.find_periode(jury.date_jury).du.year }}"
    ),
    "sans-genre": "{% macro f(c) %}{{ c.nimporte }}{% endmacro %}",
    "appel": (
        "{% macro f() %}{{ caller() }}{{ varargs }}{{ kwargs }}{% endmacro %}{% call f(1, "
        "a=2) %}x{% endcall %}"
    ),
    "groupes": (
        "{% for role, ms in jury.membres|groupby('role') %}{{ role }}{{ ms[0].nom }}{% endfor %}"
    ),
    "choix": (
        "{{ (jury.siegeants if signee else jury.membres)[0].nom }}{{ (composante or voie).code }}"
    ),
    "raison": (
        "{{ decision.code.value }}{{ "
        "decisions|map(attribute='candidat.nom_naissance')|join(', ') }}"
    ),
}


@pytest.mark.usefixtures("petits_modeles")
@pytest.mark.parametrize("case", ADMIS)
def test_what_is_known_is_let_through(tmp_path: Path, case: str) -> None:
    extract = ADMIS[case].replace("{{ m.", "{% set m = jury.membres[0] %}{{ m.")
    assert review(tmp_path, extract) == []


# ── Tags ──────────────────────────────────────────────────────────────────────────────────────────

BALISES = {
    "svg": ('<svg width="9"></svg>', ["G633"]),
    "tfoot": ("<table><tfoot><tr><td>x</td></tr></tfoot></table>", ["G633"]),
    "inconnue": ("<foo>x</foo>", ["G635"]),
    "pas-fermee": ("<div><p>x</p>", ["G634"]),
    "pas-ouverte": ("x</div>", ["G634"]),
    "croisees": ("<p><strong>x</p>", ["G634"]),
    "fin-omise": ("<ul><li>x</ul>", ["G635"]),
    "dans-une-boucle": ("{% for m in jury.membres %}<div>{% endfor %}", ["G634"]),
    "dans-une-branche": ("{% if bloc is defined %}<div>{% endif %}</div>", ["G635"]),
    "dans-une-macro": ("{% macro f() %}<b>x{% endmacro %}", ["G634"]),
    "cache": ("<p hidden>x</p>", ["G633"]),
    "nombre": ('<table><tr><td colspan="deux">x</td></tr></table>', ["G633"]),
    "style": ('<p style="float: left">x</p>', ["G631"]),
    "feuille": ("<style>p { position: absolute }</style>", ["G631"]),
    "image-d-ailleurs": ('<p><img src="logo.png" alt="x"></p>', ["G633"]),
    "image-sans-texte": ('<p><img src="{{ images.logo }}"></p>', ["G635"]),
    "numero": ('<ol><li value="3">x</li></ol>', ["G633"]),
    "sans-fin": ("<div/>", ["G634", "G634"]),
    "script": ("<script>x</script>", ["G633"]),
}


@pytest.mark.usefixtures("petits_modeles")
@pytest.mark.parametrize("case", BALISES)
def test_a_tag_or_an_attribute_that_cannot_be_honoured(tmp_path: Path, case: str) -> None:
    extract, codes = BALISES[case]
    assert [code for code, _ in review(tmp_path, extract)] == codes


@pytest.mark.usefixtures("petits_modeles")
@pytest.mark.parametrize(
    "extract",
    [
        '<p class="a{{ taille }}{% if signee %} b{% endif %}">x<br>y</p>',
        "{% if signee %}<div class='a'>{% else %}<div>{% endif %}x</div>",
        "<ul>{% for m in jury.membres %}<li>{{ m.nom }}</li>{% else %}<li>x</li>{% endfor %}</ul>",
        "<table><tr><td><table><tr><td>x</td></tr></table></td></tr></table>",
        "{% set t %}<b>x</b>{% endset %}<!-- <svg> -->{# <svg> #}<p>a < b &amp; c</p>",
    ],
)
def test_tags_that_hold_together(tmp_path: Path, extract: str) -> None:
    assert review(tmp_path, extract) == []


# ── What the command calls an error, check and render refuse too ──────────────────────────────────


@pytest.mark.lent
def test_check_refuses_the_same_without_weasyprint(tmp_path: Path) -> None:
    shutil.copytree(RACINE / "samples", tmp_path / "samples")
    session = tmp_path / "samples" / "session.toml"
    own = make_dossier(tmp_path / "samples" / "m", amo__css=FEUILLE + "p { visibility: hidden }\n")
    session.write_text('modeles = "m"\n' + session.read_text(encoding="utf-8"), encoding="utf-8")
    (tmp_path / "weasyprint.py").write_text("raise ImportError('not here')\n")
    done = run_commande("check", session, PYTHONPATH=f"{tmp_path}:{RACINE}")
    assert done.returncode == 4, done.stderr
    assert re.search(
        rf"m/amo\.css, ligne {FEUILLE.count(chr(10)) + 1}.: .*visibility: hidden.*\[G631\]",
        done.stdout,
    )
    assert [code for code, *_ in list_constats(own)] == ["G631"]

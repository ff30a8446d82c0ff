"""What a template may not do, and where it is told: blanks, values that are not text, reaching out,
stopping."""

from __future__ import annotations

import pytest
from fabrique.composition import compose, list_constats, print_html

# ── Blanks ────────────────────────────────────────────────────────────────────────────────────────


def test_every_undefined_name_is_found_at_once_with_its_file_and_line() -> None:
    gabarits = {
        "page.html": (
            "<p>{{ candidat.nomm }}</p>\n<p>{{ candidate.nom }}</p>\n{% include 'pied.html' %}"
        ),
        "pied.html": (
            "{% for x in oubli %}{{ x }}{% endfor %}\n\n{% if manque %}oui{% endif %}{{ "
            "autre()|upper }}"
        ),
    }
    assert list_constats(compose(gabarits)) == [
        ("G605", "essai/page.html", 1, "« candidat.nomm » n’existe pas."),
        ("G605", "essai/page.html", 2, "« candidate » n’existe pas."),
        ("G605", "essai/pied.html", 1, "« oubli » n’existe pas."),
        ("G605", "essai/pied.html", 3, "« autre » n’existe pas."),
        ("G605", "essai/pied.html", 3, "« manque » n’existe pas."),
    ]


@pytest.mark.parametrize(
    ("ligne", "dits"),
    [
        (
            "<p><q>x</q> {{ jury.salle }}</p>",
            ["« salle » n’a pas de valeur.", "La balise <q> n’est pas"],
        ),
        ("<p>{{ inconnu }} {{ jury.salle }}</p>", ["« inconnu » n’existe pas.", "« salle » n’a"]),
        (
            "<p>{{ jury.salles }} {{ jury.salle }}</p>",
            ["« jury.salles » n’existe", "« salle » n’a"],
        ),
    ],
)
def test_two_faults_of_one_line_are_both_told(ligne: str, dits: list[str]) -> None:
    """As they are on two lines: neither hides the other, and none is said twice."""
    for gabarit, lignes in (
        (ligne, [1, 1]),
        (ligne.replace(" {{ jury.salle }}", "\n{{ jury.salle }}"), [1, 2]),
    ):
        found = list_constats(compose(gabarit))
        assert sorted(place for _, _, place, _ in found) == lignes
        assert len(found) == 2
        for dit in dits:
            assert [message for *_, message in found if message.startswith(dit)], (dit, found)


@pytest.mark.parametrize(
    "expression",
    [
        "candidat.grade",
        "candidat['grade']",
        "candidat.grade|upper",
        "candidat.grade|grade",
        "candidat.exclusion|string",
        "candidat.heure_passage|heure",
        "'le ' ~ candidat.grade",
        "[candidat.grade]|join",
        "[candidat.prenoms, candidat.grade]|liste",
        "referentiel.find_composante('x')",
        "referentiel.find_composante('x')|upper",
        "jury.salle|replace('a', 'b')",
        "jury.salle|phrase",
        "'%s'|format(jury.salle)",
    ],
)
def test_an_absent_value_is_never_printed_whatever_it_goes_through(expression: str) -> None:
    found = list_constats(compose("<p>{{ session.code }}</p>\n<p>{{ " + expression + " }}</p>"))
    assert [(code, file, line) for code, file, line, _ in found] == [("G605", "essai/page.html", 2)]


@pytest.mark.parametrize("expression", ["''", "' '", "'\u00a0'", "'a'[1:]", "''|upper"])
def test_an_empty_text_is_never_printed(expression: str) -> None:
    found = list_constats(compose("{% set x = " + expression + " %}\n{{ x }}"))
    assert [(code, line, message) for code, _, line, message in found] == [
        ("G605", 2, "une valeur vide serait imprimée.")
    ]


@pytest.mark.parametrize(
    ("gabarit", "html"),
    [
        ("{% if candidat.grade %}non{% else %}sans grade{% endif %}", "sans grade"),
        ("{% if candidat.grade is none %}sans grade{% endif %}", "sans grade"),
        ("{% if candidat.grade == none %}sans grade{% endif %}", "sans grade"),
        ("{% if candidat.grade != 'MO' %}pas MO{% endif %}", "pas MO"),
        ("{{ candidat.grade or 'sans grade' }}", "sans grade"),
        ("{% set g = candidat.grade %}{% if not g %}sans grade{% endif %}", "sans grade"),
        ("{% if images.logo %}logo{% else %}rien{% endif %}", "rien"),
        ("{% if bloc is defined %}bloc{% else %}rien{% endif %}", "rien"),
        ("{{ 0 }} {{ 1.5 }}", "0 1.5"),
    ],
)
def test_a_template_may_ask_whether_a_value_is_there(gabarit: str, html: str) -> None:
    assert print_html(gabarit) == html


def test_a_blank_of_the_unsigned_twin_is_found_too() -> None:
    """The DOCX keeps the empty box: its branch of the template is composed, and checked."""
    gabarit = "{% if signee %}signée{% else %}\n{{ manque }}{% endif %}"
    found = list_constats(compose(gabarit, type="parchemin", definitif=True))
    assert found == [("G605", "essai/page.html", 2, "« manque » n’existe pas.")]


def test_a_draft_is_never_signed_and_the_docx_never_is() -> None:
    gabarit = "{% if signee %}signée{% else %}vide{% endif %}"
    (definitif,) = compose(gabarit, type="parchemin", definitif=True).papiers[0].variantes
    (projet,) = compose(gabarit, type="parchemin").papiers[0].variantes
    assert (definitif.html, definitif.html_docx) == ("signée", "vide")
    assert (projet.html, projet.html_docx) == ("vide", "vide")


# ── Values stay text ──────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("valeur", "html"),
    [
        ("{{ 7*7 }}", "{{ 7*7 }}"),
        ("{% include 'x' %}", "{% include &#39;x&#39; %}"),
        ("<b>GRAS</b>", "&lt;b&gt;GRAS&lt;/b&gt;"),
        ("DUPONT & FILS", "DUPONT &amp; FILS"),
        ("&eacute;", "&amp;eacute;"),
        ('O"NEIL', "O&#34;NEIL"),
        ("DUPONT--MARTIN", "DUPONT--MARTIN"),
        ("QUOI ? « OUI » : NON ; N° 1", "QUOI ? « OUI » : NON ; N° 1"),
    ],
)
def test_a_value_is_text_to_the_letter(valeur: str, html: str) -> None:
    """Neither code, nor tags, nor spaces put right: a name is printed as given."""
    changements = {"candidats[0].nom_naissance": valeur}
    assert print_html("<p>{{ candidat.nom_naissance }}</p>", changements) == f"<p>{html}</p>"
    assert print_html("{{ [candidat.nom_naissance]|liste }}", changements) == html


def test_literal_text_has_its_french_spaces_and_tags_are_left_alone() -> None:
    gabarit = (
        '<p title="a ; b">Vu : « {{ session.code }} » ; n° {{ jury.numero_pv }} ?</p>\n'
        '<p class="x">50 % de M. {{ candidat.nom_naissance }} !</p>'
    )
    assert print_html(gabarit) == (
        '<p title="a ; b">Vu\u00a0: «\u00a02030-essai\u00a0»\u202f; n°\u00a0PV-1\u202f?</p>\n'
        '<p class="x">50\u00a0% de M.\u00a0DUPRÉ\u202f!</p>'
    )


def test_a_tag_cut_by_an_expression_is_left_alone_too() -> None:
    gabarit = '<p title="a ; {{ session.code }} b ; c">d ; {{ session.code }} ; e</p>'
    assert print_html(gabarit) == '<p title="a ; 2030-essai b ; c">d\u202f; 2030-essai\u202f; e</p>'


# ── Templates that reach out, or stop ─────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    "chemin", ["/etc/passwd", "../page.html", "autre.html", "page.html/../page.html"]
)
@pytest.mark.parametrize("balise", ["include '{}'", "import '{}' as x", "extends '{}'"])
def test_a_template_reads_no_file_but_those_it_was_given(balise: str, chemin: str) -> None:
    found = list_constats(compose("<p>un</p>\n{% " + balise.format(chemin) + " %}"))
    assert found == [("G603", "essai/page.html", 2, f"Le gabarit « {chemin} » n’existe pas.")]


def test_a_template_may_do_without_a_file_that_is_not_there() -> None:
    assert print_html("un{% include '/etc/passwd' ignore missing %}") == "un"


@pytest.mark.parametrize(
    "expression",
    [
        "session.__class__",
        "session.__class__.__mro__",
        "''.__class__.__mro__[1].__subclasses__()",
        "session.__init__.__globals__",
        "cycler.__init__.__globals__",
        "'{0.__class__}'.format(session)",
        "session|attr('__class__')",
        "session['__class__']",
    ],
)
def test_a_template_does_not_reach_behind_the_records(expression: str) -> None:
    found = list_constats(compose("{{ session.code }}\n{{ " + expression + " }}"))
    assert [(file, line) for _, file, line, _ in found] == [("essai/page.html", 2)]
    assert {code for code, *_ in found} <= {"G604", "G605"}


@pytest.mark.parametrize(
    "expression",
    [
        "1 / 0",
        "range(10**9)|length",
        "nul + 1",
        "nul < 3",
        "candidat.grade + 'x'",
        "candidat.nom_naissance|date_longue",
        "candidat.nom_naissance|heure",
        "'{x}'.format()",
        "'{0}'.format()",
        "[1].append(2)",
        "candidat.find_resultat()",
        "'abc'.index('z')",
    ],
)
def test_a_template_that_stops_says_on_which_line(expression: str) -> None:
    gabarits = {
        "page.html": "<p>un</p>\n{% include 'pied.html' %}",
        "pied.html": "\n\n{{ " + expression + " }}",
    }
    found = list_constats(compose(gabarits))
    assert [(file, line) for _, file, line, _ in found] == [("essai/pied.html", 3)]
    assert {code for code, *_ in found} <= {"G604", "G605"}


def test_a_template_that_calls_itself_is_the_template_s_fault() -> None:
    found = list_constats(compose("<p>un</p>\n{% include 'page.html' %}"))
    assert [(code, file, line) for code, file, line, _ in found] == [("G604", "essai/page.html", 2)]


@pytest.mark.parametrize(
    "gabarit", ["<p>\n{{ session.code", "<p>\n{% if %}x{% endif %}", "\n{{ session.code|nul }}"]
)
def test_a_template_that_cannot_be_read_says_on_which_line(gabarit: str) -> None:
    found = list_constats(compose({"page.html": "{% include 'pied.html' %}", "pied.html": gabarit}))
    assert [(code, file, line) for code, file, line, _ in found] == [("G602", "essai/pied.html", 2)]


@pytest.mark.parametrize(
    ("expression", "code"),
    [
        ("'<svg></svg>'|safe", "G633"),
        ("'<b>'|safe", "G634"),
        ("'<p style=\"float: left\">x</p>'|safe", "G631"),
        ("'<![x[y]]>'|safe", "G632"),
    ],
)
def test_what_an_expression_brings_into_the_page_is_read_too(expression: str, code: str) -> None:
    """Reading the template could not see it: it is found in the page, at its template, once for all
    its papers."""
    found = list_constats(compose("<p>{{ session.code }}</p>{{ " + expression + " }}"))
    assert [(got, file, line) for got, file, line, _ in found] == [(code, "essai/page.html", 0)]

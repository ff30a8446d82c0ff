"""A template reaches the data of its paper and nothing else: neither the clock, nor chance, nor the
machine.

Every filter, global and test of the environment is gone through, and every type a template may
hold."""

from __future__ import annotations

import inspect
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

import pytest
from fabrique import make_dossier, make_modeles
from fabrique.composition import compose, list_composes, print_html
from jinja2.runtime import LoopContext, Macro
from jinja2.utils import Cycler, Namespace
from markupsafe import Markup
from pydantic import BaseModel

from amo_docs.gabarits.blancs import Journal
from amo_docs.gabarits.environnement import EnvironnementStrict, make_environnement
from amo_docs.gabarits.filtres import FILTRES
from amo_docs.gabarits.noms import DelivrancePapier, Mentions
from amo_docs.model.base import Notion, list_internes
from amo_docs.model.jury import Civilite
from amo_docs.model.papier import Papier, Sujet


def cite(texte: str) -> set[str]:
    """The names of a list written as words."""
    return set(texte.split())


# ── Filters, globals, tests: the lists, whole ─────────────────────────────────────────────────────

DETERMINISTES = cite(
    "abs attr batch capitalize count d default dictsort e escape first float forceescape "
    "format groupby int items join "
    "last length list lower map max min reject rejectattr replace reverse round safe "
    "select selectattr slice sort "
    "string striptags sum title trim truncate unique upper wordcount"
)
"""Filters of Jinja that depend on their arguments alone and give no more than they are given."""

TESTS = cite(
    "!= < <= == > >= boolean callable defined divisibleby eq equalto escaped even false "
    "filter float ge greaterthan gt "
    "in integer iterable le lessthan lower lt mapping ne none number odd sameas sequence "
    "string test true undefined "
    "upper"
)
"""Tests of Jinja: each answers yes or no from its arguments alone."""


@pytest.fixture(scope="module")
def environnement() -> EnvironnementStrict:
    dossier = make_dossier(None, make_modeles({"page.html": ""}))
    return make_environnement(dossier.modeles, dossier.referentiel, Journal())


def test_a_new_filter_global_or_test_of_jinja_does_not_come_in_by_itself(
    environnement: EnvironnementStrict,
) -> None:
    assert set(environnement.filters) == DETERMINISTES | set(FILTRES) | {
        "grade",
        "du_jour",
        "place",
        "_texte",
    }
    assert set(environnement.globals) == {"cycler", "dict", "joiner", "namespace", "range"}
    assert set(environnement.tests) == TESTS


@pytest.mark.parametrize(
    "expression",
    [
        "papier.date.today()",
        "papier.date.fromtimestamp(0)",
        "papier.date.ctime()",
        "papier.date.strftime('%s')",
        "jury.heure_debut.strftime('%Z')",
        "'{:%s}'.format(papier.date)",
        "(papier.date|string).format()",
        "papier.date['today']()",
        "papier.date|attr('today')",
        "[papier.date]|map(attribute='today')|list",
        "[1, 2, 3]|random",
        "lipsum(n=1)",
        "now()",
        "'{}'.format_map({})",
        "oubli.journal",
        "dict.fromkeys('ab')",
        "(5).to_bytes(2, 'big')",
    ],
)
def test_a_template_reads_neither_the_clock_nor_chance_nor_the_machine(expression: str) -> None:
    found = list_composes(compose("{{ session.code }}\n{{ " + expression + " }}"))
    assert [(file, line) for _, file, line, _ in found] == [("essai/page.html", 2)]
    assert {code for code, *_ in found} <= {"G602", "G604", "G605"}


@pytest.mark.parametrize(
    "objet",
    [
        "cycler",
        "cycler('a')",
        "joiner()",
        "range",
        "'a'.upper",
        "candidat.find_resultat",
        "self",
        "namespace()",
    ],
)
@pytest.mark.parametrize(
    "forme",
    [
        "{}",
        "{}|string",
        "'' ~ {}",
        "[{}]|join",
        "[{}]|string",
        "'%s'|format({})",
        "'%s' % {}",
        "{}|upper",
    ],
)
def test_nothing_prints_its_address_in_memory(objet: str, forme: str) -> None:
    found = list_composes(compose("{{ session.code }}\n{{ " + forme.format(objet) + " }}"))
    assert [line for _, _, line, _ in found] == [2]


@pytest.mark.parametrize(
    "objet", ["papier.date", "jury.heure_debut", "decisions", "session", "images", "true", "none"]
)
@pytest.mark.parametrize("forme", ["{{{{ {} }}}}", "{{{{ '' ~ {} }}}}"])
def test_only_texts_and_figures_are_printed(objet: str, forme: str) -> None:
    found = list_composes(compose("<p>\n" + forme.format(objet)))
    assert [(code, line) for code, _, line, _ in found] == [("G605", 2)]


def test_what_a_filter_yields_is_a_list_and_not_an_iterator() -> None:
    assert (
        print_html("{{ ['a', 'b']|map('upper')|list|length }}{{ ['a']|map('upper')|join }}") == "2A"
    )
    assert print_html("{% set x = ['b', 'a']|select %}{{ x|first }}{{ x|first }}") == "bb"


@pytest.mark.parametrize(
    "expression",
    [
        "'x' * 1000000000",
        "1000000000 * ['x']",
        "10 ** 1000000",
        "2 ** 9000 ** 2",
        "'%1000000000d' % 1",
        "'%*d' % (1000000000, 1)",
        "'%.1000000000f'|format(1)",
        "'x'|center(1000000000)",
        "'x'.ljust(1000000000)",
        "'\t'.expandtabs(1000000000)",
        "[1]|batch(1000000000, 'x')|length",
        "[1]|slice(1000000000)|length",
        "1.5|round(1000000000, 'ceil')",
        "'x'|indent(1000000000)",
        "range(10**9)|length",
        "[1]|tojson(1000000000)",
    ],
)
def test_no_expression_alone_asks_for_a_gigabyte(expression: str) -> None:
    found = list_composes(compose("{{ session.code }}\n{{ " + expression + " }}"))
    assert [line for _, _, line, _ in found] == [2]


@pytest.mark.parametrize(
    ("expression", "html"),
    [
        ("'=' * 12", "============"),
        ("2 ** 10 % 7", "2"),
        ("'%03d / %s'|format(7, session.code)", "007 / 2030-essai"),
        ("2.345|round(2)", "2.35"),
        ("['a', 'b', 'c']|batch(2)|length", "2"),
        ("papier.date.year", "2030"),
        ("papier.date.isoformat()", "2030-05-02"),
        ("(papier.date - papier.date).days", "0"),
        ("candidat.civilite.value", "Madame"),
        ("'A b'.lower().split(' ')|join('-')", "a-b"),
    ],
)
def test_a_template_still_reckons_and_formats(expression: str, html: str) -> None:
    assert print_html("{{ " + expression + " }}") == html


# ── Values: the names each opens, whole ───────────────────────────────────────────────────────────

TEXTE = cite(
    "capitalize casefold count endswith find index isalnum isalpha isdigit islower "
    "isnumeric isspace istitle isupper "
    "join lower lstrip partition removeprefix removesuffix replace rfind rindex "
    "rpartition rsplit rstrip split "
    "splitlines startswith strip swapcase title upper"
)
JOUR = {"year", "month", "day", "weekday", "isoweekday", "isoformat"}
HEURE = {"hour", "minute", "second", "isoformat"}

OUVERTS: list[tuple[Any, set[str]]] = [
    ("texte", TEXTE),
    (Markup("texte"), TEXTE | {"striptags"}),
    (Civilite.MADAME, TEXTE | {"value"}),
    (date(2030, 1, 1), JOUR),
    (datetime(2030, 1, 1), JOUR | HEURE),
    (time(9), HEURE),
    (timedelta(1), {"days", "seconds"}),
    (1, set()),
    (1.5, set()),
    (True, set()),
    (None, set()),
    ([1], {"count", "index"}),
    ((1,), {"count", "index"}),
    ({"a": 1}, {"get", "items", "keys", "values"}),
    (range(3), set()),
    (dict, set()),
    (str, set()),
    (date, set()),
    (print, set()),
    ("texte".upper, set()),
    (lambda: None, set()),
    (Cycler("a"), {"current", "next", "reset"}),
]


@pytest.mark.parametrize(("valeur", "ouverts"), OUVERTS)
def test_a_value_opens_the_names_of_its_list_alone(
    valeur: Any, ouverts: set[str], environnement: EnvironnementStrict
) -> None:
    found = {
        nom
        for nom in dir(valeur)
        if environnement.is_safe_attribute(valeur, nom, getattr(valeur, nom))
    }
    assert found == ouverts


@pytest.mark.parametrize("genre", [LoopContext, Macro])
def test_the_objects_of_jinja_open_nothing_that_leads_to_it(
    genre: type, environnement: EnvironnementStrict
) -> None:
    objet = genre.__new__(genre)
    found = {nom for nom in dir(genre) if environnement.is_safe_attribute(objet, nom, None)}
    assert not {nom for nom in found if nom.startswith("_")}
    assert found <= cite(
        "index index0 revindex revindex0 first last length depth depth0 previtem "
        "nextitem cycle changed"
    )


def test_a_namespace_opens_what_the_template_put_there() -> None:
    assert (
        print_html(
            "{% set ns = namespace(total=1) %}{% set ns.total = ns.total + 1 %}{{ ns.total }}"
        )
        == "2"
    )
    assert not vars(Namespace).keys() & {"environment", "context"}


def walk_notions(kind: type[Notion] = Notion) -> Iterator[type[Notion]]:
    for below in kind.__subclasses__():
        if below.__module__.startswith("amo_docs."):
            yield below
        yield from walk_notions(below)


RECORDS: list[type] = [
    *sorted(set(walk_notions()), key=lambda k: k.__qualname__),
    Mentions,
    DelivrancePapier,
    Papier,
    Sujet,
]


@pytest.mark.parametrize("genre", RECORDS, ids=lambda genre: genre.__qualname__)
def test_a_record_opens_its_fields_and_what_its_class_says(
    genre: type, environnement: EnvironnementStrict
) -> None:
    """Its fields all, and nothing of what a library adds: some of that reads files and runs what
    they hold."""
    objet = genre.__new__(genre)
    if is_dataclass(genre):
        noms = {f.name for f in fields(genre)} - list_internes(genre)
    else:
        noms = set(genre.model_fields)  # type: ignore[attr-defined]
    every = {nom for nom, _ in inspect.getmembers_static(genre)} | noms
    found = {nom for nom in every if environnement.is_safe_attribute(objet, nom, None)}
    assert noms <= found
    assert not found & set(dir(BaseModel))
    assert all(
        nom in noms
        or inspect.getattr_static(genre, nom).__class__.__name__ in {"property", "function"}
        for nom in found
    )


@pytest.mark.parametrize("nom", sorted(n for n in dir(BaseModel) if not n.startswith("_")))
def test_what_pydantic_gives_a_record_is_closed_to_templates(nom: str) -> None:
    assert compose("{{ session." + nom + " }}").findings != ()

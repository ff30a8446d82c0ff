"""Whose fault it is: what a template does wrong is told at its line; what fails in our own code is
a bug."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator
from datetime import date
from types import FunctionType
from typing import Any

import pytest
from fabrique import make_dossier, make_modeles
from fabrique.composition import compose, list_constats

from amo_docs.compose import compositeur, mentions_lues
from amo_docs.gabarits import filtres
from amo_docs.gabarits.blancs import Journal
from amo_docs.gabarits.contrats import _read_contrat
from amo_docs.gabarits.environnement import make_environnement
from amo_docs.model.base import Notion
from amo_docs.model.candidat import Candidat
from amo_docs.model.jury import Jury

# ── The template's ────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("expression", "message"),
    [
        ("candidat.nom_naissance|date_longue", "« date_longue » ne s’applique pas à « DUPRÉ »"),
        ("12|date_courte", "« date_courte » ne s’applique pas à « 12 »"),
        ("'9 h'|heure", "« heure » ne s’applique pas à « 9 h »"),
        ("'x'|duree", "« duree » ne s’applique pas à « x »"),
        ("'12'|nombre", "« nombre » ne s’applique pas à « 12 »"),
        ("12|liste", "« liste » ne s’applique pas à « 12 »"),
        ("['x']|dates", "« dates » ne s’applique pas à « ['x'] »"),
        ("12|phrase", "« phrase » ne s’applique pas à « 12 »"),
        ("12|grade", "« grade » ne s’applique pas à « 12 »"),
        ("'x'|du_jour('y')", "« du_jour » ne s’applique pas à « y »"),
        ("referentiel.find_bloc(12)", "« find_bloc » ne s’applique pas à « 12 »"),
        ("jury.find_membre()", "« find_membre » ne se demande pas ainsi"),
        ("jury.membres[0].mandat.find_periode('x')", "« find_periode » ne s’applique pas à « x »"),
        ("session.list_candidats('NORD')", "« list_candidats » ne s’applique pas à « NORD »"),
        ("1 / 0", "division by zero"),
        ("'x' + 1", "can only concatenate str"),
        ("'x' * 'y'", "can't multiply sequence"),
        ("session()", "'Session' object is not callable"),
        ("'abc'.index('z')", "substring not found"),
    ],
)
def test_what_a_template_does_wrong_is_told_at_its_line(expression: str, message: str) -> None:
    ((code, file, line, said),) = list_constats(
        compose("{{ session.code }}\n{{ " + expression + " }}")
    )
    assert (code, file, line) == ("G604", "essai/page.html", 2)
    assert message in said.replace("\u00a0", " ")


@pytest.mark.parametrize(
    "gabarit",
    [
        "\n{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}",
        "\n{% include 'page.html' %}",
        "\n{% for x in [1] recursive %}{{ loop([1]) }}{% endfor %}",
        "\n{% macro m() %}{{ jury.date_jury|date_longue }}{{ m() }}{% endmacro %}{{ m() }}",
    ],
)
def test_a_template_that_calls_itself_without_end_is_at_fault(gabarit: str) -> None:
    assert [(code, line) for code, _, line, _ in list_constats(compose(gabarit))] == [("G604", 2)]


def test_an_undefined_name_or_none_goes_through_our_functions_to_the_output() -> None:
    gabarit = (
        "{{ referentiel.find_bloc(oubli).code }}\n{{ candidat.grade|grade or 'sans' }}\n{{ "
        "[oubli]|liste }}"
    )
    assert [(code, line) for code, _, line, _ in list_constats(compose(gabarit))] == [
        ("G605", 1),
        ("G605", 3),
    ]


# ── Ours ──────────────────────────────────────────────────────────────────────────────────────────


class PanneError(Exception):
    """No exception a template can raise."""


def fail_by(error: Exception) -> Callable[..., Any]:
    """A function that raises `error` as one of the model would."""

    def fail(*args: object) -> Any:
        raise error

    fail.__module__ = "amo_docs.model.jury"
    fail = type(fail)(
        fail.__code__,
        {"__name__": "amo_docs.model.jury", "error": error},
        "fail",
        None,
        fail.__closure__,
    )
    return FunctionType(
        fail.__code__, {"__name__": "amo_docs.model.jury"}, "fail", None, fail.__closure__
    )


PANNES = [
    AttributeError("x"),
    KeyError("x"),
    TypeError("x"),
    ValueError("x"),
    ZeroDivisionError("x"),
    AssertionError("x"),
    PanneError("x"),
]


@pytest.mark.parametrize("panne", PANNES, ids=lambda panne: type(panne).__name__)
@pytest.mark.parametrize(
    "gabarit",
    [
        "{{ jury.date_jury }}",
        "{{ [jury]|map(attribute='date_jury')|list }}",
        "{{ jury|attr('date_jury') }}",
    ],
)
def test_a_property_of_the_model_that_fails_is_a_bug(
    panne: Exception, gabarit: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Defaut(Jury):
        date_jury = property(fail_by(panne))  # type: ignore[assignment]

    contexte = mentions_only(monkeypatch)
    contexte["jury"] = Defaut.model_construct()
    with pytest.raises(type(panne)) as caught:
        compose("{{ session.code }}\n" + gabarit)
    assert caught.value is panne or type(panne) is AttributeError
    assert "fail" in {entry.name for entry in caught.traceback}


def mentions_only(monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    """Names put over those of the paper composed next."""

    more: dict[str, Any] = {}
    make = compositeur.make_contexte
    monkeypatch.setattr(
        compositeur, "make_contexte", lambda *args: type(make(*args))(make(*args) | more)
    )
    return more


@pytest.mark.parametrize("panne", PANNES, ids=lambda panne: type(panne).__name__)
def test_a_filter_of_ours_that_fails_is_a_bug(
    panne: Exception, monkeypatch: pytest.MonkeyPatch
) -> None:
    def write(*args: object, **kwargs: object) -> str:
        raise panne

    monkeypatch.setattr(filtres, "format_date", write)
    with pytest.raises(type(panne)) as caught:
        compose("{{ papier.date|date_longue }}")
    assert caught.value is panne


def test_a_method_of_the_model_that_fails_is_a_bug(monkeypatch: pytest.MonkeyPatch) -> None:
    def find_resultat(self: Candidat, bloc: str) -> object:
        return fail_by(KeyError("panne"))()

    monkeypatch.setattr(Candidat, "find_resultat", find_resultat)
    with pytest.raises(KeyError, match="panne"):
        compose("{{ candidat.find_resultat('x') }}")


def test_a_mention_whose_reading_fails_is_a_bug(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(mentions_lues, "ATTENDUS", {"code": fail_by(KeyError("panne"))})
    with pytest.raises(KeyError, match="panne"):
        compose("{{ session.code }}", champs={"mentions": ("code",)})


@pytest.mark.parametrize(
    "chemin",
    [
        "candidat.ne[]",
        "papier.date[]",
        "candidat.nom_naissance.upper",
        "candidat",
        "x",
        "papier.date.today",
    ],
)
def test_a_path_of_data_that_leads_nowhere_is_told(chemin: str) -> None:
    champs = {"mentions": (), "donnees": (chemin,)}
    assert [code for code, *_ in list_constats(compose("{{ session.code }}", champs=champs))] == [
        "G608"
    ]


# ── What is asked of a template is written on every function it may call ──────────────────────────


def list_methodes() -> Iterator[Callable[..., Any]]:
    kinds = list(Notion.__subclasses__())
    while kinds:
        kind = kinds.pop()
        kinds += kind.__subclasses__()
        if kind.__module__.startswith("amo_docs."):
            yield from (
                f
                for n, f in vars(kind).items()
                if inspect.isfunction(f) and not n.startswith(("_", "model_"))
            )


@pytest.mark.parametrize(
    "methode",
    sorted(set(list_methodes()), key=lambda f: f.__qualname__),
    ids=lambda f: f.__qualname__,
)
def test_every_parameter_of_a_method_of_the_model_is_annotated(methode: Callable[..., Any]) -> None:
    signature, attendus = _read_contrat(methode)
    assert set(attendus) == set(signature.parameters) - {"self"}


def test_a_day_typed_as_text_is_read_by_what_takes_a_day() -> None:
    """The types people type by hand read text; our functions then get a day."""
    dossier = make_dossier(None, make_modeles({"page.html": ""}))
    environnement = make_environnement(dossier.modeles, dossier.referentiel, Journal())
    mandat = next(m.mandat for j in dossier.session.jurys for m in j.membres if m.mandat)
    gabarit = environnement.from_string("{{ m.find_periode('01/06/2030').du.year }}")
    assert gabarit.render(m=mandat) == str(mandat.find_periode(date(2030, 6, 1)).du.year)

"""The lists of templates/README.md, both ways: what they say is let through, what they do not say
is reported."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import lru_cache
from itertools import product
from typing import Any, NotRequired, TypeVar, get_origin, is_typeddict

import hypothesis
import pytest
from hypothesis import strategies as st
from outils.gabarits import SENS, find_sens, list_notions
from papiers_outils import RACINE
from weasyprint.css.validation.expanders import EXPANDERS
from weasyprint.css.validation.properties import PROPERTIES

from amo_docs.catalogue import DESTINATAIRES, DocumentType, read_catalogue
from amo_docs.compose.contexte import make_contexte
from amo_docs.decide import decide_all
from amo_docs.gabarits.environnement import Journal, make_environnement
from amo_docs.gabarits.filtres import FILTRES
from amo_docs.gabarits.noms import PROPRES, list_genres
from amo_docs.jumeaux.balises import BALISES, REFUSEES, VIDES
from amo_docs.jumeaux.proprietes import GENERAUX, PDF, PROPRIETES, UNITES
from amo_docs.load.modeles import load_dossier, load_modeles
from amo_docs.load.session import load_session
from amo_docs.model.matiere import Matiere
from amo_docs.model.modeles import Modeles
from amo_docs.pipeline import _share
from amo_docs.plan import plan_papiers
from amo_docs.relecture import review_modeles
from amo_docs.relecture.branches import PARTICULIERS
from amo_docs.relecture.feuille import review_feuille
from amo_docs.relecture.genres import Methode, list_atomes
from amo_docs.relecture.pile import Pile
from amo_docs.relecture.valeurs import Feuille

README = (RACINE / "templates" / "README.md").read_text(encoding="utf-8")
FAMILLES = frozenset(("Liberation Serif", "Liberation Sans"))
C = TypeVar("C")
T = TypeVar("T")


@lru_cache
def load_integres() -> tuple[Modeles, tuple[DocumentType, ...]]:
    lecture = load_dossier(RACINE / "templates", None)
    assert lecture.findings == ()
    return lecture.modeles, read_catalogue(lecture.modeles.documents)


def list_codes(extract: str, destinataires: str = "candidat") -> list[str]:
    """The codes of what is found in a template of one line."""
    modeles, _ = load_integres()
    seul = replace(modeles, documents={}, textes={"page.html": extract, "amo.css": ""}, feuille="")
    papier = load_integres()[1][0].model_copy(
        update={"modele": "page.html", "donnees": (), "destinataires": destinataires}
    )
    return [finding.code for finding in review_modeles(seul, (papier,)).findings]


def list_css(css: str) -> list[str]:
    return [constat.code for _, constat in review_feuille(css, FAMILLES)]


def find_ecarts(found: Mapping[C, T], attendu: Callable[[C], T]) -> dict[C, tuple[T, T]]:
    """The cases of a generated table that gave something else: all of them, what each gave and what
    it should have given."""
    assert len(found) > 5, "a table that loses its cases tests nothing"
    return {cas: (rendu, voulu) for cas, rendu in found.items() if rendu != (voulu := attendu(cas))}


# ── The document itself ───────────────────────────────────────────────────────────────────────────


def test_every_name_has_a_meaning_and_every_meaning_a_name() -> None:
    notions = list_notions()
    assert set(SENS["contexte"]) == set(list_genres())
    assert set(SENS["notions"]) == {notion.__name__ for notion in notions}
    assert set(SENS["filtres"]) == {*FILTRES, "grade", "du_jour", "place"}
    muets = [
        f"{n.__name__}.{nom}"
        for n, membres in notions.items()
        for nom in membres
        if not find_sens(n, nom)
    ]
    assert muets == []
    membres = {notion.__name__: set(membres) for notion, membres in notions.items()}
    assert {
        n: set(m) - membres.get(n, set())
        for n, m in SENS["membres"].items()
        if set(m) - membres.get(n, set())
    } == {}
    assert set(SENS["communs"]) <= set().union(*membres.values())


def test_what_readme_shows_as_an_example_is_right() -> None:
    (gabarit,) = re.findall(r"```html\n(.*?)```", README, re.S)
    assert list_codes(gabarit) == []
    blocs = [tomllib.loads(text) for text in re.findall(r"```toml\n(.*?)```", README, re.S)]
    assert [list(bloc) for bloc in blocs] == [["modeles"], ["releve_resultats"]]
    assert read_catalogue(blocs[1])[0].cle == "releve_resultats"


# ── Names ─────────────────────────────────────────────────────────────────────────────────────────


def test_a_name_of_the_context_is_known_and_its_misspelling_is_not() -> None:
    found = {
        nom: (
            list_codes(f"{{% if {nom} is defined %}}{{{{ {nom} }}}}{{% endif %}}"),
            list_codes(f"{{{{ {nom}z }}}}"),
        )
        for nom in list_genres()
    }
    assert find_ecarts(found, lambda nom: ([], ["G605"])) == {}


def test_a_name_of_another_paper_is_said_unless_it_is_asked_after() -> None:
    """Of each set of recipients: bare, asked after, in a macro nobody calls, in one that is
    called."""

    def read(ensemble: str, nom: str) -> tuple[list[str], ...]:
        garde = f"{{{{ 'x' if {nom} is undefined else {nom} }}}}"
        garde += f"{{% if not ({nom} is defined) %}}x{{% elif {nom} %}}y{{% endif %}}"
        macro = "{% macro f() %}{{ " + nom + " }}{% endmacro %}"
        gabarits = (f"{{{{ {nom} }}}}", garde, macro, macro + "{{ f() }}")
        return tuple(list_codes(gabarit, ensemble) for gabarit in gabarits)

    def expect(cas: tuple[str, str]) -> tuple[list[str], ...]:
        nu = [] if cas[1] in PROPRES[cas[0]] else ["G637"]
        return nu, [], [], nu

    found = {cas: read(*cas) for cas in product(DESTINATAIRES, sorted(PARTICULIERS))}
    assert find_ecarts(found, expect) == {}


def test_what_papers_are_given_is_what_is_declared() -> None:
    """Every paper of the sample: the names declared, each of its type, and those of its
    recipients."""
    chargement = load_session(RACINE / "samples" / "session.toml", RACINE / "referentiel.toml")
    assert chargement.nommes and chargement.session and chargement.referentiel
    lecture = load_modeles(
        RACINE / "templates", chargement.nommes, RACINE / "samples", chargement.reperes
    )
    dossier = Matiere(
        chargement.session, chargement.referentiel, lecture.modeles, chargement.reperes, ()
    )
    commun = _share(dossier, decide_all(dossier.session, dossier.referentiel), False)
    catalogue = {document.cle: document for document in read_catalogue(dossier.modeles.documents)}
    courant = tuple(d for d in catalogue.values() if d.vierge_de is None)
    papiers = plan_papiers(
        dossier.session, dossier.referentiel, courant, commun.decisions, False
    ).papiers
    assert {catalogue[papier.type].destinataires for papier in papiers} == set(PROPRES) - {
        "epreuve"
    }
    for papier in papiers:
        document = catalogue[papier.type]
        contexte = make_contexte(commun, document, papier)
        assert contexte.keys() & PARTICULIERS == set(PROPRES[document.destinataires])
        assert (
            {n for n, g in list_genres().items() if get_origin(g) is not NotRequired}
            <= contexte.keys()
            <= list_genres().keys()
        )
        for nom, valeur in contexte.items():
            atomes = tuple(get_origin(a) or a for a in list_atomes(list_genres()[nom]))
            assert valeur is None or isinstance(
                valeur, tuple(dict if is_typeddict(a) else a for a in atomes)
            ), nom


def test_a_field_is_known_and_its_misspelling_is_not(monkeypatch: pytest.MonkeyPatch) -> None:
    found = {}
    for notion in list_notions():
        genres = {"x": notion}
        monkeypatch.setattr("amo_docs.relecture.revue.list_genres", lambda genres=genres: genres)
        for nom, genre in list_notions_of(notion).items():
            appel = "()" if isinstance(genre, Methode) else ""
            found[notion.__name__, nom] = (
                list_codes(f"{{{{ x.{nom}{appel} }}}}"),
                list_codes(f"{{{{ x.{nom}z }}}}"),
            )
    assert find_ecarts(found, lambda cas: ([], ["G605"])) == {}


def list_notions_of(notion: type) -> dict[str, Any]:
    from amo_docs.relecture.genres import read_membres

    found = read_membres(notion)
    assert found
    return dict(found)


def test_a_filter_is_known_and_its_misspelling_is_not() -> None:
    found = {
        nom: (list_codes(f"{{{{ 1|{nom} }}}}"), list_codes(f"{{{{ 1|{nom}z }}}}"))
        for nom in make_environnement(load_integres()[0], None, Journal()).filters
    }
    assert find_ecarts(found, lambda nom: ([], ["G602"])) == {}


# ── Tags ──────────────────────────────────────────────────────────────────────────────────────────


def review_balise(balise: str) -> list[str]:
    pile = Pile(Feuille(FAMILLES))
    own = " src='amo:image/logo' alt='x'" if balise == "img" else ""
    pile.read(f"<{balise}{own}>" if balise in VIDES else f"<{balise}>x</{balise}>")
    pile.finish()
    return [constat.code for _, constat in pile.trouves]


def test_a_tag_of_the_list_is_let_through() -> None:
    found = {
        balise: [code for code in review_balise(balise) if code != "G632"] for balise in BALISES
    }
    assert find_ecarts(found, lambda balise: []) == {}


def test_a_refused_tag_is_an_error() -> None:
    found = {balise: review_balise(balise) for balise in REFUSEES}
    assert find_ecarts(found, lambda balise: ["G633"]) == {}


@pytest.mark.parametrize(
    "balise", ["center", "font", "marquee", "hgroup", "menu", "summary", "wbr", "bdo", "output"]
)
def test_any_other_tag_is_reported(balise: str) -> None:
    assert review_balise(balise) == ["G635"]


MORCEAUX_HTML = (
    *[
        "<",
        ">",
        "</",
        "/>",
        "<!",
        "<![",
        "<!--",
        "-->",
        "]]>",
        "<?",
        "[",
        "p",
        "td",
        "style",
        '"',
        "'",
        "=",
        "&#x",
        "\n",
    ],
    *[
        "<p>",
        "</p>",
        "<style>",
        "</style>",
        "<script>",
        " class=",
        'style="',
        "colspan=",
        "{{",
        "}}",
        "{%",
        "%}",
        "{#",
    ],
    *[
        "if ",
        "endif",
        "for a in b",
        "endfor",
        "macro f()",
        "endmacro",
        "set x",
        "jury",
        ".lieu",
        "(",
        ")",
        "|",
        "0",
    ],
)
MORCEAUX_CSS = (
    *[
        "p",
        "{",
        "}",
        ":",
        ";",
        "color",
        "red",
        "@page",
        "@media print",
        "(",
        ")",
        "[",
        "]",
        '"',
        "'",
        "/*",
        "*/",
        "\n",
    ],
    *[
        "var(",
        "--x",
        "1mm",
        "-",
        "#f",
        "url(",
        "!important",
        "&",
        "::before",
        ">",
        ",",
        "font",
        "content",
        "margin",
    ],
    *["counter(page", "\\", "@", "size", "string-set", "calc(", "%", "10", "display", "\ufffd"],
)


@hypothesis.given(st.lists(st.sampled_from(MORCEAUX_HTML), max_size=18).map("".join))
def test_any_template_is_read_to_its_end(gabarit: str) -> None:
    assert all(re.fullmatch(r"G6\d\d", code) for code in list_codes(gabarit))


@hypothesis.given(st.lists(st.sampled_from(MORCEAUX_CSS), max_size=18).map("".join))
def test_any_style_sheet_is_read_to_its_end(css: str) -> None:
    assert all(re.fullmatch(r"G63\d", code) for code in list_css(css))


@pytest.mark.parametrize("css", ["p { color: " + "(" * 5000, "p{" * 3000, "@media print {" * 3000])
def test_a_style_sheet_too_deep_is_an_error(css: str) -> None:
    assert list_css(css) == ["G632"]


@pytest.mark.parametrize(
    "gabarit",
    ["{{ " + "(" * 3000 + "1" + ")" * 3000 + " }}", "{% if 1 %}" * 2000 + "{% endif %}" * 2000],
)
def test_a_template_too_deep_is_an_error(gabarit: str) -> None:
    assert list_codes(gabarit) == ["G602"]


def test_variables_that_call_each_other_without_end() -> None:
    turns = "".join(f"--a{i}: var(--a{i + 1}) var(--a{i + 1});" for i in range(60))
    assert list_css(f":root {{ {turns} --a60: 1 }} p {{ margin: var(--a0) }}") == ["G632"]
    assert list_css(":root { --a: var(--a) } p { margin: var(--a) }") == ["G632"]


# ── Properties ────────────────────────────────────────────────────────────────────────────────────

EXEMPLES = {
    "longueur": "-1mm",
    "positive": "1mm",
    "taille": "1mm",
    "pourcentage": "50%",
    "nombre": "1.5",
    "entier": "2",
    "couleur": "rgb(1 2 3 / 0.5)",
    "opaque": "#123",
    "chaine": '"x"',
    "famille": '"Liberation Sans"',
    "nom": "lettre",
    "un": "1",
    "content()": "content()",
    "string()": "string(x)",
    "counter()": "counter(page)",
}


def make_regle(nom: str, valeur: str) -> str:
    """A rule where the property may stand with this value."""
    if nom == "size":
        return f"@page {{ size: {valeur} }}"
    if nom == "content":
        return f"@page {{ @top-left {{ content: {valeur} }} }}"
    if nom == "font":
        return (
            f'p {{ font: {valeur} 10pt "Liberation Sans" }}'
            if valeur in PROPRIETES["font-style"].mots
            else ""
        )
    return f"p {{ {nom}: {valeur} }}"


LISTES = [
    (nom, v)
    for nom, p in PROPRIETES.items()
    for v in (*p.mots, *(EXEMPLES[g] for g in p.genres), *GENERAUX)
    # The first font of CSS is each program's own.
    if (nom, v) != ("font-family", "initial")
]


def test_a_value_of_the_list_is_let_through() -> None:
    found = {cas: list_css(make_regle(*cas)) for cas in LISTES}
    assert find_ecarts(found, lambda cas: []) == {}


def test_a_value_of_the_pdf_alone_is_reported() -> None:
    def expect(cas: tuple[str, str]) -> set[str]:
        nom, mot = cas
        parties = [PROPRIETES[p] for p in PROPRIETES[nom].composantes] or [PROPRIETES[nom]]
        return {"G631" if any(p.grave for p in parties if mot in p.reste) else "G630"}

    found = {
        (nom, mot): set(list_css(make_regle(nom, mot)))
        for nom, p in PROPRIETES.items()
        for mot in p.reste
    }
    assert find_ecarts(found, expect) == {}


def test_any_other_value_is_an_error() -> None:
    found = {nom: list_css(make_regle(nom, "oups(3)") or "p { font: oups }") for nom in PROPRIETES}
    assert {nom: codes for nom, codes in found.items() if not codes} == {}
    assert {nom: codes for nom, codes in found.items() if set(codes) - {"G631", "G632"}} == {}


def test_any_other_property_of_weasyprint_is_reported() -> None:
    others = sorted((set(PROPERTIES) | set(EXPANDERS)) - set(PROPRIETES))
    found = {nom: list_css(f"p {{ {nom}: initial }}") for nom in others}
    assert find_ecarts(found, lambda nom: ["G630" if nom in PDF else "G632"]) == {}


@pytest.mark.parametrize("nom", ["flou", "-webkit-hyphens", "colour", "cursor"])
def test_a_property_that_nothing_knows_is_an_error(nom: str) -> None:
    assert list_css(f"p {{ {nom}: 3 }}") == ["G632"]


@pytest.mark.parametrize("unite", ["furlong", "vw", "vh", "lh", "fr", "deg", "mn", "s"])
def test_a_unit_of_the_list_is_a_length_and_no_other(unite: str) -> None:
    assert list_css("".join(f"p {{ margin-left: 2{bonne} }}" for bonne in UNITES)) == []
    assert list_css(f"p {{ margin-left: 2{unite} }}") == ["G632"]


REGLES = {
    "@font-face { font-family: x; src: url(x) }": "G632",
    "@import 'x.css';": "G632",
    "@media screen { p { color: red } }": "G632",
    "@media print { p { float: left } }": "G631",
    "@supports (color: red) { p { color: red } }": "G632",
    "@page :left { margin: 1mm }": "G631",
    "@page a, b { margin: 1mm }": "G631",
    "@page :first { margin: 1mm }": "G631",
    "@page { @left-middle { content: 'x' } }": "G631",
    "@page { background-color: red }": "G630",
    "@page { @top-left { content: 'x'; text-align: right } }": "G630",
    "p { content: 'x' }": "G631",
    "p::before { content: counter(page) }": "G631",
    "p::marker { color: red }": "G630",
    "p::first-line { color: red }": "G630",
    "p::footnote-call { color: red }": "G632",
    "p:unknown(3) { color: red }": "G632",
    "p { color: var(--x) }": "G632",
    "p { font-family: Arial }": "G632",
    "p { font: 10pt Arial, 'Liberation Sans' }": "G632",
    "p { color }": "G632",
    "p { color: red": "",
    "p { em { position: absolute } }": "G631",
    ":root { --x: red } p { float: var(--x, left) }": "G631",
    "p { width: calc(100% - 1mm) }": "G632",
    "p { margin: 1mm 1mm 1mm 1mm 1mm }": "G631",
    "@media print { p { color: red } } @page x:first { @top-left { content: none } }": "",
    ":root { --x: 2mm; --y: var(--x) } p { margin: var(--y) auto }": "",
    "p:first-child > em + a.b::after { content: 'x' }": "",
}


@pytest.mark.parametrize("css", REGLES)
def test_rules_selectors_and_places(css: str) -> None:
    assert list_css(css) in ([REGLES[css]] if REGLES[css] else [], [REGLES[css]] * 2)

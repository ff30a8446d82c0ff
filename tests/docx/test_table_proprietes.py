"""The table of properties, judged by the DOCX: each value it admits shows there, unlike the others,
or a reason says why it looks like another.

And what the table does not admit is refused when templates are checked, or here."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import pytest
from outils.essai import Essai, open_essai, read_image, read_parties, write_page
from weasyprint.css.validation.expanders import EXPANDERS
from weasyprint.css.validation.properties import PROPERTIES

from amo_docs.jumeaux.balises import BALISES, REFUSEES, STRUCTURE, TABLEAUX, VIDES
from amo_docs.jumeaux.impossible import JumeauImpossible
from amo_docs.jumeaux.proprietes import COTES, GENERAUX, PDF, PROPRIETES, UNITES, Propriete
from amo_docs.moteur.dialogue import hear_alertes
from amo_docs.moteur.mise_en_page import Moteur

BASE = """@page { size: A4; margin: 20mm } html { font: 11pt/14pt 'Liberation Serif' }
body, p { margin: 0 }"""
MOTEUR = Moteur((BASE,), read_image)

# ── What a value is tried on ──────────────────────────────────────────────────────────────────────


@dataclass(frozen=True)
class Montage:
    """A page for the values of a property: what is in it, how the value is set, and what else its
    style says."""

    corps: str
    pose: str = ".x {{ {} }}"
    autour: str = ""

    def make(self, declaration: str) -> Essai:
        """Return the page with `declaration` in its place."""
        style = f"{self.autour} {self.pose.format(declaration)}"
        return Essai(MOTEUR, write_page(self.corps, style))


PARAGRAPHE = "<p>avant</p><p class='x'>Un mot <em>ou deux</em>,  et encore\nun mot.</p><p>fin</p>"
IMAGE = "<p><img class='x' src='logo.png' alt='x'></p>"
VIDE = "<p>a</p><div class='x'></div><p>b</p>"
CELLULE = "<table><tr style='height: 30mm'><td class='x'>a</td><td>b</td></tr></table>"
TABLEAU = "<table class='x'><tr><td>a</td><td>b</td></tr><tr><td>c</td><td>d</td></tr></table>"
AUTOUR = "<tr><td>a</td><td>b</td><td>c</td></tr>"
GRILLE = f"<table>{AUTOUR}<tr><td>d</td><td class='x'>e</td><td>f</td></tr>{AUTOUR}</table>"
GRILLE_FUSIONNEE = "table { border-collapse: collapse } td { border: 1pt solid }"
LISTE = "<ol class='x'><li>a</li><li>b</li></ol>"
MORCEAU = "<p>un <span class='x'>mot</span></p>"
TEXTE = Montage(PARAGRAPHE)
PAGE = Montage("<p>a</p>", "@page {{ {} }}")
MARGE_PAGE = "@page {{ margin: 30mm; @top-left {{ content: 'a'; {} }} }}"

MONTAGES: Mapping[str, tuple[Montage, ...]] = {
    "vertical-align": (
        Montage(MORCEAU),
        Montage(CELLULE),
        Montage("<p>a</p>", MARGE_PAGE),
    ),
    **{
        f"padding-{cote}": (Montage(PARAGRAPHE, autour=".x { border: 1pt solid }"),)
        for cote in COTES
    },
    **{
        f"border-{cote}-{quoi}": (Montage(PARAGRAPHE, autour=f".x {{ border-{cote}: 1pt solid }}"),)
        for cote in COTES
        for quoi in ("width", "color")
    },
    **{
        f"border-{cote}-style": (
            Montage(PARAGRAPHE, autour=f".x {{ border-{cote}: 1pt solid }}"),
            Montage(GRILLE, autour=GRILLE_FUSIONNEE),
        )
        for cote in COTES
    },
    "height": (Montage(IMAGE), Montage(CELLULE), Montage(VIDE)),
    "min-height": (Montage(VIDE),),
    "max-width": (Montage(IMAGE, autour=".x { width: 150mm }"),),
    "box-sizing": (
        Montage(PARAGRAPHE, autour=".x { width: 100mm; padding: 0 9mm; border: 1pt solid }"),
    ),
    "page": (
        Montage(PARAGRAPHE, autour="@page large { size: A4 landscape } @page petite { size: A5 }"),
    ),
    "size": (PAGE,),
    "string-set": (
        Montage(PARAGRAPHE, autour="@page { @top-left { content: 'lu : ' string(titre) } }"),
    ),
    "content": (Montage(PARAGRAPHE, MARGE_PAGE, autour=".x { string-set: titre content() }"),),
    "border-collapse": (Montage(TABLEAU, autour="td { border: 1pt solid }"),),
    "border-spacing": (Montage(TABLEAU, autour=".x { border-collapse: separate }"),),
    "list-style-type": (Montage(LISTE),),
    "display": (Montage("<div>a <div class='x'>b</div> c</div>"),),
}
"""The pages of the properties that a paragraph does not show."""

GENRES: Mapping[str, tuple[str, ...]] = {
    "longueur": ("3pt", "-2pt"),
    "positive": ("2mm", "5mm"),
    "taille": ("8pt", "13pt"),
    "pourcentage": ("45%", "70%"),
    "nombre": ("1.1", "1.9"),
    "entier": ("1", "2", "3"),
    "couleur": ("#123456", "rgb(200 0 0 / 0.5)", "currentcolor", "transparent"),
    "opaque": ("#123456", "rgb(200 0 0)", "hsl(120 50% 50%)"),
    "chaine": ('"un"', '"deux"'),
    "famille": ("'Liberation Sans'", "'Liberation Serif'"),
    "un": ("1",),
}
"""Values of each kind."""

PROPRES: Mapping[str, tuple[str, ...]] = {
    "text-decoration-line": ("underline line-through",),
    "page": ("large", "petite"),
    "size": ("150mm", "100mm 200mm", "A5 landscape"),
    "string-set": (
        "titre content()",
        "titre content(text)",
        'titre "un"',
        'titre "deux" content()',
    ),
    "content": ("string(titre)", "counter(page)", "counter(pages)", '"un" counter(page)'),
    "border-spacing": ("2mm 5mm",),
}
"""Values that no kind gives: several components, names of the page they are tried on."""

RACCOURCIS: Mapping[str, Mapping[str, str]] = {
    **{
        nom: {
            motif.format(cote): " ".join("{}" if autre == cote else reste for autre in COTES)
            for cote in COTES
        }
        for nom, motif, reste in (
            ("margin", "margin-{}", "1mm"),
            ("padding", "padding-{}", "1mm"),
            ("border-width", "border-{}-width", "1pt"),
            ("border-style", "border-{}-style", "solid"),
            ("border-color", "border-{}-color", "red"),
        )
    },
    **{
        nom: {
            f"border-{cote}-width": "{} solid red",
            f"border-{cote}-style": "2pt {} red",
            f"border-{cote}-color": "2pt solid {}",
        }
        for nom, cote in (("border", "top"), *((f"border-{cote}", cote) for cote in COTES))
    },
    "font": {
        "font-style": "{} 10pt 'Liberation Serif'",
        "font-weight": "{} 10pt 'Liberation Serif'",
        "font-size": "{} 'Liberation Serif'",
        "line-height": "10pt/{} 'Liberation Serif'",
        "font-family": "10pt {}",
    },
    "text-decoration": {"text-decoration-line": "{}"},
    "background": {"background-color": "{}"},
    "list-style": {"list-style-type": "{}"},
}
"""Shorthands: how each says a value of each of its longhands."""

LEGERES = ("normal", "lighter", "100", "200", "300", "400", "500")
GRASSES = ("bold", "bolder", "600", "700", "800", "900")

MEMES: Mapping[str, Mapping[tuple[str, ...], str]] = {
    "font-size": {
        ("smaller", "small"): "what is smaller than 11 points is the size that has the name below",
        ("larger", "medium"): "what is larger, the size that has the name above",
    },
    "font-style": {("italic", "oblique"): "the fonts of papers have one slanted face"},
    "font-weight": {
        LEGERES: "Word has two weights, and so have the fonts of papers",
        GRASSES: "Word has two weights, and so have the fonts of papers",
    },
    "text-align": {
        ("left", "start"): "French is written from left to right",
        ("right", "end"): "French is written from left to right",
    },
    "break-inside": {("avoid", "avoid-page"): "there are no columns to avoid breaking at"},
    **{
        nom: {
            ("page", "always"): "a page is all there is to break: columns are refused",
            ("avoid", "avoid-page"): "there are no columns to avoid breaking at",
        }
        for nom in ("break-before", "break-after")
    },
    "orphans": {("2", "3"): "Word keeps two lines together, or none: the table says so"},
    "widows": {("2", "3"): "Word keeps two lines together, or none: the table says so"},
    "size": {("auto", "portrait", "A4"): "a page of no size of its own is an A4, upright"},
    "string-set": {
        ("titre content()", "titre content(text)"): "the one is the other, in CSS Generated Content"
    },
    "content": {("none", "normal"): "a margin box has no content of its own"},
    "list-style-type": {
        ("lower-alpha", "lower-latin"): "two names of one alphabet",
        ("upper-alpha", "upper-latin"): "two names of one alphabet",
    },
}
"""Values of a property that look the same in the DOCX, and why they may."""

INERTES = {nom for nom, propriete in PROPRIETES.items() if propriete.inerte}
"""Properties that change nothing in the DOCX: the table itself gives the reason."""


def list_valeurs(propriete: Propriete) -> list[str]:
    """Return values a property admits: every word, those of its own, or else some of each kind."""
    autres = PROPRES.get(propriete.nom, ())
    if "nom" not in propriete.genres:
        autres += tuple(valeur for genre in propriete.genres for valeur in GENRES.get(genre, ()))
    return list(dict.fromkeys((*propriete.mots, *autres)))


Vue = tuple[Mapping[str, bytes], ...]


def see(declaration: str, montages: Iterable[Montage]) -> Vue:
    """Return what is seen in the DOCX of each page with `declaration`."""
    return tuple(read_parties(montage.make(declaration).write_docx()) for montage in montages)


def gather_memes(vues: Mapping[str, Vue]) -> set[frozenset[str]]:
    """Return the values that look the same, in sets of two or more."""
    par_vue: dict[str, set[str]] = defaultdict(set)
    for valeur, vue in vues.items():
        par_vue[repr(vue)].add(valeur)
    return {frozenset(memes) for memes in par_vue.values() if len(memes) > 1}


SIMPLES = [nom for nom, p in PROPRIETES.items() if not p.composantes and len(list_valeurs(p)) > 1]


@pytest.mark.parametrize("nom", SIMPLES)
def test_each_value_shows_in_the_docx_unlike_the_others(nom: str) -> None:
    """Values that look the same are those that `MEMES` gives a reason for, all of them."""
    montages = MONTAGES.get(nom, (TEXTE,))
    vues = {valeur: see(f"{nom}: {valeur}", montages) for valeur in list_valeurs(PROPRIETES[nom])}
    attendus = {frozenset(memes) for memes in MEMES.get(nom, ())}
    if nom in INERTES:
        attendus = {frozenset(vues)}
    assert gather_memes(vues) == attendus
    # What is said to be of the PDF alone has nothing of its own in the DOCX.
    if not PROPRIETES[nom].grave:
        seuls = {mot: see(f"{nom}: {mot}", montages) for mot in PROPRIETES[nom].reste}
        assert [mot for mot, vue in seuls.items() if vue not in vues.values()] == []


@pytest.mark.parametrize("nom", RACCOURCIS)
def test_a_shorthand_says_each_value_of_its_longhands(nom: str) -> None:
    """As the cascade computes it, which is all that both formats know."""
    for longue, motif in RACCOURCIS[nom].items():
        valeurs = list_valeurs(PROPRIETES[longue])
        style = "".join(
            f".court{rang} {{ {nom}: {motif.format(valeur)} }} .long{rang} {{ {longue}: {valeur} }}"
            for rang, valeur in enumerate(valeurs)
        )
        classes = [f"{genre}{rang}" for rang in range(len(valeurs)) for genre in ("court", "long")]
        corps = "".join(f"<p class='{classe}'>a</p>" for classe in classes)
        # What the value of a longhand is worked out from stands as the shorthand says it.
        fond = "p { border: 2pt solid red; font-size: 10pt }"
        cascade = Essai(MOTEUR, write_page(corps, fond + style)).make_cascade()
        dits = [cascade.style(p)[longue.replace("-", "_")] for p in cascade.racine.iter("p")]
        assert dits[::2] == dits[1::2], longue


def test_no_property_is_left_out() -> None:
    """Every shorthand says every longhand that has more than one value; every kind of value is
    tried; what has a montage or a reason is in the table."""
    for nom, propriete in PROPRIETES.items():
        longues = {longue for longue in propriete.composantes if longue in SIMPLES}
        assert longues == set(RACCOURCIS.get(nom, ())), nom
        if not propriete.composantes and nom not in PROPRES:
            assert set(propriete.genres) <= set(GENRES), nom
    assert {*MONTAGES, *MEMES, *PROPRES} <= set(SIMPLES)


# ── What the table does not admit ─────────────────────────────────────────────────────────────────


def test_weasyprint_has_no_property_that_the_verifier_takes_for_another() -> None:
    """What it honours is in the table, said to be of the PDF alone, or refused as unknown: never
    passed over."""
    known = set(PROPERTIES) | set(EXPANDERS)
    assert set(PROPRIETES) <= known and known >= PDF
    assert not set(PROPRIETES) & PDF
    refused = known - set(PROPRIETES) - PDF
    assert all(
        nom.startswith(("inset", "mask", "footnote", "margin", "padding", "min", "max"))
        for nom in refused - AUTRES
    )


AUTRES = {"anchor", "lang", "block-ellipsis", "block-size", "inline-size"}

PERTES = [
    *(
        (nom, mot)
        for nom, p in PROPRIETES.items()
        if p.grave and not p.composantes and nom != "content"
        for mot in p.reste
    ),
    ("opacity", "0.5"),
    ("transform", "rotate(4deg)"),
    ("column-count", "2"),
    ("column-width", "30mm"),
    ("columns", "2"),
    ("background-image", "linear-gradient(red, blue)"),
    ("background", "linear-gradient(red, blue)"),
    ("clip", "rect(0, 0, 0, 0)"),
    ("max-lines", "1"),
    ("line-clamp", "1"),
    ("list-style-image", "url(memoire:/logo.png)"),
    ("color", "transparent"),
    ("color", "rgb(0 0 0 / 0.2)"),
    ("font-size", "0"),
    ("margin-left", "-30mm"),
    ("margin", "-1mm 0"),
    ("list-style-type", "hebrew"),
    ("content", "counter(page)"),
]


@pytest.mark.parametrize(("nom", "valeur"), PERTES)
def test_what_loses_hides_or_moves_words_is_refused_as_computed_too(nom: str, valeur: str) -> None:
    """Reading templates refuses it with its line; should an expression bring it, the writer
    does."""
    pseudo = "::before" if nom == "content" else ""
    genre = "p" if nom == "display" else "li"
    corps = f"<div><ul><{genre} class='x'>a</{genre}></ul></div>"
    essai = Essai(MOTEUR, write_page(corps, f".x{pseudo} {{ {nom}: {valeur} }}"))
    with pytest.raises(JumeauImpossible):
        essai.write_docx()


@pytest.mark.parametrize("mot", GENERAUX)
def test_the_words_of_any_property(mot: str) -> None:
    page = write_page("<p>a</p><p style='color: red'><span class='x'>b</span></p>")
    couleurs = {}
    for style in (f".x {{ color: {mot} }}", ""):
        cascade = open_essai(page, BASE, style).make_cascade()
        couleurs[style] = cascade.style(next(cascade.racine.iter("span"))).couleur("color")
    dite, heritee = couleurs.values()
    assert (dite, heritee) == ("FF0000" if mot == "inherit" else "000000", "FF0000")


def test_every_unit_of_the_table_is_a_length_of_both_formats() -> None:
    style = "".join(f".{unite} {{ margin-left: 7{unite} }}" for unite in UNITES)
    page = write_page("".join(f"<p class='{unite}'>a</p>" for unite in UNITES), style)
    essai = Essai(MOTEUR, page)
    cascade = essai.make_cascade()
    longueurs = [cascade.style(p).px("margin_left") for p in cascade.racine.iter("p")]
    assert all(longueurs)
    assert len(set(longueurs)) == len(UNITES) - 1  # em is rem, in a page of one size
    ecrites = read_parties(essai.write_docx())["word/styles.xml"].decode()
    assert [px for px in longueurs if f'w:left="{round(px * 15)}"' not in ecrites] == []


def test_every_word_of_the_table_is_one_of_weasyprint() -> None:
    """It reads the word without a warning: a word it does not know would be refused when papers are
    made."""
    unread = []
    for nom, propriete in PROPRIETES.items():
        mots = (*propriete.mots, *propriete.reste) if nom != "font" else ()
        regle = "@page" if nom == "size" else "p"
        with hear_alertes() as messages:
            Moteur(["".join(f"{regle} {{ {nom}: {mot} }}" for mot in mots)], read_image)
        unread += messages
    assert unread == []


# ── Tags ──────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("balise", [b for b in BALISES if b not in {*STRUCTURE, *TABLEAUX, *VIDES}])
def test_every_tag_of_the_table_keeps_its_words(balise: str) -> None:
    dehors = {"li": "ul", "dt": "dl", "dd": "dl", "figcaption": "figure"}.get(balise, "div")
    page = write_page(f"<{dehors}><{balise}>motdedans</{balise}></{dehors}>")
    parties = read_parties(Essai(MOTEUR, page).write_docx())
    assert b"motdedans" in parties["word/document.xml"]


@pytest.mark.parametrize("balise", REFUSEES)
def test_a_refused_tag_is_refused_by_the_writer_too(balise: str) -> None:
    if balise == "tfoot":
        corps = "<table><tfoot><tr><td>a</td></tr></tfoot></table>"
    elif balise == "option":
        corps = "<select><option>a</option></select>"
    else:
        corps = f"<p>a<{balise}>b</{balise}></p>" if balise not in VIDES else f"<p>a<{balise}></p>"
    with pytest.raises(JumeauImpossible, match="balise non admise"):
        Essai(MOTEUR, write_page(corps)).write_docx()

"""The table of properties, both ways: what it lists shows in both formats, what it does not is
known to be refused."""

from __future__ import annotations

import zipfile
from io import BytesIO
from typing import Any

import pytest
from exemples_docx import make_source, read_image
from weasyprint.css.validation.expanders import EXPANDERS
from weasyprint.css.validation.properties import PROPERTIES

from amo_docs.docx import DocxImpossible, write_docx
from amo_docs.docx.cascade import Cascade
from amo_docs.jumeaux.balises import BALISES, REFUSEES, STRUCTURE, TABLEAUX, VIDES
from amo_docs.jumeaux.proprietes import GARDES, GENERAUX, PDF, PROPRIETES, UNITES

BASE = (
    "@page { size: A4; margin: 20mm } html { font: 11pt/14pt 'Liberation Serif' } p { margin: 0 }"
)
PARAGRAPHE = '<p class="x">Un mot <em>ou deux</em>,  et encore\nun mot.</p>'
VIDE = '<p>a</p><div class="x"></div><p>b</p>'
IMAGE = '<p><img class="x" src="logo.png" alt="x"></p>'
TABLEAU = '<table class="x"><tr><td>a</td><td>b</td></tr></table>'
CELLULE = '<table><tr style="height: 30mm"><td class="x">a</td><td>b</td></tr></table>'
LISTE = '<ol class="x"><li>a</li><li>b</li></ol>'
PAGE = "<p>a</p>"

# What to set, on what, and beside what: two values of each property. « @page » sets it on the page.
ESSAIS: dict[str, tuple[str, str, str, str]] = {
    "color": ("red", "#00f", PARAGRAPHE, ""),
    "font-family": ("'Liberation Sans'", "'Liberation Serif'", PARAGRAPHE, ""),
    "font-size": ("9pt", "150%", PARAGRAPHE, ""),
    "font-style": ("normal", "italic", PARAGRAPHE, ""),
    "font-weight": ("400", "bold", PARAGRAPHE, ""),
    "font": ("9pt/12pt 'Liberation Sans'", "italic bold 10pt 'Liberation Serif'", PARAGRAPHE, ""),
    "letter-spacing": ("normal", "1pt", PARAGRAPHE, ""),
    "line-height": ("12pt", "1.8", PARAGRAPHE, ""),
    "text-decoration-line": ("none", "underline", PARAGRAPHE, ""),
    "text-decoration": ("underline", "line-through", PARAGRAPHE, ""),
    "text-transform": ("none", "uppercase", PARAGRAPHE, ""),
    "vertical-align": ("top", "bottom", CELLULE, ""),
    "text-align": ("left", "justify", PARAGRAPHE, ""),
    "text-indent": ("0", "10mm", PARAGRAPHE, ""),
    "white-space": ("normal", "pre-wrap", PARAGRAPHE, ""),
    **{f"margin-{c}": ("5mm", "9mm", PARAGRAPHE, "") for c in ("top", "right", "bottom", "left")},
    "margin": ("5mm", "6mm 7mm", PARAGRAPHE, ""),
    **{
        f"padding-{c}": ("1mm", "3mm", PARAGRAPHE, ".x { border: 1pt solid }")
        for c in ("top", "right", "bottom", "left")
    },
    "padding": ("1mm", "2mm 3mm", PARAGRAPHE, ".x { border: 1pt solid }"),
    **{
        f"border-{c}{suite}": (*valeurs, PARAGRAPHE, f".x {{ border-{c}: 1pt solid red }}")
        for c in ("top", "right", "bottom", "left")
        for suite, valeurs in {
            "-width": ("1pt", "3pt"),
            "-style": ("solid", "dashed"),
            "-color": ("red", "blue"),
            "": ("1pt solid red", "2pt dotted blue"),
        }.items()
    },
    "border-width": ("1pt", "3pt", PARAGRAPHE, ".x { border: 1pt solid }"),
    "border-style": ("solid", "double", PARAGRAPHE, ".x { border: 1pt solid }"),
    "border-color": ("red", "blue", PARAGRAPHE, ".x { border: 1pt solid }"),
    "border": ("none", "1pt solid red", PARAGRAPHE, ""),
    "background-color": ("white", "rgb(200 0 0 / 0.5)", PARAGRAPHE, ""),
    "background": ("#eee", "#ccc", PARAGRAPHE, ""),
    "width": ("auto", "50%", PARAGRAPHE, ""),
    "height": ("10mm", "20mm", IMAGE, ""),
    "min-height": ("10mm", "20mm", VIDE, ""),
    "max-width": ("10mm", "5mm", IMAGE, ""),
    "box-sizing": (
        "content-box",
        "border-box",
        PARAGRAPHE,
        ".x { width: 100mm; padding: 0 10mm; border: 1pt solid }",
    ),
    **{
        f"{debut}-{sens}": (
            "auto",
            "page" if debut == "break" else "always",
            f"<p>a</p>{PARAGRAPHE}<p>b</p>",
            "",
        )
        for debut in ("break", "page-break")
        for sens in ("before", "after")
    },
    "break-inside": ("auto", "avoid", PARAGRAPHE, ""),
    "page-break-inside": ("auto", "avoid", PARAGRAPHE, ""),
    "orphans": ("1", "2", PARAGRAPHE, ""),
    "widows": ("1", "2", PARAGRAPHE, ""),
    "page": ("auto", "large", PARAGRAPHE, "@page large { size: A4 landscape }"),
    "size": ("A4 portrait", "A5 landscape", PAGE, "@page"),
    "string-set": (
        "titre content()",
        'titre "autre"',
        PARAGRAPHE,
        "@page { @top-left { content: string(titre) } }",
    ),
    "content": ('"a"', '"b"', PARAGRAPHE, "::before"),
    "border-collapse": ("collapse", "separate", TABLEAU, "td { border: 1pt solid }"),
    "border-spacing": ("1mm", "3mm 2mm", TABLEAU, ".x { border-collapse: separate }"),
    "list-style-type": ("decimal", "disc", LISTE, ""),
    "list-style": ("lower-alpha", '"– "', LISTE, ""),
}


def _make(nom: str, valeur: str) -> Any:
    _, _, html, autre = ESSAIS[nom]
    if autre == "@page":
        css = f"@page {{ {nom}: {valeur} }}"
    else:
        css = f".x{autre if autre == '::before' else ''} {{ {nom}: {valeur} }}"
    feuilles = (BASE, "" if autre in ("@page", "::before") else autre, css)
    return make_source(
        f"<html lang='fr'><head><title>T</title></head><body>{html}</body></html>", *feuilles
    )


def _read_styles(source: Any) -> list[str]:
    """What the PDF is laid out from: computed values of every element, of its ::before, and of the
    pages."""
    cascade = Cascade(source)
    corps = cascade.racine.find("body")
    assert corps is not None
    lus = [cascade.style(e) for e in corps.iter()]
    lus += [p for e in corps.iter() if (p := cascade.pseudo(e, "before")) is not None]
    page, _ = cascade.page("", premiere=True)
    noms = [
        nom.replace("-", "_")
        for nom in PROPERTIES
        if nom.replace("-", "_") not in ("anchor", "lang")
    ]
    return [f"{nom}: {style[nom]}" for style in [*lus, page] for nom in noms]


def _read_xml(donnees: bytes) -> dict[str, bytes]:
    archive = zipfile.ZipFile(BytesIO(donnees))
    return {nom: archive.read(nom) for nom in archive.namelist() if nom.startswith("word/")}


def test_every_property_of_the_table_has_its_trial() -> None:
    montrees = {nom for nom, p in PROPRIETES.items() if not p.inerte} - GARDES - {"columns"}
    assert set(ESSAIS) == montrees


@pytest.mark.parametrize("nom", ESSAIS)
def test_a_property_of_the_table_changes_both_formats(nom: str) -> None:
    une, autre = (_make(nom, valeur) for valeur in ESSAIS[nom][:2])
    assert _read_styles(une) != _read_styles(autre)
    assert _read_xml(write_docx(une, read_image)) != _read_xml(write_docx(autre, read_image))


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


GRAVES = [
    (nom, mot) for nom, p in PROPRIETES.items() if p.grave and not p.composantes for mot in p.reste
    if (nom, mot) not in {("content", m) for m in PROPRIETES["content"].reste}
]  # fmt: skip
PERTES = [
    *GRAVES,
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
    html = f"<html lang='fr'><head><title>T</title></head><body>{corps}</body></html>"
    source = make_source(html, BASE, f".x{pseudo} {{ {nom}: {valeur} }}")
    with pytest.raises(DocxImpossible):
        write_docx(source, read_image)


@pytest.mark.parametrize("mot", GENERAUX)
def test_the_words_of_any_property(mot: str) -> None:
    source = make_source(f"<html><body>{PARAGRAPHE}</body></html>", BASE, f".x {{ color: {mot} }}")
    assert write_docx(source, read_image)


@pytest.mark.parametrize("unite", UNITES)
def test_every_unit_of_the_table_is_a_length(unite: str) -> None:
    """Of the same value in both formats, since both are laid out from the computed style."""
    source = make_source(
        f"<html><body>{PARAGRAPHE}</body></html>",
        BASE,
        f"body {{ margin: 0 }} .x {{ margin-left: 7{unite} }}",
    )
    (paragraphe,) = Cascade(source).racine.iter("p")
    px = Cascade(source).style(paragraphe).px("margin_left")
    assert px > 0
    assert f'w:left="{round(px * 15)}"'.encode() in b"".join(
        _read_xml(write_docx(source, read_image)).values()
    )


@pytest.mark.parametrize("balise", [b for b in BALISES if b not in {*STRUCTURE, *TABLEAUX, *VIDES}])
def test_every_tag_of_the_table_keeps_its_words(balise: str) -> None:
    dehors = {"li": "ul", "dt": "dl", "dd": "dl", "figcaption": "figure"}.get(balise, "div")
    html = f"<html><body><{dehors}><{balise}>motdedans</{balise}></{dehors}></body></html>"
    assert (
        b"motdedans"
        in _read_xml(write_docx(make_source(html, BASE), read_image))["word/document.xml"]
    )


@pytest.mark.parametrize("balise", REFUSEES)
def test_a_refused_tag_is_refused_by_the_writer_too(balise: str) -> None:
    if balise == "tfoot":
        html = "<table><tfoot><tr><td>a</td></tr></tfoot></table>"
    elif balise == "option":
        html = "<select><option>a</option></select>"
    else:
        html = f"<p>a<{balise}>b</{balise}></p>" if balise not in VIDES else f"<p>a<{balise}></p>"
    with pytest.raises(DocxImpossible, match="balise non admise"):
        write_docx(make_source(f"<html><body>{html}</body></html>", BASE), read_image)


MOTS = [(nom, mot) for nom, p in PROPRIETES.items() if nom != "font" for mot in (*p.mots, *p.reste)]


@pytest.mark.parametrize(("nom", "mot"), MOTS)
def test_every_word_of_the_table_is_one_of_weasyprint(
    nom: str, mot: str, caplog: pytest.LogCaptureFixture
) -> None:
    """It reads the word without a warning: a word it does not know would be refused when papers are
    made."""
    source = make_source(
        "<p>a</p>", f"@page {{ {nom}: {mot} }}" if nom == "size" else f"p {{ {nom}: {mot} }}"
    )
    assert source.feuilles
    assert caplog.messages == []

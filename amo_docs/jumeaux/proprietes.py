"""The only table of the CSS that both formats honour.

A declaration is **honoured** when PDF and DOCX both show it; **PDF-only** when Word shows the words
without it; **grave** when words would be lost, hidden or moved in one of the formats. What is not
in the table is unknown, and refused.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

COTES = ("top", "right", "bottom", "left")
"""The sides of a box, in the order of CSS."""

UNITES = ("mm", "cm", "q", "in", "pt", "pc", "px", "em", "rem", "ex", "ch")
"""Units of length admitted."""

GENERAUX = ("inherit", "initial")
"""Values that any property takes, alone."""


@dataclass(frozen=True)
class Propriete:
    """A CSS property and the values both formats honour.

    `mots` are its words; `genres` the kinds of value: longueur, positive (no negative length),
    taille (above zero), pourcentage, nombre, entier, couleur, opaque, chaine, famille, nom, or the
    name of a function with « () »; `reste` the words that the PDF alone honours; `nombre` the most
    components a value may have. `grave`: any other value loses, hides or moves words. `composantes`
    are the longhands of a shorthand. `inerte` is the reason why nothing shows in the DOCX.
    """

    nom: str
    mots: tuple[str, ...] = ()
    genres: tuple[str, ...] = ()
    reste: tuple[str, ...] = ()
    nombre: int = 1
    grave: bool = False
    composantes: tuple[str, ...] = ()
    inerte: str = ""
    note: str = ""


def _split(text: str) -> tuple[str, ...]:
    return tuple(text.split())


LARGEUR = Propriete("", _split("thin medium thick"), ("positive",))
TRAIT = Propriete(
    "", _split("none hidden solid double dotted dashed"), reste=_split("inset outset groove ridge")
)
COULEUR = Propriete("", genres=("couleur",))
# Word takes no negative space around a paragraph: words would stand elsewhere than in the PDF.
MARGE = Propriete("", ("auto",), ("positive", "pourcentage"), grave=True)
REMPLISSAGE = Propriete("", (), ("positive", "pourcentage"))
# Word's break before a page knows no side of a sheet.
SAUT = Propriete(
    "",
    _split("auto page always avoid avoid-page"),
    reste=_split("left right recto verso column avoid-column"),
)
SAUT_DEDANS = Propriete("", _split("auto avoid avoid-page"), reste=("avoid-column",))
POLICE = _split("font-style font-weight font-size line-height font-family")
MARQUES = _split(
    "disc circle square decimal decimal-leading-zero lower-alpha lower-latin upper-alpha "
    "upper-latin "
    "lower-roman upper-roman none"
)
FORMATS = _split("A3 A4 A5 B4 B5 letter legal ledger portrait landscape auto")
DISPOSITIONS = _split(
    "none list-item inline-block table inline-table table-row table-cell table-caption "
    "table-row-group "
    "table-header-group table-footer-group table-column table-column-group flex "
    "inline-flex grid inline-grid"
)


def _make(modele: Propriete, noms: Iterable[str], **changes: Any) -> list[Propriete]:
    return [Propriete(**{**vars(modele), "nom": nom, **changes}) for nom in noms]


def _shorten(nom: str, composantes: tuple[str, ...], nombre: int, note: str = "") -> Propriete:
    return Propriete(nom, composantes=composantes, nombre=nombre, note=note)


def _cotes(motif: str) -> tuple[str, ...]:
    return tuple(motif.format(cote) for cote in COTES)


_LETTRES = [
    # Word has no transparent letters, and a paper no invisible ones.
    Propriete("color", genres=("opaque",), grave=True, note="opaque"),
    Propriete(
        "font-family", genres=("famille",), nombre=20, note="la première est une police des papiers"
    ),
    Propriete(
        "font-size",
        _split("xx-small x-small small medium large x-large xx-large smaller larger"),
        ("taille", "pourcentage"),
        grave=True,
    ),
    Propriete("font-style", _split("normal italic oblique")),
    Propriete(
        "font-weight", _split("normal bold bolder lighter 100 200 300 400 500 600 700 800 900")
    ),
    _shorten("font", POLICE, 20),
    Propriete("letter-spacing", ("normal",), ("longueur",)),
    Propriete("line-height", ("normal",), ("taille", "pourcentage", "nombre"), grave=True),
    Propriete(
        "text-decoration-line",
        _split("none underline line-through"),
        reste=_split("overline blink"),
        nombre=2,
    ),
    _shorten("text-decoration", ("text-decoration-line",), 2),
    Propriete(
        "text-transform",
        # Word's `w:caps` makes capitals. It has no small letters, and no
        # first capital of each word.
        _split("none uppercase"),
        reste=_split("capitalize lowercase full-width"),
        grave=True,
    ),
    Propriete(
        "vertical-align",
        _split("baseline top middle bottom super sub"),
        ("longueur",),
        reste=_split("text-top text-bottom"),
        note="top, middle, bottom : cellules, images et marges de page",
    ),
    Propriete(
        "overflow-wrap",
        # Inert, yet admitted: without it the PDF would run a long name over its margin.
        _split("normal anywhere break-word"),
        inerte="Word coupe toujours un mot plus large que sa place",
    ),
    Propriete(
        "word-wrap", _split("normal anywhere break-word"), inerte="autre nom de « overflow-wrap »"
    ),
]
_PARAGRAPHES = [
    Propriete("text-align", _split("left right center justify start end"), reste=("justify-all",)),
    Propriete("text-indent", (), ("longueur", "pourcentage")),
    # Word cannot forbid all breaks of a line: the words are there, and break elsewhere.
    Propriete("white-space", _split("normal pre-line pre-wrap"), reste=_split("nowrap pre")),
    *_make(MARGE, _cotes("margin-{}")),
    _shorten("margin", _cotes("margin-{}"), 4, "jamais négatives"),
    *_make(REMPLISSAGE, _cotes("padding-{}")),
    _shorten("padding", _cotes("padding-{}"), 4),
    *_make(LARGEUR, _cotes("border-{}-width")),
    *_make(TRAIT, _cotes("border-{}-style")),
    *_make(COULEUR, _cotes("border-{}-color")),
    *(_shorten(f"border-{g}", _cotes(f"border-{{}}-{g}"), 4) for g in ("width", "style", "color")),
    *(
        _shorten(f"border-{c}", tuple(f"border-{c}-{g}" for g in ("width", "style", "color")), 3)
        for c in COTES
    ),
    _shorten("border", tuple(f"border-top-{g}" for g in ("width", "style", "color")), 3),
    Propriete("background-color", genres=("couleur",)),
    _shorten("background", ("background-color", "background-image"), 1, "une couleur seule"),
    Propriete("width", ("auto",), ("positive", "pourcentage")),
    Propriete("height", ("auto",), ("positive",), note="images, rangées, cellules et blocs vides"),
    Propriete("min-height", ("auto",), ("positive",), note="blocs vides"),
    Propriete("max-width", ("none",), ("positive", "pourcentage"), note="images"),
    Propriete("box-sizing", _split("content-box border-box"), reste=("padding-box",)),
]
_PAGES = [
    *_make(SAUT, ("break-before", "break-after")),
    *_make(SAUT_DEDANS, ("break-inside",)),
    *_make(
        SAUT,
        ("page-break-before", "page-break-after"),
        mots=_split("auto always avoid"),
        reste=_split("left right"),
    ),
    *_make(SAUT_DEDANS, ("page-break-inside",), mots=_split("auto avoid"), reste=()),
    # Word has one switch, `w:widowControl`, which keeps two lines at each end.
    Propriete("orphans", genres=("entier",), note="1, ou davantage : Word en garde alors deux"),
    Propriete("widows", genres=("entier",), note="1, ou davantage : Word en garde alors deux"),
    Propriete("page", ("auto",), ("nom",)),
    Propriete("size", FORMATS, ("taille",), nombre=2, note="dans @page"),
    # The DOCX writes the first value of each name in its header; what it cannot read would
    # leave the header without its words.
    Propriete("string-set", ("none",), ("nom", "chaine", "content()"), nombre=20, grave=True),
    Propriete(
        "content",
        _split("none normal"),
        ("chaine", "string()", "counter()"),
        reste=_split("open-quote close-quote no-open-quote no-close-quote"),
        nombre=20,
        grave=True,
        note="string(), counter(page), counter(pages) dans les marges de page ; un texte dans "
        "::before et ::after",
    ),
]
_TABLEAUX = [
    Propriete("border-collapse", _split("collapse separate")),
    Propriete("border-spacing", (), ("positive",), nombre=2),
    Propriete(
        # With `auto` each program works out its own widths from the words, and never the same ones.
        "table-layout",
        ("fixed",),
        reste=("auto",),
        inerte="Word suit les largeurs de colonnes",
    ),
    Propriete("list-style-type", MARQUES, ("chaine",), grave=True),
    _shorten("list-style", ("list-style-type", "list-style-position", "list-style-image"), 3),
]
# Each keeps words where the reader finds them: what floats, is rotated, clipped or hidden has
# no simple twin in Word, so a mark such as PROJET stands in the flow or in a margin box.
_GARDES = [
    Propriete("display", _split("block inline"), reste=DISPOSITIONS, nombre=2, grave=True),
    Propriete("visibility", ("visible",), reste=_split("hidden collapse"), grave=True),
    Propriete("overflow", ("visible",), reste=_split("hidden scroll auto"), grave=True),
    Propriete("opacity", ("1",), ("un",), grave=True),
    Propriete(
        "float", ("none",), reste=_split("left right footnote inline-start inline-end"), grave=True
    ),
    Propriete("position", ("static",), reste=_split("relative absolute fixed"), grave=True),
    Propriete("transform", ("none",), grave=True),
    Propriete("column-count", ("auto",), grave=True),
    Propriete("column-width", ("auto",), grave=True),
    _shorten("columns", ("column-count", "column-width"), 2),
    Propriete("background-image", ("none",), grave=True),
    Propriete("clip", ("auto",), grave=True),
    Propriete("continue", ("auto",), reste=("discard",), grave=True),
    Propriete("max-lines", ("none",), grave=True),
    Propriete("line-clamp", ("none",), grave=True),
    Propriete("text-overflow", ("clip",), reste=("ellipsis",), grave=True),
    Propriete("list-style-position", ("outside",), reste=("inside",)),
    Propriete("list-style-image", ("none",), grave=True),
    Propriete("caption-side", ("top",), reste=("bottom",)),
    Propriete("empty-cells", ("show",), reste=("hide",)),
    Propriete("direction", ("ltr",), reste=("rtl",)),
]

GARDES: frozenset[str] = frozenset(p.nom for p in _GARDES)
"""Properties that are in the table to refuse all their values but a few."""


def _read_table(listes: Iterable[Propriete]) -> Mapping[str, Propriete]:
    """Return the properties by name, each shorthand with all that its longhands admit."""
    table = {p.nom: p for p in listes}
    for nom, p in table.items():
        parties = [table[c] for c in p.composantes]
        if parties:
            table[nom] = Propriete(
                nom,
                tuple(dict.fromkeys(mot for q in parties for mot in q.mots)),
                tuple(dict.fromkeys(genre for q in parties for genre in q.genres)),
                tuple(dict.fromkeys(mot for q in parties for mot in q.reste)),
                p.nombre,
                any(q.grave for q in parties),
                p.composantes,
                note=p.note,
            )
    return table


PROPRIETES: Mapping[str, Propriete] = _read_table(
    [*_LETTRES, *_PARAGRAPHES, *_PAGES, *_TABLEAUX, *_GARDES]
)
"""Every property that both formats honour, by name."""

# Listed, so that a new property of WeasyPrint is unknown until somebody has
# placed it: a test compares the lists.
PDF: frozenset[str] = frozenset(
    [
        "background-attachment",
        "background-clip",
        "background-origin",
        "background-position",
        "background-repeat",
        "background-size",
        "border-radius",
        "border-bottom-left-radius",
        "border-bottom-right-radius",
        "border-top-left-radius",
        "border-top-right-radius",
        "border-end-end-radius",
        "border-end-start-radius",
        "border-start-end-radius",
        "border-start-start-radius",
        "border-image",
        "border-image-outset",
        "border-image-repeat",
        "border-image-slice",
        "border-image-source",
        "border-image-width",
        "border-block",
        "border-block-color",
        "border-block-style",
        "border-block-width",
        "border-inline",
        "border-inline-color",
        "border-inline-style",
        "border-inline-width",
        "border-block-end",
        "border-block-end-color",
        "border-block-end-style",
        "border-block-end-width",
        "border-block-start",
        "border-block-start-color",
        "border-block-start-style",
        "border-block-start-width",
        "border-inline-end",
        "border-inline-end-color",
        "border-inline-end-style",
        "border-inline-end-width",
        "border-inline-start",
        "border-inline-start-color",
        "border-inline-start-style",
        "border-inline-start-width",
        "box-decoration-break",
        "box-shadow",
        "color-scheme",
        "bookmark-label",
        "bookmark-level",
        "bookmark-state",
        "bleed",
        "bleed-bottom",
        "bleed-left",
        "bleed-right",
        "bleed-top",
        "marks",
        "column-fill",
        "column-rule",
        "column-rule-color",
        "column-rule-style",
        "column-rule-width",
        "column-span",
        "counter-increment",
        "counter-reset",
        "counter-set",
        "clear",
        "font-feature-settings",
        "font-kerning",
        "font-language-override",
        "font-stretch",
        "font-variant",
        "font-variant-alternates",
        "font-variant-caps",
        "font-variant-east-asian",
        "font-variant-ligatures",
        "font-variant-numeric",
        "font-variant-position",
        "font-variation-settings",
        "hyphens",
        "hyphenate-character",
        "hyphenate-limit-chars",
        "hyphenate-limit-zone",
        "image-orientation",
        "image-rendering",
        "image-resolution",
        "object-fit",
        "object-position",
        "margin-break",
        "outline",
        "outline-color",
        "outline-offset",
        "outline-style",
        "outline-width",
        "quotes",
        "tab-size",
        "text-align-all",
        "text-align-last",
        "text-decoration-color",
        "text-decoration-style",
        "text-decoration-thickness",
        "text-underline-offset",
        "transform-origin",
        "word-break",
        "word-spacing",
        "z-index",
        "appearance",
        # The next ones need a `position`, a `display: flex` or `grid` that is refused as grave.
        "top",
        "right",
        "bottom",
        "left",
        "align-content",
        "align-items",
        "align-self",
        "justify-content",
        "justify-items",
        "justify-self",
        "place-content",
        "place-items",
        "place-self",
        "flex",
        "flex-basis",
        "flex-direction",
        "flex-flow",
        "flex-grow",
        "flex-shrink",
        "flex-wrap",
        "order",
        "gap",
        "column-gap",
        "row-gap",
        "grid",
        "grid-area",
        "grid-auto-columns",
        "grid-auto-flow",
        "grid-auto-rows",
        "grid-column",
        "grid-column-end",
        "grid-column-start",
        "grid-row",
        "grid-row-end",
        "grid-row-start",
        "grid-template",
        "grid-template-areas",
        "grid-template-columns",
        "grid-template-rows",
        "grid-gap",
        "grid-column-gap",
        "grid-row-gap",
        "min-width",
        "max-height",
    ]
)
"""Properties that the PDF alone honours: Word shows the words without them."""

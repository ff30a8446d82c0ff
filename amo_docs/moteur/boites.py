"""The boxes of text of a laid-out paper: where each stands, how it is painted, and on what.

WeasyPrint gives no public access to the boxes of its pages. They are walked once, here, and read
into plain records. Lengths are CSS pixels from the corner of the page.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Any
from xml.etree.ElementTree import Element

from weasyprint import Document
from weasyprint.formatting_structure import boxes
from weasyprint.text.line_break import split_first_line

Couleur = tuple[float, float, float]
"""Red, green and blue of sRGB, from 0 to 1."""


@dataclass(frozen=True, slots=True)
class Aplat:
    """What a box paints under its text: a colour with its `alpha`, and the `opacite` of the box."""

    couleur: Couleur
    alpha: float
    opacite: float


@dataclass(frozen=True, slots=True)
class Cadre:
    """The edges of the nearest cell, bordered box or page, inside its borders.

    The margins of a page have those of the sheet.
    """

    gauche: float
    haut: float
    droite: float
    bas: float


@dataclass(frozen=True, slots=True, eq=False)
class BoiteImage:
    """A picture, the `cadre` it stands in, and its alternative text."""

    nom: str
    x: float
    y: float
    largeur: float
    hauteur: float
    cadre: Cadre


@dataclass(frozen=True, slots=True, eq=False)
class BoiteTexte:
    """A piece of text on one line, in one style.

    `element` is the one of the HTML tree it comes from, None in the margins of a page; `balise` is
    its tag, with the pseudo-element (« li::marker »). `base` is its baseline, `ligne` the height of
    its line, `corps` its font size, `bord` the right edge of the block it stands in, `cadre` what
    it stands in that has edges to be seen. `fonds` is what is painted under it, the page first.
    """

    texte: str
    element: Element | None
    balise: str
    en_marge: bool
    x: float
    y: float
    largeur: float
    hauteur: float
    base: float
    ligne: float
    bord: float
    cadre: Cadre
    visible: bool
    corps: float
    couleur: Couleur
    alpha: float
    fonds: tuple[Aplat, ...]
    _style: Any = field(repr=False)

    def measure(self, mot: str) -> float:
        """Return the width of `mot` in px, set in the style of this text."""
        # By the very function that broke the lines, or the measure would be another one.
        return float(split_first_line(mot, self._style, None, None, 0)[3]) if mot else 0.0


@dataclass(frozen=True, slots=True, eq=False)
class BoiteBloc:
    """A block of lines. `alignement` is that of its lines but the last (left, start, justify…)."""

    element: Element
    bord: float
    alignement: str
    lignes: tuple[tuple[BoiteTexte, ...], ...]


@dataclass(frozen=True, slots=True, eq=False)
class BoitePage:
    """A page: its size, the edges of its content, and what stands on it, in reading order.

    `textes` leaves out blank text, and holds the text of the margins too. `blocs` are the outermost
    blocks of lines of the content, `rangees` its rows of tables with their heights, and the cells
    that span several with that of what they hold.
    """

    largeur: float
    hauteur: float
    corps: Cadre
    textes: tuple[BoiteTexte, ...]
    blocs: tuple[BoiteBloc, ...]
    images: tuple[BoiteImage, ...]
    rangees: tuple[tuple[Element, float], ...]


@dataclass(frozen=True, slots=True, eq=False)
class _Releve:
    """What one walk of a page collects beside its texts."""

    blocs: list[BoiteBloc] = field(default_factory=list)
    images: list[BoiteImage] = field(default_factory=list)
    rangees: list[tuple[Element, float]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Lieu:
    """What a box stands in.

    `cadre` is what has edges around it, `bord` the right edge of its block, `ligne` the height of
    its line, `en_marge` whether it is in a margin of the page, `en_bloc` whether a block of lines
    is around it, `fonds` what is painted under it.
    """

    cadre: Cadre
    bord: float = 0.0
    ligne: float = 0.0
    en_marge: bool = False
    en_bloc: bool = False
    fonds: tuple[Aplat, ...] = ()


def read_pages(document: Document) -> Iterator[BoitePage]:
    """Yield the pages of `document`."""
    for page in document.pages:
        box = page._page_box
        corps = _read_cadre(box.content_box_x(), box.content_box_y(), box.width, box.height)
        releve = _Releve()
        textes = tuple(_walk(box, _Lieu(corps), releve))
        yield BoitePage(
            float(box.margin_width()),
            float(box.margin_height()),
            corps,
            textes,
            tuple(releve.blocs),
            tuple(releve.images),
            tuple(releve.rangees),
        )


def _read_cadre(x: float, y: float, largeur: float, hauteur: float) -> Cadre:
    return Cadre(float(x), float(y), float(x + largeur), float(y + hauteur))


def _walk(box: Any, lieu: _Lieu, releve: _Releve) -> Iterator[BoiteTexte]:
    """Yield the texts of `box`, and put the rest of it into `releve`."""
    # One walk for all of it: it is 1 to 2 % of the cost of a paper.
    lieu = _enter(box, lieu)
    if isinstance(box, boxes.TextBox):
        if box.text.strip():
            yield _read_texte(box, lieu)
        return
    if isinstance(box, boxes.ReplacedBox):
        releve.images.append(_read_image(box, lieu))
    elif isinstance(box, boxes.TableRowBox):
        releve.rangees.append((box.element, float(box.height)))
    enfants = getattr(box, "children", ())
    if getattr(box, "rowspan", 1) != 1:
        contenu = sum(float(enfant.margin_height()) for enfant in enfants)
        releve.rangees.append((box.element, contenu))
    # A block inside a line, such as an inline-block, has its lines counted with those around it.
    if not _is_bloc(box, enfants) or lieu.en_bloc or lieu.en_marge:
        for enfant in enfants:
            yield from _walk(enfant, lieu, releve)
        return
    dedans = replace(lieu, en_bloc=True)
    lignes = []
    for enfant in enfants:
        textes = tuple(_walk(enfant, dedans, releve))
        if isinstance(enfant, boxes.LineBox):
            lignes.append(textes)
        yield from textes
    alignement = str(box.style["text_align_all"])
    releve.blocs.append(BoiteBloc(box.element, lieu.bord, alignement, tuple(lignes)))


def _is_bloc(box: Any, enfants: Sequence[Any]) -> bool:
    """Tell whether `box` is a block of lines. The mark of a list item is out of the flow: no."""
    return isinstance(box, boxes.BlockContainerBox) and any(
        isinstance(enfant, boxes.LineBox) for enfant in enfants
    )


def _enter(box: Any, lieu: _Lieu) -> _Lieu:
    """Return what the content of `box` stands in."""
    if isinstance(box, boxes.LineBox):
        return replace(lieu, ligne=float(box.height))
    if isinstance(box, boxes.BlockContainerBox):
        bord = float(box.content_box_x() + box.width)
        lieu = replace(lieu, bord=bord, cadre=_find_cadre(box, lieu.cadre))
    if isinstance(box, boxes.MarginBox):
        # A margin box grows with its words: what holds them is the sheet.
        lieu = replace(lieu, en_marge=True)
    opacite = float(box.style["opacity"])
    fond = box.style["background_color"]
    # Most boxes are transparent, and show what is under them.
    if opacite != 1 or fond == "currentcolor" or fond.alpha:
        couleur, alpha = _read_couleur(box, "background_color")
        lieu = replace(lieu, fonds=(*lieu.fonds, Aplat(couleur, alpha, opacite)))
    return lieu


def _find_cadre(box: Any, autour: Cadre) -> Cadre:
    """Return the edges that the content of a block may not pass; `autour` are those around it."""
    bordee = any(box.style[f"border_{cote}_width"] for cote in ("top", "right", "bottom", "left"))
    if not bordee and not isinstance(box, boxes.TableCellBox):
        return autour
    return _read_cadre(
        box.padding_box_x(), box.padding_box_y(), box.padding_width(), box.padding_height()
    )


def _read_image(box: Any, lieu: _Lieu) -> BoiteImage:
    nom = "" if box.element is None else box.element.get("alt", "")
    x, y = float(box.content_box_x()), float(box.content_box_y())
    return BoiteImage(nom, x, y, float(box.width), float(box.height), lieu.cadre)


def _read_texte(box: Any, lieu: _Lieu) -> BoiteTexte:
    couleur, alpha = _read_couleur(box, "color")
    return BoiteTexte(
        texte=box.text,
        element=box.element,
        balise=str(box.element_tag),
        en_marge=lieu.en_marge,
        x=box.position_x,
        y=box.position_y,
        largeur=box.width,
        hauteur=box.height,
        base=box.position_y + box.baseline,
        ligne=lieu.ligne,
        bord=lieu.bord,
        cadre=lieu.cadre,
        visible=box.style["visibility"] == "visible",
        corps=box.style["font_size"],
        couleur=couleur,
        alpha=alpha,
        fonds=lieu.fonds,
        _style=box.style,
    )


def _read_couleur(box: Any, nom: str) -> tuple[Couleur, float]:
    """Return a colour of `box` in sRGB, and its alpha."""
    valeur = box.style[nom]
    valeur = box.style["color"] if valeur == "currentcolor" else valeur
    # A colour of a wider space may fall outside 0 to 1 in sRGB.
    rouge, vert, bleu = (min(1.0, max(0.0, float(x))) for x in valeur.to("srgb").coordinates)
    return (rouge, vert, bleu), float(valeur.alpha)

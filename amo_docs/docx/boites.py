"""CSS boxes: what has a frame, what a paragraph border can show of it."""

from __future__ import annotations

from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from .cascade import COTES, Bord, Cascade, Style

BLOCS = ("block", "list-item", "table", "flow-root", "table-caption")
ESPACE_MAXIMAL = 31 * 4 / 3  # Word's greatest distance from border to text, px


@dataclass(eq=False)
class Boite:
    """A frame drawn by the borders and shading of the paragraphs in it."""

    style: Style
    cotes: tuple[str, ...] = COTES
    fond: str = field(init=False)
    interieur: dict[str, float] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.fond = self.style.couleur("background_color") or ""

    @property
    def bords(self) -> tuple[tuple[str, Bord, int], ...]:
        """Sides drawn: name, border, distance to the text in points.

        ``interieur`` adds to the padding what stands between it and the text (px): margins of the
        first and last paragraph, the text's own shift in its line."""
        return tuple(
            (cote, self.style.bord(cote), self._measure_espace(cote))
            for cote in self.cotes
            if self.style.bord(cote).largeur
        )

    def _measure_espace(self, cote: str) -> int:
        espace = self.style.px(f"padding_{cote}") + self.interieur.get(cote, 0.0)
        return max(0, min(31, round(espace * 0.75)))

    def hauteur(self, cote: str) -> float:
        """Height in px that Word gives the border of ``cote`` and its distance."""
        return sum(bord.largeur + espace * 4 / 3 for nom, bord, espace in self.bords if nom == cote)


def has_cadre(style: Style) -> bool:
    """Whether the box shows: a border or a background."""
    return style.couleur("background_color") is not None or any(
        style.bord(c).largeur for c in COTES
    )


def is_boite_paragraphes(element: Element, cascade: Cascade) -> bool:
    """Whether paragraph borders draw the frame of ``element`` as CSS does.

    Word joins the borders of neighbours only when their indents are equal, shades no padding, and
    sets a border at most 31 pt from the text."""
    style = cascade.style(element)
    remplissages = [style.px(f"padding_{c}") for c in COTES]
    if style.couleur("background_color") is not None and any(remplissages):
        return False
    if max(remplissages) > ESPACE_MAXIMAL:
        return False
    return all(_is_simple(enfant, cascade) for enfant in element if isinstance(enfant.tag, str))


def _is_simple(element: Element, cascade: Cascade) -> bool:
    style = cascade.style(element)
    if style.affichage not in BLOCS:
        return element.tag != "img"
    if style.affichage in ("table", "list-item") or element.tag in ("ul", "ol", "hr"):
        return False
    if has_cadre(style):
        return False
    if any(
        style.px(f"{genre}_{cote}") for genre in ("margin", "padding") for cote in ("left", "right")
    ):
        return False
    return style["width"] == "auto" and all(
        _is_simple(enfant, cascade) for enfant in element if isinstance(enfant.tag, str)
    )


def is_perdue(style: Style) -> bool:
    """Whether the margin above the box is dropped after a page break."""
    return bool(style["margin_break"] == "discard")


def measure_retraits(style: Style, largeur: float) -> tuple[float, float]:
    """Left and right distance in px from the container's edge to the content of the box."""
    bords = {
        c: style.px(f"padding_{c}", largeur) + style.bord(c).largeur for c in ("left", "right")
    }
    gauche, droite = style.longueur("margin_left", largeur), style.longueur("margin_right", largeur)
    large = style.longueur("width", largeur)
    if large is not None:
        if style["box_sizing"] == "border-box":
            large -= bords["left"] + bords["right"]
        reste = largeur - large - bords["left"] - bords["right"]
        if gauche is None:
            gauche = reste / 2 if droite is None else reste - droite
        droite = reste - gauche
    return (gauche or 0.0) + bords["left"], (droite or 0.0) + bords["right"]

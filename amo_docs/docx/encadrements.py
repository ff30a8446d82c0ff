"""The frame of a box of CSS: what of it the borders and shading of paragraphs can show."""

from __future__ import annotations

from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from amo_docs.jumeaux.proprietes import COTES
from amo_docs.moteur.styles import Bord, Cascade, Style

AFFICHAGES_BLOC = ("block", "list-item", "table", "flow-root", "table-caption")
ESPACE_MAXIMAL = 31 * 4 / 3
"""Word's greatest distance from a border to the text, px."""


@dataclass(eq=False)
class Encadrement:
    """A frame drawn by the borders and the shading of the paragraphs in it.

    `interieur` says of a side what stands between its padding and the text (px): the margin of the
    first or last paragraph, the shift of the text in its line."""

    style: Style
    cotes: tuple[str, ...] = COTES
    fond: str = field(init=False)
    interieur: dict[str, float] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.fond = self.style.couleur("background_color") or ""

    @property
    def bords(self) -> tuple[tuple[str, Bord, int], ...]:
        """The sides drawn: name, border, distance to the text in points."""
        return tuple(
            (cote, self.style.bord(cote), self._measure_espace(cote))
            for cote in self.cotes
            if self.style.bord(cote).largeur
        )

    def _measure_espace(self, cote: str) -> int:
        espace = self.style.px(f"padding_{cote}") + self.interieur.get(cote, 0.0)
        return max(0, min(31, round(espace * 0.75)))

    def measure_hauteur(self, cote: str) -> float:
        """Return the height in px that Word gives the border of a side and its distance."""
        return sum(bord.largeur + espace * 4 / 3 for nom, bord, espace in self.bords if nom == cote)


def has_cadre(style: Style) -> bool:
    """Tell whether a box shows: a border or a background."""
    return style.couleur("background_color") is not None or any(
        style.bord(cote).largeur for cote in COTES
    )


def is_encadrable(element: Element, cascade: Cascade) -> bool:
    """Tell whether the borders of paragraphs draw the frame of `element` as CSS does.

    Word joins the borders of neighbours only when their indents are equal, shades no padding, and
    sets a border at most 31 pt from the text."""
    style = cascade.style(element)
    remplissages = [style.px(f"padding_{cote}") for cote in COTES]
    if style.couleur("background_color") is not None and any(remplissages):
        return False
    if max(remplissages) > ESPACE_MAXIMAL:
        return False
    return all(_is_simple(enfant, cascade) for enfant in element if isinstance(enfant.tag, str))


def _is_simple(element: Element, cascade: Cascade) -> bool:
    """Tell whether `element` becomes paragraphs of the same indents as those around it."""
    style = cascade.style(element)
    if style.affichage not in AFFICHAGES_BLOC:
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

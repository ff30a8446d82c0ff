"""The frame of a CSS box, as far as the borders and shading of paragraphs can draw it."""

from __future__ import annotations

from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from amo_docs.jumeaux.proprietes import COTES
from amo_docs.moteur.styles import Bord, Cascade, Style

AFFICHAGES_BLOC = ("block", "list-item", "table", "flow-root", "table-caption")
ESPACE_MAXIMAL = 31 * 4 / 3
"""The greatest distance that Word leaves from a border to the text: 31 pt, in px."""


@dataclass(eq=False)
class Encadrement:
    """A frame drawn by the borders and the shading of the paragraphs in it.

    `interieur` gives, by side, the px between its padding and the text: the margin of the first or
    last paragraph, and the shift of the text in its line.
    """

    style: Style
    cotes: tuple[str, ...] = COTES
    fond: str = field(init=False)
    interieur: dict[str, float] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.fond = self.style.couleur("background_color") or ""

    @property
    def bords(self) -> tuple[tuple[str, Bord, int], ...]:
        """The visible sides: name, border, distance to the text in points."""
        return tuple(
            (cote, self.style.bord(cote), self._measure_espace(cote))
            for cote in self.cotes
            if self.style.bord(cote).largeur
        )

    def _measure_espace(self, cote: str) -> int:
        espace = self.style.px(f"padding_{cote}") + self.interieur.get(cote, 0.0)
        return max(0, min(31, round(espace * 0.75)))

    def measure_hauteur(self, cote: str) -> float:
        """Return the height in px that Word gives to the border of a side and its distance."""
        return sum(bord.largeur + espace * 4 / 3 for nom, bord, espace in self.bords if nom == cote)


def has_cadre(style: Style) -> bool:
    """Tell whether a box is visible by a border or a background."""
    return style.couleur("background_color") is not None or any(
        style.bord(cote).largeur for cote in COTES
    )


def is_encadrable(element: Element, cascade: Cascade) -> bool:
    """Tell whether the borders of paragraphs draw the frame of `element` as CSS does."""
    style = cascade.style(element)
    remplissages = [style.px(f"padding_{cote}") for cote in COTES]
    # Word shades the text, and not the padding around it.
    if style.couleur("background_color") is not None and any(remplissages):
        return False
    # Word sets a border at most 31 pt from the text.
    if max(remplissages) > ESPACE_MAXIMAL:
        return False
    # Word joins the borders of neighbours only when their indents are equal.
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

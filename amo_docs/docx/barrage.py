"""What the tables of properties and of tags refuse, looked for before anything is written.

Templates are reviewed beforehand, with lines. This finds what the review could not see: what an
expression printed, and what the cascade made of it.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from xml.etree.ElementTree import Element

from amo_docs.jumeaux.balises import (
    ATTRIBUTS_REFUSES,
    ENTIERS,
    REFUSEES,
    SANS_CONTENU,
    TABLEAUX,
)
from amo_docs.jumeaux.impossible import JumeauImpossible
from amo_docs.jumeaux.proprietes import COTES, PROPRIETES
from amo_docs.moteur.styles import Cascade, ContenuEngendre, Style, name_element

AFFICHAGES = ("block", "inline")
_CALCULS: dict[str, tuple[object, ...]] = {
    "none": ("none", (), ("none", None), (("none", None),)),
    "auto": ("auto", ()),
    "1": (1, 1.0),
}
"""A word of the table → its computed values, where they are not the word itself."""

CALCULEES: dict[str, tuple[object, ...]] = {
    nom.replace("-", "_"): tuple(valeur for mot in p.mots for valeur in _CALCULS.get(mot, (mot,)))
    for nom, p in PROPRIETES.items()
    if p.grave
    and not p.composantes
    and set(p.genres) <= {"un"}
    and nom not in ("display", "line-clamp")
}
"""Property → the computed values that are admitted.

The properties are those whose other values lose, hide or move words.
"""


def refuse_document(cascade: Cascade) -> None:
    """Raise JumeauImpossible at the first element that both formats cannot show alike."""
    corps = cascade.racine.find("body")
    vus: set[int] = set()
    _read_engendres(cascade, cascade.racine)
    for element in corps.iter("*") if corps is not None else ():
        # The tag of a comment is a function.
        if callable(element.tag):
            continue
        _refuse_balise(element)
        style = cascade.style(element)
        _refuse_affichage(element, style)
        for lu in (style, *_read_engendres(cascade, element)):
            # Hundreds of elements share one computed style: each is looked at once.
            if lu.identite not in vus:
                vus.add(lu.identite)
                _refuse_style(lu, image=element.tag == "img")


def _read_engendres(cascade: Cascade, element: Element) -> list[Style]:
    """Return the styles of what `::before` and `::after` generate.

    Raises JumeauImpossible on what would stand elsewhere in Word, or not at all.
    """
    lus = (cascade.pseudo(element, nom) for nom in ("before", "after"))
    engendres = [lu for lu in lus if lu is not None and lu.contenus]
    for lu in engendres:
        # WeasyPrint's own sheet makes the break of a line so.
        if element.tag == "br" and lu.contenus == (ContenuEngendre("string", "\n"),):
            continue
        if element.tag in SANS_CONTENU:
            raise JumeauImpossible(lu.ou, "Word n’a pas de place pour ce texte engendré")
        if lu.affichage != "inline":
            raise JumeauImpossible(lu.ou, f"« display: {lu.affichage} » sur un texte engendré")
    return engendres


def _refuse_balise(element: Element) -> None:
    # The tags of svg and math have a namespace before them.
    balise = str(element.tag).rpartition("}")[2]
    if balise in REFUSEES:
        raise JumeauImpossible(balise, f"balise non admise ({REFUSEES[balise]})")
    for nom in ATTRIBUTS_REFUSES:
        if element.get(nom) is not None:
            raise JumeauImpossible(
                name_element(element), f"attribut « {nom} » non admis ({ATTRIBUTS_REFUSES[nom]})"
            )
    for nom in ENTIERS:
        valeur = element.get(nom)
        if valeur is not None and not (valeur.isascii() and valeur.isdecimal()):
            raise JumeauImpossible(
                name_element(element), f"« {nom} » vaut « {valeur} » : un nombre entier est attendu"
            )


def _refuse_affichage(element: Element, style: Style) -> None:
    genre = style.affichage
    natif = element.tag in TABLEAUX or (element.tag == "li" and genre == "list-item")
    if not (genre.startswith(("table", "list-item")) if natif else genre in AFFICHAGES):
        raise JumeauImpossible(
            name_element(element), f"« display: {genre} » sans équivalent dans Word"
        )


def _refuse_style(style: Style, image: bool) -> None:
    for nom, permis in CALCULEES.items():
        # WeasyPrint's own sheet gives pictures `overflow: hidden`: they keep within their edges.
        if style[nom] not in permis and not (image and nom == "overflow"):
            raise JumeauImpossible(
                style.ou, f"« {nom.replace('_', '-')} » sans équivalent dans Word"
            )
    for nom, is_bon in _MESURES.items():
        if not is_bon(style):
            raise JumeauImpossible(style.ou, f"« {nom} » cache ou déplace des mots")


def _is_marge(cote: str, style: Style) -> bool:
    # Of any width, since only its sign counts.
    return style.px(f"margin_{cote}", 1.0) >= 0


_MESURES: dict[str, Callable[[Style], bool]] = {
    "color": lambda style: style.is_opaque("color"),
    "font-size": lambda style: style.px("font_size") > 0,
    **{f"margin-{cote}": partial(_is_marge, cote) for cote in COTES},
}

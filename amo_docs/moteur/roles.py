"""What each tag is, and what it says of itself, where WeasyPrint leaves it out.

Lists say how they are numbered, lines stand in paragraphs, cells name their heads. Rules are those
of ISO 32000-1, 14.8, and of ISO 14289-1, 7.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pydyf
from weasyprint.formatting_structure import boxes

from amo_docs.moteur.balisage import Enfant, Noeud
from amo_docs.moteur.tetes import name_tetes

GROUPES = frozenset({"NonStruct", "Div", "Sect", "Art", "Part", "Span", "BlockQuote"})
"""Tags that hold blocks: lines that stand right in one of them are in no block."""

CELLULES = frozenset({"TH", "TD"})

NUMEROTATIONS = {
    "disc": "Disc",
    "circle": "Circle",
    "square": "Square",
    "decimal": "Decimal",
    "lower-alpha": "LowerAlpha",
    "lower-latin": "LowerAlpha",
    "upper-alpha": "UpperAlpha",
    "upper-latin": "UpperAlpha",
    "lower-roman": "LowerRoman",
    "upper-roman": "UpperRoman",
}
"""Marks of lists in CSS, and their names in PDF."""


def mend_roles(noeuds: list[Noeud], hauteurs: list[float]) -> list[Noeud]:
    """Return the tags of a document, mended; `hauteurs` are those of its pages, in CSS pixels."""
    gardes = [noeud for noeud in noeuds if _keep(noeud)]
    for noeud in gardes:
        _mend(noeud, hauteurs)
    return gardes


def _keep(noeud: Noeud) -> bool:
    """Drop the tags of nothing at all below `noeud`, and tell whether it is worth keeping."""
    # The end of a line is nothing, and tells lines apart.
    noeud.enfants = [e for e in noeud.enfants if not isinstance(e, Noeud) or _is_br(e) or _keep(e)]
    # An empty row or cell holds its place in the grid.
    plein = any(not isinstance(e, Noeud) or not _is_br(e) for e in noeud.enfants)
    return plein or noeud.genre in ("TR", *CELLULES)


def _is_br(noeud: Noeud) -> bool:
    return noeud.balise == "br"


def _mend(noeud: Noeud, hauteurs: list[float]) -> None:
    element = noeud.element
    if noeud.genre == "Table" and element is not None and element.get("role") == "presentation":
        _dissolve(noeud)
    if noeud.genre in GROUPES and _has_lignes(noeud.boite):
        _make_paragraphe(noeud)
    if noeud.genre == "L":
        _number(noeud)
    elif noeud.genre == "LI":
        _make_corps(noeud)
    elif noeud.genre == "Figure":
        _frame(noeud, hauteurs)
    elif noeud.genre == "Table":
        name_tetes(noeud)
    _flatten(noeud)
    for enfant in noeud.noeuds:
        _mend(enfant, hauteurs)


# ── Blocks ────────────────────────────────────────────────────────────────────────────────────────


def _has_lignes(box: Any) -> bool:
    """Tell whether lines stand right in the block `box`."""
    return isinstance(box, boxes.BlockBox) and any(
        isinstance(enfant, boxes.LineBox) for enfant in box.children
    )


def _make_paragraphe(noeud: Noeud) -> None:
    """Make a group of lines a paragraph; an address is one a line."""
    lignes = list(_split(noeud.enfants)) if noeud.balise == "address" else []
    if len(lignes) < 2:
        noeud.genre = "P"
        return
    # Nothing separates words at the ends of lines: read as one, they would run together.
    noeud.genre = "Div"
    noeud.enfants = [noeud.make("P", ligne) for ligne in lignes]


def _split(enfants: list[Enfant]) -> Iterator[list[Enfant]]:
    """Yield what stands between the ends of lines the HTML asks for."""
    ligne: list[Enfant] = []
    for enfant in enfants:
        if isinstance(enfant, Noeud) and _is_br(enfant):
            yield from [ligne] if ligne else []
            ligne = []
        else:
            ligne.append(enfant)
    yield from [ligne] if ligne else []


def _flatten(noeud: Noeud) -> None:
    """Take away the tags inside lines that say nothing, such as those of bold words."""
    # PDF 1.7 has no tag for bold or slanted words.
    plats: list[Enfant] = []
    for enfant in noeud.enfants:
        plats.extend(_open(enfant))
    noeud.enfants = plats


def _open(enfant: Enfant) -> Iterator[Enfant]:
    if not isinstance(enfant, Noeud) or not isinstance(enfant.boite, boxes.InlineBox):
        yield enfant
        return
    langue = None if enfant.element is None else enfant.element.get("lang")
    if enfant.genre not in ("NonStruct", "Span") or langue:
        if langue:
            enfant.genre = "Span" if enfant.genre == "NonStruct" else enfant.genre
            enfant.objet["Lang"] = pydyf.String(langue)
        yield enfant
        return
    for dedans in enfant.enfants:
        yield from _open(dedans)


def _frame(noeud: Noeud, hauteurs: list[float]) -> None:
    """Give the place of a picture in the units of the page, points from its foot."""
    # WeasyPrint gives it in pixels from the head.
    gauche, haut, droite, bas = noeud.objet["A"]["BBox"]
    hauteur = hauteurs[noeud.page]
    points = (gauche, hauteur - bas, droite, hauteur - haut)
    noeud.objet["A"]["BBox"] = pydyf.Array(round(0.75 * x, 3) for x in points)


# ── Lists ─────────────────────────────────────────────────────────────────────────────────────────


def _number(noeud: Noeud) -> None:
    """Say how a list is numbered (ISO 14289-1, 7.6)."""
    puces = any(e.genre == "Lbl" for item in noeud.noeuds for e in item.noeuds)
    # A mark of one's own, such as a dash, has no name in PDF: it is one of no order.
    forme = NUMEROTATIONS.get(str(noeud.boite.style["list_style_type"]), "Disc")
    nom = forme if puces else "None"
    noeud.objet["A"] = pydyf.Dictionary({"O": "/List", "ListNumbering": f"/{nom}"})


def _make_corps(noeud: Noeud) -> None:
    """Put what an item holds beside its mark in one body (ISO 32000-1, table 336)."""
    puces: list[Enfant] = [e for e in noeud.noeuds if e.genre == "Lbl"]
    reste = [enfant for enfant in noeud.enfants if enfant not in puces]
    if reste and not all(isinstance(e, Noeud) and e.genre == "LBody" for e in reste):
        noeud.enfants = [*puces, noeud.make("LBody", reste)]


# ── Tables that only lay out ──────────────────────────────────────────────────────────────────────


def _dissolve(table: Noeud) -> None:
    """Make a table that only lays out what it is: blocks that follow each other."""
    table.genre = "Div"
    enfants: list[Enfant] = []
    for enfant in table.enfants:
        enfants.extend(_list_cellules(enfant))
    table.enfants = enfants


def _list_cellules(enfant: Enfant) -> Iterator[Enfant]:
    if isinstance(enfant, Noeud) and enfant.genre in ("THead", "TBody", "TFoot", "TR"):
        for dedans in enfant.enfants:
            yield from _list_cellules(dedans)
        return
    if isinstance(enfant, Noeud) and enfant.genre in CELLULES:
        enfant.objet.pop("A", None)
        lignes = any(isinstance(e, boxes.LineBox) for e in enfant.boite.children)
        enfant.genre = "P" if lignes else "Div"
        # An empty cell holds no place here.
        yield from [enfant] if enfant.enfants else []
        return
    yield enfant

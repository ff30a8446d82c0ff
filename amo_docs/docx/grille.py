"""The grid of a table: which cell stands where, how wide columns are, which border wins an edge."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from .cascade import AUCUN_BORD, Bord, Style


@dataclass(eq=False)
class Case:
    """A cell of the HTML at its place; ``hauteur`` and ``portee`` count rows and columns."""

    element: Element
    style: Style
    rangee: int
    colonne: int
    hauteur: int
    portee: int
    bords: dict[str, Bord] = field(default_factory=dict)


def place_cases(rangees: Sequence[Sequence[tuple[Element, Style]]]) -> list[Case]:
    """Cells placed on the grid by their ``colspan`` and ``rowspan``."""
    prises: set[tuple[int, int]] = set()
    cases = []
    for y, cellules in enumerate(rangees):
        x = 0
        for element, style in cellules:
            while (y, x) in prises:
                x += 1
            portee = max(1, int(element.get("colspan", "1")))
            hauteur = int(element.get("rowspan", "1"))
            hauteur = min(hauteur or len(rangees), len(rangees) - y)
            prises |= {(y + j, x + i) for j in range(hauteur) for i in range(portee)}
            cases.append(Case(element, style, y, x, hauteur, portee))
            x += portee
    return cases


def share_largeurs(
    voulues: Sequence[float | None], cases: Sequence[tuple[int, int, float | None]], total: float
) -> list[float]:
    """Column widths by CSS fixed table layout (CSS 2.1 § 17.5.2.1), px.

    ``voulues`` are the widths of ``col`` elements, ``cases`` column, span and width of the first
    row's cells, ``total`` the width of the table."""
    largeurs = list(voulues)
    for colonne, portee, large in cases:
        if large is None:
            continue
        libres = [i for i in range(colonne, colonne + portee) if largeurs[i] is None]
        connues = sum(largeurs[i] or 0.0 for i in range(colonne, colonne + portee))
        for i in libres:
            largeurs[i] = max(0.0, large - connues) / len(libres)
    reste = total - sum(large or 0.0 for large in largeurs)
    libres = [i for i, large in enumerate(largeurs) if large is None]
    for i in libres:
        largeurs[i] = max(0.0, reste) / len(libres)
    ecart = total - sum(large or 0.0 for large in largeurs)
    if ecart > 0:
        return [(large or 0.0) + ecart / len(largeurs) for large in largeurs]
    return [large or 0.0 for large in largeurs]


def choose_bord(*bords: Bord) -> Bord:
    """The border that wins an edge of a collapsed table: the widest, the first among equals."""
    return max(bords, key=lambda bord: bord.largeur, default=AUCUN_BORD)


def collapse_bords(cases: Sequence[Case], rangees: Sequence[Style], tableau: Style) -> None:
    """Settle ``bords`` of every cell by what meets on each of its edges."""
    en = {
        (case.rangee + j, case.colonne + i): case
        for case in cases
        for j in range(case.hauteur)
        for i in range(case.portee)
    }
    dernier_y = len(rangees) - 1
    dernier_x = max((x for _, x in en), default=0)
    for case in cases:
        haut, gauche = case.rangee, case.colonne
        bas, droite = haut + case.hauteur - 1, gauche + case.portee - 1
        voisins = {
            "top": ("bottom", [(haut - 1, x) for x in range(gauche, droite + 1)], haut == 0),
            "bottom": ("top", [(bas + 1, x) for x in range(gauche, droite + 1)], bas == dernier_y),
            "left": ("right", [(y, gauche - 1) for y in range(haut, bas + 1)], gauche == 0),
            "right": ("left", [(y, droite + 1) for y in range(haut, bas + 1)], droite == dernier_x),
        }
        for cote, (oppose, places, au_bord) in voisins.items():
            candidats = [case.style.bord(cote)]
            candidats += [en[place].style.bord(oppose) for place in places if place in en]
            if au_bord:
                candidats.append(tableau.bord(cote))
            if cote in ("top", "bottom"):
                candidats.append(rangees[haut if cote == "top" else bas].bord(cote))
                voisine = haut - 1 if cote == "top" else bas + 1
                if 0 <= voisine <= dernier_y:
                    candidats.append(rangees[voisine].bord(oppose))
            case.bords[cote] = choose_bord(*candidats)
    for case in cases:
        # drawn by the row above: a row that opens a page stands under the head, as it does in CSS
        if case.rangee:
            case.bords["top"] = AUCUN_BORD

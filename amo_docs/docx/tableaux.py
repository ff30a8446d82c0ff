"""From HTML tables to `Tableau`: places of cells, widths of columns, borders of shared edges."""

from __future__ import annotations

from collections.abc import Callable, Container, Sequence
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from amo_docs.docx.flux import TOLERANCE, make_intervalle
from amo_docs.docx.structure import (
    LIGNE_MINIMALE,
    Bloc,
    Cellule,
    Marges,
    Paragraphe,
    Rangee,
    Tableau,
    twips,
)
from amo_docs.jumeaux.impossible import JumeauImpossible
from amo_docs.jumeaux.proprietes import COTES
from amo_docs.moteur.styles import AUCUN_BORD, BORD_MASQUE, Bord, Cascade, Style, name_element

LATERAUX = ("left", "right")
COLONNES_MAX = 63
"""With more columns, Word takes the file for damaged."""
GROUPES = {"thead", "tbody", "tfoot"}
VERTICAUX = {"middle": "center", "bottom": "bottom"}


@dataclass(frozen=True)
class LectureTableau:
    """What reading a table needs.

    `read_cellule` reads the content of a cell: element, width in px, class of the table → blocks
    and their shift. `largeur` is the available width in px. `hautes` are the rows that may be
    split, whatever their style says.
    """

    cascade: Cascade
    read_cellule: Callable[[Element, float, str], tuple[list[Bloc], float]]
    largeur: float
    hautes: Container[Element] = ()


@dataclass(eq=False)
class Case:
    """A cell of the HTML at its place on the grid. `hauteur` counts rows, `portee` columns."""

    element: Element
    style: Style
    rangee: int
    colonne: int
    hauteur: int
    portee: int
    bords: dict[str, Bord] = field(default_factory=dict)


@dataclass(frozen=True)
class _Trame:
    """The table being read.

    `colonnes` are the widths of its columns, `espace` the spaces between cells across and down, all
    in px; `famille` is its class.
    """

    colonnes: list[float]
    espace: tuple[float, float]
    famille: str


def read_tableau(element: Element, lecture: LectureTableau) -> Tableau:
    """Return the table of `element`.

    Raises JumeauImpossible on an element out of place, or on too many columns.
    """
    cascade = lecture.cascade
    style = cascade.style(element)
    lignes = _list_rangees(element, cascade)
    cases = place_cases([_list_cellules(ligne, cascade) for ligne, _ in lignes])
    fusionne = style["border_collapse"] == "collapse"
    if fusionne:
        collapse_bords(cases, [cascade.style(ligne) for ligne, _ in lignes], style)
        espace = (0.0, 0.0)
    else:
        espace = (float(style["border_spacing"][0]), float(style["border_spacing"][1]))
        for case in cases:
            case.bords = {cote: case.style.bord(cote) for cote in COTES}
    large = style.longueur("width", lecture.largeur)
    total = lecture.largeur if large is None else large
    total -= _measure_contour(cases, style, fusionne)
    trame = _Trame(
        _measure_colonnes(element, cascade, cases, total, espace[0]),
        espace,
        next(iter(element.get("class", "").split()), "table"),
    )
    par_rangee: list[list[Case]] = [[] for _ in lignes]
    for case in cases:
        for rang in range(case.rangee, case.rangee + case.hauteur):
            par_rangee[rang].append(case)
    rangees = [
        _make_rangee(rang, ligne, groupe == "thead", par_rangee[rang], trame, lecture)
        for rang, (ligne, groupe) in enumerate(lignes)
        # A row without a cell shows nothing, and Word requires one.
        if par_rangee[rang]
    ]
    resume = element.get("aria-label", "")
    return Tableau(name_element(element), trame.colonnes, 0.0, rangees, resume=resume)


# ── The elements of the table ─────────────────────────────────────────────────────────────────────


def _list_rangees(element: Element, cascade: Cascade) -> list[tuple[Element, str]]:
    """Return the rows with the tag of their group, those of the head first."""
    # As CSS draws them. Word repeats as a head only the rows at the top of a table.
    lignes: list[tuple[Element, str]] = []
    for enfant in element:
        if not isinstance(enfant.tag, str) or cascade.style(enfant).affichage == "none":
            continue
        if enfant.tag == "tfoot":
            raise JumeauImpossible(
                name_element(element), "« tfoot » : Word ne répète pas de pied de tableau"
            )
        if enfant.tag in GROUPES:
            lignes += [
                (ligne, str(enfant.tag))
                for ligne in enfant
                if isinstance(ligne.tag, str) and cascade.style(ligne).affichage != "none"
            ]
        elif enfant.tag == "tr":
            lignes.append((enfant, "tbody"))
        elif enfant.tag not in ("caption", "colgroup", "col"):
            raise JumeauImpossible(name_element(enfant), "élément inattendu dans un tableau")
    return sorted(lignes, key=lambda ligne: ligne[1] != "thead")


def _list_cellules(ligne: Element, cascade: Cascade) -> list[tuple[Element, Style]]:
    cellules = []
    for enfant in ligne:
        if not isinstance(enfant.tag, str) or cascade.style(enfant).affichage == "none":
            continue
        if enfant.tag not in ("td", "th"):
            raise JumeauImpossible(
                name_element(enfant), "élément inattendu dans une ligne de tableau"
            )
        cellules.append((enfant, cascade.style(enfant)))
    return cellules


def place_cases(rangees: Sequence[Sequence[tuple[Element, Style]]]) -> list[Case]:
    """Return the cells placed on the grid by their `colspan` and `rowspan`."""
    prises: set[tuple[int, int]] = set()
    cases = []
    for y, cellules in enumerate(rangees):
        x = 0
        for element, style in cellules:
            while (y, x) in prises:
                x += 1
            portee = max(1, int(element.get("colspan", "1")))
            hauteur = int(element.get("rowspan", "1"))
            # HTML: a rowspan of 0 goes down to the last row, and no cell goes below it.
            hauteur = min(hauteur or len(rangees), len(rangees) - y)
            prises |= {(y + j, x + i) for j in range(hauteur) for i in range(portee)}
            cases.append(Case(element, style, y, x, hauteur, portee))
            x += portee
    return cases


# ── The borders ───────────────────────────────────────────────────────────────────────────────────


def collapse_bords(cases: Sequence[Case], rangees: Sequence[Style], tableau: Style) -> None:
    """Settle the `bords` of every cell of a table whose borders collapse.

    On each edge, the borders of the cell, its neighbours, its row and the table meet.
    """
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
        # An edge is drawn by the row above it, once, or two lines would be seen. A row that opens
        # a page stands under the repeated head, as it does in CSS.
        if case.rangee:
            case.bords["top"] = AUCUN_BORD


def choose_bord(*bords: Bord) -> Bord:
    """Return the border that wins an edge: the widest, and the first among equals.

    None is drawn where one of them is hidden (CSS 2.1, 17.6.2.1).
    """
    if BORD_MASQUE in bords:
        return AUCUN_BORD
    return max(bords, key=lambda bord: bord.largeur, default=AUCUN_BORD)


# ── The widths ────────────────────────────────────────────────────────────────────────────────────


def _measure_contour(cases: list[Case], style: Style, fusionne: bool) -> float:
    """Return the px that the left and the right border of a table take from its width.

    Collapsed borders take half of their width.
    """
    if not fusionne:
        return style.bord("left").largeur + style.bord("right").largeur
    fin = max((case.colonne + case.portee for case in cases), default=0)
    gauche = max((c.bords["left"].largeur for c in cases if c.colonne == 0), default=0.0)
    droite = max(
        (c.bords["right"].largeur for c in cases if c.colonne + c.portee == fin), default=0.0
    )
    return gauche / 2 + droite / 2


def _measure_colonnes(
    element: Element, cascade: Cascade, cases: list[Case], total: float, espace: float
) -> list[float]:
    """Return the widths of the columns of a table `total` px wide, `espace` px between cells."""
    colonnes: list[float | None] = []
    for col in element.iter("col"):
        colonnes += [cascade.style(col).longueur("width", total)] * int(col.get("span", "1"))
    nombre = max((case.colonne + case.portee for case in cases), default=0)
    if nombre > COLONNES_MAX:
        raise JumeauImpossible(
            name_element(element), f"{nombre} colonnes, et Word n'en admet que {COLONNES_MAX}"
        )
    colonnes += [None] * (nombre - len(colonnes))
    premieres = [(c.colonne, c.portee, _measure_case(c, total)) for c in cases if c.rangee == 0]
    return share_largeurs(colonnes, premieres, total - espace * (len(colonnes) + 1))


def share_largeurs(
    voulues: Sequence[float | None], cases: Sequence[tuple[int, int, float | None]], total: float
) -> list[float]:
    """Return the widths of columns in px by the fixed table layout of CSS (CSS 2.1, 17.5.2.1).

    `voulues` are the widths of the `col` elements, `cases` the column, span and width of the cells
    of the first row, `total` the available width.
    """
    largeurs = list(voulues)
    # The width of a cell over several columns is shared by those without a width.
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
    # A table wider than its columns widens them all alike.
    ecart = total - sum(large or 0.0 for large in largeurs)
    if ecart > 0:
        return [(large or 0.0) + ecart / len(largeurs) for large in largeurs]
    return [large or 0.0 for large in largeurs]


def _measure_case(case: Case, total: float) -> float | None:
    """Return the width a cell asks for in px, with its borders and paddings."""
    large = case.style.longueur("width", total)
    if large is None or case.style["box_sizing"] == "border-box":
        return large
    return large + sum(
        _measure_bord(case, c) + case.style.px(f"padding_{c}", total) for c in LATERAUX
    )


def _measure_hauteur(case: Case) -> float:
    """Return the least height a cell asks for in px, with its borders and paddings."""
    hauteur = case.style.longueur("height")
    if not hauteur or case.style["box_sizing"] == "border-box":
        return hauteur or 0.0
    return hauteur + sum(
        _measure_bord(case, c) + case.style.px(f"padding_{c}") for c in ("top", "bottom")
    )


def _measure_bord(case: Case, cote: str) -> float:
    """Return the px a border takes from its cell: half of a collapsed one."""
    largeur = case.bords[cote].largeur
    return largeur / 2 if case.style["border_collapse"] == "collapse" else largeur


# ── The rows ──────────────────────────────────────────────────────────────────────────────────────


def _make_rangee(
    rang: int,
    ligne: Element,
    entete: bool,
    cases: list[Case],
    trame: _Trame,
    lecture: LectureTableau,
) -> Rangee:
    style = lecture.cascade.style(ligne)
    cellules = [_make_cellule(case, rang, trame, lecture) for case in cases]
    cellules.sort(key=lambda cellule: cellule.colonne)
    _level_marges(cellules)
    _lower_vides(cellules)
    # A cell over several rows asks nothing of one of them.
    hauteur = max([style.px("height"), *(_measure_hauteur(c) for c in cases if c.hauteur == 1)])
    insecable = style["break_inside"] in ("avoid", "avoid-page") and ligne not in lecture.hautes
    return Rangee(cellules, hauteur, entete, insecable)


def _make_cellule(case: Case, rang: int, trame: _Trame, lecture: LectureTableau) -> Cellule:
    """Return the cell of `case` in the row `rang`.

    It has its content in the first of its rows, and is an empty joined cell in the others.
    """
    premiere = rang == case.rangee
    largeur = sum(trame.colonnes[case.colonne : case.colonne + case.portee])
    x, y = trame.espace
    largeur += x * (case.portee - 1)
    remplissage = {cote: case.style.px(f"padding_{cote}", largeur) for cote in COTES}
    lateral = {cote: _measure_bord(case, cote) + remplissage[cote] for cote in LATERAUX}
    # Word's space between cells is not that of CSS: it is added to the margins of cells, and the
    # last space to the last cell.
    fin = x if case.colonne + case.portee == len(trame.colonnes) else 0.0
    cellule = Cellule(
        case.colonne,
        case.portee,
        largeur + x + fin,
        Marges(
            haut=remplissage["top"] + y,
            droite=lateral["right"] + fin,
            bas=remplissage["bottom"],
            gauche=lateral["left"] + x,
        ),
        dict(case.bords),
        case.style.couleur("background_color"),
        VERTICAUX.get(str(case.style["vertical_align"]), "top"),
    )
    if case.hauteur > 1:
        cellule.fusion = "restart" if premiere else "continue"
    cellule.blocs = [make_intervalle("", 0.0)]
    if premiere:
        utile = largeur - sum(lateral.values())
        cellule.fill(*lecture.read_cellule(case.element, utile, trame.famille))
    return cellule


def _level_marges(cellules: list[Cellule]) -> None:
    """Give the cells of a row one top and one bottom margin.

    Word applies the greatest margin of a row to all its cells. What a cell has beyond the least of
    them goes to its first and last paragraph.
    """
    trait = max((cellule.bords["bottom"].largeur for cellule in cellules), default=0.0)
    for cellule in cellules:
        # Word adds the thickest line of the row to all its cells, CSS adds to each its own.
        bas = cellule.marges.bas + cellule.bords["bottom"].largeur - trait
        cellule.marges = cellule.marges._replace(bas=max(0.0, bas))
    pleines = [c for c in cellules if c.fusion != "continue"] or cellules
    haut = min(c.marges.haut for c in pleines)
    bas = min(c.marges.bas for c in pleines)
    for cellule in cellules:
        if cellule.fusion != "continue":
            _add_ecart(cellule.blocs[0], "before", cellule.marges.haut - haut)
            _add_ecart(cellule.blocs[-1], "after", cellule.marges.bas - bas)
        cellule.marges = cellule.marges._replace(haut=haut, bas=bas)


def _add_ecart(bloc: Bloc, nom: str, px: float) -> None:
    # CSS gives an empty paragraph no line, where Word has one already.
    if isinstance(bloc, Paragraphe) and bloc.morceaux and twips(px) > TOLERANCE:
        bloc.format[nom] = int(str(bloc.format[nom])) + twips(px)


def _lower_vides(cellules: list[Cellule]) -> None:
    """Shrink the empty lines of a row where no cell has a word."""
    # CSS gives such a row its padding alone.
    seules = [c for c in cellules if not c.fusion]
    paragraphes = [
        bloc
        for c in seules
        for bloc in c.blocs
        if isinstance(bloc, Paragraphe) and not bloc.morceaux
    ]
    if len(paragraphes) == sum(len(c.blocs) for c in seules):
        for paragraphe in paragraphes:
            paragraphe.format |= {"line": LIGNE_MINIMALE, "lineRule": "exact"}
            paragraphe.caracteres = {**paragraphe.caracteres, "size": 2}

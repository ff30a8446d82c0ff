"""HTML tables to ``Tableau``: columns, cells, borders, repeated heads."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from .cascade import COTES, Bord, Cascade, Style, nommer
from .erreurs import DocxImpossible
from .flux import LIGNE_MINIMALE, TOLERANCE, make_intervalle
from .grille import Case, collapse_bords, place_cases, share_largeurs
from .modele import Bloc, Cellule, Paragraphe, Rangee, Tableau, twips

LATERAUX = ("left", "right")
COLONNES_MAX = 63  # more, and Word says that the file is damaged
GROUPES = {"thead", "tbody", "tfoot"}
VERTICAUX = {"middle": "center", "bottom": "bottom"}


@dataclass(frozen=True)
class Lecture:
    """What reading a table needs: styles, the reader of a cell's content, the width there is
    (px)."""

    cascade: Cascade
    read_cellule: Callable[[Element, float, str], tuple[list[Bloc], float]]
    largeur: float


@dataclass(frozen=True)
class _Trame:
    """The table being read."""

    style: Style
    colonnes: list[float]
    espace: tuple[float, float]
    classe: str


def read_tableau(element: Element, lecture: Lecture) -> Tableau:
    """The table of ``element``; raises DocxImpossible for an element out of place, too many
    columns."""
    style = lecture.cascade.style(element)
    lignes = _list_rangees(element, lecture.cascade)
    cases = place_cases([_list_cellules(ligne, lecture.cascade) for ligne, _ in lignes])
    fusionne = style["border_collapse"] == "collapse"
    if fusionne:
        collapse_bords(cases, [lecture.cascade.style(ligne) for ligne, _ in lignes], style)
        espace = (0.0, 0.0)
    else:
        espace = (float(style["border_spacing"][0]), float(style["border_spacing"][1]))
        for case in cases:
            case.bords = {cote: case.style.bord(cote) for cote in COTES}
    contour = _measure_contour(cases, style, fusionne)
    large = style.longueur("width", lecture.largeur)
    total = (lecture.largeur if large is None else large) - sum(contour)
    trame = _Trame(
        style,
        _measure_colonnes(element, lecture.cascade, cases, (total, espace[0])),
        espace,
        element.get("class", "") or "table",
    )
    par_rangee: list[list[Case]] = [[] for _ in lignes]
    for case in cases:
        for rang in range(case.rangee, case.rangee + case.hauteur):
            par_rangee[rang].append(case)
    rangees = []
    for rang, (ligne, groupe) in enumerate(lignes):
        if not par_rangee[rang]:  # nothing shows of it, and Word wants a cell
            continue
        cellules = [_make_cellule(case, rang, trame, lecture) for case in par_rangee[rang]]
        cellules.sort(key=lambda cellule: cellule.colonne)
        _level_marges(cellules)
        _lower_vides(cellules)
        ici = lecture.cascade.style(ligne)
        hauteur = max(
            [ici.px("height"), *(_measure_hauteur(c) for c in par_rangee[rang] if c.hauteur == 1)]
        )
        rangees.append(
            Rangee(
                cellules, hauteur, groupe == "thead", ici["break_inside"] in ("avoid", "avoid-page")
            )
        )
    return Tableau(
        nommer(element), trame.colonnes, 0.0, rangees, resume=element.get("aria-label", "")
    )


def _level_marges(cellules: list[Cellule]) -> None:
    """Give the cells of a row one top and one bottom margin: Word takes the greatest of the row for
    all.

    What a cell has above the least of them goes to its first and last paragraph, unless they are
    empty: CSS gives those no line, and Word does."""
    trait = max((cellule.bords["bottom"].largeur for cellule in cellules), default=0.0)
    for (
        cellule
    ) in cellules:  # Word adds the thickest line of the row to all its cells, CSS to each its own
        haut, gauche, bas, droite = cellule.marges
        cellule.marges = (
            haut,
            gauche,
            max(0.0, bas + cellule.bords["bottom"].largeur - trait),
            droite,
        )
    pleines = [c for c in cellules if c.fusion != "continue"] or cellules
    haut, bas = (min(c.marges[rang] for c in pleines) for rang in (0, 2))
    for cellule in cellules:
        if cellule.fusion != "continue":
            _add_ecart(cellule.blocs[0], "before", cellule.marges[0] - haut)
            _add_ecart(cellule.blocs[-1], "after", cellule.marges[2] - bas)
        cellule.marges = (haut, cellule.marges[1], bas, cellule.marges[3])


def _lower_vides(cellules: list[Cellule]) -> None:
    """Take its line from each cell of a row where none has a word: CSS gives such a row its padding
    alone."""
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


def _add_ecart(bloc: Bloc, nom: str, px: float) -> None:
    if isinstance(bloc, Paragraphe) and bloc.morceaux and twips(px) > TOLERANCE:
        bloc.format[nom] = int(str(bloc.format[nom])) + twips(px)


def _list_rangees(element: Element, cascade: Cascade) -> list[tuple[Element, str]]:
    lignes: list[tuple[Element, str]] = []
    for enfant in element:
        if not isinstance(enfant.tag, str) or cascade.style(enfant).affichage == "none":
            continue
        if enfant.tag == "tfoot":
            raise DocxImpossible(
                nommer(element), "« tfoot » : Word ne répète pas de pied de tableau"
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
            raise DocxImpossible(nommer(enfant), "élément inattendu dans un tableau")
    return sorted(lignes, key=lambda ligne: ligne[1] != "thead")


def _list_cellules(ligne: Element, cascade: Cascade) -> list[tuple[Element, Style]]:
    cellules = []
    for enfant in ligne:
        if not isinstance(enfant.tag, str) or cascade.style(enfant).affichage == "none":
            continue
        if enfant.tag not in ("td", "th"):
            raise DocxImpossible(nommer(enfant), "élément inattendu dans une ligne de tableau")
        cellules.append((enfant, cascade.style(enfant)))
    return cellules


def _measure_contour(cases: list[Case], style: Style, fusionne: bool) -> tuple[float, float]:
    """Width of the table's own left and right border, half of it when borders collapse."""
    if not fusionne:
        return style.bord("left").largeur, style.bord("right").largeur
    fin = max((case.colonne + case.portee for case in cases), default=0)
    gauche = max((c.bords["left"].largeur for c in cases if c.colonne == 0), default=0.0)
    droite = max(
        (c.bords["right"].largeur for c in cases if c.colonne + c.portee == fin), default=0.0
    )
    return gauche / 2, droite / 2


def _measure_colonnes(
    element: Element, cascade: Cascade, cases: list[Case], mesure: tuple[float, float]
) -> list[float]:
    total, espace = mesure
    colonnes: list[float | None] = []
    for col in element.iter("col"):
        colonnes += [cascade.style(col).longueur("width", total)] * int(col.get("span", "1"))
    nombre = max((case.colonne + case.portee for case in cases), default=0)
    if nombre > COLONNES_MAX:
        raise DocxImpossible(
            nommer(element), f"{nombre} colonnes, et Word n'en admet que {COLONNES_MAX}"
        )
    colonnes += [None] * (nombre - len(colonnes))
    premieres = [(c.colonne, c.portee, _measure_case(c, total)) for c in cases if c.rangee == 0]
    return share_largeurs(colonnes, premieres, total - espace * (len(colonnes) + 1))


def _measure_case(case: Case, total: float) -> float | None:
    large = case.style.longueur("width", total)
    if large is None or case.style["box_sizing"] == "border-box":
        return large
    return large + sum(
        _measure_bord(case, c) + case.style.px(f"padding_{c}", total) for c in LATERAUX
    )


def _measure_bord(case: Case, cote: str) -> float:
    """What the border takes from the cell: half of a collapsed one."""
    largeur = case.bords[cote].largeur
    return largeur / 2 if case.style["border_collapse"] == "collapse" else largeur


def _measure_hauteur(case: Case) -> float:
    hauteur = case.style.longueur("height")
    if not hauteur or case.style["box_sizing"] == "border-box":
        return hauteur or 0.0
    return hauteur + sum(
        _measure_bord(case, c) + case.style.px(f"padding_{c}") for c in ("top", "bottom")
    )


def _make_cellule(case: Case, rang: int, trame: _Trame, lecture: Lecture) -> Cellule:
    premiere = rang == case.rangee
    largeur = sum(trame.colonnes[case.colonne : case.colonne + case.portee])
    x, y = trame.espace
    largeur += x * (case.portee - 1)
    dedans = largeur - sum(
        _measure_bord(case, c) + case.style.px(f"padding_{c}", largeur) for c in LATERAUX
    )
    marges = [case.style.px(f"padding_{cote}", largeur) for cote in COTES]
    for rang_cote, cote in enumerate(COTES):
        if cote in ("left", "right"):
            marges[rang_cote] += _measure_bord(case, cote)
    dernier = case.colonne + case.portee == len(trame.colonnes)
    marges[1] += x
    marges[3] += x if dernier else 0.0
    marges[0] += y
    bords: dict[str, Bord] = dict(case.bords)
    cellule = Cellule(
        case.colonne,
        case.portee,
        largeur + x + (x if dernier else 0.0),
        (marges[0], marges[1], marges[2], marges[3]),
        bords,
        case.style.couleur("background_color"),
        VERTICAUX.get(str(case.style["vertical_align"]), "top"),
    )
    if case.hauteur > 1:
        cellule.fusion = "restart" if premiere else "continue"
    cellule.blocs = [make_intervalle("", 0.0)]
    if premiere:
        cellule.fill(lecture.read_cellule(case.element, dedans, trame.classe))
    return cellule

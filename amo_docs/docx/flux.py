"""The flow of a container: gaps of CSS are collected while reading, and set as Word's at the end.

CSS separates blocks by margins that collapse and by paddings that do not. Word has a space before
and a space after each paragraph, and uses the greater of the two.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from amo_docs.docx.encadrements import Encadrement
from amo_docs.docx.structure import (
    LIGNE_MINIMALE,
    POINT,
    TWIPS_PAR_PX,
    Bloc,
    Paragraphe,
    Tableau,
    Valeur,
    twips,
)

INTERVALLE = "intervalle"
"""Key of the thin paragraph that separates or follows tables."""
TOLERANCE = 3
"""Twips (0.05 mm). A smaller error is carried to the next gap, so that styles stay shared."""


def bind(blocs: Iterable[Bloc]) -> None:
    """Keep each of `blocs` on the page of what follows it."""
    for bloc in blocs:
        if isinstance(bloc, Paragraphe):
            bloc.format["keepNext"] = True
        else:
            # Word keeps a row with the next one by its paragraphs.
            for rangee in bloc.rangees:
                for cellule in rangee.cellules:
                    bind(cellule.blocs)


def hold(blocs: Sequence[Bloc]) -> None:
    """Keep `blocs` together on one page."""
    # Each with what follows it. Of a table that comes last, every row but its own last one.
    bind(blocs[:-1])
    for bloc in blocs[-1:]:
        for rangee in bloc.rangees[:-1] if isinstance(bloc, Tableau) else ():
            for cellule in rangee.cellules:
                bind(cellule.blocs)


def frame(
    blocs: Sequence[Bloc], encadrement: Encadrement, ouverture: float, fermeture: float
) -> None:
    """Give the paragraphs of a frame its borders, once its content is known.

    `ouverture` is the distance in px from the last block to the inside of the frame, `fermeture`
    the one left below its content.
    """
    paragraphes = [bloc for bloc in blocs if isinstance(bloc, Paragraphe)]
    if not paragraphes:
        return
    premier, dernier = paragraphes[0], paragraphes[-1]
    encadrement.interieur = {
        "top": premier.ecart - ouverture + premier.descente,
        "bottom": fermeture - dernier.descente,
    }
    for paragraphe in paragraphes:
        paragraphe.format["bords"] = encadrement.bords


class Flux:
    """Blocks in order, with the distances between them. `corps` is True for the body."""

    def __init__(self, corps: bool) -> None:
        self.corps = corps
        self.blocs: list[Bloc] = []
        self.saut = False
        self.page = ""
        self._acquis = 0.0
        self._marges: list[float] = []
        self._rompu = False

    def add_marge(self, px: float, perdue: bool = False) -> None:
        """Add a margin, which collapses with those next to it.

        `perdue`: it is dropped just below a forced break (`margin-break: discard`).
        """
        if not (perdue and self._rompu):
            self._marges.append(px)

    def add_hauteur(self, px: float) -> None:
        """Add a height that keeps margins apart: padding, border, an empty box."""
        if px:
            self._acquis, self._marges, self._rompu = self.measure_ecart() + px, [], False

    def break_page(self, page: str | None = None) -> None:
        """Go to the next page, or to one named `page`. The margin above is dropped."""
        self._acquis, self._marges, self._rompu = 0.0, [], bool(self.blocs)
        if page is None:
            self.saut = True
        else:
            self.page = page

    def append(self, bloc: Bloc) -> None:
        """Put `bloc` after the other blocks."""
        bloc.ecart, bloc.saut, bloc.page = self.measure_ecart(), self.saut, self.page
        self._acquis, self._marges, self.saut, self._rompu = 0.0, [], False, False
        self.blocs.append(bloc)

    def measure_ecart(self) -> float:
        """Return the distance in px from the last block to here."""
        # CSS 2.1, 8.3.1: margins that collapse leave the greatest positive
        # one and the least negative one.
        positives = max([0.0, *(m for m in self._marges if m > 0)])
        return self._acquis + positives + min([0.0, *(m for m in self._marges if m < 0)])

    def finish(self) -> tuple[list[Bloc], float]:
        """Return the blocks with their spaces settled, and a shift in px (0 or less).

        The shift is what the spaces cannot hold: the top margin of the page or cell must take it.
        """
        reglage = _Reglage(self.corps)
        for bloc in self.blocs:
            reglage.place(bloc)
        return reglage.close(self.measure_ecart()), reglage.recul


class _Reglage:
    """Settles the spaces before and after, block by block.

    `_erreur` is by how many twips Word stands too low.
    """

    def __init__(self, corps: bool) -> None:
        self._corps = corps
        self._sortie: list[Bloc] = []
        self._erreur = 0.0
        self.recul = 0.0

    def place(self, bloc: Bloc) -> None:
        """Settle `bloc` after the blocks already settled."""
        dernier = self._sortie[-1] if self._sortie else None
        nouvelle_page = dernier is not None and dernier.page != bloc.page
        if isinstance(bloc, Paragraphe):
            if bloc.saut and dernier is not None:
                bloc.format["pageBreakBefore"] = not nouvelle_page
            self._space_before(None if nouvelle_page or bloc.saut else dernier, bloc)
        else:
            self._place_tableau(bloc, dernier, nouvelle_page)
        self._sortie.append(bloc)

    def _place_tableau(self, bloc: Tableau, dernier: Bloc | None, nouvelle_page: bool) -> None:
        bloc.ecart += bloc.recul
        if dernier is None and bloc.ecart < 0:
            self.recul, bloc.ecart = bloc.ecart, 0.0
        # A table has neither a space before nor a break of its own, and Word joins two that touch:
        # a thin paragraph stands in.
        if bloc.saut or isinstance(dernier, Tableau) or (dernier is None and bloc.ecart >= 1):
            intervalle = make_intervalle(bloc.page, bloc.ecart)
            intervalle.format["pageBreakBefore"] = (
                bloc.saut and dernier is not None and not nouvelle_page
            )
            self._sortie.append(intervalle)
            self._erreur = twips(max(0.0, POINT - bloc.ecart))
        elif isinstance(dernier, Paragraphe):
            self._space_after(dernier, bloc.ecart)

    def close(self, fin: float) -> list[Bloc]:
        """Return the blocks, once the gap `fin` (px) below the last one is settled."""
        dernier = self._sortie[-1] if self._sortie else None
        # Word requires a paragraph after a table.
        if isinstance(dernier, Tableau):
            self._sortie.append(make_intervalle(dernier.page, 0.0))
        elif isinstance(dernier, Paragraphe) and not self._corps:
            self._space_after(dernier, fin)
        return self._sortie

    def _space_after(self, dernier: Paragraphe, ecart: float) -> None:
        """Set the distance from `dernier` to a table or to the end of its cell."""
        voulu = twips(ecart - dernier.descente - _measure_bas(dernier)) - round(self._erreur)
        pose = int(str(dernier.format["after"]))
        if abs(pose - voulu) > TOLERANCE:
            pose = max(0, voulu)
            dernier.format["after"] = pose
        self._erreur = float(pose - voulu)

    def _space_before(self, dernier: Bloc | None, bloc: Paragraphe) -> None:
        """Set the space before `bloc`, so that Word's gap above it is that of CSS."""
        voulu = bloc.ecart + bloc.descente
        precedent = dernier if isinstance(dernier, Paragraphe) else None
        if precedent is not None:
            voulu -= precedent.descente
        encadrement = bloc.encadrement
        # Word draws one frame around neighbours that have the same borders.
        if precedent is None or encadrement is None or precedent.encadrement is not encadrement:
            voulu -= encadrement.measure_hauteur("top") if encadrement else 0.0
            voulu -= _measure_bas(precedent) if precedent is not None else 0.0
        if not self._sortie and voulu < 0:
            self.recul, voulu = voulu, 0.0
        # The error of the gaps above is taken back here, so that it does not grow down the page.
        cible = twips(voulu) - (round(self._erreur) if dernier is not None else 0)
        apres = int(str(precedent.format["after"])) if precedent is not None else 0
        pose = max(apres, int(str(bloc.format["before"])))
        # Left to the style as often as possible: whoever restyles « mention » restyles all of them.
        if abs(pose - cible) > TOLERANCE:
            pose = max(0, cible)
            bloc.format["before"] = pose
            if precedent is not None and apres > pose:
                precedent.format["after"] = pose
        # The lines of the paragraph drift too: Word rounds their height to twips, CSS does not.
        self._erreur = pose - cible + bloc.derive * TWIPS_PAR_PX


def _measure_bas(paragraphe: Paragraphe) -> float:
    """Return the height in px of the frame below a paragraph."""
    return paragraphe.encadrement.measure_hauteur("bottom") if paragraphe.encadrement else 0.0


def make_intervalle(page: str, hauteur: float) -> Paragraphe:
    """Return an empty paragraph `hauteur` px high, at least one point."""
    fmt: dict[str, Valeur] = {
        "keepNext": False,
        "keepLines": False,
        "pageBreakBefore": False,
        "widowControl": True,
        "bords": (),
        "shd": "",
        "before": 0,
        "after": 0,
        "line": max(LIGNE_MINIMALE, twips(hauteur)),
        "lineRule": "exact",
        "left": 0,
        "right": 0,
        "first": 0,
        "jc": "left",
        "outlineLvl": None,
    }
    return Paragraphe(INTERVALLE, fmt, {"size": 2}, [], page=page)

"""The flow of a container: CSS gaps collected while reading, said in Word's before and after at the end."""

from __future__ import annotations

from collections.abc import Iterable

from .boites import Boite
from .modele import Bloc, Paragraphe, Tableau, Valeur, twips

INTERVALLE = "intervalle"  # key of the thin paragraph that parts or follows tables
LIGNE_MINIMALE = 20  # twips


def bind(blocs: Iterable[Bloc]) -> None:
    """Keep each of ``blocs`` on the page of what follows it."""
    for bloc in blocs:
        if isinstance(bloc, Paragraphe):
            bloc.format["keepNext"] = True
        else:
            for rangee in bloc.rangees:
                for cellule in rangee.cellules:
                    bind(cellule.blocs)


class Flux:
    """Blocks in order, with the distances between them in px."""

    def __init__(self) -> None:
        self.blocs: list[Bloc] = []
        self.saut = False
        self.page = ""
        self._acquis = 0.0
        self._marges: list[float] = []

    def marge(self, px: float) -> None:
        """A margin, collapsing with those next to it."""
        self._marges.append(px)

    def fixe(self, px: float) -> None:
        """A height that keeps margins apart: padding, border, an empty box."""
        if px:
            self._acquis, self._marges = self._somme() + px, []

    def append(self, bloc: Bloc) -> None:
        """Put ``bloc`` after what is there."""
        bloc.ecart, bloc.saut, bloc.page = self._somme(), self.saut, self.page
        self._acquis, self._marges, self.saut = 0.0, [], False
        self.blocs.append(bloc)

    def _somme(self) -> float:
        positives = max([0.0, *(m for m in self._marges if m > 0)])
        return self._acquis + positives + min([0.0, *(m for m in self._marges if m < 0)])

    def finish(self, corps: bool) -> list[Bloc]:
        """Blocks with before and after settled; ``corps`` tells the body from a cell."""
        fin = self._somme()
        sortie: list[Bloc] = []
        for bloc in self.blocs:
            dernier = sortie[-1] if sortie else None
            if isinstance(bloc, Tableau) and (bloc.saut or isinstance(dernier, Tableau)
                                              or (dernier is None and bloc.ecart >= 1)):
                sortie.append(_make_intervalle(bloc, bloc.ecart))
                sortie[-1].saut = bloc.saut
                bloc.ecart = 0.0
            elif isinstance(bloc, Paragraphe):
                _settle(dernier, bloc)
            elif isinstance(dernier, Paragraphe):
                dernier.format["after"] = twips(max(0.0, bloc.ecart - _bas(dernier)))
            if isinstance(bloc, Paragraphe) and bloc.saut and dernier is not None:
                bloc.format["pageBreakBefore"] = True
            sortie.append(bloc)
        if sortie and isinstance(sortie[-1], Tableau):
            sortie.append(_make_intervalle(sortie[-1], 0.0))
        elif sortie and not corps and isinstance(sortie[-1], Paragraphe):
            sortie[-1].format["after"] = twips(max(0.0, fin - _bas(sortie[-1])))
        for bloc in sortie:
            if isinstance(bloc, Paragraphe) and bloc.cle == INTERVALLE and bloc.saut:
                bloc.format["pageBreakBefore"] = sortie[0] is not bloc
        return sortie


def _bas(paragraphe: Paragraphe) -> float:
    return paragraphe.boite.hauteur("bottom") if isinstance(paragraphe.boite, Boite) else 0.0


def _settle(dernier: Bloc | None, bloc: Paragraphe) -> None:
    """Make Word's gap, the greater of after and before, the CSS gap above ``bloc``."""
    ecart = bloc.ecart
    meme = isinstance(dernier, Paragraphe) and bloc.boite is not None and dernier.boite is bloc.boite
    if not meme and isinstance(bloc.boite, Boite):
        ecart -= bloc.boite.hauteur("top")
    if not meme and isinstance(dernier, Paragraphe):
        ecart -= _bas(dernier)
    voulu = max(0, twips(ecart))
    apres = int(str(dernier.format["after"])) if isinstance(dernier, Paragraphe) else 0
    avant = int(str(bloc.format["before"]))
    if abs(max(apres, avant) - voulu) <= 1:
        return
    bloc.format["before"] = voulu
    if isinstance(dernier, Paragraphe) and apres > voulu:
        dernier.format["after"] = voulu


def _make_intervalle(voisin: Bloc, hauteur: float) -> Paragraphe:
    fmt: dict[str, Valeur] = {
        "keepNext": False, "keepLines": False, "pageBreakBefore": False, "widowControl": True, "bords": (),
           "shd": "", "before": 0, "after": 0, "line": max(LIGNE_MINIMALE, twips(hauteur)),
           "lineRule": "exact", "left": 0, "right": 0, "first": 0, "jc": "left", "outlineLvl": None}
    return Paragraphe(INTERVALLE, fmt, {"size": 2, "position": 0}, [], page=voisin.page)

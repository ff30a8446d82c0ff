"""The flow of a container: CSS gaps collected while reading, said in Word's before and after at the
end."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from .boites import Boite
from .modele import TWIPS_PAR_PX, Bloc, Paragraphe, Tableau, Valeur, twips

INTERVALLE = "intervalle"  # key of the thin paragraph that parts or follows tables
LIGNE_MINIMALE = 20  # twips
POINT = 4 / 3  # px
TOLERANCE = 3  # twips, 0.05 mm: a smaller error is carried to the next gap, not said


def bind(blocs: Iterable[Bloc]) -> None:
    """Keep each of ``blocs`` on the page of what follows it."""
    for bloc in blocs:
        if isinstance(bloc, Paragraphe):
            bloc.format["keepNext"] = True
        else:
            for rangee in bloc.rangees:
                for cellule in rangee.cellules:
                    bind(cellule.blocs)


def hold(blocs: Sequence[Bloc]) -> None:
    """Keep ``blocs`` on one page: each with what follows it, and so the rows of a table that comes
    last."""
    bind(blocs[:-1])
    for bloc in blocs[-1:]:
        for rangee in bloc.rangees[:-1] if isinstance(bloc, Tableau) else ():
            for cellule in rangee.cellules:
                bind(cellule.blocs)


def frame(blocs: Sequence[Bloc], boite: Boite, ouverture: float, fermeture: float) -> None:
    """Give the paragraphs of a frame its borders, once what is inside is known.

    ``ouverture`` is the distance in px at which the inside begins, ``fermeture`` the one left
    below."""
    paragraphes = [bloc for bloc in blocs if isinstance(bloc, Paragraphe)]
    if not paragraphes:
        return
    premier, dernier = paragraphes[0], paragraphes[-1]
    boite.interieur = {
        "top": premier.ecart - ouverture + premier.descente,
        "bottom": fermeture - dernier.descente,
    }
    for paragraphe in paragraphes:
        paragraphe.format["bords"] = boite.bords


class Flux:
    """Blocks in order, with the distances between them in px; ``corps`` tells the body from a
    cell."""

    def __init__(self, corps: bool) -> None:
        self.corps = corps
        self.blocs: list[Bloc] = []
        self.saut = False
        self.page = ""
        self._acquis = 0.0
        self._marges: list[float] = []
        self._rompu = False

    def marge(self, px: float, perdue: bool = False) -> None:
        """A margin, collapsing with those next to it; when ``perdue``, nothing if a forced break
        stands just above."""
        if not (perdue and self._rompu):
            self._marges.append(px)

    def fixe(self, px: float) -> None:
        """A height that keeps margins apart: padding, border, an empty box."""
        if px:
            self._acquis, self._marges, self._rompu = self.somme() + px, [], False

    def rompre(self, page: str | None = None) -> None:
        """A forced page break, or another kind of page: what margin stood above is dropped."""
        self._acquis, self._marges, self._rompu = 0.0, [], bool(self.blocs)
        if page is None:
            self.saut = True
        else:
            self.page = page

    def append(self, bloc: Bloc) -> None:
        """Put ``bloc`` after what is there."""
        bloc.ecart, bloc.saut, bloc.page = self.somme(), self.saut, self.page
        self._acquis, self._marges, self.saut, self._rompu = 0.0, [], False, False
        self.blocs.append(bloc)

    def somme(self) -> float:
        """Distance in px from the last block to here."""
        positives = max([0.0, *(m for m in self._marges if m > 0)])
        return self._acquis + positives + min([0.0, *(m for m in self._marges if m < 0)])

    def finish(self) -> tuple[list[Bloc], float]:
        """Blocks with before and after settled.

        Also the shift in px of the container's content that Word's spacing could not say: the top
        margin of the page or cell takes it.
        """
        reglage = _Reglage(self.corps)
        for bloc in self.blocs:
            reglage.place(bloc)
        return reglage.close(self.somme()), reglage.recul


class _Reglage:
    """Settles before and after, block by block; ``_erreur`` is by how many twips Word is too
    low."""

    def __init__(self, corps: bool) -> None:
        self._corps = corps
        self._sortie: list[Bloc] = []
        self._erreur = 0.0
        self.recul = 0.0

    def place(self, bloc: Bloc) -> None:
        dernier = self._sortie[-1] if self._sortie else None
        nouvelle_page = dernier is not None and dernier.page != bloc.page
        if isinstance(bloc, Paragraphe):
            if bloc.saut and dernier is not None:
                bloc.format["pageBreakBefore"] = not nouvelle_page
            self._settle(None if nouvelle_page or bloc.saut else dernier, bloc)
        else:
            self._place_tableau(bloc, dernier, nouvelle_page)
        self._sortie.append(bloc)

    def _place_tableau(self, bloc: Tableau, dernier: Bloc | None, nouvelle_page: bool) -> None:
        bloc.ecart += bloc.recul
        if dernier is None and bloc.ecart < 0:
            self.recul, bloc.ecart = bloc.ecart, 0.0
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
        """The blocks, the gap ``fin`` (px) below the last of them settled."""
        dernier = self._sortie[-1] if self._sortie else None
        if isinstance(dernier, Tableau):
            self._sortie.append(make_intervalle(dernier.page, 0.0))
        elif isinstance(dernier, Paragraphe) and not self._corps:
            self._space_after(dernier, fin)
        return self._sortie

    def _space_after(self, dernier: Paragraphe, ecart: float) -> None:
        """Set the distance from ``dernier`` to a table or to the end of its cell."""
        voulu = twips(ecart - dernier.descente - _bas(dernier)) - round(self._erreur)
        pose = int(str(dernier.format["after"]))
        if abs(pose - voulu) > TOLERANCE:
            pose = max(0, voulu)
            dernier.format["after"] = pose
        self._erreur = float(pose - voulu)

    def _settle(self, dernier: Bloc | None, bloc: Paragraphe) -> None:
        """Make Word's gap, the greater of after and before, the CSS gap above ``bloc``."""
        voulu = bloc.ecart + bloc.descente
        precedent = dernier if isinstance(dernier, Paragraphe) else None
        if precedent is not None:
            voulu -= precedent.descente
        if precedent is None or bloc.boite is None or precedent.boite is not bloc.boite:
            voulu -= bloc.boite.hauteur("top") if isinstance(bloc.boite, Boite) else 0.0
            voulu -= _bas(precedent) if precedent is not None else 0.0
        if not self._sortie and voulu < 0:
            self.recul, voulu = voulu, 0.0
        cible = twips(voulu) - (round(self._erreur) if dernier is not None else 0)
        apres = int(str(precedent.format["after"])) if precedent is not None else 0
        pose = max(apres, int(str(bloc.format["before"])))
        if abs(pose - cible) > TOLERANCE:
            pose = max(0, cible)
            bloc.format["before"] = pose
            if precedent is not None and apres > pose:
                precedent.format["after"] = pose
        self._erreur = pose - cible + bloc.derive * TWIPS_PAR_PX


def _bas(paragraphe: Paragraphe) -> float:
    return paragraphe.boite.hauteur("bottom") if isinstance(paragraphe.boite, Boite) else 0.0


def make_intervalle(page: str, hauteur: float) -> Paragraphe:
    """An empty paragraph ``hauteur`` px high, one point at least."""
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

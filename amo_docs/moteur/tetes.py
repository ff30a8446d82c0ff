"""Which heads each cell of a table has, in the grid of the whole table.

WeasyPrint links cells to heads within one page, and loses count under a cell of several rows. Here
rows are those of the joined table, and a cell takes its place as HTML says.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Iterator
from dataclasses import dataclass

import pydyf

from amo_docs.moteur.balisage import Noeud

LIGNES = frozenset({"row", "rowgroup"})
"""Scopes of heads of rows."""


@dataclass(frozen=True, slots=True, eq=False)
class _Case:
    """A cell in the grid: its group, and the rows and columns it covers."""

    noeud: Noeud
    groupe: Noeud
    lignes: range
    colonnes: range

    @property
    def portee(self) -> str:
        """The scope its element gives, if any."""
        return "" if self.noeud.element is None else self.noeud.element.get("scope", "")

    @property
    def nom(self) -> pydyf.String:
        """What cells call it by."""
        nom: pydyf.String = self.noeud.objet["ID"]
        return nom


def name_tetes(table: Noeud) -> None:
    """Give heads their scope and their name, and each cell the names of its heads."""
    cases = list(_place(table))
    garnies = {case.lignes.start for case in cases if case.noeud.genre == "TD"}
    tetes = _Tetes()
    for case in (case for case in cases if case.noeud.genre == "TH"):
        en_ligne = _is_de_ligne(case, garnies)
        nom = f"{table.objet.number}-{case.lignes.start}-{case.colonnes.start}"
        case.noeud.objet["ID"] = pydyf.String(nom)
        case.noeud.objet["A"]["Scope"] = "/Row" if en_ligne else "/Column"
        tetes.add(case, en_ligne=en_ligne)
    for case in cases:
        if case.noeud.genre == "TD":
            noms = [tete.nom for tete in tetes.find(case)]
            case.noeud.objet["A"].pop("Headers", None)
            if noms:
                case.noeud.objet["A"]["Headers"] = pydyf.Array(noms)


class _Tetes:
    """The heads of a table, where the cells they are of find them."""

    def __init__(self) -> None:
        # By row: a table of candidates has as many heads of rows as candidates.
        self._lignes: dict[int, list[_Case]] = defaultdict(list)
        self._groupes: dict[int, list[_Case]] = defaultdict(list)
        self._colonnes: list[_Case] = []

    def add(self, tete: _Case, *, en_ligne: bool) -> None:
        if not en_ligne:
            self._colonnes.append(tete)
        elif tete.portee == "rowgroup":
            self._groupes[id(tete.groupe)].append(tete)
        else:
            for ligne in tete.lignes:
                self._lignes[ligne].append(tete)

    def find(self, case: _Case) -> Iterator[_Case]:
        """Yield the heads of a cell: those of its group and rows, then those of its columns."""
        debut = case.lignes.start
        groupes = [t for t in self._groupes.get(id(case.groupe), ()) if t.lignes.start <= debut]
        # A head in the middle of a group ends what the one before it began.
        yield from groupes[-1:]
        lignes = (tete for ligne in case.lignes for tete in self._lignes.get(ligne, ()))
        # One of several rows is found in each of them.
        yield from dict.fromkeys(lignes)
        dessus: dict[tuple[object, range], _Case] = {}
        for tete in self._colonnes:
            if tete.lignes.start < debut and _meet(tete.colonnes, case.colonnes):
                # The same, of columns; heads of the table itself are one above the other.
                cle = tete.lignes.start if tete.groupe.genre == "THead" else "corps"
                dessus[cle, tete.colonnes] = tete
        yield from dessus.values()


def _place(table: Noeud) -> Iterator[_Case]:
    """Yield the cells of `table`, each where HTML puts it (« forming a table »)."""
    prises: set[tuple[int, int]] = set()
    for rang, (groupe, ligne) in enumerate(_list_lignes(table)):
        colonne = 0
        for noeud in ligne.noeuds:
            while (rang, colonne) in prises:
                colonne += 1
            lignes = range(rang, rang + max(1, noeud.boite.rowspan))
            colonnes = range(colonne, colonne + noeud.boite.colspan)
            prises.update((i, j) for i in lignes for j in colonnes)
            yield _Case(noeud, groupe, lignes, colonnes)


def _list_lignes(table: Noeud) -> Iterator[tuple[Noeud, Noeud]]:
    """Yield the rows of `table`, each with its group."""
    for enfant in table.noeuds:
        if enfant.genre == "TR":
            yield table, enfant
        elif enfant.genre != "Caption":
            yield from ((enfant, ligne) for ligne in enfant.noeuds)


def _is_de_ligne(case: _Case, garnies: Container[int]) -> bool:
    """Tell whether a head is one of rows; `garnies` are the rows that have other cells."""
    if case.portee:
        return case.portee in LIGNES
    # Without a scope: beside cells, it is theirs.
    return case.groupe.genre != "THead" and case.lignes.start in garnies


def _meet(un: range, autre: range) -> bool:
    return un.start < autre.stop and autre.start < un.stop

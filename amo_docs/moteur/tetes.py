"""Which heads each cell of a table has, in the grid of the whole table.

WeasyPrint links cells to heads within one page, and loses count under a cell of several rows. Here
rows are those of the joined table, and a cell takes its place as HTML says.
"""

from __future__ import annotations

from collections.abc import Iterator
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
    tetes = [case for case in cases if case.noeud.genre == "TH"]
    for case in tetes:
        sens = "Row" if _is_de_ligne(case, cases) else "Column"
        nom = f"{table.objet.number}-{case.lignes.start}-{case.colonnes.start}"
        case.noeud.objet["ID"] = pydyf.String(nom)
        case.noeud.objet["A"]["Scope"] = f"/{sens}"
    de_ligne = [case for case in tetes if case.noeud.objet["A"]["Scope"] == "/Row"]
    de_colonne = [case for case in tetes if case not in de_ligne]
    for case in cases:
        if case.noeud.genre == "TD":
            noms = [tete.nom for tete in _list_tetes(case, de_ligne, de_colonne)]
            case.noeud.objet["A"].pop("Headers", None)
            if noms:
                case.noeud.objet["A"]["Headers"] = pydyf.Array(noms)


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


def _is_de_ligne(case: _Case, cases: list[_Case]) -> bool:
    """Tell whether a head is one of rows."""
    if case.portee:
        return case.portee in LIGNES
    # Without a scope: beside cells, it is theirs.
    return case.groupe.genre != "THead" and any(
        autre.noeud.genre == "TD" and autre.lignes.start == case.lignes.start for autre in cases
    )


def _list_tetes(case: _Case, de_ligne: list[_Case], de_colonne: list[_Case]) -> Iterator[_Case]:
    """Yield the heads of a cell: those of its rows, then those of its columns."""
    groupes = [
        tete
        for tete in de_ligne
        if tete.portee == "rowgroup"
        and tete.groupe is case.groupe
        and tete.lignes.start <= case.lignes.start
    ]
    # A head in the middle of a group ends what the one before it began.
    yield from groupes[-1:]
    for tete in de_ligne:
        if tete.portee != "rowgroup" and _meet(tete.lignes, case.lignes):
            yield tete
    dessus: dict[tuple[object, range], _Case] = {}
    for tete in de_colonne:
        if tete.lignes.start < case.lignes.start and _meet(tete.colonnes, case.colonnes):
            # The same, of columns; heads of the table itself are one above the other.
            cle = tete.lignes.start if tete.groupe.genre == "THead" else "corps"
            dessus[cle, tete.colonnes] = tete
    yield from dessus.values()


def _meet(un: range, autre: range) -> bool:
    return un.start < autre.stop and autre.start < un.stop

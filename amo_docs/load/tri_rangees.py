"""The rows of a table that are candidates, and those that are not plainly one.

A row hidden, struck through, a total, headings again, cells merged downwards: each kind is one
finding, whatever the number of rows, and its rows are read no further.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from amo_docs.findings import Finding
from amo_docs.load.colonnes import COLONNES
from amo_docs.load.entete import Entete
from amo_docs.load.formulation import report, show
from amo_docs.load.grille import Grille, Valeur, blank

_IDENTITE = ("nom_naissance", "prenoms")
_PERSONNE = ("matricule", *_IDENTITE)
# Columns whose value many rows share, and that people therefore write once, in merged cells.
_PARTAGEES = ("jury", "voie", "blocs_vises")
_OBLIGATOIRES = frozenset(colonne.champ for colonne in COLONNES if colonne.obligatoire)
# A session has some thousands of candidates at most; each row may give ten findings.
_LIGNES_MAX = 10_000
# What the line of a total begins with, whatever else it holds.
_TOTAL = re.compile(
    r"(?:sous-?\s?)?(?:total|totaux|effectif|nombre de|somme|moyenne)\b", re.IGNORECASE
)

Rangees = dict[int, tuple[Valeur, ...]]
"""The rows that hold something, by their number in the spreadsheet."""


class Tri(NamedTuple):
    """The rows to read, those `ecartees`, the fields already told of each row, the findings."""

    rangees: Rangees
    ecartees: frozenset[int]
    tues: dict[int, list[str]]
    findings: tuple[Finding, ...]


def sort_rangees(grille: Grille, entete: Entete) -> Tri:
    """Return the rows of candidates, and what is wrong with the others."""
    # Blank rows are skipped but counted: places bear the numbers of the spreadsheet.
    rows: Rangees = {
        ligne: row
        for ligne, row in enumerate(grille.lignes[entete.ligne :], entete.ligne + 1)
        if any(rank in entete.titres and not blank(cell) for rank, cell in enumerate(row))
    }
    if len(rows) > _LIGNES_MAX:
        fait = "{nombre} lignes sont remplies : c’est trop pour une session."
        geste = "Vérifiez que c’est le bon fichier, et effacez ce qui suit le tableau."
        excess = report("L010", grille.place(), fait, geste, nombre=len(rows))
        return Tri({}, frozenset(rows), {}, (excess,))
    champs = _list_champs(entete)
    rows, merged = _fill_fusions(grille, entete, rows)
    findings = [*merged]
    apart: set[int] = set()
    for find, say in (
        (_is_entete(grille, entete), _say_entetes),
        (_is_autre(champs), _say_autres),
        (_is_barree(grille, champs), _say_barrees),
        (lambda ligne, _: ligne in grille.cachees, _say_cachees),
    ):
        found = {
            ligne: row for ligne, row in rows.items() if ligne not in apart and find(ligne, row)
        }
        if found:
            findings.append(say(grille, found))
            apart |= set(found)
    kept = {ligne: row for ligne, row in rows.items() if ligne not in apart}
    silent, more = _find_partagees(grille, entete, champs, kept)
    return Tri(kept, frozenset(apart), silent, (*findings, *more))


def _list_champs(entete: Entete) -> dict[str, int]:
    """Return the column of each required field that has one."""
    return {
        titre.cible.colonne.champ: rank
        for rank, titre in entete.titres.items()
        if titre.cible is not None and titre.cible.colonne.champ in _OBLIGATOIRES
    }


def _get(row: tuple[Valeur, ...], rank: int) -> Valeur:
    # A row of a CSV may be shorter than its headings.
    return row[rank] if rank < len(row) else ""


_Juge = Callable[[int, tuple[Valeur, ...]], bool]


def _is_entete(grille: Grille, entete: Entete) -> _Juge:
    head = grille.lignes[entete.ligne - 1]

    def judge(_: int, row: tuple[Valeur, ...]) -> bool:
        filled = [(rank, cell) for rank, cell in enumerate(row) if not blank(cell)]
        same = sum(rank in entete.titres and head[rank] == cell for rank, cell in filled)
        return same >= 2 and 2 * same > len(filled)

    return judge


def _is_autre(champs: dict[str, int]) -> _Juge:
    def judge(_: int, row: tuple[Valeur, ...]) -> bool:
        filled = [champ for champ, rank in champs.items() if not blank(_get(row, rank))]
        named = [champ for champ in _IDENTITE if champ in filled]
        asked = [champ for champ in _IDENTITE if champ in champs]
        # A person has a name, and a candidate most of what is required.
        few = 2 * len(filled) < len(champs)
        total = any(isinstance(cell, str) and _TOTAL.match(cell.strip()) for cell in row)
        return few and bool(asked) and (not named or (total and len(named) < 2))

    return judge


def _is_barree(grille: Grille, champs: dict[str, int]) -> _Juge:
    ranks = [champs[champ] for champ in _PERSONNE if champ in champs]
    return lambda ligne, _: any((ligne, rank) in grille.barrees for rank in ranks)


def list_numeros(lignes: Iterable[int]) -> str:
    """Return row numbers as people write them: « 5, 8 à 12 », the first ten groups."""
    groups: list[list[int]] = []
    for ligne in sorted(lignes):
        if groups and ligne == groups[-1][1] + 1:
            groups[-1][1] = ligne
        else:
            groups.append([ligne, ligne])
    texts = [f"{a}" if a == b else f"{a} et {b}" if b == a + 1 else f"{a} à {b}" for a, b in groups]
    return ", ".join(texts[:10]) + (", …" if len(texts) > 10 else "")


def _say(grille: Grille, code: str, found: Iterable[int], un: str, des: str, geste: str) -> Finding:
    """Return the finding on these rows; the first one is its place."""
    lignes = sorted(found)
    fait = un if len(lignes) == 1 else "lignes {numeros} : " + des
    return report(code, grille.place(lignes[0]), fait, geste, numeros=list_numeros(lignes))


def _say_entetes(grille: Grille, found: Rangees) -> Finding:
    un = "cette ligne répète les intitulés."
    geste = "Retirez-la : les intitulés se donnent une fois, en tête."
    return _say(grille, "L018", found, un, "elles répètent les intitulés.", geste)


def _say_autres(grille: Grille, found: Rangees) -> Finding:
    first = next(cell for cell in found[min(found)] if not blank(cell))
    text = show(getattr(first, "texte", first))
    # Braces are doubled: the text is a person’s, and goes through a format.
    shown = text.replace("{", "{{").replace("}", "}}")
    un = f"cette ligne, « {shown} », n’est pas un candidat : elle n’a ni nom ni prénoms."
    des = f"ce ne sont pas des candidats (« {shown} ») : il y manque nom et prénoms."
    geste = "Retirez ce qui n’est pas un candidat, ou complétez-le."
    return _say(grille, "L017", found, un, des, geste)


def _say_barrees(grille: Grille, found: Rangees) -> Finding:
    geste = "Supprimez les personnes écartées ; ôtez la barre aux autres."
    return _say(grille, "L016", found, "cette ligne est barrée.", "elles sont barrées.", geste)


def _say_cachees(grille: Grille, found: Rangees) -> Finding:
    geste = "Effacez le filtre et affichez toutes les lignes ; supprimez celles qui sont de trop."
    un, des = (
        "cette ligne est cachée, ou écartée par un filtre.",
        "elles sont cachées, ou écartées par un filtre.",
    )
    return _say(grille, "L015", found, un, des, geste)


def _fill_fusions(grille: Grille, entete: Entete, rows: Rangees) -> tuple[Rangees, list[Finding]]:
    """Return the rows with the value of merged cells in each, and the finding on those cells."""
    named: dict[int, list[int]] = {}
    filled = dict(rows)
    for fusion in grille.fusions:
        rank, last = fusion.colonne, min(fusion.derniere_ligne, len(grille.lignes))
        if rank not in entete.titres or fusion.ligne <= entete.ligne:
            continue
        below = [n for n in range(fusion.ligne + 1, last + 1) if n in rows]
        if not below:
            continue
        value = _get(grille.lignes[fusion.ligne - 1], rank)
        if blank(value):
            continue
        named.setdefault(rank, []).extend((fusion.ligne, *below))
        # Filled in, so that the rules look at these rows in the same pass.
        for ligne in below:
            row = filled[ligne] + ("",) * (rank + 1 - len(filled[ligne]))
            filled[ligne] = (*row[:rank], value, *row[rank + 1 :])
    if not named:
        return rows, []
    columns = ", ".join(
        f"« {entete.titres[rank].texte} » (lignes {list_numeros(lignes)})"
        for rank, lignes in sorted(named.items())
    )
    fait = "des cellules sont fusionnées vers le bas : colonne {colonnes}."
    geste = "Annulez la fusion, et répétez la valeur sur chaque ligne."
    place = grille.place(min(min(lignes) for lignes in named.values()))
    return filled, [report("L019", place, fait, geste, colonnes=columns)]


def _find_partagees(
    grille: Grille, entete: Entete, champs: dict[str, int], rows: Rangees
) -> tuple[dict[int, list[str]], list[Finding]]:
    """Return the cells left empty under a value that rows share, and one finding a column.

    So do merged cells become, once saved as a CSV.
    """
    silent: dict[int, list[str]] = {}
    findings: list[Finding] = []
    for champ in _PARTAGEES:
        rank = champs.get(champ)
        if rank is None or not rows or blank(_get(rows[min(rows)], rank)):
            continue
        empty = [ligne for ligne, row in rows.items() if blank(_get(row, rank))]
        if len(empty) < 2:
            continue
        for ligne in empty:
            silent.setdefault(ligne, []).append(champ)
        fait = "cette colonne est vide aux lignes {numeros}, sous une valeur donnée plus haut."
        geste = "Répétez la valeur sur chaque ligne."
        place = grille.place(empty[0], entete.titres[rank].texte)
        findings.append(report("L019", place, fait, geste, numeros=list_numeros(empty)))
    return silent, findings


def list_barrees(grille: Grille, entete: Entete, rows: Rangees) -> Iterator[tuple[int, int]]:
    """Yield the cells struck through in the rows to read, as (row, column)."""
    for ligne, rank in sorted(grille.barrees):
        if ligne in rows and rank in entete.titres and not blank(_get(rows[ligne], rank)):
            yield ligne, rank

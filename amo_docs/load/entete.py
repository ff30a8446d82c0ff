"""The row of headings: where it stands, which column each one fills, and what is wrong with it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import NamedTuple

from amo_docs.findings import Finding, Place
from amo_docs.load.colonnes import COLONNES, Cible, Colonne, Intitules
from amo_docs.load.formulation import report, show
from amo_docs.load.grille import Grille, Valeur, blank, name_colonne
from amo_docs.model.base import fold
from amo_docs.model.proches import Ecritures, ask, find_proche, measure_proche

# How far down headings are looked for: people put titles, dates and logos above a table.
_ENTETE_MAX = 20
# One known word alone may be a title (« Jury »): two make a row of headings.
_RECONNUS_MIN = 2
# More rows with the same fault are told as one.
_LIGNES_DITES = 20
# From this likeness on, a misspelt heading is reported and its column read all the same. Below, the
# nearest name is only offered.
_SANS_DOUTE = 0.8


@dataclass(frozen=True)
class TeteColonne:
    """A heading: its text as typed, and what it points at.

    `cible` is None for an unknown heading, and for the second of two that point at the same.
    """

    texte: str
    cible: Cible | None


@dataclass(frozen=True)
class Entete:
    """The headings of a table: their row, from 1, and the heading of each column, from 0."""

    ligne: int
    titres: dict[int, TeteColonne]
    colonnes: tuple[Colonne, ...] = COLONNES

    @property
    def absentes(self) -> tuple[str, ...]:
        """The required fields that no column fills."""
        present = {titre.cible.colonne.champ for titre in self.titres.values() if titre.cible}
        return tuple(c.champ for c in self.colonnes if c.obligatoire and c.champ not in present)


def find_entete(grille: Grille, intitules: Intitules) -> Entete | Finding:
    """Return the row of headings, or the finding that says there is none.

    It is the first row with at least two known headings; titles above it are skipped.
    """
    filled = [n for n, row in enumerate(grille.lignes, 1) if not all(map(blank, row))]
    if not filled:
        return report(
            "L009",
            grille.place(),
            "ce tableau est vide.",
            "Donnez une ligne d’intitulés, puis les candidats.",
        )
    for ligne in filled[:_ENTETE_MAX]:
        titres = _read_titres(grille, ligne, intitules)
        if sum(titre.cible is not None for titre in titres.values()) >= _RECONNUS_MIN:
            return Entete(ligne, titres, intitules.colonnes)
    fait = (
        "aucune ligne ne porte les intitulés attendus (« Matricule », « Jury », « Nom de "
        "naissance », …)."
    )
    geste = "Mettez les intitulés sur la première ligne du tableau."
    return report("L014", grille.place(filled[0]), fait, geste)


def _read_titres(grille: Grille, ligne: int, intitules: Intitules) -> dict[int, TeteColonne]:
    titres = {}
    for rank, cell in enumerate(grille.lignes[ligne - 1]):
        if not blank(cell):
            # A cell in error has no value to show, but the text that the spreadsheet displays.
            text = show(getattr(cell, "texte", cell)).strip()
            titres[rank] = TeteColonne(text, intitules.find(text))
    return titres


def check_entete(
    grille: Grille, entete: Entete, intitules: Intitules, complet: bool
) -> tuple[Entete, list[Finding]]:
    """Return `entete` with each column read once, and what is wrong with the headings.

    `complet` says whether all headings are known: without a référentiel those of blocs are not, and
    an unknown heading is no fault. A misspelt heading is one finding: it is not also a missing
    column.
    """
    findings: list[Finding] = []
    titres: dict[int, TeteColonne] = {}
    first: dict[Cible, int] = {}
    voulus = _list_voulus(entete, intitules) if complet else {}
    for rank, titre in entete.titres.items():
        place = grille.place(entete.ligne, titre.texte, rank + 1)
        titres[rank] = titre
        if titre.cible is None:
            if complet:
                voulu = voulus.get(rank)
                findings.append(_report_inconnue(place, rank, titre.texte, voulu))
                # Read as the heading it resembles: the rules then look at its values, in the same
                # pass.
                sure = voulu is not None and voulu.sure
                titres[rank] = TeteColonne(titre.texte, voulu.cible if voulu and sure else None)
        elif titre.cible in first:
            # It keeps its place, so that its cells are not also reported as standing under no
            # heading.
            titres[rank] = TeteColonne(titre.texte, None)
            before = first[titre.cible]
            findings.append(_report_double(place, rank, before, entete.titres[before].texte))
        else:
            first[titre.cible] = rank
    checked = replace(entete, titres=titres)
    # What an unknown heading is taken for, surely or not, is not also reported as missing.
    suggested = {v.cible.colonne.champ for v in voulus.values() if not v.pris}
    return checked, findings + list(_report_absentes(grille, checked, suggested))


class Voulu(NamedTuple):
    """What an unknown heading resembles: a heading of the workbook, and the column it names.

    `pris` says that the column has its heading already, `sure` that there is no doubt.
    """

    nom: str
    cible: Cible
    pris: bool
    sure: bool


def _list_voulus(entete: Entete, intitules: Intitules) -> dict[int, Voulu]:
    """Return what each unknown heading resembles, by column; no column is offered twice."""
    taken = {titre.cible for titre in entete.titres.values()}
    wished: dict[int, Voulu] = {}
    for rank, titre in entete.titres.items():
        if titre.cible is not None:
            continue
        # « BC04 » is no slip for « BC03 », nor « Prérequis 13 » for « Prérequis 1 ».
        formes = Ecritures(
            (nom, others)
            for nom, others in intitules.formes.items()
            if _list_nombres(nom) == _list_nombres(titre.texte)
        )
        near = find_proche(titre.texte, formes)
        if near is not None:
            cible = intitules.cibles[fold(near)]
            likeness = max(measure_proche(titre.texte, way) for way in (near, *formes[near]))
            pris = cible in taken
            wished[rank] = Voulu(near, cible, pris, not pris and likeness >= _SANS_DOUTE)
            taken.add(cible)
    return wished


def _list_nombres(texte: str) -> list[int]:
    return [int(figures) for figures in re.findall(r"\d+", texte)]


def _report_inconnue(place: Place, rank: int, texte: str, voulu: Voulu | None) -> Finding:
    fait = "la colonne {lettre} porte un intitulé inconnu, « {texte} »."
    geste = "Corrigez l’intitulé, ou retirez la colonne."
    if voulu is not None and voulu.pris:
        geste = "« {nom} » a déjà sa colonne : corrigez l’intitulé, ou retirez celle-ci."
    elif voulu is not None:
        geste = ask(voulu.nom)
    nom = voulu.nom if voulu else ""
    return report("L020", place, fait, geste, lettre=name_colonne(rank), texte=texte, nom=nom)


def _report_double(place: Place, rank: int, before: int, autre: str) -> Finding:
    fait = "la colonne {lettre}, « {texte} », répète la colonne {premiere}, « {autre} »."
    names = {"lettre": name_colonne(rank), "premiere": name_colonne(before)}
    return report("L021", place, fait, "Gardez-en une.", texte=place.colonne, autre=autre, **names)


def _report_absentes(grille: Grille, entete: Entete, suggested: set[str]) -> Iterator[Finding]:
    """Yield the required columns that are missing, those `suggested` left out."""
    names = {colonne.champ: colonne.intitule for colonne in COLONNES}
    for champ in entete.absentes:
        if champ in suggested:
            continue
        fait = "la colonne « {texte} » manque."
        yield report("L024", grille.place(entete.ligne), fait, "Ajoutez-la.", texte=names[champ])


def check_cellules(grille: Grille, entete: Entete) -> Iterator[Finding]:
    """Yield what stands under no heading: rows beyond the last one, and nameless columns."""
    last = max(entete.titres)
    nameless: set[int] = set()
    beyond: dict[int, tuple[int, Valeur]] = {}
    for ligne, row in enumerate(grille.lignes[entete.ligne :], entete.ligne + 1):
        for rank, cell in enumerate(row):
            if rank in entete.titres or rank in nameless or blank(cell):
                continue
            # A cell too many is the fault of its row (a separator, a quote). A nameless column is
            # one fault, whatever its rows.
            if rank > last:
                beyond[ligne] = (rank, cell)
                break
            nameless.add(rank)
            fait = "la colonne {lettre} porte des valeurs, « {texte} », sans intitulé."
            geste = "Donnez-lui un intitulé, ou videz-la."
            yield report(
                "L022", grille.place(ligne, rang=rank + 1), fait, geste, **_show(rank, cell)
            )
    geste = "Vérifiez les séparateurs et les guillemets de la ligne."
    fait = "« {texte} », colonne {lettre}, est au-delà du dernier intitulé."
    told = list(beyond.items())
    if len(told) > _LIGNES_DITES:
        # The same fault all the way down is told once.
        fait = f"{len(told)} lignes vont au-delà du dernier intitulé ; ici, « {{texte}} », colonne "
        told, fait = told[:1], fait + "{lettre}."
    for ligne, (rank, cell) in told:
        yield report("L023", grille.place(ligne, rang=rank + 1), fait, geste, **_show(rank, cell))


def _show(rank: int, cell: Valeur) -> dict[str, str]:
    # A cell in error has no value to show, but the text that the spreadsheet displays.
    return {"texte": show(getattr(cell, "texte", cell)), "lettre": name_colonne(rank)}

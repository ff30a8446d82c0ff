"""The row of headings: where it stands, which column each heading fills, and what is wrong with
it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from amo_docs.findings import Finding, Place
from amo_docs.load.colonnes import COLONNES, Cible, Intitules
from amo_docs.load.formulation import report, show
from amo_docs.load.grille import Grille, blank, name_colonne
from amo_docs.model.proches import find_proche, measure_proche, suggest

_ENTETE_MAX = 20
_RECONNUS_MIN = 2
_SANS_DOUTE = 0.8
"""How near a heading is to a known one to be read as it, once reported."""


@dataclass(frozen=True)
class TeteColonne:
    """A heading: its text as typed, and what it points at when it is known and not a second one."""

    texte: str
    cible: Cible | None


@dataclass(frozen=True)
class Entete:
    """The headings of a table: their row from 1, the heading of each column from 0."""

    ligne: int
    titres: dict[int, TeteColonne]

    @property
    def absentes(self) -> tuple[str, ...]:
        """The required fields that no column fills."""
        present = {titre.cible.colonne.champ for titre in self.titres.values() if titre.cible}
        return tuple(c.champ for c in COLONNES if c.obligatoire and c.champ not in present)


def find_entete(grille: Grille, intitules: Intitules) -> Entete | Finding:
    """Return the row of headings: the first with at least two known ones, titles above it being
    passed over."""
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
            return Entete(ligne, titres)
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
            text = show(cell).strip()
            titres[rank] = TeteColonne(text, intitules.find(text))
    return titres


def check_entete(
    grille: Grille, entete: Entete, intitules: Intitules, complet: bool
) -> tuple[Entete, list[Finding]]:
    """Return `entete` without its second headings, and what is wrong with it.

    `complet` says whether all headings are known: without a référentiel those of the blocs are not,
    and an unknown heading is passed over. A misspelt heading is reported once: when hardly anything
    else can be meant, its column is read as the one it is near to, and nothing is said of an
    absence."""
    findings: list[Finding] = []
    titres: dict[int, TeteColonne] = {}
    first: dict[Cible, int] = {}
    voulus = _list_voulus(entete, intitules) if complet else {}
    for rank, titre in entete.titres.items():
        place = grille.place(entete.ligne, titre.texte)
        titres[rank] = titre
        if titre.cible is None:
            if complet:
                findings.append(_report_inconnue(place, rank, titre.texte, intitules))
                cible, sure = voulus.get(rank, (None, False))
                titres[rank] = TeteColonne(titre.texte, cible if sure else None)
        elif titre.cible in first:
            titres[rank] = TeteColonne(titre.texte, None)
            before = first[titre.cible]
            findings.append(_report_double(place, rank, before, entete.titres[before].texte))
        else:
            first[titre.cible] = rank
    checked = Entete(entete.ligne, titres)
    suggested = {cible.colonne.champ for cible, _ in voulus.values()}
    return checked, findings + list(_report_absentes(grille, checked, suggested))


def _list_voulus(entete: Entete, intitules: Intitules) -> dict[int, tuple[Cible, bool]]:
    """Return, for each unknown heading near one that no column bears, (what it must point at,
    without doubt)."""
    taken = {titre.cible for titre in entete.titres.values()}
    wished: dict[int, tuple[Cible, bool]] = {}
    for rank, titre in entete.titres.items():
        near = find_proche(titre.texte, intitules.noms) if titre.cible is None else None
        cible = intitules.find(near) if near is not None else None
        if near is not None and cible is not None and cible not in taken:
            taken.add(cible)
            wished[rank] = (cible, measure_proche(titre.texte, near) >= _SANS_DOUTE)
    return wished


def _report_inconnue(place: Place, rank: int, texte: str, intitules: Intitules) -> Finding:
    fait = "la colonne {lettre} porte un intitulé inconnu, « {texte} »."
    geste = suggest(texte, intitules.noms, "Corrigez l’intitulé, ou retirez la colonne.")
    return report(
        "L020", place, fait, "{geste}", lettre=name_colonne(rank), texte=texte, geste=geste
    )


def _report_double(place: Place, rank: int, before: int, autre: str) -> Finding:
    fait = "la colonne {lettre}, « {texte} », répète la colonne {premiere}, « {autre} »."
    names = {"lettre": name_colonne(rank), "premiere": name_colonne(before)}
    return report("L021", place, fait, "Gardez-en une.", texte=place.colonne, autre=autre, **names)


def _report_absentes(grille: Grille, entete: Entete, suggested: set[str]) -> Iterator[Finding]:
    """Yield the required columns that are missing, but those an unknown heading is already asked to
    be."""
    names = {colonne.champ: colonne.intitule for colonne in COLONNES}
    for champ in entete.absentes:
        if champ in suggested:
            continue
        fait = "la colonne « {texte} » manque."
        yield report("L024", grille.place(entete.ligne), fait, "Ajoutez-la.", texte=names[champ])


def check_cellules(grille: Grille, entete: Entete) -> Iterator[Finding]:
    """Yield what is wrong with cells that stand under no heading: beyond the last one, or in a
    nameless column."""
    last = max(entete.titres)
    nameless: set[int] = set()
    for ligne, row in enumerate(grille.lignes[entete.ligne :], entete.ligne + 1):
        for rank, cell in enumerate(row):
            if blank(cell) or rank in entete.titres or rank in nameless:
                continue
            place = grille.place(ligne)
            shown = {"texte": show(getattr(cell, "texte", cell)), "lettre": name_colonne(rank)}
            if rank > last:
                fait = "« {texte} », colonne {lettre}, est au-delà du dernier intitulé."
                yield report(
                    "L023",
                    place,
                    fait,
                    "Vérifiez les séparateurs et les guillemets de la ligne.",
                    **shown,
                )
            else:
                nameless.add(rank)
                fait = "la colonne {lettre} porte des valeurs, « {texte} », sans intitulé."
                yield report("L022", place, fait, "Donnez-lui un intitulé, ou videz-la.", **shown)

"""The table of candidates: rows to raw records, each value with its place."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, NamedTuple

from amo_docs.findings import Finding, Place
from amo_docs.load.cellules import read_cellule
from amo_docs.load.colonnes import COLONNES, Cible, Colonne, list_intitules
from amo_docs.load.entete import Entete, check_cellules, check_entete, find_entete
from amo_docs.load.fichiers import FichierLu
from amo_docs.load.formulation import report
from amo_docs.load.grille import Grille, Valeur, blank
from amo_docs.load.ordre_dates import find_inversees, is_ambigue
from amo_docs.load.tables import read_table
from amo_docs.load.tri_rangees import Rangees, list_barrees, sort_rangees
from amo_docs.model.referentiel import Referentiel

# Each unknown one is compared with every known one: a sheet may have sixteen thousand.
_INTITULES_MAX = 500
# Nobody reads more, and a stranger’s table may have a million.
_FAUTES_MAX = 5000


@dataclass
class LectureCandidats:
    """What a table gave: raw records, the place of each key, and findings.

    `tus` are the keys already reported: validation says nothing more of them.
    """

    donnees: list[dict[str, Any]] = field(default_factory=list)
    places: dict[str, Place] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)
    tus: set[str] = field(default_factory=set)
    verifiees: frozenset[str] = frozenset()


class _Cellule(NamedTuple):
    """A cell of a row: what it fills, its raw value or the finding on it, and its place."""

    cible: Cible
    valeur: Valeur | Finding
    place: Place


def read_candidats(
    fichier: FichierLu,
    feuille: str | None,
    referentiel: Referentiel | None,
    rang: int = 0,
    verifiees: frozenset[str] = frozenset(),
) -> LectureCandidats:
    """Return the candidates of `fichier`, numbered from `rang` on.

    Without `referentiel` the blocs are not known, hence no column of results either. `verifiees`
    are the texts that the session declares to be true, whatever they look like.
    """
    lecture = LectureCandidats(verifiees=verifiees)
    intitules = list_intitules(referentiel)
    grille, findings = read_table(fichier, feuille, lambda text: intitules.find(text) is not None)
    lecture.findings.extend(findings)
    if grille is None:
        return lecture
    entete = find_entete(grille, intitules)
    if isinstance(entete, Finding):
        lecture.findings.append(entete)
        return lecture
    if len(entete.titres) > _INTITULES_MAX:
        fait = "cette ligne a {nombre} intitulés : ce n’est pas un tableau de candidats."
        geste = "Vérifiez que c’est la bonne feuille."
        place = grille.place(entete.ligne)
        lecture.findings.append(report("L010", place, fait, geste, nombre=len(entete.titres)))
        return lecture
    entete, found = check_entete(grille, entete, intitules, complet=referentiel is not None)
    lecture.findings += [*found, *check_cellules(grille, entete)]
    tri = sort_rangees(grille, entete)
    doutes = _list_doutes(grille, entete, tri.rangees)
    lecture.findings += tri.findings
    for ligne, row in tri.rangees.items():
        cle = f"candidats[{rang + len(lecture.donnees)}]"
        cells = _read_row(row, entete, doutes.get(ligne, {}))
        _read_ligne(lecture, cle, grille.place(ligne), cells)
        # A missing column is reported once, at the headings: not again as a missing field of each
        # row. So is a value that rows share.
        for champ in (*entete.absentes, *tri.tues.get(ligne, ())):
            lecture.tus.add(f"{cle}.{champ}")
        if len(lecture.findings) > _FAUTES_MAX:
            fait = "le tableau a déjà plus de {nombre} fautes : la suite n’est pas lue."
            geste = "Vérifiez que c’est la bonne feuille, et corrigez d’abord celles-ci."
            place = grille.place(ligne)
            lecture.findings.append(report("L010", place, fait, geste, nombre=_FAUTES_MAX))
            break
    if not lecture.donnees and not tri.ecartees:
        fait = "aucun candidat ne suit les intitulés."
        lecture.findings.append(
            report("L009", grille.place(entete.ligne), fait, "Remplissez une ligne par candidat.")
        )
    return lecture


def _list_doutes(grille: Grille, entete: Entete, rangees: Rangees) -> dict[int, dict[int, Finding]]:
    """Return what is wrong with cells whatever they say, by row and column."""
    doutes: dict[int, dict[int, Finding]] = {}
    for rank, finding in find_inversees(grille, entete, rangees).items():
        for ligne, row in rangees.items():
            if rank < len(row) and is_ambigue(row[rank]):
                # The same finding for all: a column is told once.
                doutes.setdefault(ligne, {})[rank] = finding
    for ligne, rank in list_barrees(grille, entete, rangees):
        place = grille.place(ligne, entete.titres[rank].texte)
        fait, geste = (
            "cette valeur est barrée.",
            "Effacez-la si elle ne vaut plus, sinon ôtez la barre.",
        )
        doutes.setdefault(ligne, {})[rank] = report("L016", place, fait, geste)
    return doutes


def _read_row(
    row: tuple[Valeur, ...], entete: Entete, doutes: dict[int, Finding]
) -> list[tuple[Cible, str, int, Valeur | Finding]]:
    return [
        # A row of a CSV may be shorter than its headings.
        (
            titre.cible,
            titre.texte,
            rank + 1,
            doutes.get(rank, row[rank] if rank < len(row) else ""),
        )
        for rank, titre in entete.titres.items()
        if titre.cible is not None
    ]


def _read_ligne(
    lecture: LectureCandidats,
    cle: str,
    place: Place,
    cells: list[tuple[Cible, str, int, Valeur | Finding]],
) -> None:
    """Add to `lecture` the candidate of one row, under the key `cle`."""
    record: dict[str, Any] = {}
    groups: dict[str, dict[int | str, list[_Cellule]]] = {"prerequis": {}, "resultats": {}}
    lecture.places[cle] = place
    for cible, heading, rank, raw in cells:
        where = replace(place, colonne=heading, rang=rank)
        value = _read_valeur(raw, cible, where, lecture.verifiees)
        group, _, _ = cible.colonne.champ.partition("[].")
        if group in groups:
            groups[group].setdefault(cible.rang, []).append(_Cellule(cible, value, where))
        else:
            _put(lecture, record, f"{cle}.{cible.colonne.champ}", _Cellule(cible, value, where))
    for group, ranks in groups.items():
        _read_groupe(lecture, record, f"{cle}.{group}", ranks)
    lecture.donnees.append(record)


def _read_valeur(
    raw: Valeur | Finding, cible: Cible, place: Place, verifiees: frozenset[str]
) -> Valeur | Finding:
    if isinstance(raw, Finding):
        return raw
    return "" if blank(raw) else read_cellule(raw, cible.colonne, place, verifiees)


def _read_groupe(
    lecture: LectureCandidats,
    record: dict[str, Any],
    cle: str,
    ranks: dict[int | str, list[_Cellule]],
) -> None:
    """Add the prerequisites, or the results, of one row to its record.

    Those without any filled cell are left out.
    """
    name = cle.rpartition(".")[2]
    inner: list[dict[str, Any]] = []
    for rank, cells in sorted(ranks.items()):
        # A finding is no empty text: a prerequisite whose only cell is wrong stays, and so does the
        # finding.
        if all(cell.valeur == "" for cell in cells):
            continue
        here = f"{cle}[{len(inner)}]"
        lecture.places[here] = cells[0].place
        # The bloc of a result comes from the heading: no cell says it.
        item: dict[str, Any] = {"bloc": rank} if name == "resultats" else {}
        for cell in cells:
            _put(lecture, item, f"{here}.{cell.cible.colonne.champ.partition('[].')[2]}", cell)
        inner.append(item)
    if inner:
        record[name] = inner


def _put(lecture: LectureCandidats, record: dict[str, Any], cle: str, cell: _Cellule) -> None:
    """Put the value of `cell` in `record`, under the last part of `cle`."""
    lecture.places[cle] = cell.place
    if isinstance(cell.valeur, Finding):
        lecture.findings.append(cell.valeur)
        lecture.tus.add(cle)
    # An empty cell leaves no key: the model then applies its default, or reports a missing field.
    elif cell.valeur != "":
        record[cle.rpartition(".")[2]] = cell.valeur


def check_tapes(
    candidats: object, reperes: Mapping[str, Place], verifiees: frozenset[str]
) -> LectureCandidats:
    """Return what is wrong with the texts of candidates typed in the session, by key.

    Many were copied there from a table. `reperes` are the places of the session file.
    """
    lecture = LectureCandidats()
    for rank, brut in enumerate(candidats if isinstance(candidats, list) else ()):
        for cle, colonne, valeur in _list_tapes(brut, f"candidats[{rank}]"):
            found = read_cellule(valeur, colonne, reperes.get(cle, Place()), verifiees)
            if isinstance(found, Finding):
                lecture.findings.append(found)
                lecture.tus.add(cle)
    return lecture


def _list_tapes(brut: object, cle: str) -> Iterator[tuple[str, Colonne, str]]:
    """Yield the texts of a raw candidate, each with its key and the column it would fill."""
    if not isinstance(brut, dict):
        return
    for colonne in COLONNES:
        group, _, name = colonne.champ.rpartition("[].")
        items = brut.get(group) if group else [brut]
        for rank, item in enumerate(items if isinstance(items, list) else ()):
            valeur = item.get(name) if isinstance(item, dict) else None
            here = f"{cle}.{group}[{rank}].{name}" if group else f"{cle}.{name}"
            if isinstance(valeur, str) and valeur.strip():
                yield here, colonne, valeur
            elif isinstance(valeur, list) and colonne.contenu.textuel:
                yield from ((here, colonne, v) for v in valeur if isinstance(v, str) and v.strip())

"""Columns of dates written month first: of these, only the days above twelve look wrong."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date

from amo_docs.findings import Finding
from amo_docs.load.entete import Entete
from amo_docs.load.formulation import report
from amo_docs.load.grille import Grille, Montree, Valeur

_JOUR = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-]\d{4}")
_ANGLAIS = "Enregistrez de nouveau le tableau en français, ou tapez les dates AAAA-MM-JJ."


def find_inversees(
    grille: Grille, entete: Entete, rows: Mapping[int, tuple[Valeur, ...]]
) -> dict[int, Finding]:
    """Return the columns whose dates are month first, or of both orders, each with its finding."""
    found: dict[int, Finding] = {}
    for rank, titre in entete.titres.items():
        if titre.cible is not None and titre.cible.colonne.contenu.jour:
            cells = [(n, row[rank]) for n, row in rows.items() if rank < len(row)]
            if finding := _judge(grille, titre.texte, cells):
                found[rank] = finding
    return found


def is_ambigue(valeur: Valeur) -> bool:
    """Tell whether a cell holds a day written in numbers, whose order may be either."""
    return isinstance(valeur, str) and _JOUR.fullmatch(valeur.strip()) is not None


def _judge(grille: Grille, intitule: str, cells: list[tuple[int, Valeur]]) -> Finding | None:
    months_first = [(n, v) for n, v in cells if _order(v) == "mois"]
    days_first = [(n, v) for n, v in cells if _order(v) == "jour"]
    # A single one against others is a slip of a finger: the cell itself is then reported.
    if not months_first or (days_first and len(months_first) < 2):
        return None
    place = grille.place(months_first[0][0], intitule)
    mois = str(months_first[0][1]).strip()
    if not days_first:
        fait = (
            "« {mois} » ne se lit qu’en mois/jour/année : toute la colonne peut être ainsi, et ses "
            "autres dates, fausses."
        )
        return report("L060", place, fait, _ANGLAIS, mois=mois)
    fait = (
        "« {mois} » ne se lit qu’en mois/jour/année, et d’autres dates de la colonne qu’en "
        "jour/mois/année (ligne {ligne}) : on ne sait pas lire celles dont le jour est au plus 12."
    )
    return report("L060", place, fait, _ANGLAIS, mois=mois, ligne=days_first[0][0])


def _order(valeur: Valeur) -> str:
    """Return « mois » or « jour », by what comes first, or nothing where it cannot be told."""
    if isinstance(valeur, Montree):
        valeur = ""
    # A spreadsheet that read the dates of a column month first made days of twelve at most of them.
    if isinstance(valeur, date):
        return "jour" if valeur.day > 12 else ""
    parts = _JOUR.fullmatch(valeur.strip()) if isinstance(valeur, str) else None
    if parts is None:
        return ""
    first, second = int(parts[1]), int(parts[2])
    if first <= 12 < second <= 31:
        return "mois"
    return "jour" if second <= 12 < first <= 31 else ""

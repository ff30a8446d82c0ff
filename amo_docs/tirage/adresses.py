"""The table of labels: the addresses of the letters, in the order the papers are printed."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

import xlsxwriter

from amo_docs.model.candidat import Candidat
from amo_docs.model.jury import Membre
from amo_docs.model.papier import Papier
from amo_docs.model.referentiel import Referentiel

_ENTETES = ("Matricule", "Civilité ou grade", "Nom", "Prénoms")
_FORMULES = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""What a spreadsheet takes for the start of a formula, full-width signs included."""
_EPOQUE = datetime(1980, 1, 1)
"""The date of the workbook: the real one would change its bytes at each run."""


@dataclass(frozen=True)
class Etiquette:
    """One label: a person, and the lines of the address."""

    identifiant: str
    titre: str
    nom: str
    prenoms: str
    lignes: tuple[str, ...]

    @property
    def cellules(self) -> tuple[str, ...]:
        """The cells of its row."""
        return (self.identifiant, self.titre, self.nom, self.prenoms, *self.lignes)


def list_etiquettes(papiers: Iterable[Papier], referentiel: Referentiel) -> tuple[Etiquette, ...]:
    """Return one label for each person who has one of `papiers`, in the order of the papers."""
    found: dict[tuple[str, str], Etiquette] = {}
    for papier in papiers:
        sujet = papier.sujet
        if sujet.decision is not None:
            found.setdefault(
                ("candidat", sujet.identifiant),
                _address_candidat(sujet.decision.candidat, referentiel),
            )
        elif sujet.membre is not None:
            found.setdefault(
                ("membre", sujet.identifiant), _address_membre(sujet.membre, referentiel)
            )
    return tuple(found.values())


def _address_candidat(candidat: Candidat, referentiel: Referentiel) -> Etiquette:
    """Return the label of a candidate."""
    # As the letters choose: through the unit where it has an address, else at home.
    lignes = candidat.adresse_hierarchique or candidat.adresse
    if candidat.unite and candidat.adresse_hierarchique:
        lignes = (candidat.unite, *lignes)
    titre = _name_titre(candidat.grade, candidat.civilite, referentiel)
    return Etiquette(candidat.matricule, titre, candidat.nom_naissance, candidat.prenoms, lignes)


def _address_membre(membre: Membre, referentiel: Referentiel) -> Etiquette:
    titre = _name_titre(membre.grade, membre.civilite, referentiel)
    return Etiquette(membre.id, titre, membre.nom, membre.prenom, membre.adresse)


def _name_titre(grade: str | None, civilite: str, referentiel: Referentiel) -> str:
    return referentiel.write_grade(grade).capitalize() if grade else str(civilite)


def list_sans_adresse(etiquettes: Iterable[Etiquette]) -> tuple[str, ...]:
    """Return the identifiants of the people who have no address."""
    return tuple(e.identifiant for e in etiquettes if not any(ligne.strip() for ligne in e.lignes))


def _write_rangees(etiquettes: Sequence[Etiquette]) -> list[list[str]]:
    """Return the rows of the table, headings first, all of the same length."""
    width = max((len(etiquette.lignes) for etiquette in etiquettes), default=0)
    heads = [*_ENTETES, *(f"Adresse {rang}" for rang in range(1, width + 1))]
    rows = [list(etiquette.cellules) for etiquette in etiquettes]
    return [heads, *(row + [""] * (len(heads) - len(row)) for row in rows)]


def disarm(cellule: str) -> str:
    """Return the text of a CSV cell, with an apostrophe before what would begin a formula."""
    # Names come from tables that others fill in, and the file is opened in a spreadsheet.
    return f"'{cellule}" if cellule.startswith(_FORMULES) else cellule


def write_csv(etiquettes: Sequence[Etiquette]) -> bytes:
    """Return the table as CSV."""
    # What a French spreadsheet opens by a double click: « ; », and UTF-8 with its mark.
    sortie = io.StringIO()
    writer = csv.writer(sortie, delimiter=";", lineterminator="\r\n", quoting=csv.QUOTE_ALL)
    writer.writerows([disarm(cellule) for cellule in row] for row in _write_rangees(etiquettes))
    return sortie.getvalue().encode("utf-8-sig")


def write_xlsx(etiquettes: Sequence[Etiquette]) -> bytes:
    """Return the table as a workbook. Every cell is a text, so that nothing in it is run."""
    sortie = io.BytesIO()
    with xlsxwriter.Workbook(sortie, {"in_memory": True}) as classeur:
        classeur.set_properties({"title": "Adresses", "created": _EPOQUE})
        texte = classeur.add_format({"font_name": "Arial", "font_size": 10, "num_format": "@"})
        gras = classeur.add_format(
            {"font_name": "Arial", "font_size": 10, "num_format": "@", "bold": True}
        )
        feuille = classeur.add_worksheet("Adresses")
        feuille.freeze_panes(1, 0)
        rows = _write_rangees(etiquettes)
        for rang in range(len(rows[0])):
            feuille.set_column(rang, rang, min(40, 2 + max(len(row[rang]) for row in rows)), texte)
        for numero, row in enumerate(rows):
            for rang, cellule in enumerate(row):
                if cellule:
                    feuille.write_string(numero, rang, cellule, texte if numero else gras)
    return sortie.getvalue()

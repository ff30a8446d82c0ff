"""`candidats.xlsx`: the headings of the registry, each explained, with lists to choose from, and
codes as text."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from datetime import date, datetime, time
from typing import Any

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.utility import xl_col_to_name
from xlsxwriter.worksheet import Worksheet

from amo_docs.amorce.candidats import Ligne
from amo_docs.amorce.entetes import Choix, Entete
from amo_docs.load.colonnes import Contenu

CANDIDATS, NOTICE, LISTES = "Candidats", "Notice", "Listes"
_LIGNES = 1000
"""How many rows have lists and formats ready."""
_EPOQUE = datetime(1980, 1, 1)
"""The date of the workbook: same input, same bytes."""
_SOMBRE, _CLAIR = "#1C3557", "#E8ECF1"
_TEXTE = 49
"""The number of the format « Texte », the same in every workbook."""
_FORMATS = {
    Contenu.TEXTE: _TEXTE,
    Contenu.DATE: "dd/mm/yyyy",
    Contenu.HEURE: "hh:mm",
    Contenu.ENTIER: "0",
}
_CONTENUS = {
    Contenu.TEXTE: "texte",
    Contenu.DATE: "date (JJ/MM/AAAA)",
    Contenu.HEURE: "heure (HH:MM)",
    Contenu.ENTIER: "nombre entier",
}
_NOTICE = {
    "Colonne": 44,
    "Obligatoire": 13,
    "Contenu": 19,
    "Explication": 80,
    "Valeurs proposées": 70,
}
"""The columns of the sheet of explanations, and their widths in characters."""
_TYPES_ERREUR = {True: "stop", False: "information"}


class Classeur:
    """The workbook being written; `contenu` closes it."""

    def __init__(self, titre: str) -> None:
        self._sortie = io.BytesIO()
        self._classeur = xlsxwriter.Workbook(self._sortie, {"in_memory": True})
        self._classeur.set_properties({"title": titre, "created": _EPOQUE})
        self._gras = {
            "bold": True,
            "text_wrap": True,
            "valign": "vcenter",
            "border": 1,
            "border_color": "#9AA2AC",
        }

    def _style(self, **proprietes: Any) -> Format:
        return self._classeur.add_format({"font_name": "Arial", "font_size": 10, **proprietes})

    def write_candidats(self, entetes: Sequence[Entete], lignes: Iterable[Ligne]) -> None:
        """Write the sheet to fill in, and the hidden sheet of its lists."""
        feuille = self._classeur.add_worksheet(CANDIDATS)
        notice = self._classeur.add_worksheet(NOTICE)
        listes = self._classeur.add_worksheet(LISTES)
        listes.hide()
        exige = self._style(**self._gras, bg_color=_SOMBRE, font_color="#FFFFFF")
        admis = self._style(**self._gras, bg_color=_CLAIR, font_color=_SOMBRE)
        formats = {contenu: self._style(num_format=forme) for contenu, forme in _FORMATS.items()}
        feuille.set_row(0, 45)
        feuille.freeze_panes(1, 1)
        feuille.set_landscape()
        feuille.repeat_rows(0)
        feuille.repeat_columns(0)
        for rang, entete in enumerate(entetes):
            feuille.set_column(rang, rang, _measure(entete), formats[entete.colonne.contenu])
            feuille.write_string(
                0, rang, entete.intitule, exige if entete.colonne.obligatoire else admis
            )
            feuille.write_comment(
                0, rang, explain(entete), {"x_scale": 2.2, "y_scale": 1.4, "author": NOTICE}
            )
            if entete.choix is not None:
                plage = _write_liste(listes, rang, entete.choix)
                feuille.data_validation(1, rang, _LIGNES, rang, _offer(entete, plage, entete.choix))
        for numero, ligne in enumerate(lignes, start=1):
            for rang, entete in enumerate(entetes):
                value = ligne.get((entete.colonne.champ, entete.rang))
                _write_cellule(feuille, (numero, rang), value, formats[entete.colonne.contenu])
        self._write_notice(notice, entetes)

    def _write_notice(self, feuille: Worksheet, entetes: Sequence[Entete]) -> None:
        """Write the sheet that explains every column."""
        titre = self._style(**self._gras, bg_color=_SOMBRE, font_color="#FFFFFF")
        texte = self._style(text_wrap=True, valign="top")
        feuille.set_landscape()
        feuille.fit_to_pages(1, 0)
        feuille.repeat_rows(0)
        for rang, (intitule, largeur) in enumerate(_NOTICE.items()):
            feuille.set_column(rang, rang, largeur)
            feuille.write_string(0, rang, intitule, titre)
        feuille.freeze_panes(1, 0)
        for numero, entete in enumerate(entetes, start=1):
            cells = (
                entete.intitule,
                "oui" if entete.colonne.obligatoire else "non",
                _CONTENUS[entete.colonne.contenu],
                entete.explication,
                entete.choix.tell() if entete.choix else "",
            )
            lignes = max(
                -(-len(cell) // (width - 6))
                for cell, width in zip(cells, _NOTICE.values(), strict=True)
            )
            feuille.set_row(numero, 13.5 * max(1, lignes))
            for rang, cell in enumerate(cells):
                feuille.write_string(numero, rang, cell, texte)

    def contenu(self) -> bytes:
        """Return the bytes of the workbook."""
        self._classeur.close()
        return self._sortie.getvalue()


def write_classeur(titre: str, entetes: Sequence[Entete], lignes: Iterable[Ligne]) -> bytes:
    """Return the bytes of the workbook: the sheet to fill in with `lignes`, its explanations, its
    lists."""
    classeur = Classeur(titre)
    classeur.write_candidats(entetes, lignes)
    return classeur.contenu()


def explain(entete: Entete) -> str:
    """Return the note of a heading: whether it must be filled, what it holds, and what may be
    chosen."""
    status = "Obligatoire." if entete.colonne.obligatoire else "Facultatif."
    more = " D’autres valeurs sont admises." if entete.choix and not entete.choix.ferme else ""
    return f"{status} {entete.explication}{more}"


def _measure(entete: Entete) -> float:
    """Return the width of a column, in characters: that of its longest word or value, within
    bounds."""
    words = [*entete.intitule.split(), *(entete.choix.valeurs if entete.choix else ())]
    free = entete.colonne.contenu is Contenu.TEXTE and entete.choix is None
    least = 22 if free else 12
    return min(34, max(least, *(len(word) + 2 for word in words)))


def _write_liste(feuille: Worksheet, rang: int, choix: Choix) -> str:
    """Write the values of a list in a column of their own; return its range."""
    for numero, valeur in enumerate(choix.valeurs):
        feuille.write_string(numero, rang, str(valeur))
    lettre = xl_col_to_name(rang)
    return f"={LISTES}!${lettre}$1:${lettre}${len(choix.valeurs)}"


def _offer(entete: Entete, plage: str, choix: Choix) -> dict[str, Any]:
    return {
        "validate": "list",
        "source": plage,
        "error_type": _TYPES_ERREUR[choix.ferme],
        "error_title": "Valeur hors de la liste",
        "error_message": f"Choisissez dans la liste de la colonne ({NOTICE}).",
    }


def _write_cellule(feuille: Worksheet, place: tuple[int, int], value: Any, style: Format) -> None:
    if isinstance(value, date | time):
        feuille.write_datetime(*place, value, style)
    elif isinstance(value, int):
        feuille.write_number(*place, value, style)
    elif value is not None:
        feuille.write_string(*place, str(value), style)

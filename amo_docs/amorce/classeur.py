"""`candidats.xlsx`: a sheet to fill in, and a sheet that explains every column.

Each heading has a note, and columns have lists to choose from.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from datetime import date, datetime, time
from typing import Any

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.utility import xl_col_to_name
from xlsxwriter.worksheet import Worksheet

from amo_docs.amorce.candidats_fictifs import Inscription
from amo_docs.amorce.propositions import Choix, ColonneProposee
from amo_docs.load.colonnes import Contenu

CANDIDATS, NOTICE, LISTES = "Candidats", "Notice", "Listes"
# How many rows offer the lists.
_LIGNES = 1000
# When the workbook says it was made. Never the clock: it has the same bytes each time.
_EPOQUE = datetime(1980, 1, 1)
_SOMBRE, _CLAIR = "#1C3557", "#E8ECF1"
# The number of the format « Texte » in every workbook: a code typed there keeps its zeros.
_TEXTE = 49
_FORMATS = {
    Contenu.TEXTE: _TEXTE,
    Contenu.NOM: _TEXTE,
    Contenu.PHRASE: _TEXTE,
    Contenu.DATE: "dd/mm/yyyy",
    Contenu.HEURE: "hh:mm",
    Contenu.ENTIER: "0",
    # In a column of dates, a spreadsheet would make a day of « 1985 » and of « 05/1985 ».
    Contenu.NAISSANCE: _TEXTE,
}
_CONTENUS = {
    Contenu.TEXTE: "texte",
    Contenu.NOM: "texte",
    Contenu.PHRASE: "texte",
    Contenu.DATE: "date (JJ/MM/AAAA)",
    Contenu.HEURE: "heure (HH:MM)",
    Contenu.ENTIER: "nombre entier",
    Contenu.NAISSANCE: "date (JJ/MM/AAAA), ou ce que l’acte en dit",
}
# The columns of the sheet that explains, and their widths in characters.
_NOTICE = {
    "Colonne": 44,
    "Obligatoire": 13,
    "Contenu": 19,
    "Explication": 80,
    "Valeurs proposées": 70,
}
# A closed list refuses other values, as `check` would; an open one only advises.
_TYPES_ERREUR = {True: "stop", False: "information"}


class Classeur:
    """A workbook being written. `contenu` closes it: nothing can be added after."""

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

    def write_candidats(
        self, proposees: Sequence[ColonneProposee], inscriptions: Iterable[Inscription]
    ) -> None:
        """Write the sheet to fill in, the sheet that explains, and the hidden one of the lists."""
        feuille = self._classeur.add_worksheet(CANDIDATS)
        notice = self._classeur.add_worksheet(NOTICE)
        listes = self._classeur.add_worksheet(LISTES)
        # When the workbook is read, hidden sheets are left out (`load/tables_classeur.py`).
        listes.hide()
        exige = self._style(**self._gras, bg_color=_SOMBRE, font_color="#FFFFFF")
        admis = self._style(**self._gras, bg_color=_CLAIR, font_color=_SOMBRE)
        formats = {contenu: self._style(num_format=forme) for contenu, forme in _FORMATS.items()}
        feuille.set_row(0, 45)
        # The headings and the matricule stay in sight.
        feuille.freeze_panes(1, 1)
        feuille.set_landscape()
        feuille.repeat_rows(0)
        feuille.repeat_columns(0)
        for rang, proposee in enumerate(proposees):
            # The format is that of the whole column: a code keeps its zero in rows nobody has
            # filled yet.
            feuille.set_column(rang, rang, _measure(proposee), formats[proposee.colonne.contenu])
            feuille.write_string(
                0, rang, proposee.intitule, exige if proposee.colonne.obligatoire else admis
            )
            feuille.write_comment(
                0, rang, explain(proposee), {"x_scale": 2.2, "y_scale": 1.4, "author": NOTICE}
            )
            if proposee.choix is not None:
                plage = _write_liste(listes, rang, proposee.choix)
                feuille.data_validation(
                    1, rang, _LIGNES, rang, _offer(proposee, plage, proposee.choix)
                )
        for numero, inscription in enumerate(inscriptions, start=1):
            for rang, proposee in enumerate(proposees):
                value = inscription.get((proposee.colonne.champ, proposee.rang))
                contenu = proposee.colonne.contenu
                if contenu is Contenu.NAISSANCE and isinstance(value, date):
                    value = f"{value:%d/%m/%Y}"
                _write_cellule(feuille, (numero, rang), value, formats[contenu])
        self._write_notice(notice, proposees)

    def _write_notice(self, feuille: Worksheet, proposees: Sequence[ColonneProposee]) -> None:
        """Write the sheet that explains, a row a column."""
        titre = self._style(**self._gras, bg_color=_SOMBRE, font_color="#FFFFFF")
        texte = self._style(text_wrap=True, valign="top")
        feuille.set_landscape()
        feuille.fit_to_pages(1, 0)
        feuille.repeat_rows(0)
        for rang, (intitule, largeur) in enumerate(_NOTICE.items()):
            feuille.set_column(rang, rang, largeur)
            feuille.write_string(0, rang, intitule, titre)
        feuille.freeze_panes(1, 0)
        for numero, proposee in enumerate(proposees, start=1):
            cells = (
                proposee.intitule,
                "oui" if proposee.colonne.obligatoire else "non",
                _CONTENUS[proposee.colonne.contenu],
                proposee.explication,
                proposee.choix.tell() if proposee.choix else "",
            )
            # XlsxWriter draws nothing: the height of a row whose text is wrapped is estimated.
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


def write_classeur(
    titre: str, proposees: Sequence[ColonneProposee], inscriptions: Iterable[Inscription]
) -> bytes:
    """Return the bytes of the workbook: the columns `proposees`, filled with `inscriptions`."""
    classeur = Classeur(titre)
    classeur.write_candidats(proposees, inscriptions)
    return classeur.contenu()


def explain(proposee: ColonneProposee) -> str:
    """Return the note of a heading.

    It says whether the column must be filled, what it holds, and whether its list is all that may
    be typed.
    """
    status = "Obligatoire." if proposee.colonne.obligatoire else "Facultatif."
    more = " D’autres valeurs sont admises." if proposee.choix and not proposee.choix.ferme else ""
    return f"{status} {proposee.explication}{more}"


def _measure(proposee: ColonneProposee) -> float:
    """Return the width of a column in characters: its longest word or value, from 12 to 34."""
    words = [*proposee.intitule.split(), *(proposee.choix.valeurs if proposee.choix else ())]
    # Names and addresses are longer than their headings.
    free = proposee.colonne.contenu.textuel and proposee.choix is None
    least = 22 if free else 12
    return min(34, max(least, *(len(word) + 2 for word in words)))


def _write_liste(feuille: Worksheet, rang: int, choix: Choix) -> str:
    """Write the values of a list in column `rang` of the hidden sheet, and return their range."""
    for numero, valeur in enumerate(choix.valeurs):
        feuille.write_string(numero, rang, str(valeur))
    # A range, since a list given in the cell itself holds 255 characters at most.
    lettre = xl_col_to_name(rang)
    return f"={LISTES}!${lettre}$1:${lettre}${len(choix.valeurs)}"


def _offer(proposee: ColonneProposee, plage: str, choix: Choix) -> dict[str, Any]:
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

"""One cell to one raw value.

What a spreadsheet has done to a value is undone where that is safe, and reported elsewhere.
"""

from __future__ import annotations

import re
from datetime import date, timedelta

from amo_docs.findings import Finding, Place
from amo_docs.load.colonnes import Contenu
from amo_docs.load.formulation import report, show
from amo_docs.load.grille import Anomalie, Valeur

# A spreadsheet keeps fifteen digits of a number: from here on, it has lost the others.
_CHIFFRES_MAX = 10**15
# How a spreadsheet saves such a number in a CSV: « 1,23457E+15 ».
_SCIENTIFIQUE = re.compile(r"\d[.,]\d+E\+\d{1,2}")
# The error values of spreadsheets, in French and in English: a CSV holds them as text.
_ERREURS = frozenset(
    {
        "#N/A",
        "#REF!",
        "#DIV/0!",
        "#VALEUR!",
        "#VALUE!",
        "#NOM?",
        "#NAME?",
        "#NOMBRE!",
        "#NUM!",
        "#NUL!",
        "#NULL!",
    }
)
_TEXTE_GESTE = "Passez la cellule au format Texte et retapez la valeur."
# Day 0 of spreadsheets. Day 1 is 1 January 1900, but Excel counts a 29 February 1900 that never
# was: from March 1900 on, the origin is a day earlier.
_JOUR_ZERO = date(1899, 12, 30)
_JOURS_MAX = 2958465  # 31/12/9999


def read_cellule(valeur: Valeur, contenu: Contenu, place: Place) -> Valeur | Finding:
    """Return the value of a cell that is not empty, fit for the model.

    Return the finding instead when the cell is wrong.
    """
    if isinstance(valeur, str):
        valeur = valeur.strip()
        if valeur in _ERREURS:
            valeur = Anomalie("L052", valeur)
        elif _SCIENTIFIQUE.fullmatch(valeur) and contenu is Contenu.TEXTE:
            return _report_long(valeur, place)
    if isinstance(valeur, Anomalie):
        return _report_anomalie(valeur, place)
    if contenu is Contenu.TEXTE:
        return _read_texte(valeur, place)
    # In Python a bool is an int: it must be looked for first.
    if isinstance(valeur, bool) or not isinstance(valeur, int | float):
        return valeur
    if contenu is Contenu.NAISSANCE and 1900 <= valeur <= 2100 and valeur == int(valeur):
        return int(valeur)
    if contenu is Contenu.ENTIER:
        # Workbooks hold every number as a float. One with decimals is left for the model to refuse.
        return int(valeur) if valeur == int(valeur) else valeur
    return _report_nombre(valeur, contenu, place)


def _read_texte(valeur: Valeur, place: Place) -> Valeur | Finding:
    if isinstance(valeur, str):
        return valeur
    if isinstance(valeur, bool) or not isinstance(valeur, int | float):
        # The text typed cannot be told from the date shown: « 1-2 » became 1 February, « VRAI » a
        # boolean.
        kind = (
            "un booléen"
            if isinstance(valeur, bool)
            else "une durée"
            if isinstance(valeur, timedelta)
            else "une date"
        )
        fait = "le tableur tient « {texte} » pour {genre}, et non pour un texte."
        return report("L055", place, fait, _TEXTE_GESTE, texte=show(valeur), genre=kind)
    if abs(valeur) >= _CHIFFRES_MAX:
        return _report_long(show(valeur), place)
    if valeur != int(valeur):
        fait = "« {texte} » est un nombre à décimales : un texte est attendu."
        return report("L053", place, fait, _TEXTE_GESTE, texte=show(valeur))
    # A number is safe to undo: 90101 was typed for a matricule, and reached us as 90101.0.
    return str(int(valeur))


def _report_anomalie(anomalie: Anomalie, place: Place) -> Finding:
    if anomalie.code == "L051":
        fait = "cette formule n’a pas de valeur enregistrée."
        return report(
            "L051", place, fait, "Ouvrez le tableau, laissez-le calculer et enregistrez-le."
        )
    fait = "la cellule est en erreur : « {texte} »."
    return report(
        "L052", place, fait, "Corrigez la formule, ou tapez la valeur.", texte=anomalie.texte
    )


def _report_long(texte: str, place: Place) -> Finding:
    fait = "« {texte} » est un nombre trop long : le tableur en a perdu les derniers chiffres."
    return report("L054", place, fait, _TEXTE_GESTE, texte=texte)


def _report_nombre(valeur: float, contenu: Contenu, place: Place) -> Finding:
    """Report a bare number where a day or an hour is expected, with the day it may stand for."""
    name = "une heure" if contenu is Contenu.HEURE else "une date"
    hint = ""
    # A day of 1900, or beyond the last one of spreadsheets, would be no help.
    if contenu is not Contenu.HEURE and 366 < valeur <= _JOURS_MAX:
        hint = f" ({show(_JOUR_ZERO + timedelta(days=int(valeur)))} ?)"
    fait = "« {texte} » est un nombre, et non {nom}{piste}."
    geste = "Donnez à la cellule le format Date ou Heure, ou retapez-la."
    return report("L056", place, fait, geste, texte=show(valeur), nom=name, piste=hint)

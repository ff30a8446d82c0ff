"""One cell to one raw value.

What a spreadsheet has done to a value is undone where that is safe, and reported elsewhere.
"""

from __future__ import annotations

import re
from collections.abc import Set as AbstractSet
from datetime import date, time, timedelta

from amo_docs.findings import Finding, Place
from amo_docs.load.colonnes import Colonne, Contenu
from amo_docs.load.formulation import report, show
from amo_docs.load.grille import Anomalie, Montree, Valeur
from amo_docs.load.restes import find_reste, undo_saisie

# A spreadsheet keeps fifteen digits of a number: from here on, it has lost the others.
_CHIFFRES_MAX = 10**15
_TEXTE_GESTE = "Passez la cellule au format Texte et retapez la valeur."
# Day 0 of spreadsheets. Day 1 is 1 January 1900, but Excel counts a 29 February 1900 that never
# was: from March 1900 on, the origin is a day earlier.
_JOUR_ZERO = date(1899, 12, 30)
_MINUITS = (0, time(0), timedelta(0))
_JOUR_COMPTE = re.compile(r"(\d{5})(?:[.,]0+)?")
_JOURS_MAX = 2958465  # 31/12/9999


def read_cellule(
    valeur: Valeur, colonne: Colonne, place: Place, verifiees: AbstractSet[str] = frozenset()
) -> Valeur | Finding:
    """Return the value of a cell that is not empty, fit for the model.

    Return the finding instead when the cell is wrong. `verifiees` are the texts that the session
    declares to be true, whatever they look like.
    """
    contenu = colonne.contenu
    if isinstance(valeur, Montree):
        seen = _read_montree(valeur, contenu, place)
        if isinstance(seen, Finding):
            return seen
        valeur = seen
    if isinstance(valeur, Anomalie):
        return _report_anomalie(valeur, place)
    if contenu.textuel:
        text = _read_texte(valeur, place)
        if isinstance(text, Finding):
            return text
        valeur = text
    if isinstance(valeur, str):
        return _judge_texte(valeur, colonne, place, verifiees)
    if contenu is Contenu.HEURE and valeur in _MINUITS:
        # Nobody is called at midnight: it is the zero that a lookup makes of an empty cell.
        return _judge_texte("00:00", colonne, place, verifiees)
    # In Python a bool is an int: it must be looked for first.
    if isinstance(valeur, bool) or not isinstance(valeur, int | float):
        return valeur
    if contenu is Contenu.NAISSANCE and 1900 <= valeur <= 2100 and valeur == int(valeur):
        return int(valeur)
    if contenu is Contenu.ENTIER:
        # Workbooks hold every number as a float. One with decimals is left for the model to refuse.
        return int(valeur) if valeur == int(valeur) else valeur
    return _report_nombre(valeur, contenu, place)


def _read_montree(montree: Montree, contenu: Contenu, place: Place) -> Valeur | Finding:
    """Return what a cell shows in place of its value, or the finding when that cannot be told."""
    if isinstance(montree.valeur, date):
        if not contenu.jour:
            return montree.valeur
        # « mai 1985 » is kept as 1 May 1985: a day that nobody typed would be printed.
        fait = (
            "le format de la cellule ne montre pas toute la date{montre} : le tableur a {valeur}."
        )
        geste = "Donnez-lui le format JJ/MM/AAAA, puis vérifiez le jour, le mois et l’année."
        if contenu is Contenu.NAISSANCE:
            geste += (
                " Si l’acte ne dit pas le jour, tapez 00/05/1985 dans une cellule au format Texte."
            )
        shown = f" (« {montree.texte} »)" if montree.texte else ""
        return report("L061", place, fait, geste, montre=shown, valeur=show(montree.valeur))
    if not contenu.textuel:
        return montree.valeur
    if not montree.texte:
        fait = "le format de la cellule ne montre pas « {texte} », mais autre chose."
        return report("L053", place, fait, _TEXTE_GESTE, texte=show(montree.valeur))
    return montree.texte


def _judge_texte(
    texte: str, colonne: Colonne, place: Place, verifiees: AbstractSet[str]
) -> str | Finding:
    texte = undo_saisie(texte)
    reste = None if texte in verifiees else find_reste(texte, colonne)
    if reste is not None:
        code = f"{ord(reste.signe[0]):04X}" if reste.signe else ""
        values = {"texte": show(texte), "signe": reste.signe, "code": code}
        return report(reste.code, place, reste.fait, reste.geste, **values)
    # A day that the export wrote as the spreadsheet counts it.
    if colonne.contenu.jour and (found := _JOUR_COMPTE.fullmatch(texte)):
        return _report_nombre(float(found[1]), colonne.contenu, place)
    return texte


def _read_texte(valeur: Valeur, place: Place) -> str | Finding:
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
        fait = "« {texte} » est un nombre trop long : le tableur en a perdu les derniers chiffres."
        return report("L054", place, fait, _TEXTE_GESTE, texte=show(valeur))
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
    if anomalie.code == "L061":
        fait = "le format de la cellule cache « {texte} »."
        geste = "Donnez-lui le format Texte, ou videz-la."
        return report("L061", place, fait, geste, texte=show(anomalie.texte))
    fait = "la cellule est en erreur : « {texte} »."
    return report(
        "L052", place, fait, "Corrigez la formule, ou tapez la valeur.", texte=anomalie.texte
    )


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

"""The codes of the findings of reading: documentation and tests derive from this table."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from amo_docs.findings import Severite

_ERREUR = Severite.ERREUR
_AVERTISSEMENT = Severite.AVERTISSEMENT


class Code(NamedTuple):
    """What a code stands for, in French, and how grave it is."""

    titre: str
    severite: Severite = _ERREUR


CODES: Mapping[str, Code] = {
    # files
    "L001": Code("Fichier introuvable"),
    "L002": Code("Fichier illisible"),
    "L003": Code("Encodage du texte"),
    "L004": Code("TOML mal formé"),
    "L005": Code("Clé ou table donnée deux fois"),
    "L006": Code("Ce n’est pas un tableau CSV, XLSX ou ODS"),
    "L007": Code("Classeur protégé par un mot de passe"),
    "L008": Code("Feuille absente ou à désigner"),
    "L009": Code("Tableau vide"),
    "L010": Code("Tableau trop grand"),
    "L011": Code("CSV mal formé"),
    "L012": Code("Candidats donnés à deux endroits"),
    "L013": Code("Feuille désignée pour rien", _AVERTISSEMENT),
    "L014": Code("Intitulés introuvables"),
    # columns
    "L020": Code("Colonne inconnue"),
    "L021": Code("Colonne donnée deux fois"),
    "L022": Code("Colonne sans intitulé"),
    "L023": Code("Cellule au-delà des intitulés"),
    "L024": Code("Colonne obligatoire absente"),
    # fields
    "L030": Code("Champ manquant"),
    "L031": Code("Clé inconnue"),
    "L032": Code("Champ vide"),
    "L033": Code("Valeur d’un autre genre que celui attendu"),
    "L034": Code("Valeur hors de la liste"),
    "L035": Code("Date illisible"),
    "L036": Code("Date qui n’existe pas"),
    "L037": Code("Année à deux chiffres"),
    "L038": Code("Date accompagnée d’une heure"),
    "L039": Code("Date que le tableur a fabriquée"),
    "L040": Code("Heure illisible"),
    "L041": Code("Ni oui ni non"),
    "L042": Code("Nombre illisible ou hors des bornes"),
    "L043": Code("Forme non respectée"),
    "L044": Code("Caractère invisible ou perdu"),
    "L045": Code("Liste vide"),
    "L046": Code("Nom trop long"),
    # cells
    "L050": Code("Code dont le tableur a mangé le zéro"),
    "L051": Code("Formule sans valeur"),
    "L052": Code("Valeur d’erreur du tableur"),
    "L053": Code("Nombre à décimales à la place d’un texte"),
    "L054": Code("Nombre trop long pour un tableur"),
    "L055": Code("Date, heure ou booléen à la place d’un texte"),
    "L056": Code("Nombre à la place d’une date ou d’une heure"),
}

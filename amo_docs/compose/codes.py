"""The codes of the findings of composing: documentation and tests derive from this table."""

from __future__ import annotations

from collections.abc import Mapping

from amo_docs.findings import Severite

CODES: Mapping[str, tuple[str, Severite]] = {
    "G601": ("image que l’on ne peut pas imprimer", Severite.ERREUR),
    "G602": ("syntaxe d’un gabarit", Severite.ERREUR),
    "G603": ("gabarit introuvable", Severite.ERREUR),
    "G604": ("gabarit qui s’arrête", Severite.ERREUR),
    "G605": ("nom inconnu, valeur vide ou qui n’est pas un texte dans un gabarit", Severite.ERREUR),
    "G606": ("caractère absent des polices", Severite.ERREUR),
    "G607": ("mention obligatoire absente du papier composé", Severite.ERREUR),
    "G608": ("donnée jointe inconnue", Severite.ERREUR),
    "G609": ("donnée jointe sans être imprimée", Severite.ERREUR),
    "G610": ("police introuvable ou trop ancienne", Severite.ERREUR),
    "G611": ("gabarit trop long ou trop gourmand", Severite.ERREUR),
    "G620": ("expression interdite sur un certificat ou une attestation", Severite.ERREUR),
    "G621": ("mention interdite sur ce papier", Severite.ERREUR),
    "G630": ("style que le PDF seul honore", Severite.AVERTISSEMENT),
    "G631": ("style qui perd, cache ou déplace des mots", Severite.ERREUR),
    "G632": ("règle, propriété, valeur, unité ou police qui n’est pas admise", Severite.ERREUR),
    "G633": ("balise ou attribut qui perd ou cache des mots", Severite.ERREUR),
    "G634": ("balise qui n’est pas fermée, ou fermée sans être ouverte", Severite.ERREUR),
    "G635": ("balise ou attribut douteux", Severite.AVERTISSEMENT),
    "G636": ("fichier d’un dossier de modèles qui ne sert à rien", Severite.AVERTISSEMENT),
    "G637": ("nom d’un autre papier dans un gabarit", Severite.AVERTISSEMENT),
    "G640": ("feuille de style que l’on ne peut pas appliquer", Severite.ERREUR),
    "G641": ("papier que l’on ne peut pas mettre en page", Severite.ERREUR),
}
"""Code → what it stands for, in French, and its severity. `G601` and `G610` are found while loading
templates, `G640` and `G641` while laying papers out."""

"""What pydantic found, said in French: from its types of errors to codes, facts and gestures."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, NamedTuple

from pydantic_core import ErrorDetails

from amo_docs.findings import Finding, Place
from amo_docs.load.formulation import report, show
from amo_docs.model.proches import suggest


class Phrase(NamedTuple):
    """The words for one type of error.

    `{valeur}` stands for what was typed, `{champ}` for the field; the other names are those of
    pydantic's context.
    """

    code: str
    fait: str
    geste: str


_TEXTE = Phrase("L033", "« {valeur} » n’est pas un texte.", "Écrivez-le entre guillemets.")
_TABLE = Phrase(
    "L033",
    "une table est attendue pour « {champ} ».",
    "Écrivez-la entre accolades ou sous [crochets].",
)
_LISTE = Phrase("L033", "une liste est attendue pour « {champ} ».", "Écrivez-la entre crochets.")
_ENTIER = Phrase(
    "L042", "« {valeur} » n’est pas un nombre entier.", "Écrivez-le en chiffres, sans unité."
)
_CHOIX = Phrase("L034", "« {valeur} » n’est pas une valeur admise.", "Choisissez parmi : {admis}.")
_VIDE = Phrase(
    "L032", "le champ « {champ} » est vide.", "Remplissez-le, ou retirez-le s’il est facultatif."
)
_AUTRE = Phrase("L033", "« {valeur} » ne convient pas au champ « {champ} ».", "Corrigez la valeur.")
_DATE = Phrase("L035", "« {valeur} » n’est pas une date.", "Écrivez-la JJ/MM/AAAA ou AAAA-MM-JJ.")
_HEURE = Phrase("L040", "« {valeur} » n’est pas une heure.", "Écrivez-la HH:MM ou 9 h 30.")

PHRASES: Mapping[str, Phrase] = {
    "missing": Phrase("L030", "le champ « {champ} » manque.", "Renseignez-le."),
    "extra_forbidden": Phrase("L031", "la clé « {champ} » est inconnue.", "{proche}"),
    # Types with a French name are our own: `model/base.py` raises them.
    "vide": _VIDE,
    "caractere": Phrase(
        "L044",
        "« {valeur} » contient un caractère invisible (U+{code}).",
        "Effacez ce texte et retapez-le.",
    ),
    "caractere_perdu": Phrase(
        "L044",
        "« {valeur} » contient « � » à la place d’un caractère perdu.",
        "Retapez le texte d’origine.",
    ),
    "choix": _CHOIX,
    "regle_acquisition": Phrase(
        "L033",
        "« {champ} » n’est pas une règle d’acquisition.",
        "Donnez une seule de ces clés : bloc, tous, un_parmi, au_moins (avec parmi), options.",
    ),
    "regle_unique": Phrase(
        "L033",
        "« {champ} » donne deux règles, ou aucune.",
        "Donnez « blocs_requis », ou « regle ».",
    ),
    "literal_error": Phrase(
        "L034", "« {valeur} » n’est pas une valeur admise.", "Corrigez la valeur."
    ),
    "date_forme": _DATE,
    "date_type": _DATE,
    "naissance_forme": Phrase(
        "L035",
        "« {valeur} » n’est pas une date de naissance.",
        "Écrivez-la JJ/MM/AAAA ; si l’acte ne dit pas le jour, 00/MM/AAAA ou 00/00/AAAA.",
    ),
    "date_impossible": Phrase(
        "L036", "« {valeur} » n’existe pas dans le calendrier.", "Corrigez la date."
    ),
    "date_tableur": Phrase(
        "L039",
        "« {valeur} » est le zéro d’un tableur, pas une date.",
        "Tapez la vraie date, ou videz la cellule.",
    ),
    "date_annee": Phrase(
        "L037",
        "« {valeur} » porte une année à deux chiffres.",
        "Écrivez l’année en quatre chiffres.",
    ),
    "date_heure": Phrase(
        "L038", "« {valeur} » porte une heure avec la date.", "Gardez la date seule."
    ),
    "heure_forme": _HEURE,
    "time_type": _HEURE,
    "oui_non": Phrase("L041", "« {valeur} » n’est ni oui ni non.", "Écrivez oui ou non."),
    "int_type": _ENTIER,
    "int_parsing": _ENTIER,
    "int_parsing_size": _ENTIER,
    "int_from_float": _ENTIER,
    "finite_number": _ENTIER,
    "greater_than": Phrase(
        "L042", "« {valeur} » est trop petit.", "Donnez un nombre plus grand que {gt}."
    ),
    "greater_than_equal": Phrase("L042", "« {valeur} » est trop petit.", "Donnez au moins {ge}."),
    "less_than_equal": Phrase("L042", "« {valeur} » est trop grand.", "Donnez au plus {le}."),
    "string_type": _TEXTE,
    "string_unicode": _TEXTE,
    "string_pattern_mismatch": Phrase("L043", "« {valeur} » n’a pas la forme attendue.", "{forme}"),
    "long": Phrase(
        "L046",
        "« {valeur} » a {longueur} caractères, pour {maximum} au plus sur un papier.",
        "Vérifiez la saisie.",
    ),
    "too_short": Phrase("L045", "la liste « {champ} » est vide.", "Donnez au moins un élément."),
    "tuple_type": _LISTE,
    "model_type": _TABLE,
    "dict_type": _TABLE,
}
"""One phrase a type of error; a test compares the table with the types the model can raise."""

FORMES: Mapping[str, str] = {
    "siret": "Donnez les quatorze chiffres, sans espace.",
    "insee_naissance": "Donnez les cinq caractères du code INSEE, 01053 ou 2A004.",
    "code_postal_naissance": "Donnez les cinq chiffres du code postal.",
    "courriel": "Donnez une adresse comme prenom.nom@exemple.fr.",
}
"""What a field with a pattern must look like; a test compares them with those of the model."""

# A spreadsheet takes 01053 for a number and drops its zero. It is named, and not put back: 1053
# might also be a code typed one figure short.
_CODE_MANGE = Phrase(
    "L050",
    "« {valeur} » a perdu son zéro de tête.",
    "Écrivez {code}, dans une cellule au format Texte.",
)
_CODES_A_CINQ = ("insee_naissance", "code_postal_naissance")


class Champ(NamedTuple):
    """What an error is about: a field by its key and its name, its place, the keys known there."""

    cle: str
    nom: str
    place: Place
    connus: tuple[str, ...] = ()


def translate(error: ErrorDetails, champ: Champ) -> Finding:
    """Return the finding for `error`, one error of pydantic, about `champ`."""
    valeur = error["input"]
    # Only the type is read, never the English text: that changes from one pydantic to the next.
    phrase = PHRASES.get(error["type"], _AUTRE)
    if phrase.code == "L043" and champ.cle in _CODES_A_CINQ and re.fullmatch(r"\d{4}", str(valeur)):
        phrase = _CODE_MANGE
    contexte: dict[str, Any] = dict(error.get("ctx", {}))
    contexte["admis"] = ", ".join(contexte.get("admis", ()))
    # For L050. An invisible character comes with its own `code`, which is kept.
    contexte.setdefault("code", str(valeur).zfill(5))
    contexte |= {
        "valeur": _show_valeur(valeur),
        "champ": champ.nom,
        "forme": FORMES.get(champ.cle, "Corrigez la valeur."),
        "proche": suggest(champ.nom, champ.connus, "Retirez-la, ou corrigez son nom."),
    }
    return report(phrase.code, champ.place, phrase.fait, phrase.geste, **contexte)


def _show_valeur(valeur: object) -> str:
    if isinstance(valeur, dict):
        # A whole table in a message would hide what is wrong in it.
        return "{…}"
    return "[…]" if isinstance(valeur, list | tuple) else show(valeur)

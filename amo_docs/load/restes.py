"""What spreadsheets, programs and pasting leave in a text, and no paper may print.

Each is told with what it is and the next gesture. What is true all the same (a person whose name
is NULL) is declared in the session, under `valeurs_verifiees`.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from amo_docs.load.colonnes import Colonne, Contenu
from amo_docs.load.encodages import UTF8_MAL_LU
from amo_docs.model.base import fold


class Reste(NamedTuple):
    """What is wrong with a text: the code, the fact and the gesture of its finding.

    `{texte}` stands for the text; `signe` for what in it is wrong, where there is such a part.
    """

    code: str
    fait: str
    geste: str
    signe: str = ""


# Excel, LibreOffice and Google, in French and in English; spaces stand before « ! » in French.
_ERREUR = re.compile(
    r"(?<![^\s/|,;])#(?:N/[AD]|(?:VALEUR|VALUE|REF|DIV/0|NOMBRE|NUM|NULL?|NOM|NAME|PROPAGATION|EPARS|"
    r"ÉPARS|SPILL|CALC|CHAMP|FIELD|BLOQU[EÉ]E?|BLOCKED|INCONNU|UNKNOWN|CONNEXION|CONNECT|OCCUP[EÉ]|"
    r"BUSY|ERREUR|ERROR|MACRO|PYTHON|EXTERNAL|EXTERNE|WERT|BEZUG)\s?[!?]|GETTING_DATA)",
    re.IGNORECASE,
)
_ERREUR_LIBREOFFICE = re.compile(r"(?<![^\s/|,;])Err\s?:\s?5\d\d(?!\d)", re.IGNORECASE)
# An error of a version to come: a hash, capitals and a sign.
_ERREUR_AUTRE = re.compile(r"#[A-ZÀ-Ý][A-ZÀ-Ý_/0-9]+\s?[!?]")
_DIESES = re.compile(r"#{2,}")
_ZERO = re.compile(r"[-+]?0+(?:[.,]0+)?")
# The same in a cell of days, for Excel and for LibreOffice, and in one of hours.
_ZERO_JOUR = re.compile(
    r"(?:(?:30|31)/12/1899|0?[01]/0?1/1900|1899-12-3[01]|1900-01-0[01])(?:[ T]00:00(?::00)?)?"
)
_ZERO_HEURE = re.compile(r"0?0\s?[h:](?:\s?00)?(?::00)?", re.IGNORECASE)
_FORMULE = re.compile(r"\{?=\s?\S")
# How programs write that there is nothing.
_NULS = re.compile(
    r"[(<\[{#]?null[)>\]}#]?|\\N|\((?:vide|blank|empty)\)|<vide>|n/[adcr]|n\.[acdr]\.|s/o|s\.o\."
    r"|undefined|#EMPTY|(?:loading|chargement(?: en cours)?)(?:\.\.\.|…)"
    r"|non (?:renseign[ée]+|communiqu[ée]+|disponible)"
    r"|[àa] (?:compl[ée]ter|renseigner|pr[ée]ciser|d[ée]finir)",
    re.IGNORECASE,
)
_NULS_EXACTS = frozenset({"None", "NaN", "nan", "NaT", "<NA>", "NULL"})
# Words, and letters, that say the same where a value may be missing; as a name they may be true.
_MOTS_VIDES = frozenset(
    {"neant", "sans objet", "aucun", "aucune", "idem", "id", "dito", "ibid", "rien", "vide", "sans"}
)
_SIGLES_VIDES = frozenset({"NA", "ND", "NC", "NR", "NSP", "SO", "RAS"})
_PONCTUATION = "-–—_./\\*?…'\"=~,;:| \u00a0"
_BOOLEENS = frozenset({"VRAI", "FAUX", "TRUE", "FALSE"})
_FACULTATIFS = frozenset(
    {
        "nom_usage",
        "commune_naissance",
        "territoire_naissance",
        "accompagnateur",
        "grade",
        "unite",
        "adresse",
        "adresse_hierarchique",
        "courriel",
        "insee_naissance",
        "code_postal_naissance",
    }
)
_PERSONNES = frozenset({"nom_naissance", "nom_usage", "prenoms"})
# Whatever stands there excludes the person.
_NON_EXCLU = frozenset(
    {
        "non",
        "neant",
        "aucun",
        "aucune",
        "sans objet",
        "faux",
        "false",
        "no",
        "rien",
        "nc",
        "so",
        "ras",
    }
)
_DECIMAL = re.compile(r"[-+]?\d+[.,]0+")
_SCIENTIFIQUE = re.compile(r"[-+]?\d+(?:[.,]\d+)?E\+\d{1,3}", re.IGNORECASE)
# A straight apostrophe in front: Excel’s mark of a text. « 't HOOFT », « 's-GRAVENHAGE » are names.
_PREFIXE = re.compile(r"'(?![a-z]{1,2}[\s-])")
_CODE_PREFIXE = re.compile(r"'\d[\d\s./-]*")
_ENTRE_GUILLEMETS = re.compile(r"([\"'])(?:.*)\1", re.DOTALL)
# What the web and programs write for a letter: « &eacute; », « \\u00e9 », « %C3%A9 », « <br> ». A
# sign that happens to be written so (« &lt; », « <b> ») is the person’s, and printed as it is.
_BALISAGE = re.compile(
    r"&[a-z]{1,2}(?:acute|grave|circ|uml|cedil|tilde|ring|lig|slash|caron);|\s&amp;\s"
    r"|&(?:nbsp|[lr]squo|apos|quot|deg|[nm]dash|szlig);|&#(?:39|x27|1[6-9]\d|2\d\d|3\d\d|8\d{3});"
    r"|&#x[ef][0-9a-f];|</?(?:br|p)\s?/?>|\\u[0-9a-f]{4}|%C3%[0-9A-F]{2}|=C3=[0-9A-F]{2}"
    r"|_x[0-9a-f]{4}_|\\[nrt](?![a-z])",
    re.IGNORECASE,
)
# « Ch?teauroux », « D?ALMEIDA »: a question mark is no letter, nor are the boxes of fonts.
_PERDUES = "¿□■▯▢"
_PERDUE = re.compile(r"[^\W\d_]\?[^\W\d_]")
# « FranÁois »: an accented capital amid small letters is a letter of another code page. Scots and
# Irish names have some: « McÉwan », « Ó hÉalaithe ».
_CAPITALE = re.compile(r"[^\W\d_][a-zß-öø-ÿ](?<!Mc)(?<!Mac)[À-ÖØ-ÞŠŽŒŸ][a-zß-öø-ÿ]")
_APOSTROPHES = "´`′‵＇"
_TIRETS = "‒–—―−﹣－_"
# Of a person who has two names, both in one cell: « D’ARTAGNAN née DUPUIS ». « dit » is of a name.
_DEUX_NOMS = re.compile(
    r"(?:\S[\s(,/]+|^\(\s*)(?:née?|nee|[ée]pouse|[ée]p\.|ép|épx|veuve|vve|divorcée?|ex-épouse|alias"
    r"|nom d.usage|nom de jeune fille)\b[\s.:]*\S",
    re.IGNORECASE,
)
_NEE_EN_TETE = re.compile(r"(?:née?|épouse|veuve)\s+\S")
_CIVILITE = re.compile(r"(?:M\.|Mme|Mlle|Mr|Monsieur|Madame|Mademoiselle)\s+\S", re.IGNORECASE)
# What stands where a letter, a hyphen or an apostrophe was, after a wrong decoding, a footnote or a
# slip of a finger. Brackets, quotes and bars pass: a name is printed as it is given.
_SIGNES = frozenset("$=@^_~¡¢£¤¥¦§¨©¬®¯±²³´µ¶¸¹¼½¾×÷‚ƒ„…†‡ˆ‰‹›™˜•∞≠≤≥√∂∑∏∫Ω€")
_LONGUEUR_MAX = 32_767

_VIDER = "Videz la cellule si elle n’a rien à dire, ou tapez la vraie valeur."
_VRAI = " Si c’est bien ce qu’il faut lire, ajoutez-le à « valeurs_verifiees » de la session."
_RETAPER = "Retapez le texte d’origine."


def undo_saisie(texte: str) -> str:
    """Return a text without what a spreadsheet puts around it and does not show."""
    texte = texte.strip()
    # « '00123 »: the mark of a text, shown in a CSV only. Before letters it may belong to a name.
    return texte[1:] if _CODE_PREFIXE.fullmatch(texte) else texte


def find_reste(texte: str, colonne: Colonne) -> Reste | None:
    """Return what no paper may print in `texte`, a text that is not empty, or None."""
    return _find_court(texte, colonne) if len(texte) <= _COURT else _find(texte, colonne)


# Most columns say the same few things in every row; long texts would only fill the memory.
_COURT = 80


def _find(texte: str, colonne: Colonne) -> Reste | None:
    return (
        _find_erreur(texte)
        or _find_vide(texte, colonne)
        or _find_ligne_vide(texte, colonne)
        or _find_altere(texte, colonne)
    )


_find_court = lru_cache(maxsize=32_768)(_find)


def _find_erreur(texte: str) -> Reste | None:
    found = (
        _ERREUR.search(texte) or _ERREUR_LIBREOFFICE.search(texte) or _ERREUR_AUTRE.fullmatch(texte)
    )
    if found:
        fait, geste = (
            "la cellule est en erreur : « {texte} ».",
            "Corrigez la formule, ou tapez la valeur.",
        )
        return Reste("L052", fait, geste)
    if _DIESES.fullmatch(texte):
        # A column too narrow; or a text of more than 255 letters in a cell of the format « Texte ».
        long = len(texte) > 200
        geste = (
            "Passez la cellule au format Standard, puis enregistrez de nouveau."
            if long
            else "Élargissez la colonne, puis enregistrez de nouveau."
        )
        return Reste(
            "L052", "le tableur a écrit des dièses à la place de la valeur : « {texte} ».", geste
        )
    return None


def _find_vide(texte: str, colonne: Colonne) -> Reste | None:
    """Return what says that there is nothing, where a paper would print it as a value."""
    champ = colonne.champ
    if _ZERO.fullmatch(texte) and colonne.contenu is not Contenu.ENTIER:
        fait = "« {texte} » est le zéro qu’un tableur tire d’une cellule vide."
        return Reste("L057", fait, _VIDER)
    zero = _ZERO_JOUR if colonne.contenu.jour else _ZERO_HEURE
    if (colonne.contenu.jour or colonne.contenu is Contenu.HEURE) and zero.fullmatch(texte):
        fait = "« {texte} » est le zéro d’un tableur, pas une vraie valeur."
        code = "L039" if colonne.contenu.jour else "L057"
        return Reste(code, fait, "Tapez la vraie valeur, ou videz la cellule.")
    if _FORMULE.match(texte):
        fait = "« {texte} » est une formule restée en texte."
        geste = "Passez la cellule au format Standard et validez-la, ou tapez la valeur."
        return Reste("L057", fait, geste)
    fait = "« {texte} » ne dit rien : c’est ce qu’on met pour une valeur absente."
    if (
        _NULS.fullmatch(texte)
        or texte in _NULS_EXACTS
        or not texte.strip(_PONCTUATION)
        or (champ == "exclusion" and fold(texte) in _NON_EXCLU)
    ):
        return Reste("L057", fait, _VIDER + _VRAI)
    if champ in _FACULTATIFS and (
        fold(texte) in _MOTS_VIDES or texte in _SIGLES_VIDES or texte in _BOOLEENS
    ):
        return Reste("L057", fait, _VIDER + _VRAI)
    if colonne.contenu is Contenu.NOM and not any(map(str.isalpha, texte)):
        return Reste("L057", "« {texte} » n’a pas une lettre : un nom est attendu.", _VIDER)
    return None


def _find_ligne_vide(texte: str, colonne: Colonne) -> Reste | None:
    """Return the line of an address that says nothing: what a formula put together has some."""
    if colonne.champ not in ("adresse", "adresse_hierarchique"):
        return None
    for line in texte.replace(" / ", "\n").split("\n"):
        if line.strip() and (_ZERO.fullmatch(line.strip()) or _NULS.fullmatch(line.strip())):
            fait = "une ligne de « {texte} » ne dit rien : « {signe} »."
            return Reste("L057", fait, "Retirez-la, ou tapez la vraie ligne.", line.strip())
    return None


def _find_altere(texte: str, colonne: Colonne) -> Reste | None:
    """Return what has changed letters, signs or digits of a text."""
    if not colonne.contenu.textuel:
        return None
    if len(texte) > _LONGUEUR_MAX:
        fait = "cette cellule a plus de 32 767 caractères : « {texte} »."
        return Reste("L010", fait, "Vérifiez que c’est le bon fichier.")
    if _SCIENTIFIQUE.fullmatch(texte):
        fait = "« {texte} » est un nombre trop long : le tableur en a perdu les derniers chiffres."
        return Reste("L054", fait, "Passez la cellule au format Texte et retapez la valeur.")
    if _DECIMAL.fullmatch(texte):
        fait = "un programme a pris « {texte} » pour un nombre : des zéros ont pu se perdre."
        return Reste("L053", fait, "Passez la cellule au format Texte et retapez la valeur.")
    if found := UTF8_MAL_LU.search(texte) or _BALISAGE.search(texte) or _CAPITALE.search(texte):
        fait = "des lettres de « {texte} » sont abîmées (« {signe} »)."
        return Reste("L044", fait, _RETAPER + _VRAI, found[0])
    if _is_perdue(texte, colonne):
        fait = "« {texte} » a perdu une lettre, remplacée par « {signe} »."
        return Reste("L044", fait, _RETAPER, next((c for c in texte if c in _PERDUES), "?"))
    return _find_signe(texte, colonne)


def _is_perdue(texte: str, colonne: Colonne) -> bool:
    if any(char in texte for char in _PERDUES) or _PERDUE.search(texte):
        return True
    # A sentence may ask; a name, a code and an address do not.
    return "?" in texte and colonne.contenu is not Contenu.PHRASE


def _find_signe(texte: str, colonne: Colonne) -> Reste | None:
    """Return the sign that a name has in place of a hyphen, of an apostrophe or of a letter."""
    nom = colonne.contenu is Contenu.NOM
    if found := re.search(f"[^\\W\\d_]([{_APOSTROPHES}])[^\\W\\d_]", texte):
        fait = "« {texte} » a un « {signe} » (U+{code}) à la place d’une apostrophe."
        return Reste("L058", fait, "Retapez l’apostrophe.", found[1])
    if not nom:
        return None
    if "\n" in texte:
        fait = "« {texte} » est sur plusieurs lignes."
        return Reste("L044", fait, "Retapez-le sur une seule.")
    if dash := next((char for char in texte if char in _TIRETS), None):
        # « DUPONT–MARTIN »: a word processor makes one dash of the two hyphens of a double name.
        fait = "« {texte} » a un « {signe} » (U+{code}) à la place d’un trait d’union."
        return Reste("L058", fait, "Retapez le trait d’union, un ou deux comme sur l’acte.", dash)
    if colonne.champ in _PERSONNES and (
        _DEUX_NOMS.search(texte)
        or _NEE_EN_TETE.match(texte)
        # « M. » may be an initial among first names.
        or (colonne.champ != "prenoms" and _CIVILITE.match(texte))
    ):
        fait = "« {texte} » dit plus qu’un nom."
        geste = (
            "Gardez ici le seul nom de ce champ ; le nom de naissance, le nom d’usage et la "
            "civilité ont chacun leur colonne."
        )
        return Reste("L059", fait, geste + _VRAI)
    if _PREFIXE.match(texte) or _ENTRE_GUILLEMETS.fullmatch(texte):
        fait = "« {texte} » a un « {signe} » en tête, comme en laisse un export."
        geste = "Retirez-le ; s’il est du nom, tapez une apostrophe typographique (’)."
        return Reste("L057", fait, geste, texte[0])
    # A star at an end calls a note.
    star = "*" if texte.startswith("*") or texte.endswith("*") else None
    if sign := star or next((char for char in texte if char in _SIGNES), None):
        fait = "« {texte} » a un signe qu’un nom n’a pas, « {signe} » (U+{code})."
        return Reste("L058", fait, _RETAPER + _VRAI, sign)
    return None

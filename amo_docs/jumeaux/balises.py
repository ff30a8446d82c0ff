"""The only table of the HTML tags that both formats honour."""

from __future__ import annotations

from collections.abc import Mapping

STRUCTURE: Mapping[str, str] = {
    "html": "la page ; « lang » dit la langue",
    "head": "ce qui ne s’imprime pas",
    "meta": "author, description : propriétés des deux fichiers",
    "title": "le titre des deux fichiers",
    "style": "une feuille de style du gabarit, ajoutée à amo.css",
    "body": "le papier",
}
BLOCS: Mapping[str, str] = {
    "header": "l’en-tête du papier",
    "footer": "le bas du papier, dans le texte",
    "main": "bloc",
    "section": "bloc",
    "article": "bloc",
    "aside": "bloc",
    "nav": "bloc",
    "div": "bloc",
    "address": "bloc d’adresse",
    "blockquote": "citation",
    "figure": "image et sa légende",
    "figcaption": "légende d’une image",
    "p": "paragraphe",
    "h1": "titre de niveau 1",
    "h2": "titre de niveau 2",
    "h3": "titre de niveau 3",
    "h4": "titre de niveau 4",
    "h5": "titre de niveau 5",
    "h6": "titre de niveau 6",
    "ul": "liste à puces",
    "ol": "liste numérotée ; « start » : premier numéro",
    "li": "élément de liste",
    "dl": "liste de définitions",
    "dt": "terme défini",
    "dd": "définition",
    "hr": "filet",
}
TABLEAUX: Mapping[str, str] = {
    "table": "tableau",
    "caption": "titre du tableau, au-dessus",
    "colgroup": "groupe de colonnes",
    "col": "colonne et sa largeur",
    "thead": "en-tête, répété à chaque page",
    "tbody": "corps du tableau",
    "tr": "rangée",
    "th": "cellule d’en-tête ; « scope », « colspan », « rowspan »",
    "td": "cellule ; « colspan », « rowspan »",
}
TEXTE: Mapping[str, str] = {
    "a": "lien ; « href » : http, https, mailto, tel",
    "abbr": "abréviation",
    "b": "gras",
    "strong": "gras",
    "i": "italique",
    "em": "italique",
    "cite": "italique",
    "dfn": "italique",
    "var": "italique",
    "u": "souligné",
    "ins": "souligné",
    "s": "barré",
    "del": "barré",
    "mark": "surligné",
    "small": "plus petit",
    "sub": "indice",
    "sup": "exposant",
    "span": "morceau de texte",
    "time": "date ou heure",
    "bdi": "morceau de texte",
    "data": "morceau de texte",
    "br": "retour à la ligne",
    "img": "image que la session nomme : « src », « alt »",
}
BALISES: Mapping[str, str] = {**STRUCTURE, **BLOCS, **TABLEAUX, **TEXTE}
"""Every admitted tag → what it is, in French."""

REFUSEES: Mapping[str, str] = {
    # WeasyPrint repeats it at the foot of each page; in OOXML only head
    # rows repeat (`w:tblHeader`).
    "tfoot": "Word ne répète pas de pied de tableau",
    "svg": "Word n’en montrerait rien : donnez un PNG ou un JPEG",
    "math": "Word n’en montrerait rien",
    # The style sheet of HTML generates its quotes, which stand in no text.
    "q": "ses guillemets manqueraient dans Word : écrivez « et »",
    # These are monospaced, and glyphs are checked against the Liberation faces of papers alone.
    "code": "sa police n’est pas celle des papiers",
    "kbd": "sa police n’est pas celle des papiers",
    "pre": "sa police n’est pas celle des papiers",
    "samp": "sa police n’est pas celle des papiers",
    "tt": "sa police n’est pas celle des papiers",
    "ruby": "ses annotations n’ont pas de place dans Word",
    "rt": "ses annotations n’ont pas de place dans Word",
    "link": "la feuille de style est amo.css, et rien d’autre ne s’attache",
    "base": "les adresses sont celles des images de la session",
    "template": "son texte ne s’imprime pas",
    "noscript": "son texte ne s’imprime pas",
    "dialog": "son texte ne s’imprime pas",
    "details": "son texte ne s’imprime pas",
    # Scripts, frames and media: nothing of them is laid out.
    **dict.fromkeys(
        ("script", "object", "embed", "iframe", "video", "audio", "canvas", "picture"),
        "rien de tel ne s’imprime",
    ),
    **dict.fromkeys(
        (
            "form",
            "input",
            "select",
            "option",
            "textarea",
            "button",
            "fieldset",
            "progress",
            "meter",
            "label",
        ),
        "un papier n’est pas un formulaire",
    ),
}
"""Tags that lose, hide or change words in one of the formats → why, in French."""

# HTML, « void elements ».
VIDES = frozenset(
    (
        "area",
        "base",
        "br",
        "col",
        "embed",
        "hr",
        "img",
        "input",
        "link",
        "meta",
        "source",
        "track",
        "wbr",
    )
)
"""Tags that have no end tag."""

# HTML, « optional tags ». Leaving one open is doubtful, not an error.
FIN_OMISE = frozenset(
    (
        "html",
        "head",
        "body",
        "p",
        "li",
        "dt",
        "dd",
        "tr",
        "td",
        "th",
        "thead",
        "tbody",
        "colgroup",
        "option",
    )
)
"""Tags whose end tag HTML allows to leave out."""

ATTRIBUTS_REFUSES: Mapping[str, str] = {
    "hidden": "son texte ne s’imprime pas",
    "dir": "Word n’écrit ici que de gauche à droite",
    "reversed": "Word ne numérote pas à rebours",
    "srcset": "une image n’a qu’une adresse, « src »",
}
ENTIERS = frozenset(("colspan", "rowspan", "span", "start"))
"""Attributes whose value is a whole number."""

SANS_CONTENU = frozenset(
    ("html", "table", "thead", "tbody", "tr", "colgroup", "col", "hr", "br", "img")
)
"""Tags in which Word has no place for what `::before` and `::after` generate."""

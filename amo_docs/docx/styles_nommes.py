"""The style sheet as named styles of Word: one an element and class, with the commonest format.

A secretary who restyles « Paragraphe – mention » restyles all of them: a paragraph carries only
what it has of its own.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

from lxml.etree import _Element

from amo_docs.docx.flux import INTERVALLE
from amo_docs.docx.formats import BASCULES_TEXTE, make_ppr, make_rpr, subtract
from amo_docs.docx.ordre_ooxml import assemble, keep_copies, make, set_attributs
from amo_docs.docx.structure import Bloc, Format, Paires, Paragraphe, Valeur

NOMS = {
    "p": "Paragraphe",
    "li": "Élément de liste",
    "td": "Cellule",
    "th": "Cellule d’en-tête",
    "div": "Bloc",
    "section": "Section",
    "header": "En-tête",
    "footer": "Pied",
    "address": "Adresse",
    "caption": "Légende",
    "strong": "Important",
    "b": "Gras",
    "em": "Accentué",
    "i": "Italique",
    "small": "Petit",
    "a": "Lien",
    "sup": "Exposant",
    "sub": "Indice",
    "span": "Texte",
    "abbr": "Abréviation",
    "hr": "Filet",
    "body": "Corps",
    INTERVALLE: "Intervalle",
    "marge-top": "header",
    "marge-bottom": "footer",
}
"""The names of elements in Word's list of styles."""
DEFAUTS_PARAGRAPHE: dict[str, Valeur] = {
    "keepNext": False,
    "keepLines": False,
    "pageBreakBefore": False,
    "widowControl": True,
    "bords": (),
    "shd": "",
    "before": 0,
    "after": 0,
    "left": 0,
    "right": 0,
    "first": 0,
    "jc": "left",
    "outlineLvl": None,
    "tabs": (),
    "numPr": None,
    "lineRule": "auto",
}
"""The format of a paragraph that states nothing."""
INTEGRES = ("header", "footer")
"""Styles that Word has itself, and shows under its French names."""
DIRECTS = ("numPr", "pageBreakBefore", "tabs")
"""What a paragraph states, and never a style."""


def name_style(cle: str) -> str:
    """Return the French name of the style of `cle`: « Paragraphe – mention », « heading 1 »."""
    base, _, famille = cle.partition("@")
    tag, *classes = base.split(".")
    titre = re.fullmatch(r"h([1-6])", tag)
    nom = f"heading {titre[1]}" if titre else NOMS.get(tag, tag.capitalize())
    precisions = [*([famille] if famille else []), *classes]
    return f"{nom} – {' '.join(precisions)}" if precisions else nom


class StylesNommes:
    """The named styles of one document: formats are collected, then styles settled and written.

    `ids` are the identifiers of paragraph styles, by their key.
    """

    def __init__(self, defauts: Format) -> None:
        self.defauts = defauts
        self._paragraphes: dict[str, list[Format]] = {}
        self._caracteres: dict[str, list[Format]] = {}
        self._textes: dict[str, list[Format]] = {}
        self._styles: dict[str, dict[str, Valeur]] = {}
        self._styles_texte: dict[str, dict[str, Valeur]] = {}
        self.ids: dict[str, str] = {}
        self._ids_texte: dict[str, str] = {}

    def collect(self, blocs: Iterable[Bloc]) -> None:
        """Take into account the formats of all paragraphs of `blocs`, cells included."""
        for bloc in blocs:
            if isinstance(bloc, Paragraphe):
                # Counted once more with the margins of the style sheet, which thus win a draw
                # against those that a neighbour asks for.
                formats = self._paragraphes.setdefault(bloc.cle, [{**bloc.format, **bloc.marges}])
                formats.append(bloc.format)
                self._caracteres.setdefault(bloc.cle, []).append(bloc.caracteres)
                for morceau in bloc.morceaux:
                    if morceau.cle:
                        ecart = subtract(morceau.format, bloc.caracteres)
                        self._textes.setdefault(morceau.cle, []).append(ecart)
            else:
                for rangee in bloc.rangees:
                    for cellule in rangee.cellules:
                        self.collect(cellule.blocs)

    def settle(self) -> None:
        """Choose the format of each style: of each property, the commonest value."""
        for cle, formats in self._paragraphes.items():
            commun = {n: v for n, v in _choose(formats).items() if n not in DIRECTS}
            self._styles[cle] = {**commun, **_choose(self._caracteres[cle])}
        for cle, formats in self._textes.items():
            choisi = _choose(formats, manquants=True)
            # LibreOffice shrinks the text of a style that raises it.
            choisi.pop("position", None)
            # An element without a class and without a look of its own needs no style.
            if choisi or "." in cle:
                self._styles_texte[cle] = choisi
        self._name_ids()

    def _name_ids(self) -> None:
        """Give each style an identifier of its own."""
        # Whatever the case: Word takes identifiers that differ by it for the same.
        pris: set[str] = set()
        cles = [(c, self.ids) for c in self._styles]
        cles += [(c, self._ids_texte) for c in self._styles_texte]
        for cle, ids in cles:
            titre = re.fullmatch(r"h([1-6])", cle)
            souche = re.sub(r"[^A-Za-z0-9]+", "-", cle).strip("-") or "style"
            souche = f"Heading{titre[1]}" if titre else souche
            identifiant, rang = souche, 2
            while identifiant.lower() in pris:
                identifiant, rang = f"{souche}-{rang}", rang + 1
            pris.add(identifiant.lower())
            ids[cle] = identifiant

    def subtract_paragraphe(
        self, paragraphe: Paragraphe
    ) -> tuple[dict[str, Valeur], dict[str, Valeur]]:
        """Return what a paragraph states beyond its style, and what its mark states."""
        style = self._styles[paragraphe.cle]
        base = {**DEFAUTS_PARAGRAPHE, **style}
        direct = subtract(paragraphe.format, base)
        # Word reads the two together: the rule says whether the number counts twips or lines.
        if "line" in direct or "lineRule" in direct:
            direct |= {"line": paragraphe.format["line"], "lineRule": paragraphe.format["lineRule"]}
        return direct, subtract(paragraphe.caracteres, {**self.defauts, **style})

    def subtract_texte(
        self, cle: str, fmt: Format, paragraphe: str
    ) -> tuple[str, dict[str, Valeur]]:
        """Return the identifier of the character style `cle` ("" for none), and what a run states.

        It states what neither that style nor the style of its paragraph does.
        """
        base: dict[str, Valeur] = {**self.defauts, **self._styles[paragraphe]}
        texte = self._styles_texte.get(cle, {})
        # Word switches a toggle back when paragraph and character style both set it, so it is
        # stated on the run.
        doubles = {n: fmt[n] for n in BASCULES_TEXTE if texte.get(n) and base.get(n) and n in fmt}
        direct = subtract(fmt, {**base, **texte}) | doubles
        return self._ids_texte.get(cle, ""), direct

    def make_styles(self) -> list[_Element]:
        """Return the `w:style` elements, those of paragraphs first."""
        styles = []
        for cle, fmt in self._styles.items():
            ecart = subtract(fmt, {**DEFAUTS_PARAGRAPHE, **self.defauts})
            if "line" in fmt:
                ecart |= {"line": fmt["line"], "lineRule": fmt["lineRule"]}
            styles.append(
                _make_style("paragraph", self.ids[cle], name_style(cle), tuple(ecart.items()))
            )
        for cle, fmt in self._styles_texte.items():
            nom = name_style(cle) + (" (texte)" if cle in self.ids else "")
            styles.append(_make_style("character", self._ids_texte[cle], nom, tuple(fmt.items())))
        return styles


@keep_copies
def _make_style(genre: str, identifiant: str, nom: str, fmt: Paires) -> _Element:
    parent = "Normal" if genre == "paragraph" else "DefaultParagraphFont"
    enfants = [make("w:name", val=nom), make("w:basedOn", val=parent), make("w:qFormat")]
    formats = [make_ppr(dict(fmt))] if genre == "paragraph" else []
    enfants += [e for e in (*formats, make_rpr(dict(fmt))) if len(e)]
    style = assemble("w:style", enfants)
    set_attributs(style, "w:style", type=genre, styleId=identifiant)
    if nom not in INTEGRES and not nom.startswith("heading "):
        set_attributs(style, "w:style", customStyle=1)
    return style


def _choose(formats: list[Format], manquants: bool = False) -> dict[str, Valeur]:
    """Return the commonest value of each property; with `manquants`, its absence may win."""
    choisi: dict[str, Valeur] = {}
    for nom in dict.fromkeys(nom for fmt in formats for nom in fmt):
        valeurs = [fmt[nom] for fmt in formats if nom in fmt]
        valeur, nombre = valeurs[0], valeurs.count(valeurs[0])
        # Counted only when the first value has not already half of them.
        if nombre * 2 < len(valeurs):
            valeur, nombre = Counter(valeurs).most_common(1)[0]
        if not manquants or nombre * 2 > len(formats) or nombre == len(formats):
            choisi[nom] = valeur
    return choisi

"""The style sheet as Word styles: one named style per element and class, its format the commonest
one."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

from lxml.etree import _Element

from .flux import INTERVALLE
from .formats import BASCULES_TEXTE, make_ppr, make_rpr, subtract
from .modele import Bloc, Format, Paires, Paragraphe, Valeur
from .ordre import assemble, keep_copies, make

# What the elements are called in Word's list of styles.
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
INTEGRES = ("header", "footer")  # styles Word has of its own, shown under its French names
DIRECTS = ("numPr", "pageBreakBefore", "tabs")  # never part of a style


def nommer_style(cle: str) -> str:
    """French name of the style of ``cle``: « Paragraphe – mention », « heading 1 »."""
    base, _, famille = cle.partition("@")
    tag, *classes = base.split(".")
    titre = re.fullmatch(r"h([1-6])", tag)
    nom = f"heading {titre[1]}" if titre else NOMS.get(tag, tag.capitalize())
    precisions = [*([famille] if famille else []), *classes]
    return f"{nom} – {' '.join(precisions)}" if precisions else nom


class Feuille:
    """Named styles of one document. Formats are first collected, then styles settled and
    written."""

    def __init__(self, defauts: Format) -> None:
        self.defauts = defauts
        self._paragraphes: dict[str, list[Format]] = {}
        self._caracteres: dict[str, list[Format]] = {}
        self._textes: dict[str, list[Format]] = {}
        self.styles: dict[str, dict[str, Valeur]] = {}
        self.styles_texte: dict[str, dict[str, Valeur]] = {}
        self.ids: dict[str, str] = {}
        self.ids_texte: dict[str, str] = {}

    def collect(self, blocs: Iterable[Bloc]) -> None:
        """Take the formats of all paragraphs in ``blocs``, cells included, into account."""
        for bloc in blocs:
            if isinstance(bloc, Paragraphe):
                # The margins of the style sheet win a draw against those a neighbour asks for.
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
        """Choose the format of each style: for each property the value met most often."""
        for cle, formats in self._paragraphes.items():
            commun = {n: v for n, v in _choose(formats).items() if n not in DIRECTS}
            self.styles[cle] = {**commun, **_choose(self._caracteres[cle])}
        for cle, formats in self._textes.items():
            choisi = _choose(formats, manquants=True)
            choisi.pop("position", None)  # LibreOffice shrinks the text of a style that raises it
            if choisi or "." in cle:
                self.styles_texte[cle] = choisi
        pris: set[str] = set()
        cles = [(c, self.ids) for c in self.styles] + [
            (c, self.ids_texte) for c in self.styles_texte
        ]
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
        """What paragraph and mark need said beyond their style: direct formatting."""
        style = self.styles[paragraphe.cle]
        base = {**DEFAUTS_PARAGRAPHE, **style}
        direct = subtract(paragraphe.format, base)
        if "line" in direct or "lineRule" in direct:
            direct |= {"line": paragraphe.format["line"], "lineRule": paragraphe.format["lineRule"]}
        return direct, subtract(paragraphe.caracteres, {**self.defauts, **style})

    def subtract_texte(
        self, cle: str, fmt: Format, paragraphe: str
    ) -> tuple[str, dict[str, Valeur]]:
        """Character style identifier ("" for none) and direct formatting of a run."""
        base: dict[str, Valeur] = {**self.defauts, **self.styles[paragraphe]}
        texte = self.styles_texte.get(cle, {})
        # Word switches a toggle back when paragraph and character style both set it: say it
        # directly.
        doubles = {n: fmt[n] for n in BASCULES_TEXTE if texte.get(n) and base.get(n) and n in fmt}
        direct = subtract(fmt, {**base, **texte}) | doubles
        return self.ids_texte.get(cle, ""), direct

    def make_styles(self) -> list[_Element]:
        """``w:style`` elements, paragraph styles first."""
        styles = []
        for cle, fmt in self.styles.items():
            ecart = subtract(fmt, {**DEFAUTS_PARAGRAPHE, **self.defauts})
            if "line" in fmt:
                ecart |= {"line": fmt["line"], "lineRule": fmt["lineRule"]}
            styles.append(
                _make_style("paragraph", self.ids[cle], nommer_style(cle), tuple(ecart.items()))
            )
        for cle, fmt in self.styles_texte.items():
            nom = nommer_style(cle) + (" (texte)" if cle in self.ids else "")
            styles.append(_make_style("character", self.ids_texte[cle], nom, tuple(fmt.items())))
        return styles


@keep_copies
def _make_style(genre: str, identifiant: str, nom: str, fmt: Paires) -> _Element:
    parent = "Normal" if genre == "paragraph" else "DefaultParagraphFont"
    enfants = [make("w:name", val=nom), make("w:basedOn", val=parent), make("w:qFormat")]
    formats = [make_ppr(dict(fmt))] if genre == "paragraph" else []
    enfants += [e for e in (*formats, make_rpr(dict(fmt))) if len(e)]
    style = assemble("w:style", enfants)
    for attribut, valeur in make("w:style", type=genre, styleId=identifiant).items():
        style.set(attribut, valeur)
    if nom not in INTEGRES and not nom.startswith("heading "):
        style.set(make("w:style", customStyle=1).keys()[0], "1")
    return style


def _choose(formats: list[Format], manquants: bool = False) -> dict[str, Valeur]:
    """The commonest value of each property; with ``manquants``, absence is a value that can win."""
    choisi: dict[str, Valeur] = {}
    for nom in dict.fromkeys(nom for fmt in formats for nom in fmt):
        valeurs = [fmt[nom] for fmt in formats if nom in fmt]
        valeur, nombre = valeurs[0], valeurs.count(valeurs[0])
        if nombre * 2 < len(valeurs):  # where the first is not the commonest already
            valeur, nombre = Counter(valeurs).most_common(1)[0]
        if not manquants or nombre * 2 > len(formats) or nombre == len(formats):
            choisi[nom] = valeur
    return choisi

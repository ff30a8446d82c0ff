"""Pages: size, margins and border from `@page`, headers and footers from its margin boxes.

Each kind of page of the style sheet becomes a section of Word.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from xml.etree.ElementTree import Element

from lxml.etree import _Element

from amo_docs.docx.encadrements import ESPACE_MAXIMAL
from amo_docs.docx.formats import expand_capitales, make_bord, measure_descente, read_caracteres
from amo_docs.docx.morceaux import append_texte, trim
from amo_docs.docx.ordre_ooxml import assemble, make, set_attributs
from amo_docs.docx.structure import Format, Marges, Morceau, Paragraphe, twips
from amo_docs.docx.styles_nommes import DEFAUTS_PARAGRAPHE
from amo_docs.jumeaux.impossible import JumeauImpossible
from amo_docs.jumeaux.proprietes import COTES
from amo_docs.moteur.styles import PLACES, Bord, Cascade, ContenuEngendre, Style, name_element

CHAMPS = {"page": "PAGE", "pages": "NUMPAGES"}
BANDES = {"top": "header", "bottom": "footer"}
_BLANCS = re.compile("[ \t\n\r\f]+")
"""White space of CSS, without the non-breaking spaces."""


@dataclass(frozen=True)
class Bande:
    """A header or a footer: its paragraph, and its distance in px from the edge of the page."""

    # One paragraph: the parts on the left, in the middle and on the right stand at tab stops.

    paragraphe: Paragraphe
    distance: float


@dataclass(frozen=True)
class BordPage:
    """A side of the border of a page, with the padding inside it and the margin outside, in px."""

    cote: str
    bord: Bord
    remplissage: float
    marge: float


@dataclass(frozen=True)
class Feuillet:
    """A kind of page, by its name in CSS. Sizes are in px, bands under « header » and « footer ».

    `premieres` are the bands of the first page of the document, None when it has the same as the
    others.
    """

    nom: str
    largeur: float
    hauteur: float
    marges: Marges
    bords: tuple[BordPage, ...]
    bandes: dict[str, Bande]
    premieres: dict[str, Bande] | None = None

    @property
    def utile(self) -> float:
        """The width of the content in px."""
        return self.largeur - self.marges.gauche - self.marges.droite

    @property
    def toutes(self) -> list[tuple[str, Bande]]:
        """All its bands with their kind, those of the first page included."""
        return [*self.bandes.items(), *(self.premieres or {}).items()]


class Feuillets:
    """The kinds of pages of a document, each read once."""

    def __init__(self, cascade: Cascade) -> None:
        self._cascade = cascade
        self._chaines = read_chaines(cascade)
        self._lus: dict[tuple[str, bool], Feuillet] = {}

    def read(self, nom: str, debut: bool = False) -> Feuillet:
        """Return the page named `nom` in CSS; `debut` when the document begins with it.

        Raises JumeauImpossible when `@page :first` changes more than the margin boxes.
        """
        if (nom, debut) not in self._lus:
            self._lus[nom, debut] = self._read(nom, debut)
        return self._lus[nom, debut]

    def _read(self, nom: str, debut: bool) -> Feuillet:
        feuillet = self._read_feuillet(nom, premiere=False)
        if not debut:
            return feuillet
        premier = self._read_feuillet(nom, premiere=True)
        # Word has another header for the first page of a section, and nothing else of its own.
        if replace(premier, bandes={}) != replace(feuillet, bandes={}):
            raise JumeauImpossible(
                "@page :first", "taille, marges ou bordure propres à la première page"
            )
        if _describe(premier.bandes) == _describe(feuillet.bandes):
            return feuillet
        return replace(feuillet, premieres=premier.bandes)

    def _read_feuillet(self, nom: str, premiere: bool) -> Feuillet:
        style, boites = self._cascade.page(nom, premiere)
        bords = tuple(
            BordPage(
                cote, style.bord(cote), style.px(f"padding_{cote}"), style.px(f"margin_{cote}")
            )
            for cote in COTES
            if style.bord(cote).largeur
        )
        largeur, hauteur = (float(cote) for cote in style["size"])
        marges = Marges(*(_measure_cote(style, cote) for cote in COTES))
        bandes = {}
        for cote, genre in BANDES.items():
            places = {p: boites[f"{cote}-{p}"] for p in PLACES if f"{cote}-{p}" in boites}
            if places:
                bandes[genre] = self._make_bande(cote, places, style)
        return Feuillet(nom, largeur, hauteur, marges, bords, bandes)

    def _make_bande(self, cote: str, places: Mapping[str, Style], page: Style) -> Bande:
        """Return the band made of the margin boxes of a side."""
        # One paragraph has one height of lines: that of the box with the highest ones.
        style = max(places.values(), key=lambda s: s.measure_ligne()[0])
        ligne, base = style.measure_ligne()
        largeur = float(page["size"][0]) - sum(_measure_cote(page, c) for c in ("left", "right"))
        seule = next(iter(places)) if len(places) == 1 else ""
        butees = {"center": twips(largeur / 2), "right": twips(largeur)}
        tabs = {place: pos for place, pos in butees.items() if place in places and not seule}
        morceaux: list[Morceau] = []
        for place in PLACES:
            if place in tabs:
                morceaux.append(Morceau("tab", "", read_caracteres(style)))
            if place in places:
                morceaux += self._make_morceaux(places[place])
        bords = tuple(
            (c, style.bord(c), round(style.px(f"padding_{c}") * 0.75))
            for c in ("top", "bottom")
            if style.bord(c).largeur
        )
        # A box alone is placed by its alignment: after a tab stop, long text would wrap.
        fmt = {
            **DEFAUTS_PARAGRAPHE,
            "line": twips(ligne),
            "lineRule": "exact",
            "tabs": tuple(tabs.items()),
            "jc": seule if seule else "left",
            "bords": bords,
        }
        paragraphe = Paragraphe(f"marge-{cote}", fmt, read_caracteres(style), morceaux)
        nombre = 1 + sum(morceau.genre == "saut" for morceau in morceaux)
        descente = measure_descente(ligne, base)
        distance = _measure_distance(cote, style, page, nombre * ligne)
        return Bande(paragraphe, distance + (descente if cote == "top" else -descente))

    def _make_morceaux(self, style: Style) -> list[Morceau]:
        """Return the runs of a margin box: texts, named strings, page numbers."""
        fmt: Format = read_caracteres(style)
        morceaux: list[Morceau] = []
        for contenu in style.contenus:
            champ = CHAMPS.get(contenu.valeur, "")
            if champ and contenu == ContenuEngendre("counter()", contenu.valeur, "decimal"):
                morceaux.append(Morceau("champ", champ, fmt))
                continue
            texte = expand_capitales(self._say_contenu(contenu, style), fmt)
            append_texte(morceaux, Morceau("texte", "", fmt), texte, style.mot("white_space"))
        trim(morceaux)
        return morceaux

    def _say_contenu(self, contenu: ContenuEngendre, style: Style) -> str:
        if contenu.genre == "string":
            return contenu.valeur
        if contenu.genre == "string()":
            return self._chaines.get(contenu.valeur, "")
        raise JumeauImpossible(style.ou, f"contenu « {contenu.genre} » sans équivalent dans Word")


def read_chaines(cascade: Cascade) -> dict[str, str]:
    """Return the value of each name set by `string-set`.

    Raises JumeauImpossible when a name is given two values.
    """
    trouvees: dict[str, str] = {}
    for element in cascade.racine.iter():
        if isinstance(element.tag, str):
            for nom, contenus in cascade.style(element).chaines:
                texte = "".join(_say_chaine(element, contenu) for contenu in contenus)
                # Word has no running heads: a header has one text for all pages of its section.
                if trouvees.setdefault(nom, texte) != texte:
                    fait = f"« string-set: {nom} » donne à l’en-tête un autre texte que plus haut"
                    raise JumeauImpossible(name_element(element), fait)
    return trouvees


def _say_chaine(element: Element, contenu: ContenuEngendre) -> str:
    if contenu.genre == "string":
        return contenu.valeur
    if contenu == ContenuEngendre("content()", "text"):
        return _BLANCS.sub(" ", "".join(element.itertext())).strip(" ")
    raise JumeauImpossible(
        name_element(element), f"string-set « {contenu.genre} » sans équivalent dans Word"
    )


def _measure_cote(style: Style, cote: str) -> float:
    """Return the distance in px from the edge of a page to its content."""
    base = float(style["size"][0 if cote in ("left", "right") else 1])
    return (
        style.px(f"margin_{cote}", base)
        + style.bord(cote).largeur
        + style.px(f"padding_{cote}", base)
    )


def _measure_distance(cote: str, style: Style, page: Style, hauteur: float) -> float:
    """Return the distance in px from the edge of the page to the text of a margin box.

    The text is `hauteur` px high, and stands by its vertical alignment.
    """
    marge = page.px(f"margin_{cote}")
    hauteur += sum(style.px(f"padding_{c}") + style.bord(c).largeur for c in ("top", "bottom"))
    vertical = style["vertical_align"]
    if vertical == "middle":
        return max(0.0, (marge - hauteur) / 2)
    pres_du_bord = (vertical == "top") == (cote == "top")
    return 0.0 if pres_du_bord else max(0.0, marge - hauteur)


def _describe(bandes: Mapping[str, Bande]) -> list[object]:
    """Return what can be seen of bands, to compare them."""
    return [
        (genre, bande.distance, bande.paragraphe.format, bande.paragraphe.morceaux)
        for genre, bande in bandes.items()
    ]


def shift_feuillet(feuillet: Feuillet, recul: float) -> Feuillet:
    """Return the page with its content moved by `recul` px, upwards when negative."""
    # The bottom margin makes up for it: as many lines hold on the page.
    marges = feuillet.marges
    return replace(
        feuillet, marges=marges._replace(haut=marges.haut + recul, bas=marges.bas - recul)
    )


def make_bords(feuillet: Feuillet) -> _Element | None:
    """Return the `w:pgBorders` of a page, or None when it has no border."""
    if not feuillet.bords:
        return None
    # Word sets it at most 31 pt from the text; beyond, it is measured from the edge of the page.
    du_texte = all(bord.remplissage <= ESPACE_MAXIMAL for bord in feuillet.bords)
    elements = []
    for bord in feuillet.bords:
        espace = round((bord.remplissage if du_texte else bord.marge) * 0.75)
        elements.append(make_bord(bord.cote, bord.bord, min(31, espace)))
    bords = assemble("w:pgBorders", elements)
    set_attributs(bords, "w:pgBorders", offsetFrom="text" if du_texte else "page")
    return bords


def make_mesures(feuillet: Feuillet) -> list[_Element]:
    """Return the `w:pgSz` and the `w:pgMar` of a page."""
    taille = make("w:pgSz", w=twips(feuillet.largeur), h=twips(feuillet.hauteur))
    if feuillet.largeur > feuillet.hauteur:
        set_attributs(taille, "w:pgSz", orient="landscape")
    # Word has one distance for the bands of the first page and those of the others.
    tete, pied = (
        max((bande.distance for g, bande in feuillet.toutes if g == genre), default=0.0)
        for genre in ("header", "footer")
    )
    marges = make(
        "w:pgMar",
        top=twips(feuillet.marges.haut),
        right=twips(feuillet.marges.droite),
        bottom=twips(feuillet.marges.bas),
        left=twips(feuillet.marges.gauche),
        header=max(0, twips(tete)),
        footer=max(0, twips(pied)),
        gutter=0,
    )
    return [taille, marges]


def list_paragraphes(feuillets: Iterable[Feuillet]) -> list[Paragraphe]:
    """Return the paragraphs of all headers and footers, whose styles are collected too."""
    return [bande.paragraphe for feuillet in feuillets for _, bande in feuillet.toutes]

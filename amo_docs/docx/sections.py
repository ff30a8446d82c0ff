"""Pages: size, margins and border from ``@page``, headers and footers from its margin boxes."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from lxml.etree import _Element

from .boites import ESPACE_MAXIMAL
from .cascade import COTES, Bord, Cascade, Style
from .erreurs import DocxImpossible
from .feuille import DEFAUTS_PARAGRAPHE
from .formats import expand_capitales, format_bord, read_caracteres
from .modele import Format, Morceau, Paragraphe, twips
from .ordre import assemble, make

PLACES = ("left", "center", "right")
CHAMPS = {"page": "PAGE", "pages": "NUMPAGES"}
BANDES = {"top": "header", "bottom": "footer"}


@dataclass(frozen=True)
class Bande:
    """A header or footer: its paragraph, and its distance in px from the page's edge."""

    paragraphe: Paragraphe
    distance: float


@dataclass(frozen=True)
class Page:
    """A kind of page. ``marges`` are the distances in px (top, left, bottom, right) to the
    content."""

    nom: str
    largeur: float
    hauteur: float
    marges: tuple[float, float, float, float]
    bords: tuple[tuple[str, Bord, float, float], ...]
    bandes: dict[str, Bande]
    premieres: dict[str, Bande] | None

    @property
    def utile(self) -> float:
        """Width of the content, px."""
        return self.largeur - self.marges[1] - self.marges[3]


class Pages:
    """The kinds of pages of a document, each read once."""

    def __init__(self, cascade: Cascade) -> None:
        self._cascade = cascade
        self._chaines = cascade.chaines()
        self._pages: dict[tuple[str, bool], Page] = {}

    def read(self, nom: str, debut: bool = False) -> Page:
        """The page named ``nom`` in CSS; ``debut`` tells that the document begins with it.

        Raises DocxImpossible when ``@page :first`` changes more than the margin boxes.
        """
        if (nom, debut) not in self._pages:
            self._pages[nom, debut] = self._read(nom, debut)
        return self._pages[nom, debut]

    def _read(self, nom: str, debut: bool) -> Page:
        style, boites = self._cascade.page(nom, premiere=False)
        mesures = _measure_page(style)
        bandes = self._make_bandes(style, boites)
        page = Page(nom, float(style["size"][0]), float(style["size"][1]), *mesures, bandes, None)
        if not debut:
            return page
        style_premiere, boites_premiere = self._cascade.page(nom, premiere=True)
        if style["size"] != style_premiere["size"] or mesures != _measure_page(style_premiere):
            raise DocxImpossible(
                "@page :first", "taille, marges ou bordure propres à la première page"
            )
        premieres = self._make_bandes(style_premiere, boites_premiere)
        return (
            page
            if _describe(premieres) == _describe(bandes)
            else replace(page, premieres=premieres)
        )

    def _make_bandes(self, page: Style, boites: dict[str, Style]) -> dict[str, Bande]:
        bandes = {}
        for cote, genre in BANDES.items():
            places = {p: boites[f"{cote}-{p}"] for p in PLACES if f"{cote}-{p}" in boites}
            if places:
                bandes[genre] = self._make_bande(cote, places, page)
        return bandes

    def _make_bande(self, cote: str, places: dict[str, Style], page: Style) -> Bande:
        style = max(places.values(), key=lambda s: s.mesurer_ligne()[0])
        ligne, _ = style.mesurer_ligne()
        largeur = float(page["size"][0]) - sum(_measure_cote(page, c) for c in ("left", "right"))
        morceaux: list[Morceau] = []
        seule = next(iter(places)) if len(places) == 1 else ""
        butees = {"center": twips(largeur / 2), "right": twips(largeur)}
        tabs = {p: pos for p, pos in butees.items() if p in places and not seule}
        for place in PLACES:
            if place in tabs:
                morceaux.append(Morceau("tab", "", read_caracteres(style)))
            if place in places:
                morceaux += self._make_morceaux(places[place])
        fmt = {
            **DEFAUTS_PARAGRAPHE,
            "line": twips(ligne),
            "lineRule": "exact",
            "tabs": tuple(tabs.items()),
            "jc": seule if seule else "left",
        }
        nombre = 1 + sum(m.genre == "saut" for m in morceaux)
        fmt["bords"] = tuple(
            (c, style.bord(c), round(style.px(f"padding_{c}") * 0.75))
            for c in ("top", "bottom")
            if style.bord(c).largeur
        )
        paragraphe = Paragraphe(f"marge-{cote}", fmt, read_caracteres(style), morceaux)
        descente = style.descente if cote == "top" else -style.descente
        return Bande(paragraphe, _measure_distance(cote, style, page, nombre * ligne) + descente)

    def _make_morceaux(self, style: Style) -> list[Morceau]:
        fmt: Format = read_caracteres(style)
        morceaux = []
        for contenu in style.contenus or ():
            if contenu.genre == "compteur":
                morceaux.append(Morceau("champ", CHAMPS[contenu.valeur], fmt))
                continue
            texte = (
                contenu.valeur
                if contenu.genre == "texte"
                else self._chaines.get(contenu.valeur, "")
            )
            for rang, ligne in enumerate(expand_capitales(texte, fmt).split("\n")):
                if rang:
                    morceaux.append(Morceau("saut", "", fmt))
                if ligne:
                    morceaux.append(Morceau("texte", ligne, fmt))
        return morceaux


def _measure_cote(style: Style, cote: str) -> float:
    base = float(style["size"][0 if cote in ("left", "right") else 1])
    return (
        style.px(f"margin_{cote}", base)
        + style.bord(cote).largeur
        + style.px(f"padding_{cote}", base)
    )


def _measure_page(
    style: Style,
) -> tuple[tuple[float, float, float, float], tuple[tuple[str, Bord, float, float], ...]]:
    haut, gauche, bas, droite = (_measure_cote(style, cote) for cote in COTES)
    bords = tuple(
        (c, style.bord(c), style.px(f"padding_{c}"), style.px(f"margin_{c}"))
        for c in COTES
        if style.bord(c).largeur
    )
    return (haut, gauche, bas, droite), bords


def _measure_distance(cote: str, style: Style, page: Style, hauteur: float) -> float:
    """Distance in px from the page's edge to the text of a margin box, by its vertical
    alignment."""
    marge = page.px(f"margin_{cote}")
    hauteur += sum(style.px(f"padding_{c}") + style.bord(c).largeur for c in ("top", "bottom"))
    vertical = style["vertical_align"]
    if vertical == "middle":
        return max(0.0, (marge - hauteur) / 2)
    pres_du_bord = (vertical == "top") == (cote == "top")
    return 0.0 if pres_du_bord else max(0.0, marge - hauteur)


def _describe(bandes: dict[str, Bande]) -> list[object]:
    return [
        (genre, bande.distance, bande.paragraphe.format, bande.paragraphe.morceaux)
        for genre, bande in bandes.items()
    ]


def shift_page(page: Page, recul: float) -> Page:
    """The page with its content moved by ``recul`` px, upwards when negative."""
    haut, gauche, bas, droite = page.marges
    return replace(page, marges=(haut + recul, gauche, bas - recul, droite))


def make_bords(page: Page) -> _Element | None:
    """``w:pgBorders``, measured from the text where Word's 31 pt allow, else from the page's
    edge."""
    if not page.bords:
        return None
    du_texte = all(remplissage <= ESPACE_MAXIMAL for _, _, remplissage, _ in page.bords)
    elements = []
    for cote, bord, remplissage, marge in page.bords:
        espace = min(31, round((remplissage if du_texte else marge) * 0.75))
        elements.append(format_bord(cote, bord, espace))
    bords = assemble("w:pgBorders", elements)
    bords.set(make("w:pgBorders", offsetFrom="").keys()[0], "text" if du_texte else "page")
    return bords


def make_mesures(page: Page) -> list[_Element]:
    """``w:pgSz`` and ``w:pgMar`` of a page."""
    taille = make("w:pgSz", w=twips(page.largeur), h=twips(page.hauteur))
    if page.largeur > page.hauteur:
        for nom, valeur in make("w:pgSz", orient="landscape").items():
            taille.set(nom, valeur)
    haut, gauche, bas, droite = (twips(m) for m in page.marges)
    distances = {
        genre: max(
            (
                b.distance
                for bandes in (page.bandes, page.premieres or {})
                for g, b in bandes.items()
                if g == genre
            ),
            default=0.0,
        )
        for genre in BANDES.values()
    }
    pied, tete = (max(0, twips(distances[genre])) for genre in ("footer", "header"))
    return [
        taille,
        make(
            "w:pgMar",
            top=haut,
            right=droite,
            bottom=bas,
            left=gauche,
            header=tete,
            footer=pied,
            gutter=0,
        ),
    ]


def list_paragraphes(pages: Iterable[Page]) -> list[Paragraphe]:
    """Paragraphs of all headers and footers, to take their styles into account."""
    return [
        bande.paragraphe
        for page in pages
        for bandes in (page.bandes, page.premieres or {})
        for bande in bandes.values()
    ]

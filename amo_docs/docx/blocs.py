"""From the HTML tree to paragraphs and tables.

Word has no boxes: those of CSS become indents, gaps and borders, or a table of one cell.
"""

from __future__ import annotations

from collections.abc import Callable, Container, Mapping
from dataclasses import dataclass, replace
from xml.etree.ElementTree import Element

from amo_docs.docx.encadrements import AFFICHAGES_BLOC, Encadrement, has_cadre, is_encadrable
from amo_docs.docx.flux import Flux, bind, frame, hold
from amo_docs.docx.formats import measure_descente, read_caracteres, read_paragraphe
from amo_docs.docx.listes import Listes, Puce
from amo_docs.docx.morceaux import Collecte, Fil
from amo_docs.docx.structure import (
    LIGNE_MINIMALE,
    POINT,
    Bloc,
    Cellule,
    Marges,
    Morceau,
    Paragraphe,
    Rangee,
    Tableau,
    Valeur,
    twips,
)
from amo_docs.docx.tableaux import LectureTableau, read_tableau
from amo_docs.jumeaux.proprietes import COTES
from amo_docs.moteur.styles import Cascade, Style, name_element

EN_LIGNE = ("inline", "inline-block", "contents", "none")
TITRES = {"h1": 0, "h2": 1, "h3": 2, "h4": 3, "h5": 4, "h6": 5}
SAUTS = ("page", "always", "left", "right", "recto", "verso", "all")
INSECABLES = ("avoid", "avoid-page")
DESCENTE_IMAGE = 0.3
"""Pixels that Word leaves below a picture in a line of one point. Measured."""


@dataclass
class Contenant:
    """What an element stands in.

    `largeur` is the width left to it, `gauche` and `droite` the indents from the page or the cell,
    all in px. `encadrement` is the frame around it, `famille` the first class of what holds it,
    `puce` the mark of the item it opens.
    """

    largeur: float
    gauche: float = 0.0
    droite: float = 0.0
    encadrement: Encadrement | None = None
    famille: str = ""
    puce: Puce | None = None


class Lecteur:
    """Reads the elements of one document into blocks.

    `images` returns the bytes behind an address. `jeux` gives, for some elements, by how many px
    the right edge of their text is moved out; `hautes` are the rows that may be split, whatever
    their style says.
    """

    def __init__(
        self,
        cascade: Cascade,
        images: Callable[[str], bytes],
        jeux: Mapping[Element, float],
        hautes: Container[Element] = (),
    ) -> None:
        self._cascade = cascade
        self._images = images
        self._jeux = jeux
        self._hautes = hautes
        self._largeurs: Callable[[str], float] = lambda nom: 0.0
        self.listes = Listes()

    def read_corps(self, largeurs: Callable[[str], float]) -> tuple[list[Bloc], float]:
        """Return the blocks of the body, and a shift in px (0 or less).

        The top margin of the first page must take that shift. `largeurs` returns the width in px of
        a page by its name in CSS.
        """
        corps = self._cascade.racine.find("body")
        if corps is None:
            return [], 0.0
        flux = Flux(corps=True)
        self._largeurs = largeurs
        flux.page = _read_page(self._cascade.style(corps))
        self._read_boite(corps, flux, Contenant(largeurs(flux.page)))
        return flux.finish()

    def read_cellule(
        self, element: Element, largeur: float, famille: str
    ) -> tuple[list[Bloc], float]:
        """Return the blocks of a cell whose content is `largeur` px wide, and their shift in px.

        There is at least one paragraph, which Word requires.
        """
        flux = Flux(corps=False)
        ici = Contenant(largeur, famille=famille)
        self._read_enfants(element, flux, ici)
        if not flux.blocs:
            flux.append(self._make_paragraphe(element, self._open_collecte(), [], ici))
        return flux.finish()

    def _open_collecte(self) -> Collecte:
        return Collecte(self._cascade, self._images)

    def _read_bloc(self, element: Element, flux: Flux, ici: Contenant) -> None:
        style = self._cascade.style(element)
        if style.affichage == "none":
            return
        if style["break_before"] in SAUTS:
            flux.break_page()
        # Word keeps a paragraph with the next one, never with the one before it.
        if style["break_before"] in INSECABLES and flux.blocs:
            bind(flux.blocs[-1:])
        depart = len(flux.blocs)
        self._read_genre(element, style, flux, ici)
        if style["break_inside"] in INSECABLES:
            hold(flux.blocs[depart:])
        if style["break_after"] in INSECABLES:
            bind(flux.blocs[max(depart, len(flux.blocs) - 1) :])
        if style["break_after"] in SAUTS:
            flux.break_page()

    def _read_genre(self, element: Element, style: Style, flux: Flux, ici: Contenant) -> None:
        page = _read_page(style)
        # As WeasyPrint does: from a named page to none, on a forced break only.
        if flux.corps and flux.page != page and (page or flux.saut):
            flux.break_page(page)
        # A page of another name may have another width.
        if flux.corps:
            ici = replace(ici, largeur=self._largeurs(flux.page) - ici.gauche - ici.droite)
        if element.tag == "table":
            self._read_tableau(element, style, flux, ici)
        elif element.tag == "hr":
            self._read_filet(element, style, flux, ici)
        else:
            self._read_boite(element, flux, ici)

    def _read_tableau(self, element: Element, style: Style, flux: Flux, ici: Contenant) -> None:
        lecture = LectureTableau(self._cascade, self.read_cellule, ici.largeur, self._hautes)
        flux.add_marge(style.px("margin_top", ici.largeur), _is_perdue(style))
        for legende in element.findall("caption"):
            self._read_bloc(legende, flux, ici)
            bind(flux.blocs[-1:])
        tableau = read_tableau(element, lecture)
        # A table without a cell shows nothing, and Word does not open the file.
        if tableau.colonnes:
            retrait = ici.gauche + style.px("margin_left", ici.largeur)
            flux.append(replace(tableau, retrait=retrait))
        flux.add_marge(style.px("margin_bottom", ici.largeur))

    def _read_boite(self, element: Element, flux: Flux, ici: Contenant) -> None:
        style = self._cascade.style(element)
        gauche, droite = measure_retraits(style, ici.largeur)
        dedans = replace(
            ici,
            largeur=ici.largeur - gauche - droite,
            gauche=ici.gauche + gauche,
            droite=ici.droite + droite,
            famille=next(iter(element.get("class", "").split()), ici.famille),
        )
        if element.tag in ("ol", "ul"):
            self.listes.enter(element)
        flux.add_marge(style.px("margin_top", ici.largeur), _is_perdue(style))
        if element.tag == "li" and style.affichage == "list-item":
            dedans.puce = self.listes.make_puce(element, style, dedans.gauche)
        if element.tag != "body" and has_cadre(style):
            # A paragraph has one frame, and cannot draw every frame.
            if ici.encadrement or not is_encadrable(element, self._cascade):
                self._read_tableau_boite(element, flux, ici)
                flux.add_marge(style.px("margin_bottom", ici.largeur))
                return
            dedans.encadrement = Encadrement(style)
        flux.add_hauteur(style.px("padding_top", ici.largeur) + style.bord("top").largeur)
        # What stands between the border and the first text is known only
        # once the children are read.
        avant, ouverture = len(flux.blocs), flux.measure_ecart()
        self._read_enfants(element, flux, dedans)
        hauteur = style.longueur("height") or style.longueur("min_height") or 0.0
        # A box with words is as high as its words: only an empty one takes the height it asks for.
        if hauteur and len(flux.blocs) == avant:
            flux.add_hauteur(hauteur)
        if dedans.encadrement:
            frame(flux.blocs[avant:], dedans.encadrement, ouverture, flux.measure_ecart())
        flux.add_hauteur(style.px("padding_bottom", ici.largeur) + style.bord("bottom").largeur)
        flux.add_marge(style.px("margin_bottom", ici.largeur))
        if element.tag in ("ol", "ul"):
            self.listes.leave()

    def _read_enfants(self, element: Element, flux: Flux, ici: Contenant) -> None:
        """Read the children of a box. Runs of inline content become paragraphs between blocks."""
        style = self._cascade.style(element)
        collecte = self._open_collecte()
        fil = Fil(ici.largeur)
        collecte.add_contenus(self._cascade.pseudo(element, "before"), fil)
        collecte.add_texte(element.text, style, fil)
        for enfant in element:
            if isinstance(enfant.tag, str):
                if self._cascade.style(enfant).affichage not in EN_LIGNE:
                    self._flush(element, collecte, flux, ici)
                    collecte = self._open_collecte()
                    self._read_bloc(enfant, flux, ici)
                else:
                    collecte.add_element(enfant, fil)
            collecte.add_texte(enfant.tail, style, fil)
        collecte.add_contenus(self._cascade.pseudo(element, "after"), fil)
        self._flush(element, collecte, flux, ici)

    def _flush(self, element: Element, collecte: Collecte, flux: Flux, ici: Contenant) -> None:
        """Make a paragraph of what was collected, if anything."""
        morceaux = collecte.finish()
        if not morceaux:
            return
        paragraphe = self._make_paragraphe(element, collecte, morceaux, ici)
        flux.append(paragraphe)
        # The mark of a list item stands before its first paragraph only.
        ici.puce = None
        if all(morceau.genre == "image" for morceau in morceaux):
            # Word's line is as high as the picture; CSS adds the depth of the letters below it.
            hauteur, base = self._cascade.style(element).measure_ligne()
            paragraphe.caracteres = {**paragraphe.caracteres, "size": 2}
            for morceau in morceaux:
                morceau.format = paragraphe.caracteres
            flux.add_hauteur(hauteur - base - DESCENTE_IMAGE)

    def _make_paragraphe(
        self, element: Element, collecte: Collecte, morceaux: list[Morceau], ici: Contenant
    ) -> Paragraphe:
        style = self._cascade.style(element)
        ligne = collecte.measure(style, ici.largeur)
        # The edge of a framed paragraph can be seen, so it is not moved.
        jeu = 0.0 if ici.encadrement else self._jeux.get(element, 0.0)
        fmt: dict[str, Valeur] = {
            **read_paragraphe(style, ici.largeur),
            "bords": ici.encadrement.bords if ici.encadrement else (),
            "shd": ici.encadrement.fond if ici.encadrement else "",
            # Exact, since Word's own heights come from its fonts, and lines
            # would drift down the page.
            "line": max(LIGNE_MINIMALE, twips(ligne.hauteur)),
            "lineRule": "exact",
            "left": twips(ici.gauche),
            "right": twips(ici.droite - jeu),
            "outlineLvl": TITRES.get(str(element.tag)),
        }
        # The margins of an element that holds blocks stand around it, not around its paragraphs.
        if element.tag in ("td", "th") or self._has_blocs(element):
            fmt |= {"before": 0, "after": 0}
        if ici.puce:
            fmt["numPr"] = (ici.puce.numero, ici.puce.niveau)
        cle = _name_style(element, ici)
        paragraphe = Paragraphe(
            cle, fmt, read_caracteres(style), morceaux, encadrement=ici.encadrement
        )
        if any(morceau.genre == "image" for morceau in morceaux):
            # Word cuts a picture that is higher than a line of exact height.
            paragraphe.format |= {"line": 240, "lineRule": "auto"}
        else:
            paragraphe.descente = measure_descente(ligne.hauteur, ligne.base)
            paragraphe.derive = ligne.derive
        return paragraphe

    def _has_blocs(self, element: Element) -> bool:
        return any(
            self._cascade.style(e).affichage in AFFICHAGES_BLOC
            for e in element
            if isinstance(e.tag, str)
        )

    def _read_filet(self, element: Element, style: Style, flux: Flux, ici: Contenant) -> None:
        """Read a rule: an empty paragraph of one point, with its one visible border."""
        gauche, droite = measure_retraits(style, ici.largeur)
        flux.add_marge(style.px("margin_top", ici.largeur), _is_perdue(style))
        cote = "top" if style.bord("top").largeur else "bottom"
        ici = replace(
            ici,
            gauche=ici.gauche + gauche,
            droite=ici.droite + droite,
            encadrement=Encadrement(style, (cote,)),
        )
        paragraphe = self._make_paragraphe(element, self._open_collecte(), [], ici)
        paragraphe.format |= {"line": LIGNE_MINIMALE}
        paragraphe.descente = 0.0
        flux.add_hauteur(style.bord("top").largeur)
        flux.append(paragraphe)
        flux.add_hauteur(style.bord("bottom").largeur - POINT)
        flux.add_marge(style.px("margin_bottom", ici.largeur))

    def _read_tableau_boite(self, element: Element, flux: Flux, ici: Contenant) -> None:
        """Read a box that the borders of paragraphs cannot draw: a table of one cell."""
        style = self._cascade.style(element)
        marge_gauche = style.px("margin_left", ici.largeur)
        largeur = ici.largeur - marge_gauche - style.px("margin_right", ici.largeur)
        marges = Marges(
            *(
                # Word draws half of the border inside the cell.
                style.px(f"padding_{cote}", ici.largeur) + style.bord(cote).largeur / 2
                for cote in COTES
            )
        )
        bords = {cote: style.bord(cote) for cote in COTES}
        fond = style.couleur("background_color")
        cellule = Cellule(0, 1, largeur, marges, bords, fond, "top")
        nom = name_element(element)
        utile = largeur - marges.gauche - marges.droite
        cellule.fill(*self.read_cellule(element, utile, nom))
        flux.append(Tableau(nom, [largeur], ici.gauche + marge_gauche, [Rangee([cellule])]))


def _read_page(style: Style) -> str:
    """Return the name of the page that an element asks for, "" for none."""
    return "" if style["page"] in ("auto", None) else str(style["page"])


def _is_perdue(style: Style) -> bool:
    """Tell whether the margin above the box is dropped after a page break."""
    return bool(style["margin_break"] == "discard")


def _name_style(element: Element, ici: Contenant) -> str:
    """Return the key of a style: « p.mention », or « td@notes » in a table of that class."""
    # Cells of two tables look different without a class of their own.
    if element.get("class", "").split() or element.tag in TITRES or not ici.famille:
        return name_element(element)
    return f"{element.tag}@{ici.famille}"


def measure_retraits(style: Style, largeur: float) -> tuple[float, float]:
    """Return the distances in px from the left and right edges of a container to a box's content.

    The container is `largeur` px wide. Source: CSS 2.1, 10.3.3.
    """
    bords = {
        cote: style.px(f"padding_{cote}", largeur) + style.bord(cote).largeur
        for cote in ("left", "right")
    }
    gauche, droite = style.longueur("margin_left", largeur), style.longueur("margin_right", largeur)
    large = style.longueur("width", largeur)
    if large is not None:
        if style["box_sizing"] == "border-box":
            large -= bords["left"] + bords["right"]
        reste = largeur - large - bords["left"] - bords["right"]
        if gauche is None:
            gauche = reste / 2 if droite is None else reste - droite
        # What is left over goes to the right, whatever margin the style asks for there.
        droite = reste - gauche
    return (gauche or 0.0) + bords["left"], (droite or 0.0) + bords["right"]

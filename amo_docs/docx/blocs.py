"""From the element tree to paragraphs and tables: boxes become indents, gaps, borders or one-cell
tables."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from xml.etree.ElementTree import Element

from .boites import BLOCS, Boite, has_cadre, is_boite_paragraphes, is_perdue, measure_retraits
from .cascade import Cascade, Style, measure_descente, nommer
from .flux import LIGNE_MINIMALE, Flux, bind, frame, hold
from .formats import read_caracteres, read_paragraphe
from .listes import Listes, Puce
from .modele import Bloc, Cellule, Morceau, Paragraphe, Rangee, Tableau, Valeur, twips
from .tableaux import Lecture, read_tableau
from .texte import Place, Releve

LIGNE = ("inline", "inline-block", "contents", "none")
TITRES = {"h1": 0, "h2": 1, "h3": 2, "h4": 3, "h5": 4, "h6": 5}
SAUTS = ("page", "always", "left", "right", "recto", "verso", "all")
DESCENTE_IMAGE = 0.3  # px below a picture in a line of one point
POINT = 4 / 3  # one point in px: the least height Word gives a line


@dataclass
class Cadre:
    """What an element stands in, px: width left to it, indents from its container, the box around
    it."""

    largeur: float
    gauche: float = 0.0
    droite: float = 0.0
    boite: Boite | None = None
    famille: str = ""
    puce: Puce | None = None


class Lecteur:
    """Reads one document's elements into blocks."""

    def __init__(self, cascade: Cascade, images: Callable[[str], bytes]) -> None:
        self._cascade = cascade
        self._images = images
        self._largeurs: Callable[[str], float] = lambda nom: 0.0
        self.listes = Listes()

    def read_corps(self, largeurs: Callable[[str], float]) -> tuple[list[Bloc], float]:
        """Blocks of the body; ``largeurs`` gives the width in px of a page by its CSS name.

        Also the shift in px (0 or less) that the top margin of the first page must take.
        """
        corps = self._cascade.racine.find("body")
        if corps is None:
            return [], 0.0
        flux = Flux(corps=True)
        self._largeurs = largeurs
        flux.page = self._page(self._cascade.style(corps))
        self._read_boite(corps, flux, Cadre(largeurs(flux.page)))
        return flux.finish()

    def _page(self, style: Style) -> str:
        return "" if style["page"] in ("auto", None) else str(style["page"])

    def read_cellule(
        self, element: Element, largeur: float, famille: str
    ) -> tuple[list[Bloc], float]:
        """Blocks of a cell whose content is ``largeur`` px wide, at least one paragraph; their
        shift."""
        flux = Flux(corps=False)
        cadre = Cadre(largeur, famille=famille)
        self._read_enfants(element, flux, cadre)
        if not flux.blocs:
            flux.append(
                self._make_paragraphe(element, Releve(self._cascade, self._images), [], cadre)
            )
        return flux.finish()

    def _read_bloc(self, element: Element, flux: Flux, cadre: Cadre) -> None:
        style = self._cascade.style(element)
        if style.affichage == "none":
            return
        if style["break_before"] in SAUTS:
            flux.rompre()
        if style["break_before"] in ("avoid", "avoid-page") and flux.blocs:
            bind(flux.blocs[-1:])
        depart = len(flux.blocs)
        self._read_genre(element, style, flux, cadre)
        if style["break_inside"] in ("avoid", "avoid-page"):
            hold(flux.blocs[depart:])
        if style["break_after"] in ("avoid", "avoid-page"):
            bind(flux.blocs[max(depart, len(flux.blocs) - 1) :])
        if style["break_after"] in SAUTS:
            flux.rompre()

    def _read_genre(self, element: Element, style: Style, flux: Flux, cadre: Cadre) -> None:
        page = self._page(style)
        if flux.corps and flux.page != page and (page or flux.saut):
            flux.rompre(
                page
            )  # as WeasyPrint does: from a named page to none, on a forced break only
        if flux.corps:
            cadre = replace(cadre, largeur=self._largeurs(flux.page) - cadre.gauche - cadre.droite)
        if element.tag == "table":
            lecture = Lecture(self._cascade, self.read_cellule, cadre.largeur)
            flux.marge(style.px("margin_top", cadre.largeur), is_perdue(style))
            for legende in element.findall("caption"):
                self._read_bloc(legende, flux, cadre)
                bind(flux.blocs[-1:])
            tableau = read_tableau(element, lecture)
            if tableau.colonnes:  # one without a cell shows nothing, and Word does not open it
                flux.append(
                    replace(tableau, retrait=cadre.gauche + style.px("margin_left", cadre.largeur))
                )
            flux.marge(style.px("margin_bottom", cadre.largeur))
        elif element.tag == "hr":
            self._read_filet(element, style, flux, cadre)
        else:
            self._read_boite(element, flux, cadre)

    def _read_boite(self, element: Element, flux: Flux, cadre: Cadre) -> None:
        style = self._cascade.style(element)
        gauche, droite = measure_retraits(style, cadre.largeur)
        dedans = replace(
            cadre,
            largeur=cadre.largeur - gauche - droite,
            gauche=cadre.gauche + gauche,
            droite=cadre.droite + droite,
            famille=element.get("class", "") or cadre.famille,
        )
        if element.tag in ("ol", "ul"):
            self.listes.enter(element, style)
        flux.marge(style.px("margin_top", cadre.largeur), is_perdue(style))
        if element.tag == "li" and style.affichage == "list-item":
            dedans.puce = self.listes.make_puce(element, style, dedans.gauche)
        if element.tag != "body" and has_cadre(style):
            if cadre.boite or not is_boite_paragraphes(element, self._cascade):
                self._read_tableau_boite(element, flux, cadre)
                flux.marge(style.px("margin_bottom", cadre.largeur))
                return
            dedans.boite = Boite(style)
        flux.fixe(style.px("padding_top", cadre.largeur) + style.bord("top").largeur)
        avant, ouverture = len(flux.blocs), flux.somme()
        self._read_enfants(element, flux, dedans)
        hauteur = style.longueur("height") or style.longueur("min_height") or 0.0
        if hauteur and len(flux.blocs) == avant:
            flux.fixe(hauteur)
        if dedans.boite:
            frame(flux.blocs[avant:], dedans.boite, ouverture, flux.somme())
        flux.fixe(style.px("padding_bottom", cadre.largeur) + style.bord("bottom").largeur)
        flux.marge(style.px("margin_bottom", cadre.largeur))
        if element.tag in ("ol", "ul"):
            self.listes.leave()

    def _read_enfants(self, element: Element, flux: Flux, cadre: Cadre) -> None:
        """Children of a box: runs of inline content become paragraphs, blocks are read in turn."""
        style = self._cascade.style(element)
        releve = Releve(self._cascade, self._images)
        place = Place(cadre.largeur)
        releve.add_contenus(self._cascade.pseudo(element, "before"), place)
        releve.add_texte(element.text, style, place)
        for enfant in element:
            if isinstance(enfant.tag, str):
                if self._cascade.style(enfant).affichage not in LIGNE:
                    self._flush(element, releve, flux, cadre)
                    releve = Releve(self._cascade, self._images)
                    self._read_bloc(enfant, flux, cadre)
                else:
                    releve.add_element(enfant, place)
            releve.add_texte(enfant.tail, style, place)
        releve.add_contenus(self._cascade.pseudo(element, "after"), place)
        self._flush(element, releve, flux, cadre)

    def _flush(self, element: Element, releve: Releve, flux: Flux, cadre: Cadre) -> None:
        morceaux = releve.finish()
        if not morceaux:
            return
        paragraphe = self._make_paragraphe(element, releve, morceaux, cadre)
        flux.append(paragraphe)
        cadre.puce = None
        if all(m.genre == "image" for m in morceaux):
            hauteur, base = self._cascade.style(element).mesurer_ligne()
            paragraphe.caracteres = {**paragraphe.caracteres, "size": 2}
            for morceau in morceaux:
                morceau.format = paragraphe.caracteres
            flux.fixe(hauteur - base - DESCENTE_IMAGE)

    def _make_paragraphe(
        self, element: Element, releve: Releve, morceaux: list[Morceau], cadre: Cadre
    ) -> Paragraphe:
        style = self._cascade.style(element)
        ligne = releve.measure(style, cadre.largeur)
        fmt: dict[str, Valeur] = {
            **read_paragraphe(style, cadre.largeur),
            "bords": cadre.boite.bords if cadre.boite else (),
            "shd": cadre.boite.fond if cadre.boite else "",
            "line": max(LIGNE_MINIMALE, twips(ligne.hauteur)),
            "lineRule": "exact",
            "left": twips(cadre.gauche),
            "right": twips(
                cadre.droite - (0.0 if cadre.boite else self._cascade.jeux.get(element, 0.0))
            ),
            "outlineLvl": TITRES.get(str(element.tag)),
        }
        if element.tag in ("td", "th") or self._has_blocs(
            element
        ):  # its margins are not its paragraphs'
            fmt |= {"before": 0, "after": 0}
        if cadre.puce:
            fmt["numPr"] = (cadre.puce.numero, cadre.puce.niveau)
        paragraphe = Paragraphe(
            self._name(element, cadre), fmt, read_caracteres(style), morceaux, boite=cadre.boite
        )
        if any(
            m.genre == "image" for m in morceaux
        ):  # a line of exact height would cut the picture
            paragraphe.format |= {"line": 240, "lineRule": "auto"}
        else:
            paragraphe.descente = measure_descente(ligne.hauteur, ligne.base)
            paragraphe.derive = ligne.derive
        return paragraphe

    def _has_blocs(self, element: Element) -> bool:
        return any(
            self._cascade.style(e).affichage in BLOCS for e in element if isinstance(e.tag, str)
        )

    def _name(self, element: Element, cadre: Cadre) -> str:
        classes = element.get("class", "").split()
        if classes or element.tag in TITRES or not cadre.famille:
            return ".".join([str(element.tag), *classes])
        return f"{element.tag}@{cadre.famille.split()[0]}"

    def _read_filet(self, element: Element, style: Style, flux: Flux, cadre: Cadre) -> None:
        gauche, droite = measure_retraits(style, cadre.largeur)
        flux.marge(style.px("margin_top", cadre.largeur), is_perdue(style))
        ici = replace(
            cadre, gauche=cadre.gauche + gauche, droite=cadre.droite + droite, boite=Boite(style)
        )
        ici.boite = (
            Boite(style, ("top",)) if style.bord("top").largeur else Boite(style, ("bottom",))
        )
        paragraphe = self._make_paragraphe(element, Releve(self._cascade, self._images), [], ici)
        paragraphe.format |= {"line": 20}
        paragraphe.descente = 0.0
        flux.fixe(style.bord("top").largeur)
        flux.append(paragraphe)
        flux.fixe(style.bord("bottom").largeur - POINT)
        flux.marge(style.px("margin_bottom", cadre.largeur))

    def _read_tableau_boite(self, element: Element, flux: Flux, cadre: Cadre) -> None:
        """A box that Word's paragraph borders cannot show: a table of one cell."""
        style = self._cascade.style(element)
        marge_gauche = style.px("margin_left", cadre.largeur)
        largeur = cadre.largeur - marge_gauche - style.px("margin_right", cadre.largeur)
        marges = tuple(
            style.px(f"padding_{c}", cadre.largeur) + style.bord(c).largeur / 2
            for c in ("top", "left", "bottom", "right")
        )
        cellule = Cellule(
            0,
            1,
            largeur,
            (marges[0], marges[1], marges[2], marges[3]),
            {c: style.bord(c) for c in ("top", "left", "bottom", "right")},
            style.couleur("background_color"),
            "top",
        )
        cellule.fill(self.read_cellule(element, largeur - marges[1] - marges[3], nommer(element)))
        flux.append(
            Tableau(nommer(element), [largeur], cadre.gauche + marge_gauche, [Rangee([cellule])])
        )

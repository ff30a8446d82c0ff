"""Inline content: text, line breaks, pictures and fields of one paragraph, with CSS white space."""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from xml.etree.ElementTree import Element

from .cascade import Cascade, Style, nommer
from .erreurs import DocxImpossible
from .formats import expand_capitales, read_caracteres
from .images import read_image
from .modele import TWIPS_PAR_PX, Image, Morceau, twips

LARGEUR_LETTRE = 0.44  # of the font size, a letter of French text on average
ECART_TOLERE = (
    1.15  # lines less unlike than this take the least height: one line cannot be set apart
)
_BLANCS = re.compile("[ \t\n\r\f]+")
_BLANCS_LIGNE = re.compile("[ \t\r\f]*\n[ \t\r\f]*")
_ENTRE_SIGNES = re.compile(
    "(?<=[»”’\"']) (?=[(\\[{])"
)  # UAX 14, LB15: no break between a quotation mark and a bracket


@dataclass
class Brin:
    """A piece of inline content before white space is collapsed; ``decalage`` is its raise in
    px."""

    genre: str
    texte: str
    style: Style
    cle: str = ""
    lien: str = ""
    decalage: float = 0.0
    image: Image | None = None


@dataclass(frozen=True)
class Ligne:
    """Height of all lines of a paragraph and depth of their baseline, px.

    ``derive`` is by about how many px its lines are together higher than those of CSS, which may be
    of several heights and are not rounded to twips."""

    hauteur: float
    base: float
    derive: float


@dataclass(frozen=True)
class Place:
    """Where inline content stands: the enclosing inline element's key, link, raise; the line's
    width."""

    largeur: float
    cle: str = ""
    lien: str = ""
    decalage: float = 0.0


class Releve:
    """Collects the inline pieces of one paragraph."""

    def __init__(self, cascade: Cascade, images: Callable[[str], bytes]) -> None:
        self._cascade = cascade
        self._images = images
        self.brins: list[Brin] = []

    def add_texte(self, texte: str | None, style: Style, place: Place) -> None:
        """Text as it is in the HTML."""
        if texte:
            self.brins.append(Brin("texte", texte, style, place.cle, place.lien, place.decalage))

    def add_contenus(self, style: Style | None, place: Place) -> None:
        """Generated content of ``::before`` and ``::after``; strings only."""
        for contenu in (style.contenus or ()) if style is not None else ():
            if contenu.genre != "texte":
                raise DocxImpossible(
                    style.ou if style else "", "seul un texte peut être engendré ici"
                )
            assert style is not None
            self.add_texte(contenu.valeur, style, place)

    def add_element(self, element: Element, place: Place) -> None:
        """An inline element and all it holds."""
        style = self._cascade.style(element)
        if style.affichage == "none":
            return
        if element.tag == "br":
            self.brins.append(Brin("saut", "", style))
            return
        if element.tag == "img":
            image = read_image(element, style, self._images, place.largeur)
            self.brins.append(Brin("image", "", style, image=image, decalage=place.decalage))
            return
        if style.affichage not in ("inline", "contents"):
            raise DocxImpossible(
                nommer(element), f"bloc « {style.affichage} » dans une ligne de texte"
            )
        ici = self._enter(element, style, place)
        self.add_contenus(self._cascade.pseudo(element, "before"), ici)
        self.add_texte(element.text, style, ici)
        for enfant in element:
            if isinstance(enfant.tag, str):
                self.add_element(enfant, ici)
            self.add_texte(enfant.tail, style, ici)
        self.add_contenus(self._cascade.pseudo(element, "after"), ici)

    def _enter(self, element: Element, style: Style, place: Place) -> Place:
        classes = element.get("class", "").split()
        tag = str(element.tag)
        cle = (
            ".".join([tag, *classes]) if classes or tag not in ("span", "abbr", "a") else place.cle
        )
        lien = element.get("href", "") if tag == "a" else place.lien
        decalage = place.decalage + (style.longueur("vertical_align") or 0.0)
        return replace(place, cle=cle, lien=lien, decalage=decalage)

    def measure(self, style: Style, largeur: float) -> Ligne:
        """Lines of the paragraph, ``largeur`` px wide; ``style`` is the block's."""
        hauteur, base = style.mesurer_ligne()
        strut = (base, hauteur - base)
        lignes = self._list_lignes(strut, largeur)
        vues = [vue for vue, nombre in lignes] + [strut for _, nombre in lignes if nombre > 1]
        petite, grande = min(vues, key=sum), max(vues, key=sum)
        choisie = petite if sum(grande) <= ECART_TOLERE * sum(petite) else grande
        vraie = sum(sum(vue) + (nombre - 1) * hauteur for vue, nombre in lignes)
        posee = sum(nombre for _, nombre in lignes) * twips(sum(choisie)) / TWIPS_PAR_PX
        return Ligne(sum(choisie), choisie[0], posee - vraie)

    def _list_lignes(
        self, strut: tuple[float, float], largeur: float
    ) -> list[tuple[tuple[float, float], int]]:
        """Above and below the baseline, and about how many lines, of each stretch between line
        breaks."""
        lignes = []
        dessus, dessous, long = *strut, 0.0
        for brin in [*self.brins, None]:
            if brin is None or brin.genre == "saut":
                lignes.append(((dessus, dessous), max(1, math.ceil(long / max(1.0, largeur)))))
                dessus, dessous, long = *strut, 0.0
            elif brin.genre == "texte" and brin.texte.strip():
                ligne, pied = brin.style.mesurer_ligne()
                dessus = max(dessus, pied + brin.decalage)
                dessous = max(dessous, ligne - pied - brin.decalage)
                long += (
                    len(_BLANCS.sub(" ", brin.texte)) * LARGEUR_LETTRE * brin.style.px("font_size")
                )
        return lignes

    def finish(self) -> list[Morceau]:
        """Runs with white space collapsed; [] when nothing would show."""
        morceaux: list[Morceau] = []
        for brin in self.brins:
            fmt = read_caracteres(brin.style, brin.decalage)
            fmt["shd"] = brin.style.couleur("background_color") or "" if brin.cle else ""
            modele = Morceau(brin.genre, "", fmt, brin.cle, brin.lien, brin.image)
            if brin.genre != "texte":
                if brin.genre == "saut":
                    _trim(morceaux)
                morceaux.append(modele)
            else:
                texte = expand_capitales(brin.texte, fmt)
                _append_texte(morceaux, modele, texte, brin.style.mot("white_space"))
        _trim(morceaux)
        if (
            morceaux and morceaux[-1].genre == "saut"
        ):  # the last line feed of a block ends its last line
            dernier = morceaux.pop()
            morceaux = morceaux or [replace(dernier, genre="texte")]
        return morceaux


def _append_texte(morceaux: list[Morceau], modele: Morceau, texte: str, blancs: str) -> None:
    """Append ``texte`` collapsed after what is there, its line feeds as breaks where CSS keeps
    them."""
    texte = texte.replace("\r\n", "\n")
    if blancs in ("normal", "nowrap"):
        lignes = [_BLANCS.sub(" ", texte)]
    elif blancs == "pre-line":
        lignes = [_BLANCS.sub(" ", ligne) for ligne in _BLANCS_LIGNE.sub("\n", texte).split("\n")]
    else:
        lignes = texte.split("\n")
    for rang, ligne in enumerate(lignes):
        if rang:
            if blancs == "pre-line":
                _trim(morceaux)
            morceaux.append(replace(modele, genre="saut"))
        au_blanc = blancs in ("normal", "nowrap", "pre-line") and _at_blank(morceaux)
        reste = _ENTRE_SIGNES.sub("\N{NO-BREAK SPACE}", ligne.lstrip(" ") if au_blanc else ligne)
        if reste:
            morceaux.append(replace(modele, texte=reste))


def _at_blank(morceaux: list[Morceau]) -> bool:
    """Whether a space would be dropped here: line start, or after another space."""
    if not morceaux:
        return True
    dernier = morceaux[-1]
    return dernier.genre == "saut" or (dernier.genre == "texte" and dernier.texte.endswith(" "))


def _trim(morceaux: list[Morceau]) -> None:
    """Drop the collapsible space that ends a line; a picture keeps the space before it."""
    if morceaux and morceaux[-1].genre == "texte":
        morceaux[-1].texte = morceaux[-1].texte.rstrip(" ")
        if not morceaux[-1].texte:
            morceaux.pop()

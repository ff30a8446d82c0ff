"""Inline content of one paragraph: text, line breaks and pictures, with the white space of CSS."""

from __future__ import annotations

import math
import re
import struct
from collections.abc import Callable
from dataclasses import dataclass, replace
from io import BytesIO
from xml.etree.ElementTree import Element

from docx.image.exceptions import (
    InvalidImageStreamError,
    UnexpectedEndOfFileError,
    UnrecognizedImageError,
)
from docx.image.image import Image as ImageWord

from amo_docs.docx.formats import expand_capitales, read_caracteres
from amo_docs.docx.structure import TWIPS_PAR_PX, Image, Morceau, twips
from amo_docs.jumeaux.impossible import JumeauImpossible
from amo_docs.moteur.styles import Cascade, Style, name_element

LARGEUR_LETTRE = 0.44
"""The average width of a letter of French text, as a part of the font size."""
ECART_TOLERE = 1.15
"""Ratio of heights below which all lines of a paragraph take the least one.

A superscript must not spread the lines of its paragraph.
"""
FINS_IMAGE = (b"IEND", b"\xff\xd9")
"""The end of a whole PNG or JPEG. python-docx reads only the beginning."""
FIN = 64
"""How many of the last bytes are looked at: some programs write a few more after the end."""
_BLANCS = re.compile("[ \t\n\r\f]+")
_BLANCS_LIGNE = re.compile("[ \t\r\f]*\n[ \t\r\f]*")
_ENTRE_SIGNES = re.compile("(?<=[»”’\"']) (?=[(\\[{])")
"""The space between a quotation mark and a bracket, where WeasyPrint breaks no line.

Source: UAX 14, LB15. Word does break there.
"""


@dataclass
class Brin:
    """A piece of inline content before its white space is collapsed.

    `decalage` is by how many px it is raised.
    """

    genre: str
    texte: str
    style: Style
    cle: str = ""
    lien: str = ""
    decalage: float = 0.0
    image: Image | None = None


@dataclass(frozen=True)
class Ligne:
    """The height of the lines of a paragraph and the depth of their baseline, in px.

    `derive` is by about how many px its lines together are higher than those of CSS, which may have
    several heights and are not rounded to twips.
    """

    hauteur: float
    base: float
    derive: float


@dataclass(frozen=True)
class Fil:
    """What inline content stands in: the width of its line in px, and the inline element around it.

    `cle`, `lien` and `decalage` are the style, the link and the raise of that element.
    """

    largeur: float
    cle: str = ""
    lien: str = ""
    decalage: float = 0.0


class Collecte:
    """Collects the inline pieces of one paragraph. `images` returns the bytes of an address."""

    def __init__(self, cascade: Cascade, images: Callable[[str], bytes]) -> None:
        self._cascade = cascade
        self._images = images
        self._brins: list[Brin] = []

    def add_texte(self, texte: str | None, style: Style, fil: Fil) -> None:
        """Add text as it stands in the HTML."""
        if texte:
            self._brins.append(Brin("texte", texte, style, fil.cle, fil.lien, fil.decalage))

    def add_contenus(self, style: Style | None, fil: Fil) -> None:
        """Add what `::before` or `::after` generates. Raises JumeauImpossible on all but texts."""
        if style is None:
            return
        for contenu in style.contenus:
            if contenu.genre != "string":
                raise JumeauImpossible(style.ou, "seul un texte peut être engendré ici")
            self.add_texte(contenu.valeur, style, fil)

    def add_element(self, element: Element, fil: Fil) -> None:
        """Add an inline element and its content. Raises JumeauImpossible on a block in a line."""
        style = self._cascade.style(element)
        if style.affichage == "none":
            return
        if element.tag == "br":
            self._brins.append(Brin("saut", "", style))
            return
        if element.tag == "img":
            image = read_image(element, style, self._images, fil.largeur)
            self._brins.append(Brin("image", "", style, image=image, decalage=fil.decalage))
            return
        if style.affichage not in ("inline", "contents"):
            raise JumeauImpossible(
                name_element(element), f"bloc « {style.affichage} » dans une ligne de texte"
            )
        ici = _enter(element, style, fil)
        self.add_contenus(self._cascade.pseudo(element, "before"), ici)
        self.add_texte(element.text, style, ici)
        for enfant in element:
            if isinstance(enfant.tag, str):
                self.add_element(enfant, ici)
            self.add_texte(enfant.tail, style, ici)
        self.add_contenus(self._cascade.pseudo(element, "after"), ici)

    def measure(self, style: Style, largeur: float) -> Ligne:
        """Return the line of the paragraph, `largeur` px wide. `style` is that of its block."""
        hauteur, base = style.measure_ligne()
        strut = (base, hauteur - base)
        lignes = self._list_lignes(strut, largeur)
        vues = [vue for vue, nombre in lignes] + [strut for _, nombre in lignes if nombre > 1]
        # Word has one height for all lines of a paragraph, CSS one for each line.
        petite, grande = min(vues, key=sum), max(vues, key=sum)
        choisie = petite if sum(grande) <= ECART_TOLERE * sum(petite) else grande
        vraie = sum(sum(vue) + (nombre - 1) * hauteur for vue, nombre in lignes)
        posee = sum(nombre for _, nombre in lignes) * twips(sum(choisie)) / TWIPS_PAR_PX
        return Ligne(sum(choisie), choisie[0], posee - vraie)

    def _list_lignes(
        self, strut: tuple[float, float], largeur: float
    ) -> list[tuple[tuple[float, float], int]]:
        """Return, for each stretch between line breaks, its heights and its number of lines.

        The heights are those above and below the baseline, in px; the number is an estimate.
        """
        lignes = []
        dessus, dessous, long = *strut, 0.0
        for brin in [*self._brins, None]:
            if brin is None or brin.genre == "saut":
                lignes.append(((dessus, dessous), max(1, math.ceil(long / max(1.0, largeur)))))
                dessus, dessous, long = *strut, 0.0
            # Blanks have no height of their own: the strut of the line is already counted.
            elif brin.genre == "texte" and brin.texte.strip():
                ligne, pied = brin.style.measure_ligne()
                dessus = max(dessus, pied + brin.decalage)
                dessous = max(dessous, ligne - pied - brin.decalage)
                lettres = len(_BLANCS.sub(" ", brin.texte))
                long += lettres * LARGEUR_LETTRE * brin.style.px("font_size")
        return lignes

    def finish(self) -> list[Morceau]:
        """Return the runs with their white space collapsed, [] when nothing would show."""
        morceaux: list[Morceau] = []
        for brin in self._brins:
            fmt = read_caracteres(brin.style, brin.decalage)
            # The background of a block is that of its paragraphs, not of its letters.
            fmt["shd"] = brin.style.couleur("background_color") or "" if brin.cle else ""
            morceau = Morceau(brin.genre, "", fmt, brin.cle, brin.lien, brin.image)
            if brin.genre != "texte":
                if brin.genre == "saut":
                    trim(morceaux)
                morceaux.append(morceau)
            else:
                texte = expand_capitales(brin.texte, fmt)
                append_texte(morceaux, morceau, texte, brin.style.mot("white_space"))
        trim(morceaux)
        if morceaux and morceaux[-1].genre == "saut":
            # In HTML a line break at the end of a block opens no new line. In Word it does.
            dernier = morceaux.pop()
            morceaux = morceaux or [replace(dernier, genre="texte")]
        return morceaux


def _enter(element: Element, style: Style, fil: Fil) -> Fil:
    """Return what the content of an inline element stands in."""
    tag = str(element.tag)
    # These have no look of their own, and need no character style.
    nue = not element.get("class", "").split() and tag in ("span", "abbr", "a")
    return replace(
        fil,
        cle=fil.cle if nue else name_element(element),
        lien=element.get("href", "") if tag == "a" else fil.lien,
        decalage=fil.decalage + (style.longueur("vertical_align") or 0.0),
    )


def append_texte(morceaux: list[Morceau], modele: Morceau, texte: str, blancs: str) -> None:
    """Append `texte` in runs like `modele`, its white space collapsed after that of the last run.

    `blancs` is the value of `white-space`. Line feeds become breaks where CSS keeps them.
    """
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
                trim(morceaux)
            morceaux.append(replace(modele, genre="saut"))
        au_blanc = blancs in ("normal", "nowrap", "pre-line") and _is_at_blanc(morceaux)
        reste = _ENTRE_SIGNES.sub("\N{NO-BREAK SPACE}", ligne.lstrip(" ") if au_blanc else ligne)
        if reste:
            morceaux.append(replace(modele, texte=reste))


def _is_at_blanc(morceaux: list[Morceau]) -> bool:
    """Tell whether CSS drops a space here: at the start of a line, or after another space."""
    if not morceaux:
        return True
    dernier = morceaux[-1]
    return dernier.genre == "saut" or (dernier.genre == "texte" and dernier.texte.endswith(" "))


def trim(morceaux: list[Morceau]) -> None:
    """Drop the collapsible space that ends a line. A space before a picture stays."""
    if morceaux and morceaux[-1].genre == "texte":
        morceaux[-1].texte = morceaux[-1].texte.rstrip(" ")
        if not morceaux[-1].texte:
            morceaux.pop()


def read_image(
    element: Element, style: Style, images: Callable[[str], bytes], largeur: float
) -> Image:
    """Return the picture of an `img` at the size it has in the PDF, on a line of `largeur` px.

    Raises JumeauImpossible when it has no source, or when its bytes are no whole PNG or JPEG.
    """
    source = element.get("src", "")
    if not source:
        raise JumeauImpossible(name_element(element), "image sans « src »")
    donnees = images(source)
    try:
        lue = ImageWord.from_file(BytesIO(donnees))
        naturelle = (float(lue.px_width), float(lue.px_height))
        # python-docx would embed a file that is cut short as it is.
        if not all(naturelle) or not any(fin in donnees[-FIN:] for fin in FINS_IMAGE):
            raise InvalidImageStreamError
    except (
        UnrecognizedImageError,
        InvalidImageStreamError,
        UnexpectedEndOfFileError,
        struct.error,
    ) as erreur:
        raise JumeauImpossible(
            name_element(element), f"image illisible, PNG ou JPEG attendu : « {source[:60]} »"
        ) from erreur
    large, haut = _read_cote(style, "width", largeur), _read_cote(style, "height")
    rapport = naturelle[1] / naturelle[0]
    if large is None:
        large = haut / rapport if haut is not None else naturelle[0]
    # A height that the style gives stays, as in CSS 2.1 (10.4): the picture is squeezed.
    maximum = _read_cote(style, "max_width", largeur)
    large = min(large, maximum) if maximum else large
    hauteur = haut if haut is not None else large * rapport
    return Image(donnees, large, hauteur, element.get("alt", ""))


def _read_cote(style: Style, nom: str, base: float = 0.0) -> float | None:
    """Return the width or the height a style gives a picture itself in px, None for auto."""
    cote = style.longueur(nom, base)
    if cote is None or style["box_sizing"] != "border-box":
        return cote
    cotes = ("top", "bottom") if nom == "height" else ("left", "right")
    autour = (style.px(f"padding_{c}", base) + style.bord(c).largeur for c in cotes)
    return max(0.0, cote - sum(autour))

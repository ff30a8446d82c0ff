"""Words and pictures that leave their place, or stand on one another.

WeasyPrint lets them run over the next column, off the page, or over the next line, without a word.
Each is measured where it was laid out: against its block, its cell or frame, the margins of the
page, its line, and all other words of the page.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from amo_docs.moteur.boites import BoiteImage, BoitePage, BoiteTexte, Cadre

TOLERANCE = 2.0
"""CSS pixels (half a millimetre) by which a line may pass its edge.

The letter-spacing after its last letter does.
"""

# Parts of the font size, measured from the baseline: the top of capitals without an accent, the
# bottom of a « p », and the height of a letter such as « x », with some of what rises above it.
_DESSUS, _DESSOUS, _COEUR = 0.66, 0.21, 0.6
# Word cuts the top of letters in a line of less than this part of their size.
_LIGNE_MIN = 0.8
# Of the height of the smaller letters: below it, two words touch, and both can be read.
_RECOUVREMENT = 0.25


def list_debords(pages: Iterable[BoitePage]) -> tuple[str, ...]:
    """Return the words and pictures out of their place with what is wrong, in French.

    They are in reading order, page by page.
    """
    return tuple(
        f"« {nom} » {why}" if nom else f"une image {why}"
        for page in pages
        for nom, why in _list_page(page)
    )


def _list_page(page: BoitePage) -> Iterator[tuple[str, str]]:
    for texte in page.textes:
        if _leaves(texte, page):
            yield texte.texte.strip(), "sort de sa place, trop large ou poussé dehors"
        # The mark of an item has a line of its own.
        elif texte.ligne and texte.ligne < _LIGNE_MIN * texte.corps:
            yield texte.texte.strip(), "est plus haut que sa ligne"
    for image in page.images:
        if _overflows(image, page):
            yield image.nom, "sort de sa place, trop large ou trop haute"
    for texte in _list_recouverts(page.textes):
        yield texte.texte.strip(), "recouvre d’autres mots"


def _leaves(texte: BoiteTexte, page: BoitePage) -> bool:
    """Tell whether letters pass the edges of what they stand in."""
    haut, bas = texte.base - _DESSUS * texte.corps, texte.base + _DESSOUS * texte.corps
    gauche, droite = texte.x, texte.x + texte.largeur
    if texte.en_marge:
        # Margin boxes are as wide as their text, as long as the sheet holds it.
        return gauche < 0 or droite > page.largeur or haut < 0 or bas > page.hauteur
    if texte.balise == "li::marker":
        # It stands left of its list, in the margin if need be.
        return gauche < 0
    cadre = texte.cadre
    return (
        droite > min(texte.bord, page.corps.droite) + TOLERANCE
        or gauche < max(cadre.gauche, page.corps.gauche) - TOLERANCE
        or haut < max(cadre.haut, page.corps.haut) - TOLERANCE
        or bas > min(cadre.bas, page.corps.bas) + TOLERANCE
    )


def _overflows(image: BoiteImage, page: BoitePage) -> bool:
    return any(
        image.x < cadre.gauche - TOLERANCE
        or image.y < cadre.haut - TOLERANCE
        or image.x + image.largeur > cadre.droite + TOLERANCE
        or image.y + image.hauteur > cadre.bas + TOLERANCE
        for cadre in (image.cadre, page.corps)
    )


def _list_recouverts(textes: Iterable[BoiteTexte]) -> Iterator[BoiteTexte]:
    """Yield the texts that stand on one before them, from the top of the page to its bottom."""
    # Those that reach below the top of the next one, as in a sweep of the page.
    ouverts: list[tuple[Cadre, BoiteTexte]] = []
    coeurs = [(_read_coeur(texte), texte) for texte in textes if texte.visible]
    for coeur, texte in sorted(coeurs, key=lambda deux: deux[0].haut):
        ouverts = [deux for deux in ouverts if deux[0].bas > coeur.haut]
        if any(_covers(autre, coeur) for autre, _ in ouverts):
            yield texte
        ouverts.append((coeur, texte))


def _read_coeur(texte: BoiteTexte) -> Cadre:
    """Return where the body of the letters stands, without accents and descenders."""
    return Cadre(texte.x, texte.base - _COEUR * texte.corps, texte.x + texte.largeur, texte.base)


def _covers(un: Cadre, autre: Cadre) -> bool:
    large = min(un.droite, autre.droite) - max(un.gauche, autre.gauche)
    haut = min(un.bas, autre.bas) - max(un.haut, autre.haut)
    petite = min(un.bas - un.haut, autre.bas - autre.haut)
    return large > TOLERANCE and haut > _RECOUVREMENT * petite

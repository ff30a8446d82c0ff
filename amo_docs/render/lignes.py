"""Lines that just hold, or just do not: Word would break them elsewhere.

Its letters stand a hair from those of the PDF. The boxes give the room left on each line, and what
the next word lacked of it. Where either is less than `MARGE`, the right edge of the paragraph is
moved in the DOCX, so that both are as far as possible from breaking. No line break is ever forced:
whoever edits the DOCX would have to take it out.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import takewhile
from xml.etree.ElementTree import Element

from amo_docs.moteur.boites import BoiteBloc, BoitePage, BoiteTexte

MARGE = 1.5
"""CSS pixels (0.4 mm): by how much a line may be longer or shorter in Word."""

# CSS pixels: beyond, the moved edge would be seen.
_PLUS = 4.0
# What Word keeps in one piece at the start of a line: it may break after a hyphen or a slash.
_MOT = re.compile(r"[^ \-–/]*[-–/]?")
# Centred and justified text has its lines elsewhere: moving an edge would move or stretch them.
_GAUCHE = ("left", "start")


def measure_jeux(pages: Iterable[BoitePage], racine: Element) -> dict[int, float]:
    """Return by how many px the right edge of some elements is to be moved out (in if negative).

    `pages` were laid out from the HTML tree `racine`. Elements go by their rank in the order of the
    tree; those that need nothing are left out.
    """
    lignes: dict[Element, list[tuple[float, float]]] = defaultdict(list)
    for page in pages:
        for bloc in page.blocs:
            if bloc.alignement in _GAUCHE:
                lignes[bloc.element] += _measure_lignes(bloc)
    rangs = {element: rang for rang, element in enumerate(racine.iter())}
    jeux = {
        rangs[element]: _choose(mesures)
        for element, mesures in lignes.items()
        if mesures and element in rangs
    }
    return {rang: jeu for rang, jeu in jeux.items() if jeu}


def carry_rangs(
    mesures: Mapping[int, float], avant: Element, apres: Element
) -> dict[int, float] | None:
    """Return what was measured on the HTML tree `avant`, by the ranks of the tree `apres`.

    The two differ in one stretch of elements, such as an image of a signature. None when `apres`
    has words there that `avant` does not: they must be laid out to be measured.
    """
    anciens, nouveaux = (
        [(e.tag, e.text, e.tail, e.attrib) for e in racine.iter()] for racine in (avant, apres)
    )
    debut = _count_egaux(anciens, nouveaux)
    fin = _count_egaux(anciens[debut:][::-1], nouveaux[debut:][::-1])
    dits = {
        element[:3]: rang
        for rang, element in enumerate(anciens[: len(anciens) - fin])
        if rang >= debut
    }
    # Rank in `apres` → rank in `avant`.
    rangs = {}
    for rang, element in enumerate(nouveaux):
        if rang < debut:
            rangs[rang] = rang
        elif rang >= len(nouveaux) - fin:
            rangs[rang] = rang - len(nouveaux) + len(anciens)
        elif element[:3] in dits:
            rangs[rang] = dits[element[:3]]
        elif "".join(filter(None, element[1:3])).strip():
            return None
    return {rang: mesures[ancien] for rang, ancien in rangs.items() if ancien in mesures}


def _count_egaux(uns: Sequence[object], autres: Sequence[object]) -> int:
    """Return how many items are the same in both, from the start."""
    return sum(
        1 for _ in takewhile(lambda deux: deux[0] == deux[1], zip(uns, autres, strict=False))
    )


def _measure_lignes(bloc: BoiteBloc) -> Iterator[tuple[float, float]]:
    """Yield the room left on each line, and what the next word lacked of it, in px."""
    for textes, suivants in zip(bloc.lignes, [*bloc.lignes[1:], ()], strict=True):
        if textes:
            reste = bloc.bord - max(texte.x + texte.largeur for texte in textes)
            manque = _measure_mot(suivants) - reste if suivants else 0.0
            # A word that would have held stands after a forced break: it cannot move up.
            yield reste, manque if manque > 0 else float("inf")


def _measure_mot(textes: Sequence[BoiteTexte]) -> float:
    """Return the width of a space and of the first word of a line."""
    largeur = 0.0
    for rang, texte in enumerate(textes):
        mot = _MOT.match(texte.texte)
        # The pattern matches the empty text too.
        assert mot is not None
        # With a space that WeasyPrint does not drop at the start of a line.
        largeur += texte.measure(mot[0] if rang else "\N{NO-BREAK SPACE}" + mot[0])
        if mot[0] != texte.texte:
            break
    return largeur


def _choose(mesures: Sequence[tuple[float, float]]) -> float:
    """Return the move, in px, that keeps every line as far as possible from breaking elsewhere."""
    reste, manque = min(reste for reste, _ in mesures), min(manque for _, manque in mesures)
    if reste >= MARGE and manque >= MARGE:
        return 0.0
    milieu = (manque - reste) / 2
    # Towards the middle of what is free, and no further than the margin needs.
    jeu = min(milieu, MARGE - reste) if reste < manque else max(milieu, manque - MARGE)
    return max(-_PLUS, min(_PLUS, jeu))

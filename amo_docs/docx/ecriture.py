"""From blocks to the XML of Word."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from io import BytesIO

from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.oxml.ns import qn
from docx.parts.story import StoryPart
from lxml.etree import _Element

from amo_docs.docx.formats import make_bord, make_ppr, make_rpr
from amo_docs.docx.ordre_ooxml import assemble, keep_copies, make
from amo_docs.docx.structure import (
    EMU_PAR_PX,
    Bloc,
    Cellule,
    Image,
    Marges,
    Morceau,
    Paires,
    Paragraphe,
    Rangee,
    Tableau,
    twips,
)
from amo_docs.docx.styles_nommes import StylesNommes
from amo_docs.jumeaux.hyperliens import SCHEMAS, read_schema
from amo_docs.jumeaux.proprietes import COTES
from amo_docs.moteur.styles import Bord

_ESPACE = "{http://www.w3.org/XML/1998/namespace}space"


class Ecrivain:
    """Writes blocks into one part of the package: the body, a header, a footer."""

    def __init__(self, part: StoryPart, styles: StylesNommes) -> None:
        self._part = part
        self._styles = styles

    def write_blocs(self, blocs: Iterable[Bloc]) -> list[_Element]:
        """Return the elements of `blocs`, in order."""
        return [
            self.write_paragraphe(b) if isinstance(b, Paragraphe) else self.write_tableau(b)
            for b in blocs
        ]

    def write_paragraphe(self, paragraphe: Paragraphe) -> _Element:
        """Return a `w:p`: its style, what differs from the style, its runs."""
        direct, marque = self._styles.subtract_paragraphe(paragraphe)
        element = make("w:p")
        element.append(
            _make_ppr(
                tuple(direct.items()), self._styles.ids[paragraphe.cle], tuple(marque.items())
            )
        )
        lien: _Element | None = None
        for morceau in paragraphe.morceaux:
            run = self._write_morceau(morceau, paragraphe.cle)
            if read_schema(morceau.lien) not in SCHEMAS:
                lien = None
                element.extend(run)
                continue
            # The pieces of one link stand in one element, so that Word takes them for one link.
            rid = self._part.relate_to(morceau.lien, RT.HYPERLINK, is_external=True)
            if lien is None or lien.get(qn("r:id")) != rid:
                lien = make("w:hyperlink")
                lien.set(qn("r:id"), rid)
                element.append(lien)
            lien.extend(run)
        return element

    def _write_morceau(self, morceau: Morceau, cle: str) -> list[_Element]:
        style, direct = self._styles.subtract_texte(morceau.cle, morceau.format, cle)
        run = make("w:r")
        if direct or style:
            run.append(_make_rpr(tuple(direct.items()), style))
        if morceau.genre == "saut":
            run.append(make("w:br"))
        elif morceau.genre == "tab":
            run.append(make("w:tab"))
        elif morceau.genre == "image" and morceau.image:
            run.append(self._write_image(morceau.image))
        else:
            # What a field shows until Word computes it.
            texte = "1" if morceau.genre == "champ" else morceau.texte
            run.extend(_make_textes(texte))
        if morceau.genre != "champ":
            return [run]
        champ = make("w:fldSimple", instr=morceau.texte)
        champ.append(run)
        return [champ]

    def _write_image(self, image: Image) -> _Element:
        inline = self._part.new_pic_inline(
            BytesIO(image.donnees),
            round(image.largeur * EMU_PAR_PX),
            round(image.hauteur * EMU_PAR_PX),
        )
        inline.docPr.set("descr", image.texte)
        # Without these distances, LibreOffice leaves 3 mm around the picture.
        for cote in "TBLR":
            inline.set(f"dist{cote}", "0")
        dessin = make("w:drawing")
        dessin.append(inline)
        return dessin

    def write_tableau(self, tableau: Tableau) -> _Element:
        """Return a `w:tbl` of fixed layout, without a table style."""
        # Its borders and margins are those of its cells.
        element = make("w:tbl")
        colonnes = _round_colonnes(tableau)
        # Without these margins, Word gives cells 1.9 mm on the left and on the right.
        zero = [make(f"w:{cote}", w=0, type="dxa") for cote in COTES]
        enfants = [
            make("w:tblW", w=sum(colonnes), type="dxa"),
            make("w:tblInd", w=twips(tableau.retrait), type="dxa"),
            make("w:tblLayout", type="fixed"),
            assemble("w:tblCellMar", zero),
        ]
        enfants.append(
            # Tells a screen reader that the first row is a head. It changes no look.
            make("w:tblLook", val="04A0" if any(r.entete for r in tableau.rangees) else "0480")
        )
        if tableau.resume:
            enfants.append(make("w:tblCaption", val=tableau.resume))
        element.append(assemble("w:tblPr", enfants))
        grille = make("w:tblGrid")
        grille.extend(make("w:gridCol", w=large) for large in colonnes)
        element.append(grille)
        element.extend(self._write_rangee(rangee, colonnes) for rangee in tableau.rangees)
        return element

    def _write_rangee(self, rangee: Rangee, colonnes: list[int]) -> _Element:
        element = make("w:tr")
        enfants = []
        if rangee.insecable:
            enfants.append(make("w:cantSplit"))
        if rangee.hauteur:
            enfants.append(make("w:trHeight", val=twips(rangee.hauteur), hRule="atLeast"))
        if rangee.entete:
            enfants.append(make("w:tblHeader"))
        place = 0
        cellules = []
        for cellule in rangee.cellules:
            # A hole in the grid still needs a cell.
            if cellule.colonne > place:
                cellules.append(self._write_trou(colonnes[place : cellule.colonne]))
            cellules.append(self._write_cellule(cellule, colonnes))
            place = cellule.colonne + cellule.portee
        if place < len(colonnes):
            cellules.append(self._write_trou(colonnes[place:]))
        if enfants:
            element.append(assemble("w:trPr", enfants))
        element.extend(cellules)
        return element

    def _write_trou(self, colonnes: list[int]) -> _Element:
        element = make("w:tc")
        element.append(
            assemble(
                "w:tcPr",
                [make("w:tcW", w=sum(colonnes), type="dxa"), make("w:gridSpan", val=len(colonnes))],
            )
        )
        element.append(make("w:p"))
        return element

    def _write_cellule(self, cellule: Cellule, colonnes: list[int]) -> _Element:
        element = make("w:tc")
        large = sum(colonnes[cellule.colonne : cellule.colonne + cellule.portee])
        dit = (cellule.marges, tuple(cellule.bords.items()), cellule.vertical, cellule.fond)
        element.append(_make_tcpr(large, cellule.portee, cellule.fusion, dit))
        # Word takes a cell without a paragraph for a damaged file.
        element.extend(self.write_blocs(cellule.blocs) or [make("w:p")])
        return element


Dit = tuple[Marges, tuple[tuple[str, Bord], ...], str, str | None]
"""The margins, borders, vertical alignment and background of a cell."""


@keep_copies
def _make_ppr(direct: Paires, style: str, marque: Paires) -> _Element:
    return make_ppr(dict(direct), style, make_rpr(dict(marque)))


@keep_copies
def _make_rpr(direct: Paires, style: str) -> _Element:
    return make_rpr(dict(direct), style)


def _make_textes(texte: str) -> Iterator[_Element]:
    """Yield the elements of a text: the optional hyphens of Word are no characters."""
    for rang, part in enumerate(texte.split("\N{SOFT HYPHEN}")):
        if rang:
            yield make("w:softHyphen")
        element = make("w:t")
        element.text = part
        # Otherwise Word drops the spaces at both ends.
        element.set(_ESPACE, "preserve")
        yield element


@keep_copies
def _make_tcpr(large: int, portee: int, fusion: str, dit: Dit) -> _Element:
    """Return the `w:tcPr` of a cell `large` twips wide over `portee` columns."""
    marges, bords, vertical, fond = dit
    cotes = zip(COTES, marges, strict=True)
    enfants = [
        make("w:tcW", w=large, type="dxa"),
        assemble("w:tcBorders", [make_bord(cote, bord) for cote, bord in bords]),
        assemble("w:tcMar", [make(f"w:{cote}", w=twips(px), type="dxa") for cote, px in cotes]),
        make("w:vAlign", val=vertical),
    ]
    if portee > 1:
        enfants.append(make("w:gridSpan", val=portee))
    if fusion:
        enfants.append(make("w:vMerge", val=fusion))
    if fond:
        enfants.append(make("w:shd", val="clear", color="auto", fill=fond))
    return assemble("w:tcPr", enfants)


def _round_colonnes(tableau: Tableau) -> list[int]:
    """Return the widths of columns in twips."""
    # Rounded by their sums, which stay within half a twip of the true ones: errors do not add up.
    largeurs, somme, placee = [], 0.0, 0
    for large in tableau.colonnes:
        somme += large
        largeurs.append(twips(somme) - placee)
        placee += largeurs[-1]
    return largeurs

"""Formats (`structure.Format`): read from computed styles, and written as the XML of Word."""

from __future__ import annotations

from lxml.etree import _Element

from amo_docs.docx.ordre_ooxml import assemble, make, set_attributs
from amo_docs.docx.structure import Format, Valeur, demi_points, twips
from amo_docs.jumeaux.proprietes import COTES
from amo_docs.moteur.styles import AUCUN_BORD, Bord, Style

POLICES = {
    "liberation serif": "Times New Roman",
    "serif": "Times New Roman",
    "liberation sans": "Arial",
    "sans-serif": "Arial",
    "liberation mono": "Courier New",
    "monospace": "Courier New",
}
"""The font that the PDF embeds → its metric twin, which a Windows office has."""
ALIGNEMENTS = {
    "left": "left",
    "start": "left",
    "right": "right",
    "end": "right",
    "center": "center",
    "justify": "both",
}
TRAITS = {
    "solid": "single",
    "double": "double",
    "dotted": "dotted",
    "dashed": "dashed",
    "inset": "single",
    "outset": "single",
    "groove": "single",
    "ridge": "single",
}
BASCULES = ("keepNext", "keepLines", "pageBreakBefore", "widowControl")
"""The toggles of a paragraph."""
BASCULES_TEXTE = {
    "bold": ("b", "bCs"),
    "italic": ("i", "iCs"),
    "caps": ("caps",),
    "smallCaps": ("smallCaps",),
    "strike": ("strike",),
}
"""The toggles of a run → the elements that state them."""


def read_caracteres(style: Style, position: float = 0.0) -> dict[str, Valeur]:
    """Return the complete run format of a computed style, with its text raised by `position` px."""
    caracteres = style.keep("caracteres", lambda: _read_caracteres(style))
    return {**caracteres, "position": demi_points(position)}


def _read_caracteres(style: Style) -> dict[str, Valeur]:
    famille = str(style["font_family"][0])
    decoration = style["text_decoration_line"]
    lignes = () if decoration == "none" else tuple(decoration)
    return {
        "font": POLICES.get(famille.lower(), famille),
        "size": demi_points(style.px("font_size")),
        # As CSS chooses between a font of weight 400 and one of 700.
        "bold": int(style["font_weight"]) >= 600,
        "italic": style["font_style"] in ("italic", "oblique"),
        "caps": style["text_transform"] == "uppercase",
        "smallCaps": style["font_variant_caps"] == "small-caps",
        "strike": "line-through" in lignes,
        "underline": "single" if "underline" in lignes else "none",
        "color": style.couleur("color") or "FFFFFF",
        # Set by the caller for an inline element: the background of a block is its paragraph's.
        "shd": "",
        "spacing": twips(style.px("letter_spacing")),
    }


def expand_capitales(texte: str, fmt: Format) -> str:
    """Return `texte` with « SS » for « ß » and the like, when `fmt` is in capitals."""
    # Word's capitals leave alone a letter that would become two, and CSS does not.
    if not fmt["caps"]:
        return texte
    return "".join(lettre.upper() if len(lettre.upper()) > 1 else lettre for lettre in texte)


def read_paragraphe(style: Style, largeur: float) -> dict[str, Valeur]:
    """Return what the format of a paragraph takes from its own style alone.

    `largeur` is the width of its container in px.
    """
    return {
        "keepNext": False,
        "keepLines": style["break_inside"] in ("avoid", "avoid-page"),
        "pageBreakBefore": False,
        # Word keeps two lines together at both ends of a page, or none.
        "widowControl": min(int(style["orphans"]), int(style["widows"])) > 1,
        "before": twips(style.px("margin_top", largeur)),
        "after": twips(style.px("margin_bottom", largeur)),
        "first": twips(style.px("text_indent", largeur)),
        "jc": ALIGNEMENTS.get(style.mot("text_align_all"), "left"),
    }


def measure_descente(hauteur: float, base: float) -> float:
    """Return by how many px the baseline of CSS is below Word's, mostly negative.

    `hauteur` is the height of the line, `base` the depth of its baseline in CSS, in px.
    """
    # Word and LibreOffice set the baseline at four fifths of a line of exact height. Measured.
    return base - 0.8 * hauteur


def make_bord(nom: str, bord: Bord, espace: int = 0) -> _Element:
    """Return the element of a border, `espace` points from what it surrounds."""
    genre = TRAITS.get(bord.style, "single")
    if not bord.largeur:
        return make(f"w:{nom}", val="nil")
    # In eighths of a point. The width of a double border is that of one of its three lines.
    huitiemes = bord.largeur * 6 / (3 if genre == "double" else 1)
    return make(
        f"w:{nom}",
        val=genre,
        # Word takes a quarter of a point to twelve points.
        sz=max(2, min(96, round(huitiemes))),
        space=espace,
        color=bord.couleur,
    )


def make_ppr(fmt: Format, style: str = "", marque: _Element | None = None) -> _Element:
    """Return the `w:pPr` that states `fmt` and no more.

    `style` is the identifier of a style, `marque` the `w:rPr` of the paragraph mark.
    """
    # A toggle is stated when it is off too: the style may have it on.
    enfants = [make(f"w:{nom}", val=int(bool(fmt[nom]))) for nom in BASCULES if nom in fmt]
    if style:
        enfants.append(make("w:pStyle", val=style))
    if fmt.get("numPr"):
        numero, niveau = fmt["numPr"]  # type: ignore[misc,str-unpack]
        num = make("w:numPr")
        num.append(make("w:ilvl", val=int(str(niveau))))
        num.append(make("w:numId", val=int(str(numero))))
        enfants.append(num)
    if "bords" in fmt:
        bords: tuple[tuple[str, Bord, int], ...] = fmt["bords"]  # type: ignore[assignment]
        # All four sides, for the same reason.
        dits = dict.fromkeys(COTES, (AUCUN_BORD, 0)) | {
            cote: (bord, espace) for cote, bord, espace in bords
        }
        enfants.append(
            assemble("w:pBdr", [make_bord(cote, *reste) for cote, reste in dits.items()])
        )
    if "shd" in fmt:
        enfants.append(make("w:shd", val="clear", color="auto", fill=str(fmt["shd"] or "auto")))
    if "jc" in fmt:
        enfants.append(make("w:jc", val=str(fmt["jc"])))
    if "outlineLvl" in fmt and fmt["outlineLvl"] is not None:
        enfants.append(make("w:outlineLvl", val=int(str(fmt["outlineLvl"]))))
    enfants += [*_make_ecarts(fmt), *_make_retraits(fmt)]
    if fmt.get("tabs"):
        tabs = make("w:tabs")
        tabs.extend(make("w:tab", val=genre, pos=pos) for genre, pos in fmt["tabs"])  # type: ignore
        enfants.append(tabs)
    if marque is not None and len(marque):
        enfants.append(marque)
    return assemble("w:pPr", enfants)


def _make_ecarts(fmt: Format) -> list[_Element]:
    ecarts = {nom: int(str(fmt[nom])) for nom in ("before", "after", "line") if nom in fmt}
    if not ecarts and "lineRule" not in fmt:
        return []
    spacing = make("w:spacing", **ecarts)
    if "lineRule" in fmt or "line" in fmt:
        set_attributs(spacing, "w:spacing", lineRule=str(fmt.get("lineRule", "exact")))
    return [spacing]


def _make_retraits(fmt: Format) -> list[_Element]:
    retraits = {nom: int(str(fmt[nom])) for nom in ("left", "right") if nom in fmt}
    if "first" in fmt:
        first = int(str(fmt["first"]))
        retraits["hanging" if first < 0 else "firstLine"] = abs(first)
    return [make("w:ind", **retraits)] if retraits else []


def make_rpr(fmt: Format, style: str = "") -> _Element:
    """Return the `w:rPr` that states `fmt` and no more; `style` identifies a character style."""
    enfants = [make("w:rStyle", val=style)] if style else []
    for nom, balises in BASCULES_TEXTE.items():
        if nom in fmt:
            enfants += [make(f"w:{balise}", val=int(bool(fmt[nom]))) for balise in balises]
    if "font" in fmt:
        police = str(fmt["font"])
        # Word has one font for each script, and falls back to its own where none is given.
        enfants.append(make("w:rFonts", ascii=police, hAnsi=police, eastAsia=police, cs=police))
    if "size" in fmt:
        enfants += [make("w:sz", val=str(fmt["size"])), make("w:szCs", val=str(fmt["size"]))]
    for nom, balise in (
        ("color", "color"),
        ("spacing", "spacing"),
        ("position", "position"),
        ("underline", "u"),
    ):
        if nom in fmt:
            enfants.append(make(f"w:{balise}", val=str(fmt[nom])))
    if "shd" in fmt:
        enfants.append(make("w:shd", val="clear", color="auto", fill=str(fmt["shd"]) or "auto"))
    return assemble("w:rPr", enfants)


def subtract(fmt: Format, base: Format) -> dict[str, Valeur]:
    """Return the part of `fmt` that differs from `base`."""
    return {nom: valeur for nom, valeur in fmt.items() if base.get(nom) != valeur}

"""Flat formats (``modele.Format``) from computed styles, and the XML of formats."""

from __future__ import annotations

from lxml.etree import _Element

from .cascade import AUCUN_BORD, COTES, Bord, Style
from .modele import Format, Valeur, demi_points, twips
from .ordre import assemble, make

# Metric twins: what a Windows office has, for what the PDF embeds.
POLICES = {
    "liberation serif": "Times New Roman",
    "serif": "Times New Roman",
    "liberation sans": "Arial",
    "sans-serif": "Arial",
    "liberation mono": "Courier New",
    "monospace": "Courier New",
}
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
BASCULES_TEXTE = {
    "bold": ("b", "bCs"),
    "italic": ("i", "iCs"),
    "caps": ("caps",),
    "smallCaps": ("smallCaps",),
    "strike": ("strike",),
}


def read_caracteres(style: Style, position: float = 0.0) -> dict[str, Valeur]:
    """Complete run format of a computed style, its text raised by ``position`` px."""
    if "caracteres" not in style.lus:
        style.lus["caracteres"] = _read_caracteres(style)
    return {**style.lus["caracteres"], "position": demi_points(position)}


def _read_caracteres(style: Style) -> dict[str, Valeur]:
    famille = str(style["font_family"][0])
    decoration = style["text_decoration_line"]
    lignes = () if decoration == "none" else tuple(decoration)
    chasse = style.px("letter_spacing")
    return {
        "font": POLICES.get(famille.lower(), famille),
        "size": demi_points(style.px("font_size")),
        "bold": int(style["font_weight"]) >= 600,
        "italic": style["font_style"] in ("italic", "oblique"),
        "caps": style["text_transform"] == "uppercase",
        "smallCaps": style["font_variant_caps"] == "small-caps",
        "strike": "line-through" in lignes,
        "underline": "single" if "underline" in lignes else "none",
        "color": style.couleur("color") or "FFFFFF",
        "shd": "",
        "spacing": twips(chasse),
    }


def expand_capitales(texte: str, fmt: Format) -> str:
    """``texte`` with the letters that capitals make longer already so, « SS » for « ß »: Word
    leaves them alone."""
    if not fmt["caps"]:
        return texte
    return "".join(lettre.upper() if len(lettre.upper()) > 1 else lettre for lettre in texte)


def read_paragraphe(style: Style, largeur: float) -> dict[str, Valeur]:
    """What a paragraph's format takes from its own style alone; ``largeur`` is its container's,
    px."""
    return {
        "keepNext": False,
        "keepLines": style["break_inside"] in ("avoid", "avoid-page"),
        "pageBreakBefore": False,
        "widowControl": min(int(style["orphans"]), int(style["widows"])) > 1,
        "before": twips(style.px("margin_top", largeur)),
        "after": twips(style.px("margin_bottom", largeur)),
        "first": twips(style.px("text_indent", largeur)),
        "jc": ALIGNEMENTS.get(style.mot("text_align_all"), "left"),
    }


def format_bord(nom: str, bord: Bord, espace: int = 0) -> _Element:
    """A border element: width in eighths of a point (one line of the three for double), space in
    points."""
    genre = TRAITS.get(bord.style, "single")
    if not bord.largeur:
        return make(f"w:{nom}", val="nil")
    huitiemes = bord.largeur * 6 / (3 if genre == "double" else 1)
    return make(
        f"w:{nom}",
        val=genre,
        sz=max(2, min(96, round(huitiemes))),
        space=espace,
        color=bord.couleur,
    )


def make_ppr(fmt: Format, style: str = "", marque: _Element | None = None) -> _Element:
    """``w:pPr`` saying ``fmt`` and no more; ``style`` is a style identifier, ``marque`` the mark's
    rPr."""
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
        dits = dict.fromkeys(COTES, (AUCUN_BORD, 0)) | {
            cote: (bord, espace) for cote, bord, espace in bords
        }
        enfants.append(
            assemble("w:pBdr", [format_bord(cote, *reste) for cote, reste in dits.items()])
        )
    if "shd" in fmt:
        enfants.append(make("w:shd", val="clear", color="auto", fill=str(fmt["shd"] or "auto")))
    if "jc" in fmt:
        enfants.append(make("w:jc", val=str(fmt["jc"])))
    if "outlineLvl" in fmt and fmt["outlineLvl"] is not None:
        enfants.append(make("w:outlineLvl", val=int(str(fmt["outlineLvl"]))))
    enfants += _spacing_ind(fmt)
    if fmt.get("tabs"):
        tabs = make("w:tabs")
        tabs.extend(make("w:tab", val=genre, pos=pos) for genre, pos in fmt["tabs"])  # type: ignore
        enfants.append(tabs)
    if marque is not None and len(marque):
        enfants.append(marque)
    return assemble("w:pPr", enfants)


def _spacing_ind(fmt: Format) -> list[_Element]:
    enfants = []
    ecarts = {nom: int(str(fmt[nom])) for nom in ("before", "after", "line") if nom in fmt}
    if ecarts or "lineRule" in fmt:
        spacing = make("w:spacing", **ecarts)
        if "lineRule" in fmt or "line" in fmt:
            spacing.set(_LINE_RULE, str(fmt.get("lineRule", "exact")))
        enfants.append(spacing)
    retraits = {nom: int(str(fmt[nom])) for nom in ("left", "right") if nom in fmt}
    if "first" in fmt:
        first = int(str(fmt["first"]))
        retraits["hanging" if first < 0 else "firstLine"] = abs(first)
    if retraits:
        enfants.append(make("w:ind", **retraits))
    return enfants


_LINE_RULE = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}lineRule"


def make_rpr(fmt: Format, style: str = "") -> _Element:
    """``w:rPr`` saying ``fmt`` and no more; ``style`` is a character style identifier."""
    enfants = [make("w:rStyle", val=style)] if style else []
    for nom, balises in BASCULES_TEXTE.items():
        if nom in fmt:
            enfants += [make(f"w:{balise}", val=int(bool(fmt[nom]))) for balise in balises]
    if "font" in fmt:
        police = str(fmt["font"])
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
    """What of ``fmt`` differs from ``base``."""
    return {nom: valeur for nom, valeur in fmt.items() if base.get(nom) != valeur}

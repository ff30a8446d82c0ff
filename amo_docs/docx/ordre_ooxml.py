"""The elements of Word, with their children in the order of the schema.

The orders are those of ECMA-376, part 1 (CT_PPr, CT_RPr…). Word takes a file for damaged when a
child stands in another place.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from copy import deepcopy
from functools import cache, lru_cache
from typing import ParamSpec

from docx.oxml.ns import NamespacePrefixedTag, qn
from docx.oxml.parser import oxml_parser
from lxml.etree import _Element

P = ParamSpec("P")

ORDRE: dict[str, tuple[str, ...]] = {
    "w:pPr": (
        "pStyle",
        "keepNext",
        "keepLines",
        "pageBreakBefore",
        "framePr",
        "widowControl",
        "numPr",
        "suppressLineNumbers",
        "pBdr",
        "shd",
        "tabs",
        "suppressAutoHyphens",
        "kinsoku",
        "wordWrap",
        "overflowPunct",
        "topLinePunct",
        "autoSpaceDE",
        "autoSpaceDN",
        "bidi",
        "adjustRightInd",
        "snapToGrid",
        "spacing",
        "ind",
        "contextualSpacing",
        "mirrorIndents",
        "suppressOverlap",
        "jc",
        "textDirection",
        "textAlignment",
        "textboxTightWrap",
        "outlineLvl",
        "divId",
        "cnfStyle",
        "rPr",
        "sectPr",
        "pPrChange",
    ),
    "w:rPr": (
        "rStyle",
        "rFonts",
        "b",
        "bCs",
        "i",
        "iCs",
        "caps",
        "smallCaps",
        "strike",
        "dstrike",
        "outline",
        "shadow",
        "emboss",
        "imprint",
        "noProof",
        "snapToGrid",
        "vanish",
        "webHidden",
        "color",
        "spacing",
        "w",
        "kern",
        "position",
        "sz",
        "szCs",
        "highlight",
        "u",
        "effect",
        "bdr",
        "shd",
        "fitText",
        "vertAlign",
        "rtl",
        "cs",
        "em",
        "lang",
        "eastAsianLayout",
        "specVanish",
        "oMath",
    ),
    "w:tblPr": (
        "tblStyle",
        "tblpPr",
        "tblOverlap",
        "bidiVisual",
        "tblStyleRowBandSize",
        "tblStyleColBandSize",
        "tblW",
        "jc",
        "tblCellSpacing",
        "tblInd",
        "tblBorders",
        "shd",
        "tblLayout",
        "tblCellMar",
        "tblLook",
        "tblCaption",
        "tblDescription",
    ),
    "w:trPr": (
        "cnfStyle",
        "divId",
        "gridBefore",
        "gridAfter",
        "wBefore",
        "wAfter",
        "cantSplit",
        "trHeight",
        "tblHeader",
        "tblCellSpacing",
        "jc",
        "hidden",
    ),
    "w:tcPr": (
        "cnfStyle",
        "tcW",
        "gridSpan",
        "hMerge",
        "vMerge",
        "tcBorders",
        "shd",
        "noWrap",
        "tcMar",
        "textDirection",
        "tcFitText",
        "vAlign",
        "hideMark",
    ),
    "w:sectPr": (
        "headerReference",
        "footerReference",
        "footnotePr",
        "endnotePr",
        "type",
        "pgSz",
        "pgMar",
        "paperSrc",
        "pgBorders",
        "lnNumType",
        "pgNumType",
        "cols",
        "formProt",
        "vAlign",
        "noEndnote",
        "titlePg",
        "textDirection",
        "bidi",
        "rtlGutter",
        "docGrid",
    ),
    "w:style": (
        "name",
        "aliases",
        "basedOn",
        "next",
        "link",
        "autoRedefine",
        "hidden",
        "uiPriority",
        "semiHidden",
        "unhideWhenUsed",
        "qFormat",
        "locked",
        "personal",
        "rsid",
        "pPr",
        "rPr",
        "tblPr",
        "trPr",
        "tcPr",
        "tblStylePr",
    ),
    "w:lvl": (
        "start",
        "numFmt",
        "lvlRestart",
        "pStyle",
        "isLgl",
        "suff",
        "lvlText",
        "lvlPicBulletId",
        "legacy",
        "lvlJc",
        "pPr",
        "rPr",
    ),
}
for _bords in ("w:pBdr", "w:tblBorders", "w:tcBorders", "w:pgBorders", "w:tcMar", "w:tblCellMar"):
    ORDRE[_bords] = (
        "top",
        "left",
        "start",
        "bottom",
        "right",
        "end",
        "insideH",
        "insideV",
        "between",
        "bar",
    )
_RANGS = {
    balise: {qn(f"w:{nom}"): rang for rang, nom in enumerate(noms)}
    for balise, noms in ORDRE.items()
}


def make(balise: str, **attributs: str | int) -> _Element:
    """Return an element such as `w:jc`. Its attributes get its prefix (`val` → `w:val`)."""
    nom, espaces = _name(balise)
    element: _Element = oxml_parser.makeelement(nom, _name_attributs(balise, attributs), espaces)
    return element


def set_attributs(element: _Element, balise: str, **attributs: str | int) -> None:
    """Give `element` attributes with the prefix of `balise`."""
    for nom, valeur in _name_attributs(balise, attributs).items():
        element.set(nom, valeur)


def _name_attributs(balise: str, attributs: Mapping[str, str | int]) -> dict[str, str]:
    prefixe = balise[: balise.index(":") + 1]
    return {_name(prefixe + nom)[0]: str(valeur) for nom, valeur in attributs.items()}


# Bounded by the tags and attributes that the writer knows.
@cache
def _name(balise: str) -> tuple[str, dict[str, str]]:
    """Return the name of `balise` for lxml, and the namespace to declare with it."""
    return qn(balise), dict(NamespacePrefixedTag(balise).nsmap)


def keep_copies(write: Callable[P, _Element]) -> Callable[P, _Element]:
    """Return `write` with a cache of its elements, which are copied.

    What `write` makes must depend on its arguments alone.
    """
    # A paper has the same few formats hundreds of times. A copy each, since an element of lxml has
    # one parent.
    kept = lru_cache(maxsize=512)(write)

    def copy(*parts: P.args, **named: P.kwargs) -> _Element:
        return deepcopy(kept(*parts, **named))  # type: ignore[arg-type]

    return copy


def assemble(balise: str, enfants: Iterable[_Element]) -> _Element:
    """Return an element with its children in the order of the schema."""
    rangs = _RANGS[balise]
    element = make(balise)
    element.extend(sorted(enfants, key=lambda e: rangs[str(e.tag)]))
    return element

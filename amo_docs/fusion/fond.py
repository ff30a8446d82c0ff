"""The ground of a page left out, for paper that carries it already: its border, its background, the logo.

WeasyPrint draws the background then the border of a page as artifacts, before any box of its content. What holds text
is never taken away, wherever it stands: a PROJET or SPÉCIMEN band stays.
"""

from __future__ import annotations

import hashlib
import io
from collections.abc import Sequence
from dataclasses import dataclass

import pikepdf
from PIL import Image

_TEXTE = frozenset(["BT", "Tj", "TJ", "'", '"'])
"""Operators a ground is never made of."""


@dataclass(frozen=True)
class PageSansFond:
    """A page without its ground: its drawing, and whether anything was left out."""

    contenu: bytes
    change: bool


Instruction = pikepdf.ContentStreamInstruction | pikepdf.ContentStreamInlineImage


class Fond:
    """What is left out of the pages of a type of paper: their own ground, and the picture `logo` (PNG or JPEG bytes).

    A logo is recognised by its points, whatever its name in the PDF; what was found of a picture is kept for the next.
    """

    def __init__(self, logo: bytes | None) -> None:
        self._logo = _read_points(Image.open(io.BytesIO(logo))) if logo else None
        self._vus: dict[bytes, bool] = {}

    def remove(self, page: pikepdf.Page) -> PageSansFond:
        """Return `page` without its ground; pictures it does not draw any more leave its resources."""
        instructions = list(pikepdf.parse_content_stream(page))
        objets = page.resources.get("/XObject", pikepdf.Dictionary())
        images = {nom for nom, objet in objets.items() if objet.get("/Subtype") == pikepdf.Name.Image}
        kept = _drop_debut(instructions, images)
        logos = {nom for nom in images if self._is_logo(objets[nom])}
        kept = [i for i in kept if not (str(i.operator) == "Do" and str(i.operands[0]) in logos)]
        if len(kept) == len(instructions):
            return PageSansFond(b"", False)
        _prune(page, {str(operand) for i in kept for operand in i.operands if isinstance(operand, pikepdf.Name)})
        return PageSansFond(pikepdf.unparse_content_stream(kept), True)

    def _is_logo(self, image: pikepdf.Object) -> bool:
        if self._logo is None or not isinstance(image, pikepdf.Stream):
            return False
        cle = hashlib.sha256(image.read_raw_bytes()).digest()
        if cle not in self._vus:
            self._vus[cle] = _read_points(pikepdf.PdfImage(image).as_pil_image()) == self._logo
        return self._vus[cle]


def _read_points(image: Image.Image) -> tuple[tuple[int, int], bytes]:
    """Return the size and the colours of a picture, its transparency left aside: a PDF keeps it apart."""
    colours = image.convert("RGBA").convert("RGB") if image.mode in ("P", "PA", "LA") else image.convert("RGB")
    return colours.size, hashlib.sha256(colours.tobytes()).digest()


def _prune(page: pikepdf.Page, cites: set[str]) -> None:
    """Leave in the resources of `page` the pictures and patterns it names alone; other pages may share them."""
    ressources = pikepdf.Dictionary(dict(page.resources.items()))
    for genre in ("/XObject", "/Pattern"):
        objets = ressources.get(genre, pikepdf.Dictionary())
        ressources[genre] = pikepdf.Dictionary({nom: objet for nom, objet in objets.items() if nom in cites})
    page.obj["/Resources"] = ressources


def _drop_debut(instructions: Sequence[Instruction], images: set[str]) -> list[Instruction]:
    """Return the instructions without the artifacts that come before any content.

    `images` names what `Do` draws without any text; anything else it draws may hold some, and stays.
    """
    kept: list[Instruction] = []
    at = 0
    while at < len(instructions):
        name = str(instructions[at].operator)
        if name in ("BMC", "BDC"):
            end = _find_fin(instructions, at)
            if str(instructions[at].operands[0]) != "/Artifact" or _may_say(instructions[at:end], images):
                break
            at = end
            continue
        if name not in ("q", "cm") or (name == "q" and any(str(i.operator) == "q" for i in kept)):
            break
        kept.append(instructions[at])
        at += 1
    return [*kept, *instructions[at:]]


def _may_say(instructions: Sequence[Instruction], images: set[str]) -> bool:
    """Tell whether the instructions draw text, or something that could hold some."""
    return any(
        str(i.operator) in _TEXTE or (str(i.operator) == "Do" and str(i.operands[0]) not in images)
        for i in instructions
    )


def _find_fin(instructions: Sequence[Instruction], debut: int) -> int:
    """Return the place after the end of the marked content that begins at `debut`."""
    depth = 0
    for rank in range(debut, len(instructions)):
        name = str(instructions[rank].operator)
        depth += (name in ("BMC", "BDC")) - (name == "EMC")
        if depth == 0:
            return rank + 1
    return len(instructions)

"""The ground of a page left out, for pre-printed paper: its border, its background, the logo.

WeasyPrint draws the background, then the border of a page as artifacts, before any box of its
content. What draws text is never taken away: a PROJET or SPÉCIMEN band stays.
"""

from __future__ import annotations

import hashlib
import io
from collections.abc import Sequence
from dataclasses import dataclass

import pikepdf
from PIL import Image

_TEXTE = frozenset(["BT", "Tj", "TJ", "'", '"'])
"""Operators of text, which no ground is made of (ISO 32000-1, 9.4)."""


@dataclass(frozen=True)
class PageSansFond:
    """The drawing of a page without its ground, and whether anything was left out."""

    contenu: bytes
    change: bool


Instruction = pikepdf.ContentStreamInstruction | pikepdf.ContentStreamInlineImage
Suite = Sequence[Instruction]


class Fond:
    """Leaves the ground out of the pages of a type of paper, and the picture `logo`.

    `logo` are the bytes of a PNG or a JPEG, or None.
    """

    def __init__(self, logo: bytes | None) -> None:
        # By its points: in a PDF it has no name, and its bytes are encoded anew.
        self._logo = _read_points(Image.open(io.BytesIO(logo))) if logo else None
        self._vus: dict[bytes, bool] = {}

    def remove(self, page: pikepdf.Page) -> PageSansFond:
        """Return `page` without its ground. Its resources lose what is not drawn any more."""
        instructions = list(pikepdf.parse_content_stream(page))
        kept, dedans = self._drop_logos(_drop_debut(instructions, page.resources), page.resources)
        if len(kept) == len(instructions) and not dedans:
            return PageSansFond(b"", False)
        page.obj["/Resources"] = _prune(page.resources, kept)
        return PageSansFond(pikepdf.unparse_content_stream(kept), True)

    def _drop_logos(
        self, instructions: Suite, ressources: pikepdf.Object
    ) -> tuple[list[Instruction], bool]:
        """Return the instructions that do not draw the logo, and whether a form lost it."""
        kept, changed = [], False
        for instruction in instructions:
            objet = _find_objet(instruction, ressources)
            if (
                objet is not None
                and objet.get("/Subtype") == pikepdf.Name.Image
                and self._is_logo(objet)
            ):
                continue
            if objet is not None and objet.get("/Subtype") == pikepdf.Name.Form:
                changed |= self._clean_forme(objet)
            kept.append(instruction)
        return kept, changed

    def _clean_forme(self, forme: pikepdf.Stream) -> bool:
        """Take the logo out of a form, and tell whether it was there."""
        # What has an opacity, for instance, is drawn in a form of its own.
        instructions = list(pikepdf.parse_content_stream(forme))
        ressources = forme.get("/Resources", pikepdf.Dictionary())
        kept, changed = self._drop_logos(instructions, ressources)
        if len(kept) < len(instructions):
            forme.write(pikepdf.unparse_content_stream(kept))
            forme["/Resources"] = _prune(ressources, kept)
            return True
        return changed

    def _is_logo(self, image: pikepdf.Stream) -> bool:
        if self._logo is None:
            return False
        # Decoding is slow, and every paper of a type has the same few pictures.
        cle = hashlib.sha256(image.read_raw_bytes()).digest()
        if cle not in self._vus:
            self._vus[cle] = _read_points(pikepdf.PdfImage(image).as_pil_image()) == self._logo
        return self._vus[cle]


def _read_points(image: Image.Image) -> tuple[tuple[int, int], bytes]:
    """Return the size of a picture and the digest of its colours."""
    # Without its transparency, which a PDF keeps in another picture.
    colours = (
        image.convert("RGBA").convert("RGB")
        if image.mode in ("P", "PA", "LA")
        else image.convert("RGB")
    )
    return colours.size, hashlib.sha256(colours.tobytes()).digest()


def _prune(ressources: pikepdf.Object, instructions: Suite) -> pikepdf.Dictionary:
    """Return the resources with only the pictures, forms and patterns the instructions name."""
    # A copy: several pages may share one dictionary.
    cites = {
        str(operand)
        for i in instructions
        for operand in i.operands
        if isinstance(operand, pikepdf.Name)
    }
    kept = pikepdf.Dictionary(dict(ressources.items()))
    for genre in ("/XObject", "/Pattern"):
        if genre in kept:
            kept[genre] = pikepdf.Dictionary(
                {nom: objet for nom, objet in kept[genre].items() if nom in cites}
            )
    return kept


def _find_objet(instruction: Instruction, ressources: pikepdf.Object) -> pikepdf.Stream | None:
    """Return the picture, form or pattern an instruction draws with, or None."""
    genre = {"Do": "/XObject", "scn": "/Pattern", "SCN": "/Pattern"}.get(str(instruction.operator))
    noms = [str(operand) for operand in instruction.operands if isinstance(operand, pikepdf.Name)]
    if genre is None or not noms:
        return None
    objet = ressources.get(genre, pikepdf.Dictionary()).get(noms[-1])
    return objet if isinstance(objet, pikepdf.Stream) else None


def _drop_debut(instructions: Suite, ressources: pikepdf.Object) -> list[Instruction]:
    """Return the instructions without what is drawn before any content."""
    # The outer `q` and the `cm` set the axes of the whole page: they stay. The artifacts after
    # them, marked or in a state of their own, are the ground, up to the first box.
    kept: list[Instruction] = []
    at = 0
    while at < len(instructions):
        name = str(instructions[at].operator)
        opened = any(str(i.operator) == "q" for i in kept)
        if name in ("BMC", "BDC") or (name == "q" and opened):
            end = _find_fin(instructions, at)
            if not _is_decor(instructions[at:end], ressources):
                break
            at = end
        elif name in ("q", "cm"):
            kept.append(instructions[at])
            at += 1
        else:
            break
    return [*kept, *instructions[at:]]


def _find_fin(instructions: Suite, debut: int) -> int:
    """Return the rank after the end of the marked content or saved state begun at `debut`."""
    opening, closing = (
        (("q",), "Q") if str(instructions[debut].operator) == "q" else (("BMC", "BDC"), "EMC")
    )
    depth = 0
    for rank in range(debut, len(instructions)):
        name = str(instructions[rank].operator)
        depth += (name in opening) - (name == closing)
        if depth == 0:
            return rank + 1
    return len(instructions)


def _is_decor(instructions: Suite, ressources: pikepdf.Object) -> bool:
    """Tell whether the instructions are artifacts without any text."""
    marks = [str(i.operands[0]) for i in instructions if str(i.operator) in ("BMC", "BDC")]
    return bool(marks) and set(marks) == {"/Artifact"} and not _draws_text(instructions, ressources)


def _draws_text(instructions: Suite, ressources: pikepdf.Object) -> bool:
    """Tell whether the instructions draw text, themselves or in a form or a pattern."""
    for instruction in instructions:
        name = str(instruction.operator)
        if name in _TEXTE:
            return True
        objet = _find_objet(instruction, ressources)
        if objet is None:
            # What cannot be found may draw text, and what might stays.
            if name == "Do":
                return True
        elif objet.get("/Subtype") != pikepdf.Name.Image:
            dedans = objet.get("/Resources", pikepdf.Dictionary())
            if _draws_text(list(pikepdf.parse_content_stream(objet)), dedans):
                return True
    return False

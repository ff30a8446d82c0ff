"""What every page is laid out with: fonts and images in memory, and the rules under its sheet."""

from __future__ import annotations

from amo_docs.model.modeles import ADRESSE_IMAGE, Modeles
from amo_docs.moteur.dialogue import RessourceRefuseeError

POLICES = "amo:police/"

FEUILLE = """
html { font-family: "Liberation Serif" }
img { image-rendering: crisp-edges !important }
* { margin-break: discard }
"""
"""The rules under every style sheet.

Where a sheet names no font, each program has one of its own, whose glyphs nobody checked. PDF/A
forbids interpolated images (ISO 19005-3, 6.2.8). And Word drops the space above what opens a
page, where WeasyPrint would keep it on a page that has a name.
"""


class Fournitures:
    """The images and fonts of `Modeles`, by their addresses. A page may have nothing else."""

    def __init__(self, modeles: Modeles) -> None:
        self._contenus = {
            f"{ADRESSE_IMAGE}{name}": content for name, content in modeles.images.items()
        }
        self._contenus |= {
            f"{POLICES}{rang}": police.contenu for rang, police in enumerate(modeles.polices)
        }

    def read(self, url: str) -> bytes:
        """Return the bytes at `url`. Raises RessourceRefuseeError on an address not of ours."""
        # A whole picture may stand in an address: it would be in no list of inputs.
        if url.startswith("data:"):
            raise RessourceRefuseeError("une adresse « data: »")
        if url not in self._contenus:
            raise RessourceRefuseeError(f"« {url} » n’est pas une image que la session nomme")
        return self._contenus[url]


def write_polices(modeles: Modeles) -> str:
    """Return the @font-face rules of the fonts of `modeles`."""
    # To the very bytes whose glyphs were checked: a font of the same name on the machine may lack
    # one of them, and would give other bytes.
    rules = []
    for rang, police in enumerate(modeles.polices):
        weight = "bold" if police.gras else "normal"
        style = "italic" if police.italique else "normal"
        rules.append(
            f"@font-face {{ font-family: '{police.famille}'; font-weight: {weight}; "
            f"font-style: {style}; "
            f"src: url({POLICES}{rang}); }}"
        )
    return "\n".join(rules)

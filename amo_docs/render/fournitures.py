"""What any page is laid out with: the fonts and images in memory, under `amo:` addresses, and what
is asked of every style sheet."""

from __future__ import annotations

from amo_docs.model.modeles import ADRESSE_IMAGE, Modeles
from amo_docs.moteur.dialogue import RessourceRefuseeError

POLICES = "amo:police/"

FEUILLE = """
img { image-rendering: crisp-edges !important }
* { margin-break: discard }
"""
"""What is asked of any style sheet. PDF/A bars interpolated images (ISO 19005-3, 6.2.8). And Word
drops the space above what opens a page, where WeasyPrint would keep it on a page that has a
name."""


class Fournitures:
    """The images and fonts of `Modeles` by their addresses: a page may have nothing else."""

    def __init__(self, modeles: Modeles) -> None:
        self._contenus = {
            f"{ADRESSE_IMAGE}{name}": content for name, content in modeles.images.items()
        }
        self._contenus |= {
            f"{POLICES}{rang}": police.contenu for rang, police in enumerate(modeles.polices)
        }

    def read(self, url: str) -> bytes:
        """Return the bytes at `url`; raise RessourceRefuseeError on an address that is not ours."""
        if url.startswith("data:"):
            raise RessourceRefuseeError("une adresse « data: »")
        if url not in self._contenus:
            raise RessourceRefuseeError(f"« {url} » n’est pas une image que la session nomme")
        return self._contenus[url]


def write_polices(modeles: Modeles) -> str:
    """Return the @font-face rules that bind each family to the very bytes whose glyphs were
    checked."""
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

"""Templates, style sheet, images and fonts as bytes in memory: later steps touch no file."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from amo_docs.model.base import Notion, Texte

# A scheme of our own, the only one pages may fetch: neither disk nor network answers to it.
ADRESSE_IMAGE = "amo:image/"
"""How a page names an image of the session: this, then its name."""


@dataclass(frozen=True)
class Entree:
    """An input file: the name to show, and the SHA-256 of its bytes in hexadecimal."""

    nom: str
    sha256: str


@dataclass(frozen=True)
class Police:
    """One font file: family, whether bold and italic, its version, its bytes."""

    famille: str
    gras: bool
    italique: bool
    version: str
    contenu: bytes


class Expression(Notion):
    """Words that no certificate and no attestation carries.

    They are looked for in the text, or in the text that stands for an image (« logo »).
    """

    texte: Texte
    dans: Literal["texte", "image"] = "texte"
    source: Texte


class Expressions(Notion):
    """What `mentions.toml` says."""

    expressions: tuple[Expression, ...] = ()


@dataclass(frozen=True)
class Modeles:
    """All a paper is made from beside the data.

    `textes` maps each text file used to its content; `feuille` is the style sheet; `images` maps
    the name used in templates to the bytes printed, `fichiers_images` to the SHA-256 of the file
    given, where it is another; `documents` is the parsed `documents.toml`; `origines` maps a name
    to the path to show; `expressions` are those of `mentions.toml`.
    """

    textes: Mapping[str, str]
    feuille: str
    documents: Mapping[str, object]
    images: Mapping[str, bytes]
    polices: tuple[Police, ...]
    origines: Mapping[str, str]
    expressions: tuple[Expression, ...] = ()
    fichiers_images: Mapping[str, str] = field(default_factory=dict)

    @property
    def gabarits(self) -> dict[str, str]:
        """The templates, by name."""
        return {name: text for name, text in self.textes.items() if name.endswith(".html")}

    def list_entrees(self) -> tuple[Entree, ...]:
        """Return the digests of texts, images and fonts, each under the name to show."""
        texts = {self.origines[name]: _digest(text.encode()) for name, text in self.textes.items()}
        # Of the file that was given, so that whoever has it finds it again in a manifest.
        images = {
            f"image {name}": self.fichiers_images.get(name) or _digest(content)
            for name, content in self.images.items()
        }
        styles = {
            (False, False): "",
            (True, False): " gras",
            (False, True): " italique",
            (True, True): " gras italique",
        }
        polices = {
            # No path: a manifest must not depend on where the machine keeps its fonts.
            f"police {p.famille}{styles[p.gras, p.italique]} {p.version}": _digest(p.contenu)
            for p in self.polices
        }
        return tuple(Entree(name, sha256) for name, sha256 in (texts | images | polices).items())


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()

"""Templates, style sheet, images and fonts as bytes in memory: what follows touches no file."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Police:
    """One font file: family, whether bold and italic, its version, its bytes."""

    famille: str
    gras: bool
    italique: bool
    version: str
    contenu: bytes


@dataclass(frozen=True)
class Modeles:
    """All a paper is made from beside the data.

    `gabarits` maps the name of a template to its text; `feuille` is the style sheet; `images` maps the name used in
    templates to the bytes; `documents` is the parsed `documents.toml`; `origines` maps a name to the path to show.
    """

    gabarits: Mapping[str, str]
    feuille: str
    documents: Mapping[str, object]
    images: Mapping[str, bytes]
    polices: tuple[Police, ...]
    origines: Mapping[str, str]

    def compute_empreinte(self) -> str:
        """Return the SHA-256 of style sheet, images and fonts, in hexadecimal."""
        digest = hashlib.sha256(self.feuille.encode())
        for name, content in sorted(self.images.items()):
            digest.update(name.encode() + hashlib.sha256(content).digest())
        for police in self.polices:
            digest.update(hashlib.sha256(police.contenu).digest())
        return digest.hexdigest()

"""The fingerprint of a paper: the digest of everything its bytes depend on."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from html import unescape

from amo_docs.model.modeles import ADRESSE_IMAGE, Modeles
from amo_docs.model.papier import Variante


def digest(*parts: str | bytes | None) -> str:
    """Return the SHA-256, in hexadecimal, of `parts` told apart from one another."""
    running = hashlib.sha256()
    for part in parts:
        content = part.encode() if isinstance(part, str) else part
        running.update(b"-" if content is None else b"%d:" % len(content))
        running.update(content or b"")
    return running.hexdigest()


class Sceau:
    """Seals the papers of one run: what they share is digested once."""

    def __init__(self, modeles: Modeles, outils: Mapping[str, str]) -> None:
        """`outils` are the versions of the tools that lay papers out."""
        self.feuille = modeles.feuille
        self.images = {
            f"{ADRESSE_IMAGE}{nom}": digest(contenu)
            for nom, contenu in sorted(modeles.images.items())
        }
        polices = [
            f"{p.famille} {p.gras} {p.italique} {digest(p.contenu)}" for p in modeles.polices
        ]
        self.commun = digest(modeles.feuille, *polices, json.dumps(sorted(outils.items())))

    def compute(self, variantes: Iterable[Variante], donnees: str, pages_max: int | None) -> str:
        """Return the fingerprint of a paper: its HTML in each size, its data, and the images it
        shows."""
        pages = [
            page
            for v in variantes
            for page in (v.html, None if v.html_docx == v.html else v.html_docx)
        ]
        shown = self.feuille + unescape("".join(page or "" for page in pages))
        images = [
            f"{adresse} {somme}" for adresse, somme in self.images.items() if adresse in shown
        ]
        return digest(self.commun, *pages, donnees, str(pages_max), *images)

"""The fingerprint of a paper: the digest of everything its bytes depend on.

Two papers of the same fingerprint have the same files. A paper whose fingerprint is that of the
manifest is therefore taken over without being laid out.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from datetime import date
from html import unescape

from amo_docs.model.modeles import ADRESSE_IMAGE, Modeles
from amo_docs.model.papier import Variante


def digest(*parts: str | bytes | None) -> str:
    """Return the SHA-256, in hexadecimal, of `parts`, each kept apart from the next."""
    running = hashlib.sha256()
    for part in parts:
        content = part.encode() if isinstance(part, str) else part
        # The length goes first, or « ab », « c » and « a », « bc » would have one
        # digest. None is not an empty text.
        running.update(b"-" if content is None else b"%d:" % len(content))
        running.update(content or b"")
    return running.hexdigest()


class Sceau:
    """Computes the fingerprints of one run. What the papers share is digested once."""

    def __init__(self, modeles: Modeles, outils: Mapping[str, str]) -> None:
        """Take what papers share; `outils` are the versions of the tools that lay them out."""
        self.feuille = modeles.feuille
        self.images = {
            f"{ADRESSE_IMAGE}{nom}": digest(contenu)
            for nom, contenu in sorted(modeles.images.items())
        }
        polices = [
            f"{p.famille} {p.gras} {p.italique} {digest(p.contenu)}" for p in modeles.polices
        ]
        # The tools count: another Pango or HarfBuzz, or a line changed in
        # the writer, gives other bytes.
        self.commun = digest(modeles.feuille, *polices, json.dumps(sorted(outils.items())))

    def compute(
        self,
        variantes: Iterable[Variante],
        donnees: str,
        pages_max: int | None,
        jour: date | None,
    ) -> str:
        """Return the fingerprint of a paper.

        It is made of its HTML in each size, its data, its bound of pages, its day, the images it
        shows and what all papers share.
        """
        pages = [
            page
            for v in variantes
            for page in (v.html, None if v.html_docx == v.html else v.html_docx)
        ]
        # An address may be escaped in an attribute, and the style sheet may name an image as well.
        shown = self.feuille + unescape("".join(page or "" for page in pages))
        # Only those it shows: another signature remakes the papers it signs and no other.
        images = [
            f"{adresse} {somme}" for adresse, somme in self.images.items() if adresse in shown
        ]
        # The files bear its day even where no page prints it.
        return digest(self.commun, *pages, donnees, str(pages_max), str(jour), *images)

"""A page on trial: laid out, its boxes and its styles read, its PDF and its DOCX written."""

from __future__ import annotations

import struct
import zipfile
import zlib
from collections.abc import Callable, Mapping
from datetime import date
from functools import cached_property
from io import BytesIO
from pathlib import Path
from xml.etree.ElementTree import Element

from amo_docs.docx import write_docx
from amo_docs.moteur.mise_en_page import MiseEnPage, Moteur, PageHtml
from amo_docs.moteur.pdf import PieceJointe
from amo_docs.moteur.styles import Cascade

JOINT = PieceJointe("a.json", "{}", "essai")
JOUR = date(2026, 3, 9)


class Essai:
    """HTML with the style sheets of a `Moteur`."""

    def __init__(self, moteur: Moteur, html: str) -> None:
        self.moteur = moteur
        self.page: PageHtml = moteur.read(html)

    @cached_property
    def mise(self) -> MiseEnPage:
        """The page laid out, once."""
        return self.moteur.lay_out(self.page)

    def make_cascade(self) -> Cascade:
        """Return its computed styles: those of the layout, once there is one."""
        return self.moteur.make_cascade(self.page)

    def write_docx(
        self,
        images: Callable[[str], bytes] | None = None,
        jeux: Mapping[Element, float] | None = None,
    ) -> bytes:
        """Return its DOCX."""
        return write_docx(self.make_cascade(), images or read_image, jeux)

    def write_pdf(self, path: Path) -> None:
        """Write its PDF."""
        path.write_bytes(self.mise.write_pdf(JOINT, JOUR))


def open_essai(html: str, *feuilles: str) -> Essai:
    """Return a trial of `html` with style sheets of its own; the one picture it may show is
    `logo.png`."""
    return Essai(Moteur(feuilles, read_image), html)


def write_page(corps: str, style: str = "") -> str:
    """Return a whole page of `corps`, `style` in its head."""
    tete = f"<title>T</title><style>{style}</style>" if style else "<title>T</title>"
    return f'<html lang="fr"><head>{tete}</head><body>{corps}</body></html>'


def read_image(url: str) -> bytes:
    """Return the one picture of the trials."""
    assert url.endswith("logo.png"), url
    return make_png()


def make_png(largeur: int = 120, hauteur: int = 60) -> bytes:
    """Return a plain blue picture."""

    def bloc(genre: bytes, donnees: bytes) -> bytes:
        controle = struct.pack(">I", zlib.crc32(genre + donnees))
        return struct.pack(">I", len(donnees)) + genre + donnees + controle

    lignes = (b"\0" + b"\x14\x30\x5a" * largeur) * hauteur
    return (
        b"\x89PNG\r\n\x1a\n"
        + bloc(b"IHDR", struct.pack(">IIBBBBB", largeur, hauteur, 8, 2, 0, 0, 0))
        + bloc(b"IDAT", zlib.compress(lignes))
        + bloc(b"IEND", b"")
    )


def read_parties(donnees: bytes) -> dict[str, bytes]:
    """Return what of a DOCX is seen: its parts under `word/`, by their names."""
    with zipfile.ZipFile(BytesIO(donnees)) as archive:
        return {nom: archive.read(nom) for nom in archive.namelist() if nom.startswith("word/")}

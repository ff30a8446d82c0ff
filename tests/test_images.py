"""Every way in which a file may hold a picture shows the same in the PDF, archivable, and in the
DOCX."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pypdfium2 as pdfium
import pytest
from fabrique.images import EXEMPLES, TAILLE
from outils.essai import Essai, write_page
from outils.libreoffice import convert_docx
from outils.verapdf import verify_pdf

from amo_docs.load.images import read_image
from amo_docs.moteur.mise_en_page import Moteur

# One picture a page: forty millimetres by twenty, in the corner of a page of fifty by thirty.
FEUILLE = """@page { size: 50mm 30mm; margin: 5mm } html { font: 8pt/9pt 'Liberation Serif' }
body, p { margin: 0 } p { break-after: page; font-size: 2pt; line-height: 2pt }
img { width: 40mm; height: 20mm; image-rendering: crisp-edges }"""
BLANC = (255, 255, 255)
ECART = 12
"""How far a colour may be: JPEG, and what LibreOffice makes of transparency."""


@pytest.fixture(scope="module")
def jumeaux(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """A PDF and a DOCX of all the pictures, a page each."""
    ici = tmp_path_factory.mktemp("images")
    images = {}
    for nom, exemple in EXEMPLES.items():
        (ici / nom).write_bytes(exemple.contenu)
        images[f"amo:image/{nom}"] = read_image(nom, ici).contenu
    corps = "".join(f'<p><img src="{adresse}" alt="{adresse}"></p>' for adresse in images)
    essai = Essai(Moteur((FEUILLE,), images.__getitem__), write_page(corps))
    essai.write_pdf(ici / "images.pdf")
    (ici / "images.docx").write_bytes(essai.write_docx(images.__getitem__))
    return ici / "images.pdf", ici / "images.docx"


def list_quartiers(path: Path) -> Iterator[list[tuple[int, ...]]]:
    """Yield the colours in the middle of the quarters of the picture of each page."""
    with pdfium.PdfDocument(path) as pdf:
        for page in pdf:
            vue = page.render(scale=4).to_pil().convert("RGB")
            large, haut = vue.size
            yield [
                vue.getpixel((round(large * (5 + 40 * x) / 50), round(haut * (5 + 20 * y) / 30)))
                for y in (0.25, 0.75)
                for x in (0.25, 0.75)
            ]


def list_fautes(path: Path) -> list[tuple[str, object]]:
    """Return the pictures that do not show as they must, with what is seen of them."""
    pages = list(list_quartiers(path))
    assert len(pages) == len(EXEMPLES)
    fautes: list[tuple[str, object]] = []
    for (nom, exemple), vues in zip(EXEMPLES.items(), pages, strict=True):
        premiere, *autres = exemple.couleurs
        part = exemple.alpha / 255
        vue = tuple(round(part * c + (1 - part) * b) for c, b in zip(premiere, BLANC, strict=True))
        dues = [vue, *autres]
        if any(
            abs(a - b) > ECART
            for v, d in zip(vues, dues, strict=True)
            for a, b in zip(v, d, strict=True)
        ):
            fautes.append((nom, (vues, dues)))
    return fautes


def test_the_pdf_shows_them_all(jumeaux: tuple[Path, Path]) -> None:
    assert TAILLE == (40, 20)
    assert list_fautes(jumeaux[0]) == []


@pytest.mark.libreoffice
def test_the_docx_shows_them_all(jumeaux: tuple[Path, Path], tmp_path: Path) -> None:
    (converti,) = convert_docx([jumeaux[1]], tmp_path).values()
    assert list_fautes(converti) == []


@pytest.mark.verapdf
def test_the_pdf_can_be_archived_with_all_of_them(jumeaux: tuple[Path, Path]) -> None:
    assert [str(v) for v in verify_pdf([jumeaux[0]]) if not v.compliant] == []

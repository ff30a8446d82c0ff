"""Words of the DOCX, through LibreOffice, are those of the PDF in the same order; so are the
pages."""

from __future__ import annotations

import subprocess
from collections.abc import Callable, Mapping
from pathlib import Path

import pypdfium2
import pytest
from exemples_docx import NOMS, read_exemple


def _read_mots(fichier: Path) -> list[str]:
    return subprocess.run(
        ["pdftotext", str(fichier), "-"], capture_output=True, text=True, check=True
    ).stdout.split()


def _read_pages(fichier: Path) -> list[tuple[int, int]]:
    with pypdfium2.PdfDocument(fichier) as pdf:
        return [(round(page.get_width()), round(page.get_height())) for page in pdf]


@pytest.fixture(scope="module")
def jumeaux(
    convertir: Callable[[Mapping[str, bytes]], dict[str, Path]],
    tmp_path_factory: pytest.TempPathFactory,
) -> dict[str, tuple[Path, Path]]:
    dossier = tmp_path_factory.mktemp("pdf")
    documents = {}
    for nom in NOMS:
        exemple = read_exemple(nom)
        exemple.write_pdf(dossier / f"{nom}.pdf")
        documents[nom] = exemple.write_docx()
    convertis = convertir(documents)
    return {nom: (dossier / f"{nom}.pdf", convertis[nom]) for nom in NOMS}


@pytest.mark.libreoffice
@pytest.mark.parametrize("nom", NOMS)
def test_same_words_in_order(nom: str, jumeaux: dict[str, tuple[Path, Path]]) -> None:
    pdf, docx = jumeaux[nom]
    assert _read_mots(docx) == _read_mots(pdf)


@pytest.mark.libreoffice
@pytest.mark.parametrize("nom", NOMS)
def test_same_pages(nom: str, jumeaux: dict[str, tuple[Path, Path]]) -> None:
    pdf, docx = jumeaux[nom]
    assert _read_pages(docx) == _read_pages(pdf)

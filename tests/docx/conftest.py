"""Makes `exemples_docx` importable, and converts through LibreOffice in one call."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))

Convertir = Callable[[Mapping[str, bytes]], dict[str, Path]]


@pytest.fixture(scope="session")
def convertir(tmp_path_factory: pytest.TempPathFactory) -> Convertir:
    """DOCX bytes by name to PDF files by name, in one start of LibreOffice with a profile of its
    own."""

    def convert(documents: Mapping[str, bytes]) -> dict[str, Path]:
        dossier = tmp_path_factory.mktemp("libreoffice")
        for nom, donnees in documents.items():
            (dossier / f"{nom}.docx").write_bytes(donnees)
        fichiers = [str(dossier / f"{nom}.docx") for nom in documents]
        profil = f"-env:UserInstallation={(dossier / 'profil').as_uri()}"
        subprocess.run(
            [
                "soffice",
                profil,
                "--headless",
                "--convert-to",
                "pdf",
                "--outdir",
                str(dossier),
                *fichiers,
            ],
            check=True,
            capture_output=True,
            timeout=180,
        )
        return {nom: dossier / f"{nom}.pdf" for nom in documents}

    return convert

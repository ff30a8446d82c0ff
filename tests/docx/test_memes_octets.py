"""Same input, same bytes: again, and in processes of other hash seeds."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from pathlib import Path

import pytest
from exemples_docx import NOMS, read_exemple, read_image

from amo_docs.docx import write_docx

PROGRAMME = """
import hashlib, sys
sys.path[:0] = sys.argv[1:]
from exemples_docx import NOMS, read_exemple, read_image
from amo_docs.docx import write_docx
print(" ".join(hashlib.sha256(write_docx(read_exemple(n), read_image)).hexdigest() for n in NOMS))
"""


def _digest() -> str:
    return " ".join(hashlib.sha256(write_docx(read_exemple(n), read_image)).hexdigest() for n in NOMS)


@pytest.mark.lent
def test_twice_in_one_process() -> None:
    assert _digest() == _digest()


def test_same_source_object_twice_after_its_pdf() -> None:
    source = read_exemple("lettre")
    avant = write_docx(source, read_image)
    source.html.write_pdf(stylesheets=list(source.feuilles), font_config=source.polices)
    assert write_docx(source, read_image) == avant


@pytest.mark.lent
def test_other_hash_seeds() -> None:
    ici = str(Path(__file__).parent)
    chemins = [ici, *(p for p in sys.path if p)]
    vus = set()
    for graine in ("1", "4242"):
        resultat = subprocess.run(
            [sys.executable, "-c", PROGRAMME, *chemins],
            capture_output=True,
            text=True,
            check=True,
            env={**os.environ, "PYTHONHASHSEED": graine},
        )
        vus.add(resultat.stdout.strip())
    assert vus == {_digest()}

"""Same input, same bytes: again, and in processes of other hash seeds."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
import zipfile
from io import BytesIO
from pathlib import Path

import docx
import pytest
from exemples_docx import NOMS, read_exemple
from lxml import etree

PROGRAMME = """
import hashlib, sys
sys.path[:0] = sys.argv[1:]
from exemples_docx import NOMS, read_exemple
print(" ".join(hashlib.sha256(read_exemple(n).write_docx()).hexdigest() for n in NOMS))
"""


def _digest() -> str:
    return " ".join(hashlib.sha256(read_exemple(n).write_docx()).hexdigest() for n in NOMS)


@pytest.mark.lent
def test_twice_in_one_process() -> None:
    assert _digest() == _digest()


def test_again_after_its_pdf() -> None:
    """The styles are then those of the layout, and not computed for the DOCX."""
    exemple = read_exemple("lettre")
    avant = exemple.write_docx()
    assert exemple.page._html.styles is None
    assert exemple.mise.pages
    assert exemple.page._html.styles is not None
    assert exemple.write_docx() == avant


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


def test_the_package_is_that_of_python_docx() -> None:
    """The contract with python-docx: the same parts, relationships and types of content as
    `Document.save` writes."""
    ecrit = read_exemple("lettre").write_docx()
    sauve = BytesIO()
    docx.Document(BytesIO(ecrit)).save(sauve)
    with zipfile.ZipFile(BytesIO(ecrit)) as uns, zipfile.ZipFile(sauve) as autres:
        assert sorted(uns.namelist()) == sorted(autres.namelist())
        for nom in uns.namelist():
            if nom.endswith((".rels", "].xml")):
                un, autre = (etree.fromstring(lu.read(nom)) for lu in (uns, autres))
                assert sorted(sorted(e.items()) for e in un) == sorted(
                    sorted(e.items()) for e in autre
                ), nom
            else:
                assert uns.read(nom) == autres.read(nom), nom

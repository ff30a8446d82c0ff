"""LibreOffice without a window, and the words of a PDF."""

from __future__ import annotations

import re
import subprocess
from collections import Counter
from functools import cache
from pathlib import Path

from bench.mesure import Passage, run_commande

LOT = 40
"""How many documents one process of LibreOffice converts.

Its start weighs on the figure: with 12 documents, a file costs half as much again.
"""

TOLERANCE = 2
"""How many words may differ on a paper, without those of running heads and feet."""


def convert_lot(fichiers: list[Path], profil: Path, vers: Path) -> Passage:
    """Convert `fichiers`, LOT at most, with one process whose profile is the folder `profil`."""
    # A profile of its own: LibreOffice locks it, and a person's may be open.
    assert len(fichiers) <= LOT
    return run_commande(
        ["soffice", f"-env:UserInstallation={profil.as_uri()}", "--headless", "--norestore", "--convert-to", "pdf",
         "--outdir", vers, *fichiers]
    )  # fmt: skip


@cache
def read_mots(fichier: Path) -> Counter[str]:
    """Return the words of a PDF, without the numbers of its pages."""
    # A hyphen separates words, since a line may end there in one way and not in another.
    run = subprocess.run(
        ["pdftotext", "-layout", fichier, "-"], capture_output=True, check=True, text=True
    )
    text = re.sub(r"\bpage\s+\d+/\d+", " ", run.stdout).translate(
        dict.fromkeys(map(ord, "•-"), " ")
    )
    return Counter(text.split())


def compare_mots(notre: Path, autre: Path, courants: frozenset[str]) -> list[str]:
    """Return the words that one PDF has more often than the other.

    The words of `courants` may be repeated on each page.
    """
    ours, theirs = read_mots(notre), read_mots(autre)
    gaps = [f"-{mot}" for mot in (ours - theirs).elements()] + [
        f"+{mot}" for mot in (theirs - ours).elements()
    ]
    return [gap for gap in gaps if gap[1:] not in courants]

"""The versions of what makes papers: our own code, the libraries, and those of the system.

They are in the fingerprint of each paper, so that a change of any of them makes papers again.
"""

from __future__ import annotations

import ctypes
import hashlib
from importlib.metadata import version
from importlib.resources import files
from pathlib import Path
from platform import python_version

from amo_docs import __version__

OUTILS = (
    "weasyprint",
    "pydyf",
    "fonttools",
    "tinycss2",
    "cssselect2",
    "Pyphen",
    "tinyhtml5",
    "pillow",
    "python-docx",
    "lxml",
    "jinja2",
)
"""Libraries that lay papers out."""

LECTURE = (
    "babel",
    "markupsafe",
    "pydantic",
    "python-calamine",
    "python-dateutil",
    "tree-sitter",
    "tree-sitter-toml",
    "anyascii",
    "pathvalidate",
)
"""Libraries that read files into records, and compose pages."""

MISE_EN_PAGE = ("jumeaux", "moteur", "docx", "render")
"""Packages of ours that lay papers out."""

BIBLIOTHEQUES = (
    ("pango", "libpango-1.0.so.0", "pango_version_string"),
    ("harfbuzz", "libharfbuzz.so.0", "hb_version_string"),
)
"""Libraries of the system that set text: name, file, function that returns the version."""


def list_versions() -> dict[str, str]:
    """Return the versions of the tools a paper's bytes depend on."""
    return {
        "amo-docs": __version__,
        "mise en page": digest_code(*MISE_EN_PAGE),
        **{outil: version(outil) for outil in OUTILS},
        **{nom: _ask_version(fichier, fonction) for nom, fichier, fonction in BIBLIOTHEQUES},
    }


def list_programme() -> dict[str, str]:
    """Return the versions of what pages are composed with, beside those of `list_versions`."""
    # In the manifest alone, not in fingerprints: what composes shows in the page itself.
    return {
        "programme": digest_code(""),
        "python": python_version(),
        **{outil: version(outil) for outil in LECTURE},
    }


def digest_code(*paquets: str) -> str:
    """Return a digest of the code of some packages of ours, "" for all of them."""
    # The code changes more often than its version number.
    running = hashlib.sha256()
    for paquet in paquets:
        dossier = Path(str(files("amo_docs"))) / paquet
        for source in sorted(dossier.rglob("*.py")):
            running.update(
                source.relative_to(dossier).as_posix().encode() + b"\0" + source.read_bytes()
            )
    return running.hexdigest()[:12]


def _ask_version(fichier: str, fonction: str) -> str:
    """Return the version of a library of the system, or « inconnue » under another file name."""
    try:
        ask = getattr(ctypes.CDLL(fichier), fonction)
    except (OSError, AttributeError):
        return "inconnue"
    # Without it, ctypes takes the result for a number.
    ask.restype = ctypes.c_char_p
    return bytes(ask()).decode()

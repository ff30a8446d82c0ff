"""The versions of what makes papers: our own code, the libraries, those of the system."""

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
"""Libraries that make records of files, and pages of records."""

MISE_EN_PAGE = ("jumeaux", "moteur", "docx", "render")
"""Packages of ours that lay papers out."""

BIBLIOTHEQUES = (
    ("pango", "libpango-1.0.so.0", "pango_version_string"),
    ("harfbuzz", "libharfbuzz.so.0", "hb_version_string"),
)
"""Libraries of the system that set text: what they are called, their file, the function that tells
their version."""


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
    return {
        "programme": digest_code(""),
        "python": python_version(),
        **{outil: version(outil) for outil in LECTURE},
    }


def digest_code(*paquets: str) -> str:
    """Return a digest of the code of some packages of ours, "" for all: it changes more often than
    its version does."""
    running = hashlib.sha256()
    for paquet in paquets:
        dossier = Path(str(files("amo_docs"))) / paquet
        for source in sorted(dossier.rglob("*.py")):
            running.update(
                source.relative_to(dossier).as_posix().encode() + b"\0" + source.read_bytes()
            )
    return running.hexdigest()[:12]


def _ask_version(fichier: str, fonction: str) -> str:
    """Return the version a library of the system tells, or « inconnue » where it goes by another
    file name."""
    try:
        ask = getattr(ctypes.CDLL(fichier), fonction)
    except (OSError, AttributeError):
        return "inconnue"
    ask.restype = ctypes.c_char_p  # ctypes takes any result for a number, unless it is told
    return bytes(ask()).decode()

"""The fonts papers are set in: found on the machine, their version checked, their bytes taken."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from pathlib import Path

from amo_docs.constats import report
from amo_docs.errors import ModeleError
from amo_docs.findings import Finding
from amo_docs.model.modeles import Police

# Their letters are as wide as those of Times New Roman and Arial, which a Windows office has and
# the DOCX names: its lines break where those of the PDF do.
FICHIERS: tuple[tuple[str, str, bool, bool], ...] = tuple(
    (f"Liberation{family}-{style}.ttf", f"Liberation {family}", bold, italic)
    for family in ("Serif", "Sans")
    for style, bold, italic in (
        ("Regular", False, False),
        ("Bold", True, False),
        ("Italic", False, True),
        ("BoldItalic", True, True),
    )
)
"""File, family, bold, italic."""

VERSION_MIN = 2.0
"""Liberation 1.07 lacks U+202F and letters such as ễ and ẞ (measured): too old for names."""

GESTE = "Installez Liberation 2 (sous Debian\u00a0: apt-get install fonts-liberation2)."


def list_dossiers_polices() -> tuple[Path, ...]:
    """Return the folders where systems keep fonts, those that exist and can be read."""
    try:
        home = Path.home()
    # No HOME, and nobody of this number: a service or a container.
    except RuntimeError:
        home = Path(os.devnull)
    windows = Path(os.environ.get("WINDIR", "C:/Windows")) / "Fonts"
    candidates = (
        home / ".local/share/fonts",
        home / ".fonts",
        Path("/usr/local/share/fonts"),
        Path("/usr/share/fonts"),
        home / "Library/Fonts",
        Path("/Library/Fonts"),
        windows,
    )
    return tuple(
        folder for folder in candidates if os.access(folder, os.R_OK | os.X_OK) and folder.is_dir()
    )


def _find_fichiers(dossiers: Iterable[Path]) -> Iterator[Path]:
    for folder in dossiers:
        for path in sorted(folder.rglob("Liberation*.ttf")):
            if path.is_file():
                yield path


def _read_version(path: Path) -> float:
    # Imported late: it is slow, and `--help` needs no font.
    from fontTools.ttLib import TTFont, TTLibError

    try:
        with path.open("rb") as stream, TTFont(stream, lazy=True) as font:
            return float(font["head"].fontRevision)
    except (TTLibError, KeyError, OSError):
        # An unreadable file counts as the oldest: another of the same name may stand elsewhere.
        return 0.0


def load_polices(dossiers: Iterable[Path] | None = None) -> tuple[Police, ...]:
    """Return the eight fonts, each from the newest file the machine has.

    Raises ModeleError with one finding for each font that is absent, unreadable or older than
    `VERSION_MIN`.
    """
    found: dict[str, list[Path]] = {}
    for path in _find_fichiers(list_dossiers_polices() if dossiers is None else dossiers):
        found.setdefault(path.name, []).append(path)
    polices: list[Police] = []
    findings: list[Finding] = []
    for name, famille, gras, italique in FICHIERS:
        # The path decides between equal versions: the choice is the same every time.
        versions = [(_read_version(path), str(path), path) for path in found.get(name, [])]
        if versions and (newest := max(versions))[0] >= VERSION_MIN:
            # The bytes are taken here, once: glyphs are checked in them, and `@font-face` embeds
            # them. A font found by name could be another.
            polices.append(
                Police(famille, gras, italique, f"{newest[0]:.2f}", newest[2].read_bytes())
            )
            continue
        fait = "est trop ancienne ou illisible" if versions else "est introuvable"
        findings.append(
            report("G610", f"La police «\u00a0{famille}\u00a0» ({name}) {fait}.", GESTE)
        )
    if findings:
        raise ModeleError("Des polices manquent.", tuple(findings))
    return tuple(polices)

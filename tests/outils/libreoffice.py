"""DOCX through LibreOffice, the outside reader of what we write for Word."""

from __future__ import annotations

import json
import shutil
import subprocess
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path

# Pictures as they are in the DOCX: neither fewer pixels nor JPEG.
_EXPORT = {
    "UseLosslessCompression": {"type": "boolean", "value": "true"},
    "ReduceImageResolution": {"type": "boolean", "value": "false"},
}
_LOT = 100
"""Files of one call: soffice was seen to die on several hundred."""

_START_SECONDS = 120
_SECONDS_PER_FILE = 10


class LibreOfficeError(RuntimeError):
    """LibreOffice is missing, too slow, or made no PDF of a file."""


def convert_docx(paths: Iterable[Path], dossier: Path) -> dict[Path, Path]:
    """Make a PDF of each DOCX in ``dossier``, in calls of soffice with a profile of their own, a
    hundred at a time.

    Returns the PDF of each path given. Files of the same name may come from several folders: each
    PDF carries its rank (``0001-name.pdf``). Raises ``LibreOfficeError``; a file without PDF is
    never left out in silence."""
    sources = list(paths)
    if not sources:
        raise LibreOfficeError("no DOCX to convert")
    dossier.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="amo-docs-soffice-") as scratch:
        copies = {
            path: Path(scratch) / f"{rank:04d}-{path.name}" for rank, path in enumerate(sources, 1)
        }
        for path, copy in copies.items():
            shutil.copyfile(path, copy)
        log = "".join(
            _run_soffice([copies[path] for path in lot], dossier, Path(scratch) / "profile")
            for lot in batched(sources, _LOT)
        )
    made = {path: dossier / f"{copy.stem}.pdf" for path, copy in copies.items()}
    missing = [str(path) for path, pdf in made.items() if not pdf.is_file()]
    if missing:
        raise LibreOfficeError(f"LibreOffice made no PDF of: {', '.join(missing)}\n{log}")
    return made


def batched(paths: list[Path], size: int) -> Iterator[list[Path]]:
    """Yield ``paths`` in lists of ``size`` at most."""
    for start in range(0, len(paths), size):
        yield paths[start : start + size]


def _run_soffice(files: list[Path], dossier: Path, profile: Path) -> str:
    command = [
        "soffice",
        f"-env:UserInstallation={profile.as_uri()}",
        "--headless",
        "--norestore",
        "--convert-to",
        f"pdf:writer_pdf_Export:{json.dumps(_EXPORT)}",
        "--outdir",
        str(dossier),
        *map(str, files),
    ]
    seconds = _START_SECONDS + _SECONDS_PER_FILE * len(files)
    try:
        run = subprocess.run(command, capture_output=True, text=True, timeout=seconds, check=False)
    except FileNotFoundError as error:
        raise LibreOfficeError("soffice is missing (Debian: libreoffice-writer-nogui)") from error
    except subprocess.TimeoutExpired as error:
        raise LibreOfficeError(f"LibreOffice took more than {seconds} s") from error
    return run.stdout + run.stderr

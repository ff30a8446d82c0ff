"""The data attached to a finished PDF, read back."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pikepdf


def read_donnees(path: Path, nom: str = "donnees.json") -> Mapping[str, Any]:
    """Return the JSON object attached to the PDF at `path` under `nom`; nothing when it has none.

    Raises nothing: a PDF that cannot be read has none.
    """
    try:
        with pikepdf.open(path) as pdf:
            if nom not in pdf.attachments:
                return {}
            content = json.loads(pdf.attachments[nom].get_file().read_bytes())
    # An earlier version of the program, or another one, may have made it.
    except (OSError, ValueError, RuntimeError, pikepdf.PdfError):
        return {}
    return content if isinstance(content, dict) else {}

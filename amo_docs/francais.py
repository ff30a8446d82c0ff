"""Click speaks French: its own words through gettext, from the catalogue beside this file."""

from __future__ import annotations

import gettext
import os
from pathlib import Path

LANGUES = Path(__file__).parent / "langues"


def speak_francais() -> None:
    """Make gettext, which click asks for its words, answer in French for the rest of the process."""
    os.environ["LANGUAGE"] = "fr"
    gettext.bindtextdomain("messages", LANGUES)
    gettext.textdomain("messages")

"""Click speaks French: its own words through gettext, from the catalogue beside this file."""

from __future__ import annotations

import gettext
import os
from pathlib import Path

import click

LANGUES = Path(__file__).parent / "langues"


class FormateurFrancais(click.HelpFormatter):
    """Help as click lays it out, with the space that French puts before a colon."""

    def write_heading(self, heading: str) -> None:
        """Write a heading, « Options : »."""
        self.write(f"{'':>{self.current_indent}}{heading}\u00a0:\n")


def speak_francais() -> None:
    """Make gettext answer in French for the rest of the process: click takes its words there."""
    click.Context.formatter_class = FormateurFrancais
    # Whatever the locale of the machine: half an English message would be worse than none. gettext
    # reads this variable first.
    os.environ["LANGUAGE"] = "fr"
    gettext.bindtextdomain("messages", LANGUES)
    gettext.textdomain("messages")

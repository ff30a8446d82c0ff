"""The notes of the session that `init` writes, read in its template, with their records."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any, get_args

from amo_docs.amorce.redaction import GABARIT
from amo_docs.model.base import Notion
from amo_docs.model.session import Session

_CLE = re.compile(r"(?:# )?(\w+) = .*?(?: {2,}# (.+))?")


@cache
def read_tables() -> Mapping[str, Mapping[str, str]]:
    """Return the keys of each table of the template, with their notes.

    Tables are known by their heading (« jurys.membres », "" for the top of the file). A key without
    a note has "".
    """
    # The template is the one place of these notes: the JSON Schema describes keys by them, and a
    # test fails when a key of the model has none.
    text = Path(__file__).with_name(GABARIT).read_text(encoding="utf-8")
    # A tag takes its line feed with it, as when the template is filled.
    text = re.sub(r"(?:\{#.*?#\}|\{%.*?%\})\n?", "", text, flags=re.DOTALL)
    tables: dict[str, dict[str, str]] = {"": {}}
    heading, above = "", ""
    for line in text.splitlines():
        if found := re.fullmatch(r"\[+([\w.]+)\]+", line):
            heading = found[1]
            tables.setdefault(heading, {})
        elif found := _CLE.fullmatch(line):
            tables[heading].setdefault(found[1], found[2] or above)
        # A note above its key is a sentence that ends in « : ».
        alone = re.fullmatch(r"# (.+) :", line)
        above = alone[1][0].lower() + alone[1][1:] if alone else ""
    return tables


@cache
def list_tables() -> Mapping[str, type]:
    """Return the records that have a table of their own in the template, by its heading."""
    return dict(_walk("", Session))


def _walk(heading: str, notion: type) -> Iterator[tuple[str, type]]:
    yield heading, notion
    for nom, genre in list_champs(notion).items():
        below = f"{heading}.{nom}" if heading else nom
        for atome in (genre, *get_args(genre)):
            if below in read_tables() and isinstance(atome, type) and issubclass(atome, Notion):
                yield from _walk(below, atome)


def list_champs(notion: Any) -> dict[str, Any]:
    """Return the fields of a record with their types."""
    return {nom: field.annotation for nom, field in notion.model_fields.items()}


def find_note(notion: type, nom: str) -> str:
    """Return the note of a field of a record, or ""."""
    headings = [heading for heading, found in list_tables().items() if found is notion]
    return next((read_tables()[heading].get(nom, "") for heading in headings), "")

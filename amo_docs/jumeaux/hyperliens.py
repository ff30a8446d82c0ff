"""Where a link of a paper may lead: addresses on the web, of mail and of telephones, and no file.

Lists of what is allowed, compared as browsers read an address: « JaVa\tscript: » is one word.
"""

from __future__ import annotations

import re

SCHEMAS = ("http", "https", "mailto", "tel")
"""The kinds of addresses that a link may have."""

RELATIONS = frozenset(
    ("author", "bookmark", "external", "help", "license", "nofollow", "noopener", "noreferrer")
)
"""The values of `rel` that say what a link is, and ask for nothing."""

# The URL standard (4.4) drops what is invisible around an address, and tabs and line feeds in it.
_AUTOUR = "".join(map(chr, range(0x21)))
_DEDANS = re.compile("[\t\n\r]")
_SCHEMA = re.compile("([a-z][a-z0-9+.-]*):")


def read_schema(adresse: str) -> str:
    """Return the kind of an address in small letters, "" when it has none."""
    found = _SCHEMA.match(_DEDANS.sub("", adresse.strip(_AUTOUR)).lower())
    return found[1] if found else ""


def list_relations_refusees(rel: str) -> list[str]:
    """Return the values of `rel` that are not allowed."""
    return [mot for mot in rel.split() if mot.lower() not in RELATIONS]

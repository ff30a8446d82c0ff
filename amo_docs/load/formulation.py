"""How a finding of reading is worded: values are shown as a person typed them."""

from __future__ import annotations

import re
from datetime import date, datetime, time
from functools import lru_cache

from amo_docs import constats
from amo_docs.findings import Finding, Place
from amo_docs.typographie import set_espaces

# Letters shown of a value: enough to find it again, and a message stays a sentence.
_LONGUEUR_MAX = 80
# Python does not call these printable; French texts are full of them.
_ESPACES = "\u00a0\u202f"


def show(value: object) -> str:
    """Return `value` as a person typed it.

    Days read JJ/MM/AAAA and hours HH:MM, integers have no decimals, long texts are cut. Control and
    invisible characters are named: a terminal would obey the first, and nobody sees the others.
    """
    # The order matters: in Python a datetime is also a date.
    if isinstance(value, datetime):
        text = f"{value:%d/%m/%Y %H:%M}"
    elif isinstance(value, date):
        text = f"{value:%d/%m/%Y}"
    elif isinstance(value, time):
        text = f"{value:%H:%M}"
    elif isinstance(value, bool):
        text = "vrai" if value else "faux"
    elif isinstance(value, float):
        text = str(int(value)) if value.is_integer() else repr(value).replace(".", ",")
    else:
        text = re.sub(r"[\t\r\n ]+", " ", str(value)).strip()
    text = "".join(
        char if char.isprintable() or char in _ESPACES else f"<U+{ord(char):04X}>" for char in text
    )
    return text if len(text) <= _LONGUEUR_MAX else text[: _LONGUEUR_MAX - 1] + "…"


# Our own words are few, and said again and again.
_set_espaces = lru_cache(maxsize=1024)(set_espaces)


def report(code: str, place: Place, fait: str, geste: str, /, **valeurs: object) -> Finding:
    """Return the finding `code` at `place`.

    `{nom}` in `fait` and `geste` stands for the value `nom` of `valeurs`, put there as it is (see
    `show`).
    """
    # French spaces go into our words before values do: a value is shown as it was typed. The other
    # parameters are positional, so that a value may be called `code`.
    fait, geste = (_set_espaces(text).format(**valeurs) for text in (fait, geste))
    return constats.report(code, fait, geste, place)

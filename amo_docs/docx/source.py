"""What the writer is given."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from xml.etree.ElementTree import Element

import weasyprint
from weasyprint.text.fonts import FontConfiguration


@dataclass(frozen=True)
class Source:
    """What a paper is made from: the very objects its PDF was made from.

    ``html`` is the parsed document, ``feuilles`` its parsed style sheets, ``polices`` the font
    configuration they were parsed with. Nothing here is changed by writing. ``jeux`` says of some
    elements by how many px the right edge of their text is moved out, so that Word breaks its lines
    as the PDF does. ``styles`` are the computed styles a layout of ``html`` left; they are computed
    here when there is none."""

    html: weasyprint.HTML
    feuilles: Sequence[weasyprint.CSS]
    polices: FontConfiguration
    jeux: Mapping[Element, float] = field(default_factory=dict)
    styles: Any = None

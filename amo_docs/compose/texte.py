"""The words of a page of HTML, without tags, with its spaces normalised.

What is seen is kept apart from the rest. A mention is looked for in what is seen, since one in the
title or in a hidden element is not on the paper. What must not be said is looked for everywhere.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

# The words before and after such an element stand apart on the page, though
# nothing parts them in the HTML.
_BLOCS = frozenset(
    (
        "p",
        "div",
        "section",
        "header",
        "footer",
        "address",
        "h1",
        "h2",
        "h3",
        "h4",
        "ul",
        "ol",
        "li",
        "br",
        "body",
    )
) | frozenset(("table", "caption", "thead", "tbody", "tr", "td", "th", "title"))

_INVISIBLES = frozenset(
    (
        "head",
        "title",
        "template",
        "noscript",
        "datalist",
        "noembed",
        "noframes",
        "rp",
        "select",
        "option",
        "textarea",
    )
) | frozenset(("object", "iframe", "video", "audio", "canvas", "svg", "math"))
"""Elements whose text is not laid out.

They are hidden by the style sheet of browsers, or something else is shown in their place.
"""

_MUETS = frozenset(("script", "style"))
"""Elements whose text says nothing."""


@dataclass(frozen=True)
class Lecture:
    """What a page says.

    `texte` is what is seen, with the alternative texts of images; `images` are these texts alone;
    `tout` is every word, seen or not; `blancs` are the characters that part words, once each.
    """

    texte: str
    images: str
    tout: str
    blancs: str = ""


class _Lecteur:
    """Sorts what the parser finds, as the target of an lxml parser."""

    def __init__(self) -> None:
        self.seen: list[str] = []
        self.images: list[str] = []
        self.every: list[str] = []
        self.hidden: list[str] = []

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        # Inside what is hidden every tag is pushed, so that each end pops its
        # own: lxml ends void elements too.
        if self.hidden or tag in _INVISIBLES or tag in _MUETS or "hidden" in attributes:
            self.hidden.append(tag)
        if tag in _BLOCS:
            self.data(" ")
        elif tag == "img" and attributes.get("alt"):
            self.images.append(f"{attributes['alt']} ")
            self.data(f" {attributes['alt']} ")

    def end(self, tag: str) -> None:
        if tag in _BLOCS:
            self.data(" ")
        if self.hidden:
            self.hidden.pop()

    def data(self, data: str) -> None:
        if not self.hidden:
            self.seen.append(data)
        if not self.hidden or self.hidden[-1] not in _MUETS:
            self.every.append(data)

    def close(self) -> Lecture:
        return Lecture(
            normalise("".join(self.seen)),
            normalise("".join(self.images)),
            normalise("".join(self.every)),
            "".join(sorted({char for part in self.every for char in part if char.isspace()})),
        )


# Glyphs, mentions and forbidden words read the same few pages one after the other.
@lru_cache(maxsize=8)
def read_page(html: str) -> Lecture:
    """Return what the page `html` says, each run of white space as one space."""
    # Imported in the child alone: the command itself starts without lxml.
    from lxml import etree

    if not html.strip():
        return Lecture("", "", "")
    # With a target no tree is built: a page is read in one quick pass.
    parser = etree.HTMLParser(target=_Lecteur())
    parser.feed(html)
    lecture: Lecture = parser.close()
    return lecture


def normalise(text: str) -> str:
    """Return `text` with every run of white space as one plain space."""
    # `split` takes U+00A0 and U+202F for white space too: French spaces do not hide a mention.
    return " ".join(text.split())


def _is_lettre(char: str) -> bool:
    return char.isalnum() or char == "_"


def contains(texte: str, mot: str) -> bool:
    """Tell whether `mot` stands in `texte` as words of their own: « RNCP1 » is not in
    « RNCP12 ».
    """
    start = texte.find(mot)
    while start >= 0:
        end = start + len(mot)
        # A text that begins or ends with a mark, « (RNCP1) », may touch the next word.
        cut = mot[:1].isalnum() and start > 0 and _is_lettre(texte[start - 1])
        if not cut and not (mot[-1:].isalnum() and end < len(texte) and _is_lettre(texte[end])):
            return True
        start = texte.find(mot, start + 1)
    return False

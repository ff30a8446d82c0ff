"""What an HTML text says to who reads the paper: its words, without tags, spaces normalised.

What is seen is told apart from the rest: a mention is looked for in what is seen, for one that
stands in the title or in a hidden element is not on the paper; what must not be said is looked for
everywhere."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

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
"""Elements whose text is not laid out: those of the style sheet of browsers, and what something
else stands for."""

_MUETS = frozenset(("script", "style"))
"""Elements whose text says nothing."""


@dataclass(frozen=True)
class Lecture:
    """What a page says: `texte` what is seen, alternative texts of images included; `images` those
    texts by themselves; `tout` all its words, seen or not."""

    texte: str
    images: str
    tout: str


class _Lecteur:
    """Receives what the parser finds, and sorts it."""

    def __init__(self) -> None:
        self.seen: list[str] = []
        self.images: list[str] = []
        self.every: list[str] = []
        self.hidden: list[str] = []

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
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
            *(normalise("".join(parts)) for parts in (self.seen, self.images, self.every))
        )


@lru_cache(maxsize=8)
def read_page(html: str) -> Lecture:
    """Return what the page `html` says, runs of white space (U+00A0, U+202F too) as one space."""
    from lxml import etree  # in the child alone: the command starts without it

    if not html.strip():
        return Lecture("", "", "")
    parser = etree.HTMLParser(target=_Lecteur())
    parser.feed(html)
    lecture: Lecture = parser.close()
    return lecture


def normalise(text: str) -> str:
    """Return `text` with every run of white space as one plain space."""
    return " ".join(text.split())


def _is_lettre(char: str) -> bool:
    return char.isalnum() or char == "_"


def contains(texte: str, mot: str) -> bool:
    """Tell whether `mot` stands in `texte` as words of their own: « RNCP1 » is not in
    « RNCP12 »."""
    start = texte.find(mot)
    while start >= 0:
        end = start + len(mot)
        cut = mot[:1].isalnum() and start > 0 and _is_lettre(texte[start - 1])
        if not cut and not (mot[-1:].isalnum() and end < len(texte) and _is_lettre(texte[end])):
            return True
        start = texte.find(mot, start + 1)
    return False

"""What an HTML text says: its words, without tags, spaces normalised."""

from __future__ import annotations

import re
from html.parser import HTMLParser

_BLOCS = frozenset(
    ("p", "div", "section", "header", "footer", "address", "h1", "h2", "h3", "h4", "ul", "ol", "li", "br", "title")
) | frozenset(("table", "caption", "thead", "tbody", "tr", "td", "th", "body"))


class _Lecteur(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _BLOCS:
            self.parts.append(" ")
        self.parts += [f" {value} " for name, value in attrs if name == "alt" and value]

    def handle_endtag(self, tag: str) -> None:
        if tag in _BLOCS:
            self.parts.append(" ")

    def handle_data(self, data: str) -> None:
        self.parts.append(data)


def read_texte(html: str) -> str:
    """Return the text of `html`, alternative texts included, runs of white space (U+00A0, U+202F too) as one space."""
    lecteur = _Lecteur()
    lecteur.feed(html)
    lecteur.close()
    return normalise("".join(lecteur.parts))


class _LecteurImages(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "img":
            self.parts += [value for name, value in attrs if name == "alt" and value]


def read_alternatives(html: str) -> str:
    """Return the alternative texts of the images of `html`."""
    lecteur = _LecteurImages()
    lecteur.feed(html)
    lecteur.close()
    return normalise(" ".join(lecteur.parts))


def normalise(text: str) -> str:
    """Return `text` with every run of white space as one plain space."""
    return re.sub(r"[\s\u00a0\u202f]+", " ", text).strip()


def contains(texte: str, mot: str) -> bool:
    """Tell whether `mot` stands in `texte` as words of their own: « RNCP1 » is not in « RNCP12 »."""
    before = r"(?<!\w)" if mot[:1].isalnum() else ""
    after = r"(?!\w)" if mot[-1:].isalnum() else ""
    return re.search(before + re.escape(mot) + after, texte) is not None

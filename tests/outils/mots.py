"""The words of a PDF, in an order that two makers of the same paper share.

``pdftotext -raw`` follows the drawing, cell after cell, however the lines break; ``-layout`` goes
line by line across the columns, so that a cell that wraps elsewhere changes the order. Two things
are not drawn where they are read, and are set right here: list bullets (WeasyPrint draws them
last), and what stands in the margins (WeasyPrint draws it last, LibreOffice draws the header first
and the footer last)."""

from __future__ import annotations

import html
import re
import subprocess
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

_POINTS_PER_MM = 72 / 25.4
_PAGE = re.compile(r'<page width="[\d.]+" height="([\d.]+)">(.*?)</page>', re.DOTALL)
_WORD = re.compile(
    r'<word xMin="([-\d.]+)" yMin="([-\d.]+)" xMax="[-\d.]+" yMax="([-\d.]+)">(.*?)</word>',
    re.DOTALL,
)
_BULLET = re.compile(r"[•◦▪\uf0b7\uf0a7]|\d{1,2}\.")
_BREAKS_AFTER = ("-", "/", "\N{EN DASH}")


class WordsError(RuntimeError):
    """pdftotext is missing or cannot read the file."""


@dataclass(frozen=True)
class _Word:
    text: str
    left: float
    top: float
    bottom: float


def words_of_pdf(path: Path, *, haut: float = 0, bas: float = 0) -> list[str]:
    """The words of ``path``, page after page: the top band, the body, the bottom band.

    ``haut`` and ``bas`` are the heights in millimetres of the bands where headers and footers stand
    (0: none); inside a band the order is from left to right. Words are cut at every blank, no-break
    spaces included; a compound broken at the end of a line (« Châlons-en- / Champagne ») is one
    word again. Bullets and item numbers are left out. Raises ``WordsError``."""
    pages = [_of_page(height, words, haut, bas) for height, words in _read_pages(path)]
    return [text for page in pages for text in page]


def _read_pages(path: Path) -> list[tuple[float, list[_Word]]]:
    try:
        run = subprocess.run(
            ["pdftotext", "-raw", "-bbox", "-enc", "UTF-8", str(path), "-"],
            capture_output=True,
            check=False,
        )
    except FileNotFoundError as error:
        raise WordsError("pdftotext is missing (Debian: poppler-utils)") from error
    if run.returncode:
        raise WordsError(f"{path}: {run.stderr.decode(errors='replace').strip()}")
    return [
        (float(height), [_word(*found) for found in _WORD.findall(content)])
        for height, content in _PAGE.findall(run.stdout.decode())
    ]


def _word(left: str, top: str, bottom: str, text: str) -> _Word:
    return _Word(html.unescape(text), float(left), float(top), float(bottom))


def _of_page(height: float, words: list[_Word], haut: float, bas: float) -> list[str]:
    above = [word for word in words if word.bottom <= haut * _POINTS_PER_MM]
    below = [
        word for word in words if word.top >= height - bas * _POINTS_PER_MM and word not in above
    ]
    body = [word for word in words if word not in above and word not in below]
    in_order = [sorted(above, key=_left_to_right), body, sorted(below, key=_left_to_right)]
    return [text for part in in_order for text in _texts(part)]


def _left_to_right(word: _Word) -> tuple[float, float]:
    return (round(word.top), word.left)


def _texts(words: list[_Word]) -> list[str]:
    kept = [word for word in words if not _BULLET.fullmatch(word.text)]
    lines = "".join(
        word.text + _between(word, after) for word, after in pairwise([*kept, _Word("", 0, 0, 0)])
    )
    return lines.split()


def _between(word: _Word, after: _Word) -> str:
    is_next_line = after.top >= word.bottom - (word.bottom - word.top) / 2
    is_broken = len(word.text) > 1 and word.text.endswith(_BREAKS_AFTER)
    return "" if is_broken and is_next_line else " "

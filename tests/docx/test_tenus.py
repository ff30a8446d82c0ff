"""What CSS keeps on one page, Word keeps with what follows: cells of tables as well as
paragraphs."""

from __future__ import annotations

from io import BytesIO

import docx
import pytest
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph
from outils.essai import open_essai, write_page

TABLEAU = "<table class='t'><tr><td>a</td><td>b</td></tr><tr><td>c</td><td>d</td></tr></table>"
DEDANS = f"<table class='t'><tr><td>x{TABLEAU.replace(' class', ' id')}y</td></tr></table>"


def list_tenus(corps: str, style: str) -> str:
    """Return the paragraphs kept with what follows them, cells included, in order."""
    document = docx.Document(BytesIO(open_essai(write_page(corps), style).write_docx()))
    paragraphes = [Paragraph(p, document._body) for p in document.element.body.iter(qn("w:p"))]
    return "".join(p.text for p in paragraphes if is_tenu(p))


def is_tenu(paragraphe: Paragraph) -> bool:
    """Tell whether a paragraph, or else its style, keeps with the next."""
    propre = paragraphe.paragraph_format.keep_with_next
    return bool(paragraphe.style.paragraph_format.keep_with_next if propre is None else propre)


@pytest.mark.parametrize(
    ("corps", "style", "tenus"),
    [
        (f"<p>1</p>{TABLEAU}<p>2</p>", "", ""),
        ("<p>1</p><p class='t'>2</p><p>3</p>", ".t { break-after: avoid }", "2"),
        ("<p>1</p><p class='t'>2</p><p>3</p>", ".t { break-before: avoid }", "1"),
        (f"<p>1</p>{TABLEAU}<p>2</p>", ".t { break-after: avoid }", "abcd"),
        (f"<p>1</p>{TABLEAU}<p>2</p>", ".t { break-before: avoid }", "1"),
        (f"<p>1</p>{TABLEAU}<p class='n'>2</p>", ".n { break-before: avoid-page }", "abcd"),
        (f"<p>1</p>{TABLEAU}<p>2</p>", ".t { break-inside: avoid }", "ab"),
        (f"<div class='t'><p>1</p>{TABLEAU}</div>", "div { break-inside: avoid }", "1ab"),
        (f"<div>{TABLEAU}<p>1</p></div>", "div { break-inside: avoid-page }", "abcd"),
        (f"{DEDANS}<p>1</p>", ".t { break-after: avoid }", "xabcdy"),
        (TABLEAU.replace("<tr>", "<caption>t</caption><tr>", 1), "", "t"),
    ],
)
def test_what_css_keeps_together_is_kept_with_what_follows(
    corps: str, style: str, tenus: str
) -> None:
    assert list_tenus(corps, style) == tenus

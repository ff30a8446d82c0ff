"""The tag tree of every paper of the samples: nothing a reader would stumble on, nothing cut."""

from __future__ import annotations

import re
from collections import Counter

import pytest
from outils.balisage import Lu, read_balisage
from papiers_outils import EXEMPLES, Rendu, keep_uniques

from amo_docs.load.ouverture import open_session
from amo_docs.pipeline import prepare

BALISES = {
    **{f"h{rang}": f"H{rang}" for rang in range(1, 7)},
    **{balise: balise.upper() for balise in ("tr", "th", "td")},
    **dict.fromkeys(("li", "dt", "dd"), "LI"),
    **dict.fromkeys(("ul", "ol", "dl"), "L"),
    "table": "Table",
    "thead": "THead",
    "img": "Figure",
}
"""Tags of HTML, and those of PDF there are as many of."""


def count_html(html: str) -> Counter[str]:
    """Return how many of each tag a page asks for. Tables that only lay out are none."""
    for table in re.findall(r'<table[^>]* role="presentation".*?</table>', html, re.DOTALL):
        html = html.replace(table, re.sub(r"</?(table|tr|td|th|thead)\b[^>]*>", "", table))
    found = Counter(re.findall(r"<([a-z][a-z0-9]*)[\s>]", html))
    comptes: Counter[str] = Counter()
    for balise, genre in BALISES.items():
        comptes[genre] += found[balise]
    return +comptes


def count_tags(lu: Lu) -> Counter[str]:
    return Counter(tag.genre for tag in lu.racine.find(*set(BALISES.values())))


@pytest.mark.lent
def test_no_reader_stumbles_on_any_paper(tous: list[Rendu]) -> None:
    pdfs = keep_uniques(*tous, forme="pdf")
    assert pdfs
    fautes = [
        (ligne.chemin, faute) for ligne in pdfs for faute in read_balisage(ligne.path).list_fautes()
    ]
    assert fautes == []


@pytest.mark.lent
def test_the_tree_has_what_the_page_has_each_once(projet: Rendu, rh: Rendu) -> None:
    """Tables, rows, cells, lists, items, headings: a cut would make one more."""
    for rendu, exemple in ((projet, "."), (rh, "rh")):
        session = open_session(EXEMPLES / exemple / "session.toml")
        pages = {p.exemplaire.chemin: p.variantes[0].html for p in prepare(session).papiers}
        compared = 0
        for ligne in rendu.list_papiers("pdf"):
            html = pages.get(ligne.chemin.removesuffix(".pdf"))
            if html is not None:
                assert count_tags(read_balisage(ligne.path)) == count_html(html), ligne.chemin
                compared += 1
        assert compared == len(pages)


@pytest.mark.parametrize(
    ("html", "attendu"),
    [
        ("<table><tr><th>a</th><td>b</td></tr></table>", {"Table": 1, "TR": 1, "TH": 1, "TD": 1}),
        ('<table class="x" role="presentation"><tr><td><h2>b</h2></td></tr></table>', {"H2": 1}),
        ("<thead></thead><ul><li>a</li><li>b</li></ul>", {"THead": 1, "L": 1, "LI": 2}),
    ],
)
def test_the_reader_of_pages_counts_tags(html: str, attendu: dict[str, int]) -> None:
    assert count_html(html) == attendu

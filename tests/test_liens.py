"""Links lead to the web, to mail and to telephones; what asks for a file, or runs, is refused, however
it is written."""

from __future__ import annotations

import pytest
from fabrique.composition import compose
from outils.essai import open_essai, write_page

from amo_docs.relecture.pile import TROU, Pile
from amo_docs.relecture.valeurs import Feuille


def list_faits(balise: str) -> list[str]:
    """What reading `balise` finds."""
    pile = Pile(Feuille(frozenset()))
    pile.read(f"<p>{balise}x</a></p>", 1)
    pile.finish()
    assert {reproche.code for _, reproche in pile.trouves} <= {"G633"}
    return [reproche.fait for _, reproche in pile.trouves]


@pytest.mark.parametrize(
    "attributs",
    [
        'href="https://example.org/a?b=c:d"',
        'href="HTTP://EXAMPLE.ORG"',
        'href="mailto:jury@example.org"',
        'href="tel:+33549000000" rel="nofollow"',
        'href=" https://example.org " rel="External NoOpener"',
        f'href="{TROU}"',
        f'href="https://{TROU}/a"',
        f'href="{TROU}" rel="{TROU}"',
        'id="a"',
        'rel=""',
    ],
)
def test_an_honest_link_passes(attributs: str) -> None:
    assert list_faits(f"<a {attributs}>") == []


@pytest.mark.parametrize(
    "href",
    [
        "file:///etc/passwd",
        "FILE:/etc/passwd",
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        "java\tscript:alert(1)",
        " \x01javascript:alert(1)",
        "&#106;avascript:alert(1)",
        "javascript&colon;alert(1)",
        "data:text/html,x",
        "vbscript:x",
        "ftp://example.org/a",
        "amo:image/logo",
        "a.pdf",
        "//example.org/a",
        "#annexe",
        "",
        f"javascript:{TROU}",
        f"file:///{TROU}",
    ],
)
def test_an_address_of_another_kind_is_refused(href: str) -> None:
    (fait,) = list_faits(f'<a href="{href}">')
    assert fait.startswith("Le lien « ")


@pytest.mark.parametrize(
    "attributs",
    [
        'rel="attachment"',
        'rel="Attachment"',
        'rel="nofollow\nATTACHMENT"',
        'rel="attachment" rel="nofollow"',
        f'rel="{TROU} attachment"',
    ],
)
def test_no_link_attaches_a_file(attributs: str) -> None:
    balise = f'<a {attributs} href="https://example.org">'
    assert list_faits(balise) == ["Un lien demande une pièce jointe."]


def test_what_a_template_prints_into_an_address_is_read_too() -> None:
    gabarit = '<p><a href="{{ session.autorite.courriel }}">x</a></p>'
    (constat,) = compose(gabarit).findings
    assert (constat.code, constat.message.startswith("Le lien « ")) == ("G633", True)


def test_another_relation_is_named() -> None:
    assert (
        list_faits('<a rel="icon stylesheet">')
        == [
            "« rel » vaut « stylesheet ».",
            "« rel » vaut « icon ».",
        ][::-1]
    )


@pytest.mark.parametrize("rel", ["attachment", "Attachment", "nofollow attachment"])
def test_a_page_that_asks_for_attached_files_is_known_by_its_layout_too(rel: str) -> None:
    lien = f'<p><a rel="{rel}" href="amo:image/logo.png">x</a></p>'
    assert open_essai(write_page(lien)).mise.has_pieces

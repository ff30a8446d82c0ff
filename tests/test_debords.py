"""Words out of their place are seen, and no other."""

from __future__ import annotations

import pytest
from outils.essai import open_essai, write_page

from amo_docs.render.debords import list_debords

FEUILLE = "@page { size: 100mm 60mm; margin: 10mm } body { font: 12pt 'Liberation Serif' }"


def find(corps: str) -> tuple[str, ...]:
    return list_debords(open_essai(write_page(corps), FEUILLE).mise.pages)


@pytest.mark.parametrize(
    ("corps", "found"),
    [
        ("<p>court</p>", ()),
        (f"<p>{'mot ' * 60}</p>", ()),
        (f"<p>{'M' * 60}</p>", ("M" * 60,)),
        (f"<p style='overflow-wrap: anywhere'>{'M' * 60}</p>", ()),
        (f"<p style='letter-spacing: 1pt; text-align: right'>{'mot ' * 60}</p>", ()),
        (
            (
                "<table style='table-layout: fixed; width: 80mm'><tr><td>a "
                f"<b>{'M' * 20}</b></td><td>b</td></tr></table>"
            ),
            ("M" * 20,),
        ),
        ("<p style='margin-left: -30mm'>à gauche</p>", ("à gauche",)),
        ("<p style='text-indent: -12mm'>à gauche</p>", ("à gauche",)),
        ("<p style='text-indent: -8mm; padding-left: 8mm'>en retrait</p>", ()),
        ("<ul style='padding: 0'><li>puce</li></ul>", ()),
    ],
)
def test_a_word_wider_than_its_block_is_found_and_nothing_else(
    corps: str, found: tuple[str, ...]
) -> None:
    assert find(corps) == found

"""What a page may not have stops the layout, and what WeasyPrint complains of is heard."""

from __future__ import annotations

import logging

import pytest
from outils.essai import write_page

from amo_docs.moteur.dialogue import RessourceRefuseeError, hear_alertes
from amo_docs.moteur.mise_en_page import Moteur


def refuse(url: str) -> bytes:
    raise RessourceRefuseeError(f"non : {url}")


@pytest.mark.parametrize(
    ("corps", "adresse"),
    [
        ("<p><img src='a.png'></p>", "a.png"),
        ("<p><img src='file:///a.png'></p>", "file:///a.png"),
        ("<p><img src='http://a/b.png'></p>", "http://a/b.png"),
        ("<p><img src='data:image/gif;base64,R0lG'></p>", "data:image/gif;base64,R0lG"),
        ("<p style='background-image: url(b.png)'>a</p>", "b.png"),
    ],
)
def test_an_address_that_is_refused_stops_the_layout_with_its_reason(
    corps: str, adresse: str
) -> None:
    moteur = Moteur((), refuse)
    with pytest.raises(RessourceRefuseeError, match=f"^non : {adresse}$"):
        moteur.lay_out(moteur.read(write_page(corps)))


def test_a_font_that_is_refused_stops_the_reading_of_its_sheet() -> None:
    with pytest.raises(RessourceRefuseeError, match=r"^non : police$"):
        Moteur(("@font-face { font-family: a; src: url(police) }",), refuse)


def test_a_picture_that_cannot_be_read_is_heard() -> None:
    moteur = Moteur((), lambda url: b"rien")
    page = moteur.read(write_page("<p><img src='a.png'></p>"))
    with hear_alertes() as messages:
        moteur.lay_out(page)
    assert "a.png" in messages[0]


def test_warnings_of_a_sheet_are_heard_inside_the_block_alone() -> None:
    with hear_alertes() as messages:
        Moteur(("p { margin-left: 3furlong }",), refuse)
    with hear_alertes() as silence:
        Moteur(("p { margin-left: 3mm }",), refuse)
    logging.getLogger("weasyprint").warning("plus tard")
    assert len(messages) == 1 and "furlong" in messages[0]
    assert silence == []

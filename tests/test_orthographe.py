"""The ways to write one name, and what they share."""

from __future__ import annotations

from amo_docs.model.orthographe import recognise

MEMES = (
    ("TERI'ITAHI", "TERIʻITAHI", "TERI’ITAHI", "TERI‘ITAHI", "TERI′ITAHI", "TERI´ITAHI"),
    ("TERI'ITAHI", "TERIʼITAHI", "TERI`ITAHI", "teri-itahi", "Teri  Itahi"),
    ("LUKASZ", "ŁUKASZ", "LUKASZ\u200b", "LU\u200dKASZ"),
    ("SORENSEN", "SØRENSEN", "Sørensen"),
    ("DANG", "ĐẶNG", "ÐANG", "DA\u0306NG"),
    ("OEUVRARD", "ŒUVRARD", "œuvrard"),
    ("STRAUSS", "STRAUß"),
    ("MARTIN", "МАRTIN", "MARTІN", "MARTIΝ", "ＭＡＲＴＩＮ", "MAR\u00adTIN"),
    ("PAUL", "ΡAUL", "РAUL"),
    ("COCA", "СОСА"),
)
"""Ways to write one name."""

AUTRES = (
    ("MARTIN", "MARTINE"),
    ("MARTIN", "MARTINS"),
    ("LE ROY", "LEROUX"),
    ("ROMA", "POMA"),
    ("IVANOV", "СОСА"),
    ("NGUYỄN", "NGUYEN THI"),
)
"""Names of two people."""


def test_the_ways_to_write_one_name_are_one() -> None:
    for ways in MEMES:
        assert {recognise(way) for way in ways} == {recognise(ways[0])}, ways
    for one, other in AUTRES:
        assert recognise(one) != recognise(other), (one, other)

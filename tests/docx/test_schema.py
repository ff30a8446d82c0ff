"""Elements: named and declared as python-docx does it, kept once and copied."""

from __future__ import annotations

from docx.oxml.parser import OxmlElement
from lxml import etree

from amo_docs.docx.ordre_ooxml import assemble, keep_copies, make


def test_an_element_is_that_of_python_docx() -> None:
    mine, theirs = (
        make("w:sectPr", val=1),
        OxmlElement("w:sectPr", {make("w:x", val=1).keys()[0]: "1"}),
    )
    assert type(mine) is type(theirs)
    assert etree.tostring(mine) == etree.tostring(theirs)


def test_a_copy_may_change_and_what_is_kept_does_not() -> None:
    made: list[str] = []

    @keep_copies
    def write(gras: int) -> etree._Element:
        made.append("")
        return assemble("w:rPr", [make("w:b", val=gras)])

    first = write(1)
    first.append(make("w:i"))
    first[0].clear()
    assert etree.tostring(write(1)) == etree.tostring(assemble("w:rPr", [make("w:b", val=1)]))
    assert len(made) == 1
    assert type(write(1)) is type(make("w:rPr"))

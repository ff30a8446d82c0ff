"""What a PDF says of itself: read back, and found by whoever only looks at its bytes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from io import BytesIO

import pikepdf
from lxml import etree
from outils.essai import open_essai, write_page

from amo_docs.moteur.pdf import PieceJointe

JOUR = date(2026, 3, 9)
RDF = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}"
DC = "{http://purl.org/dc/elements/1.1/}"


def write(jour: date = JOUR) -> bytes:
    joint = PieceJointe("données.json", '{"é": 1}', "Les données")
    return open_essai(write_page("<p>a</p>")).mise.write_pdf(joint, jour)


@contextmanager
def read() -> Iterator[tuple[pikepdf.Pdf, etree._Element]]:
    with pikepdf.open(BytesIO(write())) as pdf:
        (packet,) = etree.fromstring(pdf.Root.Metadata.read_bytes()).iter(f"{RDF}RDF")
        yield pdf, packet


def test_both_standards_are_claimed_in_one_description() -> None:
    with read() as (_, packet):
        norme, conformite, ua = (
            [
                str(e.get(name) or e.findtext(name))
                for e in packet
                if e.get(name) or e.findtext(name)
            ]
            for name in (
                "{http://www.aiim.org/pdfa/ns/id/}part",
                "{http://www.aiim.org/pdfa/ns/id/}conformance",
                "{http://www.aiim.org/pdfua/ns/id/}part",
            )
        )
        assert (norme, conformite, ua) == (["3"], ["A"], ["1"])
        assert b"PDF/UA identification schema" in etree.tostring(packet)


def test_the_claim_stands_in_the_bytes_where_tools_of_archives_look_for_it() -> None:
    """The signature of fmt/479 (PRONOM) is the part and the conformance in plain text."""
    written = write()
    assert written.startswith(b"%PDF-1.7")
    assert re.search(rb"pdfaid:part=[\"']3[\"'][^>]*pdfaid:conformance=[\"']A[\"']", written)


def test_language_and_day_are_said_and_no_creation() -> None:
    with read() as (pdf, packet):
        assert packet.findtext(f".//{DC}language/{RDF}Bag/{RDF}li") == "fr"
        assert packet.findtext(f".//{DC}date/{RDF}Seq/{RDF}li") == "2026-03-09"
        assert b"CreateDate" not in etree.tostring(packet)
        assert "/CreationDate" not in pdf.docinfo


def test_the_day_is_that_of_the_paper() -> None:
    autre = write(date(2027, 1, 2))
    assert b"2027-01-02" in autre
    assert b"2026" not in autre
    assert b"1980" not in autre


def test_one_file_is_attached_and_named_once_with_the_day_of_the_paper() -> None:
    with read() as (pdf, _):
        (attached,) = pdf.attachments.values()
        fichier = attached.get_file()
        assert attached.filename == "données.json"
        assert fichier.read_bytes() == '{"é": 1}'.encode()
        assert attached.obj.AFRelationship == "/Data"
        assert [spec.objgen for spec in pdf.Root.AF] == [attached.obj.objgen]
        parametres = attached.obj.EF.F.Params
        assert {str(parametres.CreationDate), str(parametres.ModDate)} == {"D:20260309000000Z"}

"""What a PDF says of itself: its standards, its language, its day, the file it carries.

WeasyPrint claims one standard a file and knows neither the language nor the day of a paper as XMP
has them. Its own metadata are completed, none of them changed.
"""

from __future__ import annotations

from datetime import date
from types import MethodType
from xml.sax.saxutils import escape

import pydyf
from weasyprint import Document
from weasyprint.pdf.metadata import DocumentMetadata

_UA_1 = b"""<rdf:Description rdf:about="" xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"
 xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/" pdfuaid:part="1"/>"""

_SCHEMA_UA = b"""<rdf:Description rdf:about="" xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"
 xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
 xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#"
 xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>PDF/UA identification schema</pdfaSchema:schema>
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
<pdfaProperty:name>part</pdfaProperty:name>
<pdfaProperty:valueType>Integer</pdfaProperty:valueType>
<pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>Part of ISO 14289 to which the file conforms</pdfaProperty:description>
</rdf:li></rdf:Seq></pdfaSchema:property>
</rdf:li></rdf:Bag></pdfaExtension:schemas></rdf:Description>"""

_DUBLIN_CORE = """<rdf:Description rdf:about="" xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"
 xmlns:dc="http://purl.org/dc/elements/1.1/">
<dc:language><rdf:Bag><rdf:li>{langue}</rdf:li></rdf:Bag></dc:language>
<dc:date><rdf:Seq><rdf:li>{jour:%Y-%m-%d}</rdf:li></rdf:Seq></dc:date></rdf:Description>"""


def describe(document: Document, jour: date) -> None:
    """Make `document` claim PDF/UA-1 as well, and say its language and its day."""
    # No `xmp:CreateDate`: a paper made again has the same bytes, and no clock to tell.
    langue = escape(document.metadata.lang or "und")
    seul = _DUBLIN_CORE.format(langue=langue, jour=jour).encode()

    def generate(self: DocumentMetadata, variant: str, version: int, conformance: str) -> bytes:
        base: bytes = DocumentMetadata.generate_rdf_metadata(self, variant, version, conformance)
        # Inside the same `rdf:RDF`, since validators do not read a second one (ISO 14289-1, 5).
        # PDF/A asks for the schema of a property it does not know (ISO 19005-3, 6.6.2.3).
        head, mark, tail = base.rpartition(b"</")
        return head + seul + _UA_1 + _SCHEMA_UA + mark + tail

    # WeasyPrint claims one variant a file; both together are possible, and veraPDF agrees.
    document.metadata.generate_rdf_metadata = MethodType(generate, document.metadata)


def mend_catalogue(pdf: pydyf.PDF) -> None:
    """Leave the metadata of `pdf` as plain text, and name each attached file once."""
    # Tools that identify formats by their bytes (PRONOM) look for the claim, and inflate nothing:
    # compressed, an archive takes the file for a plain PDF 1.7.
    find_objet(pdf, pdf.catalog["Metadata"]).compress = False
    # WeasyPrint lists a file once for its name, and once for its kind.
    pdf.catalog["AF"] = pydyf.Array(dict.fromkeys(pdf.catalog["AF"]))


def find_objet(pdf: pydyf.PDF, reference: bytes) -> pydyf.Object:
    """Return the object that `reference` (« 12 0 R ») names."""
    return pdf.objects[int(reference.split()[0])]

"""PDF/A-3a and PDF/UA-1 in one file: WeasyPrint writes the first, this adds the second's
identification.

The identification stands in the same `rdf:RDF`, with the extension schema that PDF/A asks of it
(ISO 19005-3, 6.6.2.3; ISO 14289-1, clause 5). A second `rdf:RDF` is not read by validators.
"""

from __future__ import annotations

from types import MethodType

from weasyprint import Document
from weasyprint.pdf.metadata import DocumentMetadata

VARIANTE = "pdf/a-3a"

FEUILLE = """
img { image-rendering: crisp-edges !important }
* { margin-break: discard }
"""
"""What is asked of any style sheet. PDF/A bars interpolated images (ISO 19005-3, 6.2.8). And Word
drops the space above what opens a page, where WeasyPrint would keep it on a page that has a
name."""

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


def _generate_both(self: DocumentMetadata, variant: str, version: int, conformance: str) -> bytes:
    base: bytes = DocumentMetadata.generate_rdf_metadata(self, variant, version, conformance)
    head, mark, tail = base.rpartition(b"</")
    return head + _UA_1 + _SCHEMA_UA + mark + tail


def claim_both(document: Document) -> None:
    """Make `document` say, in its metadata, that it conforms to PDF/UA-1 as well."""
    document.metadata.generate_rdf_metadata = MethodType(_generate_both, document.metadata)

"""The bytes of a PDF: archivable and accessible at once, its data attached, nothing encoded twice.

PDF/A-3a and PDF/UA-1 are claimed in one file. WeasyPrint writes the first claim; the second is
added here. pydyf writes each object twice, and WeasyPrint encodes a picture again in each file.
Both are avoided, and the bytes are those that would have been written: tests compare.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from types import MethodType
from typing import Any

import pydyf
from weasyprint import Attachment, Document
from weasyprint.images import RasterImage
from weasyprint.pdf.metadata import DocumentMetadata

VARIANTE = "pdf/a-3a"


@dataclass(frozen=True)
class PieceJointe:
    """A text attached to a PDF, the data that its pages show. `date` is given as its date."""

    nom: str
    contenu: str
    description: str
    date: datetime


def write_pdf(document: Document, joint: PieceJointe) -> bytes:
    """Return the PDF/A-3a and PDF/UA-1 bytes of `document`, with `joint` and no other file."""
    document.metadata.attachments = [
        Attachment(
            string=joint.contenu,
            name=joint.nom,
            description=joint.description,
            # Without these WeasyPrint writes the current date, whatever SOURCE_DATE_EPOCH says.
            created=joint.date,
            modified=joint.date,
            relationship="Data",
        )
    ]
    claim_accessible(document)
    content: bytes = document.write_pdf(pdf_variant=VARIANTE, finisher=freeze_objets)
    return content


# ── The identification of PDF/UA ──────────────────────────────────────────────────────────────────

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


def claim_accessible(document: Document) -> None:
    """Make `document` claim PDF/UA-1 as well, in its metadata."""
    # WeasyPrint claims one variant a file; both together are possible, and veraPDF agrees.
    document.metadata.generate_rdf_metadata = MethodType(_generate_rdf, document.metadata)


def _generate_rdf(self: DocumentMetadata, variant: str, version: int, conformance: str) -> bytes:
    base: bytes = DocumentMetadata.generate_rdf_metadata(self, variant, version, conformance)
    # Inside the same `rdf:RDF`, since validators do not read a second one (ISO 14289-1, clause 5).
    # PDF/A asks for the schema of a property it does not know (ISO 19005-3, 6.6.2.3).
    head, mark, tail = base.rpartition(b"</")
    return head + _UA_1 + _SCHEMA_UA + mark + tail


# ── Objects written once ──────────────────────────────────────────────────────────────────────────


class _Fige(pydyf.Object):  # type: ignore[misc]
    """An object whose bytes are already written."""

    def __init__(self, data: bytes) -> None:
        super().__init__()
        self._data = data

    @property
    def data(self) -> bytes:
        return self._data


class _FluxFige(_Fige, pydyf.Stream):  # type: ignore[misc]
    """A stream whose bytes are already written."""

    # A type of its own: pydyf tells by it which objects may go into a compressed stream.


def freeze_objets(document: Document, pdf: pydyf.PDF) -> None:
    """Replace each object of `pdf` with its bytes. Nothing may change them afterwards.

    This is what `Document.write_pdf` calls a finisher.
    """
    # pydyf writes all objects once for the identifier of the file and once for the file itself,
    # compression included.
    for rang, objet in enumerate(pdf.objects):
        # The head of the list of free objects has no bytes.
        if objet.free == "f":
            continue
        fige = (_FluxFige if isinstance(objet, pydyf.Stream) else _Fige)(_write_objet(objet))
        fige.number, fige.generation = objet.number, objet.generation
        pdf.objects[rang] = fige


def _write_objet(objet: pydyf.Object) -> bytes:
    if (
        # A compressed stream with the key N alone is the colour profile of the output intent.
        isinstance(objet, pydyf.Stream)
        and objet.compress
        and set(objet.extra) == {"N"}
        and len(objet.stream) == 1
    ):
        return _write_profil(objet.stream[0], objet.extra["N"])
    data: bytes = objet.data
    return data


@lru_cache(maxsize=2)
def _write_profil(profil: bytes, composantes: int) -> bytes:
    """Return the object of a colour profile, which is the same in every paper."""
    data: bytes = pydyf.Stream([profil], {"N": composantes}, compress=True).data
    return data


# ── Pictures encoded once ─────────────────────────────────────────────────────────────────────────


class ImagesEncodees(dict[str, Any]):
    """The pictures of one process, used as the cache of WeasyPrint's layout."""

    # Without a bound: pages may name the pictures of the session alone, so they are few.
    def __setitem__(self, cle: str, valeur: Any) -> None:
        # Replaced as it enters, since WeasyPrint gives no other way to its own class of pictures.
        if type(valeur) is RasterImage:
            image = _ImageEncodee.__new__(_ImageEncodee)
            image.__dict__ |= valeur.__dict__ | {"flux": {}}
            valeur = image
        super().__setitem__(cle, valeur)


class _ImageEncodee(RasterImage):  # type: ignore[misc]
    """A picture that keeps its PDF stream, of which each file gets a copy."""

    def get_x_object(self, interpolate: bool, dpi_ratio: float) -> pydyf.Stream:
        cle = (interpolate, dpi_ratio)
        if cle not in self.flux:
            self.flux[cle] = super().get_x_object(interpolate, dpi_ratio)
        # A copy, because the file gives the stream a number and refers to it.
        return _copy(self.flux[cle])


def _copy(flux: pydyf.Stream) -> pydyf.Stream:
    extra = pydyf.Dictionary(flux.extra)
    # The transparency of a picture is a stream of its own.
    if "SMask" in extra:
        extra["SMask"] = _copy(extra["SMask"])
    return pydyf.Stream(list(flux.stream), extra, flux.compress)

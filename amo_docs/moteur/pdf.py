"""The bytes of a PDF: archivable and accessible at once, its data attached, nothing encoded twice.

What WeasyPrint made is mended before it is written (`metadonnees.py`). pydyf writes each object
twice, and WeasyPrint encodes a picture again in each file. Both are avoided, and the bytes are
those that would have been written: tests compare.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from functools import lru_cache
from typing import Any

import pydyf
from weasyprint import Attachment, Document
from weasyprint.images import RasterImage

from amo_docs.moteur.artefacts import mark_artefacts
from amo_docs.moteur.balisage import read_balisage, write_balisage
from amo_docs.moteur.metadonnees import describe, mend_catalogue
from amo_docs.moteur.raccords import join_pages
from amo_docs.moteur.roles import mend_roles

VARIANTE = "pdf/a-3a"


@dataclass(frozen=True)
class PieceJointe:
    """A text attached to a PDF, the data that its pages show."""

    nom: str
    contenu: str
    description: str


def write_pdf(document: Document, joint: PieceJointe, jour: date) -> bytes:
    """Return the PDF/A-3a and PDF/UA-1 bytes of `document`, with `joint` and no other file.

    `jour`, the day printed on the paper, is the date of both.
    """
    moment = datetime.combine(jour, time(), UTC)
    document.metadata.attachments = [
        Attachment(
            string=joint.contenu,
            name=joint.nom,
            description=joint.description,
            # Without these WeasyPrint writes the current date, whatever SOURCE_DATE_EPOCH says.
            created=moment,
            modified=moment,
            relationship="Data",
        )
    ]
    describe(document, jour)
    content: bytes = document.write_pdf(pdf_variant=VARIANTE, finisher=_finish)
    return content


def mend_balisage(document: Document, pdf: pydyf.PDF) -> None:
    """Mend the tag tree of `pdf`, which `document` has just been made into."""
    balisage = read_balisage(document, pdf)
    noeuds, repetes = join_pages(balisage)
    mark_artefacts(pdf, balisage, repetes)
    noeuds = mend_roles(noeuds, [page.height for page in document.pages])
    write_balisage(pdf, noeuds, len(document.pages))


def _finish(document: Document, pdf: pydyf.PDF) -> None:
    """Mend what WeasyPrint made, then write it. Called once all objects are there."""
    mend_catalogue(pdf)
    mend_balisage(document, pdf)
    freeze_objets(document, pdf)


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

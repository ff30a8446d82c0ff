"""Each object of a PDF said once: pydyf says them all again, compression included, to draw the
file's identifier.

The bytes are those pydyf would have written. `freeze_objects` is what `Document.write_pdf` calls a
finisher, its public door; a contract test compares the files written with and without it."""

from __future__ import annotations

from functools import lru_cache

import pydyf
from weasyprint import Document


class _Fige(pydyf.Object):  # type: ignore[misc]
    """An object whose bytes are known."""

    def __init__(self, data: bytes) -> None:
        super().__init__()
        self._data = data

    @property
    def data(self) -> bytes:
        return self._data


class _FluxFige(_Fige, pydyf.Stream):  # type: ignore[misc]
    """A stream whose bytes are known: pydyf keeps streams out of the compressed objects by their
    type."""


@lru_cache(maxsize=2)
def _say_profil(profil: bytes, composantes: int) -> bytes:
    """The colour profile, the same in every paper."""
    data: bytes = pydyf.Stream([profil], {"N": composantes}, compress=True).data
    return data


def _say(objet: pydyf.Object) -> bytes:
    if (
        isinstance(objet, pydyf.Stream)
        and objet.compress
        and set(objet.extra) == {"N"}
        and len(objet.stream) == 1
    ):
        return _say_profil(objet.stream[0], objet.extra["N"])
    data: bytes = objet.data
    return data


def freeze_objects(document: Document, pdf: pydyf.PDF) -> None:
    """Put, in the place of each object of `pdf`, its bytes; nothing may change them after."""
    for rang, objet in enumerate(pdf.objects):
        if objet.free == "f":
            continue
        fige = (_FluxFige if isinstance(objet, pydyf.Stream) else _Fige)(_say(objet))
        fige.number, fige.generation = objet.number, objet.generation
        pdf.objects[rang] = fige

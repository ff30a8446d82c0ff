"""Pictures made ready for a PDF once: WeasyPrint keeps them decoded, and encodes them again in each
file.

`Images` is the cache handed to a layout. A contract test compares the files written with and
without it."""

from __future__ import annotations

from typing import Any

import pydyf
from weasyprint.images import RasterImage


class _Image(RasterImage):  # type: ignore[misc]
    """A picture that keeps its PDF stream; each file gets a copy, to number and to refer to."""

    def get_x_object(self, interpolate: bool, dpi_ratio: float) -> pydyf.Stream:
        cle = (interpolate, dpi_ratio)
        if cle not in self.prets:
            self.prets[cle] = super().get_x_object(interpolate, dpi_ratio)
        return _copy(self.prets[cle])


def _copy(flux: pydyf.Stream) -> pydyf.Stream:
    extra = pydyf.Dictionary(flux.extra)
    if "SMask" in extra:
        extra["SMask"] = _copy(extra["SMask"])
    return pydyf.Stream(list(flux.stream), extra, flux.compress)


class Images(dict[str, Any]):
    """The pictures of one process by their address, and their data; as many as `Modeles` has."""

    def __setitem__(self, cle: str, valeur: Any) -> None:
        if type(valeur) is RasterImage:
            image = _Image.__new__(_Image)
            image.__dict__ |= valeur.__dict__ | {"prets": {}}
            valeur = image
        super().__setitem__(cle, valeur)

"""The files a session names beside its data, read from what was typed: known whatever else is wrong
in the session."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class ImageNommee:
    """An image the session names: the name templates use, the path as typed, the key it stands
    under."""

    nom: str
    chemin: str
    cle: str


@dataclass(frozen=True)
class Nommes:
    """The folder of templates, if the session names one, and the images."""

    modeles: str | None = None
    images: tuple[ImageNommee, ...] = ()


def read_nom(table: object, cle: str) -> str | None:
    """Return the file name under `cle` of a raw table; None when there is none that a file could
    have."""
    nom = table.get(cle) if isinstance(table, Mapping) else None
    return nom.strip() if isinstance(nom, str) and nom.strip() and nom.isprintable() else None


def list_nommes(donnees: Mapping[str, Any]) -> Nommes:
    """Return the files the raw session `donnees` names."""
    return Nommes(read_nom(donnees, "modeles"), tuple(_list_images(donnees)))


def _list_images(donnees: Mapping[str, Any]) -> Iterator[ImageNommee]:
    """Yield the authority's logo, then each signature and cachet."""
    if logo := read_nom(donnees.get("autorite"), "logo"):
        yield ImageNommee("logo", logo, "autorite.logo")
    signataires = donnees.get("signataires")
    for index, signataire in enumerate(
        signataires if isinstance(signataires, list | tuple) else ()
    ):
        for champ in ("signature", "cachet"):
            if chemin := read_nom(signataire, champ):
                yield ImageNommee(f"{champ}-{index}", chemin, f"signataires[{index}].{champ}")

"""The files a session names beside its data: its folder of templates and its images."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class ImageNommee:
    """An image the session names: its name in templates, its path as typed, its key."""

    nom: str
    chemin: str
    cle: str


@dataclass(frozen=True)
class Nommes:
    """The folder of templates, when the session names one, and the images."""

    modeles: str | None = None
    images: tuple[ImageNommee, ...] = ()


def read_nom(table: object, cle: str) -> str | None:
    """Return the file name under `cle` of a raw table, or None when it can name no file."""
    # What was typed is read, and not a record: the files are known even when the session makes no
    # record, and their faults are reported in the same pass.
    nom = table.get(cle) if isinstance(table, Mapping) else None
    # No control character: a path with a NUL makes the system raise.
    return nom.strip() if isinstance(nom, str) and nom.strip() and nom.isprintable() else None


def list_nommes(donnees: Mapping[str, Any]) -> Nommes:
    """Return the files the raw session `donnees` names."""
    return Nommes(read_nom(donnees, "modeles"), tuple(_list_images(donnees)))


def list_verifiees(donnees: Mapping[str, Any]) -> frozenset[str]:
    """Return the texts that the raw session declares to be true, whatever they look like."""
    listed = donnees.get("valeurs_verifiees")
    return frozenset(
        value.strip()
        for value in (listed if isinstance(listed, list) else ())
        if isinstance(value, str)
    )


def _list_images(donnees: Mapping[str, Any]) -> Iterator[ImageNommee]:
    """Yield the authority's logo, then the signature and the cachet of each signatory."""
    if logo := read_nom(donnees.get("autorite"), "logo"):
        yield ImageNommee("logo", logo, "autorite.logo")
    # `compose/contexte.py` finds an image again by this name, with the rank of its signatory.
    signataires = donnees.get("signataires")
    for index, signataire in enumerate(
        signataires if isinstance(signataires, list | tuple) else ()
    ):
        for champ in ("signature", "cachet"):
            if chemin := read_nom(signataire, champ):
                yield ImageNommee(f"{champ}-{index}", chemin, f"signataires[{index}].{champ}")

"""Reads a fiche as published, without the référentiel: lines, sections, bullets. It knows no value
of any fiche."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

_PUCE = re.compile(r"^(?:•|-) ")


def normalise(texte: str) -> str:
    """Return `texte` with each run of spaces as one, and none before a comma or a full stop."""
    return re.sub(r" ([,.])", r"\1", re.sub(r"\s+", " ", texte)).strip()


def strip_puce(ligne: str) -> str:
    """Return the line without its bullet."""
    return _PUCE.sub("", ligne)


def read_element(ligne: str) -> str:
    """Return a listed item without its bullet and the mark that separates it from the next one.

    The full stop of « etc. » belongs to the word when a semicolon follows it.
    """
    texte = strip_puce(ligne)
    return texte.removesuffix(";").rstrip() if texte.endswith(";") else texte.removesuffix(".")


def read_fiche(nom: str) -> list[str]:
    """Return the non-empty lines of the fiche `nom`, spaces normalised, bullets kept."""
    texte = Path(__file__).with_name(f"{nom}.txt").read_text(encoding="utf-8")
    return [ligne for brute in texte.split("\n") if (ligne := normalise(brute))]


def between(lignes: list[str], debut: str, fin: str | None = None) -> list[str]:
    """Return the lines after the first `debut` and before the `fin` that follows (None: to the
    end).

    Raise ValueError when either is missing: a section that is not found must not pass for an empty
    one."""
    start = lignes.index(debut) + 1
    return lignes[start : None if fin is None else lignes.index(fin, start)]


def split_sections(lignes: list[str], titres: Iterable[str]) -> list[list[str]]:
    """Return the lines under each of `titres`, which must all be there in this order."""
    places = [lignes.index(titre) for titre in titres]
    if places != sorted(places):
        raise ValueError(f"titles out of order: {places}")
    ends = [*places[1:], len(lignes)]
    return [lignes[start + 1 : end] for start, end in zip(places, ends, strict=True)]


def list_puces(lignes: list[str]) -> list[str]:
    """Return the bulleted items of `lignes`, in order."""
    return [read_element(ligne) for ligne in lignes if _PUCE.match(ligne)]


def join_lignes(lignes: Iterable[str]) -> str:
    """Return the lines as one text without bullets: how one line of the fiche is cut does not
    matter."""
    return " ".join(strip_puce(ligne) for ligne in lignes)


def split_phrases(texte: str) -> list[str]:
    """Return what full stops and semicolons separate in `texte`."""
    return re.split(r"(?<=\.) (?=[A-ZÀ-Ý])| (?<=; )", texte)

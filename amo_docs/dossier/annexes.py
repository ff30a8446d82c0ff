"""The side places of a folder: what they hold, whose it is, what a run does with it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Annexe:
    """One side place, in the words the documentation prints.

    `contenu` is what it holds, `tenue_par` who puts it there and owns it, `perime` what makes a
    file of it stale, `rendu` what `render` does with it. All are French.
    """

    nom: str
    contenu: str
    tenue_par: str
    perime: str
    rendu: str


PIECES = "pieces"
MODIFIES = "modifies"
RETIRES = "retires"
TIRAGES = "tirages"

ANNEXES = (
    Annexe(
        PIECES,
        "ce que l’on garde avec les papiers : procès-verbal signé et numérisé, accusé de réception",
        "la personne",
        "rien",
        "le garde tel quel, même par --ecraser",
    ),
    Annexe(
        MODIFIES,
        "les papiers et les tirages modifiés à la main qu’un nouveau a remplacés",
        "la personne, qui les a modifiés",
        "rien",
        "y met ce qu’il écarte, sous un nom qui porte son empreinte ; n’y remplace rien",
    ),
    Annexe(
        RETIRES,
        "les papiers définitifs qui n’ont plus lieu d’être, ou refaits avec d’autres mots : "
        "quelqu’un en tient peut-être un",
        "amo-docs, pour la personne",
        "rien",
        "y met ce qu’il retire ou remplace ; n’y remplace rien",
    ),
    Annexe(
        TIRAGES,
        "les tirages à imprimer, la table des adresses, et leur registre",
        "amo-docs",
        "un papier changé, retiré ou nouveau du même type",
        "retire ceux qui sont périmés, et met de côté ceux que l’on a modifiés",
    ),
)
"""Every side place.

A file that stands elsewhere, and that the manifest does not list, belongs to the person: it is kept
as it is, and stops the run when a paper would take its place.
"""

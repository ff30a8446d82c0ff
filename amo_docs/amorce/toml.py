"""The text of a commented TOML file: every key of a record, in the order of the model, with its
note."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from amo_docs.amorce.explications import APRES, EXPLICATIONS, TABLES, Cle
from amo_docs.model.base import Notion
from amo_docs.typographie import set_espaces

_LARGEUR = 120


def write_valeur(valeur: Any) -> str:
    """Return `valeur` as TOML writes it: texts, days, figures, lists, tables on one line."""
    if isinstance(valeur, Mapping):
        return (
            "{ " + ", ".join(f"{cle} = {write_valeur(item)}" for cle, item in valeur.items()) + " }"
        )
    if isinstance(valeur, list):
        return "[" + ", ".join(write_valeur(item) for item in valeur) + "]"
    if isinstance(valeur, date):
        return valeur.isoformat()
    return json.dumps(valeur, ensure_ascii=False)


class Redaction:
    """A TOML file being written, line by line. `exemples`: values for keys left out, better than
    those of the notes."""

    def __init__(self, exemples: Mapping[str, Any]) -> None:
        self.lignes: list[str] = []
        self.exemples = {cle: write_valeur(valeur) for cle, valeur in exemples.items()}

    def texte(self) -> str:
        """Return the file."""
        return "\n".join(self.lignes).strip() + "\n"

    def say(self, *lignes: str) -> None:
        """Add lines of comment."""
        self.lignes += [set_espaces(f"# {ligne}".rstrip()) for ligne in lignes]

    def open_section(self, titre: str, *lignes: str) -> None:
        """Add the title of a section, and what it says of itself."""
        self.lignes += ["", ""]
        self.lignes.append(f"# ── {titre} ".ljust(_LARGEUR, "─"))
        self.say(*lignes)

    def write_table(
        self, entete: str, notion: type[Notion], valeurs: Mapping[str, Any], notes: bool = True
    ) -> None:
        """Add a table under `entete` (none at the top of the file): the keys of `notion` in the
        order of the model.

        With `notes`, each has its note, and those left out stand as comments to be taken up;
        without, those filled in later alone."""
        if entete:
            self.lignes += ["", entete]
        keys, tables = EXPLICATIONS[notion.__name__], TABLES.get(notion.__name__, ())
        self.write_cles(
            {champ: keys[champ] for champ in notion.model_fields if champ not in tables},
            valeurs,
            notes,
        )

    def write_cles(
        self, cles: Mapping[str, Cle], valeurs: Mapping[str, Any], notes: bool = True
    ) -> None:
        """Add the `cles` that have a value, and with `notes` the others as comments."""
        for champ, cle in cles.items():
            if champ in valeurs:
                self._write_ligne(
                    f"{champ} = {write_valeur(valeurs[champ])}", cle.note if notes else ""
                )
            elif notes or champ in APRES:
                exemple = self.exemples.get(champ, cle.exemple)
                self._write_ligne(f"# {champ} = {exemple}", cle.note if notes else "")

    def _write_ligne(self, code: str, note: str) -> None:
        """Add a line and its note: beside it where there is room, else above."""
        beside = f"{code.ljust(36)}  # {set_espaces(note)}"
        if note and len(beside) > _LARGEUR:
            self.lignes += [set_espaces(f"# {note[0].upper()}{note[1:]} :"), code]
        else:
            self.lignes.append(beside if note else code)


def write_lignes(items: Iterable[str]) -> str:
    """Return codes and words as a comment lists them."""
    return " · ".join(items)

"""docs/CAMPAGNES.md: a section a campaign, each written by its last run."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from outils.tableau import write_table

RACINE = Path(__file__).parents[2]
PAGE = RACINE / "docs" / "CAMPAGNES.md"
_TETE = """\
# Campagnes

Ce que `script/campagne NOM` a essayé, et ce qu’il a trouvé. Chaque section est écrite par la dernière campagne de ce nom ;
la même graine refait les mêmes tirages. Les tests en gardent une petite part, à chaque passage.
"""


@dataclass(frozen=True)
class Section:
    """What a campaign did: `dit` of what it is, `quand` and how much, a table, what was found.

    `tenue` is False when something was."""

    nom: str
    dit: str
    quand: str
    tetes: list[str]
    lignes: list[list[str]]
    fautes: list[str]
    tenue: bool

    def write(self) -> str:
        """Return the section as Markdown."""
        issue = "Rien n’a été trouvé." if self.tenue else "Trouvé : " + ", ".join(self.fautes)
        table = write_table(self.tetes, self.lignes)
        return f"## {self.nom}\n\n{self.dit}\n\n{self.quand} {issue}\n\n{table}\n"


def write_section(section: Section, page: Path = PAGE) -> None:
    """Write the section in the place of the former one of its name, sections sorted by name."""
    text = page.read_text(encoding="utf-8") if page.exists() else _TETE
    found = {part.split("\n")[0]: f"## {part}" for part in re.split(r"(?m)^## ", text)[1:]}
    found[section.nom] = section.write()
    kept = [found[nom].rstrip("\n") for nom in sorted(found)]
    page.write_text("\n".join([_TETE, *(f"{part}\n" for part in kept)]), encoding="utf-8")

"""A print run: what a person asks of it, and the account of what was made."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from amo_docs.findings import Finding

TRIS = ("nom", "heure", "unite")
"""The orders papers are printed in."""


@dataclass(frozen=True)
class DemandeTirage:
    """What a person asks of `tirage`.

    `types` are keys of the catalogue: none means every type of the folder. `pages_max` is the most
    pages a volume may have; `sans_fond` is for paper that carries its ground already; `adresses`
    asks for the table of labels too.
    """

    types: frozenset[str] = frozenset()
    # By name: the order in which a person looks for a paper.
    tri: str = TRIS[0]
    recto_verso: bool = False
    separateurs: bool = False
    pages_max: int | None = None
    sans_fond: bool = False
    adresses: bool = False


@dataclass(frozen=True)
class FichierTirage:
    """A volume of a print run.

    `pages` counts all of them: those of its papers, `blanches` and `separateurs`.
    """

    chemin: str
    papiers: int
    pages: int
    blanches: int
    separateurs: int
    octets: int


@dataclass(frozen=True)
class BilanTirage:
    """What a print run did.

    `demandes` is the papers of `fichiers`, plus `absents`, of types the folder has no PDF of, plus
    `refuses`, which the session does not make yet or whose type is stopped: `arrets` says why, one
    sentence a type of which a paper was changed by hand. `adresses` is the number of people in the
    table of labels, None when nobody asked for it; `retires` are the earlier files that have no
    place any more; `remarques` are sentences for the person, `constats` the findings on the
    session.
    """

    dossier: Path
    demandes: int
    absents: int
    refuses: int
    fichiers: tuple[FichierTirage, ...]
    adresses: int | None = None
    retires: tuple[str, ...] = ()
    remarques: tuple[str, ...] = ()
    constats: tuple[Finding, ...] = field(default=())
    arrets: tuple[str, ...] = ()

    @property
    def tires(self) -> int:
        """How many papers are in the print runs."""
        return sum(fichier.papiers for fichier in self.fichiers)

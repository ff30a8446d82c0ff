"""The words of a référentiel: what its codes are called by who fills in a workbook."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from amo_docs.model.proches import Ecritures
from amo_docs.model.referentiel import Referentiel


class Terme(NamedTuple):
    """A code, the word that the workbook offers for it, and the other ways to type it."""

    code: str
    mot: str
    autres: tuple[str, ...] = ()


def list_voies(referentiel: Referentiel) -> tuple[Terme, ...]:
    """Return the routes, open or not."""
    return tuple(Terme(v.code, v.libelle, (v.intitule, *v.autres_noms)) for v in referentiel.voies)


def list_composantes(referentiel: Referentiel) -> tuple[Terme, ...]:
    """Return the composantes."""
    return tuple(Terme(c.code, c.intitule, c.autres_noms) for c in referentiel.composantes)


def list_colleges(referentiel: Referentiel) -> tuple[Terme, ...]:
    """Return the colleges of the juries."""
    return tuple(Terme(c.code, c.intitule, c.autres_noms) for c in referentiel.colleges)


def list_statuts(referentiel: Referentiel) -> tuple[Terme, ...]:
    """Return the statuts."""
    return tuple(Terme(s.code, s.intitule, s.autres_noms) for s in referentiel.statuts)


def list_blocs(referentiel: Referentiel) -> tuple[Terme, ...]:
    """Return the blocs."""
    return tuple(Terme(b.code, b.abrege) for b in referentiel.unites)


def offer_mots(termes: Iterable[Terme]) -> Ecritures:
    """Return the words to show, each with all the other ways to type it."""
    return Ecritures((terme.mot, (terme.code, *terme.autres)) for terme in termes)


def name_terme(termes: Iterable[Terme], code: str) -> str:
    """Return the word for `code`; a code that is unknown stays as it is typed."""
    return next((terme.mot for terme in termes if terme.code == code), code)

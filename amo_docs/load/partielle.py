"""The session without the candidates that could not be read.

The rules then look at all the others in the same pass.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from pydantic import ValidationError

from amo_docs.findings import Place
from amo_docs.model.candidat import Candidat
from amo_docs.model.matiere import Reperes
from amo_docs.model.session import Session

_CLE = re.compile(r"candidats\[(\d+)\](.*)", re.S)


def _is_whole(brut: Any, rank: int, tus: frozenset[str]) -> bool:
    """Tell whether the raw record at `rank` makes a candidate, with no cell already reported."""
    # A wrong cell left no key: where the field is optional, the record would pass without it.
    if any(cle.startswith(f"candidats[{rank}]") for cle in tus):
        return False
    try:
        Candidat.model_validate(brut)
    except ValidationError:
        return False
    return True


def renumber(places: Mapping[str, Place], gardes: list[int]) -> dict[str, Place]:
    """Return `places` for the candidates at the ranks `gardes`, renumbered from 0.

    Places of other candidates are left out.
    """
    # Findings are placed by rank in the session: ranks and places must move together.
    ranks = {old: new for new, old in enumerate(gardes)}
    kept: dict[str, Place] = {}
    for cle, place in places.items():
        found = _CLE.fullmatch(cle)
        if found is None:
            kept[cle] = place
        elif int(found[1]) in ranks:
            kept[f"candidats[{ranks[int(found[1])]}]{found[2]}"] = place
    return kept


def read_partielle(
    donnees: dict[str, Any], reperes: Reperes, tus: frozenset[str]
) -> tuple[Session, Reperes] | tuple[None, Reperes]:
    """Return the session of the candidates that can be read, and their places.

    There is no session when more than candidates is wrong.
    """
    bruts = donnees.get("candidats")
    if not isinstance(bruts, list):
        return None, reperes
    # One by one: validating the whole session says which are wrong, and makes no record of the
    # rest.
    gardes = [rank for rank, brut in enumerate(bruts) if _is_whole(brut, rank, tus)]
    try:
        session = Session.model_validate(donnees | {"candidats": [bruts[rank] for rank in gardes]})
    except ValidationError:
        return None, reperes
    # Those left out are counted with the others where one mistake is told once for many rows.
    kept = set(gardes)
    ecartes = (brut for rank, brut in enumerate(bruts) if rank not in kept)
    return session, Reperes(
        renumber(reperes.places, gardes),
        reperes.defaut,
        tuple(brut for brut in ecartes if isinstance(brut, dict)),
    )

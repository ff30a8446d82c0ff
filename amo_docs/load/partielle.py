"""The session without the candidates that could not be read, so that the rules still look at all
the others."""

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
    """Tell whether the raw record at `rank` makes a candidate, no cell of it being already
    reported."""
    if any(cle.startswith(f"candidats[{rank}]") for cle in tus):
        return False
    try:
        Candidat.model_validate(brut)
    except ValidationError:
        return False
    return True


def renumber(places: Mapping[str, Place], gardes: list[int]) -> dict[str, Place]:
    """Return `places` with the candidates at the ranks `gardes` renumbered from 0, and the others
    left out."""
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
    """Return the session of the candidates that can be read, with their places; no session when
    more is wrong."""
    bruts = donnees.get("candidats")
    if not isinstance(bruts, list):
        return None, reperes
    gardes = [rank for rank, brut in enumerate(bruts) if _is_whole(brut, rank, tus)]
    try:
        session = Session.model_validate(donnees | {"candidats": [bruts[rank] for rank in gardes]})
    except ValidationError:
        return None, reperes
    return session, Reperes(renumber(reperes.places, gardes), reperes.defaut)

"""The two juries of the cases, and how to change a member of one."""

from __future__ import annotations

from typing import Any

# Members of NORD: 0 président P1, 1 A1 and 2 A2 professionals, 3 F1 trainer, 4 S1 suppléant of A1;
# of SUD: P2 and Q2.
REMPLACE = {
    "jurys[0].membres[1].presence": "remplacé",
    "jurys[0].membres[1].remplace_par": "S1",
    "jurys[0].membres[4].presence": "présent",
}
"""A1 replaced by his suppléant."""


def nord(rang: int, **champs: Any) -> dict[str, Any]:
    """The member `rang` of NORD, changed."""
    return {f"jurys[0].membres[{rang}].{champ}": valeur for champ, valeur in champs.items()}


def sud(rang: int, **champs: Any) -> dict[str, Any]:
    """The member `rang` of SUD, changed."""
    return {f"jurys[1].membres[{rang}].{champ}": valeur for champ, valeur in champs.items()}

"""What a case of a rule is: the session of `fabrique` with something changed, and all that the rule
must find in it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Cas:
    """A case: the rule, what the case shows, the changes by path, and (path, message) of each
    finding, by path.

    A case without findings stands just inside the rule.
    """

    code: str
    nom: str
    changements: Mapping[str, Any]
    constats: tuple[tuple[str, str], ...] = ()

    def __str__(self) -> str:
        return f"{self.code}-{'dehors' if self.constats else 'dedans'}-{self.nom}"


def dehors(code: str, nom: str, changements: Mapping[str, Any], *constats: tuple[str, str]) -> Cas:
    """A case that breaks the rule."""
    assert constats, f"{code} {nom}: nothing expected"
    return Cas(code, nom, changements, constats)


def dedans(code: str, nom: str, changements: Mapping[str, Any]) -> Cas:
    """A case just inside the rule."""
    assert changements, f"{code} {nom}: nothing changed"
    return Cas(code, nom, changements)

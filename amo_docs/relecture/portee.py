"""The names a template sees where it stands, with their types."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from jinja2 import nodes


@dataclass(frozen=True, eq=False)
class Macro:
    """A macro, the template it stands in, and the names it sees there."""

    gabarit: str
    node: nodes.Macro
    portee: Portee


@dataclass(frozen=True, eq=False)
class Module:
    """A template imported whole."""

    gabarit: str
    portee: Portee


@dataclass(eq=False)
class Portee:
    """Names set in one place, over those of the place around it."""

    noms: dict[str, Any] = field(default_factory=dict)
    autour: Portee | None = None

    def find(self, nom: str) -> Any | None:
        """Return the type of `nom`, or its macro or module; None when nothing has that name."""
        portee: Portee | None = self
        while portee is not None:
            if nom in portee.noms:
                return portee.noms[nom]
            portee = portee.autour
        return None

    def enter(self, noms: Mapping[str, Any] | None = None) -> Portee:
        """Return a new scope within this one."""
        return Portee(dict(noms or {}), self)

    @property
    def signature(self) -> str:
        """A text that is the same for scopes of the same names and types."""
        # A macro is named by its template: its own scope may hold itself, without end.
        vus = {nom: self.find(nom) for nom in self.list_noms()}
        return repr(
            sorted(
                (nom, v.gabarit if isinstance(v, Macro | Module) else repr(v))
                for nom, v in vus.items()
            )
        )

    def list_noms(self) -> list[str]:
        """Return every name seen from here."""
        return [*self.noms, *(self.autour.list_noms() if self.autour else ())]

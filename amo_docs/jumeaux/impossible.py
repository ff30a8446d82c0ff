"""The one exception of what has no twin."""

from __future__ import annotations


class JumeauImpossible(Exception):  # noqa: N818 — the name says what happened, as in French prose
    """Raised when HTML or its style has no Word twin, and writing on would lose or change words.

    `ou` names the place in the HTML (« div.signature », « @page »), `raison` says what cannot be
    written; both are French and meant for whoever writes templates."""

    def __init__(self, ou: str, raison: str) -> None:
        super().__init__(f"{ou} : {raison}")
        self.ou = ou
        self.raison = raison

"""The exception for what has no twin in Word."""

from __future__ import annotations


class JumeauImpossible(Exception):  # noqa: N818 — the name says what happened, as in French prose
    """Raised when HTML or its style has no twin in Word, and words would be lost or changed.

    `ou` names the place in the HTML (« div.signature », « @page »), `raison` says what cannot be
    written. Both are French, for the author of the template.
    """

    def __init__(self, ou: str, raison: str) -> None:
        super().__init__(f"{ou} : {raison}")
        self.ou = ou
        self.raison = raison

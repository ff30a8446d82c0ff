"""Blanks of templates: noted with file and line, instead of printed or raised.

An undefined name or a None does not stop the template, so that one pass finds them all.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from types import FrameType
from typing import Any, ClassVar

from jinja2 import Undefined

from amo_docs.gabarits.noms import FACULTATIFS


@dataclass(frozen=True, order=True)
class Blanc:
    """A place of a template that would have printed nothing.

    `sur` is True when no data could have filled it.
    """

    gabarit: str
    ligne: int
    message: str
    geste: str = "Corrigez le nom, ou entourez-le de {% if … %}."
    sur: bool = False


@dataclass
class Journal:
    """The blanks noted while composing one paper."""

    blancs: set[Blanc] = field(default_factory=set)

    def note(self, message: str, sur: bool = False, **geste: str) -> str:
        """Note a blank at the line of the template being run, and return what stands in for it.

        That is not an empty text, which would be noted in its turn. Nobody will see the paper.
        """
        gabarit, ligne = locate_gabarit()
        self.blancs.add(Blanc(gabarit, ligne, message, sur=sur, **geste))
        return "…"


def locate_gabarit() -> tuple[str, int]:
    """Return (template name, line) of the innermost template on the Python stack."""
    # Jinja does not say where an undefined name is used: only the Python stack does.
    frame: FrameType | None = sys._getframe(1)
    while frame is not None:
        template = frame.f_globals.get("__jinja_template__")
        if template is not None:
            return str(template.name), template.get_corresponding_lineno(frame.f_lineno)
        frame = frame.f_back
    return "", 0


class UndefinedNote(Undefined):
    """A strict Undefined that notes each use in its journal, and lets the template run on."""

    journal: ClassVar[Journal]

    def _note(self) -> str:
        name = self._undefined_name
        # A name that some papers have may be missing because of wrong data; any
        # other is the template's fault.
        return self.journal.note(
            f"« {name} » n’existe pas", isinstance(name, str) and name not in FACULTATIFS
        )

    def __str__(self) -> str:
        return self._note()

    def __iter__(self) -> Iterator[Any]:
        self._note()
        return iter(())

    def __bool__(self) -> bool:
        self._note()
        return False

    def __len__(self) -> int:
        self._note()
        return 0

    def __eq__(self, other: object) -> bool:
        self._note()
        return self is other

    # Defining `__eq__` takes it away, and `unique` or a dict needs it.
    __hash__ = object.__hash__

    def __getattr__(self, name: str) -> Any:
        # Jinja, markupsafe and `copy` look for such names: answering would
        # make them take it for a text.
        if name.startswith("__"):
            raise AttributeError(name)
        return self

    def __getitem__(self, key: object) -> Any:
        return self

    def __call__(self, *args: object, **kwargs: object) -> Any:
        return self


class AbsentNote(UndefinedNote):
    """What stands for None in a template: it may be tested, but not made into a text.

    With a plain None, « {{ candidat.grade|upper }} » would print NONE, and the output could not
    know that it was no name.
    """

    def _note(self) -> str:
        return self.journal.note(f"« {self._undefined_name} » n’a pas de valeur")

    def __bool__(self) -> bool:
        # Not noted: « {% if candidat.grade %} » is how a template asks.
        return False

    def __eq__(self, other: object) -> bool:
        return other is None or isinstance(other, AbsentNote)

    __hash__ = object.__hash__


def make_undefined(journal: Journal) -> type[Undefined]:
    """Return the class of undefined names that notes in `journal`."""
    return type("UndefinedJournal", (UndefinedNote,), {"journal": journal})

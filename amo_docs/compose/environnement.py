"""The Jinja environment: sandboxed, strict, escaping everything, noting every blank instead of printing it."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from types import FrameType
from typing import Any, ClassVar

from jinja2 import DictLoader, Undefined
from jinja2.ext import Extension
from jinja2.lexer import Token, TokenStream
from jinja2.sandbox import ImmutableSandboxedEnvironment

from amo_docs.compose.filtres import FILTRES, pass_absent
from amo_docs.model.modeles import Modeles
from amo_docs.model.referentiel import Referentiel
from amo_docs.typographie import set_espaces


@dataclass(frozen=True, order=True)
class Blanc:
    """A place of a template that would have printed nothing."""

    gabarit: str
    ligne: int
    message: str


@dataclass
class Journal:
    """The blanks noted while composing one paper."""

    blancs: set[Blanc] = field(default_factory=set)

    def note(self, message: str) -> str:
        """Note a blank at the template line being run; return what stands in its place."""
        gabarit, ligne = locate_gabarit()
        self.blancs.add(Blanc(gabarit, ligne, message))
        return ""


def locate_gabarit() -> tuple[str, int]:
    """Return (template name, line) of the innermost template on the Python stack."""
    frame: FrameType | None = sys._getframe(1)
    while frame is not None:
        template = frame.f_globals.get("__jinja_template__")
        if template is not None:
            return str(template.name), template.get_corresponding_lineno(frame.f_lineno)
        frame = frame.f_back
    return "", 0


class UndefinedNote(Undefined):
    """A strict Undefined that notes each use in its journal and lets the rest of the template run."""

    journal: ClassVar[Journal]

    def _note(self) -> str:
        return self.journal.note(f"« {self._undefined_name} » n’existe pas")

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

    __hash__ = object.__hash__

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        return self

    def __getitem__(self, key: object) -> Any:
        return self

    def __call__(self, *args: object, **kwargs: object) -> Any:
        return self


def make_undefined(journal: Journal) -> type[Undefined]:
    """Return the class of undefined names that notes in `journal`."""
    return type("UndefinedJournal", (UndefinedNote,), {"journal": journal})


class Typographie(Extension):
    """Puts the French spaces in the literal text of templates; values are never touched."""

    def filter_stream(self, stream: TokenStream) -> Iterable[Token]:
        """Yield the tokens of `stream`, those of literal text with their spaces put right outside tags."""
        for token in stream:
            if token.type == "data":
                yield Token(token.lineno, token.type, space_texte(token.value))
            else:
                yield token


def space_texte(html: str) -> str:
    """Return `html` with the spaces of its text put right, its tags untouched. A tag may be cut by an expression."""
    parts = html.replace("<", "\0<").replace(">", ">\0").split("\0")
    return "".join(part if part.startswith("<") or part.endswith(">") else set_espaces(part) for part in parts)


def make_environnement(modeles: Modeles, referentiel: Referentiel, journal: Journal) -> ImmutableSandboxedEnvironment:
    """Return the environment that composes papers from `modeles`, noting blanks in `journal`."""

    def refuse_blank(value: Any) -> Any:
        if value is None or (isinstance(value, str) and not value.strip()):
            return journal.note("une valeur vide serait imprimée")
        return value

    environnement = ImmutableSandboxedEnvironment(
        loader=DictLoader(dict(modeles.gabarits)),
        undefined=make_undefined(journal),
        autoescape=True,
        finalize=refuse_blank,
        trim_blocks=True,
        lstrip_blocks=True,
        extensions=[Typographie],
    )
    environnement.filters.update(FILTRES)
    environnement.filters["grade"] = pass_absent(referentiel.write_grade)
    return environnement

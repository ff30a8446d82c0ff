"""The Jinja environment: sandboxed, strict, escaping everything, noting every blank instead of printing it."""

from __future__ import annotations

import sys
from collections.abc import Callable, Container, Iterable, Iterator
from dataclasses import dataclass, field
from types import FrameType
from typing import Any, ClassVar

from jinja2 import FunctionLoader, Undefined
from jinja2.ext import Extension
from jinja2.lexer import Token, TokenStream
from jinja2.runtime import Context
from jinja2.sandbox import ImmutableSandboxedEnvironment
from pydantic import BaseModel

from amo_docs.compose.filtres import FILTRES, pass_absent
from amo_docs.compose.vierge import Emplacement, leave_place
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
        """Note a blank at the template line being run; return what stands in its place, in a paper nobody will see:
        not an empty text, which would be noted in its turn."""
        gabarit, ligne = locate_gabarit()
        self.blancs.add(Blanc(gabarit, ligne, message))
        return "…"


def locate_arret(error: BaseException, gabarits: Container[str]) -> tuple[str, int]:
    """Return (template name, line) of the innermost template in the trace of `error`, or ("", 0)."""
    place = ("", 0)
    step = error.__traceback__
    while step is not None:
        name = step.tb_frame.f_code.co_filename
        if name in gabarits:
            place = (name, step.tb_lineno)
        step = step.tb_next
    return place


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


class AbsentNote(UndefinedNote):
    """What stands for None in a template: it may be asked about, and no filter or « ~ » makes a text of it.

    Why: « {{ candidat.grade|upper }} » would print NONE, and no refusal at the output could tell.
    """

    def _note(self) -> str:
        return self.journal.note(f"« {self._undefined_name} » n’a pas de valeur")

    def __bool__(self) -> bool:
        return False

    def __eq__(self, other: object) -> bool:
        return other is None or isinstance(other, AbsentNote)

    __hash__ = object.__hash__


class Portee(Context):
    """The names of a template, None among them replaced by what cannot be printed."""

    def resolve_or_missing(self, key: str) -> Any:
        """Return the value of `key`, or Jinja's mark of what is missing."""
        return self.environment.mark_absent(super().resolve_or_missing(key), key)  # type: ignore[attr-defined]


class EnvironnementStrict(ImmutableSandboxedEnvironment):
    """A sandbox where None, wherever a template takes it from, is an `AbsentNote`."""

    context_class = Portee
    absent: type[AbsentNote]

    def mark_absent(self, value: Any, nom: str) -> Any:
        """Return `value`, or what stands for None under the name `nom`."""
        return self.absent(name=nom) if value is None else value

    def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:
        """Refuse what pydantic gives every record: some of it reads files and runs what they hold."""
        record = isinstance(obj, BaseModel) or (isinstance(obj, type) and issubclass(obj, BaseModel))
        if record and (attr.startswith("model_") or attr in dir(BaseModel)):
            return False
        return bool(super().is_safe_attribute(obj, attr, value))

    def getattr(self, obj: Any, attribute: str) -> Any:
        """Return `obj.attribute` as a template sees it."""
        return self.mark_absent(super().getattr(obj, attribute), attribute)

    def getitem(self, obj: Any, argument: Any) -> Any:
        """Return `obj[argument]` as a template sees it."""
        return self.mark_absent(super().getitem(obj, argument), str(argument))

    def call(__self, __context: Context, __obj: Any, *args: Any, **kwargs: Any) -> Any:  # noqa: N805
        """Return the value of a call as a template sees it."""
        value = super().call(__context, __obj, *args, **kwargs)
        return __self.mark_absent(value, getattr(__obj, "__name__", "valeur"))


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


def make_environnement(modeles: Modeles, referentiel: Referentiel | None, journal: Journal) -> EnvironnementStrict:
    """Return the environment that composes papers from `modeles`, noting blanks in `journal`.

    Without `referentiel`, it has the filters and tests of templates, and no paper to compose.
    """
    gabarits = modeles.gabarits

    def find_gabarit(nom: str) -> tuple[str, str, Callable[[], bool]] | None:
        """Return the text of a template and, for the traces of errors, its name as that of a file."""
        return (gabarits[nom], nom, lambda: True) if nom in gabarits else None

    def refuse_blank(value: Any) -> Any:
        if isinstance(value, Emplacement):
            return value
        if value is None or (isinstance(value, str) and not value.strip()):
            return journal.note("une valeur vide serait imprimée")
        return value

    environnement = EnvironnementStrict(
        loader=FunctionLoader(find_gabarit),
        undefined=make_undefined(journal),
        autoescape=True,
        finalize=refuse_blank,
        trim_blocks=True,
        lstrip_blocks=True,
        extensions=[Typographie],
    )
    environnement.absent = type("AbsentJournal", (AbsentNote,), {"journal": journal})
    environnement.tests["none"] = lambda value: value is None or isinstance(value, AbsentNote)
    environnement.filters.update(FILTRES)
    environnement.filters["grade"] = pass_absent(referentiel.write_grade if referentiel else str)
    environnement.filters["du_jour"] = leave_place
    return environnement

"""What a template may reach: lists of what is allowed. What nobody listed is closed.

A paper is made of its session and of nothing else. So no name gives the clock, chance, the machine
or an address in memory, and no single expression makes a gigabyte. What many expressions take
together is stopped by the limits of the child process (`enclos`).
"""

from __future__ import annotations

import operator
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import is_dataclass
from datetime import date, time, timedelta
from enum import Enum
from functools import cache, wraps
from types import FunctionType
from typing import Any

from jinja2 import Undefined
from jinja2.environment import TemplateModule
from jinja2.exceptions import TemplateRuntimeError
from jinja2.filters import FILTERS
from jinja2.runtime import LoopContext, Macro
from jinja2.sandbox import safe_range
from jinja2.utils import Cycler, Joiner, Namespace
from markupsafe import Markup

from amo_docs.gabarits.tris import TRIS
from amo_docs.model.base import Notion, list_internes

# Jinja's sandbox bounds `range` alone: `"x" * 10**9` took a gigabyte and 24 s.
BORNE = 10_000
"""The largest number a filter takes, and the longest text or list a multiplication makes."""

# Neither `today`, which reads the clock, nor `strftime`, which writes
# in the language of the machine.
_JOUR, _HEURE = ("year", "month", "day", "weekday", "isoweekday"), ("hour", "minute", "second")

_CHAMPS: tuple[tuple[type, frozenset[str]], ...] = tuple(
    (kind, frozenset(names.split()))
    for kind, names in (
        (
            str,
            # Without what pads (`center`, `zfill`, `expandtabs`), which makes a gigabyte in one
            # call, nor `format`, which reads attributes from a text.
            "capitalize casefold count endswith find index isalnum isalpha isdigit "
            "islower isnumeric isspace istitle "
            "isupper join lower lstrip partition removeprefix removesuffix replace rfind "
            "rindex rpartition rsplit "
            "rstrip split splitlines startswith strip swapcase title upper",
        ),
        (Markup, "striptags"),
        (Enum, "value"),
        (date, " ".join((*_JOUR, *_HEURE, "isoformat"))),
        (time, " ".join((*_HEURE, "isoformat"))),
        (timedelta, "days seconds"),
        (list, "count index"),
        (tuple, "count index"),
        (dict, "get items keys values"),
        (
            LoopContext,
            (
                "index index0 revindex revindex0 first last length depth depth0 previtem "
                "nextitem cycle changed"
            ),
        ),
        (Macro, "name arguments"),
        (Cycler, "current next reset"),
    )
)


@cache
def _list_declares(kind: Any) -> frozenset[str]:
    """Return the fields, properties and methods a record declares itself, not those of its
    library.
    """
    # What stands above our own classes is pydantic's, and some of it reads files.
    own = kind.__mro__[: kind.__mro__.index(Notion if issubclass(kind, Notion) else object)]
    written = {
        name for c in own for name, v in vars(c).items() if isinstance(v, property | FunctionType)
    }
    if issubclass(kind, Notion):
        declared = set(kind.model_fields)
    else:
        declared = set(kind.__dataclass_fields__) - list_internes(kind)
    return frozenset(name for name in written | declared if not name.startswith(("_", "model_")))


def is_record(obj: Any) -> bool:
    """Tell whether `obj` is a record of ours: of pydantic, or a dataclass."""
    return isinstance(obj, Notion) or (is_dataclass(obj) and not isinstance(obj, type))


def list_champs(obj: Any) -> frozenset[str]:
    """Return the names a template may ask of `obj` after a dot."""
    if is_record(obj):
        kind: Any = type(obj)
        return _list_declares(kind)
    if isinstance(obj, TemplateModule):
        return frozenset(vars(obj))
    found = frozenset(getattr(obj, "_fields", ())) if isinstance(obj, tuple) else frozenset()
    return found.union(*(names for kind, names in _CHAMPS if isinstance(obj, kind)))


# ── Filters, operators and globals ────────────────────────────────────────────────────────────────

FILTRES_JINJA = (
    *(
        "abs",
        "attr",
        "batch",
        "capitalize",
        "count",
        "d",
        "default",
        "dictsort",
        "e",
        "escape",
        "first",
        "float",
    ),
    *(
        "forceescape",
        "format",
        "groupby",
        "int",
        "items",
        "join",
        "last",
        "length",
        "list",
        "lower",
        "map",
        "max",
    ),
    *(
        "min",
        "reject",
        "rejectattr",
        "replace",
        "reverse",
        "round",
        "safe",
        "select",
        "selectattr",
        "slice",
        "sort",
    ),
    *("string", "striptags", "sum", "title", "trim", "truncate", "unique", "upper", "wordcount"),
)
"""Jinja's filters that stay.

Left out are chance (`random`), what writes Python values or JSON, what pads or wraps, and what
builds tags or addresses. A test fails when a new Jinja brings a filter nobody has placed.
"""

# Jinja's own, less `lipsum`, which draws at random.
GLOBAUX: Mapping[str, Any] = {
    "cycler": Cycler,
    "dict": dict,
    "joiner": Joiner,
    "namespace": Namespace,
    "range": safe_range,
}
"""The functions every template has."""

_SIMPLES = (str, int, float, type(None), Undefined, date, time, timedelta, Enum)
_SUITES: tuple[type[Any], ...] = (
    list,
    tuple,
    range,
    type({}.keys()),
    type({}.values()),
    type({}.items()),
)


def is_donnee(value: Any) -> bool:
    """Tell whether `value` is data, and holds nothing but data.

    A function or an object of Jinja would be printed with its address in memory, which changes
    from run to run.
    """
    if isinstance(value, Mapping):
        return all(map(is_donnee, value.values()))
    if isinstance(value, _SUITES):
        return all(map(is_donnee, value))
    return isinstance(value, _SIMPLES) or is_record(value)


def _refuse_grand(nom: str, value: Any) -> None:
    # Written with « not », so that NaN, which is not above the bound either, is refused too.
    if isinstance(value, int | float) and not abs(value) <= BORNE:
        raise TemplateRuntimeError(f"« {nom} » reçoit un nombre au-delà de {BORNE}")


def bound_filtre(nom: str, filtre: Callable[..., Any]) -> Callable[..., Any]:
    """Return `filtre` made to take data and bounded numbers only, and to give no iterator.

    An iterator would be printed as its address in memory.
    """
    # The first argument of such a filter is Jinja's own.
    given = int(hasattr(filtre, "jinja_pass_arg"))

    @wraps(filtre)
    def bounded(*args: Any, **kwargs: Any) -> Any:
        value, *rest = args[given:]
        # Some of Jinja's filters give generators: read here, they are data for the next filter.
        value = list(value) if isinstance(value, Iterator) else value
        for arg in (value, *rest, *kwargs.values()):
            if not is_donnee(arg):
                raise TemplateRuntimeError(f"« {nom} » ne s’applique qu’à des données")
        for arg in (*rest, *kwargs.values()):
            _refuse_grand(nom, arg)
        if nom == "format":
            _refuse_largeur(value)
        found = filtre(*args[:given], value, *rest, **kwargs)
        return list(found) if isinstance(found, Iterator) else found

    return bounded


def _refuse_largeur(modele: Any) -> None:
    # Four digits or a `*` in a width may ask for a text of any length.
    if re.search(r"%[^a-zA-Z%]*(\*|\d{4})", str(modele)):
        raise TemplateRuntimeError("« % » reçoit une largeur de plus de trois chiffres")


def _multiply(left: Any, right: Any) -> Any:
    for many, times in ((left, right), (right, left)):
        if isinstance(times, int) and isinstance(many, str | list | tuple):
            _refuse_grand("*", len(many) * times)
        # A product of integers is bounded by its bits: each squaring doubles them.
        if isinstance(times, int) and isinstance(many, int):
            _refuse_grand("*", many.bit_length() + times.bit_length())
    return operator.mul(left, right)


def _raise_power(left: Any, right: Any) -> Any:
    if isinstance(left, int) and isinstance(right, int):
        _refuse_grand("**", left.bit_length() * right)
    return operator.pow(left, right)


def _fill_modulo(left: Any, right: Any) -> Any:
    if isinstance(left, str):
        _refuse_largeur(left)
        if not is_donnee(right):
            raise TemplateRuntimeError("« % » ne s’applique qu’à des données")
    return operator.mod(left, right)


OPERATEURS: Mapping[str, Callable[[Any, Any], Any]] = {
    "*": _multiply,
    "**": _raise_power,
    "%": _fill_modulo,
}
"""The operators that make big things of small ones, bounded."""

FILTRES_BORNES: Mapping[str, Callable[..., Any]] = {
    nom: bound_filtre(nom, TRIS.get(nom, FILTERS[nom])) for nom in FILTRES_JINJA
}
"""Jinja's filters, as templates have them."""

"""What a template may ask of a value, by its type: fields and methods of records, items of lists.

A type that says nothing of itself (`Any`) lets everything pass: only what is surely wrong is found.
"""

from __future__ import annotations

import dataclasses
import inspect
from collections.abc import Iterable, Mapping
from enum import Enum
from functools import lru_cache
from types import NoneType, UnionType
from typing import (
    Annotated,
    Any,
    Literal,
    NotRequired,
    Required,
    Union,
    get_args,
    get_origin,
    get_type_hints,
    is_typeddict,
)

from pydantic import BaseModel

from amo_docs.model.base import list_internes

# Marks around a type, which say nothing of its values.
ENVELOPPES = (Annotated, NotRequired, Required)


@dataclasses.dataclass(frozen=True)
class Methode:
    """A method of a record, by what it returns."""

    rend: Any


def list_atomes(genre: Any) -> tuple[Any, ...]:
    """Return the types a value of `genre` may have, without None.

    `Any` alone when one of them is unknown.
    """
    origin = get_origin(genre)
    if origin in ENVELOPPES:
        return list_atomes(get_args(genre)[0])
    if origin in (Union, UnionType):
        atomes = tuple(atome for part in get_args(genre) for atome in list_atomes(part))
        return (Any,) if Any in atomes else atomes
    if origin is Literal:
        return tuple({type(value) for value in get_args(genre)})
    if genre in (NoneType, None):
        return ()
    return (genre,)


def make_union(genres: Iterable[Any]) -> Any:
    """Return the type of a value that is of one of `genres`.

    `Any` when there is none, or when one of several is a `Methode`.
    """
    kept = tuple(dict.fromkeys(genres))
    if len(kept) == 1:
        return kept[0]
    return Any if not kept or any(isinstance(genre, Methode) for genre in kept) else Union[kept]  # noqa: UP007


def _list_membres(classe: type, champs: Mapping[str, Any]) -> dict[str, Any]:
    """Return the names of `classe`: its fields, properties and methods, with their types."""
    membres = dict(champs)
    # Statically, or a property would be run on the class. Names of pydantic are closed
    # to templates, as the sandbox has it.
    for nom, value in inspect.getmembers_static(classe):
        if nom.startswith(("_", "model_")) or nom in membres or hasattr(BaseModel, nom):
            continue
        if isinstance(value, property):
            membres[nom] = get_type_hints(value.fget, include_extras=True).get("return", Any)
        elif inspect.isfunction(value):
            membres[nom] = Methode(get_type_hints(value, include_extras=True).get("return", Any))
        elif isinstance(value, classmethod | staticmethod):
            membres[nom] = Any
    return membres


@lru_cache(maxsize=256)
def read_membres(atome: Any) -> Mapping[str, Any] | None:
    """Return the names of a type and their types, or None when they are not known."""
    if not isinstance(atome, type) or atome in (Any, object) or issubclass(atome, Mapping):
        return dict(get_type_hints(atome, include_extras=True)) if is_typeddict(atome) else None
    if issubclass(atome, BaseModel):
        return _list_membres(
            atome, {nom: champ.annotation for nom, champ in atome.model_fields.items()}
        )
    if dataclasses.is_dataclass(atome):
        champs = get_type_hints(atome, include_extras=True)
        closed = list_internes(atome)
        return _list_membres(atome, {n: genre for n, genre in champs.items() if n not in closed})
    if issubclass(atome, Enum):
        return dict.fromkeys((nom for nom in dir(atome) if not nom.startswith("_")), Any) | {
            "value": Any,
            "name": str,
        }
    return dict.fromkeys((nom for nom in dir(atome) if not nom.startswith("_")), Any)


def find_membre(genre: Any, nom: str) -> Any | None:
    """Return the type of `.nom` on a value of `genre`, or None when none of its types has it."""
    found = []
    for atome in list_atomes(genre) or (Any,):
        membres = read_membres(get_origin(atome) or atome)
        # A method that is not called has no attribute to give.
        if isinstance(atome, Methode):
            return None
        if membres is None:
            if get_origin(atome) is not None and issubclass(get_origin(atome), Mapping):
                return get_args(atome)[1]
            return Any
        # One type that knows the name is enough: only what is surely wrong is reported.
        if nom in membres:
            found.append(membres[nom])
    return make_union(found) if found else None


def list_noms(genre: Any) -> list[str]:
    """Return the names a value of `genre` has, to offer the nearest one."""
    return [
        nom
        for atome in list_atomes(genre)
        for nom in read_membres(get_origin(atome) or atome) or ()
    ]


def read_element(genre: Any) -> Any:
    """Return the type of the items of a value of `genre`."""
    elements = []
    for atome in list_atomes(genre):
        origin, args = get_origin(atome), get_args(atome)
        if isinstance(origin, type) and issubclass(origin, Iterable) and args:
            elements.append(
                make_union(args[:-1]) if args[-1] is Ellipsis and len(args) > 2 else args[0]
            )
        else:
            return Any
    return make_union(elements)


def read_appel(genre: Any) -> Any:
    """Return the type that calling a value of `genre` returns."""
    atomes = list_atomes(genre)
    return atomes[0].rend if len(atomes) == 1 and isinstance(atomes[0], Methode) else Any

"""What our own functions take from a template, checked before they run.

The contract of a filter, or of a method of the model, is its annotations; there is no other list.
What fails in them once the contract is met is a bug of ours.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping
from functools import cache, wraps
from types import MethodType
from typing import Any, get_type_hints

from jinja2 import Undefined
from jinja2.exceptions import TemplateRuntimeError
from pydantic import TypeAdapter, ValidationError

from amo_docs.gabarits.blancs import AbsentNote


@cache
def _read_contrat(
    function: Callable[..., Any],
) -> tuple[inspect.Signature, Mapping[str, TypeAdapter[Any]]]:
    """Return the signature of `function` and what each annotated parameter takes."""
    hints = get_type_hints(function, include_extras=True)
    hints.pop("return", None)
    return inspect.signature(function), {
        nom: TypeAdapter(hint) for nom, hint in hints.items() if hint is not Any
    }


def call_selon_contrat(
    quoi: str, function: Callable[..., Any], /, *args: Any, **kwargs: Any
) -> Any:
    """Return `function(*args, **kwargs)`, called as its annotations ask.

    `quoi` names the function in messages. An `AbsentNote` is passed as None where None is
    admitted, and a list as a tuple. An undefined name or a None that is not admitted is returned
    itself, for the output to refuse. Raises TemplateRuntimeError on any other wrong argument.
    """
    # The annotations are the function's, and a bound method in the cache
    # would keep its record alive.
    if isinstance(function, MethodType):
        return call_selon_contrat(quoi, function.__func__, function.__self__, *args, **kwargs)
    signature, attendus = _read_contrat(function)
    try:
        given = signature.bind(*args, **kwargs)
    except TypeError as error:
        raise TemplateRuntimeError(f"« {quoi} » ne se demande pas ainsi ({error})") from None
    for name in given.arguments.keys() & attendus.keys():
        value = given.arguments[name]
        # Jinja makes lists, and the model asks for tuples.
        plain = (
            None
            if isinstance(value, AbsentNote)
            else tuple(value)
            if isinstance(value, list)
            else value
        )
        try:
            # Strict: « 3 » is no number here, or a filter would get what its author did not see.
            given.arguments[name] = attendus[name].validate_python(plain, strict=True)
        except ValidationError:
            if value is None or isinstance(value, Undefined):
                return value
            raise TemplateRuntimeError(f"« {quoi} » ne s’applique pas à « {value} »") from None
    return function(*given.args, **given.kwargs)


def hold(quoi: str, function: Callable[..., Any]) -> Callable[..., Any]:
    """Return the filter `function`, named `quoi`, called as its annotations ask."""

    @wraps(function)
    def held(*args: Any, **kwargs: Any) -> Any:
        return call_selon_contrat(quoi, function, *args, **kwargs)

    return held

"""What our own functions ask of a template, checked before they run: what then fails in them is our
bug.

The contract of a filter or of a method of the model is its annotations, and there is no other list
of them."""

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
    """Return `function(*args, **kwargs)`, or the undefined name or None among them, for the output
    to refuse.

    `quoi` names it for messages. None, for a template an `AbsentNote`, is given where it is
    admitted; a list stands for a tuple. Raises TemplateRuntimeError when an argument is not what
    the annotations say."""
    if isinstance(function, MethodType):
        return call_selon_contrat(quoi, function.__func__, function.__self__, *args, **kwargs)
    signature, attendus = _read_contrat(function)
    try:
        given = signature.bind(*args, **kwargs)
    except TypeError as error:
        raise TemplateRuntimeError(f"« {quoi} » ne se demande pas ainsi ({error})") from None
    for name in given.arguments.keys() & attendus.keys():
        value = given.arguments[name]
        plain = (
            None
            if isinstance(value, AbsentNote)
            else tuple(value)
            if isinstance(value, list)
            else value
        )
        try:
            given.arguments[name] = attendus[name].validate_python(plain, strict=True)
        except ValidationError:
            if value is None or isinstance(value, Undefined):
                return value
            raise TemplateRuntimeError(f"« {quoi} » ne s’applique pas à « {value} »") from None
    return function(*given.args, **given.kwargs)


def hold(quoi: str, function: Callable[..., Any]) -> Callable[..., Any]:
    """Return `function`, the filter `quoi`, holding templates to its annotations
    (`call_selon_contrat`)."""

    @wraps(function)
    def held(*args: Any, **kwargs: Any) -> Any:
        return call_selon_contrat(quoi, function, *args, **kwargs)

    return held

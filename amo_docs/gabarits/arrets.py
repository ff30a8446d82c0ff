"""Whose fault it is when a template stops: its author's, or ours.

The author's is reported with file and line. Ours is a bug, and keeps its traceback.
"""

from __future__ import annotations

from collections.abc import Container, Iterator
from types import FrameType

from jinja2 import TemplateError

ARRETS = (
    TemplateError,
    TypeError,
    ValueError,
    ArithmeticError,
    LookupError,
    AssertionError,
    AttributeError,
)
"""What an expression of a template may raise, apart from endless recursion."""

_PASSEURS = tuple(
    f"amo_docs.gabarits.{nom}" for nom in ("environnement", "bac_a_sable", "blancs", "contrats")
)
"""Modules every expression goes through: an error raised in them is the template's."""

# Far above the few that a paper stacks: its own, the one it extends, a macro or two.
_TOURS = 10
"""A recursion with more templates than this in its trace is theirs."""


def _walk(error: BaseException) -> Iterator[tuple[FrameType, int]]:
    step = error.__traceback__
    while step is not None:
        yield step.tb_frame, step.tb_lineno
        step = step.tb_next


def locate_arret(error: BaseException, gabarits: Container[str]) -> tuple[str, int]:
    """Return (template name, line) of the innermost template in the trace of `error`, or ("",
    0).
    """
    # The environment compiles each template under its name, which stands in the trace as a file.
    places = [
        (f.f_code.co_filename, line) for f, line in _walk(error) if f.f_code.co_filename in gabarits
    ]
    return places[-1] if places else ("", 0)


def is_faute_gabarit(error: Exception, gabarits: Container[str]) -> bool:
    """Tell whether the template is at fault.

    It is when Jinja says so, and when no code of ours stands under the last line of a template in
    the trace. A filter or a property of the model that fails is a bug: it was given what it asks
    for (`contrats`).
    """
    frames = [frame for frame, _ in _walk(error)]
    ranks = [rank for rank, frame in enumerate(frames) if frame.f_code.co_filename in gabarits]
    # A RecursionError rises wherever the stack happens to end, in our code too: the
    # templates in the trace are counted instead.
    if isinstance(error, RecursionError):
        return len(ranks) > _TOURS
    if isinstance(error, TemplateError):
        return True
    below = frames[ranks[-1] + 1 :] if ranks else frames
    names = [str(frame.f_globals.get("__name__")) for frame in below]
    ours = [name for name in names if name.split(".")[0] == "amo_docs" and name not in _PASSEURS]
    return isinstance(error, ARRETS) and bool(ranks) and not ours

"""Jinja's filters that sort, in the order of every other list.

Jinja compares texts by their code points: « ÉMILE » would stand after « ZOLA » in a template that
sorts names itself.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from jinja2 import pass_environment
from jinja2.filters import do_dictsort, make_multi_attrgetter, sync_do_groupby

from amo_docs.model.classement import collate


def _rank(value: Any) -> Any:
    return collate(value) if isinstance(value, str) else value


@pass_environment
def sort_valeurs(
    environment: Any,
    value: Iterable[Any],
    reverse: bool = False,
    case_sensitive: bool = False,
    attribute: str | int | None = None,
) -> list[Any]:
    """Return `value` sorted, by `attribute` when it is given; the rest is as in Jinja."""
    return sorted(value, key=make_multi_attrgetter(environment, attribute, _rank), reverse=reverse)


@pass_environment
def group_valeurs(environment: Any, value: Iterable[Any], *args: Any, **options: Any) -> list[Any]:
    """Return the groups that Jinja makes of `value`, sorted."""
    groupes = sync_do_groupby(environment, value, *args, **options)
    return sorted(groupes, key=lambda groupe: _rank(groupe.grouper))


def sort_paires(
    value: Mapping[Any, Any], case_sensitive: bool = False, by: str = "key", reverse: bool = False
) -> list[tuple[Any, Any]]:
    """Return the pairs of `value` sorted by key, or by value when `by` is « value »."""
    # Jinja's own refuses another word than these two.
    if by not in ("key", "value"):
        do_dictsort(value, by=by)  # type: ignore[arg-type]
    rang = ("key", "value").index(by)
    return sorted(value.items(), key=lambda paire: _rank(paire[rang]), reverse=reverse)


TRIS: Mapping[str, Callable[..., Any]] = {
    "sort": sort_valeurs,
    "groupby": group_valeurs,
    "dictsort": sort_paires,
}
"""They stand in for Jinja's own of the same names."""

"""Names, attributes, filters and tests that do not exist, found by the types of expressions.

Where a type is not known nothing is said: a false alarm would stop a whole session.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from types import GenericAlias
from typing import Any

from jinja2 import Environment, nodes

from amo_docs.model.proches import suggest
from amo_docs.relecture.genres import (
    find_membre,
    list_atomes,
    list_noms,
    make_union,
    read_appel,
    read_element,
)
from amo_docs.relecture.portee import Macro, Module, Portee
from amo_docs.relecture.reproches import NOM_INCONNU, SYNTAXE, Reproche

MEMES = frozenset(
    (
        "list",
        "sort",
        "unique",
        "reverse",
        "select",
        "reject",
        "selectattr",
        "rejectattr",
        "du_jour",
        "default",
    )
)
"""Filters that return what they are given, or a part of it."""
PREMIERS = frozenset(("first", "last", "random", "min", "max"))
PAR_ATTRIBUT: Mapping[str, int | None] = {
    "selectattr": 0,
    "rejectattr": 0,
    "groupby": 0,
    "map": None,
    "sort": None,
    "unique": None,
    "sum": 0,
    "join": 1,
    "min": None,
    "max": None,
}
"""Filters that read an attribute of each item → the argument that may name it.

None where `attribute=` alone may.
"""
GESTE = "Corrigez le nom : templates/README.md dit ceux qu’un gabarit connaît."

Noter = Callable[[int, Reproche], None]


def _write_devant(node: nodes.Node) -> str:
    """Return what stands before an attribute (« candidat. »), or nothing if it is no plain path."""
    if isinstance(node, nodes.Name):
        return f"{node.name}."
    devant = _write_devant(node.node) if isinstance(node, nodes.Getattr) else ""
    return f"{devant}{node.attr}." if devant and isinstance(node, nodes.Getattr) else ""


def unite(*genres: Any) -> Any:
    """Return the type of a value that is of one of `genres`."""
    kept = [genre for genre in genres if not isinstance(genre, Macro | Module)]
    return make_union(kept)


class LecteurExpressions:
    """Reads expressions: returns their types, and notes what is wrong in them."""

    def __init__(self, environnement: Environment, noter: Noter) -> None:
        self.environnement = environnement
        self.noter = noter
        self.absents: frozenset[str] = frozenset()
        """Names of other papers, which this one may use only after `is defined`."""
        self.gardes: frozenset[str] = frozenset()
        self.call_macro: Callable[[Macro, list[Any], dict[str, Any], int], None] = lambda *_: None

    def read(self, node: nodes.Node | None, portee: Portee) -> Any:
        """Return the type of an expression."""
        if node is None:
            return Any
        reader = getattr(self, f"_read_{type(node).__name__.lower()}", None)
        if reader is not None:
            return reader(node, portee)
        for child in node.iter_child_nodes():
            self.read(child, portee)
        return Any

    def note_inconnu(self, ligne: int, nom: str, connus: list[str], devant: str = "") -> Any:
        """Note a name that nothing has; `devant` is what stands before it, for the message.

        Returns `Any`: one mistake is one finding, whatever is done with the name.
        """
        geste = suggest(nom, [c for c in connus if not c.startswith("_")], GESTE)
        self.noter(ligne, Reproche(NOM_INCONNU, f"« {devant}{nom} » n’existe pas.", geste))
        return Any

    def _read_name(self, node: nodes.Name, portee: Portee) -> Any:
        found = portee.find(node.name)
        if found is not None:
            return found
        # A name that a test asks after may be used: this paper may not have it, another may.
        if node.name in self.environnement.globals or node.name in self.gardes:
            return Any
        return self.note_inconnu(node.lineno, node.name, portee.list_noms())

    def _read_const(self, node: nodes.Const, portee: Portee) -> Any:
        del portee
        return type(node.value)

    def _read_attribut(self, genre: Any, nom: str, ligne: int, devant: str = "") -> Any:
        if isinstance(genre, Macro):
            return Any
        if isinstance(genre, Module):
            found = genre.portee.noms.get(nom)
            return (
                self.note_inconnu(ligne, nom, list(genre.portee.noms)) if found is None else found
            )
        membre = find_membre(genre, nom)
        return self.note_inconnu(ligne, nom, list_noms(genre), devant) if membre is None else membre

    def _read_getattr(self, node: nodes.Getattr, portee: Portee) -> Any:
        return self._read_attribut(
            self.read(node.node, portee), node.attr, node.lineno, _write_devant(node.node)
        )

    def _read_getitem(self, node: nodes.Getitem, portee: Portee) -> Any:
        genre = self.read(node.node, portee)
        if isinstance(node.arg, nodes.Slice):
            self.read(node.arg, portee)
            return genre
        self.read(node.arg, portee)
        if not isinstance(node.arg, nodes.Const):
            return Any
        # In Jinja `x["nom"]` and `x.nom` are the same.
        if isinstance(node.arg.value, str):
            return self._read_attribut(genre, node.arg.value, node.lineno, _write_devant(node.node))
        return read_element(genre)

    @contextmanager
    def guard(self, test: nodes.Node) -> Iterator[None]:
        """Within this, the names of other papers that `test` asks after may be used."""
        avant = self.gardes
        # `find_all` looks below a node, and not at the node itself.
        asked = [*test.find_all(nodes.Test), *([test] if isinstance(test, nodes.Test) else [])]
        self.gardes |= {
            t.node.name
            for t in asked
            if t.name in ("defined", "undefined") and isinstance(t.node, nodes.Name)
            # Only those: a name that no paper has is a misspelling, asked after or not.
        } & self.absents
        yield
        self.gardes = avant

    def _read_condexpr(self, node: nodes.CondExpr, portee: Portee) -> Any:
        with self.guard(node.test):
            self.read(node.test, portee)
            return unite(self.read(node.expr1, portee), self.read(node.expr2, portee))

    def _read_or(self, node: nodes.Or, portee: Portee) -> Any:
        return unite(self.read(node.left, portee), self.read(node.right, portee))

    def _read_and(self, node: nodes.And, portee: Portee) -> Any:
        return unite(self.read(node.left, portee), self.read(node.right, portee))

    def _read_list(self, node: nodes.List, portee: Portee) -> Any:
        return (
            GenericAlias(list, (unite(*(self.read(item, portee) for item in node.items)),))
            if node.items
            else Any
        )

    _read_tuple = _read_list

    def _read_call(self, node: nodes.Call, portee: Portee) -> Any:
        genre = self.read(node.node, portee)
        args = [self.read(arg, portee) for arg in node.args]
        kwargs = {arg.key: self.read(arg.value, portee) for arg in node.kwargs}
        for more in (node.dyn_args, node.dyn_kwargs):
            self.read(more, portee)
        if isinstance(genre, Macro):
            self.call_macro(genre, args, kwargs, node.lineno)
            return Any
        return Any if isinstance(genre, Module) else read_appel(genre)

    def _read_filter(self, node: nodes.Filter, portee: Portee) -> Any:
        genre = self.read(node.node, portee)
        for child in (
            *node.args,
            *(arg.value for arg in node.kwargs),
            node.dyn_args,
            node.dyn_kwargs,
        ):
            self.read(child, portee)
        if node.name not in self.environnement.filters:
            return self._note_outil(node, "filtre", list(self.environnement.filters))
        if isinstance(genre, Macro | Module):
            return Any
        attribut = self._read_attribut_de_filtre(node, genre)
        if node.name in MEMES:
            return genre
        if node.name in PREMIERS:
            return read_element(genre)
        return (
            GenericAlias(list, (attribut,)) if node.name == "map" and attribut is not Any else Any
        )

    def _read_attribut_de_filtre(self, node: nodes.Filter, genre: Any) -> Any:
        """Check the attribute that a filter reads of each item, and return its type."""
        if node.name not in PAR_ATTRIBUT:
            return Any
        rang = PAR_ATTRIBUT[node.name]
        named: list[nodes.Expr] = [arg.value for arg in node.kwargs if arg.key == "attribute"]
        named += node.args[rang : rang + 1] if rang is not None else []
        if (
            not named
            or not isinstance(named[0], nodes.Const)
            or not isinstance(named[0].value, str)
        ):
            return Any
        element = read_element(genre)
        for nom in named[0].value.split("."):
            element = (
                self._read_attribut(element, nom, node.lineno) if list_atomes(element) else Any
            )
        return element

    def _read_test(self, node: nodes.Test, portee: Portee) -> Any:
        self.read(node.node, portee)
        for child in (
            *node.args,
            *(arg.value for arg in node.kwargs),
            node.dyn_args,
            node.dyn_kwargs,
        ):
            self.read(child, portee)
        if node.name not in self.environnement.tests:
            self._note_outil(node, "test", list(self.environnement.tests))
        return bool

    def _note_outil(self, node: nodes.Filter | nodes.Test, genre: str, connus: list[str]) -> Any:
        geste = suggest(node.name, connus, GESTE)
        self.noter(
            node.lineno, Reproche(SYNTAXE, f"Le {genre} « {node.name} » n’existe pas.", geste)
        )
        return Any

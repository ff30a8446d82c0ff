"""The syntax tree of a TOML file: the line of every key, and the keys given twice."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field

import tree_sitter_toml
from tree_sitter import Language, Node, Parser

from amo_docs.load.reperage import Chemin

_CLES = {"bare_key", "quoted_key", "dotted_key"}


@dataclass
class Arbre:
    """What the tree says of a TOML file.

    `lignes` gives the line of each path, from 1; `doublons` the keys given twice, as (path, first
    line, second line).
    """

    racine: Node
    lignes: dict[Chemin, int] = field(default_factory=dict)
    doublons: list[tuple[Chemin, int, int]] = field(default_factory=list)
    # Rank of the last element of each array of tables.
    _rangs: dict[Chemin, int] = field(default_factory=dict)
    # Line of each key and header that is written out. `lignes` has the implied ones too: `a` in
    # `a.b = 1`, which may be written later without being a duplicate.
    _ecrits: dict[Chemin, int] = field(default_factory=dict)

    @property
    def casse(self) -> bool:
        """Whether the syntax itself is broken."""
        return self.racine.has_error

    def read_document(self) -> None:
        """Walk the whole file and fill `lignes` and `doublons`."""
        for node in self.racine.children:
            if node.type == "pair":
                self._read_pair(node, ())
            elif node.type in ("table", "table_array_element"):
                self._read_table(node)

    def _read_table(self, node: Node) -> None:
        parts = read_key(next(child for child in node.children if child.type in _CLES))
        path = self._resolve(parts[:-1]) + parts[-1:]
        line = node.start_point[0] + 1
        if node.type == "table_array_element":
            # The array as a whole stands where its first element does.
            self.lignes.setdefault(path, line)
            self._rangs[path] = self._rangs.get(path, -1) + 1
            path = (*path, self._rangs[path])
        self._write(path, line)
        for child in node.children:
            if child.type == "pair":
                self._read_pair(child, path)

    def _resolve(self, parts: Chemin) -> Chemin:
        """Return the path that the parts of a header name.

        Under an array of tables, a header means the last element of the array (TOML 1.0).
        """
        path: Chemin = ()
        for part in parts:
            path = (*path, part)
            if path in self._rangs:
                path = (*path, self._rangs[path])
        return path

    def _read_pair(self, node: Node, base: Chemin) -> None:
        key, value = node.children[0], node.children[-1]
        path = base + read_key(key)
        for depth in range(len(base) + 1, len(path)):
            self.lignes.setdefault(path[:depth], key.start_point[0] + 1)
        self._write(path, key.start_point[0] + 1)
        self._read_value(value, path)

    def _read_value(self, node: Node, path: Chemin) -> None:
        if node.type == "inline_table":
            for child in node.children:
                if child.type == "pair":
                    self._read_pair(child, path)
        elif node.type == "array":
            # Comments are children of the array in this grammar: they must not count as elements.
            for rank, child in enumerate(
                c for c in node.children if c.is_named and c.type != "comment"
            ):
                self.lignes[(*path, rank)] = child.start_point[0] + 1
                self._read_value(child, (*path, rank))

    def _write(self, path: Chemin, line: int) -> None:
        # The first line is kept: the finding stands at the second one and names the first.
        if path in self._ecrits:
            self.doublons.append((path, self._ecrits[path], line))
        else:
            self._ecrits[path] = line
            self.lignes[path] = line


def parse_arbre(text: str) -> Arbre:
    """Return the tree of `text`; it is left unwalked when its syntax is broken."""
    racine = Parser(Language(tree_sitter_toml.language())).parse(text.encode()).root_node
    arbre = Arbre(racine)
    # tree-sitter recovers from errors by guessing: the lines of a broken tree would be wrong.
    if not arbre.casse:
        arbre.read_document()
    return arbre


def walk_nodes(racine: Node) -> Iterator[Node]:
    """Yield every node of the tree, in the order of the file."""
    # A stack of our own, so that deep nesting is no RecursionError.
    stack = [racine]
    while stack:
        node = stack.pop()
        yield node
        stack.extend(reversed(node.children))


def read_key(node: Node) -> Chemin:
    """Return the parts of a key as tomllib reads them: quotes and escapes undone."""
    parts: list[str] = []
    text = (node.text or b"").decode()
    # tomllib itself undoes quotes and escapes: the key is the same here as in the values.
    try:
        inner: object = tomllib.loads(f"{text} = 0")
    except tomllib.TOMLDecodeError:
        # A key that is no TOML (an accent without quotes) is shown as typed.
        return (text,)
    while isinstance(inner, dict):
        parts.append(next(iter(inner)))
        inner = inner[parts[-1]]
    return tuple(parts)

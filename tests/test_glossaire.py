"""One word, one thing: names of classes and modules, and the glossary of ARCHITECTURE.md."""

from __future__ import annotations

import ast
import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path

from papiers_outils import RACINE

PAQUET = RACINE / "amo_docs"
LECTURES = {"session", "referentiel", "modeles"}
"""What `load` has a module for under the name of the record it reads."""

PARTAGES = 3
"""Packages that import a class, from which it is a word of the house."""


def list_modules() -> list[tuple[Path, ast.Module]]:
    found = [(path, ast.parse(path.read_text(encoding="utf-8"))) for path in PAQUET.rglob("*.py")]
    assert len(found) > 100
    return found


def find_paquet(path: Path) -> str:
    return path.relative_to(PAQUET).parts[0].removesuffix(".py")


def list_classes() -> Iterator[tuple[str, str]]:
    for path, arbre in list_modules():
        for node in arbre.body:
            if isinstance(node, ast.ClassDef):
                yield node.name, find_paquet(path)


def test_a_class_has_a_name_of_its_own() -> None:
    counts = Counter(nom for nom, _ in list_classes())
    assert {nom for nom, count in counts.items() if count > 1} == set()


def test_a_module_has_a_name_of_its_own() -> None:
    """But for what a step reads into the record of that name."""
    counts = Counter(path.stem for path, _ in list_modules() if path.stem != "__init__")
    assert {nom for nom, count in counts.items() if count > 1} == LECTURES
    for nom in LECTURES:
        assert {p.parent.name for p, _ in list_modules() if p.stem == nom} == {"load", "model"}


def read_glossaire() -> set[str]:
    text = (RACINE / "ARCHITECTURE.md").read_text(encoding="utf-8")
    table = text.partition("| Word |")[2].partition("\n## ")[0]
    words = {word for row in table.splitlines() for word in re.findall(r"`(\w+)`", row)}
    return {word for word in words if word[0].isupper()}


def test_the_glossary_has_the_words_that_several_packages_share() -> None:
    classes = dict(list_classes())
    users: dict[str, set[str]] = defaultdict(set)
    for path, arbre in list_modules():
        for node in ast.walk(arbre):
            for alias in node.names if isinstance(node, ast.ImportFrom) else ():
                if alias.name in classes and classes[alias.name] != find_paquet(path):
                    users[alias.name].add(find_paquet(path))
    shared = {nom for nom, packages in users.items() if len(packages) >= PARTAGES}
    glossaire = read_glossaire()
    assert shared - glossaire == set()
    assert glossaire - set(classes) == set()

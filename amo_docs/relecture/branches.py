"""Templates read without being run: every branch, every macro with the types it is called with.

A branch that no paper of this session takes may be taken next year, on a certificate.
"""

from __future__ import annotations

import copy
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import ExitStack
from typing import Any

from jinja2 import Environment, TemplateSyntaxError, nodes
from jinja2.runtime import LoopContext

from amo_docs.gabarits.noms import PROPRES
from amo_docs.gabarits.syntaxe import TROP_PROFOND
from amo_docs.relecture.expressions import LecteurExpressions
from amo_docs.relecture.genres import read_element
from amo_docs.relecture.portee import Macro, Module, Portee
from amo_docs.relecture.reproches import (
    INTROUVABLE,
    NOM_ABSENT,
    NOM_INCONNU,
    SYNTAXE,
    Reproche,
)

# Names that Jinja itself gives, in every macro and in every template.
DE_MACRO = ("caller", "varargs", "kwargs")
DE_GABARIT = ("self", "super")
PARTICULIERS = {nom for noms in PROPRES.values() for nom in noms}
GESTE_ABSENT = "Retirez-le, ou demandez d’abord {% if … is defined %}."

Trouve = tuple[str, int, Reproche]


def parse_gabarits(
    environnement: Environment, textes: Mapping[str, str]
) -> tuple[dict[str, nodes.Template], list[Trouve]]:
    """Return the trees of the templates that can be read, and what is wrong with the others."""
    arbres, trouves = {}, []
    for nom, texte in textes.items():
        try:
            arbres[nom] = environnement.parse(texte, nom, nom)
        except TemplateSyntaxError as error:
            constat = Reproche(
                SYNTAXE,
                f"Syntaxe du gabarit (« {error.message} »).",
                "Corrigez cette ligne.",
            )
            trouves.append((nom, error.lineno, constat))
        # Jinja parses by recursion: what is nested a thousand deep is refused, not a crash.
        except RecursionError:
            constat = Reproche(
                SYNTAXE, f"Syntaxe du gabarit : {TROP_PROFOND}.", "Simplifiez ce gabarit."
            )
            trouves.append((nom, 1, constat))
    return arbres, trouves


class Branches:
    """Reads templates that see the names `noms` (name → type)."""

    def __init__(
        self, environnement: Environment, textes: Mapping[str, str], noms: Mapping[str, Any]
    ) -> None:
        self.textes = textes
        self.arbres, trouves = parse_gabarits(environnement, textes)
        self.trouves: dict[Trouve, None] = dict.fromkeys(trouves)
        self.noms = {**noms, **dict.fromkeys(DE_GABARIT, Any)}
        self.expressions = LecteurExpressions(environnement, self._note)
        self.expressions.call_macro = self._call_macro
        self._ici = ""
        self.inconnu = False
        """Whether a template is named by an expression: it may then be any of them."""
        self._modules: dict[tuple[str, str], Module] = {}
        self._appels: set[tuple[str, str, str]] = set()

    def review(self, nom: str) -> None:
        """Read the template `nom` and what it imports, and add what is wrong to `trouves`."""
        try:
            self._open_module(nom, Portee(dict(self.noms)))
        except RecursionError:
            constat = Reproche(
                SYNTAXE, f"Syntaxe du gabarit : {TROP_PROFOND}.", "Simplifiez ce gabarit."
            )
            self.trouves[nom, 1, constat] = None

    @property
    def lus(self) -> set[str]:
        """The templates read so far."""
        return {nom for nom, _ in self._modules}

    def review_pour(self, nom: str, propres: Collection[str], papier: str) -> Iterator[Trouve]:
        """Yield the names that the template `nom` uses and that `papier` does not have.

        `propres` are those it has, among the names that only some papers have.
        """
        absents = frozenset(PARTICULIERS - set(propres))
        # A second reading of the same trees, with its own findings: the first
        # one took every name as there.
        seul = copy.copy(self)
        seul.noms = {n: genre for n, genre in self.noms.items() if n not in absents}
        seul.trouves, seul._modules, seul._appels = {}, {}, set()
        seul.expressions = LecteurExpressions(self.expressions.environnement, seul._note)
        seul.expressions.absents, seul.expressions.call_macro = absents, seul._call_macro
        seul.review(nom)
        # The rest was found by the first reading already, and is not said again for each paper.
        said = {f"« {n} » n’existe pas.": n for n in absents}
        for gabarit, ligne, constat in seul.trouves:
            if constat.fait in said:
                fait = (
                    f"« {said[constat.fait]} » n’existe pas sur le papier « {papier} », "
                    "d’après ses destinataires."
                )
                yield gabarit, ligne, Reproche(NOM_ABSENT, fait, GESTE_ABSENT)

    def _note(self, ligne: int, constat: Reproche) -> None:
        self.trouves[self._ici, ligne, constat] = None

    def _open_module(self, nom: str, autour: Portee) -> Module:
        """Return the template `nom` read within the names `autour`, with the names it defines.

        It is read once for each set of names and types.
        """
        cle = (nom, autour.signature)
        if cle not in self._modules:
            portee = autour.enter()
            # Noted before it is read, so that two templates that include each other come to an end.
            self._modules[cle] = Module(nom, portee)
            if nom in self.arbres:
                self._read_ailleurs(nom, self.arbres[nom].body, portee)
        return self._modules[cle]

    def _read_ailleurs(self, nom: str, corps: Sequence[nodes.Node], portee: Portee) -> None:
        ici, self._ici = self._ici, nom
        self._read_corps(corps, portee)
        self._ici = ici

    def _read_corps(self, corps: Sequence[nodes.Node], portee: Portee) -> None:
        for node in corps:
            # By the name of the node, as `ast.NodeVisitor` does; Jinja's
            # own visitor carries no scope.
            reader = getattr(self, f"_read_{type(node).__name__.lower()}", None)
            if reader is not None:
                reader(node, portee)
            else:
                self._read_autre(node, portee)

    def _read_autre(self, node: nodes.Node, portee: Portee) -> None:
        """Read a statement that has no scope of its own: its expressions, then its body."""
        body = getattr(node, "body", None)
        for child in node.iter_child_nodes(exclude=("body",)):
            self.expressions.read(child, portee)
        if isinstance(body, list):
            self._read_corps(body, portee)

    def _read_output(self, node: nodes.Output, portee: Portee) -> None:
        for part in node.nodes:
            self.expressions.read(part, portee)

    def _read_if(self, node: nodes.If, portee: Portee) -> None:
        # What one test asks after holds in the branches that follow too: « is
        # undefined » guards its else.
        with ExitStack() as gardes:
            for branche in (node, *node.elif_):
                gardes.enter_context(self.expressions.guard(branche.test))
                self.expressions.read(branche.test, portee)
                self._read_corps(branche.body, portee)
            self._read_corps(node.else_, portee)

    def _read_for(self, node: nodes.For, portee: Portee) -> None:
        genre = self.expressions.read(node.iter, portee)
        dedans = portee.enter({"loop": LoopContext})
        self._bind(
            node.target, Any if isinstance(genre, Macro | Module) else read_element(genre), dedans
        )
        if node.test is not None:
            self.expressions.read(node.test, dedans)
        self._read_corps(node.body, dedans)
        # The else of a loop does not see its variable.
        self._read_corps(node.else_, portee.enter())

    def _bind(self, cible: nodes.Node, genre: Any, portee: Portee) -> None:
        if isinstance(cible, nodes.Name):
            portee.noms[cible.name] = genre
        elif isinstance(cible, nodes.Tuple):
            for part in cible.items:
                self._bind(part, Any, portee)

    def _read_assign(self, node: nodes.Assign, portee: Portee) -> None:
        self._bind(node.target, self.expressions.read(node.node, portee), portee)

    def _read_assignblock(self, node: nodes.AssignBlock, portee: Portee) -> None:
        self.expressions.read(node.filter, portee)
        self._read_corps(node.body, portee.enter())
        self._bind(node.target, str, portee)

    def _read_with(self, node: nodes.With, portee: Portee) -> None:
        dedans = portee.enter()
        for cible, valeur in zip(node.targets, node.values, strict=True):
            self._bind(cible, self.expressions.read(valeur, portee), dedans)
        self._read_corps(node.body, dedans)

    def _read_block(self, node: nodes.Block, portee: Portee) -> None:
        self._read_corps(node.body, portee.enter())

    def _read_macro(self, node: nodes.Macro, portee: Portee) -> None:
        macro = Macro(self._ici, node, portee)
        portee.noms[node.name] = macro
        for defaut in node.defaults:
            self.expressions.read(defaut, portee)
        # Read without a call too, for its own faults. Read for one paper, a macro that it does not
        # call asks for none of its names.
        if not self.expressions.absents:
            self._read_macro_avec(macro, {})

    def _read_callblock(self, node: nodes.CallBlock, portee: Portee) -> None:
        self.expressions.read(node.call, portee)
        self._read_corps(node.body, portee.enter({arg.name: Any for arg in node.args}))

    def _call_macro(
        self, macro: Macro, args: list[Any], kwargs: dict[str, Any], ligne: int
    ) -> None:
        """Read the macro with the types of the arguments of one call, and check their names."""
        noms = [arg.name for arg in macro.node.args]
        # Jinja takes more arguments than are named only where the macro speaks of `varargs`.
        if len(args) > len(noms) and not _uses(macro, "varargs"):
            geste = (
                f"Elle en prend {len(noms)} : {', '.join(noms)}."
                if noms
                else "Elle n’en prend pas."
            )
            fait = f"La macro « {macro.node.name} » reçoit {len(args)} arguments."
            self._note(ligne, Reproche(NOM_INCONNU, fait, geste))
        if not _uses(macro, "kwargs"):
            for nom in kwargs.keys() - {*noms, "caller"}:
                self.expressions.note_inconnu(ligne, nom, noms)
        self._read_macro_avec(macro, {**dict(zip(noms, args, strict=False)), **kwargs})

    def _read_macro_avec(self, macro: Macro, genres: Mapping[str, Any]) -> None:
        cle = (
            macro.gabarit,
            macro.node.name,
            repr(sorted((nom, repr(genre)) for nom, genre in genres.items())),
        )
        # Once for each set of types, which also ends a macro that calls itself.
        if cle in self._appels:
            return
        self._appels.add(cle)
        noms = dict.fromkeys((*DE_MACRO, *(arg.name for arg in macro.node.args)), Any)
        self._read_ailleurs(macro.gabarit, macro.node.body, macro.portee.enter({**noms, **genres}))

    def _read_fromimport(self, node: nodes.FromImport, portee: Portee) -> None:
        module = self._import(node.template, node.with_context, node.lineno, portee)
        for entry in node.names:
            nom, alias = (entry, entry) if isinstance(entry, str) else entry
            found = module.portee.noms.get(nom) if module else Any
            if found is None:
                assert module is not None
                found = self.expressions.note_inconnu(node.lineno, nom, list(module.portee.noms))
            portee.noms[alias] = found

    def _read_import(self, node: nodes.Import, portee: Portee) -> None:
        portee.noms[node.target] = (
            self._import(node.template, node.with_context, node.lineno, portee) or Any
        )

    def _read_include(self, node: nodes.Include, portee: Portee) -> None:
        self._import(node.template, node.with_context, node.lineno, portee, node.ignore_missing)

    def _read_extends(self, node: nodes.Extends, portee: Portee) -> None:
        module = self._import(node.template, True, node.lineno, portee)
        # The child sees what its parent sets; its own names win.
        for nom, genre in module.portee.noms.items() if module else ():
            portee.noms.setdefault(nom, genre)

    def _import(
        self,
        node: nodes.Expr,
        avec_contexte: bool,
        ligne: int,
        portee: Portee,
        absent_admis: bool = False,
    ) -> Module | None:
        """Return the template that an import names, or None when it is unknown or unreadable."""
        if not isinstance(node, nodes.Const) or not isinstance(node.value, str):
            self.expressions.read(node, portee)
            self.inconnu = True
            return None
        if node.value not in self.textes:
            if not absent_admis:
                fait = f"Le gabarit « {node.value} » n’existe pas."
                self._note(ligne, Reproche(INTROUVABLE, fait, "Créez-le, ou corrigez son nom."))
            return None
        module = self._open_module(
            node.value, portee if avec_contexte else Portee(dict.fromkeys(DE_GABARIT, Any))
        )
        return module if node.value in self.arbres else None


def _uses(macro: Macro, nom: str) -> bool:
    return any(name.name == nom for name in macro.node.find_all(nodes.Name))

"""Templates read before any data meets them: their syntax, and the templates they name."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from jinja2 import Environment, TemplateSyntaxError, nodes

from amo_docs.catalogue import DocumentType
from amo_docs.compose.blancs import Journal
from amo_docs.compose.environnement import make_environnement
from amo_docs.findings import Finding, Place
from amo_docs.model.modeles import Modeles


def place_gabarit(modeles: Modeles, gabarit: str, ligne: int = 0) -> Place:
    """Return the place of a line of a template, as the person finds it."""
    return Place(fichier=modeles.origines.get(gabarit, gabarit), ligne=ligne)


def report_syntaxe(modeles: Modeles, error: TemplateSyntaxError, gabarit: str) -> Finding:
    """Return the finding of a template, `gabarit` unless the error names another, that Jinja cannot read."""
    where = place_gabarit(modeles, error.name or gabarit, error.lineno)
    return Finding("G602", f"Syntaxe du gabarit : {error.message}.", "Corrigez cette ligne.", where)


def report_absent(nom: str, place: Place) -> Finding:
    """Return the finding of a template that is named at `place` and is not there."""
    return Finding("G603", f"Le gabarit « {nom} » n’existe pas.", "Créez-le, ou corrigez son nom.", place)


def read_gabarits(modeles: Modeles, catalogue: tuple[DocumentType, ...]) -> Mapping[str, tuple[Finding, ...]]:
    """Return, by the key of each paper, what is wrong in its template and in those that one names, none of them run.

    The environment is one of its own: what Jinja notes while compiling belongs to the papers.
    """
    environnement = make_environnement(modeles, None, Journal())
    return {document.cle: tuple(_check(environnement, modeles, document)) for document in catalogue}


def _check(environnement: Environment, modeles: Modeles, document: DocumentType) -> Iterator[Finding]:
    seen, todo = set(), [(document.modele, place_gabarit(modeles, document.modele))]
    while todo:
        nom, named_at = todo.pop()
        if nom in seen:
            continue
        seen.add(nom)
        if nom not in modeles.gabarits:
            yield report_absent(nom, named_at)
            continue
        try:
            environnement.get_template(nom)  # compiled too: unknown filters and tests are found there
            tree = environnement.parse(modeles.gabarits[nom])
        except TemplateSyntaxError as error:
            yield report_syntaxe(modeles, error, nom)
            continue
        todo += [(other, place_gabarit(modeles, nom, ligne)) for other, ligne in _list_nommes(tree)]


def _list_nommes(tree: nodes.Template) -> Iterator[tuple[str, int]]:
    """Yield each template named in full by `tree`, with its line; one that may be absent is not."""
    for node in tree.find_all((nodes.Extends, nodes.FromImport, nodes.Import, nodes.Include)):
        named = getattr(node, "template", None)
        if isinstance(named, nodes.Const) and isinstance(named.value, str) and not getattr(node, "ignore_missing", 0):
            yield named.value, node.lineno

"""Syntax of templates, and the templates they name, read before any data; why a template stops."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from jinja2 import Environment, TemplateSyntaxError, nodes
from jinja2.exceptions import SecurityError

from amo_docs.catalogue import DocumentType
from amo_docs.constats import report
from amo_docs.findings import Finding, Place
from amo_docs.gabarits.blancs import Journal
from amo_docs.gabarits.environnement import make_environnement
from amo_docs.model.modeles import Modeles

# The first that fits is taken, so the general one comes last.
RAISONS: tuple[tuple[type[Exception], str], ...] = (
    (SecurityError, "il demande ce qui lui est fermé"),
    (OverflowError, "il compte trop loin"),
    (ZeroDivisionError, "il divise par zéro"),
    (RecursionError, "il s’appelle lui-même sans fin"),
    (LookupError, "il demande un élément qui n’existe pas"),
    (Exception, "une de ses expressions ne peut pas être calculée"),
)


TROP_PROFOND = "trop de blocs ou d’expressions les uns dans les autres"


def say_arret(error: Exception) -> str:
    """Return in French why a template stopped, with Jinja's own words for its author."""
    raison = next(raison for kind, raison in RAISONS if isinstance(error, kind))
    return f"{raison} (« {str(error).rstrip('.') or type(error).__name__} »)"


def place_gabarit(modeles: Modeles, gabarit: str, ligne: int = 0) -> Place:
    """Return the place of a line of a template, in the file as the person knows it."""
    return Place(fichier=modeles.origines.get(gabarit, gabarit), ligne=ligne)


def report_syntaxe(modeles: Modeles, error: TemplateSyntaxError, gabarit: str) -> Finding:
    """Return the finding of a template that Jinja cannot read.

    It is `gabarit`, unless the error names another.
    """
    where = place_gabarit(modeles, error.name or gabarit, error.lineno)
    return report(
        "G602", f"Syntaxe du gabarit (« {error.message} »).", "Corrigez cette ligne.", where
    )


def report_absent(nom: str, place: Place) -> Finding:
    """Return the finding of a template that is named at `place` and does not exist."""
    return report(
        "G603", f"Le gabarit « {nom} » n’existe pas.", "Créez-le, ou corrigez son nom.", place
    )


def read_gabarits(
    modeles: Modeles, catalogue: tuple[DocumentType, ...]
) -> Mapping[str, tuple[Finding, ...]]:
    """Return, by the key of each paper, what is wrong in its template and in those it names.

    No template is run.
    """
    # An environment and a journal of its own: what Jinja notes while
    # compiling is no blank of a paper.
    environnement = make_environnement(modeles, None, Journal())
    read = {nom: _read(environnement, modeles, nom) for nom in modeles.gabarits}
    return {document.cle: tuple(_check(read, modeles, document)) for document in catalogue}


def _read(
    environnement: Environment, modeles: Modeles, nom: str
) -> Finding | list[tuple[str, int]]:
    """Return the templates that `nom` names and their lines, or why Jinja cannot read it."""
    try:
        tree = environnement.parse(modeles.gabarits[nom], nom)
        # Parsing does not look at filters and tests: unknown ones are found by compiling.
        environnement.compile(tree, nom, raw=True)
    except TemplateSyntaxError as error:
        return report_syntaxe(modeles, error, nom)
    except RecursionError:
        fait = f"Syntaxe du gabarit : {TROP_PROFOND}."
        return report("G602", fait, "Simplifiez ce gabarit.", place_gabarit(modeles, nom, 1))
    return list(_list_nommes(tree))


def _check(
    read: Mapping[str, Finding | list[tuple[str, int]]], modeles: Modeles, document: DocumentType
) -> Iterator[Finding]:
    seen, todo = set(), [(document.modele, place_gabarit(modeles, document.modele))]
    while todo:
        nom, named_at = todo.pop()
        # Two templates may name each other.
        if nom in seen:
            continue
        seen.add(nom)
        named = read.get(nom)
        if named is None:
            yield report_absent(nom, named_at)
        elif isinstance(named, Finding):
            yield named
        else:
            todo += [(other, place_gabarit(modeles, nom, ligne)) for other, ligne in named]


def _list_nommes(tree: nodes.Template) -> Iterator[tuple[str, int]]:
    """Yield each template that `tree` names in full, with its line.

    One whose absence is ignored (`ignore missing`) is left out.
    """
    for node in tree.find_all((nodes.Extends, nodes.FromImport, nodes.Import, nodes.Include)):
        named = getattr(node, "template", None)
        if (
            isinstance(named, nodes.Const)
            and isinstance(named.value, str)
            and not getattr(node, "ignore_missing", 0)
        ):
            yield named.value, node.lineno

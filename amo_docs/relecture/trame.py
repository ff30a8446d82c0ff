"""The tags of a template, followed through its branches and loops."""

from __future__ import annotations

from collections.abc import Sequence

from jinja2 import nodes

from amo_docs.relecture.pile import TROU, Pile
from amo_docs.relecture.reproches import BALISE_DOUTEUSE, BALISE_OUVERTE, Reproche
from amo_docs.relecture.valeurs import Feuille

A_PART = (nodes.Macro, nodes.CallBlock, nodes.AssignBlock)
"""Statements that hold a text of their own: its tags must close in it."""


def review_balises(arbre: nodes.Template, feuille: Feuille) -> list[tuple[int, Reproche]]:
    """Return (line, what is wrong) for the HTML of a template."""
    pile = Pile(feuille)
    _walk(arbre.body, pile)
    pile.finish()
    return list(pile.trouves)


def _walk(corps: Sequence[nodes.Node], pile: Pile) -> None:
    for node in corps:
        if isinstance(node, nodes.Output):
            for part in node.nodes:
                if isinstance(part, nodes.TemplateData):
                    pile.read(part.data, part.lineno)
                else:
                    pile.read(TROU)
        elif isinstance(node, nodes.If):
            _walk_branches(node, pile)
        elif isinstance(node, nodes.For):
            for body in (node.body, node.else_):
                _walk_boucle(body, pile, node.lineno)
        elif isinstance(node, A_PART):
            apart = Pile(pile.feuille)
            # The findings are those of the whole template.
            apart.trouves = pile.trouves
            _walk(node.body, apart)
            apart.finish()
        else:
            _walk(getattr(node, "body", ()), pile)


def _walk_branches(node: nodes.If, pile: Pile) -> None:
    """Read each branch from the same open tags, and go on from the end of the first.

    Branches that end with other tags open are reported.
    """
    ends = []
    for body in (node.body, *(branche.body for branche in node.elif_), node.else_):
        end = pile.fork()
        _walk(body, end)
        ends.append(end)
    if len({tuple(nom for nom, _ in end.ouvertes) for end in ends}) > 1:
        fait = "Selon la condition, ce ne sont pas les mêmes balises qui restent ouvertes."
        pile.note(
            BALISE_DOUTEUSE, fait, "Ouvrez et fermez une balise dans la même branche.", node.lineno
        )
    pile.follow(ends[0])


def _walk_boucle(body: list[nodes.Node], pile: Pile, ligne: int) -> None:
    # One turn is enough: a body that leaves the open tags as it found them does so each time.
    avant = list(pile.ouvertes)
    _walk(body, pile)
    if pile.ouvertes[: len(avant)] != avant:
        fait = "Chaque tour de cette boucle ferme une balise ouverte avant elle."
        pile.note(BALISE_OUVERTE, fait, "Ouvrez et fermez une balise dans la boucle.", ligne)
        pile.ouvertes = avant
    pile.leave(len(avant))

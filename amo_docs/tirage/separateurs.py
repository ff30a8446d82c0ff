"""Separator sheets: before the papers of a unit, a page with its name and the number of papers.

They are laid out as papers are, with the same fonts, so that any name a paper carries is drawn.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from html import escape

from amo_docs.enclos import Enclos, Limites
from amo_docs.errors import DemandeError
from amo_docs.fusion import count_pages
from amo_docs.model.modeles import Modeles
from amo_docs.model.papier import Exemplaire, PapierCompose, Variante
from amo_docs.typographie import agree

Taille = tuple[float, float]
Faire = Callable[[str, dict[str, int], Taille], bytes]
"""Takes the title of a type, the number of papers of each unit, and a size of page in points.

Returns the PDF, one page a unit.
"""

# Everything is set here, headers and all: the style sheet of the papers
# applies too, and may be anybody's.
_STYLE = """
@page separateur { size: %.2fpt %.2fpt; margin: 25mm 20mm; padding: 0; border: none; background: none;
  @top-left { content: none } @top-center { content: none } @top-right { content: none }
  @bottom-left { content: none } @bottom-center { content: none } @bottom-right { content: none } }
body.separateur { page: separateur; margin: 0; padding: 0; color: #000; background: none }
.separateur section { break-before: page; text-align: center }
.separateur section:first-child { break-before: auto }
.separateur p, .separateur h1 { margin: 0 0 8mm 0; padding: 0; border: none; color: #000; text-align: center }
.separateur p { font-family: "Liberation Sans"; font-size: 16pt; line-height: 20pt; font-weight: normal }
.separateur h1 { font-family: "Liberation Sans"; font-size: 28pt; line-height: 34pt; font-weight: bold;
  overflow-wrap: anywhere; text-transform: none; letter-spacing: 0 }
.separateur p.titre { margin: 40mm 0 12mm 0 }
"""

SANS_JOUR = date(2000, 1, 1)
"""A sheet is no paper and has no day: a print run keeps its pages, and nothing of its file."""


@contextmanager
def open_separateurs(modeles: Modeles) -> Iterator[Faire]:
    """Open a child process that lays separator sheets out, with the fonts of `modeles`.

    What it yields raises DemandeError when the name of a unit does not fit on its sheet.
    """
    # Late, so that a print run without sheets does not load WeasyPrint.
    from amo_docs.render import open_atelier, render_papier

    with Enclos(Limites()) as enclos:
        enclos.run("Feuille de style", open_atelier, modeles)

        def make(titre: str, unites: dict[str, int], taille: Taille) -> bytes:
            html = write_separateurs(titre, unites, taille)
            exemplaire = Exemplaire("separateur", "", titre, "separateurs", SANS_JOUR, projet=False)
            papier = PapierCompose(exemplaire, (Variante("", html, html),), "{}")
            (fichier,) = enclos.run("Feuilles de séparation", render_papier, papier, ("pdf",))
            # One page more, and every following sheet would stand before another unit.
            if count_pages(fichier.contenu) != len(unites):
                raise DemandeError(
                    "Un nom d’unité est trop long pour sa feuille. Relancez sans --separateurs."
                )
            return fichier.contenu

        yield make


def write_separateurs(titre: str, unites: dict[str, int], taille: Taille) -> str:
    """Return the HTML of the sheets, one section a unit."""
    sections = "".join(
        f'<section><p class="titre">{escape(titre)}</p><h1>{escape(unite)}</h1>'
        f"<p>{agree(nombre, 'papier', 'papiers')}</p></section>"
        for unite, nombre in unites.items()
    )
    head = f'<meta charset="utf-8"><title>{escape(titre)}</title><style>{_STYLE % taille}</style>'
    return (
        f'<!DOCTYPE html><html lang="fr"><head>{head}</head><body '
        f'class="separateur">{sections}</body></html>'
    )

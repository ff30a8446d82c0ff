"""The workshop of one child process: fonts, style sheet and images read once, then paper after
paper.

Here stands what is asked of a paper: that it holds in its pages and in its width, that its words
can be read, and what is said in French when it does not."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import partial

from amo_docs import FORMATS
from amo_docs.constats import report
from amo_docs.docx import write_docx
from amo_docs.errors import ModeleError
from amo_docs.jumeaux.impossible import JumeauImpossible
from amo_docs.model.modeles import Modeles
from amo_docs.model.papier import FichierProduit, PapierCompose, Variante
from amo_docs.moteur.dialogue import RessourceRefuseeError, hear_alertes
from amo_docs.moteur.mise_en_page import MiseEnPage, Moteur, PageHtml
from amo_docs.moteur.pdf import PieceJointe
from amo_docs.render.debords import list_debords
from amo_docs.render.fournitures import FEUILLE, Fournitures, write_polices
from amo_docs.render.invisibles import list_invisibles
from amo_docs.render.lignes import carry_jeux, measure_jeux
from amo_docs.render.memoire import space_collectes

EPOQUE = datetime(1980, 1, 1, tzinfo=UTC)
"""The date of what has none of its own: same input, same bytes."""


def refuse_papier(papier: PapierCompose, fait: str, geste: str) -> ModeleError:
    """Return the error of a paper that cannot be laid out; its finding says why, not whose it
    is."""
    said = f"{papier.exemplaire.type} de {papier.exemplaire.destinataire} : {fait}. {geste}"
    return ModeleError(said, (report("G641", f"{fait}.", geste),))


def refuse_feuille(fait: str) -> ModeleError:
    """Return the error of a style sheet that cannot be applied."""
    finding = report("G640", f"Feuille de style : {fait}.", "Corrigez la feuille de style.")
    return ModeleError(str(finding), (finding,))


@contextmanager
def refuse_alertes(refuse: Callable[[str], ModeleError]) -> Iterator[None]:
    """Raise what `refuse` makes of WeasyPrint's first warning inside the block, if there is one:
    nothing it shrugs at may pass on a certificate."""
    with hear_alertes() as messages:
        yield
    if messages:
        raise refuse(messages[0])


class Atelier:
    """Makes PDF and DOCX from composed papers; one a process, its fonts and style sheet shared by
    all of them."""

    def __init__(self, modeles: Modeles) -> None:
        """Read fonts, style sheet and images; raise ModeleError on a sheet that cannot be
        honoured."""
        self._fournitures = Fournitures(modeles)
        feuilles = (write_polices(modeles) + FEUILLE, modeles.feuille)
        try:
            with refuse_alertes(refuse_feuille):
                self._moteur = Moteur(feuilles, self._fournitures.read)
        except RessourceRefuseeError as error:
            raise refuse_feuille(str(error)) from None

    def lay_out(self, papier: PapierCompose) -> tuple[MiseEnPage, Variante]:
        """Return the laid-out paper in the first size class that holds, in pages and in width, and
        that class.

        Raises ModeleError when none does, or when it has words that cannot be read."""
        wrong = ""
        for variante in papier.variantes:  # the largest first
            mise = self._moteur.lay_out(self._moteur.read(variante.html))
            wrong = self._find_debord(mise, papier.pages_max)
            if not wrong:
                self._refuse_invisibles(papier, list_invisibles(mise.pages, mise.page.racine))
                return mise, variante
        geste = "Abrégez ce que le papier imprime, ou ajoutez une taille au gabarit."
        raise refuse_papier(papier, f"{wrong}, même dans la plus petite taille", geste)

    def _refuse_invisibles(self, papier: PapierCompose, found: tuple[str, ...]) -> None:
        if found:
            raise refuse_papier(
                papier, found[0], "Corrigez la feuille de style, ou retirez ces mots du gabarit."
            )

    def _find_debord(self, mise: MiseEnPage, pages_max: int | None) -> str:
        """Return what does not hold, in words, or an empty string."""
        pages = len(mise.pages)
        if pages_max is not None and pages > pages_max:
            return f"{pages} pages pour {pages_max} au plus"
        wide = list_debords(mise.pages)
        return f"« {wide[0]} » sort de sa place, trop large ou poussé dehors" if wide else ""

    def write_pdf(self, mise: MiseEnPage, papier: PapierCompose) -> bytes:
        """Return the PDF/A-3a + PDF/UA-1 bytes, the data of the paper attached, and nothing a
        template would attach."""
        if mise.has_pieces:
            raise RessourceRefuseeError("le gabarit demande une pièce jointe")
        joint = PieceJointe(
            nom="donnees.json",
            contenu=papier.donnees,
            description="Données imprimées sur ce papier",
            date=EPOQUE,
        )
        return mise.write_pdf(joint)

    def write_docx(self, mise: MiseEnPage, variante: Variante) -> bytes:
        """Return the DOCX bytes of the same HTML and style sheet, its lines broken where those of
        `mise` are."""
        page = mise.page
        jeux = measure_jeux(mise.pages, page.racine)
        if variante.html_docx != variante.html:
            # The page without its image of a signature: laid out again only if words differ.
            avant, page = page, self._moteur.read(variante.html_docx)
            portes = carry_jeux(jeux, avant.racine, page.racine)
            jeux = self._measure_neuve(page) if portes is None else portes
        # Ranks pass from one tree to another, and the writer wants the elements of its own.
        elements = list(page.racine.iter())
        par_element = {elements[rang]: jeu for rang, jeu in jeux.items()}
        return write_docx(self._moteur.make_cascade(page), self._fournitures.read, par_element)

    def _measure_neuve(self, page: PageHtml) -> dict[int, float]:
        return measure_jeux(self._moteur.lay_out(page).pages, page.racine)

    @space_collectes()
    def make(
        self, papier: PapierCompose, formats: tuple[str, ...] = FORMATS
    ) -> tuple[FichierProduit, ...]:
        """Return the files of one paper in `formats`. The PDF is laid out whatever the formats: it
        chooses the size.

        Raises ModeleError on anything the template does that we cannot print.
        """
        contents: dict[str, bytes] = {}
        try:
            with refuse_alertes(
                partial(refuse_papier, papier, geste="Corrigez le gabarit ou la feuille de style.")
            ):
                mise, variante = self.lay_out(papier)
                if "pdf" in formats:
                    contents["pdf"] = self.write_pdf(mise, papier)
                if "docx" in formats:
                    contents["docx"] = self.write_docx(mise, variante)
        except (RessourceRefuseeError, JumeauImpossible) as error:
            raise refuse_papier(papier, str(error), "Corrigez le gabarit.") from None
        return tuple(papier.make_fichier(forme, content) for forme, content in contents.items())

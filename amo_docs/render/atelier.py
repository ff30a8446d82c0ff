"""The workshop of one child process: fonts, style sheet and images are read once for all papers.

It holds what every paper must meet (its pages, its width, words that can be read), and what is said
in French when a paper does not.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial

from amo_docs import FORMATS
from amo_docs.constats import report
from amo_docs.docx import write_docx
from amo_docs.errors import ModeleError
from amo_docs.jumeaux.couverture import compute_couverture, list_manquants
from amo_docs.jumeaux.impossible import JumeauImpossible
from amo_docs.model.modeles import Modeles
from amo_docs.model.papier import FichierProduit, PapierCompose, Variante
from amo_docs.moteur.dialogue import RessourceRefuseeError, hear_alertes
from amo_docs.moteur.mise_en_page import MiseEnPage, Moteur, PageHtml
from amo_docs.moteur.pdf import PieceJointe
from amo_docs.render.coupes import find_fusion_haute, list_hautes
from amo_docs.render.debords import list_debords
from amo_docs.render.fournitures import FEUILLE, Fournitures, write_polices
from amo_docs.render.invisibles import list_invisibles
from amo_docs.render.lignes import carry_rangs, measure_jeux
from amo_docs.render.memoire import space_collectes


def refuse_papier(papier: PapierCompose, fait: str, geste: str) -> ModeleError:
    """Return the error of a paper that cannot be laid out."""
    # The finding does not name the person: failures of the same reason are reported together.
    said = f"{papier.exemplaire.type} de {papier.exemplaire.destinataire} : {fait}. {geste}"
    return ModeleError(said, (report("G641", f"{fait}.", geste),))


def refuse_feuille(fait: str) -> ModeleError:
    """Return the error of a style sheet that cannot be applied."""
    finding = report("G640", f"Feuille de style : {fait}.", "Corrigez la feuille de style.")
    return ModeleError(str(finding), (finding,))


@contextmanager
def refuse_alertes(refuse: Callable[[str], ModeleError]) -> Iterator[None]:
    """Raise what `refuse` makes of the first warning of WeasyPrint inside the block, if any."""
    # An unknown property or a missing picture is a warning there; on a certificate it is a fault.
    with hear_alertes() as messages:
        yield
    if messages:
        raise refuse(messages[0])


class Atelier:
    """Makes PDF and DOCX from composed papers. One a process, for all its papers."""

    def __init__(self, modeles: Modeles) -> None:
        """Read fonts, style sheet and images. Raises ModeleError on a sheet that fails."""
        self._fournitures = Fournitures(modeles)
        self._polices = modeles.polices
        # Drawn by the fonts: the commonest of French, then those of papers already made.
        self._signes = set("ÀÂÇÈÉÊËÎÏÔÙÛàâçèéêëîïôùûœŒ’«»–—…•°·\u00a0\u202f€")
        feuilles = (write_polices(modeles) + FEUILLE, modeles.feuille)
        try:
            with refuse_alertes(refuse_feuille):
                self._moteur = Moteur(feuilles, self._fournitures.read)
        except RessourceRefuseeError as error:
            raise refuse_feuille(str(error)) from None

    def lay_out(self, papier: PapierCompose) -> tuple[MiseEnPage, Variante]:
        """Return the paper laid out in the first size class that holds it, and that class.

        It holds when its pages are no more than `pages_max` and no word leaves its place. Raises
        ModeleError when no class does, or when the paper has words that cannot be read.
        """
        wrong = ""
        # The largest comes first.
        for variante in papier.variantes:
            mise = self._lay_out(self._moteur.read(variante.html))
            wrong = self._find_debord(mise, papier.pages_max)
            if not wrong:
                self._refuse_invisibles(papier, list_invisibles(mise.pages, mise.page.racine))
                self._refuse_glyphes(papier, mise)
                return mise, variante
        geste = "Abrégez ce que le papier imprime, ou ajoutez une taille au gabarit."
        raise refuse_papier(papier, f"{wrong}, même dans la plus petite taille", geste)

    def _lay_out(self, page: PageHtml) -> MiseEnPage:
        """Return `page` laid out, its rows whole but for those too high for it."""
        mise = self._moteur.lay_out(page)
        hautes = list_hautes(mise.pages, page.racine)
        # WeasyPrint cuts a row higher than a page anyway, but on a page of its own and without the
        # head of its table.
        return self._moteur.lay_out(page, hautes) if hautes else mise

    def _refuse_invisibles(self, papier: PapierCompose, found: tuple[str, ...]) -> None:
        if found:
            raise refuse_papier(
                papier, found[0], "Corrigez la feuille de style, ou retirez ces mots du gabarit."
            )

    def _refuse_glyphes(self, papier: PapierCompose, mise: MiseEnPage) -> None:
        """Raise on a character the fonts lack.

        Words of the HTML were looked at when it was composed: this sees what the style sheet adds.
        """
        # ASCII is in every font of papers; reading the fonts costs more than most papers.
        signes = {c for page in mise.pages for t in page.textes for c in t.texte if not c.isascii()}
        if signes <= self._signes:
            return
        couverture = compute_couverture(p.contenu for p in self._polices)
        manquants = list_manquants("".join(sorted(signes)), couverture) if couverture else ()
        if manquants:
            fait = f"le caractère « {manquants[0]} » n’existe pas dans les polices des papiers"
            raise refuse_papier(papier, fait, "Corrigez la feuille de style.")
        self._signes |= signes

    def _find_debord(self, mise: MiseEnPage, pages_max: int | None) -> str:
        """Return what does not hold, in French, or an empty string."""
        pages = len(mise.pages)
        if pages_max is not None and pages > pages_max:
            return f"{pages} pages pour {pages_max} au plus"
        # Width is a bound like the number of pages: WeasyPrint lets a long
        # name run into its neighbour.
        fusion = find_fusion_haute(mise.pages)
        if fusion:
            return f"« {fusion} » remplit une cellule de plusieurs rangées plus haute qu’une page"
        return next(iter(list_debords(mise.pages)), "")

    def write_pdf(self, mise: MiseEnPage, papier: PapierCompose) -> bytes:
        """Return the PDF/A-3a and PDF/UA-1 bytes, with the data of the paper attached.

        Raises RessourceRefuseeError when the template asks to attach a file.
        """
        if mise.has_pieces:
            raise RessourceRefuseeError("le gabarit demande une pièce jointe")
        joint = PieceJointe(
            nom="donnees.json",
            contenu=papier.donnees,
            description="Données imprimées sur ce papier",
        )
        jour = papier.exemplaire.date
        assert jour is not None, "a planned paper has its day"
        return mise.write_pdf(joint, jour)

    def write_docx(self, mise: MiseEnPage, variante: Variante) -> bytes:
        """Return the DOCX bytes, with lines that break where those of `mise` do."""
        page = mise.page
        if variante.html_docx != variante.html:
            # The page without its image of a signature. A layout costs most of a paper: this one
            # is done again only if words differ.
            page = self._moteur.read(variante.html_docx)
        mesures = [carry_rangs(mesure, mise.page.racine, page.racine) for mesure in _measure(mise)]
        if None in mesures:
            mesures = [*_measure(self._lay_out(page))]
        # Elements go by their rank, which passes from one tree to another; the writer needs those
        # of its own tree.
        elements = list(page.racine.iter())
        jeux, hautes = ({elements[rang]: x for rang, x in (m or {}).items()} for m in mesures)
        cascade = self._moteur.make_cascade(page)
        return write_docx(cascade, self._fournitures.read, jeux, hautes)

    @space_collectes()
    def make(
        self, papier: PapierCompose, formats: tuple[str, ...] = FORMATS
    ) -> tuple[FichierProduit, ...]:
        """Return the files of one paper in `formats`.

        Raises ModeleError on anything the template does that cannot be printed.
        """
        contents: dict[str, bytes] = {}
        try:
            with refuse_alertes(
                partial(refuse_papier, papier, geste="Corrigez le gabarit ou la feuille de style.")
            ):
                # Laid out whatever the formats, since the layout chooses the size of the DOCX too.
                mise, variante = self.lay_out(papier)
                if "pdf" in formats:
                    contents["pdf"] = self.write_pdf(mise, papier)
                if "docx" in formats:
                    contents["docx"] = self.write_docx(mise, variante)
        except (RessourceRefuseeError, JumeauImpossible) as error:
            raise refuse_papier(papier, str(error), "Corrigez le gabarit.") from None
        return tuple(papier.make_fichier(forme, content) for forme, content in contents.items())


def _measure(mise: MiseEnPage) -> tuple[dict[int, float], dict[int, float]]:
    """Return what the DOCX takes from the layout: edges to move, rows that may be split.

    Both by the ranks of elements in the HTML tree.
    """
    racine = mise.page.racine
    hautes = list_hautes(mise.pages, racine)
    parts = {rang: hautes[e] for rang, e in enumerate(racine.iter()) if e in hautes}
    return measure_jeux(mise.pages, racine), parts

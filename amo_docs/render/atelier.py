"""The workshop of one child process: fonts, style sheet and images read once, then paper after
paper."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import partial

from weasyprint import CSS, Attachment, Document
from weasyprint.text.fonts import FontConfiguration

from amo_docs import FORMATS
from amo_docs.constats import report
from amo_docs.docx import DocxImpossible, Source, write_docx
from amo_docs.errors import ModeleError
from amo_docs.model.modeles import Modeles
from amo_docs.model.papier import FichierProduit, PapierCompose, Variante
from amo_docs.render.conformite import FEUILLE, VARIANTE, claim_both
from amo_docs.render.debords import list_debords
from amo_docs.render.figer import freeze_objects
from amo_docs.render.images import Images
from amo_docs.render.invisibles import list_invisibles
from amo_docs.render.lignes import carry_jeux, measure_jeux
from amo_docs.render.memoire import space_collectes
from amo_docs.render.mise_en_page import Page, lay_out_page
from amo_docs.render.ressources import RessourceRefuseeError, Ressources, write_polices

EPOQUE = datetime(1980, 1, 1, tzinfo=UTC)
"""The date of what has none of its own: same input, same bytes."""


class _Alertes(logging.Handler):
    """Keeps what WeasyPrint logs: nothing it shrugs at may pass on a certificate."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.messages: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        """Keep the message of `record`."""
        self.messages.append(record.getMessage())


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
    """Raise what `refuse` makes of WeasyPrint's first warning inside the block, if there is one."""
    alertes = _Alertes()
    logger = logging.getLogger("weasyprint")
    logger.addHandler(alertes)
    try:
        yield
    finally:
        logger.removeHandler(alertes)
    if alertes.messages:
        raise refuse(alertes.messages[0])


class Atelier:
    """Makes PDF and DOCX from composed papers; one a process, its fonts and style sheet shared by
    all of them."""

    def __init__(self, modeles: Modeles) -> None:
        self.ressources = Ressources(modeles)
        self.polices = FontConfiguration()
        try:
            with refuse_alertes(refuse_feuille):
                self.feuilles = [
                    self._parse(text)
                    for text in (write_polices(modeles) + FEUILLE, modeles.feuille)
                ]
        except RessourceRefuseeError as error:
            raise refuse_feuille(str(error)) from None
        self.images = Images()

    def _parse(self, text: str) -> CSS:
        return CSS(
            string=text, url_fetcher=self.ressources, base_url="amo:/", font_config=self.polices
        )

    def _read(self, html: str) -> Page:
        return Page(string=html, url_fetcher=self.ressources, base_url="amo:/")

    def _render(self, page: Page) -> Document:
        return lay_out_page(page, self.feuilles, self.polices, self.images)

    def lay_out(self, papier: PapierCompose) -> tuple[Document, Page, Variante]:
        """Return the laid-out paper in the first size class that holds, in pages and in width; its
        page; that class.

        Raises ModeleError when none does, or when it has words that cannot be read.
        """
        wrong = ""
        for variante in papier.variantes:
            page = self._read(variante.html)
            document = self._render(page)
            wrong = self._find_debord(document, papier.pages_max)
            if not wrong:
                self._refuse_invisibles(papier, list_invisibles(document, page.etree_element))
                return document, page, variante
        geste = "Abrégez ce que le papier imprime, ou ajoutez une taille au gabarit."
        raise refuse_papier(papier, f"{wrong}, même dans la plus petite taille", geste)

    def _refuse_invisibles(self, papier: PapierCompose, found: tuple[str, ...]) -> None:
        if found:
            raise refuse_papier(
                papier, found[0], "Corrigez la feuille de style, ou retirez ces mots du gabarit."
            )

    def _find_debord(self, document: Document, pages_max: int | None) -> str:
        """Return what does not hold, in words, or an empty string."""
        pages = len(document.pages)
        if pages_max is not None and pages > pages_max:
            return f"{pages} pages pour {pages_max} au plus"
        wide = list_debords(document)
        return f"« {wide[0]} » sort de sa place, trop large ou poussé dehors" if wide else ""

    def write_pdf(self, document: Document, papier: PapierCompose) -> bytes:
        """Return the PDF/A-3a + PDF/UA-1 bytes, the data of the paper attached, and nothing a
        template would attach."""
        if document.metadata.attachments:
            raise RessourceRefuseeError("le gabarit demande une pièce jointe")
        joint = Attachment(
            string=papier.donnees,
            name="donnees.json",
            description="Données imprimées sur ce papier",
            created=EPOQUE,
            modified=EPOQUE,
            relationship="Data",
            url_fetcher=self.ressources,
        )
        document.metadata.attachments = [joint]
        claim_both(document)
        content: bytes = document.write_pdf(pdf_variant=VARIANTE, finisher=freeze_objects)
        return content

    def write_docx(self, document: Document, page: Page, variante: Variante) -> bytes:
        """Return the DOCX bytes of the same HTML and style sheet, its lines broken where those of
        `document` are."""
        jeux = measure_jeux(document)
        if variante.html_docx != variante.html:
            avant, page = page, self._read(variante.html_docx)
            portes = carry_jeux(jeux, avant.etree_element, page.etree_element)
            jeux = measure_jeux(self._render(page)) if portes is None else portes
        elements = list(page.etree_element.iter())
        source = Source(
            page,
            self.feuilles,
            self.polices,
            {elements[rang]: jeu for rang, jeu in jeux.items()},
            page.styles,
        )
        return write_docx(source, self.ressources.read)

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
                document, page, variante = self.lay_out(papier)
                if "pdf" in formats:
                    contents["pdf"] = self.write_pdf(document, papier)
                if "docx" in formats:
                    contents["docx"] = self.write_docx(document, page, variante)
        except (RessourceRefuseeError, DocxImpossible) as error:
            raise refuse_papier(papier, str(error), "Corrigez le gabarit.") from None
        return tuple(papier.make_fichier(forme, content) for forme, content in contents.items())

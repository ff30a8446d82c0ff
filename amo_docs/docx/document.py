"""The order of the steps: cascade, blocks, styles, sections, package."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import groupby

from docx.document import Document
from docx.section import Section
from lxml.etree import _Element

from .blocs import Lecteur
from .cascade import Cascade
from .ecriture import Ecrivain
from .feuille import Feuille
from .formats import make_rpr, read_caracteres
from .modele import Bloc, Format, Paragraphe
from .ordre import assemble, make
from .paquet import open_base, serialize, write_proprietes
from .refus import refuse_document
from .sections import Bande, Page, Pages, list_paragraphes, make_bords, make_mesures, shift_page
from .source import Source

_NEUTRES = (False, 0, "", "none")  # values that need no saying in the document's defaults


def write_docx(source: Source, images: Callable[[str], bytes]) -> bytes:
    """The DOCX of ``source``; ``images`` gives the bytes (PNG or JPEG) behind an ``img``'s address.

    Same source, same bytes. Raises DocxImpossible for what Word cannot say, and whatever ``images``
    raises."""
    cascade = Cascade(source)
    refuse_document(cascade)
    pages = Pages(cascade)
    lecteur = Lecteur(cascade, images)
    blocs, recul = lecteur.read_corps(lambda nom: pages.read(nom).utile)
    suites = [(nom, list(suite)) for nom, suite in groupby(blocs, key=lambda bloc: bloc.page)] or [
        ("", [])
    ]
    ordre = [pages.read(nom, debut=rang == 0) for rang, (nom, _) in enumerate(suites)]
    if ordre:
        ordre[0] = shift_page(ordre[0], recul)
    corps = cascade.racine.find("body")
    defauts: Format = read_caracteres(
        cascade.style(cascade.racine if corps is None else corps), 0.0
    )
    feuille = Feuille(defauts)
    feuille.collect(blocs)
    feuille.collect(list_paragraphes(ordre))
    feuille.settle()
    document = open_base()
    langue = read_langue(cascade)
    document.part._styles_part.element.extend(_make_styles(feuille, langue))
    document.part.numbering_part.element.extend(lecteur.listes.make_numbering(defauts))
    _write_corps(document, feuille, suites, ordre)
    write_proprietes(document, read_proprietes(cascade) | {"language": langue})
    return serialize(document)


def read_langue(cascade: Cascade) -> str:
    """``html/@lang`` with a country, as Word wants it: fr-FR for fr or for nothing."""
    langue = cascade.racine.get("lang", "fr")
    return "fr-FR" if langue == "fr" else langue


def read_proprietes(cascade: Cascade) -> dict[str, str]:
    """Title, author and subject from the HTML's head."""
    titre = cascade.racine.find("head/title")
    metas = {m.get("name"): m.get("content", "") for m in cascade.racine.iterfind("head/meta")}
    return {
        "title": "".join(titre.itertext()).strip() if titre is not None else "",
        "author": metas.get("author", ""),
        "subject": metas.get("description", ""),
    }


def _make_styles(feuille: Feuille, langue: str) -> list[_Element]:
    defaut = make_rpr(
        {nom: valeur for nom, valeur in feuille.defauts.items() if valeur not in _NEUTRES}
    )
    defaut = assemble(
        "w:rPr",
        [*defaut, make("w:lang", val=langue, eastAsia=langue, bidi="ar-SA"), make("w:kern", val=1)],
    )
    enveloppe = make("w:rPrDefault")
    enveloppe.append(defaut)
    defauts = make("w:docDefaults")
    defauts.append(enveloppe)
    defauts.append(make("w:pPrDefault"))
    normal = assemble("w:style", [make("w:name", val="Normal"), make("w:qFormat")])
    police = assemble(
        "w:style", [make("w:name", val="Default Paragraph Font"), make("w:semiHidden")]
    )
    for style, genre, identifiant in (
        (normal, "paragraph", "Normal"),
        (police, "character", "DefaultParagraphFont"),
    ):
        for nom, valeur in make("w:style", type=genre, default=1, styleId=identifiant).items():
            style.set(nom, valeur)
    return [defauts, normal, police, *feuille.make_styles()]


def _write_corps(
    document: Document,
    feuille: Feuille,
    suites: Sequence[tuple[str, list[Bloc]]],
    pages: Sequence[Page],
) -> None:
    corps = document.element.body
    sentinelle = corps.sectPr
    corps.remove(sentinelle)
    ecrivain = Ecrivain(document.part, feuille)
    for rang, (_, blocs) in enumerate(suites):
        elements = ecrivain.write_blocs(blocs)
        corps.extend(elements)
        section = make("w:sectPr")
        if rang == len(suites) - 1:
            corps.append(section)
        else:
            _hang(section, corps, elements)
    bandes = {genre for page in pages for genre in (*page.bandes, *(page.premieres or {}))}
    genres = [genre for genre in ("header", "footer") if genre in bandes]
    for section, page in zip(document.sections, pages, strict=True):
        _write_section(section, page, feuille, genres)


def _hang(section: _Element, corps: _Element, elements: list[_Element]) -> None:
    """Give the section to the last paragraph of its part."""
    dernier = elements[-1]
    if not str(dernier.tag).endswith("}p"):
        dernier = make("w:p")
        corps.append(dernier)
    ppr = dernier.find(make("w:pPr").tag)
    if ppr is None:
        ppr = make("w:pPr")
        dernier.insert(0, ppr)
    ppr.append(section)


def _write_section(section: Section, page: Page, feuille: Feuille, genres: Sequence[str]) -> None:
    for genre in genres:
        _write_bande(section, genre, page.bandes.get(genre), feuille)
        if page.premieres is not None:
            _write_bande(section, f"first_page_{genre}", page.premieres.get(genre), feuille)
    enfants = [*section._sectPr, *make_mesures(page)]
    bords = make_bords(page)
    if bords is not None:
        enfants.append(bords)
    if page.premieres is not None:
        enfants.append(make("w:titlePg"))
    section._sectPr[:] = list(assemble("w:sectPr", enfants))


def _write_bande(section: Section, nom: str, bande: Bande | None, feuille: Feuille) -> None:
    """A header or footer; an empty one where there is none, or Word repeats the section before."""
    histoire = getattr(section, nom)
    histoire.is_linked_to_previous = False
    racine = histoire._element
    racine[:] = []
    if bande is None:
        racine.append(make("w:p"))
        return
    paragraphe: Paragraphe = bande.paragraphe
    racine.append(Ecrivain(histoire.part, feuille).write_paragraphe(paragraphe))

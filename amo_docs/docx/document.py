"""The steps of the writer in order: blocks, styles, sections, package."""

from __future__ import annotations

from collections.abc import Callable, Container, Mapping, Sequence
from itertools import groupby
from xml.etree.ElementTree import Element

from docx.document import Document
from docx.section import Section
from lxml.etree import _Element

from amo_docs.docx.barrage import refuse_document
from amo_docs.docx.blocs import Lecteur
from amo_docs.docx.ecriture import Ecrivain
from amo_docs.docx.formats import make_rpr, read_caracteres
from amo_docs.docx.ordre_ooxml import assemble, make, set_attributs
from amo_docs.docx.paquet import open_base, serialize, write_proprietes
from amo_docs.docx.sections import (
    Bande,
    Feuillet,
    Feuillets,
    list_paragraphes,
    make_bords,
    make_mesures,
    shift_feuillet,
)
from amo_docs.docx.structure import Bloc, Format
from amo_docs.docx.styles_nommes import StylesNommes
from amo_docs.moteur.styles import Cascade

_NEUTRES = (False, 0, "", "none")
"""Values that the defaults of a document need not state."""


def write_docx(
    cascade: Cascade,
    images: Callable[[str], bytes],
    jeux: Mapping[Element, float] | None = None,
    hautes: Container[Element] = (),
) -> bytes:
    """Return the DOCX bytes of the document whose tree and styles `cascade` has.

    `images` returns the bytes (PNG or JPEG) behind the address of an `img`. `jeux` gives, for some
    elements, by how many px the right edge of their text is moved out, so that Word breaks its
    lines where the PDF does; `hautes` are the rows of tables that may be split, whatever their
    style says. The same input gives the same bytes. Raises JumeauImpossible on what Word cannot
    show, and what `images` raises.
    """
    refuse_document(cascade)
    feuillets = Feuillets(cascade)
    lecteur = Lecteur(cascade, images, jeux or {}, hautes)
    blocs, recul = lecteur.read_corps(lambda nom: feuillets.read(nom).utile)
    # Each run of blocks on pages of one name becomes a section.
    suites = [(nom, list(suite)) for nom, suite in groupby(blocs, key=lambda bloc: bloc.page)]
    suites = suites or [("", [])]
    pages = [feuillets.read(nom, debut=rang == 0) for rang, (nom, _) in enumerate(suites)]
    pages[0] = shift_feuillet(pages[0], recul)
    corps = cascade.racine.find("body")
    defauts: Format = read_caracteres(cascade.style(cascade.racine if corps is None else corps))
    # Every paragraph is collected before a style is chosen: a style has the commonest format.
    styles = StylesNommes(defauts)
    styles.collect(blocs)
    styles.collect(list_paragraphes(pages))
    styles.settle()
    document = open_base()
    langue = read_langue(cascade)
    document.part._styles_part.element.extend(_make_styles(styles, langue))
    document.part.numbering_part.element.extend(lecteur.listes.make_numbering(defauts))
    _write_corps(document, styles, suites, pages)
    write_proprietes(document, read_proprietes(cascade) | {"language": langue})
    return serialize(document)


def read_langue(cascade: Cascade) -> str:
    """Return the language for Word, with a country: fr-FR for « fr » or when none is given."""
    langue = cascade.racine.get("lang", "fr")
    return "fr-FR" if langue == "fr" else langue


def read_proprietes(cascade: Cascade) -> dict[str, str]:
    """Return the title, the author and the subject, from the head of the HTML."""
    titre = cascade.racine.find("head/title")
    metas = {m.get("name"): m.get("content", "") for m in cascade.racine.iterfind("head/meta")}
    return {
        "title": "".join(titre.itertext()).strip() if titre is not None else "",
        "author": metas.get("author", ""),
        "subject": metas.get("description", ""),
    }


def _make_styles(styles: StylesNommes, langue: str) -> list[_Element]:
    """Return the defaults of the document, the two base styles, and the named styles."""
    dits = {nom: valeur for nom, valeur in styles.defauts.items() if valeur not in _NEUTRES}
    langues = make("w:lang", val=langue, eastAsia=langue, bidi="ar-SA")
    enveloppe = make("w:rPrDefault")
    # Kerning from half a point on, as WeasyPrint has it. Word has none by default, and its lines
    # would break elsewhere.
    enveloppe.append(assemble("w:rPr", [*make_rpr(dits), langues, make("w:kern", val=1)]))
    defauts = make("w:docDefaults")
    defauts.append(enveloppe)
    defauts.append(make("w:pPrDefault"))
    normal = assemble("w:style", [make("w:name", val="Normal"), make("w:qFormat")])
    set_attributs(normal, "w:style", type="paragraph", default=1, styleId="Normal")
    police = assemble(
        "w:style", [make("w:name", val="Default Paragraph Font"), make("w:semiHidden")]
    )
    set_attributs(police, "w:style", type="character", default=1, styleId="DefaultParagraphFont")
    return [defauts, normal, police, *styles.make_styles()]


def _write_corps(
    document: Document,
    styles: StylesNommes,
    suites: Sequence[tuple[str, list[Bloc]]],
    pages: Sequence[Feuillet],
) -> None:
    corps = document.element.body
    corps.remove(corps.sectPr)
    ecrivain = Ecrivain(document.part, styles)
    for rang, (_, blocs) in enumerate(suites):
        elements = ecrivain.write_blocs(blocs)
        corps.extend(elements)
        section = make("w:sectPr")
        if rang == len(suites) - 1:
            corps.append(section)
        else:
            # The last section belongs to the body, every other one to its last paragraph.
            _hang(section, corps, elements)
    bandes = {genre for page in pages for genre, _ in page.toutes}
    genres = [genre for genre in ("header", "footer") if genre in bandes]
    for section, page in zip(document.sections, pages, strict=True):
        _write_section(section, page, styles, genres)


def _hang(section: _Element, corps: _Element, elements: list[_Element]) -> None:
    """Attach the section to the last paragraph of its part, adding one after a table."""
    dernier = elements[-1]
    if not str(dernier.tag).endswith("}p"):
        dernier = make("w:p")
        corps.append(dernier)
    ppr = dernier.find(make("w:pPr").tag)
    if ppr is None:
        ppr = make("w:pPr")
        dernier.insert(0, ppr)
    ppr.append(section)


def _write_section(
    section: Section, page: Feuillet, styles: StylesNommes, genres: Sequence[str]
) -> None:
    for genre in genres:
        _write_bande(section, genre, page.bandes.get(genre), styles)
        if page.premieres is not None:
            _write_bande(section, f"first_page_{genre}", page.premieres.get(genre), styles)
    enfants = [*section._sectPr, *make_mesures(page)]
    bords = make_bords(page)
    if bords is not None:
        enfants.append(bords)
    if page.premieres is not None:
        enfants.append(make("w:titlePg"))
    section._sectPr[:] = list(assemble("w:sectPr", enfants))


def _write_bande(section: Section, nom: str, bande: Bande | None, styles: StylesNommes) -> None:
    """Write a header or a footer, an empty one when `bande` is None."""
    # Without an empty one, Word repeats that of the section before.
    histoire = getattr(section, nom)
    histoire.is_linked_to_previous = False
    racine = histoire._element
    # python-docx has put an empty paragraph there.
    racine[:] = []
    if bande is None:
        racine.append(make("w:p"))
        return
    racine.append(Ecrivain(histoire.part, styles).write_paragraphe(bande.paragraphe))

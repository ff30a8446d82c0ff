"""The tag tree of a PDF, read from the objects WeasyPrint made, and written back.

WeasyPrint builds the tree page by page, from boxes, and keeps no link from a tag to what it stands
for. It makes them in the order of the boxes, so that walking both together finds it again. Between
`read_balisage` and `write_balisage` the tree is plain nodes, which other modules mend.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any, NamedTuple, TypeAlias
from xml.etree.ElementTree import Element

import pydyf
from weasyprint import Document
from weasyprint.formatting_structure import boxes
from weasyprint.layout.absolute import AbsolutePlaceholder

from amo_docs.moteur.metadonnees import find_objet


class Fragment(NamedTuple):
    """A piece of content, by its page and its number there (MCID)."""

    page: int
    numero: int


@dataclass(slots=True, eq=False)
class Noeud:
    """A tag: what it is (« Table », « P »), what it holds, and the box and element it stands for.

    `objet` is WeasyPrint's dictionary, whose attributes are written as they are; the tree itself is
    in `enfants` alone: tags, content, and references to links (OBJR).
    """

    genre: str
    page: int
    boite: Any
    objet: pydyf.Dictionary
    enfants: list[Enfant] = field(default_factory=list)

    @property
    def element(self) -> Element | None:
        """The element of the HTML tree it comes from."""
        found: Element | None = self.boite.element
        return found

    @property
    def balise(self) -> str:
        """The tag of its element in HTML, with its pseudo-element (« li::marker »)."""
        return str(self.boite.element_tag)

    def make(self, genre: str, enfants: list[Enfant]) -> Noeud:
        """Return a tag to stand in this one, of some of what it holds."""
        return Noeud(
            genre, self.page, self.boite, pydyf.Dictionary({"Type": "/StructElem"}), enfants
        )

    @property
    def noeuds(self) -> list[Noeud]:
        """Its children that are tags."""
        return [enfant for enfant in self.enfants if isinstance(enfant, Noeud)]

    def walk(self) -> Iterator[Noeud]:
        """Yield it, then all tags below it, in reading order."""
        yield self
        for enfant in self.noeuds:
            yield from enfant.walk()

    def list_fragments(self) -> Iterator[Fragment]:
        """Yield the content of it and of all below it."""
        for noeud in self.walk():
            yield from (enfant for enfant in noeud.enfants if isinstance(enfant, Fragment))


Enfant: TypeAlias = Noeud | Fragment | pydyf.Dictionary
"""What a tag holds: a tag, a piece of content, a reference to a link."""


@dataclass(slots=True, eq=False)
class Balisage:
    """The tree of a file: the tags of each page, as WeasyPrint leaves them, one list a page.

    `marges` are those of margin boxes, with the name of the box (« @top-center »): WeasyPrint makes
    them and puts them in no tree.
    """

    pages: list[list[Noeud]] = field(default_factory=list)
    marges: list[tuple[str, Noeud]] = field(default_factory=list)


def read_balisage(document: Document, pdf: pydyf.PDF) -> Balisage:
    """Return the tree of `pdf`, which `document` has just been made into."""
    lecture = _Lecture(pdf)
    for page in document.pages:
        lecture.read_page(page._page_box)
    # One object left, or one too few, and every tag after it would stand for another box.
    assert not lecture.is_tag(), "the walk is not that of WeasyPrint"
    return lecture.balisage


class _Lecture:
    """Walks boxes as `weasyprint.pdf.tags` does, and takes the objects it made, in their order."""

    def __init__(self, pdf: pydyf.PDF) -> None:
        self._objets = pdf.objects
        self._tige, self._rang = _find_tige(pdf)
        self._noeuds: dict[bytes, Noeud] = {}
        self._marge = ""
        self.balisage = Balisage()

    def is_tag(self) -> bool:
        """Tell whether the next object belongs to the tree."""
        if self._rang >= len(self._objets):
            return False
        suivant = self._objets[self._rang]
        return isinstance(suivant, dict) and suivant.get("Type") in ("/StructElem", "/OBJR")

    def read_page(self, page: Any) -> None:
        self.balisage.pages.append([])
        self._walk(page)

    def _take(self) -> pydyf.Dictionary:
        assert self.is_tag(), "the walk is not that of WeasyPrint"
        self._rang += 1
        return self._objets[self._rang - 1]

    def _walk(self, box: Any) -> None:
        if isinstance(box, AbsolutePlaceholder):
            box = box._box
        balise = None if box.element is None else box.element_tag
        plain = isinstance(box, boxes.ParentBox) and not isinstance(box, boxes.LineBox)
        if isinstance(box, boxes.PageBox) or (balise in ("html", "body") and plain):
            self._walk_all(box.children)
        elif isinstance(box, boxes.MarginBox):
            self._marge = box.at_keyword
            self._walk_all(box.children)
            self._marge = ""
        else:
            self._read_box(box)

    def _walk_all(self, enfants: Iterable[Any]) -> None:
        for enfant in enfants:
            self._walk(enfant)

    def _read_box(self, box: Any) -> None:
        noeud = self._make(box)
        # A list item without a mark, `dt` and `dd` have two tags: the item, and its body.
        if noeud.genre == "LI" and self._is_double(box):
            noeud = self._make(box)
        # What is content of the tag itself, where WeasyPrint makes no tag for it.
        propres = (x for x in noeud.objet["K"] if isinstance(x, int))
        while self.is_tag() and self._is_lien(self._objets[self._rang]):
            lien = self._take()
            if lien["Type"] == "/OBJR":
                noeud.enfants.append(lien)
        for enfant in _list_enfants(box):
            if not isinstance(enfant, boxes.TextBox):
                self._walk(enfant)
                continue
            numero = next(propres) if noeud.genre == "Link" else self._take()["K"][0]
            noeud.enfants.append(Fragment(noeud.page, numero))
        if isinstance(box, boxes.ReplacedBox):
            noeud.enfants.append(Fragment(noeud.page, next(propres)))

    def _make(self, box: Any) -> Noeud:
        """Return the tag of the next object, put where its object says."""
        objet = self._take()
        page = len(self.balisage.pages) - 1
        noeud = Noeud(objet["S"].removeprefix("/"), page, box, objet)
        self._noeuds[objet.reference] = noeud
        if objet["P"] in self._noeuds:
            # Not under the tag that stands around it: a list in a list is put beside its item.
            self._noeuds[objet["P"]].enfants.append(noeud)
        elif self._marge:
            self.balisage.marges.append((self._marge, noeud))
        else:
            self.balisage.pages[-1].append(noeud)
        return noeud

    def _is_double(self, box: Any) -> bool:
        return box.element_tag in ("dt", "dd") or (
            "list-item" not in box.style["display"] or box.style["list_style_type"] == "none"
        )

    def _is_lien(self, objet: pydyf.Dictionary) -> bool:
        genre: str = objet.get("S", objet["Type"])
        return genre in ("/OBJR", "/Form")


def _list_enfants(box: Any) -> Iterator[Any]:
    """Yield what stands in a box, lines opened, a table with its captions."""
    enfants = box.children
    if box.element_tag == "table" and box.is_table_wrapper and (table := box.get_wrapped_table()):
        enfants = [
            dedans
            for enfant in enfants
            for dedans in (enfant.children if enfant is table else [enfant])
        ]
    for enfant in enfants:
        yield from enfant.children if isinstance(enfant, boxes.LineBox) else [enfant]


def _find_tige(pdf: pydyf.PDF) -> tuple[pydyf.Dictionary, int]:
    """Return the tag of the whole document, and the rank of the first object after it."""
    racine = find_objet(pdf, pdf.catalog["StructTreeRoot"])
    tige = find_objet(pdf, racine["K"][0])
    return tige, tige.number + 1


def write_balisage(pdf: pydyf.PDF, noeuds: list[Noeud], pages: int) -> None:
    """Make `noeuds` the tree of `pdf`, a file of so many pages, in place of the one it has.

    Content that stands in no tag is for the caller to mark as an artifact.
    """
    racine = find_objet(pdf, pdf.catalog["StructTreeRoot"])
    tige, debut = _find_tige(pdf)
    # A dropped object would leave a hole that pydyf miscounts: those after the tree move up.
    suite = [o for o in pdf.objects[debut:] if not _is_tag(o)]
    assert len(suite) == 1, "only the metadata come after the tree"
    tous = [noeud for haut in noeuds for noeud in haut.walk()]
    del pdf.objects[debut:]
    for noeud in tous:
        pdf.add_object(noeud.objet)
        for enfant in noeud.enfants:
            if isinstance(enfant, pydyf.Dictionary):
                pdf.add_object(enfant)
    pdf.add_object(suite[0])
    pdf.catalog["Metadata"] = suite[0].reference
    tige["K"] = pydyf.Array(noeud.objet.reference for noeud in noeuds)
    nums: list[dict[int, bytes]] = [{} for _ in range(pages)]
    for noeud in noeuds:
        _write_noeud(noeud, tige, pdf, nums)
    find_objet(pdf, racine["ParentTree"])["Nums"] = pydyf.Array(
        [x for rang, page in enumerate(nums) for x in (rang, _write_page(page))]
        + [x for lien in sorted(_list_liens(pdf, tous)) for x in lien]
    )
    _write_noms(racine, tous)


def _is_tag(objet: pydyf.Object) -> bool:
    return isinstance(objet, dict) and objet.get("Type") in ("/StructElem", "/OBJR")


def _write_noeud(
    noeud: Noeud, dessus: pydyf.Dictionary, pdf: pydyf.PDF, nums: list[dict[int, bytes]]
) -> None:
    objet = noeud.objet
    objet["S"], objet["P"] = f"/{noeud.genre}", dessus.reference
    objet["Pg"] = pdf.page_references[noeud.page]
    objet["K"] = pydyf.Array()
    for enfant in noeud.enfants:
        if isinstance(enfant, Noeud):
            _write_noeud(enfant, objet, pdf, nums)
            objet["K"].append(enfant.objet.reference)
        elif isinstance(enfant, Fragment):
            nums[enfant.page][enfant.numero] = objet.reference
            objet["K"].append(_write_fragment(enfant, noeud, pdf))
        else:
            objet["K"].append(enfant.reference)


def _write_fragment(fragment: Fragment, noeud: Noeud, pdf: pydyf.PDF) -> int | pydyf.Dictionary:
    # A number alone is one of the page of its tag.
    if fragment.page == noeud.page:
        return fragment.numero
    page = pdf.page_references[fragment.page]
    return pydyf.Dictionary({"Type": "/MCR", "Pg": page, "MCID": fragment.numero})


def _write_page(nums: dict[int, bytes]) -> pydyf.Array:
    """Return the tags of the content of a page, by number; those of artifacts are null."""
    return pydyf.Array(nums.get(numero, "null") for numero in range(max(nums, default=-1) + 1))


def _list_liens(pdf: pydyf.PDF, noeuds: Iterable[Noeud]) -> Iterator[tuple[int, bytes]]:
    """Yield the number of each link of the pages, and its tag."""
    for noeud in noeuds:
        for enfant in noeud.enfants:
            if isinstance(enfant, pydyf.Dictionary):
                yield find_objet(pdf, enfant["Obj"])["StructParent"], noeud.objet.reference


def _write_noms(racine: pydyf.Dictionary, noeuds: Iterable[Noeud]) -> None:
    """List the tags that others name, which WeasyPrint leaves out (ISO 32000-1, table 322)."""
    noms = sorted((n.objet["ID"].data, n.objet) for n in noeuds if "ID" in n.objet)
    if noms:
        liste = pydyf.Array(x for nom, objet in noms for x in (nom, objet.reference))
        racine["IDTree"] = pydyf.Dictionary({"Names": liste})

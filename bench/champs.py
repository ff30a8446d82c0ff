"""What varies on a paper, read from our HTML.

One table serves twice: it reads the values that fill the templates of others, and it puts tags in
place of the values of our DOCX, which becomes the docxtpl template.
"""

from __future__ import annotations

from collections.abc import Sequence
from copy import deepcopy
from dataclasses import dataclass
from typing import Any

from lxml import html

from amo_docs.model.papier import PapierCompose


@dataclass(frozen=True)
class Champ:
    """A text of the page: the `text` or the `tail` of an element, or the `lignes` of an address."""

    nom: str
    xpath: str
    part: str = "text"


@dataclass(frozen=True)
class Liste:
    """Items that are repeated, each with its fields.

    `tete`: the heading before the first item is there only when there is one.
    """

    nom: str
    xpath: str
    champs: tuple[Champ, ...]
    tete: bool = False


def _classe(nom: str, classe: str, rang: int = 1, suite: str = "", part: str = "text") -> Champ:
    return Champ(nom, f"(//*[@class='{classe}'])[{rang}]{suite}", part)


_SIGNATURE = tuple(_classe(nom, nom) for nom in ("delegation", "qualite", "signataire"))
_TITRE_SUITE = (Champ("titre", "strong"), Champ("suite", "strong", "tail"))
_EPREUVE = (
    Champ("date", "td[1]"),
    Champ("heure", "td[2]"),
    Champ("duree", "td[3]"),
    Champ("intitule", "td[4]"),
    Champ("type", "td[4]/em"),
    Champ("blocs", "td[5]"),
    Champ("salle", "td[6]"),
)

CHAMPS: dict[str, tuple[Champ | Liste, ...]] = {
    "convocation_candidat": (
        Champ("titre", "//title"),
        _classe("bandeau", "bandeau"),
        _classe("entete", "entete"),
        _classe("entete_suite", "entete-suite"),
        _classe("destinataire", "destinataire", part="lignes"),
        _classe("date", "date-lettre"),
        _classe("reference", "reference"),
        Champ("civilite", "//h1/following-sibling::p[1]"),
        _classe("certification", "certification"),
        _classe("certification_suite", "certification-suite"),
        Liste("blocs", "(//ul)[1]/li", _TITRE_SUITE),
        Champ("modalites", "(//ul)[1]/following-sibling::p[1]"),
        Liste("alineas", "//p[@class='alinea']", _TITRE_SUITE),
        Liste("epreuves", "//tbody/tr", _EPREUVE),
        Liste("pieces", "(//ul)[2]/li", (Champ("nom", "."),)),
        Liste(
            "amenagements",
            "//h2[.='Aménagements']/following-sibling::p[1]",
            (Champ("texte", "."),),
            tete=True,
        ),
        _classe("absence", "suite", suite="/strong", part="tail"),
        _classe("correspondant", "suite", 2),
        *_SIGNATURE,
    ),
    "certificat": (
        Champ("titre", "//title"),
        _classe("bandeau", "bandeau"),
        _classe("certificateur", "certificateur"),
        _classe("intitule", "intitule"),
        _classe("delivrance", "presentation"),
        _classe("prenoms", "prenoms"),
        _classe("nom", "titulaire", suite="/strong"),
        _classe("usage", "titulaire", suite="/strong", part="tail"),
        _classe("naissance", "naissance"),
        _classe("proces_verbal", "presentation", 2),
        _classe("fait", "fait"),
        *_SIGNATURE,
        _classe("enregistrement", "mention-premiere"),
        _classe("niveau", "mention"),
        _classe("session", "mention", 2),
    ),
}
"""The papers that are compared → what varies on each."""


def read_champs(papier: PapierCompose) -> dict[str, Any]:
    """Return the values that fill a template for `papier`."""
    page = html.document_fromstring(papier.variantes[0].html)
    return {
        champ.nom: _read_liste(page, champ) if isinstance(champ, Liste) else _read(page, champ)
        for champ in CHAMPS[papier.exemplaire.type]
    }


def _read_liste(page: Any, liste: Liste) -> list[dict[str, str]]:
    return [
        {champ.nom: _read(item, champ) for champ in liste.champs}
        for item in page.xpath(liste.xpath)
    ]


def _read(page: Any, champ: Champ) -> str:
    # Exactly one: a changed template stops the bench, or it would fill a field with nothing.
    (element,) = page.xpath(champ.xpath)
    if champ.part == "lignes":
        return "\n".join(text.strip() for text in element.itertext() if text.strip())
    return getattr(element, champ.part) or ""


def find_complet(papiers: Sequence[PapierCompose]) -> PapierCompose:
    """Return a paper whose lists all have an item, or else the first paper."""
    # A template made of a paper without an item would have no loop for it.
    return next(
        (papier for papier in papiers if [] not in read_champs(papier).values()), papiers[0]
    )


def make_gabarit(papier: PapierCompose) -> str:
    """Return the page of `papier` with the tags of docxtpl in place of its values."""
    page = html.document_fromstring(papier.variantes[0].html)
    for champ in CHAMPS[papier.exemplaire.type]:
        if isinstance(champ, Liste):
            _mark_liste(page, champ)
        else:
            _mark(page, champ, champ.nom)
    text: str = html.tostring(page, encoding="unicode", doctype="<!DOCTYPE html>")
    return text


def _mark(page: Any, champ: Champ, nom: str) -> None:
    (element,) = page.xpath(champ.xpath)
    if champ.part == "lignes":
        for child in list(element):
            element.remove(child)
    setattr(element, "tail" if champ.part == "tail" else "text", f"{{{{ {nom} }}}}")


def _mark_liste(page: Any, liste: Liste) -> None:
    """Keep the first item, between the lines that open and close its loop."""
    items = page.xpath(liste.xpath)
    first = items[0]
    for item in items[1:]:
        item.getparent().remove(item)
    for champ in liste.champs:
        _mark(first, champ, f"x.{champ.nom}")
    # docxtpl removes the whole row or paragraph of such a tag, so that no blank one is left.
    sorte = "tr" if first.tag == "tr" else "p"
    start = first.getprevious() if liste.tete else first
    start.addprevious(_make_ligne(first, f"{{%{sorte} for x in {liste.nom} %}}"))
    first.addnext(_make_ligne(first, f"{{%{sorte} endfor %}}"))


def _make_ligne(modele: Any, tag: str) -> Any:
    line = deepcopy(modele)
    cell = line[0] if line.tag == "tr" else line
    for element in line.iter():
        element.text = element.tail = None
    for child in list(cell):
        cell.remove(child)
    cell.text = tag
    return line

"""The tags of a piece of HTML against the table of those both formats honour.

The standard parser is used, since it gives lines; lxml mends what it reads, and says nothing.
"""

from __future__ import annotations

import copy
import re
from html.parser import HTMLParser

from amo_docs.jumeaux.balises import ATTRIBUTS_REFUSES, BALISES, ENTIERS, FIN_OMISE, REFUSEES, VIDES
from amo_docs.jumeaux.hyperliens import SCHEMAS, list_relations_refusees, read_schema
from amo_docs.model.modeles import ADRESSE_IMAGE
from amo_docs.model.proches import suggest
from amo_docs.relecture.feuille import review_declarations, review_feuille
from amo_docs.relecture.reproches import (
    BALISE_DOUTEUSE,
    BALISE_OUVERTE,
    BALISE_REFUSEE,
    STYLE_INCONNU,
    Reproche,
)
from amo_docs.relecture.valeurs import Feuille

TROU = "\ufdd0"
"""Stands for what an expression of a template prints.

A noncharacter of Unicode, which no text holds.
"""


class Pile(HTMLParser):
    """Reads HTML piece by piece, and keeps the open tags and what is wrong, with their lines."""

    def __init__(self, feuille: Feuille) -> None:
        # With references converted, the library holds text back until the next tag.
        super().__init__(convert_charrefs=False)
        self.feuille = feuille
        self.ouvertes: list[tuple[str, int]] = []
        self.trouves: dict[tuple[int, Reproche], None] = {}

    def read(self, html: str, ligne: int | None = None) -> None:
        """Read `html`, which begins at `ligne` of its file unless it goes on with a tag."""
        if ligne is not None and not self.rawdata:
            self.lineno, self.offset = ligne, 0
        # Not `feed`: newer Pythons (and Debian's 3.11) hold pieces back while a tag is open, and
        # what is held back would be shared by the forks.
        self.rawdata += html
        self.goahead(False)

    def fork(self) -> Pile:
        """Return a reader that goes on from here on its own. Both share their findings."""
        other = copy.copy(self)
        other.ouvertes = list(self.ouvertes)
        return other

    def follow(self, other: Pile) -> None:
        """Go on from where `other` stands."""
        self.__dict__.update(copy.copy(other.__dict__))

    def note(self, code: str, fait: str, geste: str, ligne: int = 0) -> None:
        """Note what is wrong at `ligne`, or here."""
        self.trouves[ligne or self.lineno, Reproche(code, fait, geste)] = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        # The name comes from an expression: the page as composed is reviewed for it.
        if TROU in tag:
            return
        if tag in REFUSEES:
            self.note(
                BALISE_REFUSEE,
                f"La balise <{tag}> n’est pas admise : {REFUSEES[tag]}.",
                "Retirez-la.",
            )
        elif tag not in BALISES:
            geste = suggest(tag, BALISES, "Choisissez-en une de templates/README.md.")
            self.note(
                BALISE_DOUTEUSE,
                f"La balise <{tag}> n’est pas de celles que les papiers connaissent.",
                geste,
            )
        # HTML keeps the first of two attributes of one name.
        self._review_attributs(tag, dict(reversed(attrs)))
        if tag not in VIDES:
            self._close_omises(tag)
            self.ouvertes.append((tag, self.lineno))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        # HTML does not see the « / » of a tag that is not void: what follows would stand inside it.
        self.handle_starttag(tag, attrs)
        if tag not in VIDES:
            fait = f"« <{tag}/> » ouvre <{tag}> sans la fermer, comme le veut HTML."
            self.note(BALISE_OUVERTE, fait, f"Écrivez <{tag}></{tag}>.")

    def _close_omises(self, tag: str) -> None:
        """Close the tag that `tag` closes by beginning: an item before the next, and so on."""
        if self.ouvertes and self.ouvertes[-1][0] == tag and tag in FIN_OMISE:
            self._leave_ouverte(*self.ouvertes.pop())

    def handle_endtag(self, tag: str) -> None:
        if TROU in tag or tag in VIDES:
            return
        if tag not in (nom for nom, _ in self.ouvertes):
            geste = "Retirez-la, ou ouvrez la balise avant, dans le même bloc."
            self.note(
                BALISE_OUVERTE, f"</{tag}> ferme une balise qui n’est pas ouverte ici.", geste
            )
            return
        while self.ouvertes[-1][0] != tag:
            self._leave_ouverte(*self.ouvertes.pop())
        self.ouvertes.pop()

    def _leave_ouverte(self, tag: str, ligne: int) -> None:
        code = BALISE_DOUTEUSE if tag in FIN_OMISE else BALISE_OUVERTE
        self.note(
            code,
            f"La balise <{tag}> n’est pas fermée.",
            f"Écrivez </{tag}> là où elle finit.",
            ligne,
        )

    def leave(self, reste: int = 0) -> None:
        """Note, and close, every open tag but the first `reste` ones."""
        for tag, ligne in self.ouvertes[reste:]:
            self._leave_ouverte(tag, ligne)
        del self.ouvertes[reste:]

    def finish(self) -> None:
        """Note a tag or a comment that the text ends in the middle of, and the open tags."""
        if self.rawdata.startswith("<"):
            self.note(
                BALISE_OUVERTE,
                "Une balise ou un commentaire HTML s’ouvre ici sans finir.",
                "Fermez-le.",
            )
        self.leave()

    def _review_attributs(self, tag: str, attrs: dict[str, str | None]) -> None:
        for nom, valeur in attrs.items():
            if nom in ATTRIBUTS_REFUSES:
                fait = f"L’attribut « {nom} » n’est pas admis : {ATTRIBUTS_REFUSES[nom]}."
                self.note(BALISE_REFUSEE, fait, "Retirez-le.")
            if (
                nom in ENTIERS
                and valeur is not None
                and TROU not in valeur
                and not (valeur.isdecimal() and valeur.isascii())
            ):
                self.note(
                    BALISE_REFUSEE, f"« {nom} » vaut « {valeur} ».", "Donnez un nombre entier."
                )
            if nom == "style" and valeur and TROU not in valeur:
                for constat in review_declarations(valeur, self.feuille):
                    self.note(constat.code, constat.fait, constat.geste)
        if tag == "li" and "value" in attrs:
            self.note(
                BALISE_REFUSEE,
                "Word ne donne pas de numéro à un élément de liste.",
                "Retirez « value ».",
            )
        self._review_lien(attrs)
        if tag == "img":
            self._review_image(attrs)

    def _review_lien(self, attrs: dict[str, str | None]) -> None:
        href, rel = attrs.get("href"), attrs.get("rel") or ""
        # What an expression prints is looked at in the page as composed.
        dit, entier = (href or "").partition(TROU)[0], TROU not in (href or "")
        schema = read_schema(dit)
        if href is not None and schema not in SCHEMAS and (schema or entier):
            geste = f"Écrivez une adresse entière, en {', '.join(f'{s}:' for s in SCHEMAS)}."
            self.note(BALISE_REFUSEE, f"Le lien « {href.strip()} » n’est pas admis.", geste)
        for mot in list_relations_refusees(rel):
            if mot.lower() == "attachment":
                # WeasyPrint attaches what such a link names, and a PDF may hold no file but ours.
                self.note(BALISE_REFUSEE, "Un lien demande une pièce jointe.", "Retirez « rel ».")
            elif TROU not in mot:
                self.note(BALISE_REFUSEE, f"« rel » vaut « {mot} ».", "Retirez « rel ».")

    def _review_image(self, attrs: dict[str, str | None]) -> None:
        src = attrs.get("src") or ""
        # Pages may fetch the images of the session by their address, and nothing else.
        if TROU not in src and not src.startswith(ADRESSE_IMAGE):
            fait = f"L’image « {src} » n’est pas de celles que la session nomme."
            self.note(
                BALISE_REFUSEE,
                fait,
                'Écrivez src="{{ images.logo }}", images.signature ou images.cachet.',
            )
        if not attrs.get("alt"):
            fait = "Une image n’a pas de texte « alt » : qui ne la voit pas n’en sait rien."
            self.note(BALISE_DOUTEUSE, fait, 'Dites ce qu’elle montre : alt="…".')

    def handle_data(self, data: str) -> None:
        if self.ouvertes and self.ouvertes[-1][0] == "style" and TROU not in data:
            for ligne, constat in review_feuille(data, self.feuille.familles):
                self.note(constat.code, constat.fait, constat.geste, self.lineno + ligne - 1)

    def parse_html_declaration(self, i: int) -> int:
        """Take every « <![ » for a marked section; newer Pythons take most for comments."""
        if self.rawdata.startswith("<![", i):
            return self.parse_marked_section(i)
        return super().parse_html_declaration(i)

    def parse_marked_section(self, i: int, report: int = 1) -> int:
        """Pass over « <![…]> », at which the library raises."""
        del report
        end = self.rawdata.find(">", i)
        if end >= 0:
            self.unknown_decl(self.rawdata[i + 3 : end])
        return end + 1 if end >= 0 else -1

    def unknown_decl(self, data: str) -> None:
        self.note(STYLE_INCONNU, f"« <![{data}> » n’est pas du HTML.", "Retirez-le.")


def review_html(html: str, feuille: Feuille) -> list[tuple[int, Reproche]]:
    """Return (line, what is wrong) for a whole page, as composed."""
    pile = Pile(feuille)
    pile.read(html)
    pile.finish()
    return list(pile.trouves)


# A « > » within quotes does not end a tag.
_BALISE = re.compile(r"""<[^<>"']*(?:"[^"]*"[^<>"']*|'[^']*'[^<>"']*)*>""")


def read_squelette(html: str) -> str | None:
    """Return the tags of a page, or None.

    `review_html` looks at nothing else, so two pages with the same tags have the same faults. None
    where that does not hold: a style sheet in the page, or a « < » that opens no plain tag.
    """
    balises = _BALISE.findall(html)
    # A comment may hold tags that are none.
    plain = (
        "<style" not in html
        and "<!-" not in html
        and sum(b.count("<") for b in balises) == html.count("<")
    )
    return "".join(balises) if plain else None

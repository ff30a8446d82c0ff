"""The review of a whole folder of templates: style sheet, templates, the papers they are for."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from amo_docs.catalogue import DocumentType
from amo_docs.findings import Finding, Place, Severite, sort_findings
from amo_docs.gabarits.blancs import Journal
from amo_docs.gabarits.environnement import make_environnement
from amo_docs.gabarits.noms import PROPRES, list_genres
from amo_docs.gabarits.syntaxe import read_gabarits
from amo_docs.model.modeles import Modeles
from amo_docs.model.proches import suggest
from amo_docs.relecture.branches import Branches, Trouve
from amo_docs.relecture.feuille import collect_variables, review_feuille
from amo_docs.relecture.genres import Methode, find_membre, list_noms, read_element
from amo_docs.relecture.pile import read_squelette, review_html
from amo_docs.relecture.reproches import (
    ARRET,
    DONNEE_INCONNUE,
    FICHIER_IGNORE,
    INTROUVABLE,
    NOM_INCONNU,
    SYNTAXE,
    Reproche,
    report,
)
from amo_docs.relecture.trame import review_balises
from amo_docs.relecture.valeurs import Feuille

FEUILLE, DOCUMENTS = "amo.css", "documents.toml"
GESTE_INUTILE = "Donnez-lui une table dans documents.toml, incluez-le dans un autre, ou retirez-le."


def make_feuille(modeles: Modeles) -> Feuille:
    """Return what the declarations of these templates are judged with."""
    return Feuille(
        frozenset(police.famille for police in modeles.polices), collect_variables(modeles.feuille)
    )


@dataclass(frozen=True)
class Revue:
    """What reading the templates found.

    `casses` are the keys of the papers whose template Jinja cannot read: none can be composed.
    """

    findings: tuple[Finding, ...]
    casses: frozenset[str]

    def has_said(self, finding: Finding) -> bool:
        """Tell whether the review has already reported what composing found.

        It has when it used the same words anywhere, found the same kind of fault at the same
        place, or found there an unknown name that `finding` follows from. Another name on the same
        line is another fault.
        """
        if finding.message in self._messages:
            return True
        here = self._par_place.get(finding.place, ())
        if finding.code == NOM_INCONNU:
            return any(said.code == NOM_INCONNU and _is_name(said, finding) for said in here)
        codes = {said.code for said in here}
        return finding.code in codes or (finding.code == ARRET and NOM_INCONNU in codes)

    @cached_property
    def _messages(self) -> frozenset[str]:
        return frozenset(f.message for f in self.findings if f.severite is Severite.ERREUR)

    @cached_property
    def _par_place(self) -> Mapping[Place, list[Finding]]:
        found: dict[Place, list[Finding]] = {}
        for finding in self.findings:
            if finding.severite is Severite.ERREUR:
                found.setdefault(finding.place, []).append(finding)
        return found


def _is_name(lu: Finding, trouve: Finding) -> bool:
    """Tell whether the review found « candidat.nomm » where composing found « nomm »."""
    return lu.message.endswith("." + trouve.message.removeprefix("« "))


def review_modeles(modeles: Modeles, catalogue: tuple[DocumentType, ...]) -> Revue:
    """Return all that both formats cannot honour or Jinja cannot read, sorted by place."""
    revus = tuple(_review(modeles, catalogue))
    illisibles = read_gabarits(modeles, catalogue)
    casses = frozenset(cle for cle, findings in illisibles.items() if findings)
    # The review says why Jinja cannot read a template, in French; what it missed is Jinja's to say.
    said = {finding.place for finding in revus if finding.code == SYNTAXE}
    others = (
        finding
        for findings in illisibles.values()
        for finding in findings
        if finding.code == SYNTAXE and finding.place not in said
    )
    return Revue(sort_findings((*revus, *others)), casses)


def _review(modeles: Modeles, catalogue: tuple[DocumentType, ...]) -> Iterator[Finding]:
    """Yield what cannot be honoured in both formats."""
    # Without a référentiel: templates are read before any session, and grades change no type.
    environnement = make_environnement(modeles, None, Journal())
    feuille = make_feuille(modeles)
    gabarits = Branches(environnement, modeles.gabarits, list_genres())
    trouves: list[Trouve] = [
        (FEUILLE, ligne, constat)
        for ligne, constat in review_feuille(modeles.feuille, feuille.familles)
    ]
    employes = _review_employes(modeles, catalogue, gabarits)
    for nom in modeles.gabarits.keys() - employes:
        gabarits.review(nom)
        # Where an expression names a template, none can be called unused.
        if not gabarits.inconnu:
            trouves.append(
                (
                    nom,
                    0,
                    Reproche(FICHIER_IGNORE, "Aucun papier n’emploie ce gabarit.", GESTE_INUTILE),
                )
            )
    for nom, arbre in gabarits.arbres.items():
        trouves += [(nom, ligne, constat) for ligne, constat in review_balises(arbre, feuille)]
    trouves += gabarits.trouves
    for document in catalogue:
        if document.modele in gabarits.arbres:
            trouves += gabarits.review_pour(
                document.modele, PROPRES[document.destinataires], document.cle
            )
    trouves += _review_papiers(modeles, catalogue)
    inutiles = modeles.gabarits.keys() - employes
    for nom, ligne, reproche in trouves:
        place = Place(modeles.origines.get(nom, nom), ligne=ligne)
        yield report(reproche, place, nom in inutiles)


def _review_employes(
    modeles: Modeles, catalogue: tuple[DocumentType, ...], gabarits: Branches
) -> set[str]:
    """Read the templates of papers and what they import, and return all their names.

    Every paper of `documents.toml` counts, though the catalogue may hold fewer: some are made on
    demand.
    """
    tables = (table for table in modeles.documents.values() if isinstance(table, Mapping))
    wanted = {document.modele for document in catalogue} | {table.get("modele") for table in tables}
    for nom in modeles.gabarits.keys() & wanted:
        gabarits.review(nom)
    return gabarits.lus


class Relecteur:
    """Reads pages as composed, for what expressions bring in that no template shows."""

    def __init__(self, modeles: Modeles) -> None:
        self._feuille = make_feuille(modeles)
        self._surs: set[str] = set()

    def review(self, html: str, place: Place) -> tuple[Finding, ...]:
        """Return the erreurs of a page, at `place`."""
        # A thousand certificates have the same tags: those of a page without fault are read once.
        squelette = read_squelette(html)
        if squelette in self._surs:
            return ()
        reproches = dict.fromkeys(reproche for _, reproche in review_html(html, self._feuille))
        if not reproches and squelette is not None:
            self._surs.add(squelette)
        found = (report(reproche, place) for reproche in reproches)
        return tuple(f for f in found if f.severite is Severite.ERREUR)


def _review_papiers(modeles: Modeles, catalogue: tuple[DocumentType, ...]) -> Iterator[Trouve]:
    """Yield the papers whose template is missing, and the attached data that does not exist."""
    genres = list_genres()
    for document in catalogue:
        if document.modele not in modeles.gabarits:
            geste = suggest(document.modele, modeles.gabarits, "Créez-le, ou corrigez « modele ».")
            fait = f"[{document.cle}] modele : le gabarit « {document.modele} » n’existe pas."
            yield *_find_cle(modeles, document.cle, "modele"), Reproche(INTROUVABLE, fait, geste)
        for chemin in document.donnees:
            faux = _find_faux(chemin, genres)
            if faux is not None:
                nom, geste = faux
                fait = f"[{document.cle}] donnees : « {nom} » n’existe pas."
                yield (
                    *_find_cle(modeles, document.cle, "donnees"),
                    Reproche(DONNEE_INCONNUE, fait, geste),
                )


def _find_cle(modeles: Modeles, table: str, cle: str) -> tuple[str, int]:
    """Return the file that declares a paper, and the line of one of its keys (0: not found)."""
    # tomllib gives no positions, and this one line does not call for a second parser.
    for nom in (DOCUMENTS, *(n for n in modeles.textes if n.endswith(f"/{DOCUMENTS}"))):
        texte = modeles.textes.get(nom, "")
        ici = re.search(rf"^[ \t]*\[{re.escape(table)}\]", texte, re.M)
        if ici is not None:
            la = re.compile(rf"^[ \t]*{cle}[ \t]*=", re.M).search(texte, ici.end())
            return nom, texte.count("\n", 0, la.end() if la else ici.end()) + 1
    return DOCUMENTS, 0


def _find_faux(chemin: str, genres: Mapping[str, Any]) -> tuple[str, str] | None:
    """Return the first part of `chemin` that does not exist, and the gesture; None when all do."""
    genre: Any = None
    for rang, part in enumerate(chemin.split(".")):
        nom = part.removesuffix("[]")
        membre = find_membre(genre, nom) if rang else genres.get(nom)
        if membre is None or isinstance(membre, Methode):
            known = list_noms(genre) if rang else genres
            return nom, suggest(nom, known, "Corrigez le chemin.")
        genre = read_element(membre) if part.endswith("[]") else membre
    return None

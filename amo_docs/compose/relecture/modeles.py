"""A folder of templates, whole: style sheet, templates, papers they are for."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from jinja2 import Environment

from amo_docs.catalogue import DocumentType
from amo_docs.compose.blancs import Journal
from amo_docs.compose.environnement import make_environnement
from amo_docs.compose.noms import PROPRES, list_genres
from amo_docs.compose.relecture.constats import (
    DONNEE_INCONNUE,
    FICHIER_IGNORE,
    INTROUVABLE,
    Constat,
    find_proche,
    report,
)
from amo_docs.compose.relecture.feuille import collect_variables, review_feuille
from amo_docs.compose.relecture.gabarits import Gabarits, Trouve
from amo_docs.compose.relecture.genres import Methode, find_membre, list_noms, read_element
from amo_docs.compose.relecture.pile import review_html
from amo_docs.compose.relecture.trame import review_balises
from amo_docs.compose.relecture.valeurs import Feuille
from amo_docs.findings import Finding, Place, sort_findings
from amo_docs.model.modeles import Modeles

FEUILLE, DOCUMENTS = "amo.css", "documents.toml"
GESTE_INUTILE = "Donnez-lui une table dans documents.toml, incluez-le dans un autre, ou retirez-le."


def make_feuille(modeles: Modeles) -> Feuille:
    """Return what declarations are judged with in these templates."""
    return Feuille(
        frozenset(police.famille for police in modeles.polices), collect_variables(modeles.feuille)
    )


def review_modeles(
    modeles: Modeles, catalogue: tuple[DocumentType, ...], environnement: Environment
) -> tuple[Finding, ...]:
    """Return everything that cannot be honoured in both formats, sorted by place.

    `environnement` is that of the templates: its filters and tests are those they may use.
    """
    feuille = make_feuille(modeles)
    gabarits = Gabarits(environnement, modeles.gabarits, list_genres())
    trouves: list[Trouve] = [
        (FEUILLE, ligne, constat)
        for ligne, constat in review_feuille(modeles.feuille, feuille.familles)
    ]
    employes = _review_employes(modeles, catalogue, gabarits)
    for nom in modeles.gabarits.keys() - employes:
        gabarits.review(nom)
        if not gabarits.inconnu:
            trouves.append(
                (
                    nom,
                    0,
                    Constat(FICHIER_IGNORE, "Aucun papier n’emploie ce gabarit.", GESTE_INUTILE),
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
    return sort_findings(
        report(constat, Place(modeles.origines.get(nom, nom), ligne=ligne), nom in inutiles)
        for nom, ligne, constat in trouves
    )


def _review_employes(
    modeles: Modeles, catalogue: tuple[DocumentType, ...], gabarits: Gabarits
) -> set[str]:
    """Read the templates of papers and what they import; return the names of all of them.

    The papers of `documents.toml` count too, though not all be asked for: a blank one is made on
    demand."""
    tables = (table for table in modeles.documents.values() if isinstance(table, Mapping))
    wanted = {document.modele for document in catalogue} | {table.get("modele") for table in tables}
    for nom in modeles.gabarits.keys() & wanted:
        gabarits.review(nom)
    return gabarits.lus


def verify_modeles(modeles: Modeles, catalogue: tuple[DocumentType, ...]) -> tuple[Finding, ...]:
    """Return the same without a session: no référentiel gives its grades, and none is needed to
    read."""
    return review_modeles(modeles, catalogue, make_environnement(modeles, None, Journal()))


def review_page(html: str, feuille: Feuille) -> Iterator[Constat]:
    """Yield what cannot be honoured of a page as composed, once each."""
    yield from dict.fromkeys(constat for _, constat in review_html(html, feuille))


def _review_papiers(modeles: Modeles, catalogue: tuple[DocumentType, ...]) -> Iterator[Trouve]:
    """Yield the papers whose template is missing, and the data attached that does not exist."""
    genres = list_genres()
    for document in catalogue:
        if document.modele not in modeles.gabarits:
            proche = find_proche(document.modele, modeles.gabarits)
            geste = (
                f"Vouliez-vous dire « {proche} » ?"
                if proche
                else "Créez-le, ou corrigez « modele »."
            )
            fait = f"[{document.cle}] modele : le gabarit « {document.modele} » n’existe pas."
            yield *_find_cle(modeles, document.cle, "modele"), Constat(INTROUVABLE, fait, geste)
        for chemin in document.donnees:
            faux = _find_faux(chemin, genres)
            if faux is not None:
                nom, proche = faux
                geste = f"Vouliez-vous dire « {proche} » ?" if proche else "Corrigez le chemin."
                fait = f"[{document.cle}] donnees : « {nom} » n’existe pas."
                yield (
                    *_find_cle(modeles, document.cle, "donnees"),
                    Constat(DONNEE_INCONNUE, fait, geste),
                )


def _find_cle(modeles: Modeles, table: str, cle: str) -> tuple[str, int]:
    """Return the file that declares a paper, the last one that does, and the line of a key of it
    (0: not found)."""
    for nom in (DOCUMENTS, *(n for n in modeles.textes if n.endswith(f"/{DOCUMENTS}"))):
        texte = modeles.textes.get(nom, "")
        ici = re.search(rf"^[ \t]*\[{re.escape(table)}\]", texte, re.M)
        if ici is not None:
            la = re.compile(rf"^[ \t]*{cle}[ \t]*=", re.M).search(texte, ici.end())
            return nom, texte.count("\n", 0, la.end() if la else ici.end()) + 1
    return DOCUMENTS, 0


def _find_faux(chemin: str, genres: Mapping[str, Any]) -> tuple[str, str | None] | None:
    """Return the first part of `chemin` that does not exist, and the nearest name; None when all
    its parts exist."""
    genre: Any = None
    for rang, part in enumerate(chemin.split(".")):
        nom = part.removesuffix("[]")
        membre = find_membre(genre, nom) if rang else genres.get(nom)
        if membre is None or isinstance(membre, Methode):
            return nom, find_proche(nom, list_noms(genre) if rang else genres)
        genre = read_element(membre) if part.endswith("[]") else membre
    return None

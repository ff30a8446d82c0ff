"""`documents.toml`, read and checked table by table.

Whoever adds a paper learns from the findings where its table is wrong.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from string import Formatter
from typing import Any

from amo_docs.catalogue import EXIGENCES, DocumentType, is_exigence
from amo_docs.errors import ModeleError
from amo_docs.findings import Finding, Place, sort_findings
from amo_docs.load.fichiers import FichierLu
from amo_docs.load.formulation import report, show
from amo_docs.load.reperage import find_place, list_places
from amo_docs.load.toml import read_toml
from amo_docs.load.validation import ContexteLecture, validate
from amo_docs.model.matiere import Reperes
from amo_docs.model.proches import suggest

CHAMPS = (
    *("nom", "prenom", "matricule", "bloc", "jury", "membre"),
    *("epreuve", "jour", "moment", "salle", "unite"),
)
"""The fields `fichier` may name; a test compares them with those that the plan gives."""


@dataclass(frozen=True)
class _TableType:
    """One table of the file, and where its keys stand."""

    cle: str
    valeurs: Mapping[str, Any]
    reperes: Reperes

    def find(self, champ: str) -> Place:
        return find_place(self.reperes, (self.cle, champ))


def read_documents(fichier: FichierLu) -> Mapping[str, object]:
    """Return the tables of a `documents.toml`, by key.

    Raises ModeleError with every finding: no TOML, a key or a value that makes no DocumentType, an
    unknown field in `fichier`.
    """
    document = read_toml(fichier)
    if isinstance(document, tuple):
        raise ModeleError(f"« {fichier.nom} » n’est pas du TOML.", document)
    reperes = Reperes(list_places(document.nom, document.lignes), Place(document.nom))
    findings: list[Finding] = []
    for cle, valeurs in document.donnees.items():
        if isinstance(valeurs, dict):
            findings += _check(_TableType(cle, valeurs, reperes))
        else:
            # The catalogue would pass over such a key without a word.
            fait = "« {cle} » n’est dans aucune table."
            geste = "Un papier est une table : écrivez [son_nom] au-dessus de ses clés."
            findings.append(report("L033", reperes.find(cle), fait, geste, cle=cle))
    if findings:
        raise ModeleError(f"« {fichier.nom} » ne décrit pas les papiers.", sort_findings(findings))
    return document.donnees


def _check(table: _TableType) -> Iterator[Finding]:
    contexte = ContexteLecture(table.reperes, prefixe=f"{table.cle}.")
    # The key of the paper is the heading of its table: no key inside says it.
    _, found = validate(DocumentType, {"cle": table.cle, **table.valeurs}, contexte)
    for finding in found:
        # The record was made of one table: its keys lack the name of the table.
        yield replace(finding, place=replace(finding.place, cle=f"{table.cle}.{finding.place.cle}"))
    fichier = table.valeurs.get("fichier")
    if isinstance(fichier, str):
        yield from _check_champs(table.find("fichier"), fichier)
    # Here and not in the record: the requirements are made of records, so that `DocumentType`
    # cannot import them.
    exige = table.valeurs.get("exige")
    for nom in exige if isinstance(exige, list) else ():
        if isinstance(nom, str) and not is_exigence(nom):
            fait = "« {nom} » ne désigne aucune donnée qu’un papier peut exiger."
            geste = suggest(
                nom,
                EXIGENCES,
                f"Écrivez {', '.join(EXIGENCES)}, ou un chemin comme « jury.nomination ».",
            )
            yield report("L034", table.find("exige"), fait, geste, nom=show(nom))


def _check_champs(place: Place, fichier: str) -> Iterator[Finding]:
    """Yield what `fichier` names that no paper has."""
    try:
        parts = list(Formatter().parse(fichier))
    except ValueError:
        yield report(
            "L034", place, "« {texte} » a une accolade seule.", "Fermez-la.", texte=show(fichier)
        )
        return
    for _, champ, form, conversion in parts:
        # A field is its bare name: a width, as in {nom:>9999}, would make names without end.
        if champ is None or (champ in CHAMPS and not form and not conversion):
            continue
        geste = suggest(champ, CHAMPS, f"Choisissez parmi : {', '.join(CHAMPS)}.")
        fait = (
            "« {champ} » n’est pas un champ de nom de fichier (champs : {admis}, entre "
            "accolades et sans format)."
        )
        yield report("L034", place, fait, geste, champ=show(champ), admis=", ".join(CHAMPS))

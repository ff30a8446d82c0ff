"""`documents.toml` read and checked table by table, so that whoever adds a paper is told where it
does not hold."""

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
"""What `fichier` may name between braces; a test holds them against the names the plan gives."""


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

    Raises ModeleError with every finding: not TOML, a key or a value that makes no DocumentType, an
    unknown field in `fichier`."""
    document = read_toml(fichier)
    if isinstance(document, tuple):
        raise ModeleError(f"« {fichier.nom} » n’est pas du TOML.", document)
    reperes = Reperes(list_places(document.nom, document.lignes), Place(document.nom))
    findings: list[Finding] = []
    for cle, valeurs in document.donnees.items():
        if isinstance(valeurs, dict):
            findings += _check(_TableType(cle, valeurs, reperes))
        else:
            fait = "« {cle} » n’est dans aucune table."
            geste = "Un papier est une table : écrivez [son_nom] au-dessus de ses clés."
            findings.append(report("L033", reperes.find(cle), fait, geste, cle=cle))
    if findings:
        raise ModeleError(f"« {fichier.nom} » ne décrit pas les papiers.", sort_findings(findings))
    return document.donnees


def _check(table: _TableType) -> Iterator[Finding]:
    contexte = ContexteLecture(table.reperes, prefixe=f"{table.cle}.")
    _, found = validate(DocumentType, {"cle": table.cle, **table.valeurs}, contexte)
    for finding in found:
        yield replace(finding, place=replace(finding.place, cle=f"{table.cle}.{finding.place.cle}"))
    fichier = table.valeurs.get("fichier")
    if isinstance(fichier, str):
        yield from _check_champs(table.find("fichier"), fichier)
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
    """Yield what `fichier` names that no paper has; a field is its bare name, without any
    format."""
    try:
        parts = list(Formatter().parse(fichier))
    except ValueError:
        yield report(
            "L034", place, "« {texte} » a une accolade seule.", "Fermez-la.", texte=show(fichier)
        )
        return
    for _, champ, form, conversion in parts:
        if champ is None or (champ in CHAMPS and not form and not conversion):
            continue
        geste = suggest(champ, CHAMPS, f"Choisissez parmi : {', '.join(CHAMPS)}.")
        fait = (
            "« {champ} » n’est pas un champ de nom de fichier (champs : {admis}, entre "
            "accolades et sans format)."
        )
        yield report("L034", place, fait, geste, champ=show(champ), admis=", ".join(CHAMPS))

"""TOML files: values by tomllib, and the line of each key by tree-sitter.

tomllib follows the standard and gives no places; tree-sitter gives places and undoes nothing.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from tree_sitter import Node

from amo_docs.findings import Finding, Place
from amo_docs.load.arbre import Arbre, parse_arbre, walk_nodes
from amo_docs.load.fautes_toml import list_fautes, turn_antislashs
from amo_docs.load.fichiers import FichierLu
from amo_docs.load.formulation import report, show
from amo_docs.load.reperage import Chemin, write_cle

# Before Python 3.14 the line of an error stands in its message only.
_FIN_TOMLLIB = re.compile(r"\(at line (\d+), column \d+\)$")
# « C:\\temp\\notes.csv » is TOML: a tabulation, and the end of a line.
_CHEMIN = re.compile(r'"(?:[A-Za-z]:|[^\s"\\]*)\\(?<!\\\\)[btnfr][^"]*\.[A-Za-z]{2,5}"')
_DATES = {"local_date": date, "local_date_time": datetime, "offset_date_time": datetime}


PROFONDEUR_MAX = 60
"""Tables and lists in one another. Our records have less than ten."""


_CLE_PROFONDE = re.compile(
    rf"""(?<![\w"'-])(?:[\w"'-]+[ \t]*\.[ \t]*){{{PROFONDEUR_MAX},}}[\w"'-]+[ \t]*[=\]]"""
)
"""A key of more parts than that, as it stands before its « = » or in its brackets."""


@dataclass(frozen=True)
class DocumentToml:
    """The values of a TOML file, and the line of each key, from 1."""

    nom: str
    donnees: dict[str, Any]
    lignes: Mapping[Chemin, int]


def read_toml(fichier: FichierLu) -> DocumentToml | tuple[Finding, ...]:
    """Return the values and lines of `fichier`, or the findings on why it is no TOML."""
    try:
        # TOML is UTF-8, without the mark that Notepad puts first: it is forgiven.
        text = fichier.contenu.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = fichier.contenu.count(b"\n", 0, error.start) + 1
        fait = "ce fichier n’est pas en UTF-8."
        return (
            report(
                "L003",
                Place(fichier.nom, ligne=line),
                fait,
                "Enregistrez-le en UTF-8 dans votre éditeur.",
            ),
        )
    # Before it is read: tomllib takes half a minute for a key of twenty thousand parts.
    if _CLE_PROFONDE.search(text):
        return _refuse_profond(fichier.nom)
    try:
        donnees = tomllib.loads(text)
    except RecursionError:
        return _refuse_profond(fichier.nom)
    except ValueError as error:  # TOMLDecodeError, or a number too long for Python
        return _explain(fichier.nom, text, error)
    # « a.a.a… = 1 » stops no reader of TOML, and every step after it.
    if _is_profond(donnees):
        return _refuse_profond(fichier.nom)
    arbre = parse_arbre(text)
    eaten = tuple(_list_chemins(fichier.nom, arbre.racine))
    return eaten or DocumentToml(fichier.nom, donnees, arbre.lignes)


def _list_chemins(nom: str, racine: Node) -> Iterator[Finding]:
    """Yield the findings on paths whose backslashes TOML has taken for something else."""
    for node in walk_nodes(racine):
        text = (node.text or b"").decode() if node.type == "string" else ""
        if _CHEMIN.fullmatch(text):
            fait = "TOML lit « \\ » dans {texte} comme le début d’une commande."
            geste = "Écrivez / au lieu de \\ : {mieux}."
            place = Place(nom, ligne=node.start_point[0] + 1)
            mieux = show(turn_antislashs(text))
            yield report("L004", place, fait, geste, texte=show(text), mieux=mieux)


def _refuse_profond(nom: str) -> tuple[Finding, ...]:
    fait = "ce fichier emboîte trop de listes ou de tables."
    geste = "Vérifiez les crochets, les accolades et les points des clés."
    return (report("L004", Place(nom), fait, geste),)


def _is_profond(donnees: object) -> bool:
    """Tell whether tables and lists stand in one another deeper than any file needs."""
    niveau: list[object] = [donnees]
    for _ in range(PROFONDEUR_MAX):
        niveau = [
            sous
            for valeur in niveau
            if isinstance(valeur, dict | list)
            for sous in (valeur.values() if isinstance(valeur, dict) else valeur)
        ]
    return bool(niveau)


def _explain(nom: str, text: str, error: ValueError) -> tuple[Finding, ...]:
    """Return the findings on why tomllib refused `text`.

    They name the usual slips, every impossible date and every key given twice; else the line of the
    first error.
    """
    # tomllib stops at the first fault: the person would correct one a run.
    fautes, mended = list_fautes(nom, text)
    arbre = parse_arbre(mended)
    if not arbre.casse:
        fautes = (*fautes, *_list_dates(nom, arbre.racine), *_list_doublons(nom, arbre))
    if fautes:
        return fautes
    tail = _FIN_TOMLLIB.search(str(error))
    # Without a line, the file ends inside a value: the last line that says something is shown.
    line = getattr(error, "lineno", None) or (
        int(tail[1]) if tail else max(1, len(text.rstrip().splitlines()))
    )
    rows = text.splitlines()
    shown = rows[line - 1].strip() if line <= len(rows) else ""
    fait = (
        "cette ligne n’est pas du TOML : « {texte} »."
        if shown
        else "le fichier s’arrête avant la fin d’une valeur."
    )
    geste = "Vérifiez guillemets, crochets, virgules et signe =, ici et juste au-dessus."
    return (report("L004", Place(nom, ligne=line), fait, geste, texte=show(shown)),)


def _list_dates(nom: str, racine: Node) -> list[Finding]:
    found = []
    for node in walk_nodes(racine):
        reader = _DATES.get(node.type)
        text = (node.text or b"").decode()
        if reader and not _is_date(reader, text):
            place = Place(nom, ligne=node.start_point[0] + 1)
            fait = "« {texte} » n’existe pas dans le calendrier."
            found.append(report("L036", place, fait, "Corrigez la date.", texte=show(text)))
    return found


def _is_date(reader: type[date], text: str) -> bool:
    try:
        reader.fromisoformat(text)
    except ValueError:
        return False
    return True


def _list_doublons(nom: str, arbre: Arbre) -> list[Finding]:
    found = []
    for chemin, first, again in arbre.doublons:
        cle = write_cle(chemin, base=1)
        fait = "« {cle} » est déjà donné ligne {premiere}."
        geste = "Gardez une seule des deux écritures."
        found.append(
            report("L005", Place(nom, ligne=again, cle=cle), fait, geste, cle=cle, premiere=first)
        )
    return found

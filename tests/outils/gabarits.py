"""The generated parts of templates/README.md: names, filters, tags and properties, from the program
itself."""

from __future__ import annotations

import dataclasses
import inspect
import re
from collections.abc import Callable, Iterator
from datetime import date, time
from enum import Enum
from typing import Any, Literal, get_args, get_origin, is_typeddict

from pydantic import BaseModel

from amo_docs.cli.sens import find_sens, read_sens

SENS = read_sens()

SIMPLES = {
    str: "texte",
    int: "nombre entier",
    bool: "vrai ou faux",
    date: "date",
    time: "heure",
    float: "nombre",
}


def is_notion(genre: Any) -> bool:
    """Tell whether a type is a record that templates look into."""
    known = isinstance(genre, type) and (
        issubclass(genre, BaseModel) or dataclasses.is_dataclass(genre)
    )
    return known or is_typeddict(genre)


def list_notions() -> dict[type, dict[str, Any]]:
    """Return every record a template reaches, with its names and their types, in the order they are
    met."""
    from amo_docs.gabarits.noms import list_genres
    from amo_docs.relecture.genres import Methode, list_atomes, read_membres

    found: dict[type, dict[str, Any]] = {}

    def visit(genre: Any) -> None:
        for atome in list_atomes(genre):
            if isinstance(atome, Methode):
                visit(atome.rend)
            elif is_notion(atome):
                if atome not in found:
                    found[atome] = dict(read_membres(atome) or {})
                    for membre in found[atome].values():
                        visit(membre)
            else:
                for part in get_args(atome):
                    visit(part)

    for genre in list_genres().values():
        visit(genre)
    return found


def write_genre(genre: Any) -> str:
    """Return a type in French words."""
    from amo_docs.relecture.genres import ENVELOPPES, Methode, list_atomes

    if isinstance(genre, Methode):
        return write_genre(genre.rend)
    if get_origin(genre) in ENVELOPPES:
        return write_genre(get_args(genre)[0])
    if get_origin(genre) is Literal:
        return " · ".join(f"« {value} »" for value in get_args(genre))
    atomes = list_atomes(genre)
    parts = [write_atome(atome) for atome in atomes]
    empty = type(None) in get_args(genre)
    return " ou ".join(dict.fromkeys(parts)) + (", ou rien" if empty else "")


def write_atome(atome: Any) -> str:
    """Return one type, which is no union, in French words."""
    origin, args = get_origin(atome), get_args(atome)
    if origin is dict:
        return f"{write_genre(args[1])}, par nom"
    if origin is not None and args:
        return f"liste de {write_genre(args[0])}"
    if is_notion(atome):
        return f"[{atome.__name__}](#{atome.__name__.lower()})"
    if isinstance(atome, type) and issubclass(atome, Enum):
        return " · ".join(f"« {membre.value} »" for membre in atome)
    return SIMPLES[atome]


def write_nom(notion: type, nom: str, genre: Any) -> str:
    """Return a name as a template writes it: a method with what it is given."""
    from amo_docs.relecture.genres import Methode

    if not isinstance(genre, Methode):
        return f"`{nom}`"
    given = [p for p in inspect.signature(getattr(notion, nom)).parameters if p != "self"]
    return f"`{nom}({', '.join(given)})`"


def write_table(heads: list[str], rows: list[list[str]]) -> str:
    """Return a Markdown table."""
    cells = [heads, ["---"] * len(heads), *([c.replace("|", "\\|") for c in row] for row in rows)]
    return "\n".join(f"| {' | '.join(row)} |" for row in cells)


def space_prose(text: str) -> str:
    """Return a French Markdown text with its spaces put right, code left as it is."""
    from amo_docs.typographie import set_espaces

    parts = re.split(r"(^```.*?^```$|`[^`\n]+`|<!--.*?-->)", text, flags=re.M | re.S)
    return "".join(part if rank % 2 else set_espaces(part) for rank, part in enumerate(parts))


def write_contexte() -> str:
    """Return the table of the names of the context."""
    from amo_docs.gabarits.noms import list_genres

    rows = [
        [f"`{nom}`", write_genre(genre), SENS["contexte"][nom]]
        for nom, genre in list_genres().items()
    ]
    return write_table(["Nom", "Type", "Sens"], rows)


def write_notions() -> str:
    """Return one table a record, by alphabetical order."""

    def write() -> Iterator[str]:
        for notion, membres in sorted(list_notions().items(), key=lambda found: found[0].__name__):
            yield f"### {notion.__name__}\n\nEn bref : {SENS['notions'][notion.__name__]}.\n"
            rows = [
                [write_nom(notion, n, g), write_genre(g), find_sens(notion, n)]
                for n, g in membres.items()
            ]
            yield write_table(["Nom", "Type", "Sens"], rows) + "\n"

    return "\n".join(write()).rstrip("\n")


def write_filtres() -> str:
    """Return the table of our filters."""
    return write_table(
        ["Filtre", "Ce qu’il imprime"],
        [[f"`{nom}`", sens] for nom, sens in SENS["filtres"].items()],
    )


def write_balises() -> str:
    """Return the tables of the tags admitted and refused."""
    from amo_docs.jumeaux.balises import BALISES, REFUSEES

    admises = write_table(
        ["Balise", "Ce qu’elle est"], [[f"`{nom}`", sens] for nom, sens in BALISES.items()]
    )
    refusees = write_table(
        ["Balise", "Pourquoi"], [[f"`{nom}`", sens] for nom, sens in REFUSEES.items()]
    )
    return f"{admises}\n\nCelles-ci sont refusées :\n\n{refusees}"


def write_proprietes() -> str:
    """Return the tables of the properties that both formats honour, of those of one value, of those
    of the PDF."""
    from amo_docs.jumeaux.proprietes import GARDES, PDF, PROPRIETES, UNITES
    from amo_docs.relecture.valeurs import write_valeurs

    rows, seules = [], []
    for nom, p in PROPRIETES.items():
        note = " ; ".join(filter(None, (p.note, p.inerte)))
        parts = ", ".join(f"`{partie}`" for partie in p.composantes)
        valeurs = f"celles de {parts}" if p.composantes and nom not in GARDES else write_valeurs(p)
        (seules if nom in GARDES else rows).append([f"`{nom}`", valeurs, note])
    return "\n\n".join(
        (
            write_table(["Propriété", "Valeurs", "Remarque"], rows),
            (
                f"Unités : {', '.join(f'`{u}`' for u in UNITES)}. Couleurs : un nom, "
                "`#rrggbb`, `rgb()`, `hsl()`."
            ),
            "Celles-ci n’ont qu’une valeur admise, la leur d’ordinaire :",
            write_table(["Propriété", "Valeur"], [row[:2] for row in seules]),
            "Celles-ci ne se voient que dans le PDF ; le vérificateur en avertit :",
            ", ".join(f"`{nom}`" for nom in sorted(PDF)) + ".",
        )
    )


PARTS: dict[str, Callable[[], str]] = {
    "contexte": write_contexte,
    "filtres": write_filtres,
    "balises": write_balises,
    "proprietes": write_proprietes,
    "notions": write_notions,
}

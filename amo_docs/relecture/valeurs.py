"""One declaration of CSS against the table of what both formats honour."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice, product, takewhile
from typing import Any

import tinycss2
import tinycss2.color5

from amo_docs.jumeaux.proprietes import GENERAUX, PDF, PROPRIETES, UNITES, Propriete
from amo_docs.model.proches import suggest
from amo_docs.relecture.reproches import PDF_SEUL, PERTE, STYLE_INCONNU, Reproche

Tokens = Sequence[Any]
COULEURS = frozenset(("rgb", "rgba", "hsl", "hsla"))
# Bounds on `var()`: variables may name each other without end, and each may have several values.
PROFONDEUR, COMBINAISONS = 8, 64


_COMMANDES = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f]")


@dataclass(frozen=True)
class Feuille:
    """What declarations are judged with: the font families, the values each `--name` may have."""

    familles: frozenset[str]
    variables: Mapping[str, list[Tokens]] = field(default_factory=dict)


class VariableInconnueError(Exception):
    """A `var()` names what nothing defines; `str()` is its name."""


def strip(tokens: Iterable[Any]) -> list[Any]:
    """Return the tokens without white space and comments."""
    return [t for t in tokens if t.type not in ("whitespace", "comment")]


def judge_declaration(nom: str, tokens: Tokens, feuille: Feuille) -> Iterator[Reproche]:
    """Yield what both formats cannot honour in `nom: tokens`, once each."""
    propriete = PROPRIETES.get(nom)
    if nom in PDF:
        fait = f"Word n’a pas de quoi montrer « {nom} » : le PDF seul l’aura."
        yield Reproche(
            PDF_SEUL, fait, "Retirez cette propriété, ou acceptez que les deux fichiers diffèrent."
        )
        return
    if propriete is None:
        geste = suggest(nom, PROPRIETES, "Retirez-la : templates/README.md dit les autres.")
        yield Reproche(STYLE_INCONNU, f"La propriété « {nom} » n’est pas admise.", geste)
        return
    try:
        valeurs = list(islice(expand(tokens, feuille, 0), COMBINAISONS))
    except VariableInconnueError as error:
        geste = "Définissez-la dans :root, ou corrigez son nom."
        yield Reproche(STYLE_INCONNU, f"« var({error}) » n’a pas de valeur.", geste)
        return
    yield from dict.fromkeys(
        constat for valeur in valeurs for constat in _judge(propriete, valeur, feuille)
    )


def expand(tokens: Tokens, feuille: Feuille, profondeur: int) -> Iterator[list[Any]]:
    """Yield each value `tokens` may have once its `var()` are replaced.

    Raises VariableInconnueError on one that has no value.
    """
    choices: list[list[list[Any]]] = []
    for token in strip(tokens):
        if token.type == "function" and token.lower_name == "var":
            choices.append(list(islice(_expand_variable(token, feuille, profondeur), COMBINAISONS)))
        else:
            choices.append([[token]])
    for choice in product(*choices):
        yield [token for part in choice for token in part]


def _expand_variable(token: Any, feuille: Feuille, profondeur: int) -> Iterator[list[Any]]:
    arguments = strip(token.arguments)
    nom = arguments[0].value if arguments and arguments[0].type == "ident" else ""
    valeurs = list(feuille.variables.get(nom, ()))
    # The fallback of `var(--name, fallback)`.
    if len(arguments) > 2:
        valeurs.append(arguments[2:])
    if not valeurs or profondeur > PROFONDEUR:
        raise VariableInconnueError(nom)
    for valeur in valeurs:
        yield from expand(valeur, feuille, profondeur + 1)


def _judge(propriete: Propriete, tokens: list[Any], feuille: Feuille) -> Iterator[Reproche]:
    parts = [
        t for t in tokens if not (t.type == "literal" and t.value in _list_separateurs(propriete))
    ]
    if len(parts) == 1 and parts[0].type == "ident" and parts[0].lower_value in GENERAUX:
        # The first font of CSS is each program's own.
        if parts[0].lower_value == "initial" and propriete.nom in ("font", "font-family"):
            geste = f"Choisissez parmi : {', '.join(sorted(feuille.familles))}."
            yield Reproche(
                STYLE_INCONNU, f"« {propriete.nom}: initial » ne dit aucune police.", geste
            )
        return
    if not parts or len(parts) > propriete.nombre:
        said = " ".join(t.serialize() for t in tokens)
        yield _refuse_valeur(propriete, said)
        return
    # WeasyPrint drops a whole `font` without size or family: the paper would be set in another.
    if propriete.nom == "font" and not _is_police(parts):
        said = " ".join(t.serialize() for t in tokens)
        geste = 'Donnez au moins un corps, puis une police : font: 10pt "Liberation Sans".'
        yield Reproche(PERTE, f"« font: {said} » n’est pas admis.", geste)
        return
    for part in parts:
        yield from _judge_partie(propriete, part)
    if "famille" in propriete.genres and propriete.nom in ("font", "font-family"):
        yield from _judge_famille(tokens, feuille)


def _is_police(parts: list[Any]) -> bool:
    """Tell whether a `font` has a size and, last, a family."""
    corps = [
        p.type in ("dimension", "percentage") or p.serialize() in PROPRIETES["font-size"].mots
        for p in parts
    ]
    return any(corps[:-1]) and parts[-1].type in ("ident", "string") and not corps[-1]


def _list_separateurs(propriete: Propriete) -> tuple[str, ...]:
    commas = (",",) if "famille" in propriete.genres or propriete.nom == "string-set" else ()
    return (*commas, "/") if propriete.nom == "font" else commas


def _judge_famille(tokens: list[Any], feuille: Feuille) -> Iterator[Reproche]:
    """Yield a finding when the first family is not among the fonts whose glyphs are checked."""
    first = list(takewhile(lambda t: t != ",", tokens))
    # Without quotes, the words of a family are tokens of their own.
    noms = [t for t in first if t.type == "ident" and t.lower_value not in MOTS_POLICE]
    said = next((t for t in first if t.type == "string"), None)
    nom = said.value if said is not None else " ".join(t.value for t in noms)
    if nom and nom.lower() not in {famille.lower() for famille in feuille.familles}:
        geste = f"Choisissez parmi : {', '.join(sorted(feuille.familles))}."
        yield Reproche(STYLE_INCONNU, f"La police « {nom} » n’est pas celle des papiers.", geste)


MOTS_POLICE = frozenset(
    mot
    for nom in ("font-style", "font-weight", "font-size", "line-height")
    for mot in PROPRIETES[nom].mots
)


def _judge_partie(propriete: Propriete, part: Any) -> Iterator[Reproche]:
    said = part.serialize()
    if part.type == "ident" and part.lower_value in {mot.lower() for mot in propriete.mots}:
        return
    if part.type == "ident" and part.lower_value in propriete.reste:
        yield _warn_valeur(propriete, said)
    elif part.type in ("dimension", "percentage", "number"):
        yield from _judge_mesure(propriete, part)
    elif not any(_is_genre(genre, part) for genre in propriete.genres):
        yield _refuse_valeur(propriete, said)


def _warn_valeur(propriete: Propriete, said: str) -> Reproche:
    parties = [PROPRIETES[nom] for nom in propriete.composantes] or [propriete]
    if any(p.grave for p in parties if said.lower() in p.reste):
        fait = (
            f"« {propriete.nom}: {said} » perd, cache ou déplace des mots dans l’un des deux "
            "formats."
        )
        return Reproche(PERTE, fait, _offer(propriete))
    fait = f"Word n’a pas de quoi montrer « {propriete.nom}: {said} » : le PDF seul l’aura."
    return Reproche(PDF_SEUL, fait, _offer(propriete))


def _refuse_valeur(propriete: Propriete, said: str) -> Reproche:
    code = PERTE if propriete.grave else STYLE_INCONNU
    return Reproche(code, f"« {propriete.nom}: {said} » n’est pas admis.", _offer(propriete))


NOMS_GENRES: Mapping[str, str] = {
    "longueur": "une longueur",
    "positive": "une longueur positive ou nulle",
    "taille": "une longueur plus grande que zéro",
    "pourcentage": "un pourcentage",
    "nombre": "un nombre",
    "entier": "un entier",
    "couleur": "une couleur",
    "opaque": "une couleur opaque",
    "chaine": "un texte entre guillemets",
    "famille": "une police des papiers",
    "nom": "un nom",
    "un": "1",
}


def write_valeurs(propriete: Propriete) -> str:
    """Return the values of a property that both formats honour, in words."""
    kinds = [NOMS_GENRES.get(genre, f"{genre}") for genre in propriete.genres if genre != "un"]
    return ", ".join([*propriete.mots, *kinds])


def _offer(propriete: Propriete) -> str:
    return f"Choisissez parmi : {write_valeurs(propriete)}."


def _judge_mesure(propriete: Propriete, part: Any) -> Iterator[Reproche]:
    """Yield what is wrong with a number: its unit, its sign, or that one stands there at all."""
    said = part.serialize()
    if part.type == "dimension" and part.lower_unit not in UNITES:
        yield Reproche(
            STYLE_INCONNU,
            f"L’unité « {part.unit} » n’est pas admise.",
            f"Choisissez parmi : {', '.join(UNITES)}.",
        )
        return
    # Some words of a property are numbers: « 700 » for a weight.
    if part.type == "number" and part.representation in propriete.mots:
        return
    if not any(_MESURES[genre](part) for genre in propriete.genres if genre in _MESURES):
        yield _refuse_valeur(propriete, said)


def _is_longueur(part: Any) -> bool:
    return bool(part.type == "dimension" or (part.type == "number" and part.value == 0))


_MESURES: Mapping[str, Callable[[Any], bool]] = {
    "longueur": _is_longueur,
    "positive": lambda p: _is_longueur(p) and p.value >= 0,
    "taille": lambda p: p.type in ("dimension", "percentage") and p.value > 0,
    "pourcentage": lambda p: p.type == "percentage" and p.value >= 0,
    "nombre": lambda p: p.type == "number" and p.value > 0,
    "entier": lambda p: p.type == "number" and p.is_integer and p.value >= 1,
    "un": lambda p: p.type == "number" and p.value == 1,
}


def _is_genre(genre: str, part: Any) -> bool:
    """Tell whether `part`, neither a number nor a word of the property, is of `genre`."""
    if genre in ("couleur", "opaque"):
        return _is_couleur(part, genre == "opaque")
    if genre == "chaine":
        # Of the characters that command, a line feed is the only one that Word knows.
        return bool(part.type == "string" and not _COMMANDES.search(part.value))
    if genre in ("famille", "nom"):
        return part.type == "ident" or (genre == "famille" and part.type == "string")
    return part.type == "function" and genre == f"{part.lower_name}()" and _is_appel(part)


def _is_couleur(part: Any, opaque: bool) -> bool:
    if part.type == "function" and part.lower_name not in COULEURS:
        return False
    color = tinycss2.color5.parse_color(part)
    if color is None:
        return False
    # Word sets no transparent letters: a colour that lets the ground
    # through would be another one there.
    return color == "currentcolor" or not opaque or color.alpha == 1


def _is_appel(part: Any) -> bool:
    """Tell whether Word can write what a function of generated content gives."""
    arguments = strip(part.arguments)
    words = [a.lower_value for a in arguments if a.type == "ident"]
    if len(words) != len(arguments):
        return False
    return {
        "counter": words in (["page"], ["pages"]),
        "string": len(words) == 1,
        "content": words in ([], ["text"]),
    }.get(part.lower_name, False)

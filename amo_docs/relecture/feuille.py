"""A style sheet against the table of what both formats honour: rules, selectors, declarations.

Parsed by the libraries WeasyPrint itself parses with, so that both see the same sheet.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

import cssselect2
import tinycss2

from amo_docs.jumeaux.balises import SANS_CONTENU
from amo_docs.relecture.reproches import PDF_SEUL, PERTE, STYLE_INCONNU, Reproche
from amo_docs.relecture.valeurs import Feuille, judge_declaration, strip

# Word has the generated text these give; the PDF alone shows the next ones.
ENGENDRES = ("before", "after")
PSEUDOS_PDF = ("marker", "first-line", "first-letter")
# Word has a header and a footer, each in three parts by its tabs. Other margin boxes have no place.
MARGES = frozenset(
    f"{cote}-{place}" for cote in ("top", "bottom") for place in ("left", "center", "right")
)
DE_PAGE = ("size", "margin", "padding", "border", "color", "font", "line-height", "letter-spacing")
DE_MARGE = (
    "content",
    "color",
    "font",
    "line-height",
    "letter-spacing",
    "vertical-align",
    "padding",
    "border-top",
    "border-bottom",
    "text-transform",
    "text-decoration",
    "white-space",
)
# Word gives its first page another header, never another size or other margins.
DE_PREMIERE = ("size", "margin", "padding", "border")
LECTURE_IMPOSSIBLE = "Corrigez cette règle : accolades, deux-points, points-virgules."


@dataclass(frozen=True)
class Endroit:
    """Where declarations stand.

    `genre` is « element », « pseudo », « page », « premiere » or « marge ».
    """

    genre: str
    feuille: Feuille


Trouve = tuple[int, Reproche]


TROP_PROFOND = Reproche(
    STYLE_INCONNU,
    "Trop de blocs ou de parenthèses les uns dans les autres.",
    "Simplifiez ce style.",
)


def review_feuille(text: str, familles: frozenset[str]) -> Iterator[Trouve]:
    """Yield (line, what is wrong) for a style sheet.

    `familles` are those of the fonts papers are set in.
    """
    endroit = Endroit("element", Feuille(familles, collect_variables(text)))
    try:
        rules = tinycss2.parse_stylesheet(text, skip_comments=True, skip_whitespace=True)
        yield from [trouve for rule in rules for trouve in _review_regle(rule, endroit)]
    # tinycss2 reads nested blocks by recursion: whatever is typed, the sheet is read or refused.
    except RecursionError:
        yield 1, TROP_PROFOND


def review_declarations(text: str, feuille: Feuille) -> Iterator[Reproche]:
    """Yield what is wrong with the text of a `style` attribute."""
    try:
        nodes = tinycss2.parse_blocks_contents(text, skip_comments=True, skip_whitespace=True)
        yield from [constat for _, constat in _review_contenu(nodes, Endroit("element", feuille))]
    except RecursionError:
        yield TROP_PROFOND


def collect_variables(text: str) -> dict[str, list[Any]]:
    """Return the values that each `--name` of a style sheet is given.

    When the sheet cannot be read to its end, those read so far.
    """
    variables: dict[str, list[Any]] = {}
    try:
        for rule in tinycss2.parse_stylesheet(text, skip_comments=True, skip_whitespace=True):
            _collect_variables(rule, variables)
    except RecursionError:
        return variables
    return variables


def _read_contenu(rule: Any) -> list[Any]:
    return list(
        tinycss2.parse_blocks_contents(rule.content or [], skip_comments=True, skip_whitespace=True)
    )


def _collect_variables(rule: Any, variables: dict[str, list[Any]]) -> None:
    if rule.type == "declaration" and rule.name.startswith("--"):
        # All of them, wherever they are set: which one applies depends on the element.
        variables.setdefault(rule.name, []).append(rule.value)
    elif rule.type in ("qualified-rule", "at-rule"):
        for node in _read_contenu(rule):
            _collect_variables(node, variables)


def _review_regle(rule: Any, endroit: Endroit) -> Iterator[Trouve]:
    if rule.type == "error":
        yield (
            rule.source_line,
            Reproche(STYLE_INCONNU, "La feuille de style ne se lit pas ici.", LECTURE_IMPOSSIBLE),
        )
    elif rule.type == "qualified-rule":
        yield from _review_selecteur(rule, endroit)
    elif rule.type == "at-rule":
        yield from _review_arobase(rule, endroit)


def _review_selecteur(rule: Any, endroit: Endroit) -> Iterator[Trouve]:
    said = tinycss2.serialize(rule.prelude).strip()
    line = rule.source_line
    try:
        pseudos = {
            s.pseudo_element for s in cssselect2.compile_selector_list(_unnest(rule.prelude))
        } - {None}
    except cssselect2.SelectorError:
        fait = f"Le sélecteur « {said} » ne se comprend pas."
        yield (
            line,
            Reproche(
                STYLE_INCONNU,
                fait,
                "Corrigez-le : balises, .classes, ~, + et > suffisent d’ordinaire.",
            ),
        )
        return
    for pseudo in sorted(pseudos - set(ENGENDRES)):
        if pseudo in PSEUDOS_PDF:
            fait = f"Word n’a pas de quoi montrer « ::{pseudo} » : le PDF seul l’aura."
            yield (
                line,
                Reproche(
                    PDF_SEUL,
                    fait,
                    "Retirez cette règle, ou acceptez que les deux fichiers diffèrent.",
                ),
            )
        else:
            yield (
                line,
                Reproche(
                    STYLE_INCONNU,
                    f"« ::{pseudo} » n’est pas admis.",
                    "Choisissez ::before ou ::after.",
                ),
            )
    for nu in sorted(_list_nus(said)):
        fait = f"Word n’a pas de place pour le texte que « {nu} » engendre."
        yield line, Reproche(PERTE, fait, "Écrivez ce texte dans le gabarit.")
    yield from _review_contenu(
        _read_contenu(rule), replace(endroit, genre="pseudo" if pseudos else "element")
    )


# A tag at the end of a selector, its classes and the like, its pseudo-element.
_ENGENDRE = re.compile(
    r"(?:^|[\s>+~])(\w+)(?:[.#:\[][^\s>+~]*?)?::?(?:before|after)$", re.IGNORECASE
)


def _list_nus(selecteur: str) -> set[str]:
    """Return the parts of a selector that generate text where Word has no place for it."""
    parts = (part.strip() for part in selecteur.split(","))
    found = ((part, _ENGENDRE.search(part)) for part in parts)
    return {part for part, tag in found if tag and tag[1].lower() in SANS_CONTENU}


def _unnest(prelude: Any) -> list[Any]:
    """Return a selector with `*` for each `&`, which cssselect2 does not know."""
    return [
        tinycss2.ast.LiteralToken(t.source_line, t.source_column, "*") if t == "&" else t
        for t in prelude
    ]


def _review_arobase(rule: Any, endroit: Endroit) -> Iterator[Trouve]:
    nom = rule.lower_at_keyword
    if nom == "page":
        yield from _review_page(rule, endroit)
    elif (
        nom == "media"
        and rule.content is not None
        # WeasyPrint lays out for print: what other media say would be passed over in silence.
        and tinycss2.serialize(rule.prelude).strip() in ("print", "all")
    ):
        inner = tinycss2.parse_rule_list(rule.content, skip_comments=True, skip_whitespace=True)
        for regle in inner:
            yield from _review_regle(regle, endroit)
    else:
        said = f"@{nom} {tinycss2.serialize(rule.prelude).strip()}".strip()
        fait = f"La règle « {said} » n’est pas admise."
        yield (
            rule.source_line,
            Reproche(STYLE_INCONNU, fait, "Retirez-la : @page et @media print sont admises."),
        )


def _review_page(rule: Any, endroit: Endroit) -> Iterator[Trouve]:
    words = strip(rule.prelude)
    said = tinycss2.serialize(rule.prelude).strip()
    pseudo = (
        [t.lower_value for t in words[words.index(":") :] if t.type == "ident"]
        if ":" in words
        else []
    )
    # Word has a first page of a section; odd, even or blank ones have no twin here.
    if pseudo not in ([], ["first"]) or any(
        t.type not in ("ident", "literal") or t == "," for t in words
    ):
        fait = f"Word ne distingue pas les pages « {said} »."
        yield rule.source_line, Reproche(PERTE, fait, "Choisissez @page, @page nom ou :first.")
        return
    ici = replace(endroit, genre="premiere" if pseudo else "page")
    for node in _read_contenu(rule):
        if node.type != "at-rule":
            yield from _review_contenu([node], ici)
        elif node.lower_at_keyword in MARGES:
            yield from _review_contenu(_read_contenu(node), replace(endroit, genre="marge"))
        else:
            fait = f"Word n’a pas de marge « @{node.lower_at_keyword} » : ses mots seraient perdus."
            yield (
                node.source_line,
                Reproche(PERTE, fait, f"Choisissez parmi : @{', @'.join(sorted(MARGES))}."),
            )


def _review_contenu(nodes: list[Any], endroit: Endroit) -> Iterator[Trouve]:
    for node in nodes:
        if node.type in ("qualified-rule", "at-rule", "error"):
            yield from _review_regle(node, endroit)
        elif node.type == "declaration" and not node.name.startswith("--"):
            found = [
                *judge_declaration(node.lower_name, node.value, endroit.feuille),
                *_judge_place(node, endroit),
            ]
            yield from ((node.source_line, constat) for constat in dict.fromkeys(found))


def _judge_place(node: Any, endroit: Endroit) -> Iterator[Reproche]:
    """Yield what is wrong with the place of a declaration, whose value may be fine elsewhere."""
    nom = node.lower_name
    # `content: none` or `normal` changes nothing, anywhere.
    value = [
        t
        for t in strip(node.value)
        if not (t.type == "ident" and t.lower_value in ("none", "normal"))
    ]
    if endroit.genre == "premiere" and nom.startswith(DE_PREMIERE):
        fait = f"Word n’a pas, pour la première page seule, de « {nom} »."
        yield Reproche(
            PERTE,
            fait,
            "Donnez un nom de page au début du papier, ou ne changez que ses marges @top-… .",
        )
    elif endroit.genre == "page" and not nom.startswith(DE_PAGE):
        yield _warn_place(nom, "@page")
    elif endroit.genre == "marge" and not nom.startswith(DE_MARGE):
        yield _warn_place(nom, "une marge de page")
    elif (
        # `string()` and `counter()` are fields of headers and footers; in the
        # text, Word would need its own.
        endroit.genre == "pseudo" and nom == "content" and any(t.type == "function" for t in value)
    ):
        yield Reproche(
            PERTE, "Word n’engendre ici qu’un texte.", "Écrivez un texte entre guillemets."
        )
    elif endroit.genre == "pseudo" and nom == "display" and _say(value) not in ("", "inline"):
        fait = f"« display: {_say(value)} » déplace ou cache un texte engendré."
        yield Reproche(PERTE, fait, "Laissez-le dans sa ligne, ou écrivez-le dans le gabarit.")
    elif endroit.genre == "element" and nom == "content" and value:
        yield Reproche(
            PERTE, "« content » remplace ici des mots par d’autres.", "Écrivez ::before ou ::after."
        )
    elif nom == "size" and endroit.genre != "page":
        yield Reproche(
            STYLE_INCONNU, "« size » est la taille d’une page.", "Écrivez-le dans @page."
        )


def _say(tokens: list[Any]) -> str:
    return str(tinycss2.serialize(tokens)).lower()


def _warn_place(nom: str, ou: str) -> Reproche:
    fait = f"Word n’a pas de « {nom} » dans {ou} : le PDF seul l’aura."
    return Reproche(
        PDF_SEUL, fait, "Retirez cette propriété, ou acceptez que les deux fichiers diffèrent."
    )

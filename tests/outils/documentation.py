"""The generated parts of the documentation, from the program itself: docs/, templates/README.md.

`python tests/outils/documentation.py` rewrites them; a test holds them true.
"""

from __future__ import annotations

import html
import inspect
import re
import sys
import tomllib
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import click

RACINE = Path(__file__).parents[2]
if __name__ == "__main__":
    sys.path[:0] = [str(RACINE), str(RACINE / "tests")]

from outils.gabarits import PARTS as PARTS_GABARITS  # noqa: E402 (after the path of a script)
from outils.gabarits import space_prose  # noqa: E402
from outils.tableau import write_table  # noqa: E402

QUI = {
    "candidat": "chaque candidat",
    "membre_jury": "chaque membre du jury, suppléants compris",
    "jury": "chaque jury",
    "bloc_acquis": "chaque bloc acquis dans la session par un candidat qui n’est pas certifié",
    "certifie": "chaque candidat certifié",
    "epreuve": "chaque épreuve ; le jury s’il n’y en a pas",
    "epreuve_candidat": "chaque candidat à chaque épreuve",
    "jour": "chaque jour de passage",
    "seance": "chaque demi-journée dans chaque salle",
    "seance_amenagee": "chaque demi-journée dans une salle où quelqu’un a un aménagement",
    "unite": "chaque unité dont les personnes reçoivent des papiers",
}
QUAND = {
    "close": "dès que le procès-verbal est complet",
    "convoquee": "dès que le jury a des membres et des candidats",
    "jugee": "dès que chaque candidat du jury a des résultats",
    "delivree": "dès que le procès-verbal est complet et que `[delivrance]` est donnée",
}


def write_quand(document: dict[str, str]) -> str:
    """Return when a paper is made."""
    asked = ""
    if "vierge_de" in document:
        asked = f"sur demande (`--vierge {document['vierge_de']}`), "
    elif document.get("sur_demande"):
        asked = f"sur demande (`--avec {document['cle']}`), "
    needs = " ; omis, avec la raison, tant que ses données manquent"
    return asked + QUAND[document["etat"]] + (needs if document.get("facultatif") else "")


def write_papiers() -> str:
    """Return the table of the papers of templates/documents.toml."""
    documents = tomllib.loads((RACINE / "templates/documents.toml").read_text(encoding="utf-8"))
    rows = [
        [
            f"`{cle}`",
            d["titre"],
            QUI[d["destinataires"]],
            write_quand({"cle": cle, **d}),
            f"`{d['fichier']}`",
        ]
        for cle, d in documents.items()
    ]
    return write_table(["Clé", "Papier", "Pour", "Quand", "Fichier"], rows)


def write_sorties() -> str:
    """Return the table of exit codes."""
    from amo_docs.cli.commun import SENS_CODES

    return write_table(
        ["Code", "Sens"], [[str(int(code)), sens] for code, sens in SENS_CODES.items()]
    )


def write_constats() -> str:
    """Return the table of what is checked: reading, rules, templates."""
    from amo_docs.constats import CODES

    others = {"L": "lecture", "G": "gabarits"}
    rows = [
        [_link(code), sens.titre, sens.severite.value, sens.source or others[code[0]]]
        for code, sens in CODES.items()
    ]
    return write_table(["Code", "Fait", "Gravité", "Source"], rows)


def _link(code: str) -> str:
    """Return a code, with a link to the page of the rules where it is one."""
    return f"`{code}`" if code[0] in "LG" else f"[`{code}`](REGLES.md#{code.lower()})"


def list_commandes() -> dict[str, click.Command]:
    """Return every command by what is typed, those of groups too."""
    from amo_docs.cli import cli

    found: dict[str, click.Command] = {}
    for name, command in cli.commands.items():
        if isinstance(command, click.Group):
            found |= {f"{name} {own}": under for own, under in command.commands.items()}
        else:
            found[name] = command
    return found


def write_commandes() -> str:
    """Return a section a command: what its help says, and a table of its options."""
    return "\n\n".join(
        "\n\n".join(_write_commande(name, command)) for name, command in list_commandes().items()
    )


def _write_commande(name: str, command: click.Command) -> Iterator[str]:
    arguments = [p.make_metavar(click.Context(command)) for p in _list_params(command, False)]
    yield f"## `amo-docs {' '.join([name, *arguments])}`"
    prose, _, examples = inspect.cleandoc(command.help or "").partition("\b\nExemples :\n")
    yield prose.strip()
    if examples:
        lines = "\n".join(f"$ {line.strip()}" for line in examples.splitlines())
        yield f"```console\n{lines}\n```"
    rows = [list(_write_option(command, param)) for param in _list_params(command, True)]
    if rows:
        yield write_table(["Option", "Sens"], rows)


def _write_option(command: click.Command, option: click.Parameter) -> tuple[str, str]:
    """Return what is typed for an option, and what it does."""
    assert isinstance(option, click.Option)
    typed = option.opts[0]
    if not option.is_flag:
        typed += f" {option.make_metavar(click.Context(command)).strip('[]')}"
    default = f" Par défaut : `{option.default}`." if option.show_default else ""
    return f"`{typed}`".replace("|", "\\|"), f"{option.help}{default}"


def _list_params(command: click.Command, options: bool) -> list[click.Parameter]:
    return [p for p in command.params if isinstance(p, click.Option) is options]


PAGES: dict[str, Mapping[str, Callable[[], str]]] = {
    "docs/PAPIERS.md": {"papiers": write_papiers},
    "docs/COMMANDES.md": {"commandes": write_commandes},
    "docs/CODES.md": {"sorties": write_sorties, "constats": write_constats},
    "docs/DOSSIER.md": {},
    "templates/README.md": PARTS_GABARITS,
    "README.md": {},
    "CHANGELOG.md": {},
}
"""The French pages written by hand, and their generated parts."""


def renew(page: str) -> str:
    """Return the text of `page` as it should be: its generated parts, its French spaces."""
    text = (RACINE / page).read_text(encoding="utf-8")
    for name, write in PAGES[page].items():
        pattern = re.compile(rf"(<!-- {name}: [^>]*-->\n).*?(<!-- /{name} -->)", re.S)
        text, count = pattern.subn(lambda m, w=write: f"{m[1]}{w()}\n{m[2]}", text)  # type: ignore[misc]
        if count != 1:
            raise ValueError(f"{page} has no part « {name} »")
    return space_prose(text)


MAUVAISES = RACINE / "docs/MAUVAISES_ENTREES.md"
SCHEMAS = RACINE / "docs/schemas"

_TETE = """\
# Mauvaises entrées

Ce que dit amo-docs, en une phrase, et le code avec lequel il s’arrête. Dans tous ces cas rien n’est écrit. Chaque ligne
est un essai que les tests refont ; le message est celui que l’on cherche dans ce qui est dit. Cette page est faite par
`script/docs`.

"""
_ADMIS = """
## Ce qui n’est pas une erreur

Ce sont des noms : ils sortent tels quels, en entier, dans le PDF et dans le DOCX, et le nom du fichier reste sûr.

"""


def show_code(texte: str) -> str:
    """Return `texte` as code in a cell, control and invisible characters named."""
    seen = "".join(
        c if c.isprintable() else f"<U+{ord(c):04X}>" for c in texte.replace("\u00a0", " ")
    )
    bars = "``" if "`" in seen else "`"
    return f"{bars}{seen}{bars}".replace("|", "\\|")


def write_mauvaises() -> str:
    """Return docs/MAUVAISES_ENTREES.md: the cases of tests/fabrique/mauvaises.py."""
    from fabrique.mauvaises import ADMIS, CAS, REFUS

    parts = [_TETE]
    for sujet, family in CAS.items():
        rows = [[cas.nom, cas.message, str(cas.code)] for cas in family]
        if sujet == "Sortie":
            rows += [[nom, message, str(code)] for nom, (message, code) in REFUS.items()]
        rows = [
            [html.escape(cell, quote=False).replace("|", "\\|") for cell in row] for row in rows
        ]
        parts += [
            f"## {sujet}\n\n",
            write_table(["Cas", "Message", "Code de sortie"], rows),
            "\n\n",
        ]
    rows = [
        [html.escape(nom, quote=False).replace("|", "\\|"), show_code(valeur), "0"]
        for nom, valeur in ADMIS.items()
    ]
    return "".join(
        [
            *parts[:-1],
            "\n",
            _ADMIS,
            write_table(["Cas", "Nom et matricule", "Code de sortie"], rows),
            "\n",
        ]
    )


if __name__ == "__main__":
    from amo_docs.cli.json_schema import write_schema
    from amo_docs.cli.schema import NOMS
    from outils.regles import write_regles

    for page in PAGES:
        (RACINE / page).write_text(renew(page), encoding="utf-8")
    MAUVAISES.write_text(write_mauvaises(), encoding="utf-8")
    (RACINE / "docs" / "REGLES.md").write_text(write_regles(), encoding="utf-8")
    for nom in NOMS:
        (SCHEMAS / f"{nom}.schema.json").write_text(write_schema(nom), encoding="utf-8")

"""The generated parts of README.md, templates/README.md and docs/, from the program itself.

`python tests/outils/documentation.py` rewrites them; a test holds them true.
"""

from __future__ import annotations

import html
import re
import sys
import tomllib
from collections.abc import Callable, Mapping
from pathlib import Path

RACINE = Path(__file__).parents[2]
if __name__ == "__main__":
    sys.path[:0] = [str(RACINE), str(RACINE / "tests")]

from outils.tableau import write_table  # noqa: E402 (after the path of a script)

QUI = {
    "candidat": "each candidate",
    "membre_jury": "each member of the jury, suppléants too",
    "jury": "each jury",
    "bloc_acquis": "each bloc acquired in the session by a candidate who is not certified",
    "certifie": "each certified candidate",
    "epreuve": "each épreuve; the jury where there is none",
    "epreuve_candidat": "each candidate at each épreuve",
    "jour": "each day candidates pass on",
    "seance": "each half-day in each room",
    "unite": "each unit whose people receive papers",
}
QUAND = {
    "close": "once the minutes are complete",
    "convoquee": "as soon as the jury has members and candidates",
    "jugee": "once every candidate of the jury has results",
    "delivree": "once the minutes are complete and `[delivrance]` is given",
}
SENS = {
    "SUCCES": "everything is done",
    "BOGUE": "a fault of the program, with its traceback: report it",
    "USAGE": "the command is not well written",
    "DONNEES": "data to correct (session, candidates, référentiel)",
    "MODELE": "a template, the style sheet, an image or a font to correct",
    "SORTIE": "the output folder cannot be written",
    "INTEGRITE": (
        "the folder was changed by hand since it was made, or is no longer that of the session"
    ),
    "INTERRUPTION": (
        "interrupted (Ctrl-C): the folder in place is whole, the work done waits for the next run"
    ),
    "ARRET": "stopped by the system (SIGTERM): the same",
}


def write_quand(document: dict[str, str]) -> str:
    """Return when a paper is made."""
    asked = ""
    if "vierge_de" in document:
        asked = f"on demand (`--vierge {document['vierge_de']}`), "
    elif document.get("sur_demande"):
        asked = f"on demand (`--avec {document['cle']}`), "
    needs = (
        "; left out, with the reason, while its data are missing"
        if document.get("facultatif")
        else ""
    )
    return asked + QUAND[document["etat"]] + needs


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
    return write_table(["Key", "Paper", "For", "When", "File"], rows)


def write_codes() -> str:
    """Return the table of exit codes."""
    from amo_docs.errors import CodeSortie

    return write_table(
        ["Code", "Meaning"], [[str(int(code)), SENS[code.name]] for code in CodeSortie]
    )


def write_regles() -> str:
    """Return the table of what is checked: reading, rules, templates."""
    from amo_docs.check import REGLES
    from amo_docs.compose.codes import CODES as CODES_GABARITS
    from amo_docs.load.codes import CODES as CODES_LECTURE

    rows = [
        [f"`{code}`", titre, severite.value, "reading"]
        for code, (titre, severite) in CODES_LECTURE.items()
    ]
    rows += [[f"`{r.code}`", r.titre, r.severite.value, r.source] for r in REGLES]
    rows += [
        [f"`{code}`", titre, severite.value, "templates"]
        for code, (titre, severite) in CODES_GABARITS.items()
    ]
    return write_table(["Code", "What", "Severity", "Source"], rows)


PARTS = {"papiers": write_papiers, "codes": write_codes, "regles": write_regles}


def renew(text: str, parts: Mapping[str, Callable[[], str]] = PARTS) -> str:
    """Return the README `text` with its generated parts renewed."""
    for name, write in parts.items():
        pattern = re.compile(rf"(<!-- {name}: [^>]*-->\n).*?(<!-- /{name} -->)", re.S)
        text, count = pattern.subn(lambda m, w=write: f"{m[1]}{w()}\n{m[2]}", text)  # type: ignore[misc]
        if count != 1:
            raise ValueError(f"README.md has no part « {name} »")
    return text


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
    sys.path[:0] = [str(RACINE), str(RACINE / "tests")]
    from outils import gabarits
    from outils.regles import write_regles as write_page

    for readme, parts in (
        (RACINE / "README.md", PARTS),
        (RACINE / "templates" / "README.md", gabarits.PARTS),
    ):
        text = renew(readme.read_text(encoding="utf-8"), parts)
        readme.write_text(
            gabarits.space_prose(text) if parts is gabarits.PARTS else text, encoding="utf-8"
        )
    MAUVAISES.write_text(write_mauvaises(), encoding="utf-8")
    (RACINE / "docs" / "REGLES.md").write_text(write_page(), encoding="utf-8")

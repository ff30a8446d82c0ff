"""The generated parts of README.md and templates/README.md, from the program itself.

`python tests/outils/documentation.py` rewrites them; a test holds them true.
"""

from __future__ import annotations

import re
import sys
import tomllib
from collections.abc import Callable, Mapping
from pathlib import Path

RACINE = Path(__file__).parents[2]

QUI = {
    "candidat": "each candidate",
    "membre_jury": "each member of the jury, suppléants too",
    "jury": "each jury",
    "bloc_acquis": "each bloc acquired in the session by a candidate who is not certified",
    "certifie": "each certified candidate",
}
QUAND = {
    "convoquee": "as soon as the jury has members and candidates",
    "jugee": "once every candidate of the jury has results",
    "delivree": "once the minutes are complete and `[delivrance]` is given",
}
SENS = {
    "SUCCES": "everything is done",
    "USAGE": "the command is not well written",
    "DONNEES": "data to correct (session, candidates, référentiel)",
    "MODELE": "a template, the style sheet, an image or a font to correct",
    "SORTIE": "the output folder cannot be written",
    "INTEGRITE": "the folder was changed by hand since it was made",
}


def write_table(heads: list[str], rows: list[list[str]]) -> str:
    """Return a Markdown table."""
    lines = [heads, ["---"] * len(heads), *rows]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in lines)


def write_quand(document: dict[str, str]) -> str:
    """Return when a paper is made."""
    asked = f"on demand (`--vierge {document['vierge_de']}`), " if "vierge_de" in document else ""
    return asked + QUAND[document["etat"]]


def write_papiers() -> str:
    """Return the table of the papers of templates/documents.toml."""
    documents = tomllib.loads((RACINE / "templates/documents.toml").read_text(encoding="utf-8"))
    rows = [
        [f"`{cle}`", d["titre"], QUI[d["destinataires"]], write_quand(d), f"`{d['fichier']}`"]
        for cle, d in documents.items()
    ]
    return write_table(["Key", "Paper", "For", "When", "File"], rows)


def write_codes() -> str:
    """Return the table of exit codes."""
    from amo_docs.errors import CodeSortie

    return write_table(["Code", "Meaning"], [[str(int(code)), SENS[code.name]] for code in CodeSortie])


def write_regles() -> str:
    """Return the table of what is checked: reading, rules, templates."""
    from amo_docs.check import REGLES
    from amo_docs.compose.codes import CODES as CODES_GABARITS
    from amo_docs.load.codes import CODES as CODES_LECTURE

    rows = [[f"`{code}`", titre, severite.value, "reading"] for code, (titre, severite) in CODES_LECTURE.items()]
    rows += [[f"`{r.code}`", r.titre, r.severite.value, r.source] for r in REGLES]
    rows += [[f"`{code}`", titre, severite.value, "templates"] for code, (titre, severite) in CODES_GABARITS.items()]
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


if __name__ == "__main__":
    sys.path.insert(0, str(RACINE))
    sys.path.insert(0, str(RACINE / "tests"))
    from outils import gabarits

    for readme, parts in ((RACINE / "README.md", PARTS), (RACINE / "templates" / "README.md", gabarits.PARTS)):
        text = renew(readme.read_text(encoding="utf-8"), parts)
        readme.write_text(gabarits.space_prose(text) if parts is gabarits.PARTS else text, encoding="utf-8")

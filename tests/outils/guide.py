"""GUIDE.md, followed step by step: its commands, what they print, and what it asks to type into the
two files.

`python tests/outils/guide.py DOSSIER` follows it and draws its pictures into DOSSIER.
"""

from __future__ import annotations

import re
import subprocess
import sys
import tempfile
from collections.abc import Iterable
from contextlib import chdir
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

RACINE = Path(__file__).parents[2]
GUIDE = RACINE / "GUIDE.md"

_MARQUE = re.compile(r"<!-- (saisie|image|geste|sortie attendue): (.+) -->")
_ELISION = "…"
_INSECABLES = str.maketrans("\u00a0\u202f", "  ")

NUMERISATION = b"%PDF-1.7 a scan\n"
GESTES = {"retoucher": ("ab", b"retouche"), "numeriser": ("xb", NUMERISATION)}
"""What a person does outside the program: how the file is opened, and what is written."""


class GuideError(AssertionError):
    """The guide asks for what cannot be done, or what it shows is not what happens."""


@dataclass(frozen=True)
class Commande:
    """A line to type, the lines it prints (`…` for any number of them), its exit code."""

    ligne: int
    texte: str
    affiche: tuple[str, ...]
    code: int


@dataclass(frozen=True)
class Saisie:
    """What the guide has typed into a file: the file, where in it, and the block of Markdown that
    shows it."""

    ligne: int
    cible: str
    bloc: tuple[str, ...]


@dataclass(frozen=True)
class Geste:
    """Something a person does to a file outside the program: `retoucher CHEMIN`."""

    ligne: int
    texte: str


@dataclass(frozen=True)
class Image:
    """A picture of `source` as it stands at that point, under the path the guide shows."""

    ligne: int
    source: str
    chemin: str


Etape = Commande | Saisie | Geste | Image


def read_guide(texte: str) -> list[Etape]:
    """Return the steps of the guide, in order."""
    lines = texte.splitlines()
    steps: list[Etape] = []
    code, at = 0, 0
    while at < len(lines):
        marque = _MARQUE.fullmatch(lines[at])
        if marque and marque[1] == "sortie attendue":
            code = int(marque[2])
        elif marque and marque[1] == "saisie":
            bloc = _read_bloc(lines, at + 1)
            steps.append(Saisie(at + 1, marque[2], bloc))
            at += len(bloc)
        elif marque and marque[1] == "image":
            picture = re.fullmatch(r"!\[.+\]\((.+)\)", lines[at + 1])
            if picture is None:
                raise GuideError(f"line {at + 2}: a picture is expected")
            steps.append(Image(at + 1, marque[2], picture[1]))
        elif marque:
            steps.append(Geste(at + 1, marque[2]))
        elif lines[at] == "```console":
            bloc = _read_bloc(lines, at)
            steps += _read_commandes(bloc[1:-1], at + 2, code)
            code = 0
            at += len(bloc) - 1
        at += 1
    return steps


def _read_bloc(lines: list[str], at: int) -> tuple[str, ...]:
    """Return the fenced block or the table that starts at `at`."""
    end = at
    if lines[at].startswith("```"):
        end = lines.index("```", at + 1) + 1
    else:
        while lines[end].startswith("|"):
            end += 1
    if end == at:
        raise GuideError(f"line {at + 1}: a block or a table is expected")
    return tuple(lines[at:end])


def _read_commandes(lines: Iterable[str], first: int, code: int) -> list[Commande]:
    """Return the commands of a console block; the code expected is that of the first one."""
    found: list[tuple[int, str, list[str]]] = []
    for number, line in enumerate(lines, first):
        if line.startswith("$ "):
            found.append((number, line[2:], []))
        else:
            found[-1][2].append(line)
    return [
        Commande(number, text, tuple(shown), 0 if rank else code)
        for rank, (number, text, shown) in enumerate(found)
    ]


def drop_avancement(printed: str) -> str:
    """Return what was printed without how far the run was: that depends on the machine."""
    return "".join(
        line for line in printed.splitlines(keepends=True) if not line.startswith("Papiers\u00a0: ")
    )


def match_sortie(shown: tuple[str, ...], printed: list[str]) -> bool:
    """Tell whether what is printed is what is shown, each `…` standing for any number of lines;
    nothing shown, any."""
    if not shown:
        return True
    lines = [line.translate(_INSECABLES) for line in shown]
    pattern = "".join(
        "(?:.*\n)*?" if line.strip() == _ELISION else re.escape(line) + "\n" for line in lines
    )
    text = "".join(f"{line}\n" for line in printed)
    return re.fullmatch(pattern, text.translate(_INSECABLES)) is not None


def _run_programme(arguments: list[str]) -> tuple[int, str]:
    from click.testing import CliRunner

    from amo_docs.cli import cli

    done = CliRunner(catch_exceptions=False).invoke(cli, arguments, prog_name="amo-docs")
    return done.exit_code, done.output


def run_commande(commande: Commande, ici: Path) -> Path:
    """Run a command in `ici`; return the folder to go on in. Raises GuideError when it does other
    than shown."""
    words = commande.texte.split()
    if words[0] == "cd":
        return (ici / words[1]).resolve()
    if words[0] == "amo-docs":
        with chdir(ici):
            code, printed = _run_programme(words[1:])
    else:
        done = subprocess.run(words, cwd=ici, capture_output=True, text=True, check=False)
        code, printed = done.returncode, done.stdout + done.stderr
    printed = drop_avancement(printed)
    if code != commande.code or not match_sortie(commande.affiche, printed.splitlines()):
        raise GuideError(f"line {commande.ligne}: {commande.texte}\nexit code {code}\n{printed}")
    return ici


def type_saisie(saisie: Saisie, ici: Path) -> None:
    """Type into the session or the table what the guide shows."""
    nom, _, portee = saisie.cible.partition(", ")
    if nom.endswith(".toml"):
        _type_toml(ici / nom, saisie.bloc[1:-1], portee)
    else:
        _type_tableau(ici / nom, saisie.bloc)


def _type_toml(chemin: Path, lignes: Iterable[str], portee: str) -> None:
    """Give each key its value where it stands, behind a # or not, in the tables of « titulaires »,
    « suppléants »."""
    tables = re.split(r"(?m)^(?=\[\[)", chemin.read_text(encoding="utf-8"))
    wanted = [table for table in tables if _is_in(table, portee)]
    for ligne in lignes:
        cle, valeur = ligne.split(" = ", 1)
        renewed = [
            re.subn(rf"(?m)^(?:# )?{cle} = .*$", f"{cle} = {valeur}", table) for table in wanted
        ]
        if not any(count for _, count in renewed):
            raise GuideError(f"« {cle} » is nowhere in {chemin.name}")
        changed = dict(zip(wanted, (text for text, _ in renewed), strict=True))
        tables = [changed.get(table, table) for table in tables]
        wanted = list(changed.values())
    chemin.write_text("".join(tables), encoding="utf-8")


def _is_in(table: str, portee: str) -> bool:
    if not portee:
        return True
    if not table.startswith("[[jurys.membres]]"):
        return False
    return ('role = "suppléant"' in table) == (portee == "suppléants")


def _type_tableau(chemin: Path, bloc: tuple[str, ...]) -> None:
    """Set the cells of the persons a Markdown table names by their matricule; an empty cell changes
    nothing."""
    import python_calamine
    import xlsxwriter

    heads, _, *rows = ([cell.strip() for cell in line.strip("|").split("|")] for line in bloc)
    feuille: list[list[Any]] = (
        python_calamine.CalamineWorkbook.from_path(str(chemin))
        .get_sheet_by_name("Candidats")
        .to_python()
    )
    titres = [str(titre) for titre in feuille[0]]
    par_matricule = {row[0]: row for row in feuille}
    for matricule, *cells in rows:
        for titre, cell in zip(heads[1:], cells, strict=True):
            if cell:
                par_matricule[matricule][titres.index(titre)] = cell
    with xlsxwriter.Workbook(str(chemin), {"default_date_format": "dd/mm/yyyy"}) as classeur:
        page = classeur.add_worksheet("Candidats")
        for y, row in enumerate(feuille):
            for x, cell in enumerate(row):
                if isinstance(cell, date):
                    page.write_datetime(y, x, cell)
                elif cell != "":
                    page.write_string(y, x, str(cell))


def do_geste(geste: Geste, ici: Path) -> None:
    """Do what a person would do outside the program."""
    verbe, _, chemin = geste.texte.partition(" ")
    if verbe not in GESTES:
        raise GuideError(f"line {geste.ligne}: unknown « {verbe} »")
    mode, octets = GESTES[verbe]
    with (ici / chemin).open(mode) as file:
        file.write(octets)


def draw_image(image: Image, ici: Path, dossier: Path) -> None:
    """Draw the first page of a paper into `dossier`."""
    source = ici / image.source
    but = dossier / Path(image.chemin).stem
    subprocess.run(
        ["pdftoppm", "-r", "72", "-png", "-singlefile", str(source), str(but)], check=True
    )


def follow_guide(ici: Path, images: Path | None = None) -> list[Etape]:
    """Follow the guide in the folder `ici`; return the steps. Raises GuideError at the first that
    is not as told."""
    steps = read_guide(GUIDE.read_text(encoding="utf-8"))
    for step in steps:
        match step:
            case Commande():
                ici = run_commande(step, ici)
            case Saisie():
                type_saisie(step, ici)
            case Geste():
                do_geste(step, ici)
            case Image():
                if not (ici / step.source).is_file():
                    raise GuideError(f"line {step.ligne}: {step.source} does not exist")
                if images is not None:
                    draw_image(step, ici, images)
    return steps


def main() -> None:
    """Follow the guide in a folder of its own, and draw its pictures."""
    with tempfile.TemporaryDirectory() as scratch:
        follow_guide(Path(scratch), Path(sys.argv[1]))


if __name__ == "__main__":
    main()

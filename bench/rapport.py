"""The report of the benchmark: ratios and their goals, on the screen and in RESULTATS.md."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

Rapports = Mapping[str, float | None]
"""Key → ratio, or None when this run could not measure it."""


@dataclass(frozen=True)
class But:
    """A ratio and its goal. `sens` is « <= », « < », « >= », or empty when there is no goal."""

    cle: str
    libelle: str
    sens: str = ""
    seuil: float = 0.0

    def judge(self, mesure: float | None) -> str:
        """Return in French whether the goal is reached."""
        if mesure is None:
            return "non mesuré"
        if not self.sens:
            return "–"
        held = {"<=": mesure <= self.seuil, "<": mesure < self.seuil, ">=": mesure >= self.seuil}[
            self.sens
        ]
        return "tenu" if held else "**non tenu**"

    @property
    def but(self) -> str:
        """The goal, in French."""
        return f"{SENS[self.sens]} {write_nombre(self.seuil)}" if self.sens else "–"


SENS = {"<=": "au plus", "<": "moins de", ">=": "au moins"}

# A goal that is missed stays in the report: it says so in bold.
BUTS = (
    But(
        "paire_sur_docxtpl_libreoffice",
        "Une paire : nous / (a) docxtpl et LibreOffice",
        "<=",
        0.333,
    ),
    But("paire_sur_docxtpl_libreoffice_convocation", "– la convocation seule"),
    But("paire_sur_docxtpl_libreoffice_certificat", "– le certificat seul"),
    But(
        "pdf_sur_weasyprint", "Le PDF seul : nous / (b) WeasyPrint, polices du système", "<=", 0.75
    ),
    But(
        "pdf_sur_weasyprint_polices",
        "– (b) avec les polices liées par @font-face, comme les nôtres",
    ),
    But(
        "pdf_sur_typst_une_page",
        "Le PDF seul d’une page (certificat) : nous / (c) typst, compilateur gardé",
        "<",
        8,
    ),
    But("pdf_sur_typst_une_page_neuf", "– (c) un compilateur par papier"),
    But("pdf_sur_typst_une_page_pdfa", "– (c) en PDF/A-3a avec la pièce jointe, compilateur gardé"),
    But("pdf_sur_typst_convocation", "– la convocation, compilateur gardé"),
    But("deux_processus", "Deux ouvriers / un, une fois lancés", ">=", 1.8),
    But("deux_processus_machine", "– témoin : deux boucles nues / une, sur cette machine"),
    But("deux_processus_commande", "– la commande entière, préparation et lancement compris"),
    But(
        "deux_processus_commande_nette",
        "– la même sans sa préparation (ce que fait `amo-docs check`)",
    ),
    But("memoire_5000_sur_200", "Mémoire d’un ouvrier après 5 000 papiers / après 200", "<=", 1.1),
    But("papier_annee_sur_50", "Coût d’une paire à 1 855 candidats / à 50", "<=", 1.15),
    But(
        "premiere_sur_seconde_annee",
        "L’année : premier passage / second, rien n’a changé",
        ">=",
        20,
    ),
    But("change_sur_premiere_annee", "L’année : un candidat changé / premier passage", "<", 0.1),
    But("annee_secondes", "L’année en une commande, en secondes", "<=", 300),
)
"""Every ratio, in the order of the report."""


@dataclass(frozen=True)
class Table:
    """A table of RESULTATS.md, with a sentence or two above it."""

    titre: str
    texte: str
    entetes: Sequence[str]
    lignes: Sequence[Sequence[str]]


@dataclass(frozen=True)
class Rapport:
    """All that a run found."""

    date: str
    tailles: Sequence[int]
    machine: Mapping[str, str]
    versions: Mapping[str, str]
    rapports: Rapports
    tables: Sequence[Table] = ()


def write_nombre(valeur: float) -> str:
    """Return a figure as it is written in French, with at most three decimals."""
    if valeur == int(valeur) or abs(valeur) >= 100:
        return f"{valeur:,.0f}".replace(",", "\u202f")
    return (
        f"{valeur:.2f}".replace(".", ",") if abs(valeur) >= 1 else f"{valeur:.3f}".replace(".", ",")
    )


def list_lignes(rapports: Rapports) -> list[tuple[str, str, str, str]]:
    """Return the table of goals: what is measured, the figure, the goal, whether it is reached."""
    rows = []
    for but in BUTS:
        mesure = rapports.get(but.cle)
        shown = "–" if mesure is None else write_nombre(mesure)
        rows.append((but.libelle, shown, but.but, but.judge(mesure)))
    return rows


ENTETES = ("Rapport", "Mesuré", "But", "Tenu ?")


def write_ecran(rapports: Rapports) -> str:
    """Return the table of goals for a terminal."""
    rows = [
        ENTETES,
        *((*row[:3], row[3].replace("**", "").upper()) for row in list_lignes(rapports)),
    ]
    widths = [max(len(row[i]) for row in rows) for i in range(4)]
    return "\n".join(
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True))
        for row in rows
    )


DEFINITIONS = """\
Sessions fictives, toujours les mêmes (graine fixe), sous SPÉCIMEN, papiers en PROJET. Une **paire** est un papier en
PDF (PDF/A-3a et PDF/UA-1, données jointes) et en DOCX. Les rapports « nous / autre » comparent les secondes de
processeur d’un papier, tous processus comptés, mesurées en alternance sur les mêmes données, la convocation et le
certificat à parts égales : médiane des tours. Aucun papier ne revient deux fois, pour que personne ne profite de sa
mémoire. Le lancement des processus et les procès-verbaux sont à part ; la lecture, les règles et la composition des
pages, que chacun aurait à faire de son côté, ne sont comptées que dans la commande (`amo-docs check` les dit seules).

- **(a)** docxtpl remplit un gabarit DOCX (le nôtre, ses valeurs changées en balises : léger, donc à l’avantage de
  (a)), puis un processus LibreOffice convertit chaque lot, de 40 documents au plus, en PDF ordinaire.
- **(b)** `HTML(string=…).write_pdf()` sur nos gabarits et notre feuille de style, même variante et même pièce jointe
  que nous, rien de partagé d’un papier à l’autre.
- **(c)** typst, mêmes mots et même tableau, PDF seul ; le but se juge contre sa manière la plus rapide.

Les mots de chaque papier comparé sont relus dans les PDF : un écart de plus de deux mots arrête la mesure. La vitesse
de deux processus ne dit rien du programme là où le témoin (deux boucles qui ne font que compter) ne gagne rien
non plus.
"""


def write_resultats(rapport: Rapport) -> str:
    """Return the text of RESULTATS.md, which ends with the ratios as JSON."""
    tailles = ", ".join(write_nombre(taille) for taille in rapport.tailles)
    lines = [
        "# Résultats du banc",
        "",
        (
            f"Écrit par `script/bench` le {rapport.date} (sessions de {tailles} candidats). "
            "Un but non tenu est dit."
        ),
        "",
        *write_table(("Machine", ""), rapport.machine.items()),
        *write_table(("Version", ""), rapport.versions.items()),
        "## Rapports et buts",
        "",
        *write_table(ENTETES, list_lignes(rapport.rapports)),
        "## Ce qui est comparé",
        "",
        *DEFINITIONS.splitlines(),
        "",
    ]
    for table in rapport.tables:
        lines += [f"## {table.titre}", "", *([table.texte, ""] if table.texte else [])]
        lines += write_table(table.entetes, table.lignes)
    lines += [
        "## Les rapports, pour une machine",
        "",
        "```json",
        write_json(rapport.rapports),
        "```",
    ]
    return "\n".join(lines) + "\n"


def write_table(entetes: Sequence[str], lignes: Iterable[Sequence[str]]) -> list[str]:
    """Return the lines of a Markdown table, and an empty one."""
    rows = [entetes, ["---"] * len(entetes), *lignes]
    return ["| " + " | ".join(row) + " |" for row in rows] + [""]


def write_json(rapports: Rapports) -> str:
    """Return the ratios as JSON, null for those not measured."""
    # Every key each time, so that two runs can be compared by a program.
    rounded = {but.cle: rapports.get(but.cle) for but in BUTS}
    return json.dumps(
        {cle: None if valeur is None else round(valeur, 4) for cle, valeur in rounded.items()},
        indent=2,
    )

"""A session of any size: the juries and the outcomes of the sample, with other people.

The same size gives the same bytes, so that two runs of the bench measure the same session.
"""

from __future__ import annotations

import csv
import io
import shutil
import tomllib
from collections.abc import Mapping
from functools import cache
from math import ceil
from pathlib import Path
from random import Random
from typing import Any

from amo_docs.amorce.redaction import write_valeur
from bench.personnes import Personne, make_personnes

GRAINE = 36833
PAR_JURY = 62
"""The most candidates of a jury: 1,855 make thirty juries, as in a real year."""

EXEMPLE = Path(__file__).parents[1] / "samples"
SESSION, CANDIDATS = "session.toml", "candidats.csv"

CERTIFIES = {"TERRE": ("T90101", "T90102", "T90107"), "AIR": ("A90201", "A90203", "A90206")}
AUTRES = {
    "TERRE": ("T90103", "T90105", "T90106", "T90108", "T90110"),
    "AIR": ("A90202", "A90204", "A90209", "A90210"),
}
"""Candidates of the sample whose outcome, prerequisites and unit fictitious ones take over."""

PART_CERTIFIEE = 0.85
AMENAGEMENT = "Un tiers de temps supplémentaire aux épreuves écrites, sujets imprimés en corps 16"

Donnees = dict[str, Any]


def write_session(dossier: Path, nombre: int) -> Path:
    """Write a session of `nombre` candidates into the new folder `dossier`, and return its
    `session.toml`.
    """
    base = tomllib.loads((EXEMPLE / SESSION).read_text(encoding="utf-8"))
    hasard = Random(GRAINE)
    jurys = ceil(nombre / PAR_JURY)
    membres = make_personnes(hasard, 8 * jurys)
    candidats = make_personnes(hasard, nombre)
    rows = [
        _make_ligne(hasard, rang, rang * jurys // nombre, p) for rang, p in enumerate(candidats)
    ]
    dossier.mkdir(parents=True)
    shutil.copytree(EXEMPLE / "images", dossier / "images")
    (dossier / SESSION).write_text(
        _write_toml(_make_session(base, membres, jurys, nombre)), encoding="utf-8"
    )
    write_candidats(dossier / CANDIDATS, rows)
    return dossier / SESSION


def change_candidat(session: Path) -> None:
    """Give the candidate in the middle of the table one more first name."""
    # As a secretariat corrects one: his papers change, and those of his jury that name him.
    table = session.parent / CANDIDATS
    rows = read_candidats(table)
    rows[len(rows) // 2]["Prénoms"] += " Marie"
    write_candidats(table, rows)


def read_candidats(table: Path) -> list[dict[str, str]]:
    """Return the rows of a table of candidates, by heading."""
    return list(csv.DictReader(io.StringIO(table.read_bytes().decode("utf-8-sig")), delimiter=";"))


@cache
def _read_exemple() -> dict[str, dict[str, str]]:
    return {row["Matricule"]: row for row in read_candidats(EXEMPLE / CANDIDATS)}


def write_candidats(table: Path, rows: list[dict[str, str]]) -> None:
    """Write the rows as a spreadsheet does: semicolons, UTF-8 with its mark."""
    stream = io.StringIO()
    writer = csv.DictWriter(stream, list(rows[0]), delimiter=";")
    writer.writeheader()
    writer.writerows(rows)
    table.write_bytes(stream.getvalue().encode("utf-8-sig"))


def name_jury(rang: int) -> str:
    """Return the code of the jury at `rang`."""
    return f"J{rang + 1:02d}"


def _modele_du_jury(rang: int) -> str:
    return ("TERRE", "AIR")[rang % 2]


def _make_ligne(hasard: Random, rang: int, jury: int, personne: Personne) -> dict[str, str]:
    modele = _modele_du_jury(jury)
    choix = CERTIFIES if hasard.random() < PART_CERTIFIEE else AUTRES
    matricule = hasard.choice(choix[modele])
    base = _read_exemple()[matricule]
    # Everything is of the sample but the person, so that the session passes every rule.
    commune, territoire, insee = personne.lieu
    return base | {
        "Matricule": f"B{rang + 1:05d}",
        "Jury": name_jury(jury),
        "Civilité": personne.civilite,
        "Sexe": personne.sexe,
        "Nom de naissance": personne.nom,
        "Nom d’usage": personne.usage,
        "Prénoms": personne.prenoms,
        "Date de naissance": f"{personne.naissance:%d/%m/%Y}",
        "Commune de naissance": commune,
        "Département, territoire ou pays de naissance": territoire,
        "Code INSEE de naissance": insee,
        "Code postal de naissance": "",
        "Adresse": personne.adresse,
        "Aménagements": AMENAGEMENT if rang % 25 == 7 else "",
        "Courriel": f"b{rang + 1:05d}@example.org",
    }


def _make_session(base: Donnees, membres: list[Personne], jurys: int, nombre: int) -> Donnees:
    """Return the sample with other juries, those of its two composantes in turn."""
    session = base | {
        "code": f"BANC-{nombre}",
        "intitule": f"Session de mesure, {nombre} candidats",
    }
    modeles = {jury["code"]: jury for jury in base["jurys"]}
    session["jurys"], session["epreuves"] = [], []
    for rang in range(jurys):
        modele = _modele_du_jury(rang)
        session["jurys"].append(_make_jury(modeles[modele], rang, membres[8 * rang : 8 * rang + 8]))
        epreuves = [
            # The sample has a second group of one épreuve; here every candidate
            # of a jury is called at once.
            e
            for e in base["epreuves"]
            if e["jury"] == modele and not e["code"].endswith("-2")
        ]
        session["epreuves"] += [_make_epreuve(epreuve, name_jury(rang)) for epreuve in epreuves]
    return session


def _make_jury(modele: Donnees, rang: int, personnes: list[Personne]) -> Donnees:
    code = name_jury(rang)
    membres = [_make_membre(m, code, p) for m, p in zip(modele["membres"], personnes, strict=False)]
    return modele | {
        "code": code,
        "intitule": f"{modele['intitule']} ({code})",
        "numero_pv": f"2026/RNCP36833/{code}",
        "incidents": "Néant",
        "membres": membres,
    }


def _make_membre(modele: Donnees, jury: str, personne: Personne) -> Donnees:
    def rename(identifiant: str) -> str:
        return f"{jury}-{identifiant.split('-', 1)[1]}"

    # Ties and withdrawals name candidates of the sample, who are not here.
    kept = {key: value for key, value in modele.items() if key not in ("liens", "deports")}
    renamed = {
        key: rename(kept[key]) for key in ("id", "suppleant_de", "remplace_par") if key in kept
    }
    # The sex of each member stays that of the sample, whose balance is a rule: a first name of the
    # other sex is not taken.
    prenom = f"{modele['prenom']}-{jury}" if personne.sexe != modele["sexe"] else personne.prenoms
    return kept | renamed | {"nom": f"{personne.nom}-{jury}", "prenom": prenom}


def _make_epreuve(modele: Donnees, jury: str) -> Donnees:
    kept = {key: value for key, value in modele.items() if key != "appeles"}
    code = modele["code"].split("-", 1)[1].removesuffix("-1")
    intitule = modele["intitule"].removesuffix(" (premier groupe)")
    # A room of its own: two juries in one at the same hour are a finding.
    salle = f"{modele['salle']}, site {jury}"
    return kept | {"code": f"{jury}-{code}", "jury": jury, "intitule": intitule, "salle": salle}


def _write_toml(session: Donnees) -> str:
    """Return `session` as TOML."""
    # Plain keys first: after a table, TOML would take them for keys of that table.
    lines = [*_write_cles(session), ""]
    for key, value in session.items():
        if isinstance(value, Mapping):
            lines += [f"[{key}]", *_write_cles(value), ""]
        elif _is_tables(value):
            for item in value:
                lines += [f"[[{key}]]", *_write_cles(item), ""]
                for membre in item.get("membres", ()):
                    lines += [
                        f"[[{key}.membres]]",
                        *(f"{k} = {write_valeur(v)}" for k, v in membre.items()),
                        "",
                    ]
    return "\n".join(lines)


def _write_cles(table: Mapping[str, Any]) -> list[str]:
    """Return the lines of the keys that have no table of their own.

    A small table inside another one stands on one line.
    """
    inline = "jurys" not in table
    return [
        f"{key} = {write_valeur(value)}"
        for key, value in table.items()
        if not _is_tables(value) and (inline or not isinstance(value, Mapping))
    ]


def _is_tables(value: Any) -> bool:
    return isinstance(value, list) and bool(value) and isinstance(value[0], Mapping)

"""One mistake in many rows is told once, and counts the rows that are left out for another."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from load.fabrique import CANDIDAT, list_rangees, load_table, write_csv

from amo_docs.catalogue import read_catalogue
from amo_docs.check import Examen, run_checks
from amo_docs.decide import decide_all
from amo_docs.load.session import Chargement
from amo_docs.model.matiere import Matiere
from amo_docs.model.modeles import Modeles


def say(chargement: Chargement, code: str) -> list[str]:
    """The messages of one rule on what was loaded."""
    assert chargement.session is not None and chargement.referentiel is not None
    modeles = Modeles(textes={}, feuille="", documents={}, images={}, polices=(), origines={})
    matiere = Matiere(chargement.session, chargement.referentiel, modeles, chargement.reperes, ())
    decisions = decide_all(chargement.session, chargement.referentiel)
    examen = Examen(matiere, decisions, read_catalogue({}), chargement.entiere)
    return [f.message.replace("\u00a0", " ") for f in run_checks(examen) if f.code == code]


@pytest.mark.parametrize(
    ("champs", "code", "message"),
    [
        ({"Voie": "formacion"}, "D104", "La voie « formacion » n’est pas au référentiel (4 fois)."),
        ({"Jury": "TERRA"}, "D103", "Le jury « TERRA » n’existe pas dans la session (4 fois)."),
        ({"Statut": "civvil"}, "D108", "Le statut « civvil » n’est pas au référentiel (4 fois)."),
        ({"Blocs visés": "BC07"}, "R201", "Le bloc « BC07 » n’est pas au référentiel (4 fois)."),
    ],
)
def test_rows_left_out_are_counted(
    tmp_path: Path, champs: dict[str, Any], code: str, message: str
) -> None:
    """Four rows with the same mistake, two of which have a day that does not exist."""
    rows = [
        CANDIDAT | champs | {"Matricule": f"M{rang}", "Prénoms": f"A{rang}"} for rang in range(4)
    ]
    for row in rows[:2]:
        row["Date de naissance"] = "31/02/1990"
    juste = CANDIDAT | {"Matricule": "M9", "Date de naissance": "31/02/1990"}
    loaded = load_table(tmp_path, write_csv(tmp_path / "c.csv", list_rangees(*rows, juste)))
    assert [f.code for f in loaded.findings] == ["L036"] * 3
    assert message in say(loaded, code)

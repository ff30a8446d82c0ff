"""Places, the tables that messages derive from, and the whole list of findings of a wrong
session."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from datetime import date, time
from pathlib import Path
from types import UnionType
from typing import Any, Union, get_args, get_origin

import pytest
from load.fabrique import (
    CANDIDAT,
    RACINE,
    list_rangees,
    load,
    load_table,
    write_session,
    write_toml,
    write_xlsx,
)
from pydantic import BaseModel

from amo_docs.load.colonnes import COLONNES, Contenu, list_intitules
from amo_docs.load.messages import FORMES
from amo_docs.model.base import fold
from amo_docs.model.candidat import Candidat, Justification, Resultat
from amo_docs.model.naissance import DateNaissance
from amo_docs.model.referentiel import Referentiel
from amo_docs.model.session import Session

ATTENDUS = Path(__file__).parent / "attendus"
SOURCES = RACINE / "amo_docs" / "load"


def test_places_du_toml(tmp_path: Path) -> None:
    membre = 'membres = [\n  { id = "a" },\n  { mandat = { decision = "D", du = 2026-01-01 } } ]'
    places = load(write_session(tmp_path, suite=membre)).reperes
    line = places.find("jurys[0].membres[0]").ligne
    assert str(places.find("jurys[0].membres[1].mandat.du")) == (
        f"session.toml, ligne {line + 1}, jurys[1].membres[2].mandat.du"
    )
    assert places.find("jurys[0].membres[0].nom").cle == "jurys[1].membres[1]"  # the record around
    assert places.find("jurys[0].dates[0]").cle == "jurys[1].dates[1]"
    assert places.find("referentiel.blocs[1].code").fichier == "referentiel.toml"
    assert places.find("referentiel.blocs[1].code").cle == "blocs[2].code"
    assert places.find("delivrance").fichier == "session.toml"


def test_places_du_tableau(tmp_path: Path) -> None:
    second = CANDIDAT | {"Prérequis 2": "FG2", "Prérequis 2 du": date(2020, 1, 1)}
    places = load_table(
        tmp_path, write_xlsx(tmp_path / "c.xlsx", list_rangees(CANDIDAT, second))
    ).reperes
    assert (
        str(places.find("candidats[1].prerequis[0].du"))
        == "c.xlsx, feuille Candidats, ligne 3, colonne « Prérequis 2 du »"
    )
    assert places.find("candidats[0].resultats[0].issue").colonne == "BC01"
    assert str(places.find("candidats[0].composante")) == "c.xlsx, feuille Candidats, ligne 2"


def test_place_d_une_cle_absente(tmp_path: Path) -> None:
    inline = write_toml(list_rangees({k: v for k, v in CANDIDAT.items() if k != "Prénoms"}))
    (finding,) = load(write_session(tmp_path, suite=inline)).findings
    assert (finding.place.cle, finding.message) == (
        "candidats[1].prenoms",
        "le champ «\u00a0Prénoms\u00a0» manque.",
    )


def _list_modeles(
    modele: type[BaseModel], dans: tuple[type[BaseModel], ...] = ()
) -> Iterator[type[BaseModel]]:
    """The record and all within it; one that holds itself is walked once."""
    if modele not in dans:
        yield modele
        for field in modele.model_fields.values():
            for inner in _list_dans(field.annotation):
                yield from _list_modeles(inner, (*dans, modele))


def _list_dans(annotation: Any) -> Iterator[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for arg in get_args(annotation):
        yield from _list_dans(arg)


def test_chaque_forme_du_modele_a_sa_phrase() -> None:
    patterns = set()
    for modele in {*_list_modeles(Session), *_list_modeles(Referentiel)}:
        for name, field in modele.model_fields.items():
            # What validates, and not what a JSON Schema is told besides.
            if any(getattr(meta, "pattern", None) for meta in field.metadata) or (
                "Metadata(pattern=" in repr(field.annotation)
            ):
                patterns.add(name)
    assert patterns == set(FORMES)


def _base(annotation: Any) -> Any:
    if get_origin(annotation) in (Union, UnionType):
        return next(arg for arg in map(_base, get_args(annotation)) if arg is not type(None))
    return _base(get_args(annotation)[0]) if hasattr(annotation, "__metadata__") else annotation


def test_le_registre_couvre_le_candidat() -> None:
    groups = {"prerequis": Justification, "resultats": Resultat}
    expected = {name for name in Candidat.model_fields if name not in groups}
    for group, modele in groups.items():
        expected |= {f"{group}[].{name}" for name in modele.model_fields} - {"resultats[].bloc"}
    assert {c.champ for c in COLONNES} == expected
    kinds = {
        DateNaissance: Contenu.NAISSANCE,
        date: Contenu.DATE,
        time: Contenu.HEURE,
        int: Contenu.ENTIER,
    }
    for colonne in COLONNES:
        group, _, key = colonne.champ.rpartition("[].")
        field = groups.get(group, Candidat).model_fields[key]
        kind = kinds.get(_base(field.annotation))
        right = colonne.contenu.textuel if kind is None else colonne.contenu is kind
        assert right, colonne.intitule


def test_aucun_intitule_n_en_cache_un_autre() -> None:
    names = [name for c in COLONNES for name in (c.intitule, *c.synonymes)]
    folded = [fold(name) for name in names]
    assert len(set(folded)) == len(folded)
    assert list_intitules(None).find("BC01") is None


def test_rien_ne_charge_les_moteurs() -> None:
    code = (
        "import sys, amo_docs.load.session; print(sorted({'weasyprint', 'docx'} & "
        "set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


FAUX: dict[str, Any] = {
    "Code INSEE de naissance": 1053,
    "Date de naissance": "31/02/1990",
    "Sexe": "",
    "Statut au": "1/2/25",
    "BC01": "acquit",
    "Courriel": "zoe",
    "Grade": "=A2",
    "Unité": date(2026, 5, 3),
    "Statu": "x",
    "Prérequis 1 du": date(2020, 1, 1),
    "Prérequis 1 jours": 0,
}


def test_toute_la_liste(tmp_path: Path, pytestconfig: pytest.Config) -> None:
    """A wrong session and its wrong table: all that is found, as text, compared both ways."""
    rows = list_rangees(
        CANDIDAT | FAUX, CANDIDAT, CANDIDAT | {"Matricule": "", "Adresse": "\u00a0"}
    )
    rows[0].append("Jury")
    rows[1] += ["TERRE", "débord"]
    write_xlsx(tmp_path / "candidats.xlsx", rows, (2, 1))
    tete = (
        'fichier_candidats = "candidats.xlsx"\nintitul = "x"\nspecimen = "peut-être"\ndates '
        '= { certificat = "demain" }'
    )
    membre = (
        '[[jurys.membres]]\nid = "a"\nrole = "presdent"\nmandat = { du = "31/02/2025", au = '
        '3, decizion = "x" }'
    )
    chargement = load(write_session(tmp_path, tete, f"salles = 3\n{membre}"))
    found = "".join(f"{finding}\n" for finding in chargement.findings)
    path = ATTENDUS / "session-fausse.txt"
    if pytestconfig.getoption("--rafraichir", default=False) or os.environ.get(
        "AMO_DOCS_RAFRAICHIR"
    ):
        path.write_text(found, encoding="utf-8")
    assert found == path.read_text(encoding="utf-8")

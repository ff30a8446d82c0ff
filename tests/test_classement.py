"""The one order of every list."""

from __future__ import annotations

import random
from typing import Any

import pytest
from fabrique import make_examen, make_session
from fabrique.composition import print_html

from amo_docs.catalogue.destinataires import Vivier, list_par_unite
from amo_docs.compose.contexte import Commun
from amo_docs.model.classement import Rang, collate
from amo_docs.model.seances import list_passages, list_seances

NOMS = (
    "1er régiment de parachutistes",
    "2e régiment étranger",
    "2e régiment étranger de génie",
    "33e régiment de Lorraine",
    "114e régiment d’artillerie",
    "ABEL",
    "ʻAHUURA",
    "COTE",
    "COTÉ",
    "CÔTE",
    "CÔTÉ",
    "COTIER",
    "D'ALMEIDA",
    "D’ALMEIDE",
    "DABADIE",
    "ĐẶNG",
    "DAO",
    "de LA TOUR d’AUBENAS",
    "DE LA TOURNELLE",
    "DELATOUR",
    "ÉMILE",
    "EMILION",
    "LE GOFF",
    "LE-GUEN",
    "LEBRUN",
    "ŁUKASZ",
    "LUKE",
    "ŒUVRARD",
    "OFFRET",
    "ØSTERGAARD",
    "SAINT-ÉTIENNE",
    "SAINTE",
    "STRAUß",
    "STRAUSZ",
    "TERIʻITAHI",
    "TERIA",
    "ZOLA",
)
"""In order."""


def test_the_order_is_that_of_a_french_dictionary_whatever_the_order_given() -> None:
    for graine in range(5):
        melange = list(NOMS)
        random.Random(graine).shuffle(melange)
        assert sorted(melange, key=collate) == list(NOMS)


def test_the_name_comes_before_the_first_names_and_accents_after_both() -> None:
    people = [
        ("LEFÈVRE", "Alain"),
        ("LEFEVRE", "Zoé"),
        ("MARTIN", "Zoé"),
        ("MARTIN DUPONT", "Alain"),
        ("MARTIN-DUPONT", "Bob"),
        ("MARTINE", "Abel"),
    ]
    backwards = people[::-1]
    assert sorted(backwards, key=lambda person: collate(*person)) == people


def test_a_key_is_a_text_that_is_its_own_key() -> None:
    key = collate("MARTIN", "Zoé")
    assert collate(key) is key and isinstance(key, Rang)
    assert collate("MARTIN", "Zoé") != collate("MARTIN", "Zoe") and str(key).isprintable()


# ── Where lists are sorted ────────────────────────────────────────────────────────────────────────

NOMMES: dict[str, Any] = {
    **{
        f"candidats[{rang}].nom_naissance": nom
        for rang, nom in enumerate(("ZOLA", "ĐẶNG", "ʻAHUURA", "ŁUKASZ"))
    },
    **{f"candidats[{rang}].jury": "NORD" for rang in range(4)},
    **{
        f"candidats[{rang}].unite": unite
        for rang, unite in enumerate(("114e régiment", "2e régiment", "114e regiment", "33e régiment"))
    },
    **{f"candidats[{rang}].blocs_vises": ["ESSAI01BC01"] for rang in range(4)},
    "candidats[3].heure_passage": None,
}  # fmt: skip
ATTENDUS = ["ʻAHUURA", "ĐẶNG", "ŁUKASZ", "ZOLA"]


def test_people_stand_in_one_order_in_every_list() -> None:
    examen = make_examen(NOMMES)
    session, (jury, _) = examen.session, examen.session.jurys
    seances = list_seances(session, jury)
    assert [p.candidat.nom_naissance for p in seances[0].presences] == ATTENDUS
    passages = [p.candidat.nom_naissance for p in list_passages(session, jury)]
    assert passages[:4] == ATTENDUS
    commun = Commun(examen.matiere, examen.decisions, {}, definitif=False)
    assert [d.candidat.nom_naissance for d in commun.par_jury["NORD"]] == ATTENDUS


def test_units_stand_by_their_numbers_and_are_one_however_typed() -> None:
    examen = make_examen(NOMMES)
    remises = tuple(
        document.model_copy(update={"remise": True, "destinataires": "candidat"})
        for document in examen.catalogue[:1]
    )
    vivier = Vivier(
        examen.session, examen.referentiel, examen.session.jurys[0], examen.decisions, remises
    )
    unites = [sujet.unite for sujet in list_par_unite(vivier) if sujet.unite]
    assert [unite.nom for unite in unites] == ["2e régiment", "33e régiment", "114e regiment"]
    assert [r.candidat.nom_naissance for r in unites[-1].remises] == ["ʻAHUURA", "ZOLA"]


def test_rooms_and_epreuves_stand_by_their_numbers() -> None:
    base = make_session().epreuves[0].model_dump()
    salles = ("salle 10", "salle 2", "salle 1")
    epreuves = [base | {"code": f"E{n}", "salle": salle} for n, salle in zip((10, 2, 1), salles, strict=True)]  # fmt: skip
    session = make_session({"epreuves": epreuves})
    jury = session.jurys[0]
    assert [e.code for e in session.list_epreuves(jury)] == ["E1", "E2", "E10"]
    matins = [s.salle for s in list_seances(session, jury) if s.jour == epreuves[0]["date"]]
    assert matins[:3] == ["salle 1", "salle 2", "salle 10"]


@pytest.mark.parametrize(
    ("gabarit", "texte"),
    [
        ("{{ ['ZOLA', 'Émile', 'ABEL', 'T10', 'T2']|sort|join(' ') }}", "ABEL Émile T2 T10 ZOLA"),
        ("{{ ['b', 'É', 'a']|sort(reverse=true)|join(' ') }}", "É b a"),
        ("{{ [3, 10, 2]|sort|join(' ') }}", "2 3 10"),
        (
            "{{ jury.membres|sort(attribute='nom')|map(attribute='nom')|join(' ') }}",
            "ALIZÉ AUTAN ŒRSTED PONANT SUROÎT",
        ),
        (
            "{% for g in jury.membres|groupby('nom') %}{{ g.grouper }} {{ g.list|length }} {% endfor %}",
            "ALIZÉ 1 AUTAN 1 ŒRSTED 1 PONANT 1 SUROÎT 1",
        ),
        ("{% for n, v in {'T10': 1, 'É': 2, 'T2': 3}|dictsort %}{{ n }}{{ v }} {% endfor %}", "É2 T23 T101"),
        ("{% for n, v in {'a': 'Z', 'b': 'É'}|dictsort(by='value') %}{{ n }}{% endfor %}", "ba"),
    ],
)  # fmt: skip
def test_a_template_that_sorts_has_the_same_order(gabarit: str, texte: str) -> None:
    changements = {"jurys[0].membres[3].nom": "ŒRSTED"}
    html = print_html(f"<html lang='fr'><body><p>{gabarit}</p></body></html>", changements)
    assert f"<p>{texte}" in html

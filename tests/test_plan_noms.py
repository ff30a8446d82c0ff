"""File names: readable, safe on Windows and Linux, never twice the same."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Mapping
from typing import Any

import pytest
from fabrique import CANDIDAT, MEMBRE, make_catalogue, make_referentiel, make_session
from hypothesis import example, given
from hypothesis import strategies as st

from amo_docs.decide import decide_all
from amo_docs.model.papier import Papier, Plan
from amo_docs.plan import name_dossier, plan_papiers

REFERENTIEL = make_referentiel()
SUR = re.compile(r"[A-Za-z0-9._/-]+")
RESERVES = {
    "CON",
    "PRN",
    "AUX",
    "NUL",
    *(f"{port}{n}" for port in ("COM", "LPT") for n in range(1, 10)),
}
"""The names Windows keeps for itself, with any extension."""


def plan(
    changements: Mapping[str, Any] | None = None, papiers: Mapping[str, Any] | None = None
) -> Plan:
    """The plan of the session of the factory, changed; `papiers` changes the catalogue."""
    session = make_session(changements)
    return plan_papiers(
        session, REFERENTIEL, make_catalogue(papiers), decide_all(session, REFERENTIEL), False
    )


def name(champs: list[dict[str, str]], papiers: Mapping[str, Any] | None = None) -> list[str]:
    """The paths of the calls of candidates with these `champs`, in order."""
    candidats = [CANDIDAT | {"matricule": f"M{rang}"} | some for rang, some in enumerate(champs)]
    found = plan({"candidats": candidats}, papiers=papiers)
    return [p.chemin for p in found.papiers if p.type == "appel"]


def nommer(nom: str, prenoms: str = "Zoé") -> dict[str, str]:
    return {"nom_naissance": nom, "prenoms": prenoms}


@pytest.mark.parametrize(
    ("nom", "prenoms", "chemin"),
    [
        ("DUPONT--MARTIN", "Élise, Anne", "DUPONT-MARTIN_Elise-Anne"),
        ("d’ŒUVRARD", "Jean-Noël", "d-OEUVRARD_Jean-Noel"),
        ("O'NEILL & FILS", "Ayşe", "O-NEILL-FILS_Ayse"),
        ("STRAUß", "Þór", "STRAUSS_Thor"),
        ("NGUYỄN", "Łucja", "NGUYEN_Lucja"),
        ("ИВАНОВА", "Ирина", "IVANOVA_Irina"),
        (
            unicodedata.normalize("NFD", "LEFÈVRE"),
            unicodedata.normalize("NFD", "Zoë"),
            "LEFEVRE_Zoe",
        ),
        ("../../x", "..", "x_sans-nom"),
        ("/etc/passwd", "C:\\Windows", "etc-passwd_C-Windows"),
        ("…", "?", "sans-nom_sans-nom"),
        ("LE_GOFF", "A.", "LE-GOFF_A"),
    ],
)
def test_a_name_keeps_its_letters_and_none_of_its_signs(
    nom: str, prenoms: str, chemin: str
) -> None:
    assert name([nommer(nom, prenoms)]) == [f"appels/{chemin}"]


@pytest.mark.parametrize("nom", ["CON", "nul", "Com1", "LPT9", "aux", "PRN"])
def test_a_name_windows_keeps_for_itself_is_set_apart(nom: str) -> None:
    papiers = {"appel.fichier": "{nom}/{nom}"}
    assert name([nommer(nom)], papiers) == [f"{nom}_/{nom}_"]


def test_a_reserved_name_inside_a_longer_one_is_left_alone() -> None:
    assert name([nommer("NUL")]) == ["appels/NUL_Zoe"]


def test_homonyms_are_told_apart_on_every_paper_whatever_accents_and_case() -> None:
    changements = {
        "candidats[1].nom_naissance": "Dupre",
        "candidats[1].prenoms": "ELISE",
        "candidats[0].matricule": "M-1",
    }
    chemins = [p.chemin for p in plan(changements).papiers if p.sujet.identifiant in {"M-1", "M2"}]
    assert chemins == [
        "appels/DUPRE_Elise_M-1",
        "appels/Dupre_ELISE_M2",
        "preuves/Dupre_ELISE_BC01_M2",
        "parchemins/DUPRE_Elise_M-1",
    ]


def test_names_equal_but_for_case_are_told_apart() -> None:
    """Not the same person, but the same file on Windows."""
    assert name([nommer("LE GOFF"), nommer("Le-Goff")]) == [
        "appels/LE-GOFF_Zoe_M0",
        "appels/Le-Goff_Zoe_M1",
    ]


def test_members_of_one_name_are_told_apart_by_identifiant() -> None:
    found = plan({"jurys[0].membres[2].nom": MEMBRE["nom"]})
    chemins = [p.chemin for p in found.papiers if p.type == "appel_membre"]
    assert chemins[1:3] == ["appels/jury/NORD_ALIZE_A1", "appels/jury/NORD_ALIZE_A2"]


def test_long_names_are_cut_and_say_which_one() -> None:
    long = "WOLFESCHLEGELSTEINHAUSENBERGERDORFF" * 3
    chemins = name([nommer(long + "A"), nommer(long + "B")])
    assert chemins == [f"appels/{long[:80]}_M0", f"appels/{long[:80]}_M1"]


def test_a_long_matricule_is_cut_too() -> None:
    chemins = name(
        [nommer("N") | {"matricule": "7" * 119 + "1"}, nommer("N") | {"matricule": "7" * 119 + "2"}]
    )
    assert len(set(chemins)) == 2
    assert max(len(part) for chemin in chemins for part in chemin.split("/")) < 200


def test_two_kinds_of_papers_may_share_a_pattern() -> None:
    """Nothing tells the two papers of one person apart but their kind."""
    papiers = {f"{cle}.fichier": "tout/{nom}" for cle in ("appel", "parchemin")}
    chemins = [p.chemin for p in plan(papiers=papiers).papiers]
    assert len({chemin.casefold() for chemin in chemins}) == len(chemins)


@pytest.mark.parametrize(
    "motif", ["../../{nom}", "/{nom}", "a/../../{nom}", "./{nom}", "a//{nom}", "é t é/{nom}"]
)
def test_no_pattern_leads_out_of_the_folder(motif: str) -> None:
    (chemin,) = name([nommer("X")], {"appel.fichier": motif})
    assert SUR.fullmatch(chemin)
    assert chemin.count("/") == motif.count("/")
    assert {"", ".", ".."} & set(chemin.split("/")) == set()


NOMS = st.one_of(
    st.text(min_size=1, max_size=12),
    st.sampled_from(
        [
            "DUPRÉ",
            "DUPRE",
            "dupre",
            "Dupre",
            "CON",
            "nul",
            "..",
            "/",
            "\u0301",
            "李",
            "M1",
            "a" * 90,
            "a" * 91,
        ]
    ),
)
PERSONNES = st.lists(st.tuples(NOMS, NOMS), min_size=1, max_size=6)


def plan_personnes(personnes: list[tuple[str, str]], retourne: bool = False) -> tuple[Papier, ...]:
    """The papers of candidates of any name; names are not validated here, so that nothing protects
    the plan."""
    session = make_session()
    candidats = [
        session.candidats[0].model_copy(
            update={"matricule": f"M{rang}", "nom_naissance": nom, "prenoms": prenoms}
        )
        for rang, (nom, prenoms) in enumerate(personnes)
    ]
    table = tuple(candidats[::-1] if retourne else candidats)
    session = session.model_copy(update={"candidats": table, "attestations_aux_certifies": True})
    return plan_papiers(
        session, REFERENTIEL, make_catalogue(), decide_all(session, REFERENTIEL), False
    ).papiers


@given(PERSONNES)
@example([("CON", "CON"), ("con", "con")])
@example([("a" * 300, "b"), ("a" * 300, "c")])
def test_any_names_make_distinct_safe_paths_of_the_depth_of_their_pattern(
    personnes: list[tuple[str, str]],
) -> None:
    papiers = plan_personnes(personnes)
    assert Counter(p.type for p in papiers)["appel"] == len(personnes)
    assert [
        c for c, count in Counter(p.chemin.casefold() for p in papiers).items() if count > 1
    ] == []
    for papier in papiers:
        assert SUR.fullmatch(papier.chemin), papier.chemin
        parts = papier.chemin.split("/")
        assert len(parts) == (3 if papier.type == "appel_membre" else 2)
        assert {part.partition(".")[0].upper() for part in parts} & RESERVES == set()
        assert [part for part in parts if not 0 < len(part) < 200 or part.strip(".") != part] == []


@given(PERSONNES)
def test_a_person_s_paths_do_not_depend_on_who_comes_first(
    personnes: list[tuple[str, str]],
) -> None:
    """Matricules go with persons: the same ones, the table turned over, give the same names."""
    straight, turned = (
        {
            (p.type, p.sujet.identifiant, p.sujet.bloc, p.sujet.jury.code): p.chemin
            for p in plan_personnes(personnes, way)
        }
        for way in (False, True)
    )
    assert straight == turned


@pytest.mark.parametrize(
    ("code", "dossier"),
    [
        ("2030-03-ESSAI", "2030-03-ESSAI"),
        ("Été 2030 / Ys", "Ete-2030-Ys"),
        ("../..", "session"),
        ("nul", "nul_"),
        ("x" * 200, "x" * 80),
    ],
)
def test_the_folder_is_named_after_the_session(code: str, dossier: str) -> None:
    assert name_dossier(make_session({"code": code})) == dossier

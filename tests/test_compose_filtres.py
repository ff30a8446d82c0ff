"""What filters write, and the sentences made for the papers: mentions, compliance of the jury."""

from __future__ import annotations

from datetime import date, time
from typing import Any

import pytest
from fabrique import RETRAIT, make_referentiel, make_session
from fabrique.composition import print_html
from markupsafe import Markup

from amo_docs.compose.conformite import state_conformite
from amo_docs.compose.contexte import make_mentions
from amo_docs.gabarits.filtres import FILTRES
from amo_docs.model.naissance import DateNaissance
from amo_docs.typographie import NBSP, NNBSP


def show(text: str) -> str:
    """`text` with U+00A0 as « ~ » and U+202F as « _ »."""
    return text.replace(NBSP, "~").replace(NNBSP, "_")


@pytest.mark.parametrize(
    ("filtre", "valeur", "texte"),
    [
        ("date_longue", date(2026, 3, 1), "1er~mars~2026"),
        ("date_longue", date(2026, 3, 2), "2~mars~2026"),
        ("date_longue", date(2026, 8, 11), "11~août~2026"),
        ("date_longue", date(2026, 12, 31), "31~décembre~2026"),
        ("date_longue", date(1926, 2, 1), "1er~février~1926"),
        ("dates", (date(2026, 3, 9),), "9~mars~2026"),
        (
            "dates",
            (date(2026, 3, 11), date(2026, 3, 9), date(2026, 3, 10)),
            "9, 10 et 11~mars~2026",
        ),
        ("dates", (date(2026, 3, 31), date(2026, 4, 1)), "31~mars~2026 et 1er~avril~2026"),
        ("dates", (date(2026, 12, 31), date(2027, 12, 30)), "31~décembre~2026 et 30~décembre~2027"),
        ("date_courte", date(2026, 3, 1), "01/03/2026"),
        ("date_longue", DateNaissance(1985, 3, 1), "1er~mars~1985"),
        ("date_longue", DateNaissance(1985, 8), "août~1985"),
        ("date_longue", DateNaissance(1985), "1985"),
        ("date_courte", DateNaissance(1985, 3, 1), "01/03/1985"),
        ("date_courte", DateNaissance(1985, 8), "08/1985"),
        ("date_courte", DateNaissance(1985), "1985"),
        ("heure", time(9, 30), "9~h~30"),
        ("heure", time(9, 5), "9~h~05"),
        ("heure", time(14, 0), "14~h"),
        ("heure", time(0, 0), "0~h"),
        ("duree", 45, "45~min"),
        ("duree", 60, "1~h"),
        ("duree", 65, "1~h~05"),
        ("duree", 150, "2~h~30"),
        ("nombre", 999, "999"),
        ("nombre", 1855, "1_855"),
        ("nombre", 1234567, "1_234_567"),
        ("liste", (), ""),
        ("liste", ("a",), "a"),
        ("liste", ("a", "b"), "a et b"),
        ("liste", ("a", "b", "c"), "a, b et c"),
        ("liste", ("a & b", "<c>"), "a &amp; b et &lt;c&gt;"),
        ("liste", (Markup("<b>a</b>"), "<c>"), "<b>a</b> et &lt;c&gt;"),
        ("phrase", "Vu : l’art. 3 ; n° 7", "Vu~: l’art.~3_; n°~7"),
    ],
)
def test_a_filter_writes_what_a_printer_would(filtre: str, valeur: Any, texte: str) -> None:
    assert show(str(FILTRES[filtre](valeur))) == texte


def test_every_filter_has_a_case() -> None:
    (mark,) = test_a_filter_writes_what_a_printer_would.pytestmark  # type: ignore[attr-defined]
    assert {case[0] for case in mark.args[1]} == set(FILTRES)


@pytest.mark.parametrize(
    ("grade", "texte"), [("MO", "maître ouvrier"), ("mo", "maître ouvrier"), ("Roi", "Roi")]
)
def test_a_grade_is_in_full_when_the_referentiel_knows_it_and_as_given_otherwise(
    grade: str, texte: str
) -> None:
    assert print_html("{{ candidat.grade|grade }}", {"candidats[0].grade": grade}) == texte


def test_a_template_prints_facts_through_filters() -> None:
    gabarit = (
        "{{ candidat.ne }} le {{ candidat.date_naissance|date_longue }} à {{ "
        "candidat.commune_naissance }} ; "
        "{% for e in epreuves %}{{ e.heure|heure }} pendant {{ e.duree_minutes|duree }} "
        "; {% endfor %}"
        "{{ jury.dates|dates }}"
    )
    assert show(print_html(gabarit)) == (
        "née le 1er~mars~2000 à Ys_; 9~h pendant 1~h~30_; 14~h pendant 45~min_; 10 et 12~juin~2030"
    )


# ── Sentences ─────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("changements", "phrase"),
    [
        ({}, "Inscrite sur demande (décision d’essai, 1er~janvier~2026) sous ESSAI01."),
        (
            {"enregistrement.type": "droit"},
            "Inscrite de droit par décision d’essai du 1er~janvier~2026.",
        ),
        ({"enregistrement": None}, None),
    ],
)
def test_the_registration_is_cited_in_the_words_of_its_kind(
    changements: dict[str, Any], phrase: str | None
) -> None:
    said = make_mentions(make_referentiel(), make_session(changements), "formation").enregistrement
    assert (None if said is None else show(said)) == phrase


def test_the_other_mentions_say_the_facts_of_the_referentiel() -> None:
    mentions = make_mentions(make_referentiel(), make_session(), "formation")
    assert mentions.niveau == "Niveau 4, européen 3."
    assert show(mentions.nsf) == "code NSF 254~: Structures métalliques"
    assert show(mentions.delivrance) == "La certification «~Fabricant de girouettes~» est délivrée"
    assert (
        mentions.reserve_attestation
        == "Un bloc parmi 3 ne vaut pas Fabricant de girouettes (ESSAI01)."
    )


def test_several_codes_nsf_are_in_the_plural() -> None:
    referentiel = make_referentiel({"nsf[1]": {"code": "230", "libelle": "Bâtiment"}})
    said = show(make_mentions(referentiel, make_session(), "formation").nsf)
    assert said == "codes NSF 254~: Structures métalliques, 230~: Bâtiment"


def state(changements: dict[str, Any] | None = None) -> list[str]:
    """The compliance of the jury NORD, as the minutes state it."""
    voie = make_referentiel().find_voie("formation")
    assert voie is not None
    return [
        show(phrase)
        for phrase in state_conformite(
            make_session(changements).jurys[0], voie.jury, make_referentiel()
        )
    ]


def test_the_minutes_state_the_jury_with_its_figures() -> None:
    assert state() == [
        "4~membres ont siégé_; la fiche en demande de 2 à 4.",
        (
            "Outre le président, 2~membres du collège «~gens de métier~» et 1~membre du "
            "collège «~maîtres~»."
        ),
        "2~membres sur 3 hors de l’autorité qui délivre la certification, soit 67~% "
        "(40~% au moins demandés dans la mesure du possible, président non compté).",
        "3 femmes et 1 homme.",
        "4~membres ont fait une déclaration d’indépendance, sur 4.",
        "Aucun lien avec un candidat n’a été déclaré.",
    ]


def test_the_figures_are_those_of_the_members_who_sat() -> None:
    """A1 is replaced by S1, who presides no more than he; F1 did not come."""
    changements = {
        "jurys[0].membres[1].presence": "remplacé",
        "jurys[0].membres[1].remplace_par": "S1",
        "jurys[0].membres[4].presence": "présent",
        "jurys[0].membres[4].independance_declaree_le": None,
        "jurys[0].membres[3].presence": "absent",
    }
    said = state(changements)
    assert said[0] == "3~membres ont siégé_; la fiche en demande de 2 à 4."
    assert said[1] == (
        "Outre le président, 2~membres du collège «~gens de métier~» et 0~membre du "
        "collège «~maîtres~»."
    )
    assert said[2].startswith("2~membres sur 2 hors de l’autorité")
    assert said[4] == "2~membres ont fait une déclaration d’indépendance, sur 3."


def test_the_suppleant_of_the_president_is_counted_as_the_president() -> None:
    changements = {
        "jurys[0].membres[0].presence": "remplacé",
        "jurys[0].membres[0].remplace_par": "S1",
        "jurys[0].membres[4].presence": "présent",
        "jurys[0].membres[4].suppleant_de": "P1",
    }
    assert state(changements) == state()


@pytest.mark.parametrize("champ", ["liens", "deports"])
def test_a_tie_declared_by_one_who_sat_is_not_denied(champ: str) -> None:
    declared = {"liens": [{"candidat": "M1", "nature": "personnel"}], "deports": ["M1"]}[champ]
    assert state({f"jurys[0].membres[1].{champ}": declared})[:5] == state()[:-1]
    assert state({f"jurys[0].membres[4].{champ}": declared}) == state()


def test_the_minutes_say_who_withdrew_for_whom_and_how_many_remained() -> None:
    both = {"jurys[0].membres[1].deports": ["M1", "M2"], "jurys[0].membres[2].deports": ["M1"]}
    assert state(both)[5:] == [
        (
            "Pour le candidat M1, Madame Anne ALIZÉ et Monsieur Marc AUTAN se sont retirés_; "
            "2~membres l’ont examiné."
        ),
        "Pour le candidat M2, Madame Anne ALIZÉ s’est retirée_; 3~membres l’ont examiné.",
    ]


def test_a_route_without_rules_for_its_jury_has_nothing_to_state() -> None:
    assert state_conformite(make_session().jurys[0], None, make_referentiel()) == ()


@pytest.mark.parametrize(
    ("cle", "valeur", "part"),
    [
        ("part_exterieurs_pct", RETRAIT, []),
        ("president_compte", False, ["2~membres sur 3 hors de l’autorité"]),
        ("president_compte", True, ["3~membres sur 4 hors de l’autorité"]),
    ],
)
def test_the_share_from_outside_counts_whom_the_referentiel_counts(
    cle: str, valeur: Any, part: list[str]
) -> None:
    voie = make_referentiel({f"voies[0].jury.{cle}": valeur}).find_voie("formation")
    assert voie is not None
    said = [
        show(phrase)
        for phrase in state_conformite(make_session().jurys[0], voie.jury, make_referentiel())
    ]
    assert [phrase.partition(" qui délivre")[0] for phrase in said if "hors de" in phrase] == part

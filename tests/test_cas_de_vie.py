"""The cases of life: each session a real year brings, with its exact outcome on the real
référentiel.

For each: the decision the minutes print and the one that stands, every finding (code and place),
every paper made beside the convocations."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from fabrique import RETRAIT
from fabrique.sessions import trust_modeles
from fabrique.vie import (
    BLOCS,
    CANDIDAT,
    CINQ,
    FG2,
    JOUR,
    SEPT_MOIS,
    TROIS,
    UN_AN,
    VAE,
    VERIFIEE,
    Vie,
    list_resultats,
    move,
    vivre,
)
from papiers_outils import plain

from amo_docs.model.decision import CodeDecision
from amo_docs.render import open_atelier, render_papier

TROIS_BLOCS = ["M1 BC01", "M1 BC02", "M1 BC03"]
CERTIFIE, ATTENTE = CodeDecision.CERTIFIE, CodeDecision.PREREQUIS_MANQUANTS
ECHEANCE = date(2027, 8, 26)
PRES_DE_ECHEANCE = ("S416", "jurys[0].dates")
SUPPLEE = {**TROIS[2], "id": "S", "nom": "MEMBRE S", "role": "suppléant", "suppleant_de": "C"}
REDUIT = {"jurys[0].membres": [*TROIS, SUPPLEE]}
REDUIT["jurys[0].membres"][3]["presence"] = "non appelé"


@pytest.fixture(autouse=True)
def confiance(monkeypatch: pytest.MonkeyPatch) -> None:
    """Papers are composed from the built-in templates, which other tests review."""
    trust_modeles(monkeypatch)


def list_decisions(vie: Vie) -> list[tuple[CodeDecision, CodeDecision]]:
    """(what the jury decided, what stands) of each candidate."""
    return [(d.code_jury, d.code) for d in vie.decisions]


def test_the_session_of_the_cases_is_without_finding_on_both_routes() -> None:
    for vie in (vivre(), vivre(VAE), vivre(VAE, move(date(2026, 6, 1))), vivre(REDUIT)):
        assert vie.constats == []
        assert list_decisions(vie) == [(CERTIFIE, CERTIFIE)]
        assert vie.papiers == {"proces_verbal": ["T"], "certificat": ["M1"]}


# ── Three blocs, and the service of chef de section ───────────────────────────────────────────────

SEPT = {"candidats[0].prerequis": [FG2, SEPT_MOIS]}
DOUZE = {
    "candidats[0].prerequis[2]": {
        "code": "chef_section",
        "du": date(2026, 1, 1),
        "au": date(2026, 5, 31),
        "piece": "attestation complémentaire",
        "verifiee_le": date(2026, 6, 8),
    },
    "candidats[0].date_delivrance": date(2026, 6, 15),
}


def test_three_blocs_and_seven_of_twelve_months() -> None:
    vie = vivre(SEPT)
    assert list_decisions(vie) == [(ATTENTE, ATTENTE)]
    assert list(map(plain, vie.decisions[0].prerequis.manques)) == [
        "chef de section : 7 mois justifiés sur 12"
    ]
    assert vie.constats == []
    assert vie.papiers == {"proces_verbal": ["T"], "attestation_bloc": TROIS_BLOCS}


def test_the_same_later_with_twelve() -> None:
    """A certificate, without a new jury: same minutes, same number, délivrance of her own."""
    vie = vivre(SEPT, DOUZE)
    assert list_decisions(vie) == [(ATTENTE, CERTIFIE)]
    assert vie.constats == []
    assert vie.papiers == {"proces_verbal": ["T"], "certificat": ["M1"]}
    (certificat,) = (p for p in vie.plan.papiers if p.type == "certificat")
    assert certificat.date == date(2026, 6, 15)
    composition, _ = vie.compose(["certificat", "proces_verbal"])
    assert composition.findings == ()
    texts = {
        papier.exemplaire.type: plain(papier.variantes[0].html) for papier in composition.papiers
    }
    assert "procès-verbal n°&nbsp;2026/T-01 du jury du 12 mars 2026" in texts["certificat"]
    assert "15 juin 2026" in texts["certificat"] and "20 mars 2026" not in texts["certificat"]
    assert "blocs complets, prérequis non justifiés" in texts["proces_verbal"]


# ── Back two years later ──────────────────────────────────────────────────────────────────────────

RETOUR = {
    "candidats[0].nom_usage": "MARTIN",
    "candidats[0].date_recevabilite": date(2027, 3, 1),
    "candidats[0].blocs_vises": [BLOCS[2]],
    "candidats[0].resultats": [
        *(
            {
                "bloc": b,
                "issue": "acquis antérieurement",
                "date": JOUR,
                "pv": "2026/T-01",
                "code": b,
            }
            for b in BLOCS[:2]
        ),
        {"bloc": BLOCS[2], "issue": "acquis"},
    ],
}


def test_back_two_years_later_with_two_blocs_and_a_new_nom_d_usage() -> None:
    """The jury sits after the échéance, she was recevable before: certified, and the échéance is
    said."""
    vie = vivre(VAE, move(date(2028, 3, 9)), RETOUR)
    assert list_decisions(vie) == [(CERTIFIE, CERTIFIE)]
    assert vie.decisions[0].blocs_nouveaux == BLOCS[2:]
    assert vie.decisions[0].blocs_anterieurs == BLOCS[:2]
    assert vie.constats == [PRES_DE_ECHEANCE]
    assert vie.papiers == {"proces_verbal": ["T"], "certificat": ["M1"]}
    composition, _ = vie.compose(["certificat", "proces_verbal"])
    assert composition.findings == ()
    for papier in composition.papiers:
        text = plain(papier.variantes[0].html)
        assert "LEFÈVRE" in text and "MARTIN" in text, papier.exemplaire.type
    assert (
        "PV&nbsp;2026/T-01"
        in next(p for p in composition.papiers if p.exemplaire.type == "proces_verbal")
        .variantes[0]
        .html
    )


@pytest.mark.parametrize(
    ("voie", "champ"),
    [(VAE, "date_recevabilite"), ({}, "date_entree")],
    ids=["experience", "formation"],
)
@pytest.mark.parametrize(
    ("jour", "constats"),
    [
        (ECHEANCE, []),
        (ECHEANCE + timedelta(days=1), ["D114"]),
        (None, ["D114"]),
    ],
    ids=["26-08-2027", "27-08-2027", "unknown"],
)
def test_recevable_on_the_day_of_the_echeance_and_on_the_day_after(
    voie: dict[str, Any], champ: str, jour: date | None, constats: list[str]
) -> None:
    """The decision is the jury's; the findings are the secretariat's, and an erreur stops every
    paper."""
    vie = vivre(voie, move(date(2027, 12, 9)), {f"candidats[0].{champ}": jour})
    assert list_decisions(vie) == [(CERTIFIE, CERTIFIE)]
    assert vie.constats == [
        *((code, f"candidats[0].{champ}") for code in constats),
        PRES_DE_ECHEANCE,
    ]


# ── Juries ────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("jours", [0, 1], ids=["last day", "day after"])
def test_a_jury_of_three_on_the_last_day_of_its_mandate_and_on_the_day_after(jours: int) -> None:
    """Its decision began on 13 March 2025: it ends on 12 March 2026, the day of the jury."""
    du, au = date(2025, 3, 13), date(2026, 3, 12)
    mandats = {
        f"jurys[0].membres[{r}].mandat": {"decision": "x", "du": du, "au": au} for r in range(4)
    }
    day = JOUR + timedelta(days=jours)
    seance = {
        "jurys[0].dates": [day],
        "jurys[0].date_deliberation": day,
        "dates.proces_verbal": day,
    }
    vie = vivre(REDUIT, mandats, seance)
    assert list_decisions(vie) == [(CERTIFIE, CERTIFIE)]
    assert vie.constats == [("J309", "jurys[0].membres[0].mandat")] * jours
    assert all("de « P », « A », « C », « S »" in message for message in vie.messages)
    renewed = {f"{cle}.renouvellements": [{"decision": "y", "du": JOUR + timedelta(days=1), "au": date(2027, 3, 12)}]
               for cle in mandats}  # fmt: skip
    assert vivre(REDUIT, mandats, seance, renewed).constats == []


def test_papers_cite_the_decision_that_covers_the_day() -> None:
    """A1's mandate was renewed: the convocation and the minutes cite the renewal."""
    renewal = {
        "decision": "décision de renouvellement",
        "du": date(2026, 3, 1),
        "au": date(2027, 2, 28),
    }
    mandat = {"decision": "décision première", "du": date(2025, 3, 1), "au": date(2026, 2, 28)}
    vie = vivre({"jurys[0].membres[1].mandat": mandat | {"renouvellements": [renewal]}})
    assert vie.constats == []
    composition, _ = vie.compose(["convocation_jury", "proces_verbal"])
    assert composition.findings == ()
    texts = {
        (p.exemplaire.type, p.exemplaire.destinataire): plain(p.variantes[0].html)
        for p in composition.papiers
    }
    for key in (("convocation_jury", "A"), ("proces_verbal", "T")):
        assert "décision de renouvellement" in texts[key] and "première" not in texts[key]


def test_a_mandate_of_a_year_and_a_day() -> None:
    vie = vivre({"jurys[0].membres[1].mandat.au": date(2026, 10, 1)})
    assert vie.constats == [("J315", "jurys[0].membres[1].mandat.au")]


def test_five_designated_one_absent_and_no_suppleant() -> None:
    """Four signature boxes; the fiche is silent on four, and asks for suppléants."""
    absent = {"jurys[0].membres": [*CINQ[:4], CINQ[4] | {"presence": "absent"}]}
    vie = vivre(absent)
    assert vie.constats == [("J303", "jurys[0].membres"), ("J319", "jurys[0].membres")]
    assert list_decisions(vie) == [(CERTIFIE, CERTIFIE)]
    assert vie.papiers == {"proces_verbal": ["T"], "certificat": ["M1"]}
    composition, _ = vie.compose(["proces_verbal"])
    assert composition.findings == ()
    page = composition.papiers[0].variantes[0].html
    boxes = page.partition("Membre ayant siégé")[2]
    assert boxes.count('class="case"') == 4
    assert [boxes.count(f"MEMBRE {id}") for id in "PABCD"] == [1, 1, 1, 1, 0]
    assert "4\u00a0membres ont siégé" in page


def test_a_president_who_is_a_trainer_in_the_reduced_form() -> None:
    """Two faults in one: he is a trainer, and one professional is left for the two the fiche
    asks."""
    vie = vivre(REDUIT, {"jurys[0].membres[0].formateur": True})
    assert vie.constats == [("J304", "jurys[0].membres"), ("J304", "jurys[0].membres")]
    assert any("le président est formateur" in message for message in vie.messages)
    full = vivre({"jurys[0].membres[0].formateur": True})
    assert full.constats == []


# ── Candidates ────────────────────────────────────────────────────────────────────────────────────


def test_half_absent_on_the_training_route() -> None:
    vie = vivre({"candidats[0].resultats": list_resultats("absent", "acquis", "acquis")})
    assert list_decisions(vie) == [(CodeDecision.BLOCS_ACQUIS, CodeDecision.BLOCS_ACQUIS)]
    assert vie.decisions[0].present
    assert vie.constats == [("R210", "candidats[0].resultats[0].issue")]
    assert vie.papiers == {"proces_verbal": ["T"], "attestation_bloc": ["M1 BC02", "M1 BC03"]}


def test_excluded_before_any_result() -> None:
    """The minutes say of each bloc that it was not assessed, and why."""
    vie = vivre(
        {"candidats[0].exclusion": "fraude à la première épreuve", "candidats[0].resultats": []}
    )
    assert list_decisions(vie) == [(CodeDecision.EXCLU, CodeDecision.EXCLU)]
    assert vie.constats == []
    assert vie.papiers == {"proces_verbal": ["T"]}
    composition, _ = vie.compose(["proces_verbal"])
    assert composition.findings == ()
    page = composition.papiers[0].variantes[0].html
    assert page.count("<td>non évalué</td>") == 3
    assert "fraude à la première épreuve" in page


def test_absent_beside_an_earlier_bloc_is_no_contradiction() -> None:
    earlier = {
        "bloc": BLOCS[0],
        "issue": "acquis antérieurement",
        "date": date(2025, 3, 13),
        "pv": "x",
        "code": BLOCS[0],
    }
    vie = vivre(
        {
            "candidats[0].blocs_vises": list(BLOCS[1:]),
            "candidats[0].resultats": [earlier, *list_resultats("acquis", "absent", "absent")[1:]],
        }
    )
    assert list_decisions(vie) == [(CodeDecision.ABSENT, CodeDecision.ABSENT)]
    assert vie.constats == []
    assert vie.papiers == {"proces_verbal": ["T"]}


def test_two_homonyms_born_on_different_days() -> None:
    """Both certified, nothing to say of it, and their papers told apart."""
    homonyme = CANDIDAT | {
        "matricule": "M2",
        "date_naissance": date(1995, 11, 17),
        "heure_passage": "10 h",
    }
    vie = vivre({"candidats[1]": homonyme})
    assert list_decisions(vie) == [(CERTIFIE, CERTIFIE)] * 2
    assert vie.constats == []
    assert vie.papiers == {"proces_verbal": ["T"], "certificat": ["M1", "M2"]}
    chemins = [p.chemin for p in vie.plan.papiers]
    assert len({chemin.casefold() for chemin in chemins}) == len(chemins)
    certificats = [p.chemin for p in vie.plan.papiers if p.type == "certificat"]
    assert ["M1" in certificats[0], "M2" in certificats[1]] == [True, True]


def test_the_day_of_passage_is_on_the_convocation() -> None:
    deux_jours = {"jurys[0].dates": [date(2026, 3, 11), JOUR]}
    assert vivre(deux_jours).constats == [("S412", "candidats[0].date_passage")]
    vie = vivre(deux_jours, {"candidats[0].date_passage": date(2026, 3, 11)})
    assert vie.constats == []
    composition, _ = vie.compose(["convocation_candidat"])
    assert "Le&nbsp;11 mars 2026, à 9 h" in plain(composition.papiers[0].variantes[0].html)


def test_the_same_person_twice_is_no_homonym() -> None:
    vie = vivre(
        {
            "candidats[1]": CANDIDAT
            | {"matricule": "M2", "heure_passage": "10 h", "prenoms": "ELODIE"}
        }
    )
    assert [code for code, _ in vie.constats] == ["D102", "D111"]


def test_a_name_of_sixty_letters_on_the_certificate() -> None:
    """One page, the name whole, in a smaller size at need."""
    nom = "MONTCLAIRVALBEAUCHAMPFLEURYROQUESAUVIGNACDEVILLENEUVESAINTAR"
    assert len(nom) == 60
    vie = vivre({"candidats[0].nom_naissance": nom, "candidats[0].nom_usage": nom[::-1]})
    assert vie.constats == []
    composition, commun = vie.compose(["certificat"])
    assert composition.findings == ()
    open_atelier(commun.matiere.modeles)
    files = {
        fichier.format: fichier.contenu
        for fichier in render_papier(composition.papiers[0], ("pdf", "docx"))
    }
    import pypdfium2

    document = pypdfium2.PdfDocument(files["pdf"])
    assert len(document) == 1
    text = document[0].get_textpage().get_text_range()
    said = "".join(text.replace("\ufffe", "").split())
    assert nom in said and nom[::-1] in said


# ── What the fiche leaves open ────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("code", "jour", "constats", "decision"),
    [
        ("FG2", date(2022, 12, 31), [], CERTIFIE),
        ("FG2", date(2023, 1, 1), ["R212"], ATTENTE),
        ("FG3", date(2024, 12, 31), ["R212"], ATTENTE),
        ("FG3", date(2025, 1, 1), [], CERTIFIE),
        ("FG2", date(2025, 1, 1), [], ATTENTE),
    ],
)
def test_the_years_between_two_diplomas_are_said_and_not_guessed(
    code: str, jour: date, constats: list[str], decision: CodeDecision
) -> None:
    vie = vivre({"candidats[0].prerequis[0]": {"code": code, "du": jour} | VERIFIEE})
    assert vie.constats == [(found, "candidats[0].prerequis[0].du") for found in constats]
    assert list_decisions(vie) == [(decision, decision)]
    assert all(
        "elle ne dit rien d’un diplôme obtenu en 2023 ou en 2024" in message
        for message in vie.messages
    )


def test_a_civilian_may_acquire_blocs_and_is_told() -> None:
    vie = vivre({"candidats[0].statut": "civil"})
    assert vie.constats == [("R211", "candidats[0].statut")]
    assert list_decisions(vie) == [(ATTENTE, ATTENTE)]
    assert vie.papiers == {"proces_verbal": ["T"], "attestation_bloc": TROIS_BLOCS}


@pytest.mark.parametrize(
    ("voie", "constats"),
    [({}, [("J313", "C")]), (VAE, [("J312", "C")])],
    ids=["formation", "experience"],
)
def test_a_juror_who_trained_the_candidate(
    voie: dict[str, Any], constats: list[tuple[str, str]]
) -> None:
    """Said on the training route, barred for experience; withdrawn, nothing to say but the
    minutes'."""
    tied = {"jurys[0].membres[3].liens": [{"candidat": "M1", "nature": "a formé"}]}
    vie = vivre(voie, tied)
    assert vie.constats == [(code, "jurys[0].membres[3].liens[0]") for code, _ in constats]
    withdrawn = vivre(voie, tied, {"jurys[0].membres[3].deports": ["M1"]})
    assert withdrawn.constats == []
    composition, _ = withdrawn.compose(["proces_verbal"])
    assert composition.findings == ()
    said = plain(composition.papiers[0].variantes[0].html)
    assert (
        "Pour le candidat M1, Madame Claude MEMBRE C s’est retirée ; 4 membres l’ont examiné."
        in said
    )


def test_a_withdrawal_from_a_jury_of_three_leaves_two() -> None:
    vie = vivre(REDUIT, {"jurys[0].membres[1].deports": ["M1"]})
    assert vie.constats == [("J314", "jurys[0].membres")]


@pytest.mark.parametrize(("jours", "constats"), [(15, []), (16, [("S417", "delivrance.date")])])
def test_the_result_of_a_vae_is_notified_within_fifteen_days(
    jours: int, constats: list[tuple[str, str]]
) -> None:
    late = {"delivrance.date": JOUR + timedelta(days=jours)}
    assert vivre(VAE, late).constats == constats
    assert vivre(late).constats == []


def test_without_candidates_left_out_nothing_is_shared_between_cases() -> None:
    """The base is never changed by a case."""
    assert vivre({"candidats[0].prerequis[1]": RETRAIT}).papiers != vivre().papiers
    assert UN_AN["du"] == date(2023, 9, 1)

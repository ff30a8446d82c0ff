"""The blank minutes: what is known on the eve is printed, what the day brings is left to be written
by hand."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from fabrique import make_catalogue, make_dossier, make_modeles, make_session
from fabrique.composition import compose_plan
from papiers_outils import (
    EXEMPLES,
    Rendu,
    plain,
    read_catalogue,
    read_pages,
    read_session,
    run_commande,
)

from amo_docs.catalogue import DocumentType, list_vierges, select_demandes
from amo_docs.compose import Commun, Composition
from amo_docs.compose.interdits import neutralise_commun
from amo_docs.decide import count_effectifs, decide_all
from amo_docs.model.candidat import Issue
from amo_docs.model.decision import CodeDecision
from amo_docs.model.matiere import Matiere
from amo_docs.model.veille import rewind_session
from amo_docs.plan import plan_papiers

MINUTES = next(d for d in make_catalogue() if d.cle == "minutes").model_copy(
    update={"mentions": (), "donnees": ()}
)
VIERGE = MINUTES.model_copy(
    update={
        "cle": "minutes_vierges",
        "vierge_de": "minutes",
        "fichier": "vierges/{jury}",
        "avant_jury": True,
    }
)


def share(dossier: Matiere) -> Commun:
    decisions = decide_all(dossier.session, dossier.referentiel)
    effectifs = {
        j.code: count_effectifs(tuple(d for d in decisions if d.candidat.jury == j.code))
        for j in dossier.session.jurys
    }
    return Commun(dossier, decisions, effectifs, True)


def compose(gabarit: str, document: DocumentType = VIERGE) -> Composition:
    """The minutes of the juries of the factory, from this template."""
    dossier = make_dossier(modeles=make_modeles({"minutes.html": gabarit}))
    commun = share(dossier)
    commun = replace(
        commun, veille=share(replace(dossier, session=rewind_session(dossier.session)))
    )
    plan = plan_papiers(dossier.session, dossier.referentiel, (document,), commun.decisions, True)
    return compose_plan(commun, (document,), plan)


def print_html(gabarit: str, document: DocumentType = VIERGE) -> str:
    """What the minutes of the jury NORD print; there must be no finding."""
    composition = compose(gabarit, document)
    assert composition.findings == ()
    return composition.papiers[0].variantes[0].html


# ── The eve ───────────────────────────────────────────────────────────────────────────────────────


def test_the_eve_keeps_what_is_known_and_forgets_the_day() -> None:
    session = make_session({"candidats[0].exclusion": "fraude"})
    eve = rewind_session(session)
    jury = eve.jurys[0]
    assert jury.numero_pv == "PV-1" and jury.dates == session.jurys[0].dates
    assert (jury.ouverture_reelle, jury.cloture_reelle, jury.incidents, jury.date_deliberation) == (
        None,
    ) * 4
    assert {m.presence for m in jury.membres} == {None}
    assert jury.siegeants == ()
    assert [m.independance_declaree_le for m in jury.membres] == [
        m.independance_declaree_le for m in session.jurys[0].membres
    ]
    assert [[r.issue for r in c.resultats] for c in eve.candidats] == [
        [],
        [Issue.ANTERIEUR],
        [],
        [],
    ]
    assert eve.candidats[0].exclusion is None
    assert session.candidats[0].exclusion == "fraude", "the session itself does not change"


def test_on_the_eve_nobody_has_a_decision() -> None:
    dossier = make_dossier()
    decisions = decide_all(rewind_session(dossier.session), dossier.referentiel)
    assert {d.code for d in decisions} == {CodeDecision.EN_ATTENTE}


# ── The template ──────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("gabarit", "rempli", "vierge"),
    [
        ("({{ jury.ouverture_reelle|heure|du_jour(3) }})", "(9\u00a0h\u00a005)", "(………)"),
        ("({{ effectifs.presents|nombre|du_jour }})", "(3)", "()"),
        ("({{ jury.numero_pv }})", "(PV-1)", "(PV-1)"),
        ("{% for d in decisions %}{{ d.code_jury|du_jour }};{% endfor %}", None, ";;;"),
        ("{{ 'vierge' if vierge else 'rempli' }}", "rempli", "vierge"),
    ],
)
def test_a_value_of_the_day_is_printed_or_leaves_its_place(
    gabarit: str, rempli: str | None, vierge: str
) -> None:
    assert print_html(gabarit) == vierge
    assert rempli is None or print_html(gabarit, MINUTES) == rempli


@pytest.mark.parametrize(
    "gabarit", ["{{ jury.ouverture_reelle }}", "{{ jury.incidents }}", "{{ '' }}"]
)
def test_a_blank_nobody_asked_for_is_still_refused(gabarit: str) -> None:
    """The place to write in is the one blank there is; the data of the day are not there to be
    printed."""
    assert {f.code for f in compose(gabarit).findings} == {"G605"}


def test_a_blank_paper_shows_no_signature() -> None:
    assert print_html("{{ 'oui' if papier.projet else 'non' }}") == "non"
    assert "amo:image/signature" not in print_html("{{ images.signature or 'rien' }}")


# ── The catalogue and the command ─────────────────────────────────────────────────────────────────


def test_a_blank_is_made_on_demand_only() -> None:
    catalogue = (MINUTES, VIERGE)
    assert list_vierges(catalogue) == ("minutes",)
    assert select_demandes(catalogue, (), frozenset()) == (MINUTES,)
    assert select_demandes(catalogue, ("minutes",), frozenset()) == catalogue


def test_a_type_that_cannot_be_made_blank_is_refused(tmp_path: Path) -> None:
    run = run_commande(
        "render",
        EXEMPLES / "session.toml",
        "--sortie",
        tmp_path / "sortie",
        "--vierge",
        "certificat",
    )
    assert run.returncode == 2
    assert "« certificat » ne se fait pas vierge" in plain(run.stderr)
    assert "proces_verbal" in run.stderr
    assert not (tmp_path / "sortie").exists()


def test_the_blank_minutes_of_the_sample_hold_nothing_of_the_day(
    projet: Rendu, definitif: Rendu
) -> None:
    session, table = read_session(), read_catalogue()["proces_verbal_vierge"]
    for rendu in (projet, definitif):
        for jury in session["jurys"]:
            ligne = rendu.find("proces_verbal_vierge", jury["code"])
            assert ligne.chemin == table["fichier"].format(jury=jury["code"]) + ".pdf"
            pages = read_pages(ligne.path)
            text = plain(" ".join(pages))
            assert all("EXEMPLAIRE VIERGE" in page for page in pages)
            assert all(membre["nom"] in text for membre in jury["membres"])
            for word in (
                "PROJET",
                "certifié",
                "ajourné",
                "non acquis",
                "remplacé",
                jury["incidents"][:60],
                "11 h 40",
            ):
                assert word == "Néant" or word not in text, word
            assert "acquis antérieurement" in text


def test_the_full_minutes_say_nothing_of_blanks(projet: Rendu) -> None:
    for ligne in projet.list_papiers("pdf", "proces_verbal"):
        text = " ".join(read_pages(ligne.path))
        assert "VIERGE" not in text and "……" not in text


def test_a_blank_paper_made_for_nobody_has_no_name_either() -> None:
    """A forbidden word that is a person's name is told apart by making the paper for nobody."""
    commun = share(make_dossier(modeles=make_modeles({})))
    veille = share(replace(commun.matiere, session=rewind_session(commun.matiere.session)))
    neutre = neutralise_commun(replace(commun, veille=veille))
    assert neutre.veille is not None
    real = {c.nom_naissance for c in commun.matiere.session.candidats}
    real |= {m.nom for jury in commun.matiere.session.jurys for m in jury.membres}
    for one in (neutre, neutre.veille):
        session = one.matiere.session
        left = {c.nom_naissance for c in session.candidats}
        left |= {m.nom for jury in session.jurys for m in jury.membres}
        assert not left & real
        assert not {d.candidat.nom_naissance for d in one.decisions} & real

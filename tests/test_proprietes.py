"""Of any session: findings and nothing composed, or every paper with every name whole; the same
sessions each time."""

from __future__ import annotations

import json
import os
import unicodedata
from collections import Counter
from pathlib import Path
from typing import Any

import docx
import pytest
from campagnes.ampleur import Ampleur
from docx.oxml.ns import qn
from fabrique.sessions import (
    BLOCS_REQUIS,
    TORDUS,
    draw_session,
    list_acquis,
    noms_quelconques,
    plausibles,
    read_une_fois,
    write_session_toml,
)
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from papiers_outils import list_fichiers_tenus, list_textes, read_pages, squeeze

from amo_docs.errors import DonneesError
from amo_docs.findings import has_erreur
from amo_docs.load.ouverture import open_session
from amo_docs.model.bilan import Demande
from amo_docs.model.selection import Selection
from amo_docs.pipeline import SessionComposee, prepare, render
from amo_docs.render import etabli

BORNES = settings(
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
)


def prepare_or_refuse(path: Path, session: dict[str, Any]) -> SessionComposee | None:
    """What the session gives; None when it is refused, with an erreur, for its data alone."""
    try:
        return prepare(open_session(write_session_toml(path, session)))
    except DonneesError as error:
        assert has_erreur(error.findings)
        return None


def list_papiers(preparation: SessionComposee, type_: str) -> dict[str, str]:
    """The texts of the papers of a type, by whom they are for."""
    return {
        papier.exemplaire.destinataire: "\n".join(list_textes(papier.variantes[0].html))
        for papier in preparation.papiers
        if papier.exemplaire.type == type_
    }


def check_papiers(preparation: SessionComposee, session: dict[str, Any]) -> None:
    """Every paper of the plan is composed, and each name stands in it as it was typed, but for
    blanks around it."""
    assert not has_erreur(preparation.avertissements)
    assert [p.exemplaire.chemin for p in preparation.papiers] == [
        p.chemin for p in preparation.plan.papiers
    ]
    typed = {candidat["matricule"].strip(): candidat for candidat in session["candidats"]}
    assert len(typed) == len(session["candidats"])
    for type_ in ("convocation_candidat", "attestation_bloc", "certificat"):
        for matricule, text in list_papiers(preparation, type_).items():
            for champ in ("nom_naissance", "prenoms"):
                assert typed[matricule][champ].strip() in text
    assert set(list_papiers(preparation, "convocation_candidat")) == set(typed)
    for text in list_papiers(preparation, "proces_verbal").values():
        assert all(candidat["nom_naissance"].strip() in text for candidat in typed.values())
    certified = set(list_papiers(preparation, "certificat"))
    assert all(list_acquis(typed[matricule]) >= BLOCS_REQUIS for matricule in certified)
    assert all(
        list_acquis(typed[matricule]) for matricule in list_papiers(preparation, "attestation_bloc")
    )
    assert certified.isdisjoint(list_papiers(preparation, "attestation_bloc"))


@pytest.mark.parametrize(
    ("sessions", "nombre", "minimum"),
    [
        (draw_session(), 40, 6),
        (draw_session(noms_quelconques, nombre=1), 20, 1),
        (draw_session(plausibles), 12, 1),
    ],
    ids=["tordus", "quelconques", "plausibles"],
)
def test_findings_or_every_paper(
    tmp_path: Path,
    ampleur: Ampleur,
    sessions: st.SearchStrategy[dict[str, Any]],
    nombre: int,
    minimum: int,
) -> None:
    """And both happen, often enough for the law to say something."""
    outcomes: Counter[str] = Counter()

    @ampleur.draw(BORNES, nombre)
    @given(sessions)
    def law(session: dict[str, Any]) -> None:
        preparation = prepare_or_refuse(tmp_path / "session.toml", session)
        if preparation is None:
            outcomes["refusée"] += 1
            return
        check_papiers(preparation, session)
        outcomes["composée"] += 1
        outcomes["certificat"] += bool(list_papiers(preparation, "certificat"))

    with read_une_fois():
        law()
    assert min(outcomes["refusée"], outcomes["composée"]) >= minimum
    assert outcomes["certificat"]
    for issue, fois in outcomes.items():
        ampleur.record(issue, fois)
    assert sorted(os.listdir(tmp_path)) == ["session.toml"]


imprimables = st.one_of(
    plausibles, st.sampled_from([nom for nom in TORDUS if len(nom) < 60 and "א" not in nom])
)
"""pdftotext gives what is written from right to left in the order it is seen."""
DEMANDE = Demande(
    selection=Selection(types=frozenset({"convocation_candidat", "certificat", "proces_verbal"}))
)


def read_words(path: Path) -> str:
    """What a person reads in a file, composed and without any white space."""
    if path.suffix == ".pdf":
        return squeeze(unicodedata.normalize("NFC", "".join(read_pages(path))))
    root = docx.Document(str(path)).element
    text = "".join(node.text or "" for node in root.iter(qn("w:t")))
    return squeeze(unicodedata.normalize("NFC", text))


@pytest.mark.lent
def test_names_are_whole_in_both_formats(tmp_path: Path, ampleur: Ampleur) -> None:
    """A handful of them through the layout: findings and no folder, or every name in each file it
    stands in."""
    outcomes: Counter[str] = Counter()

    @ampleur.draw(settings(BORNES, phases=[Phase.generate]), 4)
    @given(draw_session(imprimables, nombre=2))
    def law(session: dict[str, Any]) -> None:
        sortie = tmp_path / f"sortie-{sum(outcomes.values())}"
        try:
            bilan = render(
                open_session(write_session_toml(tmp_path / "session.toml", session)),
                sortie,
                DEMANDE,
                lambda *_: None,
            )
        except DonneesError as error:
            assert has_erreur(error.findings)
            assert not sortie.exists()
            outcomes["refusée"] += 1
            return
        outcomes["rendue"] += 1
        every = list_fichiers_tenus(json.loads((bilan.dossier / "manifeste.json").read_bytes()))
        assert len(every) == 2 * sum(bilan.produits.values()) > 0
        for candidat in session["candidats"]:
            mine = [
                row for row in every if row["destinataire"] in (candidat["matricule"].strip(), "T")
            ]
            assert "convocation_candidat" in {row["type"] for row in mine}
            for row in mine:
                words = read_words(bilan.dossier / row["chemin"])
                for champ in ("nom_naissance", "prenoms"):
                    assert squeeze(unicodedata.normalize("NFC", candidat[champ])) in words, row[
                        "chemin"
                    ]

    with read_une_fois():
        law()
    etabli._ATELIER.clear()  # its fonts are closed while Python still stands
    assert outcomes["rendue"] >= 2
    ampleur.record("rendue", outcomes["rendue"])

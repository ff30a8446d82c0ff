"""The second référentiel held against its fiche, both ways: nothing changed, nothing lost, nothing
added."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

import pytest
from fiches.lignes import walk_textes
from fiches.rncp36612 import (
    ECARTEES,
    FICHE,
    REF,
    VOIES,
    list_feuilles,
    normalise,
    read_date,
    say,
    split,
)

from amo_docs.model.phrases import list_champs
from amo_docs.model.referentiel import Bloc, Voie

PROPRES = {
    "abrege", "acquisition", "code", "inference", "phrases", "seuils", "source", "president_colleges",
    "rubrique", "voies.libelle", "voies.autres_noms",
}  # fmt: skip
"""Keys whose words are ours: codes we give, what we infer, sentences to be validated."""


def test_the_essentials_are_those_of_the_fiche() -> None:
    assert (say("NUMERO_FICHE"), say("INTITULE")) == (REF.code, REF.intitule)
    assert say("NOMENCLATURE_EUROPE/NIVEAU") == f"NIV{REF.niveau_europeen}"
    assert say("NOMENCLATURE_EUROPE/LIBELLE") == f"Niveau {REF.niveau}"
    for tag, codes in (("NSF", REF.nsf), ("FORMACODE", REF.formacodes), ("ROME", REF.codes_rome)):
        assert [(say("CODE", e), say("LIBELLE", e)) for e in FICHE.iter(tag)] == [
            (c.code, c.libelle) for c in codes
        ]
    anciennes = [normalise(e.text) for e in FICHE.iter("ID_FICHE_ANCIENNE_CERTIFICATION")]
    assert anciennes == list(REF.anciennes_certifications)


def test_the_registration_is_that_of_the_fiche() -> None:
    """On demand, by a decision of which the fiche gives the date and the length; no text, no day of
    effect."""
    act = REF.enregistrement
    assert act is not None
    assert say("TYPE_ENREGISTREMENT") == f"Enregistrement sur {act.type}"
    assert (read_date(say("DATE_DECISION")), say("DUREE_ENREGISTREMENT")) == (
        act.date,
        str(act.duree_ans),
    )
    assert read_date(say("DATE_FIN_ENREGISTREMENT")) == REF.echeance
    assert REF.echeance == act.date.replace(year=act.date.year + (act.duree_ans or 0))
    for tag in ("DATE_EFFET", "DATE_LIMITE_DELIVRANCE"):
        assert FICHE.find(tag) is None
    assert (act.texte, act.journal_officiel, act.effet, act.limite_delivrance) == (None,) * 4


def test_the_publications_are_those_of_the_fiche() -> None:
    found = [
        (rubrique, say("TITRE", e), read_date(say("DATE_PUBLICATION_JO", e)))
        for tag, rubrique in (("GENERAL", "générale"), ("CREATION", "création"), ("AUTRE", "autre"))
        for e in FICHE.findall(f"PUBLICATION_DECRET_{tag}/PUBLICATION_JO")
    ]
    assert found == [(p.rubrique, p.titre, p.date) for p in REF.publications]
    assert read_date(say("DATE_DERNIER_JO")) == max(p.date for p in REF.publications)


def test_the_certificateur_is_the_active_one_and_its_history_whole() -> None:
    rows = [
        (
            say("NOM_CERTIFICATEUR", e),
            say("SIRET_CERTIFICATEUR", e),
            say("ETAT_CERTIFICATEUR", e),
            say(CHANGE, e),
        )
        for e in FICHE.iter("CERTIFICATEUR")
    ]
    assert rows == [
        (c.nom, c.siret, c.etat, f"{c.date:%d/%m/%Y}") for c in REF.certificateur.historique
    ]
    assert [row[:2] for row in rows if row[2] == "Actif"] == [
        (REF.certificateur.nom, REF.certificateur.siret)
    ]
    assert FICHE.find(".//NOM_COMMERCIAL") is None and REF.certificateur.nom_commercial is None


CHANGE = "DATE_DERNIERE_MODIFICATION_ETAT"


def test_the_partenaires_are_those_of_the_fiche() -> None:
    tags = ("NOM_PARTENAIRE", "SIRET_PARTENAIRE", "HABILITATION_PARTENAIRE", "ETAT_HABILITATION")
    rows = [
        (*(say(tag, e) for tag in tags), read_date(say("DATE_ACTIF", e)), read_date(say(CHANGE, e)))
        for e in FICHE.iter("PARTENAIRE")
    ]
    assert rows == [
        (p.nom, p.siret, p.habilitation, p.etat, p.date_actif, p.date_modification)
        for p in REF.partenaires
    ]
    assert say("EXISTENCE_PARTENAIRES") == "Oui"


def test_activities_and_what_they_lead_to_are_those_of_the_fiche() -> None:
    assert split(FICHE.findtext("ACTIVITES_VISEES")) == [*REF.presentation, *REF.activites]
    assert split(FICHE.findtext("CAPACITES_ATTESTEES")) == list(REF.capacites_attestees)
    assert split(FICHE.findtext("OBJECTIFS_CONTEXTE")) == [
        t for o in REF.objectifs for t in o.texte
    ]
    (secteur,) = REF.secteurs
    assert split(FICHE.findtext("SECTEURS_ACTIVITE")) == [*secteur.texte, *secteur.elements]
    (emplois,) = REF.emplois
    assert re.split(r" ?- ?", say("TYPE_EMPLOI_ACCESSIBLES")) == list(emplois.postes)
    assert split(FICHE.findtext("PREREQUIS_ENTREE_FORMATION")) == list(REF.prerequis_formation)


def test_the_blocs_are_those_of_the_fiche() -> None:
    assert [(say("CODE", e), say("LIBELLE", e)) for e in FICHE.iter("BLOC_COMPETENCES")] == [
        (b.code, b.intitule) for b in REF.blocs
    ]
    assert all(bloc.code == REF.code + bloc.abrege for bloc in REF.blocs)


@pytest.mark.parametrize("bloc", REF.blocs, ids=lambda bloc: bloc.abrege)
def test_each_bloc_has_its_competences_and_modalites(bloc: Bloc) -> None:
    """Each under its bloc, in order; modalités are for every route."""
    (element,) = (e for e in FICHE.iter("BLOC_COMPETENCES") if say("CODE", e) == bloc.code)
    assert split(element.findtext("LISTE_COMPETENCES")) == [c.intitule for c in bloc.competences]
    assert split(element.findtext("MODALITES_EVALUATION")) == [m.intitule for m in bloc.modalites]
    assert [c.code for c in bloc.competences] == [
        f"C{n}" for n in range(1, len(bloc.competences) + 1)
    ]
    assert {m.voie for m in bloc.modalites} == {None} and bloc.activites == ()
    for voie in REF.voies:
        assert REF.list_modalites(voie.code, (bloc.code,)) == tuple(
            m.intitule for m in bloc.modalites
        )


def test_the_voies_are_open_where_the_fiche_says_so() -> None:
    assert [voie.code for voie in REF.voies] == list(VOIES.values())
    assert {code: say(f"{tag}/ACTIF") == "Oui" for tag, code in VOIES.items()} == {
        v.code: v.ouverte for v in REF.voies
    }
    assert [v.code for v in REF.voies if v.validation_acquis] == ["experience"]
    assert all(voie.inference is None for voie in REF.voies)


@pytest.mark.parametrize(("tag", "code"), VOIES.items())
def test_each_jury_is_composed_as_the_fiche_says(tag: str, code: str) -> None:
    """Four, whoever they are: the words, and the figures that agree with them."""
    voie: Voie | None = REF.find_voie(code)
    lines = split(FICHE.findtext(f"{tag}/COMPOSITION"))
    assert voie is not None
    assert bool(lines) == voie.ouverte == (voie.jury is not None)
    if voie.jury is None:
        return
    (form,) = voie.jury.formations
    assert list(form.texte) == lines
    figures = [int(line.split(" ")[0]) for line in lines]
    assert figures == [1, *form.colleges.values()]
    assert sum(figures) == form.effectif == voie.jury.effectif_min == voie.jury.effectif_max
    said = [
        name
        for c in (*form.president_colleges, *form.colleges)
        if (name := REF.find_college(c)) is not None
    ]
    assert [college.intitule in line for college, line in zip(said, lines, strict=True)] == [
        True
    ] * 3
    assert f"({voie.jury.qualite_president})" in lines[0]
    assert set(form.president_colleges) | set(form.colleges) == {c.code for c in REF.colleges}


def test_the_territoires_are_those_of_the_fiche() -> None:
    said = [
        say(tag) == "Oui"
        for tag in ("ACCESSIBLE_NOUVELLE_CALEDONIE", "ACCESSIBLE_POLYNESIE_FRANCAISE")
    ]
    assert said == [t.inscrite for t in REF.territoires]


def test_the_statistics_are_those_of_the_fiche() -> None:
    """« - » where the fiche has no tag: no zero."""
    tags = (
        "ANNEE", "NOMBRE_CERTIFIES", "NOMBRE_CERTIFIES_VAE", "TAUX_INSERTION_GLOBAL_6MOIS",
        "TAUX_INSERTION_METIER_6MOIS", "TAUX_INSERTION_METIER_2ANS",
    )  # fmt: skip
    rows = [tuple(say(tag, e) or "-" for tag in tags) for e in FICHE.iter("STATISTIQUES_PROMOTION")]
    assert rows == [
        tuple(str(value) for value in s.model_dump().values()) for s in REF.statistiques
    ]


def test_what_the_fiche_leaves_empty_is_not_invented() -> None:
    """No grade, statut, composante, prerequisite to validation, mandate, share, suppléant: the
    fiche has none."""
    empty = (
        REF.grades,
        REF.statuts,
        REF.composantes,
        REF.prerequis,
        REF.mention_legale,
        REF.libelle_composante,
    )
    assert not any(empty)
    juries = [voie.jury for voie in REF.voies if voie.jury]
    for jury in juries:
        assert (jury.mandat_mois, jury.part_exterieurs_pct, jury.suppleants, jury.designe_par) == (
            None,
        ) * 4
    assert REF.acquisition.texte == () and REF.acquisition.inference is not None
    assert (REF.acquisition.cumulative, REF.acquisition.blocs_prealables) == (None, None)
    assert REF.acquisition.blocs_requis == tuple(bloc.code for bloc in REF.blocs)


def test_nothing_of_the_fiche_is_lost() -> None:
    """Every leaf of the XML is a text, a date, a figure or an answer of the référentiel, or left
    out by name."""
    dump = REF.model_dump()
    textes = {texte for _, texte in walk_textes(dump)}
    known = (
        textes
        | {f"{day:%d/%m/%Y}" for day in _walk_dates(dump)}
        | {str(n) for n in _walk_nombres(dump)}
    )
    known |= {
        "Oui",
        "Non",
        f"NIV{REF.niveau}",
        f"Niveau {REF.niveau}",
        "Enregistrement sur demande",
    }
    lost = []
    for chemin, brut in list_feuilles(FICHE):
        if chemin.split("/")[0] in ECARTEES or normalise(brut) in known:
            continue
        parts = (
            re.split(r" ?- ?", normalise(brut))
            if chemin == "TYPE_EMPLOI_ACCESSIBLES"
            else split(brut)
        )
        if not set(parts) <= known:
            lost.append(chemin)
    assert lost == []


def _walk_dates(value: Any) -> list[date]:
    if isinstance(value, dict | list | tuple):
        return [
            d
            for inner in (value.values() if isinstance(value, dict) else value)
            for d in _walk_dates(inner)
        ]
    return [value] if isinstance(value, date) else []


def _walk_nombres(value: Any) -> list[int]:
    if isinstance(value, dict | list | tuple):
        return [
            n
            for inner in (value.values() if isinstance(value, dict) else value)
            for n in _walk_nombres(inner)
        ]
    return [value] if isinstance(value, int) and not isinstance(value, bool) else []


def test_nothing_is_added_to_the_fiche() -> None:
    """Each string that claims to be of the fiche stands in it, whole words, spaces aside."""
    whole = " ".join(
        part for _, brut in list_feuilles(FICHE) for part in (normalise(brut), *split(brut))
    )
    added = [
        (path, texte)
        for path, texte in walk_textes(REF.model_dump())
        if not PROPRES & {path, *path.split(".")}
        and path not in {"voies.intitule", "territoires.intitule", "enregistrement.type"}
        and texte != "-"
        and not re.search(rf"(?<!\w){re.escape(texte)}(?!\w)", whole)
    ]
    assert added == []


def test_the_phrases_have_only_the_champs_that_papers_can_fill() -> None:
    """The sentence « de droit » is left out: this certification is registered on demand."""
    phrases = {
        nom: set(list_champs(phrase)) for nom, phrase in REF.phrases.model_dump().items() if phrase
    }
    assert phrases == {
        "enregistrement_demande": {"code", "date"},
        "niveau": {"niveau", "niveau_europeen"},
        "delivrance": set(),
        "reserve_attestation": {"intitule", "code", "nombre", "niveau"},
    }
    assert REF.certificateur.nom in REF.phrases.delivrance
    assert "décision du directeur général de France compétences en date du {date}" in (
        REF.phrases.enregistrement_demande or ""
    )

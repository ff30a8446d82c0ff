"""The référentiel held against the fiche it states, both ways: nothing changed, nothing lost,
nothing added."""

from __future__ import annotations

import itertools
import re

import pytest
from fiches import lignes as fiche
from fiches.lecture import (
    between,
    join_lignes,
    list_puces,
    normalise,
    read_element,
    split_phrases,
    split_sections,
)
from fiches.rncp36833 import FICHE, REF

from amo_docs.model.phrases import list_champs
from amo_docs.model.referentiel import Bloc

BLOCS = pytest.mark.parametrize("bloc", REF.blocs, ids=lambda bloc: bloc.abrege)


def _find_bloc(titre: str, fin: str, bloc: Bloc) -> list[str]:
    """Return the lines of `bloc` in the section `titre`, where blocs are numbered and not coded."""
    titres = [f"Bloc de compétences {n} : {b.intitule}" for n, b in enumerate(REF.blocs, 1)]
    return split_sections(between(FICHE, titre, fin), titres)[REF.blocs.index(bloc)]


def _find_detail(bloc: Bloc) -> list[str]:
    """Return the lines of `bloc` in its own table: compétences, then modalités."""
    titres = [f"{b.code} - {b.intitule}" for b in REF.blocs]
    return split_sections(between(FICHE, fiche.MODALITES, fiche.ACQUISITION), titres)[
        REF.blocs.index(bloc)
    ]


def test_the_essentials_are_those_of_the_fiche() -> None:
    """Level, NSF, Formacodes, échéance and ROME are the fiche's, in both its places, none more or
    fewer."""
    niveau, *codes, echeance = resume = fiche.write_codes(REF)
    nsf, formacodes = codes[: len(REF.nsf)], codes[len(REF.nsf) :]
    assert between(FICHE, "du niveau de qualification", "Icon NSF") == [niveau]
    assert between(FICHE, "Code(s) NSF", "Icon formacode") == nsf
    assert between(FICHE, "Formacode(s)", "Icon date") == formacodes
    assert between(FICHE, "de l’enregistrement", fiche.TABLE_CERTIFICATEUR) == [echeance, *resume]
    rome = between(FICHE, fiche.ROME, fiche.REFERENCES)
    assert list_puces(rome) == [f"{c.code} - {c.libelle}" for c in REF.codes_rome]


def test_the_intitule_is_the_registered_one() -> None:
    """The title stands letter for letter, in « », in the sentence of the fiche that names the
    certification."""
    ligne = next(
        ligne for ligne in FICHE if ligne.startswith("La certification professionnelle de « ")
    )
    assert re.findall(r"« (.+) »", ligne) == [REF.intitule]


def test_the_certificateur_and_its_history_are_those_of_the_fiche() -> None:
    """Name and SIRET of today, then each change, row by row; « - » for no commercial name and no
    site."""
    assert between(FICHE, fiche.TABLE_CERTIFICATEUR, fiche.OBJECTIFS) == [
        fiche.write_certificateur(REF)
    ]
    assert between(FICHE, fiche.TABLE_HISTORIQUE, fiche.REFERENTIEL) == fiche.write_historique(REF)


def test_the_objectifs_are_those_of_the_fiche() -> None:
    """Each heading of « Objectifs et contexte » with its paragraph and items; the text of
    « Activités visées »."""
    section = between(FICHE, fiche.OBJECTIFS, fiche.ACTIVITES)
    parts = split_sections(section, [f"{objectif.intitule} :" for objectif in REF.objectifs])
    for objectif, part in zip(REF.objectifs, parts, strict=True):
        assert list_puces(part) == list(objectif.elements)
        assert [ligne for ligne in part if not ligne.startswith("•")] == list(objectif.texte)
    premier = f"Bloc de compétences 1 : {REF.blocs[0].intitule}"
    assert between(FICHE, fiche.ACTIVITES, premier) == list(REF.presentation)


def test_the_blocs_are_those_of_the_fiche() -> None:
    """Code and intitulé of every bloc, in order, none more or fewer."""
    found = [m.groups() for ligne in FICHE if (m := re.fullmatch(r"(RNCP\d+BC\d+) - (.+)", ligne))]
    assert found == [(bloc.code, bloc.intitule) for bloc in REF.blocs]
    assert all(bloc.code == REF.code + bloc.abrege for bloc in REF.blocs)


@BLOCS
def test_each_bloc_has_its_activites(bloc: Bloc) -> None:
    """Every activité of the fiche stands under its bloc with its code, in order, none more or
    fewer."""
    found = _find_bloc(fiche.ACTIVITES, fiche.COMPETENCES, bloc)
    assert [read_element(ligne) for ligne in found] == [
        f"{a.code}. {a.intitule}" for a in bloc.activites
    ]


@BLOCS
def test_each_bloc_has_its_competences(bloc: Bloc) -> None:
    """Every compétence stands under its bloc, in order, as each of the two places of the fiche has
    it."""
    attestees = _find_bloc(fiche.COMPETENCES, fiche.MODALITES, bloc)
    detail = between(
        _find_detail(bloc), fiche.TABLE_COMPETENCES, fiche.VOIES_MODALITES["formation_continue"]
    )
    intitules = [c.intitule for c in bloc.competences]
    assert [read_element(ligne) for ligne in attestees] == intitules
    assert [read_element(ligne) for ligne in detail] == intitules
    assert [c.code for c in bloc.competences] == [f"C{n}" for n in range(1, len(intitules) + 1)]


@BLOCS
def test_each_bloc_has_its_modalites_by_voie(bloc: Bloc) -> None:
    """The modalités of each route are those of the bloc's table and those of the general list."""
    general = between(FICHE, fiche.MODALITES, f"{REF.blocs[0].code} - {REF.blocs[0].intitule}")
    for lignes in (general, _find_detail(bloc)):
        parts = split_sections(lignes, fiche.VOIES_MODALITES.values())
        found = [
            (voie, read_element(ligne))
            for voie, part in zip(fiche.VOIES_MODALITES, parts, strict=True)
            for ligne in part
        ]
        assert found == [(m.voie, m.intitule) for m in bloc.modalites]


def test_the_secteurs_and_emplois_are_those_of_the_fiche() -> None:
    """Each sector with its text and items, each list of jobs, in order, none more or fewer."""
    lignes = between(FICHE, fiche.SECTEURS, fiche.EMPLOIS)
    for secteur, part in zip(
        REF.secteurs, split_sections(lignes, [s.intitule for s in REF.secteurs]), strict=True
    ):
        assert [ligne for ligne in part if not ligne.startswith("- ")] == list(secteur.texte)
        assert list_puces(part) == list(secteur.elements)
    lignes = between(FICHE, fiche.EMPLOIS, fiche.ROME)
    said = [[*emplois.presentation, *emplois.postes] for emplois in REF.emplois]
    assert [read_element(ligne) if ligne.startswith("• ") else ligne for ligne in lignes] == list(
        itertools.chain(*said)
    )
    assert all(e.presentation[0].startswith(e.secteur) for e in REF.emplois)


def test_the_statistics_are_those_of_the_fiche() -> None:
    """Row by row, the six columns; « - » stays « - » and is no zero."""
    assert between(FICHE, fiche.TABLE_STATISTIQUES, fiche.ORGANISMES) == fiche.write_statistiques(
        REF
    )


def test_what_the_fiche_leaves_empty_is_not_invented() -> None:
    """No registration act, no entry prerequisite, no training body: the fiche has none."""
    assert between(FICHE, fiche.PREREQUIS_FORMATION, fiche.PREREQUIS_VALIDATION) == list(
        REF.prerequis_formation
    )
    assert between(FICHE, fiche.ORGANISMES, fiche.HISTORIQUE) == []
    assert between(FICHE, fiche.REFERENTIEL) == []
    assert REF.enregistrement is None
    assert not [
        ligne for ligne in FICHE if re.search(r"arrêté|décision du directeur", ligne, re.IGNORECASE)
    ]


def test_nothing_of_the_fiche_is_lost() -> None:
    """Each line of the fiche is a string of the référentiel, or fields put together, or a heading
    on the lists."""
    textes = [texte for _, texte in fiche.list_textes(REF)]
    known = {
        read_element(part) for texte in textes for part in (texte, *split_phrases(texte))
    }.union(textes)
    known |= fiche.compose_lignes(REF) | fiche.RUBRIQUES | fiche.HABILLAGE
    lost = [
        ligne
        for ligne in FICHE
        if not {ligne, read_element(ligne)} & known
        and not {read_element(p) for p in split_phrases(ligne)} <= known
    ]
    assert lost == []


def test_the_lists_of_headings_hold_nothing_else() -> None:
    """A heading that the fiche does not have is taken off the lists, lest they hide a lost line."""
    assert (fiche.RUBRIQUES | fiche.HABILLAGE) - set(FICHE) == set()


def test_nothing_is_added_to_the_fiche() -> None:
    """Each string that claims to be of the fiche stands in it, whole words, spaces aside."""
    whole = join_lignes(FICHE)
    added = [
        (path, texte)
        for path, texte in fiche.list_textes(REF)
        if not re.search(rf"(?<!\w){re.escape(texte)}(?!\w)", whole)
    ]
    assert added == []


def test_a_source_cites_words_that_the_fiche_has() -> None:
    """Whatever a source, an inference or a gap quotes in « » stands in the fiche, spaces aside."""
    propres = [
        texte
        for path, texte in fiche.list_textes(REF, propres=True)
        if not path.startswith("phrases.")
    ]
    quoted = re.findall(r"«\s(.+?)\s»", " ".join(propres))
    whole = join_lignes(FICHE)
    assert quoted
    assert [words for words in quoted if normalise(words) not in whole] == []


def test_the_european_level_is_the_national_one() -> None:
    """The fiche gives one level; those of the national framework bear the numbers of the European
    one."""
    assert REF.niveau_europeen == REF.niveau


def test_the_phrases_have_only_the_champs_that_papers_can_fill() -> None:
    """Each sentence keeps to its places, and those that must name a thing name it."""
    phrases = {
        nom: set(list_champs(phrase)) for nom, phrase in REF.phrases.model_dump().items() if phrase
    }
    assert phrases == {
        "enregistrement_droit": {"code", "texte"},
        "enregistrement_demande": {"code", "date"},
        "niveau": {"niveau", "niveau_europeen"},
        "delivrance": set(),
        "reserve_attestation": {"intitule", "code", "nombre", "niveau"},
    }

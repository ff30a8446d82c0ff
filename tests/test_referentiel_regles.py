"""The rules of the référentiel, routes, juries and prerequisites, held against the words and
figures of the fiche."""

from __future__ import annotations

import re

import pytest
from fiches import lignes as fiche
from fiches.lecture import between, join_lignes, normalise, split_sections, strip_puce
from fiches.rncp36833 import FICHE, NOMBRES, REF

from amo_docs.model.referentiel import PrerequisValidation, Voie

VOIES = [
    "formation_statut_eleve", "apprentissage", "formation_continue", "professionnalisation",
    "candidature_individuelle", "experience",
]  # fmt: skip
OUVERTES = pytest.mark.parametrize(
    "voie", [v for v in REF.voies if v.ouverte], ids=lambda voie: voie.code
)
ARMEES = pytest.mark.parametrize(
    "prerequis", REF.prerequis, ids=lambda prerequis: prerequis.composante
)


def test_every_bloc_is_required_to_obtain_the_certification() -> None:
    """The rule of acquisition: its sentences, all the blocs, cumulative, and no bloc before
    another."""
    assert between(FICHE, fiche.ACQUISITION, fiche.SECTEURS) == list(REF.acquisition.texte)
    assert REF.acquisition.blocs_requis == tuple(bloc.code for bloc in REF.blocs)
    assert (
        f"cumulative et obligatoire de ces {NOMBRES[len(REF.blocs)]} blocs"
        in REF.acquisition.texte[1]
    )
    assert REF.acquisition.cumulative
    assert between(FICHE, fiche.PREREQUIS_BLOCS, fiche.VALIDITE) == ["Non"]
    assert not REF.acquisition.blocs_prealables


def test_the_voies_are_those_of_the_table() -> None:
    """Every route in order; open exactly where the fiche composes a jury, and the inference says
    so."""
    table = between(FICHE, fiche.TABLE_VOIES, "Oui Non")
    rows = [m.groups() for ligne in table if (m := re.fullmatch(r"(.+) X( - -)?", ligne))]
    assert rows == [(voie.intitule, None if voie.ouverte else " - -") for voie in REF.voies]
    assert all(
        (voie.jury is not None) == voie.ouverte and voie.date_modification == "-"
        for voie in REF.voies
    )
    assert [voie.code for voie in REF.voies] == VOIES
    assert [voie.code for voie in REF.voies if voie.validation_acquis] == ["experience"]
    assert all("perdue" in (voie.inference or "") for voie in REF.voies)


def test_the_territoires_are_those_of_the_fiche() -> None:
    """Both overseas frameworks; the cross has lost its column, so neither is presumed."""
    rows = between(FICHE, "Oui Non", "Statistiques :")
    assert rows == [f"Inscrite au {territoire.intitule} X" for territoire in REF.territoires]
    assert all(not t.inscrite and "perdue" in (t.inference or "") for t in REF.territoires)


@OUVERTES
def test_the_jury_of_an_open_voie_is_told_in_the_words_of_the_fiche(voie: Voie) -> None:
    """From the size to the external share, in order: the référentiel says all of the fiche's text
    and no more."""
    assert voie.jury
    formations = sorted(voie.jury.formations, key=lambda formation: -formation.effectif)
    said = [
        fiche.write_nombre(voie),
        *(ligne for formation in formations for ligne in formation.texte),
        voie.jury.college_professionnel,
        fiche.JURY_PRESIDENT,
        voie.jury.qualite_president,
        fiche.JURY_DESIGNATION,
        voie.jury.designation,
        fiche.JURY_EXTERIEURS,
        voie.jury.part_exterieurs_texte or "",
    ]
    assert join_lignes(between(FICHE, f"{voie.intitule} X", "-")) == join_lignes(said)


@OUVERTES
def test_the_figures_of_a_jury_agree_with_its_words(voie: Voie) -> None:
    """Sizes, colleges, president, mandate and share say as data what the texts beside them say in
    words."""
    jury = voie.jury
    assert jury
    complete, reduite = (
        jury.find_formation(jury.effectif_max),
        jury.find_formation(jury.effectif_min),
    )
    assert complete and reduite and len(jury.formations) == 2
    assert (
        jury.effectif_texte == f"{NOMBRES[jury.effectif_min]} jusqu’à {NOMBRES[jury.effectif_max]}"
    )
    assert f"jusqu’à {NOMBRES[complete.effectif]} membres" in complete.texte[0]
    assert complete.colleges == {"professionnel": 2, "formateur": 2}
    words = join_lignes(complete.texte)
    assert all(
        f"deux membres du collège dit « {code} »" in normalise(words) for code in complete.colleges
    )
    assert f"{NOMBRES[reduite.effectif]} membres" in reduite.texte[0]
    assert reduite.professionnels_min == 2 and "au moins deux professionnels" in reduite.texte[0]
    assert (
        reduite.president_colleges == ("professionnel",) and not reduite.president_formateur_admis
    )
    assert all("si possible, une représentation équilibrée" in f.texte[0] for f in jury.formations)
    assert jury.parite_si_possible and jury.suppleants and jury.mandat_renouvelable
    assert (
        jury.mandat_mois == 12
        and f"désignés par {jury.designe_par} pour une période d’un an" in jury.designation
    )
    assert (jury.part_exterieurs_texte or "").startswith(f"{jury.part_exterieurs_pct} % au moins")
    assert not jury.president_compte


def test_the_colleges_are_those_the_fiche_describes() -> None:
    """Professionals are no trainers and come from outside the organisme certificateur; nothing is
    said of the other."""
    professionnel, formateur = REF.colleges
    texte = next(voie.jury.college_professionnel or "" for voie in REF.voies if voie.jury)
    assert "hors formateurs et hors organisme certificateur, si possible" in texte
    assert (
        professionnel.professionnel
        and professionnel.hors_certificateur
        and not professionnel.formateurs_admis
    )
    assert (
        not formateur.professionnel
        and not formateur.hors_certificateur
        and formateur.formateurs_admis
    )


@OUVERTES
def test_each_armee_has_its_president(voie: Voie) -> None:
    """Who presides, or their representative, is told for each armée and for no other body."""
    assert voie.jury
    said = [f"{c.presidents[0]} ou son représentant, pour {c.designation}" for c in REF.composantes]
    assert voie.jury.qualite_president == " ; ".join(said) + "."


@ARMEES
def test_each_armee_has_its_prerequis(prerequis: PrerequisValidation) -> None:
    """The text of each armée, whole; statut, diplomas, years and durations as data agree with
    it."""
    section = between(FICHE, fiche.PREREQUIS_VALIDATION, fiche.PREREQUIS_BLOCS)
    titres = [f"{n}. {composante.intitule} :" for n, composante in enumerate(REF.composantes, 1)]
    place = [composante.code for composante in REF.composantes].index(prerequis.composante or "")
    assert [strip_puce(ligne) for ligne in split_sections(section, titres)[place]] == list(
        prerequis.texte
    )
    texte = join_lignes(prerequis.texte)
    statuts = {statut.code: statut for statut in REF.statuts}
    admis = [statuts[code] for code in prerequis.statuts]
    assert all(
        f"être {statut.intitule} ;" in texte and statut.regime == "militaire" for statut in admis
    )
    for diplome in prerequis.diplomes:
        assert diplome.intitule in texte
        assert diplome.jusqu_a_annee is None or f"jusqu’à {diplome.jusqu_a_annee}" in texte
        assert diplome.a_compter_annee is None or f"à compter de {diplome.a_compter_annee}" in texte
    for fonction in prerequis.fonctions:
        duree = (
            f"durant {NOMBRES[fonction.mois]} mois"
            if fonction.mois
            else f"de {fonction.jours} jours"
        )
        assert (
            re.search(re.escape(fonction.intitule) + r",? " + duree, texte)
            and not fonction.consecutifs
        )


def test_what_the_prerequis_leave_open_is_said() -> None:
    """The armée de Terre has a hole between two diplomas (2023, 2024): `lacune` names it; the other
    has none."""
    terre, air = REF.find_prerequis("terre"), REF.find_prerequis("air_espace")
    assert terre and air and air.lacune is None
    ends = [d.jusqu_a_annee or d.a_compter_annee or 0 for d in terre.diplomes]
    assert all(str(year) in (terre.lacune or "") for year in range(min(ends), max(ends) + 1))
    assert (len(terre.fonctions), len(air.fonctions)) == (1, 3)


def test_the_codes_that_sessions_cite_are_kept() -> None:
    """Sessions and tables of candidates name these codes: changing one breaks files already
    written."""
    formations = {
        formation.code for voie in REF.voies if voie.jury for formation in voie.jury.formations
    }
    assert formations == {"complete", "reduite"}
    assert [composante.code for composante in REF.composantes] == ["terre", "air_espace"]
    assert [territoire.code for territoire in REF.territoires] == [
        "nouvelle_caledonie",
        "polynesie_francaise",
    ]
    regimes = {statut.code: statut.regime for statut in REF.statuts}
    assert regimes == {
        "sous_officier_active": "militaire",
        "militaire_autre": "militaire",
        "civil": "civil",
    }
    assert [college.code for college in REF.colleges] == ["professionnel", "formateur"]
    assert [diplome.code for armee in REF.prerequis for diplome in armee.diplomes] == [
        "FG2",
        "FG3",
        "BS",
    ]
    fonctions = [fonction.code for armee in REF.prerequis for fonction in armee.fonctions]
    assert fonctions == ["chef_section", "chef_section", "chef_stage", "chef_section_mission"]


def test_the_legal_notice_is_that_of_the_fiche() -> None:
    """The notice whole, and the status it demands."""
    assert REF.mention_legale
    assert between(FICHE, fiche.REFERENCES, fiche.PREREQUIS_FORMATION) == list(
        REF.mention_legale.texte
    )
    assert (
        f"Le statut de {REF.mention_legale.statut_exige} est exigé." in REF.mention_legale.texte[0]
    )

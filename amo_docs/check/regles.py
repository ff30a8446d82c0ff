"""The table of the rules: the one list of what is checked. Codes are stable; a rule added takes a
new one.

D: data of candidates · R: results and prerequisites · J: juries · S: the session · M: mentions.
"""

from __future__ import annotations

from dataclasses import replace

from amo_docs.check import (
    colleges,
    delais,
    epreuves,
    equilibre,
    etat_civil,
    horaires,
    identites,
    jurys,
    liens,
    membres,
    mentions,
    notifications,
    prerequis,
    resultats,
    sessions,
)
from amo_docs.check.regle import Examen, Regle
from amo_docs.findings import Finding, Severite, sort_findings

ERREUR, AVIS = Severite.ERREUR, Severite.AVERTISSEMENT
USAGE = "usage"
FICHE_JURY = "fiche, composition des jurys"
FICHE_PREREQUIS = "fiche, prérequis à la validation"
FICHE_BLOCS = "fiche, blocs de compétences"
FICHE_VOIES = "fiche, voies d’accès"
VAE = "code du travail, D6412-6"
TYPOGRAPHIE = "Imprimerie nationale, accents des capitales"
COG = "code officiel géographique"
RECOURS = "code de justice administrative, R421-5"
PARCHEMIN = "France compétences, liste des mentions du parchemin"

REGLES: tuple[Regle, ...] = (
    Regle("D101", "matricule porté deux fois", ERREUR, USAGE, identites.check_matricules),
    Regle("D102", "même personne deux fois", ERREUR, USAGE, identites.check_personnes),
    Regle("D103", "jury inconnu", ERREUR, USAGE, identites.check_jurys_connus),
    Regle("D104", "voie inconnue", ERREUR, FICHE_VOIES, identites.check_voies_connues),
    Regle("D105", "voie fermée", ERREUR, FICHE_VOIES, identites.check_voies_ouvertes),
    Regle("D106", "candidat et jury désaccordés", ERREUR, USAGE, identites.check_rattachement),
    Regle(
        "D107",
        "composante inconnue ou absente",
        ERREUR,
        FICHE_PREREQUIS,
        identites.check_composantes,
    ),
    Regle("D108", "statut inconnu ou sans date", ERREUR, FICHE_PREREQUIS, identites.check_statuts),
    Regle("D109", "âge impossible", ERREUR, USAGE, identites.check_ages),
    Regle("D110", "grade hors de la table", AVIS, USAGE, identites.check_grades),
    Regle("D111", "capitale sans accent", AVIS, TYPOGRAPHIE, etat_civil.check_capitales),
    Regle(
        "D112",
        "civilité et sexe désaccordés",
        AVIS,
        "circulaire 5575/SG",
        etat_civil.check_civilites,
    ),
    Regle(
        "D113",
        "lieu de naissance et code INSEE désaccordés",
        ERREUR,
        COG,
        etat_civil.check_lieux_naissance,
    ),
    Regle(
        "D114", "entré après l’échéance", ERREUR, "code du travail, L6113-9", delais.check_entrees
    ),
    Regle("D115", "date antérieure à la naissance", ERREUR, USAGE, identites.check_naissances),
    Regle("D116", "entré après le jury", ERREUR, USAGE, delais.check_entrees_tardives),
    Regle("D117", "candidat sans unité", AVIS, USAGE, notifications.check_unites, declares=True),
    Regle("R201", "bloc inconnu", ERREUR, FICHE_BLOCS, resultats.check_blocs),
    Regle("R202", "résultats contradictoires", ERREUR, USAGE, resultats.check_contradictions),
    Regle("R203", "bloc à deux résultats", ERREUR, USAGE, resultats.check_resultats_doubles),
    Regle("R204", "acquisition antérieure incomplète", ERREUR, USAGE, resultats.check_anterieurs),
    Regle(
        "R205",
        "résultat défavorable sans motif",
        ERREUR,
        "usage des procès-verbaux",
        resultats.check_motifs,
    ),
    Regle("R206", "prérequis inconnu", ERREUR, FICHE_PREREQUIS, prerequis.check_prerequis_codes),
    Regle(
        "R207",
        "prérequis sans date ou incohérent",
        ERREUR,
        FICHE_PREREQUIS,
        prerequis.check_prerequis_dates,
    ),
    Regle("R208", "délivrance du candidat impossible", ERREUR, USAGE, delais.check_delivrances),
    Regle(
        "R209",
        "délivrance de la session impossible",
        ERREUR,
        USAGE,
        delais.check_session_delivrance,
    ),
    Regle("R210", "absent et bloc acquis", AVIS, USAGE, resultats.check_absences),
    Regle(
        "R211",
        "statut ou composante que la fiche n’ouvre pas",
        AVIS,
        FICHE_PREREQUIS,
        prerequis.check_ouverture,
    ),
    Regle(
        "R212",
        "diplôme d’une année dont la fiche ne dit rien",
        AVIS,
        FICHE_PREREQUIS,
        prerequis.check_lacunes,
    ),
    Regle(
        "R213",
        "statut apprécié après le jury",
        AVIS,
        FICHE_PREREQUIS,
        prerequis.check_statuts_tardifs,
    ),
    Regle(
        "R214",
        "jours de service sans premier jour",
        AVIS,
        FICHE_PREREQUIS,
        prerequis.check_jours_sans_date,
    ),
    Regle(
        "R215",
        "bloc antérieur d’une autre certification",
        ERREUR,
        FICHE_BLOCS,
        resultats.check_codes_anterieurs,
    ),
    Regle("R216", "bloc nommé deux fois", ERREUR, USAGE, resultats.check_blocs_doubles),
    Regle("J301", "effectif du jury", ERREUR, FICHE_JURY, jurys.check_effectif),
    Regle("J302", "président du jury", ERREUR, FICHE_JURY, jurys.check_president),
    Regle(
        "J303",
        "composition que la fiche ne décrit pas",
        AVIS,
        FICHE_JURY,
        jurys.check_effectif_muet,
    ),
    Regle("J304", "forme du jury", ERREUR, FICHE_JURY, jurys.check_forme),
    Regle("J305", "professionnel et formateur", ERREUR, FICHE_JURY, jurys.check_professionnels),
    Regle("J306", "qualité du président", ERREUR, FICHE_JURY, jurys.check_qualite_president),
    Regle("J307", "membre en double", ERREUR, USAGE, membres.check_membres_doubles),
    Regle(
        "J308",
        "suppléant sans titulaire ou d’un autre collège",
        ERREUR,
        FICHE_JURY,
        membres.check_suppleants,
    ),
    Regle("J309", "mandat hors des jours du jury", ERREUR, FICHE_JURY, membres.check_mandats),
    Regle(
        "J310",
        "présence non écrite ou incohérente",
        ERREUR,
        USAGE,
        membres.check_presences,
        entiere=True,
    ),
    Regle("J311", "lien ou déport d’un inconnu", ERREUR, USAGE, liens.check_liens, entiere=True),
    Regle("J312", "lien sans retrait", ERREUR, VAE, liens.check_liens_sans_deport),
    Regle("J313", "membre qui a formé le candidat", AVIS, VAE, liens.check_formateurs_du_candidat),
    Regle(
        "J314",
        "jury trop réduit par les retraits",
        ERREUR,
        FICHE_JURY,
        liens.check_deports,
        entiere=True,
    ),
    Regle(
        "J315",
        "mandat trop long ou mal renouvelé",
        ERREUR,
        FICHE_JURY,
        membres.check_durees_mandats,
    ),
    Regle("J316", "part de membres extérieurs", AVIS, FICHE_JURY, equilibre.check_part_exterieurs),
    Regle(
        "J317",
        "professionnel de l’organisme",
        AVIS,
        FICHE_JURY,
        equilibre.check_professionnels_exterieurs,
    ),
    Regle("J318", "équilibre des femmes et des hommes", AVIS, FICHE_JURY, equilibre.check_parite),
    Regle("J319", "jury sans suppléant", AVIS, FICHE_JURY, equilibre.check_suppleants_designes),
    Regle(
        "J320", "même personne deux fois au jury", ERREUR, USAGE, membres.check_personnes_doubles
    ),
    Regle("J321", "indépendance déclarée après le jury", ERREUR, VAE, membres.check_declarations),
    Regle("J322", "membre et candidat du même jury", ERREUR, VAE, liens.check_membres_candidats),
    Regle("J330", "collège inconnu", ERREUR, FICHE_JURY, colleges.check_colleges),
    Regle("J331", "membre dont un fait manque", ERREUR, FICHE_JURY, colleges.check_faits),
    Regle("S401", "code porté deux fois", ERREUR, USAGE, sessions.check_codes_doubles),
    Regle("S402", "papier inconnu", ERREUR, USAGE, sessions.check_cles_papiers, declares=True),
    Regle("S403", "papier à deux signataires", ERREUR, USAGE, sessions.check_signataires_doubles),
    Regle("S404", "enregistrement contredit", ERREUR, USAGE, sessions.check_enregistrement_double),
    Regle(
        "S405",
        "épreuve sans jury, sans appelé ou après la décision",
        ERREUR,
        USAGE,
        epreuves.check_epreuves,
        entiere=True,
    ),
    Regle("S406", "bloc visé sans épreuve", ERREUR, USAGE, epreuves.check_candidats_appeles),
    Regle("S407", "jury sans candidat", AVIS, USAGE, sessions.check_jurys_vides, entiere=True),
    Regle("S408", "jury sans lieu", ERREUR, USAGE, sessions.check_lieu),
    Regle("S409", "heures dans le désordre", ERREUR, USAGE, sessions.check_heures),
    Regle(
        "S410",
        "date imprimée impossible",
        ERREUR,
        USAGE,
        sessions.check_dates_papiers,
        entiere=True,
    ),
    Regle("S411", "phrase du référentiel mal formée", ERREUR, USAGE, sessions.check_phrases),
    Regle("S412", "jour de passage absent ou faux", ERREUR, USAGE, horaires.check_jours_passage),
    Regle("S413", "deux candidats à la même heure", ERREUR, USAGE, horaires.check_passages),
    Regle("S414", "deux épreuves à la fois", ERREUR, USAGE, horaires.check_epreuves_simultanees),
    Regle("S415", "salle prise deux fois", ERREUR, USAGE, horaires.check_salles),
    Regle(
        "S416", "échéance proche ou passée", AVIS, "fiche, date d’échéance", delais.check_echeance
    ),
    Regle(
        "S417",
        "résultat notifié tard",
        AVIS,
        "code du travail, R6412-5 et suivants",
        delais.check_notifications,
    ),
    Regle(
        "S418",
        "numéro de procès-verbal porté deux fois",
        ERREUR,
        "usage des procès-verbaux",
        sessions.check_numeros_pv,
    ),
    Regle("S419", "date imprimée nulle part", ERREUR, USAGE, sessions.check_dates_ignorees),
    Regle("S420", "appelé à une épreuve d’un bloc non visé", ERREUR, USAGE, epreuves.check_appels),
    Regle("S421", "nom du référentiel porté deux fois", ERREUR, USAGE, sessions.check_noms_doubles),
    Regle("S422", "délibération avant le jury", ERREUR, USAGE, sessions.check_deliberations),
    Regle("S423", "recours d’un régime inconnu", ERREUR, RECOURS, notifications.check_recours),
    Regle("S424", "recours contredit", ERREUR, RECOURS, notifications.check_recours_doubles),
    Regle(
        "M501",
        "mention obligatoire absente",
        ERREUR,
        PARCHEMIN,
        mentions.check_mentions,
        entiere=True,
    ),
)


def run_checks(examen: Examen, entiere: bool = True) -> tuple[Finding, ...]:
    """Return what the rules find, once each, sorted by place; `entiere` is False when candidates
    are left out."""
    regles = [
        r for r in REGLES if (entiere or not r.entiere) and (examen.tous_declares or not r.declares)
    ]
    seen = replace(examen, entiere=entiere)
    return sort_findings(finding for regle in regles for finding in regle.apply(seen))

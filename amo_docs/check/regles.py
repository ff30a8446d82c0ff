"""The table of the rules: the one list of what is checked.

D: data of candidates · R: results and prerequisites · J: juries · S: the session · M: mentions.
"""

from __future__ import annotations

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
    mentions_exigees,
    naissances,
    notifications,
    preuves,
    resultats,
    sessions,
)
from amo_docs.check.regle import Examen, Regle
from amo_docs.findings import Finding, sort_findings

# Codes are stable: documents and people cite them. A new rule takes the next one of its family.
REGLES: tuple[Regle, ...] = (
    Regle("D101", identites.check_matricules),
    Regle("D102", identites.check_personnes),
    Regle("D103", identites.check_jurys_connus),
    Regle("D104", identites.check_voies_connues),
    Regle("D105", identites.check_voies_ouvertes),
    Regle("D106", identites.check_rattachement),
    Regle("D107", identites.check_composantes),
    Regle("D108", identites.check_statuts),
    Regle("D109", identites.check_ages),
    Regle("D110", identites.check_grades),
    Regle("D111", etat_civil.check_capitales),
    Regle("D112", etat_civil.check_civilites),
    Regle("D113", etat_civil.check_lieux_naissance),
    Regle("D114", delais.check_entrees),
    Regle("D115", identites.check_naissances),
    Regle("D116", delais.check_entrees_tardives),
    Regle("D117", notifications.check_unites),
    Regle("D118", naissances.check_jours_inconnus),
    Regle("R201", resultats.check_blocs),
    Regle("R202", resultats.check_contradictions),
    Regle("R203", resultats.check_resultats_doubles),
    Regle("R204", resultats.check_anterieurs),
    Regle("R205", resultats.check_motifs),
    Regle("R206", preuves.check_prerequis_codes),
    Regle("R207", preuves.check_prerequis_dates),
    Regle("R208", delais.check_delivrances),
    Regle("R209", delais.check_session_delivrance),
    Regle("R210", resultats.check_absences),
    Regle("R211", preuves.check_ouverture),
    Regle("R212", preuves.check_lacunes),
    Regle("R213", preuves.check_statuts_tardifs),
    Regle("R214", preuves.check_jours_sans_date),
    Regle("R215", resultats.check_codes_anterieurs),
    Regle("R216", resultats.check_blocs_doubles),
    Regle("J301", jurys.check_effectif),
    Regle("J302", jurys.check_president),
    Regle("J303", jurys.check_effectif_muet),
    Regle("J304", jurys.check_forme),
    Regle("J305", jurys.check_professionnels),
    Regle("J306", jurys.check_qualite_president),
    Regle("J307", membres.check_membres_doubles),
    Regle("J308", membres.check_suppleants),
    Regle("J309", membres.check_mandats),
    Regle("J310", membres.check_presences),
    Regle("J311", liens.check_liens),
    Regle("J312", liens.check_liens_sans_deport),
    Regle("J313", liens.check_formateurs_du_candidat),
    Regle("J314", liens.check_deports),
    Regle("J315", membres.check_durees_mandats),
    Regle("J316", equilibre.check_part_exterieurs),
    Regle("J317", equilibre.check_professionnels_exterieurs),
    Regle("J318", equilibre.check_parite),
    Regle("J319", equilibre.check_suppleants_designes),
    Regle("J320", membres.check_personnes_doubles),
    Regle("J321", membres.check_declarations),
    Regle("J322", liens.check_membres_candidats),
    Regle("J330", colleges.check_colleges),
    Regle("J331", colleges.check_faits),
    Regle("S401", sessions.check_codes_doubles),
    Regle("S402", sessions.check_cles_papiers),
    Regle("S403", sessions.check_signataires_doubles),
    Regle("S404", sessions.check_enregistrement_double),
    Regle("S405", epreuves.check_epreuves),
    Regle("S406", epreuves.check_candidats_appeles),
    Regle("S407", sessions.check_jurys_vides),
    Regle("S408", sessions.check_lieu),
    Regle("S409", sessions.check_heures),
    Regle("S410", sessions.check_dates_papiers),
    Regle("S411", sessions.check_phrases),
    Regle("S412", horaires.check_jours_passage),
    Regle("S413", horaires.check_passages),
    Regle("S414", horaires.check_epreuves_simultanees),
    Regle("S415", horaires.check_salles),
    Regle("S416", delais.check_echeance),
    Regle("S417", delais.check_notifications),
    Regle("S418", sessions.check_numeros_pv),
    Regle("S419", sessions.check_dates_ignorees),
    Regle("S420", epreuves.check_appels),
    Regle("S421", sessions.check_noms_doubles),
    Regle("S422", sessions.check_deliberations),
    Regle("S423", notifications.check_recours),
    Regle("S424", notifications.check_recours_doubles),
    Regle("M501", mentions_exigees.check_mentions),
)
"""Every rule, in the order of its code; `constats.py` says what each one is."""


def run_checks(examen: Examen) -> tuple[Finding, ...]:
    """Return what the rules find, once each, sorted by place."""
    # When some rows could not be read, the rules still run over the others, but not those that need
    # the whole session: « jury sans candidat » may only follow from a wrong row.
    regles = [regle for regle in REGLES if regle.sens.suppose <= examen.acquis]
    return sort_findings(finding for regle in regles for finding in regle.apply(examen))

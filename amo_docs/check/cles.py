"""The values each rule compares with: keys of the référentiel, their indices left out."""

from __future__ import annotations

from collections.abc import Mapping

# Values stand in the référentiel, never in a rule: another certification has others. docs/REGLES.md
# prints this table, and a test says when a key is no longer one.
VALEURS: Mapping[str, tuple[str, ...]] = {
    "D104": ("voies.code",),
    "D105": ("voies.ouverte",),
    "D107": ("composantes.code",),
    "D108": ("statuts.code", "prerequis.statuts"),
    "D109": ("seuils.age_min", "seuils.age_max"),
    "D110": ("grades.code", "grades.intitule"),
    "D111": ("prenoms_accentues",),
    "D114": ("echeance", "voies.validation_acquis"),
    "R201": ("blocs.code",),
    "R206": ("prerequis.diplomes.code", "prerequis.fonctions.code"),
    "R208": ("enregistrement.limite_delivrance",),
    "R209": ("enregistrement.limite_delivrance",),
    "R211": ("prerequis.statuts", "prerequis.composante"),
    "R212": (
        "prerequis.lacune",
        "prerequis.diplomes.jusqu_a_annee",
        "prerequis.diplomes.a_compter_annee",
    ),
    "R213": ("prerequis.statuts",),
    "R215": ("blocs.code", "anciennes_certifications"),
    "R217": ("acquisition.regle", "acquisition.par_voie"),
    "R218": ("acquisition.regle", "acquisition.par_voie", "acquisition.blocs_facultatifs"),
    "R219": ("equivalences.bloc", "equivalences.blocs"),
    "J301": ("voies.jury.effectif_min", "voies.jury.effectif_max"),
    "J303": ("voies.jury.formations.effectif",),
    "J304": (
        "voies.jury.formations.colleges",
        "voies.jury.formations.professionnels_min",
        "voies.jury.formations.president_colleges",
        "voies.jury.formations.president_formateur_admis",
        "colleges.professionnel",
    ),
    "J305": ("colleges.formateurs_admis",),
    "J306": ("composantes.presidents",),
    "J312": ("voies.validation_acquis",),
    "J313": ("voies.validation_acquis",),
    "J314": ("voies.jury.effectif_min",),
    "J315": ("voies.jury.mandat_mois", "voies.jury.mandat_renouvelable"),
    "J316": ("voies.jury.part_exterieurs_pct", "voies.jury.president_compte"),
    "J317": ("colleges.hors_certificateur",),
    "J318": ("voies.jury.parite_si_possible", "voies.jury.parite_ecart_max"),
    "J319": ("voies.jury.suppleants",),
    "J330": ("colleges.code",),
    "J331": (
        "voies.jury.formations.president_formateur_admis",
        "colleges.formateurs_admis",
        "colleges.hors_certificateur",
        "voies.jury.part_exterieurs_pct",
        "voies.jury.mandat_mois",
    ),
    "S411": ("phrases",),
    "S416": ("echeance", "seuils.alerte_echeance_mois"),
    "S417": ("seuils.delai_notification_jours", "voies.validation_acquis"),
    "S425": (
        "blocs.code",
        "acquisition.blocs_requis",
        "acquisition.regle",
        "acquisition.par_voie",
        "acquisition.blocs_facultatifs",
    ),
    "S426": ("phrases", "validite.annees", "validite.mois"),
    "S421": (
        "voies.autres_noms",
        "composantes.autres_noms",
        "colleges.autres_noms",
        "statuts.autres_noms",
    ),
}
"""A rule that is not here compares the session with itself."""

"""The lines of the fiche RNCP36833 that a référentiel makes, and those that no référentiel has to
say."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from amo_docs.model.referentiel import Referentiel, Voie

# Codes of the routes under which the fiche's modalités are filed, and the fiche's heading for each.
VOIES_MODALITES = {
    "formation_continue": "Par la voie de la formation",
    "experience": "Par la voie de la VAE",
}

JURY_NOMBRE = {
    "formation_continue": "Nombre et profils de personnes composant le jury",
    "experience": "Nombre et profils des personnes composant le jury de certification par VAE",
}
JURY_PRESIDENT = "Qualité du président du jury :"
JURY_DESIGNATION = "Mode de désignation :"
JURY_EXTERIEURS = (
    "Pourcentage de membres extérieurs à l’autorité délivrant la certification dont "
    "professionnels qualifiés :"
)

TABLE_CERTIFICATEUR = "Nom légal Siret Nom commercial Site internet"
TABLE_COMPETENCES = "Liste de compétences Modalités d'évaluation"
TABLE_VOIES = (
    "Voie d’accès à la certification Oui Non Composition des jurys Date de dernière modification"
)
TABLE_STATISTIQUES = (
    "Année d'obtention de la certification Nombre de certifiés Nombre de certifiés à la "
    "suite d’un parcours vae "
    "Taux d'insertion global à 6 mois (en %) Taux d'insertion dans le métier visé à 6 mois (en %) "
    "Taux d'insertion dans le métier visé à 2 ans (en %)"
)
TABLE_HISTORIQUE = (
    "Nom légal du certificateur Siret du certificateur Action Date de la modification"
)

OBJECTIFS = "Objectifs et contexte de la certification :"
ACTIVITES = "Activités visées :"
COMPETENCES = "Compétences attestées :"
MODALITES = "Modalités d'évaluation :"
ACQUISITION = (
    "Description des modalités d'acquisition de la certification par capitalisation des "
    "blocs de compétences "
    "et/ou par correspondance :"
)
SECTEURS = "Secteurs d’activités :"
EMPLOIS = "Type d'emplois accessibles :"
ROME = "Code(s) ROME :"
REFERENCES = "Références juridiques des règlementations d’activité :"
PREREQUIS_FORMATION = "Le cas échant, prérequis à l’entrée en formation :"
PREREQUIS_VALIDATION = "Le cas échant, prérequis à la validation de la certification :"
PREREQUIS_BLOCS = "Pré-requis disctincts pour les blocs de compétences :"
VALIDITE = "Validité des composantes acquises :"
ORGANISMES = "Liste des organismes préparant à la certification :"
HISTORIQUE = "Historique des changements de certificateurs :"
REFERENTIEL = "Référentiel d'activité, de compétences et d'évaluation :"

# How the site dresses the fiche: icons, heads of tables, captions. No fact in them.
HABILLAGE = {
    "L'essentiel", "Icon de la nomenclature", "Icon NSF", "Icon formacode", "Icon date", "Oui Non",
    TABLE_CERTIFICATEUR, TABLE_COMPETENCES, TABLE_VOIES, TABLE_STATISTIQUES, TABLE_HISTORIQUE,
    "Validité des composantes acquises", "Statistiques", "Historique des changements de certificateurs",
}  # fmt: skip

# Headings: what a key of the référentiel says with its own name.
RUBRIQUES = {
    "Nomenclature", "du niveau de qualification", "Code(s) NSF", "Formacode(s)", "Date d’échéance",
    "de l’enregistrement", OBJECTIFS, ACTIVITES, COMPETENCES, MODALITES, *VOIES_MODALITES.values(), ACQUISITION,
    SECTEURS, EMPLOIS, ROME, REFERENCES, PREREQUIS_FORMATION, PREREQUIS_VALIDATION, PREREQUIS_BLOCS, VALIDITE,
    JURY_PRESIDENT, JURY_DESIGNATION, JURY_EXTERIEURS, "Statistiques :", ORGANISMES, HISTORIQUE, REFERENTIEL,
}  # fmt: skip

# Keys whose words are ours and not the fiche's.
CLEFS_PROPRES = {
    "abrege", "article", "blocs_requis", "code", "composante", "grades", "inference", "lacune", "libelle_option", "phrases",
    "prenoms_accentues", "president_colleges", "seuils", "source", "statuts", "suites", "voie", "voies.libelle",
}  # fmt: skip


def write_voie(voie: Voie) -> str:
    """Return the row of a route: a jury, or « - » in its place, then the date of modification."""
    return f"{voie.intitule} X" + ("" if voie.jury else f" - {voie.date_modification}")


def write_nombre(voie: Voie) -> str:
    """Return the head of a jury's composition, which the fiche words in two ways."""
    assert voie.jury
    return f"{JURY_NOMBRE[voie.code]} : {voie.jury.effectif_texte}"


def write_certificateur(ref: Referentiel) -> str:
    """Return the row of the certificateur, « - » for what it has not."""
    body = ref.certificateur
    return f"{body.nom} {body.siret} {body.nom_commercial or '-'} {body.site_internet or '-'}"


def write_historique(ref: Referentiel) -> list[str]:
    """Return the rows of the history of certificateurs."""
    return [f"{c.nom} {c.siret} {c.action} {c.date:%d-%m-%Y}" for c in ref.certificateur.historique]


def write_statistiques(ref: Referentiel) -> list[str]:
    """Return the rows of the statistics, all six columns."""
    return [
        f"{s.annee} {s.certifies} {s.certifies_vae} {s.taux_insertion_global_6_mois} "
        f"{s.taux_insertion_metier_6_mois} {s.taux_insertion_metier_2_ans}"
        for s in ref.statistiques
    ]


def write_codes(ref: Referentiel) -> list[str]:
    """Return the lines of level, NSF, Formacodes and échéance, as the fiche sums them up."""
    codes = [f"{c.code} : {c.libelle}" for c in (*ref.nsf, *ref.formacodes)]
    return [f"Niveau {ref.niveau}", *codes, f"{ref.echeance:%d-%m-%Y}"]


def compose_lignes(ref: Referentiel) -> set[str]:
    """Return every line of the fiche that several fields make together."""
    lignes = {f"{c.code} - {c.libelle}" for c in ref.codes_rome} | {write_certificateur(ref)}
    for n, bloc in enumerate(ref.blocs, 1):
        lignes |= {f"Bloc de compétences {n} : {bloc.intitule}", f"{bloc.code} - {bloc.intitule}"}
        lignes |= {f"{a.code}. {a.intitule}" for a in bloc.activites}
    lignes |= {f"{objectif.intitule} :" for objectif in ref.objectifs}
    lignes |= {f"{n}. {c.intitule} :" for n, c in enumerate(ref.composantes, 1)}
    lignes |= {write_voie(voie) for voie in ref.voies} | {
        write_nombre(v) for v in ref.voies if v.jury
    }
    lignes |= {
        voie.date_modification for voie in ref.voies if isinstance(voie.date_modification, str)
    }
    lignes |= {f"Inscrite au {t.intitule} X" for t in ref.territoires}
    lignes |= {"Oui" if ref.acquisition.blocs_prealables else "Non"}
    return lignes | {*write_codes(ref), *write_historique(ref), *write_statistiques(ref)}


def walk_textes(value: Any, path: str = "") -> Iterator[tuple[str, str]]:
    """Yield each string of a dumped record after the keys that lead to it
    (« voies.jury.source »)."""
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from walk_textes(inner, f"{path}.{key}".lstrip("."))
    elif isinstance(value, list | tuple):
        for inner in value:
            yield from walk_textes(inner, path)
    elif isinstance(value, str):
        yield path, value


def list_textes(ref: Referentiel, *, propres: bool = False) -> list[tuple[str, str]]:
    """Return path and text of each string whose words are the fiche's; with `propres`, of those
    that are ours."""
    return [
        (path, texte)
        for path, texte in walk_textes(ref.model_dump())
        if propres == bool(CLEFS_PROPRES & {path, *path.split(".")})
    ]

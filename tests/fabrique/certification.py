"""A certification of fiction, as TOML gives it, and its five papers."""

from __future__ import annotations

from datetime import date
from typing import Any

B1, B2, B3 = "ESSAI01BC01", "ESSAI01BC02", "ESSAI01BC03"

BLOCS = [
    {
        "code": code,
        "abrege": code[-4:],
        "intitule": intitule,
        "competences": [
            {"code": "C1", "intitule": "régler"},
            {"code": "C2", "intitule": "graisser"},
        ],
        "modalites": [{"voie": "formation", "intitule": "mise en situation"}],
    }
    for code, intitule in (
        (B1, "Forger la flèche"),
        (B2, "Équilibrer le coq"),
        (B3, "Poser au faîte"),
    )
]

JURY_FORMATION: dict[str, Any] = {
    "effectif_min": 2,
    "effectif_max": 4,
    "formations": [
        {
            "code": "pleine",
            "effectif": 4,
            "colleges": {"professionnel": 2, "formateur": 1},
            "texte": ["quatre"],
        },
        {
            "code": "reduite",
            "effectif": 2,
            "professionnels_min": 2,
            "president_colleges": ["professionnel"],
            "president_formateur_admis": False,
            "texte": ["deux"],
        },
    ],
    "college_professionnel": "gens du métier",
    "suppleants": False,
    "qualite_president": "selon le port",
    "designation": "par décision",
    "designe_par": "la compagnie",
    "mandat_mois": 24,
    "mandat_renouvelable": True,
    "part_exterieurs_pct": 40,
    "source": "fiche d’essai",
}

VOIE_OUVERTE = {"ouverte": True, "jury": JURY_FORMATION, "source": "fiche d’essai"}

REFERENTIEL: dict[str, Any] = {
    "code": "ESSAI01",
    "intitule": "Fabricant de girouettes",
    "niveau": 4,
    "niveau_europeen": 3,
    "echeance": date(2031, 12, 31),
    "nsf": [{"code": "254", "libelle": "Structures métalliques"}],
    "certificateur": {"nom": "COMPAGNIE DES VENTS", "siret": "12345678900011"},
    "anciennes_certifications": ["ANCIEN"],
    "blocs": BLOCS,
    "acquisition": {
        "texte": ["Tous les blocs."],
        "blocs_requis": [B1, B2, B3],
        "cumulative": True,
        "blocs_prealables": False,
        "source": "fiche d’essai",
    },
    "colleges": [
        {
            "code": "professionnel",
            "intitule": "gens de métier",
            "professionnel": True,
            "formateurs_admis": False,
        },
        {"code": "formateur", "intitule": "maîtres", "formateur": True},
    ],
    "voies": [
        {
            "code": "formation",
            "intitule": "Après formation",
            "libelle": "formation",
            **VOIE_OUVERTE,
        },
        {
            "code": "experience",
            "intitule": "Par expérience",
            "libelle": "expérience",
            **VOIE_OUVERTE,
        },
        {
            "code": "libre",
            "intitule": "En libre",
            "libelle": "candidature libre",
            "ouverte": False,
            "source": "essai",
        },
    ],
    "libelle_composante": "port",
    "composantes": [
        {
            "code": code,
            "intitule": intitule,
            "article": "le",
            "presidents": ["le maître du port", "le capitaine du phare"],
            "source": "essai",
        }
        for code, intitule in (("MER", "port de mer"), ("LAC", "port du lac"))
    ],
    "statuts": [
        {"code": "artisan", "intitule": "artisan"},
        {"code": "apprenti", "intitule": "apprenti"},
    ],
    "prerequis": [
        {
            "composante": "MER",
            "texte": ["Être artisan, avoir le brevet et douze mois d’atelier."],
            "statuts": ["artisan"],
            "diplomes": [
                {"code": "ancien", "intitule": "brevet ancien", "jusqu_a_annee": 2022},
                {"code": "neuf", "intitule": "brevet neuf", "a_compter_annee": 2025},
            ],
            "fonctions": [
                {"code": "atelier", "intitule": "chef d’atelier", "mois": 12},
                {"code": "foire", "intitule": "exposant", "jours": 60},
            ],
            "source": "fiche d’essai",
        }
    ],
    "grades": [{"code": "MO", "intitule": "maître ouvrier"}],
    "phrases": {
        "enregistrement_droit": "Inscrite de droit par {texte} du {date}.",
        "enregistrement_demande": "Inscrite sur demande ({texte}, {date}) sous {code}.",
        "niveau": "Niveau {niveau}, européen {niveau_europeen}.",
        "delivrance": "La certification « {intitule} » est délivrée",
        "reserve_attestation": "Un bloc parmi {nombre} ne vaut pas {intitule} ({code}).",
    },
    "seuils": {
        "age_min": 18,
        "age_max": 75,
        "jours_par_mois": 30,
        "alerte_echeance_mois": 12,
        "delai_notification_jours": 15,
        "source": "essai",
    },
}

DOCUMENTS: dict[str, dict[str, Any]] = {
    "appel": {
        "titre": "Appel",
        "destinataires": "candidat",
        "etat": "convoquee",
        "avant_jury": True,
        "modele": "appel.html",
        "fichier": "appels/{nom}_{prenom}",
        "mentions": ["date_papier", "signataire"],
    },
    "appel_membre": {
        "titre": "Appel d’un membre",
        "destinataires": "membre_jury",
        "etat": "convoquee",
        "avant_jury": True,
        "modele": "appel.html",
        "fichier": "appels/jury/{jury}_{nom}",
    },
    "minutes": {
        "titre": "Minutes",
        "destinataires": "jury",
        "etat": "jugee",
        "modele": "minutes.html",
        "fichier": "minutes/{jury}",
        "mentions": ["numero_pv", "date_jury", "jurys", "incidents"],
    },
    "preuve": {
        "titre": "Preuve de bloc",
        "destinataires": "bloc_acquis",
        "etat": "delivree",
        "modele": "preuve.html",
        "fichier": "preuves/{nom}_{prenom}_{bloc}",
        "mentions": ["enregistrement", "delivrance"],
    },
    "parchemin": {
        "titre": "Parchemin",
        "destinataires": "certifie",
        "etat": "delivree",
        "modele": "parchemin.html",
        "fichier": "parchemins/{nom}_{prenom}",
        "mentions": ["enregistrement", "delivrance"],
    },
}

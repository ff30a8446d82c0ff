"""One session of the certification, as TOML gives it: two juries, four candidates, everything
typed."""

from __future__ import annotations

from datetime import date
from typing import Any

from fabrique.certification import B1, B2, B3

JOUR = date(2030, 6, 12)
"""The day the jury NORD decides."""

MEMBRE: dict[str, Any] = {
    "id": "A1",
    "role": "membre",
    "college": "professionnel",
    "formateur": False,
    "civilite": "Madame",
    "sexe": "F",
    "nom": "ALIZÉ",
    "prenom": "Anne",
    "fonction": "forgeronne",
    "employeur": "Forges du Nord",
    "adresse": ["2, quai du Vent"],
    "externe_certificateur": True,
    "externe_autorite": True,
    "mandat": {"decision": "n° 7", "du": date(2029, 1, 1), "au": date(2030, 12, 31)},
    "presence": "présent",
    "independance_declaree_le": date(2030, 6, 1),
}

PRESIDENT = MEMBRE | {
    "id": "P1",
    "role": "président",
    "nom": "PONANT",
    "prenom": "Paule",
    "fonction": "maître du port",
}
SUPPLEANT = MEMBRE | {
    "id": "S1",
    "role": "suppléant",
    "suppleant_de": "A1",
    "nom": "SUROÎT",
    "presence": "non appelé",
}

JURY: dict[str, Any] = {
    "code": "NORD",
    "intitule": "Jury du Nord",
    "voie": "formation",
    "composante": "MER",
    "lieu": "Ys",
    "adresse": ["1, quai du Vent"],
    "dates": [date(2030, 6, 10), JOUR],
    "heure_arrivee": "8 h 30",
    "heure_debut": "9 h",
    "a_apporter": ["une clef"],
    "consequences_absence": "Le candidat absent se représente.",
    "membres": [
        PRESIDENT,
        MEMBRE,
        MEMBRE
        | {"id": "A2", "nom": "AUTAN", "prenom": "Marc", "sexe": "M", "civilite": "Monsieur"},
        MEMBRE
        | {
            "id": "F1",
            "college": "formateur",
            "formateur": True,
            "nom": "FŒHN",
            "externe_autorite": False,
        },
        SUPPLEANT,
    ],
    "nomination": {
        "numero": "7",
        "date": date(2029, 1, 1),
        "autorite": "La capitaine",
        "fondements": ["Vu la mer,"],
    },
    "numero_pv": "PV-1",
    "ouverture_reelle": "9 h 05",
    "cloture_reelle": "17 h",
    "incidents": "Néant",
    "date_deliberation": JOUR,
}

JURY_SUD = JURY | {
    "code": "SUD",
    "intitule": "Jury du Sud",
    "voie": "experience",
    "dates": [date(2030, 6, 20)],
    "membres": [
        PRESIDENT
        | {
            "id": "P2",
            "fonction": "adjointe",
            "representant_de": "le capitaine du phare",
            "nom": "SIROCCO",
        },
        MEMBRE | {"id": "Q2", "nom": "MISTRAL"},
    ],
    "numero_pv": "PV-2",
    "date_deliberation": date(2030, 6, 20),
}

PREUVES = [
    {"code": "ancien", "du": date(2020, 6, 30), "piece": "copie", "verifiee_le": date(2030, 5, 20)},
    {
        "code": "atelier",
        "du": date(2028, 1, 1),
        "au": date(2029, 6, 30),
        "piece": "état des services",
        "verifiee_le": date(2030, 5, 20),
    },
]


def list_resultats(*issues: str | None) -> list[dict[str, Any]]:
    """Results of the three blocs, in order; None is « not yet typed »."""
    return [
        {"bloc": bloc, "issue": issue} for bloc, issue in zip((B1, B2, B3), issues, strict=True)
    ]


CANDIDAT: dict[str, Any] = {
    "matricule": "M1",
    "jury": "NORD",
    "civilite": "Madame",
    "sexe": "F",
    "nom_naissance": "DUPRÉ",
    "prenoms": "Élise",
    "date_naissance": date(2000, 3, 1),
    "commune_naissance": "Ys",
    "territoire_naissance": "Finistère",
    "statut": "artisan",
    "date_statut": date(2030, 6, 1),
    "composante": "MER",
    "adresse": ["3, quai du Vent"],
    "voie": "formation",
    "blocs_vises": [B1, B2, B3],
    "prerequis": PREUVES,
    "resultats": list_resultats("acquis", "acquis", "acquis"),
}
"""A candidate who is certified."""

ANTERIEUR = {
    "bloc": B3,
    "issue": "acquis antérieurement",
    "date": date(2028, 5, 5),
    "pv": "PV-0",
    "code": "ANCIENBC03",
}
NON_ACQUIS = {
    "bloc": B2,
    "issue": "non acquis",
    "motif": "coq bancal",
    "reste_a_montrer": "l’équilibre",
}

PARTIEL = CANDIDAT | {
    "matricule": "M2",
    "nom_naissance": "LE GOFF",
    "prenoms": "Yann",
    "blocs_vises": [B1, B2],
    "resultats": [{"bloc": B1, "issue": "acquis"}, NON_ACQUIS, ANTERIEUR],
}
"""One bloc acquired, one not, one earlier."""

SANS_PREUVE = CANDIDAT | {"matricule": "M3", "nom_naissance": "KERN", "prerequis": []}
"""All blocs, nothing proved."""

ABSENT = CANDIDAT | {
    "matricule": "M4",
    "nom_naissance": "MOREL",
    "jury": "SUD",
    "voie": "experience",
    "heure_passage": "10 h",
    "blocs_vises": [B1],
    "resultats": [{"bloc": B1, "issue": "absent"}],
}
"""Alone before the jury SUD, and did not come."""

SESSION: dict[str, Any] = {
    "code": "2030-essai",
    "intitule": "Session d’essai",
    "recours": {"tous": "Écrivez au phare."},
    "autorite": {
        "nom": "Capitainerie",
        "entete": ["Capitainerie"],
        "adresse": ["1, quai du Vent"],
        "contact": "Mme Nord",
        "telephone": "01",
        "courriel": "nord@example.org",
    },
    "enregistrement": {"type": "demande", "texte": "décision d’essai", "date": date(2026, 1, 1)},
    "signataires": [
        {
            "papiers": ["appel", "appel_membre", "preuve", "parchemin"],
            "qualite": "La capitaine",
            "civilite": "Madame",
            "prenom": "Inès",
            "nom": "NORDET",
        }
    ],
    "delivrance": {"date": date(2030, 7, 1), "lieu": "Ys"},
    "dates": {
        "appel": date(2030, 5, 2),
        "appel_membre": date(2030, 5, 3),
        "minutes": date(2030, 6, 20),
        "preuve": date(2030, 7, 1),
        "parchemin": date(2030, 7, 1),
    },
    "jurys": [JURY, JURY_SUD],
    "epreuves": [
        {
            "code": "E1",
            "jury": "NORD",
            "intitule": "Atelier",
            "type": "pratique",
            "blocs": [B1, B2],
            "date": date(2030, 6, 10),
            "heure": "9 h",
            "duree_minutes": 90,
            "salle": "forge",
        },
        {
            "code": "E2",
            "jury": "NORD",
            "intitule": "Toit",
            "type": "pratique",
            "blocs": [B3],
            "date": JOUR,
            "heure": "14 h",
            "duree_minutes": 45,
            "salle": "clocher",
        },
    ],
    "candidats": [CANDIDAT, PARTIEL, SANS_PREUVE, ABSENT],
}
"""Two juries, four candidates, everything typed: certified, partial, unproved, absent."""

"""Cases of what init invented, in a session that is no specimen (S427)."""

from __future__ import annotations

from datetime import date
from typing import Any

from check.cas import Cas, dedans, dehors


def invent(value: str, fois: str = "") -> str:
    return f"« {value} » est une valeur inventée par init{fois}."


REELLE: dict[str, Any] = {"specimen": False}

CAS: tuple[Cas, ...] = (
    dehors(
        "S427",
        "the decision of registration, in other capitals",
        REELLE | {"enregistrement.texte": "Décision FICTIVE (specimen, sans valeur)"},
        ("enregistrement.texte", invent("Décision FICTIVE (specimen, sans valeur)")),
    ),
    dehors(
        "S427",
        "its date alone",
        REELLE | {"enregistrement.date": date(2000, 1, 1)},
        ("enregistrement.date", invent("2000-01-01")),
    ),
    dehors(
        "S427",
        "the text of an appeal",
        REELLE
        | {
            "recours.tous": "Texte fictif (SPÉCIMEN, sans valeur) : l’autorité, la juridiction et "
            "le délai du recours sont à écrire ici."
        },
        (
            "recours.tous",
            invent(
                "Texte fictif (SPÉCIMEN, sans valeur) : l’autorité, la juridiction et le délai "
                "du recours sont à écrire ici."
            ),
        ),
    ),
    dehors(
        "S427",
        "a mandate copied down",
        REELLE
        | {f"jurys[0].membres[{rang}].mandat.decision": "Décision d’exemple" for rang in range(5)},
        ("jurys[0].membres[0].mandat.decision", invent("Décision d’exemple", " (5 fois)")),
    ),
    dehors(
        "S427",
        "lines of one address",
        REELLE | {"autorite.adresse": ["Centre", "1, rue de l’Exemple", "00000 Ville-Exemple"]},
        ("autorite.adresse", invent("1, rue de l’Exemple / 00000 Ville-Exemple")),
    ),
    dehors(
        "S427",
        "persons of the jury, signatories and candidates",
        REELLE
        | {
            "signataires[0].nom": "MAQUETTE",
            "signataires[0].prenom": "Hugo",
            "jurys[0].membres[1].nom": "Patron",
            "jurys[0].membres[1].prenom": "KARIM",
            "jurys[0].membres[2].nom": "MODÈLE-2",
            "jurys[0].membres[2].prenom": "Anne",
            "candidats[0].nom_naissance": "SPECIMEN",
            "candidats[0].prenoms": "Chloé",
        },
        ("candidats[0].nom_naissance", invent("Chloé SPECIMEN")),
        ("jurys[0].membres[1].nom", invent("KARIM Patron")),
        ("jurys[0].membres[2].nom", invent("Anne MODÈLE-2")),
        ("signataires[0].nom", invent("Hugo MAQUETTE")),
    ),
    dedans(
        "S427",
        "a specimen",
        {"specimen": True, "enregistrement.texte": "décision fictive (SPÉCIMEN, sans valeur)"},
    ),
    dedans(
        "S427",
        "words of the person that say fictif, exemple, specimen",
        REELLE
        | {
            "candidats[1].resultats[0].motif": "Le dossier fictif, à titre d’exemple, ne dit rien.",
            "enregistrement.texte": "décision fictive (SPÉCIMEN, sans valeur) du 3 mai 2026",
            "jurys[0].incidents": "Décision d’exemple",
            "jurys[0].intitule": "Jury d’exemplarité",
        },
    ),
    dedans(
        "S427",
        "a true name that one of the fiction bears too",
        REELLE | {"jurys[0].membres[1].nom": "PATRON", "jurys[0].membres[1].prenom": "Karima"},
    ),
    dedans(
        "S427",
        "what init proposes and may be true",
        REELLE
        | {
            "jurys[0].salle": "salle 1",
            "signataires[0].qualite": "La directrice",
            "autorite.entete": ["Secrétariat des jurys"],
            "jurys[0].adresse": ["Centre d’examen", "2, quai du Vent"],
        },
    ),
)

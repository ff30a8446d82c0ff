"""Cases of the rules J on ties and withdrawals."""

from __future__ import annotations

from typing import Any

from check.cas import Cas, dedans, dehors
from check.jurys_types import REMPLACE, nord, sud

VAE = {"referentiel.voies[0].validation_acquis": True}
"""The route of NORD is that of experience."""


def lier(nature: str, *deports: str) -> dict[str, Any]:
    """A1 tied to M1, and the candidates she withdraws for."""
    return nord(1, liens=[{"candidat": "M1", "nature": nature}], deports=list(deports))


def dire(nature: str, cle: str = "jurys[0].membres[1].liens[0]") -> tuple[str, str]:
    """The finding on that tie."""
    return (
        cle,
        f"Le membre « A1 » a un lien avec le candidat « M1 » ({nature}) et ne se retire pas.",
    )


CAS: tuple[Cas, ...] = (
    dehors(
        "J311",
        "a stranger and a candidate of the other jury",
        nord(1, liens=[{"candidat": "M9", "nature": "personnel"}], deports=["M1", "M4"]),
        ("jurys[0].membres[1].deports", "Le candidat « M4 » n’est pas de ce jury."),
        ("jurys[0].membres[1].liens[0].candidat", "Le candidat « M9 » n’est pas de ce jury."),
    ),
    dedans(
        "J311",
        "his own",
        nord(1, liens=[{"candidat": "M3", "nature": "personnel"}], deports=["M3", "M1"]),
    ),
    dehors(
        "J312", "personal, and withdrawn for another", lier("personnel", "M2"), dire("personnel")
    ),
    dehors("J312", "professional", lier("professionnel"), dire("professionnel")),
    dehors("J312", "trained, for experience", lier("a formé") | VAE, dire("a formé")),
    dehors("J312", "accompanied, for experience", lier("a accompagné") | VAE, dire("a accompagné")),
    dehors(
        "J312",
        "accompanied, as the candidate alone says",
        VAE | {"candidats[0].accompagnateur": "Mme Anne Alize, Forges du Nord"},
        dire("a accompagné", "jurys[0].membres[1].liens"),
    ),
    dedans("J312", "withdrawn", lier("personnel", "M1")),
    dedans(
        "J312",
        "does not sit",
        REMPLACE | lier("personnel") | nord(1, presence="remplacé", remplace_par="S1"),
    ),
    dedans("J312", "trained, by training: J313 says it", lier("a formé")),
    dedans(
        "J312",
        "another accompanier of the same name",
        VAE | {"candidats[0].accompagnateur": "Mme Jeanne ALIZÉ"},
    ),
    dehors("J313", "trained", lier("a formé", "M2"), dire("a formé")),
    dedans("J313", "trained and withdrawn", lier("a formé", "M1")),
    dedans("J313", "for experience: J312 says it", lier("a formé") | VAE),
    dehors(
        "J314",
        "one left of two, designated and seated",
        sud(1, deports=["M4"]),
        (
            "jurys[1].membres",
            (
                "Pour le candidat « M4 », les retraits laissent au jury « SUD » 1 membre, "
                "pour 2 au moins."
            ),
        ),
    ),
    dedans("J314", "two left of four", nord(1, deports=["M1"]) | nord(2, deports=["M1"])),
    dedans(
        "J314",
        "one for each candidate",
        nord(1, deports=["M1"]) | nord(2, deports=["M2"]) | nord(3, deports=["M3"]),
    ),
    dehors(
        "J314",
        "one absent besides",
        nord(1, deports=["M1"]) | nord(2, deports=["M1"]) | nord(3, presence="absent"),
        (
            "jurys[0].membres",
            (
                "Pour le candidat « M1 », les retraits laissent au jury « NORD » 1 membre, "
                "pour 2 au moins."
            ),
        ),
    ),
    dehors(
        "J314",
        "the president",
        nord(0, deports=["M1"]),
        (
            "jurys[0].membres",
            (
                "Pour le candidat « M1 », les retraits laissent au jury « NORD » 3 membres "
                "et aucun président."
            ),
        ),
    ),
    *(
        dehors(
            "J322",
            nom,
            nord(1, **champs) | {"candidats[0].nom_usage": "GALERNE"},
            (
                "jurys[0].membres[1].nom",
                "Le membre « A1 » porte le nom du candidat « M1 » de ce jury.",
            ),
        )
        for nom, champs in (
            ("of the same name", {"nom": "Dupre", "prenom": "ÉLISE"}),
            ("by her nom d’usage", {"nom": "GALERNE", "prenom": "Élise"}),
        )
    ),
    dedans("J322", "another first name", nord(1, nom="DUPRÉ", prenom="Élis")),
    dedans("J322", "a candidate of the other jury", sud(1, nom="DUPRÉ", prenom="Élise")),
)

"""Cases of the rules on what follows the jury: appeal texts, units."""

from __future__ import annotations

from check.cas import Cas, dedans, dehors

REGIMES = {"referentiel.statuts[0].regime": "marin"}
BORDEREAU = {
    "catalogue.bordereau": {
        "titre": "Bordereau",
        "destinataires": "unite",
        "etat": "delivree",
        "modele": "bordereau.html",
        "fichier": "b/{unite}",
    }
}

CAS: tuple[Cas, ...] = (
    dehors(
        "D117",
        "one of two",
        BORDEREAU | {"candidats[0].unite": "Phare d’Ys"},
        (
            "candidats[1].unite",
            "Le candidat « M2 » n’a pas d’unité : aucun bordereau de remise ne le nomme.",
        ),
        (
            "candidats[2].unite",
            "Le candidat « M3 » n’a pas d’unité : aucun bordereau de remise ne le nomme.",
        ),
    ),
    dedans("D117", "nobody has one", BORDEREAU),
    dedans("D117", "no delivery note", {"candidats[0].unite": "Phare d’Ys"}),
    dehors(
        "S423",
        "of nobody",
        REGIMES
        | {"recours": {"marins": "Écrivez au port."}, "referentiel.recours": {"civil": "Écrivez."}},
        ("recours.civil", "Aucun statut n’a le régime « civil »."),
        ("recours.marins", "Aucun statut n’a le régime « marins »."),
    ),
    dedans(
        "S423",
        "of a statut and of all",
        REGIMES | {"recours": {"marin": "Au port.", "tous": "À la ville."}},
    ),
    dehors(
        "S424",
        "another text",
        {"recours": {"tous": "À la ville."}, "referentiel.recours": {"tous": "Au port."}},
        (
            "recours.tous",
            "Le texte de recours « tous » de la session contredit celui du référentiel.",
        ),
    ),
    dedans(
        "S424",
        "said twice the same",
        {"recours": {"tous": "Au port."}, "referentiel.recours": {"tous": "Au port."}},
    ),
)

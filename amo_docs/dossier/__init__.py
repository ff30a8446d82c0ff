"""The folder of a session: filled beside the one in place, then exchanged with it in one go.

What stands in it is known by its manifest and digests.
"""

from amo_docs.dossier.causes import list_causes
from amo_docs.dossier.chantier import Chantier, hold_dossier
from amo_docs.dossier.livraison import Livraison, open_livraison
from amo_docs.dossier.manifeste import (
    LigneManifeste,
    Manifeste,
    list_connus,
    list_entrees_changees,
)
from amo_docs.dossier.refus import say_refus
from amo_docs.dossier.remplaces import Remplace
from amo_docs.dossier.reprise import Regles, Reprise
from amo_docs.dossier.tirages import open_depot

__all__ = [
    "Chantier",
    "LigneManifeste",
    "Livraison",
    "Manifeste",
    "Regles",
    "Remplace",
    "Reprise",
    "hold_dossier",
    "list_causes",
    "list_connus",
    "list_entrees_changees",
    "open_depot",
    "open_livraison",
    "say_refus",
]

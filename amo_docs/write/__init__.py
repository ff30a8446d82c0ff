"""The folder: staged beside the one in place, manifest and digests, swapped in whole or not at
all."""

from amo_docs.write.chantier import hold_dossier
from amo_docs.write.livraison import Livraison, open_livraison
from amo_docs.write.manifeste import LigneManifeste, Manifeste, list_connus
from amo_docs.write.refus import say_refus
from amo_docs.write.reprise import Regles, Reprise
from amo_docs.write.tirages import open_depot

__all__ = [
    "LigneManifeste",
    "Livraison",
    "Manifeste",
    "Regles",
    "Reprise",
    "hold_dossier",
    "list_connus",
    "open_depot",
    "open_livraison",
    "say_refus",
]

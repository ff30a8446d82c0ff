"""Catalogue × decisions × state of each jury → the papers to make, and those that are not made."""

from amo_docs.plan.chemins import name_dossier, name_papiers
from amo_docs.plan.choix import list_caducs, refuse_inconnus, select_papiers
from amo_docs.plan.papiers import plan_papiers

__all__ = [
    "list_caducs",
    "name_dossier",
    "name_papiers",
    "plan_papiers",
    "refuse_inconnus",
    "select_papiers",
]

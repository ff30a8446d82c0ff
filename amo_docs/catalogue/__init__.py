"""What a paper is: `documents.toml` → `DocumentType`; who receives it, in which state of the
session."""

from amo_docs.catalogue.destinataires import DESTINATAIRES, Contexte, list_sujets
from amo_docs.catalogue.documents import (
    DocumentType,
    list_demandables,
    list_vierges,
    read_catalogue,
    select_demandes,
)
from amo_docs.catalogue.exigences import EXIGENCES, is_exigence, list_manques

__all__ = [
    "DESTINATAIRES",
    "EXIGENCES",
    "Contexte",
    "DocumentType",
    "is_exigence",
    "list_demandables",
    "list_manques",
    "list_sujets",
    "list_vierges",
    "read_catalogue",
    "select_demandes",
]

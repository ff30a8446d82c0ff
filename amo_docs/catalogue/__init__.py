"""What a paper is: `documents.toml` → `DocumentType`; who receives it, in which state of the session."""

from amo_docs.catalogue.destinataires import DESTINATAIRES, Contexte, list_sujets
from amo_docs.catalogue.documents import DocumentType, list_vierges, read_catalogue, select_vierges

__all__ = [
    "DESTINATAIRES",
    "Contexte",
    "DocumentType",
    "list_sujets",
    "list_vierges",
    "read_catalogue",
    "select_vierges",
]

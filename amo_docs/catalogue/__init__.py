"""What a paper is: `documents.toml` → `DocumentType`; who receives it, in which state of the session."""

from amo_docs.catalogue.destinataires import DESTINATAIRES, Contexte, list_sujets
from amo_docs.catalogue.documents import DocumentType, read_catalogue

__all__ = ["DESTINATAIRES", "Contexte", "DocumentType", "list_sujets", "read_catalogue"]

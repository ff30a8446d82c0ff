"""What a paper is: `documents.toml` → `DocumentType`; who receives it, and in which state."""

from amo_docs.catalogue.destinataires import DESTINATAIRES, Vivier, list_sujets
from amo_docs.catalogue.exigences import EXIGENCES, is_exigence, list_manques
from amo_docs.catalogue.titres import Titre, find_titre
from amo_docs.catalogue.types_papier import (
    DocumentType,
    list_demandables,
    list_vierges,
    read_catalogue,
    select_demandes,
)

__all__ = [
    "DESTINATAIRES",
    "EXIGENCES",
    "DocumentType",
    "Titre",
    "Vivier",
    "find_titre",
    "is_exigence",
    "list_demandables",
    "list_manques",
    "list_sujets",
    "list_vierges",
    "read_catalogue",
    "select_demandes",
]

"""A folder to start from: a session explained key by key and its table of candidates, fictitious,
to be replaced."""

from amo_docs.amorce.demarrage import start_dossier

__all__ = ["start_dossier"]

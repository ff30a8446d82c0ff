"""A folder to start from: a commented session, its table of candidates, fictitious and complete, ready to be replaced."""

from amo_docs.amorce.dossier import start_dossier

__all__ = ["start_dossier"]

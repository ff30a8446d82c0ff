"""A folder to start from: a fictitious session, explained key by key, and its candidates.

The person replaces them with real ones.
"""

from amo_docs.amorce.demarrage import start_dossier

__all__ = ["start_dossier"]

"""A tuple of pure rules over the session, the référentiel and the decisions."""

from amo_docs.check.regle import Constat, Examen, Regle
from amo_docs.check.regles import REGLES, run_checks

__all__ = ["REGLES", "Constat", "Examen", "Regle", "run_checks"]

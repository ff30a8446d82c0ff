"""Results, earlier blocs and prerequisites → one `Decision` a candidate. Pure and total."""

from amo_docs.decide.decisions import count_effectifs, decide, decide_all
from amo_docs.decide.prerequis import evaluate_prerequis, sum_periodes

__all__ = ["count_effectifs", "decide", "decide_all", "evaluate_prerequis", "sum_periodes"]

"""How much a test draws: a little in a run of the tests, much more in a campaign."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import hypothesis


@dataclass(frozen=True)
class Ampleur:
    """`fois` is how many times the examples of an ordinary run, `graine` where draws start,
    `record` what takes a figure by its name."""

    fois: int
    graine: int
    record: Callable[[str, object], None]

    def count(self, nombre: int) -> int:
        """Return how many examples to draw, of `nombre` in an ordinary run."""
        return nombre * self.fois

    def list_graines(self, nombre: int) -> range:
        """Return the seeds to try, `nombre` of them in an ordinary run."""
        return range(self.graine, self.graine + self.count(nombre))

    def draw(self, bornes: hypothesis.settings, nombre: int) -> Callable[[Any], Any]:
        """Return the decorator of a law within `bornes`: examples drawn from the seed, the same at
        each run of it whatever the law says."""
        settings = hypothesis.settings(
            bornes, max_examples=self.count(nombre), derandomize=False, database=None
        )
        return lambda law: settings(hypothesis.seed(self.graine)(law))

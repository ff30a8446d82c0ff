"""Memory is walked seldom while a paper is made, and as before after it."""

from __future__ import annotations

import gc

import pytest

from amo_docs.render.memoire import SEUIL, space_collectes


def test_memory_is_walked_as_before_after_a_paper() -> None:
    before = gc.get_threshold()
    with pytest.raises(ZeroDivisionError), space_collectes():
        assert gc.get_threshold()[0] == SEUIL
        raise ZeroDivisionError
    assert gc.get_threshold() == before

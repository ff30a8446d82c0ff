"""Templates reach the fields of records and nothing pydantic adds to them."""

import pytest
from fabrique.composition import compose
from pydantic import BaseModel

INERTES = {"model_fields", "model_computed_fields"}
"""Descriptions of the class: they read nothing and run nothing."""


@pytest.mark.parametrize("nom", sorted(n for n in dir(BaseModel) if not n.startswith("_") and n not in INERTES))
def test_what_pydantic_gives_a_record_is_closed_to_templates(nom: str) -> None:
    assert compose("{{ session." + nom + " }}").findings != ()

"""The registration on papers: the act as it must be cited, whatever its type."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from fabrique import make_examen, make_session

from amo_docs.compose.contexte import make_mentions

PHRASE = "Inscrite sous {code}, décision du {date}."


@pytest.mark.parametrize("type_", ["demande", "droit"])
@pytest.mark.parametrize(
    ("phrase", "texte", "imprime"),
    [
        (PHRASE, None, "Inscrite sous ESSAI01, décision du 1er janvier 2026."),
        (PHRASE, "acte n° 7", "Inscrite sous ESSAI01, décision du 1er janvier 2026 – acte n° 7."),
        (PHRASE, "acte n° 7.", "Inscrite sous ESSAI01, décision du 1er janvier 2026 – acte n° 7."),
        (PHRASE, "Décision du 1er janvier 2026", "Inscrite sous ESSAI01, décision du 1er janvier 2026."),
        ("Inscrite par {texte}.", "acte n° 7", "Inscrite par acte n° 7."),
    ],
)  # fmt: skip
def test_the_act_is_cited_whatever_its_type(
    type_: str, phrase: str, texte: str | None, imprime: str
) -> None:
    acte: dict[str, Any] = {"type": type_, "texte": texte, "date": date(2026, 1, 1)}
    referentiel = make_examen({f"referentiel.phrases.enregistrement_{type_}": phrase}).referentiel
    said = make_mentions(
        referentiel, make_session({"enregistrement": acte}), "formation"
    ).enregistrement
    assert said is not None and said.replace("\u00a0", " ") == imprime

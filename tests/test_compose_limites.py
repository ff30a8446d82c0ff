"""The limits are those of one paper: the one that passes them is named, with its template."""

from __future__ import annotations

from pathlib import Path

import pytest
from papiers_outils import RACINE, make_petite_session, write_session

from amo_docs import fabrication, pipeline
from amo_docs.enclos import Limites
from amo_docs.errors import ModeleError
from amo_docs.load.ouverture import open_session

GABARIT = (RACINE / "templates" / "convocation_candidat.html").read_text(encoding="utf-8")

SANS_FIN = "{% for i in range(99999) %}{% for j in range(99999) %}{% endfor %}{% endfor %}"
SANS_MESURE = (
    "{% set ns = namespace(x='x' * 9999) %}{% for i in range(30) %}{% set ns.x = ns.x ~ ns.x "
    "%}{% endfor %}{{ ns.x }}"
)


@pytest.mark.lent
@pytest.mark.parametrize(
    ("piege", "limites", "dit"),
    [
        (SANS_FIN, Limites(delai=6), "plus de 6 secondes."),
        (SANS_MESURE, Limites(memoire=1024**3, delai=240), "(1024 Mio de mémoire au plus)."),
    ],
)
def test_a_paper_that_takes_too_much_is_named_with_its_template(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, piege: str, limites: Limites, dit: str
) -> None:
    matricules = ("T90101", "T90102")
    matricule = matricules[-1]
    modeles = tmp_path / "mes-modeles"
    modeles.mkdir()
    piege = f"{{% if candidat.matricule == '{matricule}' %}}{piege}{{% endif %}}"
    (modeles / "convocation_candidat.html").write_text(
        GABARIT.replace("</body>", piege + "</body>"), encoding="utf-8"
    )
    monkeypatch.setattr(fabrication, "Limites", lambda: limites)
    with pytest.raises(ModeleError) as caught:
        session = make_petite_session() | {"modeles": "mes-modeles"}
        pipeline.prepare(open_session(write_session(tmp_path, session, matricules)))
    (said,) = [f.message.replace("\u00a0", " ") for f in caught.value.findings if f.code == "G611"]
    assert said.startswith(
        f"convocation_candidat de {matricule}, gabarit « mes-modeles/convocation_candidat.html » : "
    )
    assert said.endswith(dit)

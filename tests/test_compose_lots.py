"""Papers composed batch after batch: one that does not end is named, and a slow batch is no fault."""

from __future__ import annotations

from typing import Any

import pytest
from fabrique import CANDIDAT
from fabrique.composition import make_travail
from papiers_outils import EnclosDirect

from amo_docs.compose import Composition, compose_papiers, compose_par_lots
from amo_docs.compose import lots as lots_module
from amo_docs.compose.lots import LOT, Travail, compose_rangs
from amo_docs.enclos import Enclos, LimiteDepasseeError, Limites
from amo_docs.errors import ModeleError

GABARIT = "{{ candidat.matricule }}{% if candidat.matricule == 'X07' %}\n{PIEGE}{% endif %}"
NOMBREUX = {f"candidats[{4 + i}]": CANDIDAT | {"matricule": f"X{i:02d}"} for i in range(2 * LOT)}

SANS_FIN = "{% for i in range(99999) %}{% for j in range(99999) %}{% endfor %}{% endfor %}"
SANS_MESURE = (
    "{% set ns = namespace(x='x' * 9999) %}{% for i in range(30) %}{% set ns.x = ns.x ~ ns.x %}{% endfor %}{{ ns.x }}"
)


def make_nombreux(piege: str = "") -> Travail:
    return make_travail(GABARIT.replace("{PIEGE}", piege), NOMBREUX)


def compose_tout(travail: Travail) -> Composition:
    return compose_papiers(travail.commun, travail.catalogue, travail.plan)


class EnclosCompte(EnclosDirect):
    """Counts the children, and refuses the batches it is told to."""

    enfants = 0
    refuses: tuple[int, ...] = ()

    def __init__(self, limites: Limites) -> None:
        super().__init__(limites)
        type(self).enfants += 1

    def run(self, quoi: str, task: Any, *args: Any, **kwargs: Any) -> Any:
        if task is compose_rangs and args[1] - args[0] > 1 and args[0] in self.refuses:
            raise LimiteDepasseeError(quoi)
        return super().run(quoi, task, *args, **kwargs)


@pytest.fixture
def enclos() -> type[EnclosCompte]:
    return type("EnclosDuTest", (EnclosCompte,), {})


def test_batches_make_the_same_papers_in_the_same_order_in_one_child(enclos: Any) -> None:
    travail = make_nombreux()
    assert len(travail.plan.papiers) > 2 * LOT
    assert compose_par_lots(enclos, travail, Limites()) == compose_tout(travail)
    assert enclos.enfants == 1


def test_the_findings_of_every_batch_come_together(enclos: Any) -> None:
    travail = make_travail("{{ session.code }}\n{{ candidat.oubli }}\n{{ candidat.matricule.oubli }}", NOMBREUX)
    composition = compose_par_lots(enclos, travail, Limites())
    assert composition == compose_tout(travail)
    assert [f.place.ligne for f in composition.findings] == [2, 3]


@pytest.mark.parametrize("refuses", [(0,), (LOT,), (0, LOT, 2 * LOT)])
def test_a_batch_that_was_only_slow_comes_out_whole(enclos: Any, refuses: tuple[int, ...]) -> None:
    """Each paper of it is within the limits of a paper."""
    enclos.refuses = refuses
    travail = make_nombreux()
    assert compose_par_lots(enclos, travail, Limites()) == compose_tout(travail)


@pytest.mark.parametrize(
    ("piege", "limites", "dit"),
    [
        (SANS_FIN, Limites(delai=12), "plus de 12 secondes"),
        (SANS_MESURE, Limites(memoire=1024**3, delai=240), "1024 Mio de mémoire au plus"),
    ],
)
def test_a_paper_that_takes_too_much_is_named_with_its_template(
    piege: str, limites: Limites, dit: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lots_module, "_PART", 2)
    with pytest.raises(ModeleError) as caught:
        compose_par_lots(Enclos, make_nombreux(piege), limites)
    said = str(caught.value).replace("\u00a0", " ")
    assert said.startswith("appel de X07, gabarit « essai/page.html » : ")
    assert dit in said


def test_no_paper_asks_for_no_child(enclos: Any) -> None:
    travail = make_nombreux()
    rien = Travail(travail.commun, travail.catalogue, type(travail.plan)(()))
    assert compose_par_lots(enclos, rien, Limites()) == Composition((), ())
    assert enclos.enfants == 0

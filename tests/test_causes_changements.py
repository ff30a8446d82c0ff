"""What the summary says of why a paper changed, from the lists of papers alone."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from amo_docs.dossier import LigneManifeste, list_causes
from amo_docs.model.papier import Exemplaire

JOUR = date(2030, 6, 12)
ENTREES = ("session.toml", "candidats.csv")


def list_lignes(*papiers: tuple[str, str, bool, date | None]) -> dict[str, LigneManifeste]:
    """(key, recipient, PROJET, day) of each paper."""
    return {
        f"{cle}.pdf": LigneManifeste(
            Exemplaire(cle.partition("/")[0], cle, who, cle, jour, projet), "pdf", cle, 1
        )
        for cle, who, projet, jour in papiers
    }


def appeler(*matricules: str) -> list[tuple[str, str, bool, date | None]]:
    return [(f"appel/NORD/{matricule}", matricule, False, JOUR) for matricule in matricules]


def tell(
    avant: Iterable[tuple[str, str, bool, date | None]],
    apres: Iterable[tuple[str, str, bool, date | None]],
    chemin: str = "minutes/NORD.pdf",
) -> tuple[str, ...]:
    lignes = list_lignes(*avant), list_lignes(*apres)
    prevus = [ligne.exemplaire for ligne in lignes[1].values()]
    return list_causes(*lignes, [chemin], prevus, {"appel", "lettre"}, ENTREES)[chemin]


MINUTES = ("minutes/NORD", "NORD", True, JOUR)


def test_people_who_left_or_came_are_counted() -> None:
    assert tell([MINUTES, *appeler("M1", "M2")], [MINUTES, *appeler("M1")]) == ("2 → 1 candidat",)
    assert tell([MINUTES, *appeler("M1")], [MINUTES, *appeler("M1", "M2", "M3")]) == (
        "1 → 3 candidats",
    )
    assert tell([MINUTES, *appeler("M1", "M2")], [MINUTES, *appeler("M1", "M3")]) == (
        "1 autre candidat",
    )


def test_people_are_counted_by_the_papers_that_both_runs_have() -> None:
    """A type that is made for the first time counts nobody; another jury counts for itself."""
    lettres = [(f"lettre/NORD/M{rang}", f"M{rang}", False, JOUR) for rang in range(5)]
    ailleurs = [("appel/SUD/M9", "M9", False, JOUR)]
    assert tell([MINUTES, *appeler("M1")], [MINUTES, *appeler("M1"), *lettres, *ailleurs]) == (
        ENTREES
    )


def test_a_state_and_a_day_are_told_and_else_the_inputs() -> None:
    definitif = ("minutes/NORD", "NORD", False, JOUR)
    apres = ("minutes/NORD", "NORD", True, date(2030, 6, 13))
    assert tell([MINUTES], [definitif]) == ("projet → définitif",)
    assert tell([MINUTES], [apres]) == ("du 12/06/2030 → du 13/06/2030",)
    assert tell([MINUTES], [MINUTES]) == ENTREES


def test_the_paper_of_one_person_does_not_change_with_their_number() -> None:
    avant, apres = appeler("M1", "M2"), appeler("M1")
    assert tell(avant, apres, "appel/NORD/M1.pdf") == ENTREES


def test_a_paper_that_came_meanwhile_has_no_cause() -> None:
    assert list_causes({}, list_lignes(MINUTES), ["minutes/NORD.pdf"], [], set(), ENTREES) == {}

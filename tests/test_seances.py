"""Who passes when and where: passages, half-days in a room, half-days of a jury."""

from __future__ import annotations

from datetime import date, time
from typing import Any

import pytest
from fabrique import CANDIDAT, make_session

from amo_docs.model.seances import (
    Moment,
    list_demi_journees,
    list_jours,
    list_passages,
    list_seances,
)
from amo_docs.model.session import Session

LUNDI, MERCREDI = date(2030, 6, 10), date(2030, 6, 12)
EPREUVE: dict[str, Any] = {
    "code": "E1",
    "jury": "NORD",
    "intitule": "Nœuds",
    "type": "mise en situation",
    "blocs": ["ESSAI01BC01"],
    "date": LUNDI,
    "heure": "9 h",
    "duree_minutes": 90,
    "salle": "hune",
}


def make(*epreuves: dict[str, Any], **candidat: Any) -> Session:
    """The session with these épreuves, its first candidate changed."""
    changements: dict[str, Any] = {
        "epreuves": [EPREUVE | e | {"code": f"E{n}"} for n, e in enumerate(epreuves)]
    }
    return make_session(
        changements | {f"candidats[0].{champ}": valeur for champ, valeur in candidat.items()}
    )


def show(session: Session) -> list[tuple[date, str, str | None, list[str]]]:
    """Each half-day in its room, with the matricules expected."""
    return [
        (s.jour, s.moment.value, s.salle, [p.candidat.matricule for p in s.presences])
        for s in list_seances(session, session.jurys[0])
    ]


def test_a_half_day_in_a_room_is_one_sheet_and_a_candidate_one_line() -> None:
    """Two épreuves of one morning in one room: one signature, at the first hour, both named."""
    session = make({}, {"heure": "10 h 45", "duree_minutes": 60})
    assert show(session) == [(LUNDI, "matin", "hune", ["M1", "M3", "M2"])]
    (seance,) = list_seances(session, session.jurys[0])
    assert [e.code for e in seance.epreuves] == ["E0", "E1"]
    assert {p.heure for p in seance.presences} == {time(9)}


def test_rooms_and_half_days_have_each_their_sheet_in_the_order_of_the_clock() -> None:
    session = make({"heure": "14 h"}, {"salle": "cale"}, {"date": MERCREDI})
    every = ["M1", "M3", "M2"]
    assert show(session) == [
        (LUNDI, "matin", "cale", every),
        (LUNDI, "après-midi", "hune", every),
        (MERCREDI, "matin", "hune", every),
    ]


@pytest.mark.parametrize(
    ("heure", "minutes", "moments"),
    [
        ("9 h", 90, ["matin"]),
        ("12 h 59", 61, ["matin"]),
        ("12 h 59", 62, ["matin", "après-midi"]),
        ("13 h", 60, ["après-midi"]),
    ],
)
def test_what_lasts_beyond_the_pause_is_signed_for_twice(
    heure: str, minutes: int, moments: list[str]
) -> None:
    session = make({"heure": heure, "duree_minutes": minutes})
    assert [moment for _, moment, _, _ in show(session)] == moments


def test_lists_are_in_the_order_of_names_as_they_are_read() -> None:
    """Accents, particles and capitals do not send a name to the end."""
    session = make({}, nom_naissance="d’ÉON")
    (seance,) = list_seances(session, session.jurys[0])
    assert [p.candidat.nom_naissance for p in seance.presences] == ["d’ÉON", "KERN", "LE GOFF"]


def test_without_epreuves_candidates_pass_at_their_own_hour() -> None:
    session = make(heure_passage="15 h", date_passage=MERCREDI)
    (passage,) = list_passages(session, session.jurys[0])
    assert (passage.jour, passage.heure, passage.epreuve) == (MERCREDI, time(15), None)
    assert list_jours(session, session.jurys[0]) == (MERCREDI,)
    assert list_passages(session, session.jurys[0], LUNDI) == ()


def test_a_jury_signs_for_its_half_days_and_for_both_of_a_day_of_its_own() -> None:
    session = make({})
    shown = [
        (d.jour, d.moment)
        for d in list_demi_journees(list_passages(session, session.jurys[0]), session.jurys[0])
    ]
    assert shown == [(LUNDI, Moment.MATIN), (MERCREDI, Moment.MATIN), (MERCREDI, Moment.APRES_MIDI)]


def test_forty_candidates_in_one_room_are_on_one_sheet() -> None:
    foule = {f"candidats[{rang}]": CANDIDAT | {"matricule": f"X{rang:02}"} for rang in range(4, 40)}
    session = make_session(foule | {"epreuves": [EPREUVE]})
    (seance,) = list_seances(session, session.jurys[0])
    assert len(seance.presences) == 39

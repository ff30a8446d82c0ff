"""Who passes when and where: passages of candidates by day, half-day and room."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum

from amo_docs.model.candidat import Candidat
from amo_docs.model.classement import collate
from amo_docs.model.jury import Jury
from amo_docs.model.session import Epreuve, Session


class Moment(StrEnum):
    """A half-day: attendance is signed for each."""

    MATIN = "matin"
    APRES_MIDI = "après-midi"


MIDI = time(13)
"""What starts from this hour on belongs to the afternoon."""

REPRISE = time(14)
"""What starts in the morning and lasts beyond this hour belongs to both half-days."""


@dataclass(frozen=True)
class Passage:
    """One candidate at one hour of one day.

    He is called to an épreuve, or heard by the jury: `epreuve` is then None.
    """

    jour: date
    heure: time
    candidat: Candidat
    salle: str | None = None
    epreuve: Epreuve | None = None

    @property
    def moments(self) -> tuple[Moment, ...]:
        """The half-days it covers."""
        if self.heure >= MIDI:
            return (Moment.APRES_MIDI,)
        # A hearing has an hour and no length: it belongs to the half-day it starts in.
        minutes = self.epreuve.duree_minutes if self.epreuve else 0
        end = datetime.combine(self.jour, self.heure) + timedelta(minutes=minutes)
        return tuple(Moment) if end > datetime.combine(self.jour, REPRISE) else (Moment.MATIN,)


@dataclass(frozen=True)
class DemiJournee:
    """A half-day of a jury."""

    jour: date
    moment: Moment


@dataclass(frozen=True)
class Attendu:
    """A line of an attendance sheet: a candidate, once, at the hour he is first expected."""

    heure: time
    candidat: Candidat
    epreuves: tuple[Epreuve, ...]


@dataclass(frozen=True)
class Seance:
    """A half-day in one room: what one attendance sheet is for.

    `salle` is None where the session names no room.
    """

    jour: date
    moment: Moment
    salle: str | None
    presences: tuple[Attendu, ...]

    @property
    def epreuves(self) -> tuple[Epreuve, ...]:
        """The épreuves of the half-day in this room, each once."""
        return tuple(dict.fromkeys(e for presence in self.presences for e in presence.epreuves))


def list_passages(session: Session, jury: Jury, jour: date | None = None) -> tuple[Passage, ...]:
    """Return the passages of `jury`, by hour then by name.

    With `jour`, only those of that day.
    """
    found = [
        p
        for candidat in session.list_candidats(jury)
        for p in _list_candidat(session, jury, candidat)
        if jour is None or p.jour == jour
    ]
    return tuple(
        sorted(found, key=lambda p: (p.jour, p.heure, collate(p.salle or ""), p.candidat.tri))
    )


def _list_candidat(session: Session, jury: Jury, candidat: Candidat) -> Iterator[Passage]:
    for epreuve in session.list_epreuves(jury, candidat):
        yield Passage(epreuve.date, epreuve.heure, candidat, epreuve.salle, epreuve)
    if candidat.heure_passage is not None:
        # Without a day, the first one: S412 asks for it when the jury sits several.
        yield Passage(
            candidat.date_passage or min(jury.dates), candidat.heure_passage, candidat, jury.salle
        )


def list_jours(session: Session, jury: Jury) -> tuple[date, ...]:
    """Return the days on which somebody passes, in order."""
    return tuple(sorted({p.jour for p in list_passages(session, jury)}))


def list_seances(session: Session, jury: Jury) -> tuple[Seance, ...]:
    """Return the half-days of `jury`, room by room, in the order of the clock.

    Each has its candidates by name.
    """
    places: dict[tuple[date, Moment, str | None], dict[str, list[Passage]]] = {}
    for passage in list_passages(session, jury):
        for moment in passage.moments:
            # One signature for a half-day in a room, however many épreuves the candidate has there.
            place = places.setdefault((passage.jour, moment, passage.salle), {})
            place.setdefault(passage.candidat.matricule, []).append(passage)
    # In the order of the clock: « après-midi » would sort before « matin ».
    order = sorted(
        places, key=lambda key: (key[0], list(Moment).index(key[1]), collate(key[2] or ""))
    )
    return tuple(Seance(*key, presences=_list_presences(places[key])) for key in order)


def _list_presences(passages: dict[str, list[Passage]]) -> tuple[Attendu, ...]:
    lines = (
        Attendu(
            min(p.heure for p in own), own[0].candidat, tuple(p.epreuve for p in own if p.epreuve)
        )
        for own in passages.values()
    )
    return tuple(
        sorted(lines, key=lambda line: (line.candidat.tri, collate(line.candidat.matricule)))
    )


def list_demi_journees(passages: Iterable[Passage], jury: Jury) -> tuple[DemiJournee, ...]:
    """Return the half-days `jury` sits: those of `passages`, and its days without any."""
    busy: dict[date, set[Moment]] = {}
    for passage in passages:
        busy.setdefault(passage.jour, set()).update(passage.moments)
    days = sorted({*busy, *jury.dates})
    return tuple(
        DemiJournee(day, moment)
        for day in days
        for moment in Moment
        # A day of the jury without passages is for the deliberation: both halves are signed.
        if moment in busy.get(day, set(Moment))
    )

"""Rules of the timetable: one candidate, one room, one thing at a time."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date, time
from itertools import combinations

from amo_docs.check.regle import Constat, Examen
from amo_docs.model.base import fold
from amo_docs.model.candidat import Candidat
from amo_docs.model.jury import Jury
from amo_docs.model.session import Epreuve
from amo_docs.typographie import agree


def _minutes(hour: time) -> int:
    return 60 * hour.hour + hour.minute


def _overlap(one: Epreuve, other: Epreuve) -> bool:
    """Tell whether two épreuves are held at the same time."""
    first, last = sorted((one, other), key=lambda e: (e.date, e.heure))
    return (
        first.date == last.date
        # One that begins as the other ends does not overlap it.
        and _minutes(last.heure) < _minutes(first.heure) + first.duree_minutes
    )


def _write_heure(hour: time) -> str:
    return f"{hour:%H:%M}"


def find_jour(candidat: Candidat, jury: Jury) -> date | None:
    """Return the day of the candidate's own hour: the one typed, else the only one of the jury."""
    return candidat.date_passage or (jury.dates[0] if len(set(jury.dates)) == 1 else None)


def list_passages(examen: Examen) -> Iterator[tuple[int, Candidat, Jury, date]]:
    """Yield (rank, candidate, jury, day) for each own hour whose day is known."""
    for index, candidat in enumerate(examen.session.candidats):
        jury = examen.session.find_jury(candidat.jury)
        day = find_jour(candidat, jury) if jury is not None else None
        if jury is not None and day is not None and candidat.heure_passage is not None:
            yield index, candidat, jury, day


def check_jours_passage(examen: Examen) -> Iterator[Constat]:
    """An hour of passage is on one day of the jury, named when there are several."""
    for index, candidat in enumerate(examen.session.candidats):
        jury = examen.session.find_jury(candidat.jury)
        if jury is None:
            continue
        # A set: the same day typed twice among those of the jury is one day.
        if candidat.heure_passage is not None and find_jour(candidat, jury) is None:
            message = (
                "L’heure de passage est donnée sans son jour, et le jury siège "
                f"{len(set(jury.dates))} jours."
            )
            yield Constat(
                f"candidats[{index}].date_passage",
                message,
                "Renseignez « Jour de passage » (JJ/MM/AAAA).",
            )
        elif candidat.date_passage is not None and candidat.date_passage not in jury.dates:
            message = f"Le jury ne siège pas le « {candidat.date_passage:%d/%m/%Y} »."
            yield Constat(
                f"candidats[{index}].date_passage", message, "Choisissez l’un de ses jours."
            )


def check_passages(examen: Examen) -> Iterator[Constat]:
    """Two candidates do not come before a jury at the same hour."""
    taken: dict[tuple[str, date, time | None], str] = {}
    for index, candidat, jury, day in list_passages(examen):
        first = taken.setdefault((jury.code, day, candidat.heure_passage), candidat.matricule)
        # A matricule met twice is D101: its two rows have the same hour, and that is no clash.
        if first != candidat.matricule and candidat.heure_passage is not None:
            message = (
                f"« {candidat.matricule} » passe le {day:%d/%m/%Y} à "
                f"{_write_heure(candidat.heure_passage)}, "
                f"comme « {first} », devant le jury « {jury.code} »."
            )
            yield Constat(f"candidats[{index}].heure_passage", message, "Décalez l’un des deux.")


def check_epreuves_simultanees(examen: Examen) -> Iterator[Constat]:
    """A candidate sits one épreuve at a time."""
    clashes: dict[tuple[int, int], list[str]] = defaultdict(list)
    # By identity: two épreuves may share a code, which S401 reports.
    ranks = {id(epreuve): rank for rank, epreuve in enumerate(examen.session.epreuves)}
    for candidat in examen.session.candidats:
        jury = examen.session.find_jury(candidat.jury)
        called = examen.session.list_epreuves(jury, candidat) if jury is not None else ()
        for one, other in combinations(called, 2):
            if _overlap(one, other):
                clashes[ranks[id(one)], ranks[id(other)]].append(candidat.matricule)
    # Gathered by pair of épreuves: a whole class called twice is one mistake.
    for (one_rank, rank), matricules in clashes.items():
        one, other = examen.session.epreuves[one_rank], examen.session.epreuves[rank]
        who = f"{agree(len(matricules), 'candidat', 'candidats')} ({', '.join(matricules)})"
        message = (
            f"L’épreuve « {other.code} » commence le {other.date:%d/%m/%Y} à "
            f"{_write_heure(other.heure)}, "
        )
        message += f"pendant « {one.code} », pour {who}."
        yield Constat(
            f"epreuves[{rank}].heure", message, "Décalez l’une des deux, ou corrigez « appeles »."
        )


def check_salles(examen: Examen) -> Iterator[Constat]:
    """A room holds one épreuve at a time, and no candidate of another jury meanwhile."""
    jurys = {jury.code: jury for jury in examen.session.jurys}
    rooms: dict[tuple[str, str, date], list[tuple[int, Epreuve]]] = defaultdict(list)
    for rank, epreuve in enumerate(examen.session.epreuves):
        if epreuve.jury in jurys:
            # A room is one of its place: two schools both have a « salle 1 ».
            rooms[fold(jurys[epreuve.jury].lieu), fold(epreuve.salle), epreuve.date].append(
                (rank, epreuve)
            )
    geste = "Changez l’heure ou la salle."
    for held in rooms.values():
        for (_, one), (rank, other) in combinations(
            sorted(held, key=lambda h: (h[1].heure, h[0])), 2
        ):
            if _overlap(one, other):
                message = (
                    f"La salle « {other.salle} » est prise par « {one.code} » le "
                    f"{other.date:%d/%m/%Y} "
                )
                message += f"à {_write_heure(other.heure)}."
                yield Constat(f"epreuves[{rank}].salle", message, geste)
    # The jury of a room hears its own candidates there, between its own épreuves.
    slots: dict[tuple[str, str, date, time | None], str] = {}
    for index, candidat, jury, day in list_passages(examen):
        if jury.salle is None or candidat.heure_passage is None:
            continue
        room = (fold(jury.lieu), fold(jury.salle), day)
        at = _minutes(candidat.heure_passage)
        taken = [
            f"l’épreuve « {e.code} »"
            for _, e in rooms.get(room, ())
            if e.jury != jury.code and _minutes(e.heure) <= at < _minutes(e.heure) + e.duree_minutes
        ]
        other_jury = slots.setdefault((*room, candidat.heure_passage), jury.code)
        taken += [f"le jury « {other_jury} »"] if other_jury != jury.code else []
        for who in taken:
            message = f"La salle « {jury.salle} » est prise par {who} le {day:%d/%m/%Y} "
            message += f"à {_write_heure(candidat.heure_passage)}."
            yield Constat(f"candidats[{index}].heure_passage", message, geste)

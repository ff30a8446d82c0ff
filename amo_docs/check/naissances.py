"""What a day of birth that nobody knows leaves without an answer."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from amo_docs.check.identites import identify, list_jours, weigh_age
from amo_docs.check.regle import Constat, Examen
from amo_docs.model.candidat import Candidat
from amo_docs.model.naissance import bound_naissance, may_be_same
from amo_docs.model.orthographe import recognise


def check_jours_inconnus(examen: Examen) -> Iterator[Constat]:
    """A rule that needs the day of birth says it cannot tell, where the acte gives none."""
    yield from _list_ages(examen)
    yield from _list_dates(examen)
    yield from _list_homonymes(examen)


def _say_ne(candidat: Candidat) -> str:
    return f"« {candidat.date_naissance} » ne dit pas le jour de naissance"


def _list_ages(examen: Examen) -> Iterator[Constat]:
    seuils = examen.referentiel.seuils
    for index, candidat in enumerate(examen.session.candidats):
        jury = examen.session.find_jury(candidat.jury)
        if jury is not None and weigh_age(candidat, jury, examen.referentiel) is None:
            message = (
                f"{_say_ne(candidat)} : l’âge le jour du jury ne peut pas être vérifié (de "
                f"{seuils.age_min} à {seuils.age_max} attendus)."
            )
            yield Constat(
                f"candidats[{index}].date_naissance", message, "Vérifiez-le d’après le dossier."
            )


def _list_dates(examen: Examen) -> Iterator[Constat]:
    """Yield the days that stand within the year, or the month, of the birth."""
    for index, candidat in enumerate(examen.session.candidats):
        first, last = bound_naissance(candidat.date_naissance)
        for champ, day in list_jours(candidat):
            # Before the first day, D115 says it.
            if day is not None and first < day <= last:
                message = (
                    f"{_say_ne(candidat)} : rien ne dit si la date « {day:%d/%m/%Y} » la précède."
                )
                yield Constat(f"candidats[{index}].{champ}", message, "Vérifiez cette date.")


def _list_homonymes(examen: Examen) -> Iterator[Constat]:
    """Yield the pairs of one name whose days of birth, one of them not known, may be the same."""
    named: dict[tuple[str, str], list[tuple[int, Candidat]]] = defaultdict(list)
    for index, candidat in enumerate(examen.session.candidats):
        name = recognise(candidat.nom_naissance), recognise(candidat.prenoms)
        for _, other in named[name]:
            one, two = other.date_naissance, candidat.date_naissance
            # Two whole days are the same or are not, and D102 reports what it takes for one person;
            # D101 reports one matricule twice.
            if (
                (one.entiere and two.entiere)
                or not may_be_same(one, two)
                or identify(other) == identify(candidat)
                or other.matricule.casefold() == candidat.matricule.casefold()
            ):
                continue
            message = (
                f"« {other.matricule} » ({one}) et « {candidat.matricule} » ({two}) portent le "
                "même nom, et un jour de naissance n’est pas connu : rien ne dit s’ils sont une "
                "seule personne."
            )
            yield Constat(
                f"candidats[{index}].nom_naissance",
                message,
                "Vérifiez sur les actes ; gardez une seule ligne par personne.",
            )
        named[name].append((index, candidat))

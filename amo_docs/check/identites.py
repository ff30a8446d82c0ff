"""Rules on who the candidates are, and on the words that tie them to session and référentiel."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator
from datetime import date

from dateutil.relativedelta import relativedelta

from amo_docs.check.regle import Constat, Examen, gather
from amo_docs.model import vocabulaire
from amo_docs.model.base import fold
from amo_docs.model.candidat import Candidat
from amo_docs.model.jury import Jury
from amo_docs.model.naissance import bound_naissance
from amo_docs.model.orthographe import recognise
from amo_docs.model.proches import Ecritures, suggest
from amo_docs.model.referentiel import Referentiel
from amo_docs.model.vocabulaire import name_terme, offer_mots
from amo_docs.typographie import agree


def find_doublons(
    candidats: Iterable[Candidat], key: Callable[[Candidat], Hashable]
) -> Iterator[tuple[int, int]]:
    """Yield (index, index of the first) for each candidate whose `key` was seen before."""
    seen: dict[Hashable, int] = {}
    for index, candidat in enumerate(candidats):
        first = seen.setdefault(key(candidat), index)
        if first != index:
            yield index, first


def check_matricules(examen: Examen) -> Iterator[Constat]:
    """A matricule names one person of the session, whatever its case."""
    candidats = examen.session.candidats
    # Whatever its case: files are named by it, and Windows does not tell « a1 » from « A1 ».
    for index, first in find_doublons(candidats, lambda c: c.matricule.casefold()):
        where = examen.matiere.reperes.find(f"candidats[{first}].matricule")
        yield Constat(
            f"candidats[{index}].matricule",
            f"Le matricule « {candidats[index].matricule} » est déjà porté ({where}).",
            "Corrigez l’un des deux, ou retirez la ligne en trop.",
        )


def identify(candidat: Candidat) -> Hashable:
    """Return what two rows about one person have in common."""
    # Recognised: the two rows often come from two hands. Homonyms have other days of birth, or else
    # D119 weighs them; where the day is not known, the place tells them apart, and D118 speaks of
    # what stays in doubt.
    named = (
        recognise(candidat.nom_naissance),
        recognise(candidat.prenoms),
        candidat.date_naissance,
    )
    known = candidat.date_naissance.entiere is not None
    return named if known else (*named, fold(candidat.commune_naissance))


def check_personnes(examen: Examen) -> Iterator[Constat]:
    """A person stands once in the session."""
    candidats = examen.session.candidats
    for index, first in find_doublons(candidats, identify):
        # The same matricule too: D101 reports the two rows.
        if candidats[index].matricule.casefold() == candidats[first].matricule.casefold():
            continue
        # Every fact we have tells them apart: D119.
        if _are_homonymes(candidats[first], candidats[index]):
            continue
        yield Constat(
            f"candidats[{index}].nom_naissance",
            f"La même personne figure sous deux matricules, « {candidats[first].matricule} » et "
            f"« {candidats[index].matricule} ».",
            "Gardez une seule ligne par personne et par session.",
        )


def _are_homonymes(one: Candidat, other: Candidat) -> bool:
    """Tell whether two rows of one name and one day of birth may be two persons."""

    def place(candidat: Candidat) -> tuple[str, str]:
        return fold(candidat.commune_naissance), fold(candidat.territoire_naissance)

    def live(candidat: Candidat) -> Hashable:
        # Where nobody has a unit, the address is what is left to compare.
        return fold(candidat.unite or " ".join(candidat.adresse))

    return place(one) != place(other) and live(one) != live(other)


def check_homonymes(examen: Examen) -> Iterator[Constat]:
    """Two persons of one name born the same day: possible, and to be verified."""
    candidats = examen.session.candidats
    for index, first in find_doublons(candidats, identify):
        one, other = candidats[first], candidats[index]
        # One matricule is D101, and what does not tell two persons apart is D102.
        if one.matricule.casefold() == other.matricule.casefold() or not _are_homonymes(one, other):
            continue
        message = (
            f"« {one.matricule} » ({one.commune_naissance}) et « {other.matricule} » "
            f"({other.commune_naissance}) portent le même nom et sont nés le même jour."
        )
        yield Constat(
            f"candidats[{index}].nom_naissance",
            message,
            "Vérifiez sur les actes que ce sont deux personnes.",
        )


def check_jurys_connus(examen: Examen) -> Iterator[Constat]:
    """Each candidate belongs to a jury of the session."""
    known = [jury.code for jury in examen.session.jurys]
    named = (
        (f"candidats[{index}].jury", c.jury) for index, c in enumerate(examen.session.candidats)
    )
    for cle, code, often in gather(
        ((cle, code) for cle, code in named if code not in known), examen
    ):
        yield Constat(
            cle, f"Le jury « {code} » n’existe pas dans la session{often}.", suggest(code, known)
        )


def list_voies(examen: Examen) -> Iterator[tuple[str, str]]:
    """Yield (key, code) of every route named in the session."""
    for index, jury in enumerate(examen.session.jurys):
        yield f"jurys[{index}].voie", jury.voie
    for index, candidat in enumerate(examen.session.candidats):
        yield f"candidats[{index}].voie", candidat.voie


def check_voies_connues(examen: Examen) -> Iterator[Constat]:
    """Each route is one of the référentiel."""
    terms = vocabulaire.list_voies(examen.referentiel)
    known = [term.code for term in terms]
    for cle, code, often in gather(
        ((cle, code) for cle, code in list_voies(examen) if code not in known), examen
    ):
        message = f"La voie « {code} » n’est pas au référentiel{often}."
        yield Constat(cle, message, suggest(code, offer_mots(terms)))


def check_voies_ouvertes(examen: Examen) -> Iterator[Constat]:
    """No session runs on a route that the fiche closes."""
    ouvertes = ", ".join(voie.libelle for voie in examen.referentiel.voies if voie.ouverte)
    closed = {voie.code: voie.libelle for voie in examen.referentiel.voies if not voie.ouverte}
    for cle, code, often in gather(
        ((cle, code) for cle, code in list_voies(examen) if code in closed), examen
    ):
        message = f"La voie « {closed[code]} » n’est pas ouverte par la fiche{often}."
        yield Constat(cle, message, f"Voies ouvertes : {ouvertes}.")


def _list_desaccords(examen: Examen) -> Iterator[tuple[str, tuple[str, str, str]]]:
    """Yield (key, (own code, that of the jury, jury)) where the two differ."""
    # Only between codes that may be used: D104 to D107 report the others.
    known = {
        "voie": {voie.code for voie in examen.referentiel.voies if voie.ouverte},
        "composante": {composante.code for composante in examen.referentiel.composantes},
    }
    for index, candidat in enumerate(examen.session.candidats):
        jury = examen.session.find_jury(candidat.jury)
        for champ, codes in known.items() if jury else ():
            sien, celui = getattr(candidat, champ), getattr(jury, champ)
            if jury is not None and sien != celui and {sien, celui} <= codes:
                yield f"candidats[{index}].{champ}", (sien, celui, jury.code)


def check_rattachement(examen: Examen) -> Iterator[Constat]:
    """A candidate has the route and the composante of his jury."""
    # One set of minutes is for one route and one composante: its president depends on them.
    geste = "Rattachez le candidat à un autre jury, ou corrigez la valeur."
    terms = {
        "voie": vocabulaire.list_voies(examen.referentiel),
        "composante": vocabulaire.list_composantes(examen.referentiel),
    }
    for cle, (sien, celui, code), often in gather(_list_desaccords(examen)):
        own, other = (name_terme(terms[cle.rpartition(".")[2]], c) for c in (sien, celui))
        message = f"« {own} » n’est pas celle du jury « {code} », « {other} »{often}."
        yield Constat(cle, message, geste)


def check_composantes(examen: Examen) -> Iterator[Constat]:
    """Each composante is one of the référentiel; one is needed where the référentiel has some."""
    label = examen.referentiel.libelle_composante or "composante"
    terms = vocabulaire.list_composantes(examen.referentiel)
    known = [term.code for term in terms]
    keyed = [
        (f"jurys[{i}].composante", j.composante, "jurys")
        for i, j in enumerate(examen.session.jurys)
    ]
    keyed += [
        (f"candidats[{i}].composante", c.composante, "candidats")
        for i, c in enumerate(examen.session.candidats)
    ]
    named = (
        # A missing one is gathered by table: forgotten in the juries and in the candidates, it is
        # two mistakes. A wrong one is the same word everywhere.
        (cle, (code, "" if code else table))
        for cle, code, table in keyed
        if (known or code) and code not in known
    )
    for cle, (code, _), often in gather(named, examen):
        if code is None:
            yield Constat(
                cle,
                f"Le champ « {label} » manque{often}.",
                f"Valeurs connues : {', '.join(offer_mots(terms))}.",
            )
        else:
            message = f"« {code} » n’est pas au référentiel ({label}){often}."
            yield Constat(cle, message, suggest(code, offer_mots(terms)))


def check_statuts(examen: Examen) -> Iterator[Constat]:
    """Each statut is one of the référentiel, and has its day where one is needed."""
    terms = vocabulaire.list_statuts(examen.referentiel)
    known = [term.code for term in terms]
    words = offer_mots(terms)
    wrong: list[tuple[str, str | None]] = []
    undated: list[tuple[str, None]] = []
    for index, candidat in enumerate(examen.session.candidats):
        if known and candidat.statut not in known:
            wrong.append((f"candidats[{index}].statut", candidat.statut))
        # The day is needed where the validation depends on the statut, and nowhere else.
        required = examen.referentiel.find_prerequis(candidat.composante)
        if required is not None and required.statuts and candidat.date_statut is None:
            undated.append((f"candidats[{index}].date_statut", None))
    for cle, statut, often in gather(wrong, examen):
        if statut is None:
            yield Constat(cle, f"Le statut manque{often}.", f"Statuts connus : {', '.join(words)}.")
        else:
            yield Constat(
                cle,
                f"Le statut « {statut} » n’est pas au référentiel{often}.",
                suggest(statut, words),
            )
    for cle, _, often in gather(undated):
        message = (
            f"Le jour auquel le statut est jugé manque, alors que la validation en dépend{often}."
        )
        yield Constat(cle, message, "Renseignez « Statut au » (JJ/MM/AAAA).")


def is_age_possible(born: date, jury: Jury, referentiel: Referentiel) -> bool:
    """Tell whether the age on the day of the jury is one the référentiel admits."""
    age = relativedelta(jury.date_jury, born).years
    seuils = referentiel.seuils
    return born < jury.date_jury and seuils.age_min <= age <= seuils.age_max


def weigh_age(candidat: Candidat, jury: Jury, referentiel: Referentiel) -> bool | None:
    """Tell whether the age is possible; None when it depends on a day of birth nobody knows."""
    first, last = bound_naissance(candidat.date_naissance)
    found = {is_age_possible(born, jury, referentiel) for born in (first, last)}
    return found.pop() if len(found) == 1 else None


# Typed in a cell of dates, the year 1985 is day 1985 of the spreadsheet: 7 June 1905.
_ANNEES_MANGEES = (date(1905, 3, 14), date(1905, 9, 29))


def _find_annee(candidat: Candidat) -> int | None:
    """Return the year that a spreadsheet has turned into this day of birth, or None."""
    born = candidat.date_naissance.entiere
    first, last = _ANNEES_MANGEES
    return 1900 + (born - first).days if born is not None and first <= born <= last else None


def check_ages(examen: Examen) -> Iterator[Constat]:
    """An age on the day of the jury stands between the bounds of the référentiel."""
    seuils = examen.referentiel.seuils
    for index, candidat in enumerate(examen.session.candidats):
        jury = examen.session.find_jury(candidat.jury)
        # Outside, it is a slip of typing (1890 for 1990): the date is an erreur, not a surprise.
        # Where the day is not known and counts, D118 says it.
        if jury is None or weigh_age(candidat, jury, examen.referentiel) is not False:
            continue
        oldest, youngest = bound_naissance(candidat.date_naissance)
        age = relativedelta(jury.date_jury, youngest).years
        born = f"La date de naissance « {candidat.date_naissance} »"
        bounds = f"de {seuils.age_min} à {seuils.age_max} attendus"
        if oldest >= jury.date_jury:
            message = f"{born} n’est pas antérieure au jury ({jury.date_jury:%d/%m/%Y})."
        else:
            message = f"{born} donne {agree(age, 'an', 'ans')} le jour du jury ({bounds})."
        geste = "Vérifiez la date sur l’acte ou la pièce d’identité."
        if year := _find_annee(candidat):
            geste = f"Si le tableur a lu l’année {year} comme un jour, tapez 00/00/{year}."
        yield Constat(f"candidats[{index}].date_naissance", message, geste)


def list_jours(candidat: Candidat) -> Iterator[tuple[str, date | None]]:
    """Yield (field, day) of what a person lives through before the jury."""
    for champ in ("date_statut", "date_entree", "date_recevabilite"):
        yield champ, getattr(candidat, champ)
    yield from (
        (f"prerequis[{rank}].du", proof.du) for rank, proof in enumerate(candidat.prerequis)
    )
    yield from (
        (f"resultats[{rank}].date", resultat.date)
        for rank, resultat in enumerate(candidat.resultats)
    )


def check_naissances(examen: Examen) -> Iterator[Constat]:
    """Nothing a candidate has done precedes his birth."""
    for index, candidat in enumerate(examen.session.candidats):
        jury = examen.session.find_jury(candidat.jury)
        # The birth itself is then wrong: D109 reports it, and every other day would follow.
        if jury is None or weigh_age(candidat, jury, examen.referentiel) is False:
            continue
        first, _ = bound_naissance(candidat.date_naissance)
        for champ, day in list_jours(candidat):
            # Before the first day it may be: within the year or the month, D118 says it.
            if day is not None and day <= first:
                message = (
                    f"La date « {day:%d/%m/%Y} » précède la naissance ({candidat.date_naissance})."
                )
                yield Constat(f"candidats[{index}].{champ}", message, "Corrigez l’une des deux.")


def check_grades(examen: Examen) -> Iterator[Constat]:
    """A grade that the référentiel's table does not have is printed as given, and reported."""
    grades = examen.referentiel.grades
    # Services and countries have grades of their own: the table helps, and decides nothing.
    known = {fold(g.intitule) for g in grades} | {fold(g.code) for g in grades}
    named = (
        (f"candidats[{index}].grade", c.grade) for index, c in enumerate(examen.session.candidats)
    )
    unknown = ((cle, grade) for cle, grade in named if grade and known and fold(grade) not in known)
    for cle, grade, often in gather(unknown, examen):
        message = (
            f"Le grade « {grade} » n’est pas dans la table des grades{often} : il sera "
            "imprimé tel quel."
        )
        yield Constat(
            cle, message, suggest(grade, Ecritures((g.intitule, (g.code,)) for g in grades))
        )

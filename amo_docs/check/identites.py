"""Rules on who the candidates are, and on the words that tie them to the session and to the référentiel."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator
from datetime import date

from dateutil.relativedelta import relativedelta

from amo_docs.check.regle import Constat, Examen
from amo_docs.model.base import fold
from amo_docs.model.candidat import Candidat
from amo_docs.model.jury import Jury
from amo_docs.model.proches import suggest
from amo_docs.model.referentiel import Referentiel
from amo_docs.typographie import agree


def find_doublons(candidats: Iterable[Candidat], key: Callable[[Candidat], Hashable]) -> Iterator[tuple[int, int]]:
    """Yield (index, index of the first) for each candidate whose `key` was seen before."""
    seen: dict[Hashable, int] = {}
    for index, candidat in enumerate(candidats):
        first = seen.setdefault(key(candidat), index)
        if first != index:
            yield index, first


def check_matricules(examen: Examen) -> Iterator[Constat]:
    """A matricule names one person of the session, whatever its case."""
    candidats = examen.session.candidats
    for index, first in find_doublons(candidats, lambda c: c.matricule.casefold()):
        where = examen.dossier.reperes.find(f"candidats[{first}].matricule")
        yield Constat(
            f"candidats[{index}].matricule",
            f"Le matricule « {candidats[index].matricule} » est déjà porté ({where}).",
            "Corrigez l’un des deux, ou retirez la ligne en trop.",
        )


def check_personnes(examen: Examen) -> Iterator[Constat]:
    """A person stands once in the session: birth name, first names and birth date, compared folded."""
    candidats = examen.session.candidats

    def identify(candidat: Candidat) -> Hashable:
        return fold(candidat.nom_naissance), fold(candidat.prenoms), candidat.date_naissance

    for index, first in find_doublons(candidats, identify):
        if candidats[index].matricule.casefold() == candidats[first].matricule.casefold():
            continue
        yield Constat(
            f"candidats[{index}].nom_naissance",
            f"La même personne figure sous deux matricules, « {candidats[first].matricule} » et "
            f"« {candidats[index].matricule} ».",
            "Gardez une seule ligne par personne et par session.",
        )


def check_jurys_connus(examen: Examen) -> Iterator[Constat]:
    """Each candidate belongs to a jury of the session."""
    known = [jury.code for jury in examen.session.jurys]
    for index, candidat in enumerate(examen.session.candidats):
        if candidat.jury not in known:
            message = f"Le jury « {candidat.jury} » n’existe pas dans la session."
            yield Constat(f"candidats[{index}].jury", message, suggest(candidat.jury, known))


def list_voies(examen: Examen) -> Iterator[tuple[str, str]]:
    """Yield (key, code) of every route named in the session."""
    for index, jury in enumerate(examen.session.jurys):
        yield f"jurys[{index}].voie", jury.voie
    for index, candidat in enumerate(examen.session.candidats):
        yield f"candidats[{index}].voie", candidat.voie


def check_voies_connues(examen: Examen) -> Iterator[Constat]:
    """Each route is one of the référentiel."""
    known = [voie.code for voie in examen.referentiel.voies]
    for cle, code in list_voies(examen):
        if code not in known:
            yield Constat(cle, f"La voie « {code} » n’est pas au référentiel.", suggest(code, known))


def check_voies_ouvertes(examen: Examen) -> Iterator[Constat]:
    """No session runs on a route the fiche closes."""
    ouvertes = ", ".join(voie.code for voie in examen.referentiel.voies if voie.ouverte)
    for cle, code in list_voies(examen):
        voie = examen.referentiel.find_voie(code)
        if voie is not None and not voie.ouverte:
            message = f"La voie « {voie.libelle} » n’est pas ouverte par la fiche."
            yield Constat(cle, message, f"Voies ouvertes : {ouvertes}.")


def check_rattachement(examen: Examen) -> Iterator[Constat]:
    """A candidate has the route and the composante of his jury."""
    for index, candidat in enumerate(examen.session.candidats):
        jury = examen.session.find_jury(candidat.jury)
        if jury is None:
            continue
        for champ, sien, celui in (
            ("voie", candidat.voie, jury.voie),
            ("composante", candidat.composante, jury.composante),
        ):
            if sien != celui:
                yield Constat(
                    f"candidats[{index}].{champ}",
                    f"« {sien or 'rien'} » n’est pas celle du jury « {jury.code} », « {celui or 'rien'} ».",
                    "Rattachez le candidat à un autre jury, ou corrigez la valeur.",
                )


def check_composantes(examen: Examen) -> Iterator[Constat]:
    """Each composante is one of the référentiel; one is needed when the référentiel has some."""
    label = examen.referentiel.libelle_composante or "composante"
    known = [composante.code for composante in examen.referentiel.composantes]
    keyed = [(f"jurys[{i}].composante", j.composante) for i, j in enumerate(examen.session.jurys)]
    keyed += [(f"candidats[{i}].composante", c.composante) for i, c in enumerate(examen.session.candidats)]
    for cle, code in keyed:
        if code is None and known:
            yield Constat(cle, f"Le champ « {label} » manque.", f"Valeurs connues : {', '.join(known)}.")
        elif code is not None and code not in known:
            message = f"« {code} » n’est pas au référentiel ({label})."
            yield Constat(cle, message, suggest(code, known))


def check_statuts(examen: Examen) -> Iterator[Constat]:
    """Each statut is one of the référentiel, when it lists them, and has the day it is judged on when one is asked."""
    known = [statut.code for statut in examen.referentiel.statuts]
    for index, candidat in enumerate(examen.session.candidats):
        if known and candidat.statut is None:
            yield Constat(f"candidats[{index}].statut", "Le statut manque.", f"Statuts connus : {', '.join(known)}.")
        elif candidat.statut is not None and known and candidat.statut not in known:
            message = f"Le statut « {candidat.statut} » n’est pas au référentiel."
            yield Constat(f"candidats[{index}].statut", message, suggest(candidat.statut, known))
        required = examen.referentiel.find_prerequis(candidat.composante)
        if required is not None and required.statuts and candidat.date_statut is None:
            message = "Le jour auquel le statut est jugé manque, alors que la validation en dépend."
            yield Constat(f"candidats[{index}].date_statut", message, "Renseignez « Statut au » (JJ/MM/AAAA).")


def _is_age_possible(candidat: Candidat, jury: Jury, referentiel: Referentiel) -> bool:
    """Tell whether the candidate was born, and of an age the référentiel admits, on the day of the jury."""
    age = relativedelta(jury.date_jury, candidat.date_naissance).years
    seuils = referentiel.seuils
    return candidat.date_naissance < jury.date_jury and seuils.age_min <= age <= seuils.age_max


def check_ages(examen: Examen) -> Iterator[Constat]:
    """An age on the day of the jury between the bounds of the référentiel: born after, or absurd, is an error."""
    seuils = examen.referentiel.seuils
    for index, candidat in enumerate(examen.session.candidats):
        jury = examen.session.find_jury(candidat.jury)
        if jury is None or _is_age_possible(candidat, jury, examen.referentiel):
            continue
        age = relativedelta(jury.date_jury, candidat.date_naissance).years
        born = f"La date de naissance « {candidat.date_naissance:%d/%m/%Y} »"
        bounds = f"de {seuils.age_min} à {seuils.age_max} attendus"
        if candidat.date_naissance >= jury.date_jury:
            message = f"{born} n’est pas antérieure au jury ({jury.date_jury:%d/%m/%Y})."
        else:
            message = f"{born} donne {agree(age, 'an', 'ans')} le jour du jury ({bounds})."
        geste = "Vérifiez la date sur l’acte ou la pièce d’identité."
        yield Constat(f"candidats[{index}].date_naissance", message, geste)


def _list_jours(candidat: Candidat) -> Iterator[tuple[str, date | None]]:
    """Yield (field, day) of what a person lives through before the jury."""
    for champ in ("date_statut", "date_entree", "date_recevabilite"):
        yield champ, getattr(candidat, champ)
    yield from ((f"prerequis[{rank}].du", proof.du) for rank, proof in enumerate(candidat.prerequis))
    yield from ((f"resultats[{rank}].date", resultat.date) for rank, resultat in enumerate(candidat.resultats))


def check_naissances(examen: Examen) -> Iterator[Constat]:
    """Nothing a candidate has done precedes his birth; a birth that is itself impossible is said by D109."""
    for index, candidat in enumerate(examen.session.candidats):
        jury = examen.session.find_jury(candidat.jury)
        if jury is None or not _is_age_possible(candidat, jury, examen.referentiel):
            continue
        for champ, day in _list_jours(candidat):
            if day is not None and day <= candidat.date_naissance:
                message = f"La date « {day:%d/%m/%Y} » précède la naissance ({candidat.date_naissance:%d/%m/%Y})."
                yield Constat(f"candidats[{index}].{champ}", message, "Corrigez l’une des deux.")


def check_grades(examen: Examen) -> Iterator[Constat]:
    """A grade the référentiel's table does not know is printed as given, and said."""
    known = {fold(g.intitule) for g in examen.referentiel.grades} | {fold(g.code) for g in examen.referentiel.grades}
    found: dict[str, list[str]] = defaultdict(list)
    for index, candidat in enumerate(examen.session.candidats):
        if candidat.grade and known and fold(candidat.grade) not in known:
            found[candidat.grade].append(f"candidats[{index}].grade")
    for grade, cles in found.items():
        yield Constat(
            cles[0],
            f"Le grade « {grade} » n’est pas dans la table des grades ({agree(len(cles), 'candidat', 'candidats')}) : "
            "il sera imprimé tel quel.",
            suggest(grade, [g.intitule for g in examen.referentiel.grades]),
        )

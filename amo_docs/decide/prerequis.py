"""Prerequisites to validation: what a candidate proves on one day, against what is asked."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from dateutil.relativedelta import relativedelta

from amo_docs.model.base import fold
from amo_docs.model.candidat import Candidat, Justification
from amo_docs.model.decision import EvaluationPrerequis
from amo_docs.model.referentiel import (
    DiplomeRequis,
    FonctionRequise,
    PrerequisValidation,
    Referentiel,
)
from amo_docs.typographie import set_espaces


@dataclass(frozen=True)
class Duree:
    """A length of service, counted both ways: whole months, and days."""

    mois: int
    jours: int


def merge_periodes(periodes: Iterable[tuple[date, date]]) -> tuple[tuple[date, date], ...]:
    """Return the periods merged where they overlap or follow on.

    First and last day are both included.
    """
    merged: list[tuple[date, date]] = []
    for start, end in sorted(periodes):
        # The day after the last one goes on with it: a contract renewed is one service.
        if merged and start <= merged[-1][1] + timedelta(days=1):
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return tuple(merged)


def count_jours(periodes: Iterable[tuple[date, date]]) -> int:
    """Return the days of `periodes` (first and last included), each counted once."""
    return sum((end - start).days + 1 for start, end in merge_periodes(periodes))


def sum_periodes(
    periodes: Iterable[tuple[date, date]], jours_par_mois: int, jours_en_plus: int = 0
) -> Duree:
    """Return the total length of `periodes` (first and last day included), overlaps counted once.

    Each period counts its calendar months. Over several periods, the days left over and
    `jours_en_plus` make a month every `jours_par_mois` days.
    """
    merged = merge_periodes(periodes)
    # The day after the last one: 1 September to 31 August is twelve months, and not one day less.
    spans = [relativedelta(end + timedelta(days=1), start) for start, end in merged]
    months = sum(span.years * 12 + span.months for span in spans)
    rest = jours_en_plus + sum(span.days for span in spans)
    # One period alone counts its calendar months and no more: a day short of a year is 11 months.
    broken = len(merged) > 1 or jours_en_plus > 0
    return Duree(
        months + (rest // jours_par_mois if broken else 0), count_jours(merged) + jours_en_plus
    )


@dataclass(frozen=True)
class Motif:
    """One ground weighed: whether it holds, in words.

    `entame` is True when the candidate had begun to prove it.
    """

    acquis: bool
    texte: str
    entame: bool = False


def _is_checked(piece: Justification, jour: date) -> bool:
    return piece.piece is not None and piece.verifiee_le is not None and piece.verifiee_le <= jour


def _weigh_diplome(
    required: DiplomeRequis, proofs: Iterable[Justification], jour: date, asked: PrerequisValidation
) -> Motif:
    """Return whether the diploma is proved on `jour`, in a year the fiche admits."""
    best = Motif(False, f"{required.intitule} : non justifié")
    for proof in proofs:
        if proof.code != required.code:
            continue
        if not _is_checked(proof, jour) or proof.du is None or proof.du > jour:
            best = Motif(
                False, f"{required.intitule} : pièce non vérifiée au {jour:%d/%m/%Y}", entame=True
            )
            continue
        too_late = required.jusqu_a_annee is not None and proof.du.year > required.jusqu_a_annee
        too_early = (
            required.a_compter_annee is not None and proof.du.year < required.a_compter_annee
        )
        if not (too_late or too_early):
            return Motif(True, f"{required.intitule} ({proof.du:%d/%m/%Y})", entame=True)
        # The fiche says nothing of that year: to call it refused would be a rule of our own.
        silent = asked.is_lacune(proof.du.year)
        why = "année dont la fiche ne dit rien" if silent else "hors des années admises"
        best = Motif(False, f"{required.intitule} : obtenu en {proof.du.year}, {why}", entame=True)
    return best


def _date_service(proof: Justification, jour: date) -> tuple[date, date] | None:
    """Return the days `proof` covers, up to the check of its pièce at most; None without any."""
    if proof.du is None or proof.verifiee_le is None:
        return None
    # A number of days counts from its first day, like a period; a function still held, up to
    # `jour`.
    asserted = (
        proof.au or jour if proof.jours is None else proof.du + timedelta(days=proof.jours - 1)
    )
    # A pièce shows nothing of what was served after it was checked.
    end = min(asserted, proof.verifiee_le, jour)
    return (proof.du, end) if end >= proof.du else None


def _measure_service(
    kept: list[Justification], jour: date, consecutifs: bool, jours_par_mois: int
) -> Duree:
    """Return the length of service proved, no day counted twice."""
    held = [(proof, _date_service(proof, jour)) for proof in kept]
    # Only periods have calendar months. Days given as a number add what they do not overlap.
    spans = [span for proof, span in held if span is not None and proof.jours is None]
    every = [span for _, span in held if span is not None]
    if consecutifs and every:
        spans = every = [max(merge_periodes(every), key=lambda span: span[1] - span[0])]
    lengths = [sum_periodes(spans, jours_par_mois, count_jours(every) - count_jours(spans))]
    # Without a first day they may be days of another proof: they stand alone, the best one wins.
    lengths += [
        sum_periodes((), jours_par_mois, proof.jours)
        for proof in kept
        if proof.jours and proof.du is None
    ]
    return Duree(max(length.mois for length in lengths), max(length.jours for length in lengths))


def _weigh_fonction(
    required: FonctionRequise, proofs: Iterable[Justification], jour: date, jours_par_mois: int
) -> Motif:
    """Return whether the function was held long enough on `jour`.

    One that the fiche gives no length must only have been held.
    """
    mine = [p for p in proofs if p.code == required.code]
    kept = [p for p in mine if _is_checked(p, jour)]
    total = _measure_service(kept, jour, required.consecutifs, jours_par_mois)
    if required.mois is not None:
        held, asked, unit = total.mois, required.mois, "mois"
    else:
        held, asked, unit = total.jours, required.jours or 0, "jours"
    figures = (
        f"{held}\u00a0{unit} justifiés"
        if held >= asked
        else f"{held}\u00a0{unit} justifiés sur {asked}"
    )
    # A function still held falls short because its pièce is old: the message says so, since seeing
    # a newer one may be all it takes.
    seen = max(
        (p.verifiee_le for p in kept if p.verifiee_le and (p.au is None or p.au > p.verifiee_le)),
        default=None,
    )
    if held < asked and seen is not None and seen < jour:
        figures += f", d’après une pièce vérifiée le {seen:%d/%m/%Y}"
    return Motif(
        bool(kept) and held >= asked, f"{required.intitule} : {figures}", entame=bool(mine)
    )


def _weigh_statut(
    required: PrerequisValidation, candidat: Candidat, referentiel: Referentiel, jour: date
) -> Motif:
    """Return whether the statut was held on `jour`."""
    names = {s.code: s.intitule for s in referentiel.statuts}
    if candidat.statut in required.statuts:
        name, day = names.get(candidat.statut or "", candidat.statut), candidat.date_statut
        # A statut established on a later day says nothing of this one.
        if day is not None and day > jour:
            return Motif(False, f"{name} : apprécié au {day:%d/%m/%Y}, et non au {jour:%d/%m/%Y}")
        return Motif(True, f"{name}{f' au {day:%d/%m/%Y}' if day else ''}")
    asked = " ou ".join(names.get(code, code) for code in required.statuts)
    de = "d’" if fold(asked)[:1] in set("aeiou") else "de "
    return Motif(False, f"statut {de}{asked} : non justifié")


def _say_manque(group: list[Motif]) -> str:
    """Return what is missing: the grounds begun that fall short, else all that would do."""
    begun = [m.texte for m in group if m.entame]
    return "\u202f; ".join(begun or [m.texte for m in group])


def evaluate_prerequis(
    candidat: Candidat, referentiel: Referentiel, jour: date
) -> EvaluationPrerequis:
    """Return what `candidat` has proved on `jour` (fiche, « prérequis à la validation »).

    The statut, one diploma and one function, each where it is asked. Only pièces checked on or
    before `jour` count, and a period counts up to that check.
    """
    required = referentiel.find_prerequis(candidat.composante)
    if required is None:
        # A référentiel that asks nothing is met. One that asks, but nothing of this composante,
        # does not open the certification to it.
        unopened = (
            () if not referentiel.prerequis else ("composante que le référentiel n’ouvre pas",)
        )
        return EvaluationPrerequis(acquis=not unopened, manques=unopened)
    per_month = referentiel.seuils.jours_par_mois
    groups = [
        [_weigh_statut(required, candidat, referentiel, jour)] if required.statuts else [],
        [_weigh_diplome(d, candidat.prerequis, jour, required) for d in required.diplomes],
        [_weigh_fonction(f, candidat.prerequis, jour, per_month) for f in required.fonctions],
    ]
    constats = [
        set_espaces(next(m.texte for m in group if m.acquis))
        for group in groups
        if any(m.acquis for m in group)
    ]
    manques = [
        set_espaces(_say_manque(group))
        for group in groups
        if group and not any(m.acquis for m in group)
    ]
    return EvaluationPrerequis(acquis=not manques, constats=tuple(constats), manques=tuple(manques))

"""Rules on each member of a jury: one identifiant, the right titular, a mandate, a presence."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from dateutil.relativedelta import relativedelta

from amo_docs.check.jurys import list_membres, name_colleges
from amo_docs.check.regle import Constat, Examen, gather, gather_noms
from amo_docs.model.etat import Etat
from amo_docs.model.jury import Jury, Periode, Presence, Role
from amo_docs.model.orthographe import recognise
from amo_docs.model.proches import suggest


def check_membres_doubles(examen: Examen) -> Iterator[Constat]:
    """A member's identifiant names one person of a jury."""
    seen: set[tuple[str, str]] = set()
    for cle, jury, membre in list_membres(examen):
        if (jury.code, membre.id) in seen:
            message = (
                f"L’identifiant « {membre.id} » est porté deux fois dans le jury « {jury.code} »."
            )
            yield Constat(f"{cle}.id", message, "Donnez un identifiant à chacun.")
        seen.add((jury.code, membre.id))


def check_personnes_doubles(examen: Examen) -> Iterator[Constat]:
    """A person sits once in a jury."""
    seen: dict[tuple[str, str, str], str] = {}
    for cle, jury, membre in list_membres(examen):
        person = (jury.code, recognise(membre.nom), recognise(membre.prenom))
        # Two rows under one identifiant are J307.
        first = seen.setdefault(person, membre.id)
        if first != membre.id:
            message = (
                f"La même personne est « {first} » et « {membre.id} » dans le jury « {jury.code} »."
            )
            yield Constat(
                f"{cle}.nom", message, "Désignez une autre personne, ou distinguez les prénoms."
            )


def check_declarations(examen: Examen) -> Iterator[Constat]:
    """Independence is declared before the jury decides, or on the day (D6412-6)."""
    for cle, jury, membre in list_membres(examen):
        declared = membre.independance_declaree_le
        # A missing declaration is M501, once the minutes are due: here only what is typed is
        # weighed.
        if declared is not None and declared > jury.date_jury:
            message = (
                f"« {membre.id} » déclare son indépendance le {declared:%d/%m/%Y}, après le jury."
            )
            yield Constat(
                f"{cle}.independance_declaree_le", message, "Corrigez la date de la déclaration."
            )


def check_suppleants(examen: Examen) -> Iterator[Constat]:
    """A suppléant stands in for a titular of the same jury and college; nobody else does."""
    colleges = {college.code for college in examen.referentiel.colleges}
    for cle, jury, membre in list_membres(examen):
        titulars = [m.id for m in jury.designes]
        if membre.role is not Role.SUPPLEANT:
            if membre.suppleant_de is not None:
                message = (
                    f"Le membre « {membre.id} » est suppléant de quelqu’un sans en avoir le rôle."
                )
                yield Constat(
                    f"{cle}.suppleant_de",
                    message,
                    "Corrigez « role », ou retirez « suppleant_de ».",
                )
            continue
        titular = jury.find_membre(membre.suppleant_de or "")
        if titular is None or titular.role is Role.SUPPLEANT:
            said = membre.suppleant_de or "personne"
            message = (
                f"Le suppléant « {membre.id} » ne l’est d’aucun titulaire du jury (« {said} »)."
            )
            yield Constat(f"{cle}.suppleant_de", message, suggest(said, titulars))
        # Between colleges of the référentiel only: J330 reports the others.
        elif titular.college != membre.college and {titular.college, membre.college} <= colleges:
            named = name_colleges([titular.college], examen.referentiel)
            message = (
                f"Le suppléant « {membre.id} » n’est pas du collège de son titulaire, {named}."
            )
            yield Constat(f"{cle}.college", message, "Désignez un suppléant du même collège.")


def list_periodes(examen: Examen) -> Iterator[tuple[str, Jury, Periode, Periode | None]]:
    """Yield (key, jury, period, the one before) for every period of every mandate."""
    for cle, jury, membre in list_membres(examen):
        before: Periode | None = None
        for rank, periode in enumerate(membre.mandat.periodes if membre.mandat else ()):
            yield (
                f"{cle}.mandat" + (f".renouvellements[{rank - 1}]" if rank else ""),
                jury,
                periode,
                before,
            )
            before = periode


def check_mandats(examen: Examen) -> Iterator[Constat]:
    """A mandate is in order and covers every day of the jury, the deliberation included."""
    # No mandate, no fault here: J331 asks for those the fiche speaks of.
    for cle, _, periode, _ in list_periodes(examen):
        if periode.au < periode.du:
            yield Constat(f"{cle}.au", "Le mandat finit avant de commencer.", "Corrigez ses dates.")
    wrong: list[tuple[str, str, tuple[str, str, date]]] = []
    for cle, jury, membre in list_membres(examen):
        periodes = membre.mandat.periodes if membre.mandat else ()
        # Dates in disorder were reported just above: what they cover means nothing.
        if not periodes or any(p.au < p.du for p in periodes):
            continue
        days = {*jury.dates, jury.date_jury}
        outside = sorted(day for day in days if not any(p.du <= day <= p.au for p in periodes))
        if outside:
            covered = " puis ".join(f"du {p.du:%d/%m/%Y} au {p.au:%d/%m/%Y}" for p in periodes)
            wrong.append((f"{cle}.mandat", membre.id, (jury.code, covered, outside[0])))
    # One decision often designates the whole jury: it is one mistake, with all the names.
    for cle, noms, (_, covered, day) in gather_noms(wrong):
        message = f"Le mandat de {', '.join(noms)} ({covered}) ne couvre pas le {day:%d/%m/%Y}."
        yield Constat(cle, message, "Faites renouveler le mandat, ou désignez un autre membre.")


def end_mandat(du: date, mois: int) -> date:
    """Return the last day of a mandate of `mois` months that begins on `du`."""
    # Two ways to count, which differ at the end of short months only (from 29 February, from 31
    # August): the longer one is admitted.
    veille = timedelta(days=1)
    return max(du + relativedelta(months=mois) - veille, du - veille + relativedelta(months=mois))


def check_durees_mandats(examen: Examen) -> Iterator[Constat]:
    """A mandate lasts what the fiche says and no more; it goes on by renewals only."""
    # The message itself is the mistake: the same dates typed for several members.
    wrong = ((constat.cle, (constat.message, constat.geste)) for constat in _list_durees(examen))
    for cle, (message, geste), often in gather(wrong):
        yield Constat(cle, f"{message.removesuffix('.')}{often}.", geste)


def _list_durees(examen: Examen) -> Iterator[Constat]:
    """Yield what is wrong with each period of each member."""
    for cle, jury, periode, before in list_periodes(examen):
        voie = examen.referentiel.find_voie(jury.voie)
        asked = voie.jury if voie else None
        # The fiche sets no length.
        if asked is None or asked.mandat_mois is None:
            continue
        end = end_mandat(periode.du, asked.mandat_mois)
        if periode.au > end:
            message = (
                f"Le mandat du {periode.du:%d/%m/%Y} au {periode.au:%d/%m/%Y} dépasse "
                f"{asked.mandat_mois} mois : il finissait le {end:%d/%m/%Y}."
            )
            yield Constat(
                f"{cle}.au",
                message,
                "Corrigez « au », et inscrivez la suite dans « renouvellements ».",
            )
        if before is None:
            continue
        if asked.mandat_renouvelable is False:
            yield Constat(
                cle, "La fiche ne permet pas de renouveler un mandat.", "Désignez un autre membre."
            )
        # A gap would leave days without a mandate, an overlap two decisions for one day.
        elif periode.du != before.au + timedelta(days=1):
            message = (
                f"Le renouvellement commence le {periode.du:%d/%m/%Y}, et le mandat finit le "
                f"{before.au:%d/%m/%Y}."
            )
            yield Constat(
                f"{cle}.du",
                message,
                "Un renouvellement suit d’un jour la fin du mandat : corrigez les dates.",
            )


def check_presences(examen: Examen) -> Iterator[Constat]:
    """Once the jury has judged, presences are written, and a replacement names who sat."""
    unwritten: list[tuple[str, str, str]] = []
    for cle, jury, membre in list_membres(examen):
        if examen.etats[jury.code] < Etat.JUGEE:
            continue
        other = jury.find_membre(membre.remplace_par or "")
        if membre.presence is None:
            unwritten.append((f"{cle}.presence", membre.id, jury.code))
        # « remplacé » without a suppléant, or the reverse: the minutes would contradict themselves.
        elif (membre.presence is Presence.REMPLACE) != (membre.remplace_par is not None):
            message = f"La présence de « {membre.id} » et son remplacement ne s’accordent pas."
            yield Constat(
                f"{cle}.remplace_par",
                message,
                "Écrivez « remplacé » et l’identifiant du suppléant.",
            )
        elif membre.remplace_par is not None and (
            other is None
            or other.suppleant_de != membre.id
            or other.presence is not Presence.PRESENT
        ):
            message = (
                f"« {membre.remplace_par} » n’est pas un suppléant présent de « {membre.id} »."
            )
            yield Constat(
                f"{cle}.remplace_par", message, "Nommez le suppléant de ce membre, et sa présence."
            )
        elif membre.role is Role.SUPPLEANT and membre.presence is Presence.PRESENT:
            titular = jury.find_membre(membre.suppleant_de or "")
            if titular is not None and titular.remplace_par != membre.id:
                message = (
                    f"Le suppléant « {membre.id} » siège sans que son titulaire soit "
                    "remplacé par lui."
                )
                yield Constat(
                    f"{cle}.presence", message, "Écrivez « non appelé », ou le remplacement."
                )
    for cle, noms, _ in gather_noms(unwritten):
        geste = "Écrivez « présent », « absent », « remplacé » ou « non appelé »."
        yield Constat(cle, f"La présence de {', '.join(noms)} n’est pas écrite.", geste)

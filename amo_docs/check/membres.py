"""Rules on each member of a jury: one identifiant, the right titular, a mandate, a presence."""

from __future__ import annotations

from collections.abc import Iterator

from amo_docs.check.identites import suggest
from amo_docs.check.jurys import list_membres
from amo_docs.check.regle import Constat, Examen
from amo_docs.model.etat import Etat
from amo_docs.model.jury import Presence, Role


def check_membres_doubles(examen: Examen) -> Iterator[Constat]:
    """A member's identifiant names one person of a jury."""
    seen: set[tuple[str, str]] = set()
    for cle, jury, membre in list_membres(examen):
        if (jury.code, membre.id) in seen:
            message = f"L’identifiant « {membre.id} » est porté deux fois dans le jury « {jury.code} »."
            yield Constat(f"{cle}.id", message, "Donnez un identifiant à chacun.")
        seen.add((jury.code, membre.id))


def check_suppleants(examen: Examen) -> Iterator[Constat]:
    """A suppléant is that of a titular of the same jury and the same college; only suppléants are."""
    for cle, jury, membre in list_membres(examen):
        titulars = [m.id for m in jury.designes]
        if membre.role is not Role.SUPPLEANT:
            if membre.suppleant_de is not None:
                message = f"Le membre « {membre.id} » est suppléant de quelqu’un sans en avoir le rôle."
                yield Constat(
                    f"{cle}.suppleant_de",
                    message,
                    "Corrigez « role », ou retirez « suppleant_de ».",
                )
            continue
        titular = jury.find_membre(membre.suppleant_de or "")
        if titular is None or titular.role is Role.SUPPLEANT:
            said = membre.suppleant_de or "personne"
            message = f"Le suppléant « {membre.id} » ne l’est d’aucun titulaire du jury (« {said} »)."
            yield Constat(f"{cle}.suppleant_de", message, suggest(said, titulars))
        elif titular.college is not membre.college:
            message = f"Le suppléant « {membre.id} » n’est pas du collège de son titulaire, {titular.college}."
            yield Constat(f"{cle}.college", message, "Désignez un suppléant du même collège.")


def check_mandats(examen: Examen) -> Iterator[Constat]:
    """A mandate is in order and covers every day of the jury, the deliberation included."""
    for cle, jury, membre in list_membres(examen):
        mandat = membre.mandat
        if mandat.au < mandat.du:
            yield Constat(f"{cle}.mandat.au", "Le mandat finit avant de commencer.", "Corrigez ses dates.")
            continue
        days = {*jury.dates, jury.date_jury}
        outside = sorted(day for day in days if not mandat.du <= day <= mandat.au)
        if outside:
            message = (
                f"Le mandat de « {membre.id} » (du {mandat.du:%d/%m/%Y} au {mandat.au:%d/%m/%Y}) ne couvre pas "
                f"le {outside[0]:%d/%m/%Y}."
            )
            yield Constat(f"{cle}.mandat", message, "Faites renouveler le mandat, ou désignez un autre membre.")


def check_presences(examen: Examen) -> Iterator[Constat]:
    """Once the jury has judged, each member's presence is written, and a replacement names a suppléant who sat."""
    for cle, jury, membre in list_membres(examen):
        if examen.etats[jury.code] < Etat.JUGEE:
            continue
        other = jury.find_membre(membre.remplace_par or "")
        if membre.presence is None:
            message = f"La présence de « {membre.id} » n’est pas écrite."
            geste = "Écrivez « présent », « absent », « remplacé » ou « non appelé »."
            yield Constat(f"{cle}.presence", message, geste)
        elif (membre.presence is Presence.REMPLACE) != (membre.remplace_par is not None):
            message = f"La présence de « {membre.id} » et son remplacement ne s’accordent pas."
            yield Constat(f"{cle}.remplace_par", message, "Écrivez « remplacé » et l’identifiant du suppléant.")
        elif membre.remplace_par is not None and (
            other is None or other.suppleant_de != membre.id or other.presence is not Presence.PRESENT
        ):
            message = f"« {membre.remplace_par} » n’est pas un suppléant présent de « {membre.id} »."
            yield Constat(f"{cle}.remplace_par", message, "Nommez le suppléant de ce membre, et sa présence.")
        elif membre.role is Role.SUPPLEANT and membre.presence is Presence.PRESENT:
            titular = jury.find_membre(membre.suppleant_de or "")
            if titular is not None and titular.remplace_par != membre.id:
                message = f"Le suppléant « {membre.id} » siège sans que son titulaire soit remplacé par lui."
                yield Constat(f"{cle}.presence", message, "Écrivez « non appelé », ou le remplacement.")

"""Rules the fiche states « si possible »: outsiders, women and men, suppléants. Each is said with
its figures."""

from __future__ import annotations

from collections.abc import Iterator

from amo_docs.check.jurys import list_compositions, list_jurys
from amo_docs.check.regle import Constat, Examen
from amo_docs.model.jury import Role, Sexe
from amo_docs.typographie import agree


def check_part_exterieurs(examen: Examen) -> Iterator[Constat]:
    """The share of members from outside the autorité reaches that of the fiche, the president
    counted or not."""
    for cle, jury, asked, membres in list_compositions(examen):
        if asked.part_exterieurs_pct is None:
            continue
        presidents = () if asked.president_compte else jury.find_presidents(membres)
        if not asked.president_compte and len(presidents) != 1:
            continue  # J302 says it
        counted = [m for m in membres if m not in presidents]
        outside = sum(bool(m.externe_autorite) for m in counted)
        if 100 * outside < asked.part_exterieurs_pct * len(counted):
            apart = "" if asked.president_compte else ", président non compté"
            message = (
                f"Le jury « {jury.code} » compte "
                f"{agree(outside, 'membre extérieur', 'membres extérieurs')} "
                f"à l’autorité sur {len(counted)}{apart}, soit {100 * outside // len(counted)} %, "
                f"pour {asked.part_exterieurs_pct} % au moins."
            )
            yield Constat(
                f"{cle}.membres", message, "Désignez, si possible, d’autres membres extérieurs."
            )


def check_professionnels_exterieurs(examen: Examen) -> Iterator[Constat]:
    """Members of a college drawn from outside the certificateur are not of it; the president is
    apart."""
    outsiders = {
        college.code for college in examen.referentiel.colleges if college.hors_certificateur
    }
    for cle, jury, _, membres in list_compositions(examen):
        presidents = jury.find_presidents(membres)
        if len(presidents) != 1:
            continue  # J302 says it
        counted = [m for m in membres if m.college in outsiders and m not in presidents]
        inside = [m.id for m in counted if m.externe_certificateur is False]
        if inside:
            message = (
                f"Le jury « {jury.code} » compte "
                f"{agree(len(inside), 'membre', 'membres')} de l’organisme "
                f"certificateur sur {len(counted)} qui viendraient de l’extérieur : "
                f"{', '.join(inside)}."
            )
            yield Constat(
                f"{cle}.membres",
                message,
                "Désignez, si possible, des professionnels de l’extérieur.",
            )


def check_parite(examen: Examen) -> Iterator[Constat]:
    """Women and men are balanced: their numbers differ by no more than the référentiel admits."""
    for cle, jury, asked, membres in list_compositions(examen):
        if not asked.parite_si_possible or asked.parite_ecart_max is None:
            continue
        women = sum(m.sexe is Sexe.F for m in membres)
        men = len(membres) - women
        if abs(women - men) > asked.parite_ecart_max:
            message = (
                f"Le jury « {jury.code} » compte {agree(women, 'femme', 'femmes')} et "
                f"{agree(men, 'homme', 'hommes')} : l’écart dépasse {asked.parite_ecart_max}."
            )
            yield Constat(f"{cle}.membres", message, "Équilibrez la composition, si possible.")


def check_suppleants_designes(examen: Examen) -> Iterator[Constat]:
    """Suppléants are designated too, where the fiche asks for them."""
    for cle, jury, asked in list_jurys(examen):
        if (
            asked.suppleants
            and jury.membres
            and not any(m.role is Role.SUPPLEANT for m in jury.membres)
        ):
            message = f"Le jury « {jury.code} » n’a aucun suppléant, et la fiche en demande."
            yield Constat(f"{cle}.membres", message, "Faites désigner au moins un suppléant.")

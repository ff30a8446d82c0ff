"""Rules the fiche states « si possible »: outsiders, women and men, suppléants.

Each is an avertissement with its figures: the person judges what was possible.
"""

from __future__ import annotations

from collections.abc import Iterator

from amo_docs.check.jurys import list_compositions, list_jurys
from amo_docs.check.regle import Constat, Examen
from amo_docs.model.jury import Role, Sexe
from amo_docs.typographie import agree


def check_part_exterieurs(examen: Examen) -> Iterator[Constat]:
    """The share of members from outside the autorité reaches that of the fiche."""
    for cle, jury, asked, membres in list_compositions(examen):
        if asked.part_exterieurs_pct is None:
            continue
        # « Hormis le président »: he is then left out of both numbers.
        presidents = () if asked.president_compte else jury.find_presidents(membres)
        if not asked.president_compte and len(presidents) != 1:
            continue  # J302 says it
        counted = [m for m in membres if m not in presidents]
        outside = sum(bool(m.externe_autorite) for m in counted)
        # In whole numbers: 50 % of three members is not met by one.
        if 100 * outside < asked.part_exterieurs_pct * len(counted):
            # Said in the message: people count the president, and would find other figures.
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
    """Members of a college that comes from outside the certificateur do not belong to it."""
    outsiders = {
        college.code for college in examen.referentiel.colleges if college.hors_certificateur
    }
    for cle, jury, _, membres in list_compositions(examen):
        presidents = jury.find_presidents(membres)
        if len(presidents) != 1:
            continue  # J302 says it
        # The president is designated by his office, often within the certificateur.
        counted = [m for m in membres if m.college in outsiders and m not in presidents]
        # None is no answer: J331 asks for it.
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
    """Women and men are balanced: their numbers differ by no more than the référentiel says."""
    for cle, jury, asked, membres in list_compositions(examen):
        # The fiche gives no figure: the référentiel has one, or the rule stays silent.
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

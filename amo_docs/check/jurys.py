"""Rules on the jury: its size and form, and who presides."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from amo_docs.check.regle import Constat, Examen
from amo_docs.model.base import fold
from amo_docs.model.etat import Etat
from amo_docs.model.jury import Jury, Membre, Role
from amo_docs.model.referentiel import Composante, Referentiel
from amo_docs.model.regles_jury import FormationJury, JuryReglementaire
from amo_docs.typographie import agree


def list_jurys(examen: Examen) -> Iterator[tuple[str, Jury, JuryReglementaire]]:
    """Yield (key, jury, what its route asks) for each jury whose route describes one."""
    for index, jury in enumerate(examen.session.jurys):
        voie = examen.referentiel.find_voie(jury.voie)
        if voie is not None and voie.jury is not None:
            yield f"jurys[{index}]", jury, voie.jury


def list_compositions(
    examen: Examen,
) -> Iterator[tuple[str, Jury, JuryReglementaire, tuple[Membre, ...]]]:
    """Yield (key, jury, what its route asks, members): those designated, then those who sat."""
    for cle, jury, asked in list_jurys(examen):
        yield cle, jury, asked, jury.designes
        # A jury is composed twice: as designated, and as it sat. The second is judged once every
        # presence is written, and only where it differs: one fault is not reported twice.
        written = all(membre.presence is not None for membre in jury.membres)
        if written and examen.etats[jury.code] >= Etat.JUGEE and jury.siegeants != jury.designes:
            yield cle, jury, asked, jury.siegeants


def list_membres(examen: Examen) -> Iterator[tuple[str, Jury, Membre]]:
    """Yield (key, jury, member) for every member of every jury."""
    for index, jury in enumerate(examen.session.jurys):
        for rank, membre in enumerate(jury.membres):
            yield f"jurys[{index}].membres[{rank}]", jury, membre


def check_effectif(examen: Examen) -> Iterator[Constat]:
    """As many members as the référentiel says."""
    for cle, jury, asked, membres in list_compositions(examen):
        if not asked.effectif_min <= len(membres) <= asked.effectif_max:
            low, high = asked.effectif_min, asked.effectif_max
            yield Constat(
                f"{cle}.membres",
                f"Le jury « {jury.code} » compte {agree(len(membres), 'membre', 'membres')}, "
                f"pour {low if low == high else f'{low} à {high}'} admis.",
                "Complétez ou corrigez la composition.",
            )


def check_president(examen: Examen) -> Iterator[Constat]:
    """One president, and one only."""
    for cle, jury, _, membres in list_compositions(examen):
        count = len(jury.find_presidents(membres))
        if count != 1:
            said = "n’a pas de président" if count == 0 else f"a {count} présidents"
            yield Constat(
                f"{cle}.membres",
                f"Le jury « {jury.code} » {said}.",
                "Désignez un président, un seul.",
            )


def check_effectif_muet(examen: Examen) -> Iterator[Constat]:
    """A size between the bounds that the fiche describes nowhere is reported."""
    for cle, jury, asked, membres in list_compositions(examen):
        # Four members, between three and five: what the fiche does not say is neither allowed nor
        # refused here. Out of bounds, J301 reports it.
        within = asked.effectif_min <= len(membres) <= asked.effectif_max
        if within and asked.find_formation(len(membres)) is None:
            yield Constat(
                f"{cle}.membres",
                f"Le jury « {jury.code} » siège à {len(membres)} : la fiche ne décrit "
                "pas cette composition.",
                "Faites valider cette composition par le certificateur.",
            )


def name_colleges(codes: Iterable[str], referentiel: Referentiel) -> str:
    """Return the colleges of `codes` as papers name them, with « ou » between."""
    found = [(code, referentiel.find_college(code)) for code in codes]
    return " ou ".join(f"« {college.intitule if college else code} »" for code, college in found)


def _contradict_forme(
    form: FormationJury, president: Membre, membres: tuple[Membre, ...], referentiel: Referentiel
) -> Iterator[str]:
    """Yield what keeps `membres` from being the composition `form`, in French."""
    others = [m for m in membres if m is not president]
    if form.president_colleges and president.college not in form.president_colleges:
        yield (
            "le président n’est pas du collège "
            f"{name_colleges(form.president_colleges, referentiel)}"
        )
    if not form.president_formateur_admis and president.formateur:
        yield "le président est formateur"
    # The president counts among the professionals the form asks for, where he is one; a trainer
    # never does, whatever his college.
    of_the_trade = {college.code for college in referentiel.colleges if college.professionnel}
    professionals = [m for m in membres if m.college in of_the_trade and not m.formateur]
    if form.professionnels_min is not None and len(professionals) < form.professionnels_min:
        sitting = agree(
            len(professionals), "professionnel non formateur", "professionnels non formateurs"
        )
        yield f"{sitting}, président compris, pour {form.professionnels_min} au moins"
    for code, asked in form.colleges.items():
        # The colleges of a form are counted beside the president.
        count = sum(m.college == code for m in others)
        if count != asked:
            yield (
                f"{agree(count, 'membre', 'membres')} du collège "
                f"{name_colleges([code], referentiel)} pour {asked}"
            )


def check_forme(examen: Examen) -> Iterator[Constat]:
    """The full and the reduced form are as the fiche describes them."""
    for cle, jury, asked, membres in list_compositions(examen):
        presidents = jury.find_presidents(membres)
        form = asked.find_formation(len(membres))
        known = all(examen.referentiel.find_college(membre.college) for membre in membres)
        if form is None or len(presidents) != 1 or not known:
            continue  # J302, J303 and J330 say what is wrong
        for wrong in _contradict_forme(form, presidents[0], membres, examen.referentiel):
            yield Constat(
                f"{cle}.membres",
                f"Le jury « {jury.code} », à {len(membres)} membres, n’a pas la forme de "
                f"la fiche : {wrong}.",
                "Corrigez la composition.",
            )


def check_professionnels(examen: Examen) -> Iterator[Constat]:
    """A member of a college without trainers is not one."""
    for cle, _, membre in list_membres(examen):
        college = examen.referentiel.find_college(membre.college)
        barred = college is not None and not college.formateurs_admis
        # Whether the president may be a trainer is for the form to say (J304).
        if barred and membre.formateur and membre.role is not Role.PRESIDENT:
            message = f"Le membre « {membre.id} » est du collège « {membre.college} » et formateur."
            yield Constat(
                f"{cle}.college", message, "Corrigez le collège, ou désignez un autre membre."
            )


def _name_office(text: str) -> str:
    """Return an office without its article, the same for a woman and a man."""
    # « La commandante de l’école » holds the office of « le commandant de l’école ».
    first, _, rest = re.sub(r"^(le|la|l) ", "", fold(text)).partition(" ")
    return f"{first.removesuffix('e')} {rest}"


def _presides_by_right(membre: Membre, composante: Composante) -> bool:
    held = {_name_office(membre.fonction), _name_office(membre.representant_de or "")}
    return any(_name_office(president) in held for president in composante.presidents)


def check_qualite_president(examen: Examen) -> Iterator[Constat]:
    """The president, or his suppléant, is the authority the fiche names, or represents it."""
    for index, jury in enumerate(examen.session.jurys):
        composante = examen.referentiel.find_composante(jury.composante)
        for rank, membre in enumerate(jury.membres):
            # D107 reports an unknown composante. Without any, the fiche names no authority.
            if composante is None or membre not in jury.find_presidents(jury.membres):
                continue
            if len(jury.find_presidents(jury.designes)) > 1:
                continue  # J302 says it
            if not _presides_by_right(membre, composante):
                names = " ou ".join(composante.presidents)
                message = f"Le président « {membre.id} » n’est ni {names}, ni son représentant."
                geste = (
                    "Renseignez « fonction » ou « representant_de », ou désignez un autre "
                    "président."
                )
                yield Constat(f"jurys[{index}].membres[{rank}].representant_de", message, geste)

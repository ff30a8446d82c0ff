"""The sentences of the minutes on the jury that sat: its figures beside those the référentiel asks.

Nothing is judged here. The rules of `check` do that; the minutes give the reader both figures.
"""

from __future__ import annotations

from collections.abc import Iterator

from amo_docs.gabarits.filtres import join_et
from amo_docs.model.jury import Jury, Membre, Sexe
from amo_docs.model.referentiel import Referentiel
from amo_docs.model.regles_jury import JuryReglementaire
from amo_docs.typographie import agree, set_espaces


def _say_effectif(membres: tuple[Membre, ...], asked: JuryReglementaire) -> str:
    low, high = asked.effectif_min, asked.effectif_max
    size = str(low) if low == high else f"de {low} à {high}"
    return f"{agree(len(membres), 'membre a', 'membres ont')} siégé ; la fiche en demande {size}."


def _say_colleges(
    membres: tuple[Membre, ...],
    president: Membre | None,
    asked: JuryReglementaire,
    referentiel: Referentiel,
) -> Iterator[str]:
    """Yield the sentence on the colleges of the members beside the president."""
    others = [m.college for m in membres if m is not president]
    # A college that some form asks for is named even when nobody of it
    # sat: the figure 0 must be read.
    named = {code for form in asked.formations for code in form.colleges}.union(others)
    parts = [
        (
            f"{agree(others.count(college.code), 'membre', 'membres')} du collège « "
            f"{college.intitule} »"
        )
        for college in referentiel.colleges
        if college.code in named
    ]
    if parts:
        yield f"Outre le président, {join_et(parts)}."


def _say_exterieurs(
    membres: tuple[Membre, ...], president: Membre | None, asked: JuryReglementaire
) -> Iterator[str]:
    if asked.part_exterieurs_pct is None:
        return
    # The fiche may leave the president out of the share of outsiders (« hormis le président »).
    counted = [m for m in membres if asked.president_compte or m is not president]
    outside = sum(bool(m.externe_autorite) for m in counted)
    share = round(100 * outside / len(counted)) if counted else 0
    apart = "" if asked.president_compte else ", président non compté"
    yield (
        f"{agree(outside, 'membre', 'membres')} sur {len(counted)} hors de l’autorité "
        "qui délivre la certification, "
        f"soit {share} % ({asked.part_exterieurs_pct} % au moins demandés dans la mesure "
        f"du possible{apart})."
    )


def _say_liens(jury: Jury, membres: tuple[Membre, ...]) -> Iterator[str]:
    declared = sum(m.independance_declaree_le is not None for m in membres)
    verb = agree(declared, "membre a", "membres ont")
    yield f"{verb} fait une déclaration d’indépendance, sur {len(membres)}."
    # Stated only when true: the minutes may not deny a tie that a member declared.
    if not any(m.liens or m.deports for m in jury.siegeants):
        yield "Aucun lien avec un candidat n’a été déclaré."


def _say_retraits(membres: tuple[Membre, ...]) -> Iterator[str]:
    """Yield, for each candidate some member withdrew for, who did and how many remained."""
    for matricule in dict.fromkeys(m for membre in membres for m in membre.deports):
        gone = [m for m in membres if matricule in m.deports]
        names = join_et([f"{m.civilite} {m.prenom} {m.nom}" for m in gone])
        # One man among those who withdrew makes the participle masculine, as French grammar has it.
        feminine = all(m.sexe is Sexe.F for m in gone)
        verb = "se sont retiré" if len(gone) > 1 else "s’est retiré"
        agreed = f"{verb}{'e' if feminine else ''}{'s' if len(gone) > 1 else ''}"
        left = agree(len(membres) - len(gone), "membre l’a examiné", "membres l’ont examiné")
        yield f"Pour le candidat {matricule}, {names} {agreed} ; {left}."


def state_conformite(
    jury: Jury, asked: JuryReglementaire | None, referentiel: Referentiel
) -> tuple[str, ...]:
    """Return the sentences of compliance on the members who sat (fiche, composition des jurys).

    `asked` is what the référentiel asks of the jury of this route; without it, no sentence.
    """
    membres = jury.siegeants
    # A route whose jury has no rule in the fiche has nothing to be held against.
    if asked is None:
        return ()
    # Among those who sat: a suppléant of the president is counted as the president.
    president = next(iter(jury.find_presidents(membres)), None)
    women = sum(m.sexe is Sexe.F for m in membres)
    sentences = [
        _say_effectif(membres, asked),
        *_say_colleges(membres, president, asked, referentiel),
        *_say_exterieurs(membres, president, asked),
        f"{agree(women, 'femme', 'femmes')} et {agree(len(membres) - women, 'homme', 'hommes')}.",
        *_say_liens(jury, membres),
        *_say_retraits(membres),
    ]
    return tuple(set_espaces(sentence) for sentence in sentences)

"""Rules on what must be given of a member for other rules to weigh: his college, some facts."""

from __future__ import annotations

from collections.abc import Iterator

from amo_docs.check.jurys import list_jurys, list_membres
from amo_docs.check.regle import Constat, Examen, gather_noms
from amo_docs.model import vocabulaire
from amo_docs.model.proches import suggest
from amo_docs.model.referentiel import Referentiel
from amo_docs.model.regles_jury import JuryReglementaire
from amo_docs.model.vocabulaire import offer_mots


def check_colleges(examen: Examen) -> Iterator[Constat]:
    """Each college is one of the référentiel, for members and in its own forms."""
    terms = vocabulaire.list_colleges(examen.referentiel)
    known = [term.code for term in terms]
    named = [(f"{cle}.college", membre.college) for cle, _, membre in list_membres(examen)]
    # A référentiel may contradict itself: a form that asks for a college nobody is of could never
    # be met.
    for index, voie in enumerate(examen.referentiel.voies):
        for rank, form in enumerate(voie.jury.formations if voie.jury else ()):
            cle = f"referentiel.voies[{index}].jury.formations[{rank}]"
            named += [(f"{cle}.colleges", code) for code in form.colleges]
            named += [(f"{cle}.president_colleges", code) for code in form.president_colleges]
    for cle, code in named:
        if code not in known:
            message = f"Le collège « {code} » n’est pas au référentiel."
            yield Constat(cle, message, suggest(code, offer_mots(terms)))


def _list_faits(asked: JuryReglementaire, referentiel: Referentiel) -> Iterator[str]:
    """Yield the fields of a member that some rule of the référentiel weighs on this route."""
    # Only these: a fiche that says nothing of trainers, or of outsiders, makes no question of it.
    president = any(not form.president_formateur_admis for form in asked.formations)
    if president or any(not college.formateurs_admis for college in referentiel.colleges):
        yield "formateur"
    if any(college.hors_certificateur for college in referentiel.colleges):
        yield "externe_certificateur"
    if asked.part_exterieurs_pct is not None:
        yield "externe_autorite"
    if asked.mandat_mois is not None:
        yield "mandat"


def check_faits(examen: Examen) -> Iterator[Constat]:
    """A member says what the référentiel weighs: trainer or not, external to whom, mandate."""
    wrong = [
        (f"{cle}.membres[{rank}].{champ}", membre.id, (jury.code, champ))
        for cle, jury, asked in list_jurys(examen)
        for rank, membre in enumerate(jury.membres)
        for champ in _list_faits(asked, examen.referentiel)
        # None, not False: a fact nobody typed is not a « non ».
        if getattr(membre, champ) is None
    ]
    # A column forgotten for the whole jury is one mistake.
    for cle, noms, (_, champ) in gather_noms(wrong):
        message = (
            f"Rien n’est dit de « {champ} », que la fiche fait vérifier, pour {', '.join(noms)}."
        )
        yield Constat(cle, message, f"Renseignez « {champ} ».")

"""What the papers after the jury need: appeal texts for regimes that exist, units."""

from __future__ import annotations

from collections.abc import Iterator

from amo_docs.check.regle import Constat, Examen
from amo_docs.model.proches import suggest
from amo_docs.model.referentiel import REGIME_COMMUN


def check_recours(examen: Examen) -> Iterator[Constat]:
    """Every appeal text is for a regime that a candidate may have (CJA, R421-5)."""
    # A misspelt regime would leave its text unused, and the notifications without one.
    regimes = [
        *dict.fromkeys(s.regime for s in examen.referentiel.statuts if s.regime),
        REGIME_COMMUN,
    ]
    for prefixe, textes in (
        ("", examen.session.recours),
        ("referentiel.", examen.referentiel.recours),
    ):
        for regime in textes:
            if regime not in regimes:
                message = f"Aucun statut n’a le régime « {regime} »."
                yield Constat(f"{prefixe}recours.{regime}", message, suggest(regime, regimes))


def check_recours_doubles(examen: Examen) -> Iterator[Constat]:
    """A session completes the appeal texts of the référentiel and does not contradict them."""
    for regime, texte in examen.session.recours.items():
        if examen.referentiel.recours.get(regime, texte) != texte:
            message = (
                f"Le texte de recours « {regime} » de la session contredit celui du référentiel."
            )
            yield Constat(f"recours.{regime}", message, "Retirez-le de la session.")


def check_unites(examen: Examen) -> Iterator[Constat]:
    """Where papers are handed over through units, everybody has one."""
    # No delivery note is declared: a unit is then only a word of the table.
    if not any(document.destinataires == "unite" for document in examen.catalogue):
        return
    # A jury where nobody has a unit hands its papers over otherwise: it is not reported row by row.
    jurys = {candidat.jury for candidat in examen.session.candidats if candidat.unite}
    for index, candidat in enumerate(examen.session.candidats):
        if candidat.unite is None and candidat.jury in jurys:
            message = (
                f"Le candidat « {candidat.matricule} » n’a pas d’unité : aucun bordereau de "
                "remise ne le nomme."
            )
            yield Constat(
                f"candidats[{index}].unite",
                message,
                "Donnez-la, ou remettez ses papiers en personne.",
            )

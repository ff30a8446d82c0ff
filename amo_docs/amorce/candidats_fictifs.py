"""The fictitious candidates: they prove what the référentiel asks, and have no results yet."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, time
from typing import Any

from dateutil.relativedelta import relativedelta

from amo_docs.amorce.calendrier import Calendrier
from amo_docs.amorce.scenario import JURY, Scenario, find_option
from amo_docs.model.fictions import CANDIDATS, FICTIONS, Figurant
from amo_docs.model.referentiel import DiplomeRequis, FonctionRequise, PrerequisValidation

Inscription = Mapping[tuple[str, int | str], Any]
"""A row of the table: values by (field of the registry, rank).

The rank is that of the prerequisite, or the code of the bloc, that the field is about; it is "" for
most fields.
"""

# One code that loses its zero in a spreadsheet, and one birth abroad.
_NAISSANCES = (
    ("Lyon", "Rhône", "69123"),
    ("Bourg-en-Bresse", "Ain", "01053"),
    ("Bruxelles", "Belgique", "99131"),
)
# Years between the least age admitted and that of the first candidate.
_AGE = 12


def make_inscriptions(scenario: Scenario) -> tuple[Inscription, ...]:
    """Return the rows of the table to start from."""
    return tuple(_inscribe(scenario, rang, figurant) for rang, figurant in enumerate(CANDIDATS))


def _inscribe(scenario: Scenario, rang: int, figurant: Figurant) -> Inscription:
    referentiel, calendrier = scenario.referentiel, scenario.calendrier
    composante = scenario.composante
    required = referentiel.find_prerequis(composante.code if composante else None)
    adresses = FICTIONS["candidats[].adresse[]"]
    commune, territoire, insee = _NAISSANCES[rang % len(_NAISSANCES)]
    born = calendrier.shift(
        years=-(referentiel.seuils.age_min + _AGE + rang), months=-rang, days=-3 * rang
    )
    option = find_option(referentiel, scenario.voie)
    champs: dict[str, Any] = {
        "matricule": f"M{rang + 1:04}",
        "jury": JURY,
        "civilite": figurant.civilite,
        "sexe": figurant.sexe,
        "grade": referentiel.grades[0].intitule if referentiel.grades else None,
        "nom_naissance": figurant.nom,
        "prenoms": figurant.prenom,
        "date_naissance": born,
        "commune_naissance": commune,
        "territoire_naissance": territoire,
        "insee_naissance": insee,
        "statut": _find_statut(scenario, required),
        "date_statut": calendrier.jury if referentiel.statuts else None,
        "composante": composante.intitule if composante else None,
        "adresse": f"{adresses[rang]} / {adresses[-1]}",
        "courriel": FICTIONS["candidats[].courriel"][rang],
        "voie": scenario.voie.libelle,
        "blocs_vises": "tous" if referentiel.blocs else None,
        "option": option.intitule if option else None,
    }
    # Experience has a day of recevabilité and an hour each; training has a day of entry, and
    # épreuves.
    begun = calendrier.shift(months=-6)
    if scenario.voie.validation_acquis:
        champs |= {"date_recevabilite": begun, "heure_passage": time(9 + rang)}
    else:
        champs["date_entree"] = begun
    inscription: dict[tuple[str, int | str], Any] = {
        (champ, ""): v for champ, v in champs.items() if v is not None
    }
    for numero, preuve in enumerate(_list_preuves(required, calendrier), start=1):
        inscription |= {(f"prerequis[].{champ}", numero): value for champ, value in preuve.items()}
    return inscription


def _find_statut(scenario: Scenario, required: PrerequisValidation | None) -> str | None:
    """Return the intitulé of the statut asked for, else of the first one; None without any."""
    names = {s.code: s.intitule for s in scenario.referentiel.statuts}
    asked = required.statuts[0] if required and required.statuts else next(iter(names), None)
    return names.get(asked, asked) if asked is not None else None


def _list_preuves(
    required: PrerequisValidation | None, calendrier: Calendrier
) -> Iterator[dict[str, Any]]:
    """Yield a diploma and a function that meet what is asked, both seen before the jury."""
    seen = {"verifiee_le": calendrier.shift(months=-1)}
    for diplome in required.diplomes[:1] if required else ():
        day = _date_diplome(diplome, calendrier)
        yield {"code": diplome.code, "du": day, "piece": "copie du diplôme", **seen}
    for fonction in required.fonctions[:1] if required else ():
        yield {
            "code": fonction.code,
            **_hold(fonction, calendrier),
            "piece": "attestation de l’employeur",
            **seen,
        }


def _date_diplome(diplome: DiplomeRequis, calendrier: Calendrier) -> date:
    """Return a day of a year the référentiel admits, before the jury."""
    # The bounds of the référentiel win over « three years ago », and the jury over both.
    year = calendrier.jury.year - 3
    if diplome.jusqu_a_annee is not None:
        year = min(year, diplome.jusqu_a_annee)
    if diplome.a_compter_annee is not None:
        year = max(year, diplome.a_compter_annee)
    return min(date(year, 6, 15), calendrier.shift(months=-3))


def _hold(fonction: FonctionRequise, calendrier: Calendrier) -> dict[str, Any]:
    """Return how long the function was held, more than asked: a number of days, or two dates."""
    if fonction.jours is not None and fonction.mois is None:
        return {"jours": fonction.jours + 15}
    end = calendrier.shift(months=-3)
    return {"du": end - relativedelta(months=(fonction.mois or 0) + 3), "au": end}

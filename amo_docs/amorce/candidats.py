"""The fictitious candidates: nothing of the day is typed yet, what they prove is what the
référentiel asks."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, time
from typing import Any

from dateutil.relativedelta import relativedelta

from amo_docs.amorce.calendrier import Calendrier
from amo_docs.amorce.personnes import CANDIDATS, Personne
from amo_docs.amorce.seance import JURY, Cadre
from amo_docs.model.referentiel import DiplomeRequis, FonctionRequise, PrerequisValidation

Inscription = Mapping[tuple[str, int | str], Any]
"""A row: the value of each field of the registry, by its name and the rank of the prerequisite it
is about."""

_NAISSANCES = (
    ("Lyon", "Rhône", "69123"),
    ("Bourg-en-Bresse", "Ain", "01053"),
    ("Bruxelles", "Belgique", "99131"),
)
_AGE = 12
"""How much older than the youngest admitted the candidates are, in years."""


def make_inscriptions(cadre: Cadre) -> tuple[Inscription, ...]:
    """Return the rows of the table to start from."""
    return tuple(_make_ligne(cadre, rang, personne) for rang, personne in enumerate(CANDIDATS))


def _make_ligne(cadre: Cadre, rang: int, personne: Personne) -> Inscription:
    referentiel, calendrier = cadre.referentiel, cadre.calendrier
    required = referentiel.find_prerequis(cadre.composante.code if cadre.composante else None)
    commune, territoire, insee = _NAISSANCES[rang % len(_NAISSANCES)]
    born = calendrier.shift(
        years=-(referentiel.seuils.age_min + _AGE + rang), months=-rang, days=-3 * rang
    )
    champs: dict[str, Any] = {
        "matricule": f"M{rang + 1:04}",
        "jury": JURY,
        "civilite": personne.civilite,
        "sexe": personne.sexe,
        "grade": referentiel.grades[0].intitule if referentiel.grades else None,
        "nom_naissance": personne.nom,
        "prenoms": personne.prenom,
        "date_naissance": born,
        "commune_naissance": commune,
        "territoire_naissance": territoire,
        "insee_naissance": insee,
        "statut": _find_statut(cadre, required),
        "date_statut": calendrier.jury if referentiel.statuts else None,
        "composante": cadre.composante.intitule if cadre.composante else None,
        "adresse": f"{rang + 1}, rue de l’Exemple / 00000 Ville-Exemple",
        "courriel": f"candidat{rang + 1}@example.org",
        "voie": cadre.voie.libelle,
        "blocs_vises": "tous",
        "date_recevabilite" if cadre.voie.validation_acquis else "date_entree": calendrier.shift(
            months=-6
        ),
    }
    if cadre.voie.validation_acquis:
        champs["heure_passage"] = time(9 + rang)
    ligne: dict[tuple[str, int | str], Any] = {
        (champ, ""): v for champ, v in champs.items() if v is not None
    }
    for numero, preuve in enumerate(_list_preuves(required, calendrier), start=1):
        ligne |= {(f"prerequis[].{champ}", numero): value for champ, value in preuve.items()}
    return ligne


def _find_statut(cadre: Cadre, required: PrerequisValidation | None) -> str | None:
    """Return the words of the statut asked for, else of the first one there is, if there is one."""
    names = {s.code: s.intitule for s in cadre.referentiel.statuts}
    asked = required.statuts[0] if required and required.statuts else next(iter(names), None)
    return names.get(asked, asked) if asked is not None else None


def _list_preuves(
    required: PrerequisValidation | None, calendrier: Calendrier
) -> Iterator[dict[str, Any]]:
    """Yield a diploma and a function that meet what is asked, seen before the jury."""
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
    year = calendrier.jury.year - 3
    if diplome.jusqu_a_annee is not None:
        year = min(year, diplome.jusqu_a_annee)
    if diplome.a_compter_annee is not None:
        year = max(year, diplome.a_compter_annee)
    return min(date(year, 6, 15), calendrier.shift(months=-3))


def _hold(fonction: FonctionRequise, calendrier: Calendrier) -> dict[str, Any]:
    """Return how long the function was held: a few months, or days, more than asked."""
    if fonction.jours is not None and fonction.mois is None:
        return {"jours": fonction.jours + 15}
    end = calendrier.shift(months=-3)
    return {"du": end - relativedelta(months=(fonction.mois or 0) + 3), "au": end}

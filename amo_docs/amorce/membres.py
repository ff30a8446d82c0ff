"""The fictitious jury: of the first composition the référentiel describes for the route, with one suppléant."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from amo_docs.amorce.calendrier import Calendrier
from amo_docs.amorce.personnes import pick_membre
from amo_docs.model.jury import College
from amo_docs.model.referentiel import Composante, Voie
from amo_docs.model.regles_jury import FormationJury

_ADRESSE = ["2, rue de l’Exemple", "00000 Ville-Exemple"]


def make_membres(voie: Voie, composante: Composante | None, calendrier: Calendrier) -> list[dict[str, Any]]:
    """Return the members: the president, those his composition asks for, and the suppléant of the last one.

    All are from outside the authority but the president, and women and men come in turn: what the rules ask for
    « si possible » holds.
    """
    asked = voie.jury
    colleges = list(_list_colleges(asked.formations[0])) if asked else [College.PROFESSIONNEL] * 2
    du, au = calendrier.list_mandat(asked.mandat_mois if asked else 12)
    commun = {"mandat": {"decision": "Décision d’exemple", "du": du, "au": au}}
    president = {
        **_make_membre(0, "président", College.PROFESSIONNEL),
        **({"representant_de": composante.presidents[0]} if composante else {}),
        "externe_certificateur": False,
        "externe_autorite": False,
        **commun,
    }
    others = [{**_make_membre(rang, "membre", college), **commun} for rang, college in enumerate(colleges, start=1)]
    membres = [president, *others]
    if others and (asked is None or asked.suppleants):
        substitute = _make_membre(len(membres), "suppléant", colleges[-1])
        membres.append({**substitute, "suppleant_de": others[-1]["id"], **commun})
    return membres


def _list_colleges(formation: FormationJury) -> Iterator[College]:
    """Yield the college of each member beside the president."""
    others = formation.effectif - 1
    professionnels = formation.professionnels
    if professionnels is None:
        minimum = formation.professionnels_min or 0
        professionnels = minimum - 1 if formation.president_professionnel else minimum
    for rang in range(others):
        yield College.PROFESSIONNEL if rang < professionnels else College.FORMATEUR


def _make_membre(rang: int, role: str, college: College) -> dict[str, Any]:
    personne = pick_membre(rang)
    return {
        "id": f"M{rang}" if rang else "P",
        "role": role,
        "college": college.value,
        "formateur": college is College.FORMATEUR,
        "civilite": personne.civilite,
        "sexe": personne.sexe,
        "nom": personne.nom,
        "prenom": personne.prenom,
        "fonction": "formation" if college is College.FORMATEUR else "direction",
        "employeur": "Employeur d’exemple",
        "adresse": _ADRESSE,
        "externe_certificateur": True,
        "externe_autorite": True,
    }

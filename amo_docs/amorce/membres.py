"""The fictitious jury: of the first composition the référentiel describes for the route, with one
suppléant."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from amo_docs.amorce.calendrier import Calendrier
from amo_docs.amorce.personnes import pick_membre
from amo_docs.model.referentiel import Composante, Referentiel, Voie
from amo_docs.model.regles_jury import College, FormationJury

_ADRESSE = ["2, rue de l’Exemple", "00000 Ville-Exemple"]
_SANS_REGLE = 2
"""Members beside the president where the référentiel describes no jury."""


def make_membres(
    referentiel: Referentiel, voie: Voie, composante: Composante | None, calendrier: Calendrier
) -> list[dict[str, Any]]:
    """Return the members: the president, those his composition asks for, and the suppléant of the
    last one.

    All are from outside the authority but the president, and women and men come in turn: what the
    rules ask for « si possible » holds."""
    asked = voie.jury
    form = asked.formations[0] if asked else None
    colleges = list(_list_colleges(referentiel, form))
    commun = _make_mandat(asked.mandat_mois if asked else None, calendrier)
    president = {
        **_make_membre(0, "président", _choose_president(referentiel, form)),
        **({"representant_de": composante.presidents[0]} if composante else {}),
        "externe_certificateur": False,
        "externe_autorite": False,
        **commun,
    }
    others = [
        {**_make_membre(rang, "membre", college), **commun}
        for rang, college in enumerate(colleges, start=1)
    ]
    membres = [president, *others]
    if others and (asked is None or asked.suppleants):
        substitute = _make_membre(len(membres), "suppléant", colleges[-1])
        membres.append({**substitute, "suppleant_de": others[-1]["id"], **commun})
    return membres


def _make_mandat(mois: int | None, calendrier: Calendrier) -> dict[str, Any]:
    """Return the mandate of a member, where the référentiel asks for one."""
    if mois is None:
        return {}
    du, au = calendrier.list_mandat(mois)
    return {"mandat": {"decision": "Décision d’exemple", "du": du, "au": au}}


def _choose_president(referentiel: Referentiel, form: FormationJury | None) -> College:
    """Return the college of the president: one the form allows him, else a professional one, else
    the first."""
    allowed = form.president_colleges if form else ()
    chosen = [c for c in referentiel.colleges if c.code in allowed]
    return (
        chosen or [c for c in referentiel.colleges if c.professionnel] or list(referentiel.colleges)
    )[0]


def _list_colleges(referentiel: Referentiel, form: FormationJury | None) -> Iterator[College]:
    """Yield the college of each member beside the president: those the form counts, else
    professionals."""
    counted = {college.code: college for college in referentiel.colleges}
    if form is not None and form.colleges:
        for code, count in form.colleges.items():
            yield from [counted[code]] * count
        return
    professional = next(
        (c for c in referentiel.colleges if c.professionnel), referentiel.colleges[0]
    )
    yield from [professional] * (form.effectif - 1 if form else _SANS_REGLE)


def _make_membre(rang: int, role: str, college: College) -> dict[str, Any]:
    personne = pick_membre(rang)
    return {
        "id": f"M{rang}" if rang else "P",
        "role": role,
        "college": college.code,
        "formateur": college.formateur,
        "civilite": personne.civilite,
        "sexe": personne.sexe,
        "nom": personne.nom,
        "prenom": personne.prenom,
        "fonction": "formation" if college.formateur else "direction",
        "employeur": "Employeur d’exemple",
        "adresse": _ADRESSE,
        "externe_certificateur": True,
        "externe_autorite": True,
    }

"""The values of the rules: what a jury must be on a route, and the thresholds checks compare with."""

from __future__ import annotations

from pydantic import Field

from amo_docs.model.base import Notion, OuiNon, Texte


class FormationJury(Notion):
    """One admitted composition of the jury, the president counted in `effectif`.

    `professionnels` and `formateurs` count the members of each college beside the president (full form);
    `professionnels_min` counts professionals with the president among them (reduced form).
    """

    code: Texte
    effectif: int = Field(gt=0)
    professionnels: int | None = None
    formateurs: int | None = None
    professionnels_min: int | None = None
    president_professionnel: OuiNon = False
    president_formateur_admis: OuiNon = True
    texte: tuple[Texte, ...] = Field(min_length=1)


class JuryReglementaire(Notion):
    """The jury of one route: size, forms, presidents, designation, mandate and shares, each in the fiche's words.

    `parite_ecart_max` is the difference beyond which women and men are not balanced (None: it is not measured).
    """

    effectif_min: int = Field(gt=0)
    effectif_max: int = Field(gt=0)
    effectif_texte: Texte | None = None
    formations: tuple[FormationJury, ...] = Field(min_length=1)
    college_professionnel: Texte
    professionnels_hors_certificateur: OuiNon = False
    suppleants: OuiNon
    qualite_president: Texte
    designation: Texte
    designe_par: Texte
    mandat_mois: int = Field(gt=0)
    mandat_renouvelable: OuiNon
    part_exterieurs_pct: int | None = Field(default=None, ge=0, le=100)
    part_exterieurs_texte: Texte | None = None
    president_compte: OuiNon = False
    parite_si_possible: OuiNon = False
    parite_ecart_max: int | None = Field(default=None, ge=0)
    source: Texte

    def find_formation(self, effectif: int) -> FormationJury | None:
        """Return the admitted composition of this size, or None when the fiche is silent."""
        return next((f for f in self.formations if f.effectif == effectif), None)


class Seuils(Notion):
    """Thresholds of the checks: ages in years, delays in days or months."""

    age_min: int
    age_max: int
    jours_par_mois: int = Field(gt=0)
    alerte_echeance_mois: int
    delai_notification_jours: int
    source: Texte

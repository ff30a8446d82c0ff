"""The values of the rules: what a jury must be on a route, and the thresholds checks compare
with."""

from __future__ import annotations

from pydantic import Field

from amo_docs.model.base import Notion, OuiNon, Texte


class College(Notion):
    """A college the members of a jury are designated from; `intitule` is what papers print.

    `professionnel`: its members count among the professionals a form asks for. `formateur`: it is
    that of the trainers. `formateurs_admis`: a trainer may be of it. `hors_certificateur`: its
    members come from outside the certificateur, where possible."""

    code: Texte
    intitule: Texte
    autres_noms: tuple[Texte, ...] = ()
    professionnel: OuiNon = False
    formateur: OuiNon = False
    formateurs_admis: OuiNon = True
    hors_certificateur: OuiNon = False


class FormationJury(Notion):
    """One admitted composition of the jury, the president counted in `effectif`.

    `colleges` gives how many members of each college sit beside the president; `professionnels_min`
    counts the professionals, trainers left out, with the president among them; `president_colleges`
    are those he may come from (none named: any)."""

    code: Texte
    effectif: int = Field(gt=0)
    colleges: dict[str, int] = Field(default_factory=dict)
    professionnels_min: int | None = None
    president_colleges: tuple[Texte, ...] = ()
    president_formateur_admis: OuiNon = True
    texte: tuple[Texte, ...] = Field(min_length=1)


class JuryReglementaire(Notion):
    """The jury of one route: size, forms, presidents, designation, mandate and shares, each in the
    fiche's words.

    None is what the fiche does not say: no rule asks it of a jury. `parite_ecart_max` is the
    difference beyond which women and men are not balanced."""

    effectif_min: int = Field(gt=0)
    effectif_max: int = Field(gt=0)
    effectif_texte: Texte | None = None
    formations: tuple[FormationJury, ...] = Field(min_length=1)
    college_professionnel: Texte | None = None
    suppleants: OuiNon | None = None
    qualite_president: Texte
    designation: Texte | None = None
    designe_par: Texte | None = None
    mandat_mois: int | None = Field(default=None, gt=0)
    mandat_renouvelable: OuiNon | None = None
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

"""The values of the rules: what a jury must be on a route, and the thresholds of the checks."""

from __future__ import annotations

from pydantic import Field

from amo_docs.model.base import Notion, OuiNon, Texte


class College(Notion):
    """A college that members of a jury are designated from; papers print its `intitule`.

    Its members count among the professionals a form asks for (`professionnel`), are the trainers
    (`formateur`), may be trainers (`formateurs_admis`), or come from outside the certificateur
    where that is possible (`hors_certificateur`).
    """

    code: Texte
    intitule: Texte
    autres_noms: tuple[Texte, ...] = ()
    # Flags, not codes known to the program: each référentiel has colleges and words of its own.
    professionnel: OuiNon = False
    formateur: OuiNon = False
    formateurs_admis: OuiNon = True
    hors_certificateur: OuiNon = False


class FormationJury(Notion):
    """One admitted composition of the jury; `effectif` counts the president.

    `colleges` gives how many members of each college sit beside the president. `professionnels_min`
    counts professionals who are no trainers, the president among them. `president_colleges` are
    those he may come from: any, when none is named.
    """

    code: Texte
    effectif: int = Field(gt=0)
    colleges: dict[str, int] = Field(default_factory=dict)
    # At three, the president is one of the « at least two professionals » of the fiche.
    professionnels_min: int | None = None
    president_colleges: tuple[Texte, ...] = ()
    president_formateur_admis: OuiNon = True
    texte: tuple[Texte, ...] = Field(min_length=1)


class JuryReglementaire(Notion):
    """The jury of one route: size, forms, presidents, designation, mandate and shares.

    `parite_ecart_max` is the difference beyond which women and men are not balanced.
    """

    effectif_min: int = Field(gt=0)
    effectif_max: int = Field(gt=0)
    # What is None, the fiche does not say: no rule, no column and no sentence is made of it. Texts
    # stand beside figures because papers must cite the words of the fiche.
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
    # Whether the share of outsiders counts the president: « hormis le président », says one fiche.
    president_compte: OuiNon = False
    parite_si_possible: OuiNon = False
    # The fiche asks for balance and gives no figure: this one is ours, and can be changed.
    parite_ecart_max: int | None = Field(default=None, ge=0)
    source: Texte

    def find_formation(self, effectif: int) -> FormationJury | None:
        """Return the admitted composition of this size, or None when the fiche has none."""
        return next((f for f in self.formations if f.effectif == effectif), None)


class Seuils(Notion):
    """Thresholds of the checks: ages in years, delays in days or months."""

    # Beyond these ages the date of birth is a slip of typing, not an unusual candidate.
    age_min: int
    age_max: int
    # To count in months what is proved in days.
    jours_par_mois: int = Field(gt=0)
    alerte_echeance_mois: int
    # Of a validation of experience (R6412-5): no text sets one for training.
    delai_notification_jours: int
    source: Texte

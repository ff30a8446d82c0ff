"""The référentiel: what a certification is, as its certificateur registered it.

There is one record for each table of the TOML file.
"""

from __future__ import annotations

from datetime import date, timedelta

from dateutil.relativedelta import relativedelta
from pydantic import Field

from amo_docs.model.acquisition import (
    Acquisition,
    Equivalence,
    OptionAcquisition,
    RegleAcquisition,
)
from amo_docs.model.base import DateFr, Notion, OuiNon, Texte
from amo_docs.model.enregistrement import Enregistrement
from amo_docs.model.fiche import (
    Certificateur,
    CodeLibelle,
    Emplois,
    Grade,
    Manquant,
    MentionLegale,
    Objectif,
    Partenaire,
    Publication,
    Secteur,
    Statistique,
    Territoire,
)
from amo_docs.model.phrases import Phrases, Suites
from amo_docs.model.regles_jury import College, JuryReglementaire, Seuils


class Activite(Notion):
    """One activity of a bloc, with the code the fiche gives it (A1, A2, …)."""

    code: Texte
    intitule: Texte


class Competence(Notion):
    """One competence of a bloc, with a code of our own (C1, C2, …) in the order of the fiche."""

    code: Texte
    intitule: Texte


class Modalite(Notion):
    """One way a bloc is assessed, on one route, or on all of them when none is named."""

    voie: Texte | None = None
    intitule: Texte


class Bloc(Notion):
    """A part of the certification, assessed and acquired on its own; it has no level (L6113-1)."""

    code: Texte
    # What people type, and what file names carry: « BC01 » for « CERT123BC01 ».
    abrege: Texte
    intitule: Texte
    activites: tuple[Activite, ...] = ()
    competences: tuple[Competence, ...] = Field(min_length=1)
    modalites: tuple[Modalite, ...] = Field(min_length=1)


class Validite(Notion):
    """How long the certification holds once delivered: so many years, or months, or for ever.

    The *répertoire spécifique* has certifications that end; None of both numbers is for ever.
    """

    annees: int | None = Field(default=None, gt=0)
    mois: int | None = Field(default=None, gt=0)
    # What the holder does before the end, in the words of the fiche.
    renouvellement: Texte | None = None
    source: Texte

    def find_fin(self, delivrance: date) -> date | None:
        """Return the last day of a certificate delivered on a day; None when it has no end."""
        if self.annees is None and self.mois is None:
            return None
        # Three years from 9 March end on 8 March: the day of délivrance is the first one.
        span = relativedelta(years=self.annees or 0, months=self.mois or 0)
        return delivrance + span - timedelta(days=1)


class Voie(Notion):
    """A route to the certification, open or closed.

    `inference` says what was deduced. `autres_noms`, here and below, are what people type for it
    besides its code and its names, such as « VAE ».
    """

    code: Texte
    intitule: Texte
    libelle: Texte
    autres_noms: tuple[Texte, ...] = ()
    ouverte: OuiNon
    inference: Texte | None = None
    date_modification: DateFr | Manquant = "-"
    # Experience has rules of its own: who may sit (D6412-6), the delay of notification (R6412-5
    # and following), recevabilité in the place of an entry.
    validation_acquis: OuiNon = False
    jury: JuryReglementaire | None = None
    source: Texte


class Composante(Notion):
    """A branch of the certificateur with its own president and prerequisites.

    `article` goes before `intitule` in a sentence: « l’ », « la », « le ».
    """

    code: Texte
    intitule: Texte
    article: Texte
    # The quality that presides; whoever represents it may too (J306).
    presidents: tuple[Texte, ...] = Field(min_length=1)
    organisme: Texte | None = None
    autres_noms: tuple[Texte, ...] = ()
    source: Texte

    @property
    def designation(self) -> str:
        """The composante as a sentence names it: « l’école du Nord », « la filière bois »."""
        return self.article + ("" if self.article[-1] in "'’" else " ") + self.intitule


class DiplomeRequis(Notion):
    """A diploma that opens the validation, within the years for which the fiche admits it."""

    code: Texte
    intitule: Texte
    jusqu_a_annee: int | None = None
    a_compter_annee: int | None = None


class FonctionRequise(Notion):
    """A function to have held for so many months or days, in one or several periods."""

    code: Texte
    intitule: Texte
    mois: int | None = Field(default=None, gt=0)
    jours: int | None = Field(default=None, gt=0)
    # False where the fiche does not ask for months in a row.
    consecutifs: OuiNon = False


class PrerequisValidation(Notion):
    """What a candidate of one composante must prove before the certification is validated.

    The statut, one of the diplomas and one of the functions: each of the three where it is named.
    `lacune` says in a sentence which years of diploma the fiche leaves out.
    """

    composante: Texte | None = None
    texte: tuple[Texte, ...] = Field(min_length=1)
    statuts: tuple[Texte, ...] = ()
    diplomes: tuple[DiplomeRequis, ...] = ()
    fonctions: tuple[FonctionRequise, ...] = ()
    lacune: Texte | None = None
    source: Texte

    def is_lacune(self, annee: int) -> bool:
        """Tell whether the fiche says nothing of a diploma of `annee`.

        Such a year is after the last one of a diploma and before the first one of another.
        """
        # « Until 2022 » and « from 2025 »: a diploma of 2023 is neither admitted nor refused, and
        # nothing is guessed (R212).
        last = [d.jusqu_a_annee for d in self.diplomes if d.jusqu_a_annee is not None]
        first = [d.a_compter_annee for d in self.diplomes if d.a_compter_annee is not None]
        return (
            self.lacune is not None
            and bool(last)
            and bool(first)
            and max(last) < annee < min(first)
        )


RESULTAT = "Résultat"
"""What people call the one result of a certification without blocs: a column, an object."""

REGIME_COMMUN = "tous"
"""The regime of candidates whose statut names none."""


class Statut(Notion):
    """A legal status a candidate may hold.

    `regime`, a word of the référentiel, chooses the texts that depend on it.
    """

    code: Texte
    intitule: Texte
    # How to appeal depends on the person: the way of one statut may not be open to another.
    regime: Texte | None = None
    autres_noms: tuple[Texte, ...] = ()


class Referentiel(Notion):
    """The certification, complete: all a paper, a check or a statistic may need to know of it."""

    code: Texte
    intitule: Texte
    # The same numbers in the two frameworks (décret 2019-14); both must stand on a certificate.
    # A certification of the répertoire spécifique has none.
    niveau: int | None = Field(default=None, ge=1, le=8)
    niveau_europeen: int | None = Field(default=None, ge=1, le=8)
    # The last day of the registration, not of délivrance: see `Enregistrement.limite_delivrance`.
    echeance: DateFr
    nsf: tuple[CodeLibelle, ...] = Field(min_length=1)
    formacodes: tuple[CodeLibelle, ...] = ()
    codes_rome: tuple[CodeLibelle, ...] = ()
    certificateur: Certificateur
    partenaires: tuple[Partenaire, ...] = ()
    # The codes under which a bloc acquired earlier still counts (R215).
    anciennes_certifications: tuple[Texte, ...] = ()
    # Where the fiche has it; otherwise the session gives it.
    enregistrement: Enregistrement | None = None
    publications: tuple[Publication, ...] = ()
    objectifs: tuple[Objectif, ...] = ()
    presentation: tuple[Texte, ...] = ()
    activites: tuple[Texte, ...] = ()
    capacites_attestees: tuple[Texte, ...] = ()
    # A certification without blocs is acquired whole: `competences` and `modalites` then say what
    # is assessed, and how.
    blocs: tuple[Bloc, ...] = ()
    acquisition: Acquisition | None = None
    competences: tuple[Competence, ...] = ()
    modalites: tuple[Modalite, ...] = ()
    equivalences: tuple[Equivalence, ...] = ()
    validite: Validite | None = None
    colleges: tuple[College, ...] = Field(min_length=1)
    voies: tuple[Voie, ...] = Field(min_length=1)
    territoires: tuple[Territoire, ...] = ()
    # The word people read for `composante`: a filière for one certification, an academy for
    # another.
    libelle_composante: Texte | None = None
    composantes: tuple[Composante, ...] = ()
    statuts: tuple[Statut, ...] = ()
    suites: Suites = Suites()
    # By regime. No court and no delay is in the program: a wrong one would be worse than none.
    recours: dict[str, Texte] = Field(default_factory=dict)
    prerequis_formation: tuple[Texte, ...] = ()
    prerequis: tuple[PrerequisValidation, ...] = ()
    mention_legale: MentionLegale | None = None
    secteurs: tuple[Secteur, ...] = ()
    emplois: tuple[Emplois, ...] = ()
    statistiques: tuple[Statistique, ...] = ()
    grades: tuple[Grade, ...] = ()
    # First names whose capital often loses its accent (D111). They are not of the fiche.
    prenoms_accentues: tuple[Texte, ...] = ()
    # Expressions of `mentions.toml` that this certificateur has a right to.
    expressions_admises: tuple[Texte, ...] = ()
    phrases: Phrases
    seuils: Seuils

    @property
    def unites(self) -> tuple[Bloc, ...]:
        """What a jury gives a result for: the blocs, or the certification when it has none.

        It has the form of a bloc, so that results, columns and grids are one thing; no paper calls
        it one.
        """
        if self.blocs:
            return self.blocs
        entiere = Bloc.model_construct(
            code=self.code,
            abrege=RESULTAT,
            intitule=self.intitule,
            activites=(),
            competences=self.competences,
            modalites=self.modalites,
        )
        return (entiere,)

    def find_regle(self, voie: str) -> RegleAcquisition:
        """Return what must be acquired on a route: the rule of the blocs, or the whole."""
        if self.acquisition is None:
            # Without a rule every bloc is asked for; S425 refuses the référentiel before that.
            return RegleAcquisition(tous=tuple(RegleAcquisition(bloc=u.code) for u in self.unites))
        return self.acquisition.find_regle(voie)

    def find_bloc(self, code: str) -> Bloc | None:
        """Return the bloc of this code or short code, or None.

        Without blocs, the certification itself answers to its code.
        """
        return next((b for b in self.unites if code in (b.code, b.abrege)), None)

    def find_option(self, voie: str, option: str | None) -> OptionAcquisition | None:
        """Return the option of this code on a route, or None."""
        options = self.find_regle(voie).list_options()
        return next((o for o in options if o.code == option), None)

    def find_voie(self, code: str) -> Voie | None:
        """Return the route of this code, or None."""
        return next((v for v in self.voies if v.code == code), None)

    def find_college(self, code: str) -> College | None:
        """Return the college of this code, or None."""
        return next((c for c in self.colleges if c.code == code), None)

    def list_modalites(self, voie: str, blocs: tuple[str, ...]) -> tuple[str, ...]:
        """Return how `blocs` are assessed on the route `voie`, each way once, in order."""
        found = (
            m.intitule
            for b in self.unites
            if b.code in blocs
            for m in b.modalites
            if m.voie in (None, voie)
        )
        return tuple(dict.fromkeys(found))

    def find_composante(self, code: str | None) -> Composante | None:
        """Return the composante of this code, or None."""
        return next((c for c in self.composantes if c.code == code), None)

    def find_regime(self, statut: str | None) -> str:
        """Return the regime of a candidate of this statut, « tous » when it has none."""
        return next(
            (s.regime for s in self.statuts if s.code == statut and s.regime), REGIME_COMMUN
        )

    def find_prerequis(self, composante: str | None) -> PrerequisValidation | None:
        """Return what a candidate of `composante` must prove, or None."""
        # A table without composante is for all.
        return next((p for p in self.prerequis if p.composante in (None, composante)), None)

    def write_grade(self, grade: str) -> str:
        """Return the rank in full for an abbreviation of the table, else the rank as given."""
        # A rank that no table has is printed as typed: abbreviations differ between services.
        return next(
            (g.intitule for g in self.grades if g.code.casefold() == grade.casefold()), grade
        )

"""The référentiel: what a certification is, as its certificateur registered it. One record per
table of the TOML."""

from __future__ import annotations

from pydantic import Field

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
    """A part of the certification that is assessed and acquired on its own. It has no level
    (L6113-1)."""

    code: Texte
    abrege: Texte
    intitule: Texte
    activites: tuple[Activite, ...] = ()
    competences: tuple[Competence, ...] = Field(min_length=1)
    modalites: tuple[Modalite, ...] = Field(min_length=1)


class Acquisition(Notion):
    """How blocs make the certification: which ones are needed, and the sentence the fiche says it
    with.

    `inference` says what the fiche does not; None is what it leaves open.
    """

    texte: tuple[Texte, ...] = ()
    blocs_requis: tuple[Texte, ...] = Field(min_length=1)
    cumulative: OuiNon | None = None
    blocs_prealables: OuiNon | None = None
    inference: Texte | None = None
    source: Texte


class Voie(Notion):
    """A route to the certification, open or closed; `inference` says what the published text does
    not.

    `autres_noms`, here and below: what people type for it besides its code and its names, « VAE ».
    """

    code: Texte
    intitule: Texte
    libelle: Texte
    autres_noms: tuple[Texte, ...] = ()
    ouverte: OuiNon
    inference: Texte | None = None
    date_modification: DateFr | Manquant = "-"
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
    presidents: tuple[Texte, ...] = Field(min_length=1)
    organisme: Texte | None = None
    autres_noms: tuple[Texte, ...] = ()
    source: Texte

    @property
    def designation(self) -> str:
        """The composante as a sentence names it: « l’école du Nord », « la filière bois »."""
        return self.article + ("" if self.article[-1] in "'’" else " ") + self.intitule


class DiplomeRequis(Notion):
    """A diploma that opens the validation, with the years between which the fiche admits it."""

    code: Texte
    intitule: Texte
    jusqu_a_annee: int | None = None
    a_compter_annee: int | None = None


class FonctionRequise(Notion):
    """A function to have held, for so many months or so many days, in one or several periods."""

    code: Texte
    intitule: Texte
    mois: int | None = Field(default=None, gt=0)
    jours: int | None = Field(default=None, gt=0)
    consecutifs: OuiNon = False


class PrerequisValidation(Notion):
    """What a candidate of one composante must prove before the certification is validated.

    The statut, one of the diplomas and one of the functions: each of the three when it is named.
    `lacune` says in a sentence which years of diploma the fiche leaves out."""

    composante: Texte | None = None
    texte: tuple[Texte, ...] = Field(min_length=1)
    statuts: tuple[Texte, ...] = ()
    diplomes: tuple[DiplomeRequis, ...] = ()
    fonctions: tuple[FonctionRequise, ...] = ()
    lacune: Texte | None = None
    source: Texte

    def is_lacune(self, annee: int) -> bool:
        """Tell whether the fiche leaves `annee` out: after the last of one diploma, before the
        first of another."""
        last = [d.jusqu_a_annee for d in self.diplomes if d.jusqu_a_annee is not None]
        first = [d.a_compter_annee for d in self.diplomes if d.a_compter_annee is not None]
        return (
            self.lacune is not None
            and bool(last)
            and bool(first)
            and max(last) < annee < min(first)
        )


REGIME_COMMUN = "tous"
"""The regime of those whose statut names none."""


class Statut(Notion):
    """A legal status a candidate may hold; `regime`, a word of the référentiel's own, chooses later
    texts."""

    code: Texte
    intitule: Texte
    regime: Texte | None = None
    autres_noms: tuple[Texte, ...] = ()


class Referentiel(Notion):
    """The certification, complete: everything a paper, a check or a statistic may need to know
    about it."""

    code: Texte
    intitule: Texte
    niveau: int = Field(ge=1, le=8)
    niveau_europeen: int = Field(ge=1, le=8)
    echeance: DateFr
    nsf: tuple[CodeLibelle, ...] = Field(min_length=1)
    formacodes: tuple[CodeLibelle, ...] = ()
    codes_rome: tuple[CodeLibelle, ...] = ()
    certificateur: Certificateur
    partenaires: tuple[Partenaire, ...] = ()
    anciennes_certifications: tuple[Texte, ...] = ()
    enregistrement: Enregistrement | None = None
    publications: tuple[Publication, ...] = ()
    objectifs: tuple[Objectif, ...] = ()
    presentation: tuple[Texte, ...] = ()
    activites: tuple[Texte, ...] = ()
    capacites_attestees: tuple[Texte, ...] = ()
    blocs: tuple[Bloc, ...] = Field(min_length=1)
    acquisition: Acquisition
    colleges: tuple[College, ...] = Field(min_length=1)
    voies: tuple[Voie, ...] = Field(min_length=1)
    territoires: tuple[Territoire, ...] = ()
    libelle_composante: Texte | None = None
    composantes: tuple[Composante, ...] = ()
    statuts: tuple[Statut, ...] = ()
    suites: Suites = Suites()
    recours: dict[str, Texte] = Field(default_factory=dict)
    prerequis_formation: tuple[Texte, ...] = ()
    prerequis: tuple[PrerequisValidation, ...] = ()
    mention_legale: MentionLegale | None = None
    secteurs: tuple[Secteur, ...] = ()
    emplois: tuple[Emplois, ...] = ()
    statistiques: tuple[Statistique, ...] = ()
    grades: tuple[Grade, ...] = ()
    prenoms_accentues: tuple[Texte, ...] = ()
    expressions_admises: tuple[Texte, ...] = ()
    phrases: Phrases
    seuils: Seuils

    def find_bloc(self, code: str) -> Bloc | None:
        """Return the bloc of this code or short code, or None."""
        return next((b for b in self.blocs if code in (b.code, b.abrege)), None)

    def find_voie(self, code: str) -> Voie | None:
        """Return the route of this code, or None."""
        return next((v for v in self.voies if v.code == code), None)

    def find_college(self, code: str) -> College | None:
        """Return the college of this code, or None."""
        return next((c for c in self.colleges if c.code == code), None)

    def list_modalites(self, voie: str, blocs: tuple[str, ...]) -> tuple[str, ...]:
        """Return how `blocs` are assessed on the route `voie`, each way once, in the order of the
        fiche."""
        found = (
            m.intitule
            for b in self.blocs
            if b.code in blocs
            for m in b.modalites
            if m.voie in (None, voie)
        )
        return tuple(dict.fromkeys(found))

    def find_composante(self, code: str | None) -> Composante | None:
        """Return the composante of this code, or None."""
        return next((c for c in self.composantes if c.code == code), None)

    def find_regime(self, statut: str | None) -> str:
        """Return the regime of a candidate of this statut: the key of the texts chosen by it,
        « tous » without one."""
        return next(
            (s.regime for s in self.statuts if s.code == statut and s.regime), REGIME_COMMUN
        )

    def find_prerequis(self, composante: str | None) -> PrerequisValidation | None:
        """Return what a candidate of `composante` must prove; a table without composante is for
        all."""
        return next((p for p in self.prerequis if p.composante in (None, composante)), None)

    def write_grade(self, grade: str) -> str:
        """Return the rank in full for an abbreviation of the table, else the rank as given."""
        return next(
            (g.intitule for g in self.grades if g.code.casefold() == grade.casefold()), grade
        )

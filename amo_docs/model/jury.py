"""The jury: who sits, in which role, when and where, and what happened on the day."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

from pydantic import Field

from amo_docs.model.base import DateFr, Heure, Nom, Notion, OuiNon, Texte, fold_choice


class Civilite(StrEnum):
    """The only two civilités of administrative papers (circulaire 5575/SG of 21 February 2012)."""

    MADAME = "Madame"
    MONSIEUR = "Monsieur"


class Sexe(StrEnum):
    """Sex as on the acte de naissance; it agrees « né » and « née »."""

    F = "F"
    M = "M"


_CIVILITES = {"mme": "Madame", "m": "Monsieur", "mr": "Monsieur", "m.": "Monsieur"}
_SEXES = {"femme": "F", "feminin": "F", "homme": "M", "masculin": "M", "h": "M"}

CiviliteTapee = Annotated[Civilite, fold_choice(Civilite, _CIVILITES)]
SexeTape = Annotated[Sexe, fold_choice(Sexe, _SEXES)]


class Role(StrEnum):
    """The place of a person in the jury."""

    PRESIDENT = "président"
    MEMBRE = "membre"
    SUPPLEANT = "suppléant"


class Presence(StrEnum):
    """What the minutes say of a designated member."""

    PRESENT = "présent"
    ABSENT = "absent"
    REMPLACE = "remplacé"
    # A suppléant who was not needed: neither present nor absent.
    NON_APPELE = "non appelé"


class NatureLien(StrEnum):
    """How a member and a candidate are tied (code du travail, D6412-6)."""

    # It bars a member in a validation of experience only; the others bar him on every route.
    FORMATEUR = "a formé"
    ACCOMPAGNATEUR = "a accompagné"
    PERSONNEL = "personnel"
    PROFESSIONNEL = "professionnel"


class Lien(Notion):
    """A declared tie between a member and a candidate."""

    candidat: Texte
    nature: Annotated[NatureLien, fold_choice(NatureLien)]
    precision: Texte | None = None


class Periode(Notion):
    """A decision that designates a member, and the days it covers, both included."""

    decision: Texte
    du: DateFr
    au: DateFr


class Mandat(Periode):
    """The decision that first designates a member, then those that renew it, in order."""

    renouvellements: tuple[Periode, ...] = ()

    @property
    def periodes(self) -> tuple[Periode, ...]:
        """The first period and its renewals."""
        return (Periode(decision=self.decision, du=self.du, au=self.au), *self.renouvellements)

    def find_periode(self, jour: DateFr) -> Periode:
        """Return the period that covers `jour`, or the first one when none does."""
        # Papers cite the decision of the day. Where none covers it J309 has spoken, and a name is
        # still printed.
        return next((p for p in self.periodes if p.du <= jour <= p.au), self.periodes[0])


class Membre(Notion):
    """A person of the jury: président, membre, or suppléant of one of them.

    `college` is a code of the référentiel.
    """

    id: Texte
    role: Annotated[Role, fold_choice(Role)]
    suppleant_de: Texte | None = None
    college: Texte
    # None until it is given. Only what a rule of the référentiel weighs is required (J331): a fiche
    # that speaks of no trainer asks nobody whether he is one.
    formateur: OuiNon | None = None
    representant_de: Texte | None = None
    civilite: CiviliteTapee
    sexe: SexeTape
    grade: Texte | None = None
    nom: Nom
    prenom: Nom
    fonction: Texte
    employeur: Texte
    adresse: tuple[Texte, ...] = Field(min_length=1)
    # « Extérieur » is two facts: to the certificateur, which professionals should be, and to the
    # autorité, of which the fiche wants a share.
    externe_certificateur: OuiNon | None = None
    externe_autorite: OuiNon | None = None
    mandat: Mandat | None = None
    presence: Annotated[Presence, fold_choice(Presence)] | None = None
    remplace_par: Texte | None = None
    independance_declaree_le: DateFr | None = None
    # Declared, never computed: in some trades everyone may have met everyone.
    liens: tuple[Lien, ...] = ()
    # Matricules of the candidates for whom the member withdraws.
    deports: tuple[Texte, ...] = ()


class Nomination(Notion):
    """The decision that designates a jury.

    Its legal basis is data, one line each (« Vu … »), never invented.
    """

    numero: Texte | None = None
    date: DateFr
    autorite: Texte
    fondements: tuple[Texte, ...] = Field(min_length=1)


class Jury(Notion):
    """One jury and its procès-verbal: route, composante, members, days and real hours."""

    code: Texte
    intitule: Texte
    voie: Texte
    composante: Texte | None = None
    lieu: Texte
    # Or `visioconference`: S408 wants one of the two.
    adresse: tuple[Texte, ...] = ()
    salle: Texte | None = None
    acces: Texte | None = None
    visioconference: Texte | None = None
    dates: tuple[DateFr, ...] = Field(min_length=1)
    heure_arrivee: Heure
    heure_debut: Heure
    a_apporter: tuple[Texte, ...] = Field(min_length=1)
    consequences_absence: Texte
    pieces_jury: tuple[Texte, ...] = ()
    membres: tuple[Membre, ...] = ()
    nomination: Nomination | None = None
    # From here on, what the minutes need, typed once the jury has sat. `incidents` is « Néant »
    # when there were none: an empty field might be one forgotten.
    numero_pv: Texte | None = None
    ouverture_reelle: Heure | None = None
    cloture_reelle: Heure | None = None
    incidents: Texte | None = None
    date_deliberation: DateFr | None = None

    @property
    def designes(self) -> tuple[Membre, ...]:
        """The titular members: the president and the members, without suppléants."""
        return tuple(m for m in self.membres if m.role is not Role.SUPPLEANT)

    @property
    def siegeants(self) -> tuple[Membre, ...]:
        """The members who sat: titulars, and suppléants in the place of one who is replaced."""
        return tuple(m for m in self.membres if m.presence is Presence.PRESENT)

    def find_presidents(self, membres: tuple[Membre, ...]) -> tuple[Membre, ...]:
        """Return who presides among `membres` of this jury.

        It is the président, or the suppléant who sits for him. There may be several, or none: J302
        reports it.
        """
        presidents = {m.id for m in self.membres if m.role is Role.PRESIDENT}
        return tuple(m for m in membres if m.role is Role.PRESIDENT or m.suppleant_de in presidents)

    @property
    def faits_dits(self) -> tuple[str, ...]:
        """The facts given of one member at least: trainer or not, external to whom."""
        # The minutes have a column for each of these, and none for what nobody was asked.
        champs = ("formateur", "externe_certificateur", "externe_autorite")
        return tuple(
            champ for champ in champs if any(getattr(m, champ) is not None for m in self.membres)
        )

    @property
    def date_jury(self) -> DateFr:
        """The day of the decision: the deliberation once it is known, else the last planned day."""
        return self.date_deliberation or max(self.dates)

    def find_membre(self, identifiant: str) -> Membre | None:
        """Return the member of this identifiant, or None."""
        return next((m for m in self.membres if m.id == identifiant), None)

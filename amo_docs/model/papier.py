"""A paper to make: which type, for whom, from what, under which name."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from amo_docs.model.base import INTERNE
from amo_docs.model.decision import Decision
from amo_docs.model.jury import Jury, Membre
from amo_docs.model.referentiel import Bloc
from amo_docs.model.remises import Unite
from amo_docs.model.seances import Seance
from amo_docs.model.session import Epreuve


@dataclass(frozen=True)
class Sujet:
    """Whom and what a paper is about; the parts that do not apply are None."""

    jury: Jury
    decision: Decision | None = None
    membre: Membre | None = None
    bloc: Bloc | None = None
    epreuve: Epreuve | None = None
    jour: date | None = None
    seance: Seance | None = None
    unite: Unite | None = None

    @property
    def identifiant(self) -> str:
        """What names the recipient without a name.

        It is the matricule, the identifiant of the member, or the code of the jury.
        """
        if self.decision is not None:
            return self.decision.candidat.matricule
        return self.membre.id if self.membre is not None else self.jury.code

    @property
    def cle(self) -> str:
        """What tells this subject from any other of the session: « J1/T90101/BC01 »."""
        # No name of a person: it may be corrected after the paper was handed out, and the paper
        # must still be known as the same one.
        parts = (
            self.jury.code,
            self.decision.candidat.matricule if self.decision else None,
            self.membre.id if self.membre else None,
            self.bloc.code if self.bloc else None,
            self.epreuve.code if self.epreuve else None,
            f"{self.jour:%Y-%m-%d}" if self.jour else None,
            f"{self.seance.moment}-{self.seance.salle or ''}" if self.seance else None,
            self.unite.nom if self.unite else None,
        )
        return "/".join(part for part in parts if part is not None)


@dataclass(frozen=True)
class Exemplaire:
    """The identity of a paper, the same record from the plan to the manifest.

    `cle`, its type and its subject, names the paper as long as its session lives, even under
    another file name. `destinataire` is a matricule, the identifiant of a member or the code of a
    jury. `chemin` is its path in the folder, without extension, unique whatever the case. `date` is
    the day printed on it, None in manifests of an older format. `empreinte` is the digest of all
    that its bytes depend on, empty until it is composed.
    """

    type: str
    cle: str
    destinataire: str
    chemin: str
    date: date | None
    projet: bool
    empreinte: str = ""

    def name_fichier(self, forme: str) -> str:
        """Return the path of its file in `forme` (« pdf », « docx »)."""
        return f"{self.chemin}.{forme}"

    def is_same(self, autre: Exemplaire) -> bool:
        """Tell whether both are the same paper in the same state, made of the same things.

        A paper without a fingerprint is the same as none.
        """
        # Path and recipient are not compared: the key settles which paper it is, the fingerprint
        # what it says.
        known = bool(self.empreinte) and self.empreinte == autre.empreinte
        return known and self.is_in_state(autre)

    def is_in_state(self, autre: Exemplaire) -> bool:
        """Tell whether both are the same paper in the same state, whatever it says."""
        return (self.cle, self.projet) == (autre.cle, autre.projet)


@dataclass(frozen=True)
class Papier:
    """One paper of the plan: which one it is, and what it is about.

    Templates see it as `papier`: they reach its properties and `sujet`.
    """

    # Closed to templates: a fingerprint printed on the paper would change the fingerprint.
    exemplaire: Exemplaire = field(metadata=INTERNE)
    sujet: Sujet

    @property
    def type(self) -> str:
        """The key of its type in the catalogue."""
        return self.exemplaire.type

    @property
    def chemin(self) -> str:
        """Its path in the folder, without extension."""
        return self.exemplaire.chemin

    @property
    def date(self) -> date:
        """The day printed on it."""
        assert self.exemplaire.date is not None, "a planned paper has its day"
        return self.exemplaire.date

    @property
    def projet(self) -> bool:
        """Whether it is marked PROJET."""
        return self.exemplaire.projet

    @property
    def cle(self) -> str:
        """What names it as long as its session lives."""
        return self.exemplaire.cle


@dataclass(frozen=True)
class Refus:
    """Papers of one type and one jury that are not made, and why, in French.

    `nombre` is how many, one when unknown; `attendu` says that nothing is wrong and their hour has
    not come. `candidats` and `membres` are those who would have had one.
    """

    type: str
    identifiant: str
    raison: str
    nombre: int = 1
    attendu: bool = False
    # Not compared: they only tell whether somebody who was named would have had the paper.
    candidats: frozenset[str] = field(default=frozenset(), compare=False)
    membres: frozenset[str] = field(default=frozenset(), compare=False)


@dataclass(frozen=True)
class Plan:
    """The papers to make, in order, and those that are not, with the reason."""

    papiers: tuple[Papier, ...]
    refus: tuple[Refus, ...] = ()


@dataclass(frozen=True)
class Variante:
    """A paper in one size class. `html_docx` differs from `html` in its signature images only."""

    taille: str
    html: str
    # A DOCX is to be changed: it carries no signature that could be taken from it.
    html_docx: str


@dataclass(frozen=True)
class PapierCompose:
    """A paper as HTML, ready to be laid out: what `compose` hands to `render`.

    `variantes` are the size classes to try, in order, until the paper fits in `pages_max` pages;
    `donnees` is the JSON text attached to the PDF.
    """

    exemplaire: Exemplaire
    variantes: tuple[Variante, ...]
    donnees: str
    pages_max: int | None = None

    def make_fichier(self, forme: str, contenu: bytes) -> FichierProduit:
        """Return the file of this paper in `forme` (« pdf », « docx »)."""
        return FichierProduit(self.exemplaire, forme, contenu)


@dataclass(frozen=True)
class PapierConnu:
    """A paper whose files are those in place: it is known without being composed."""

    exemplaire: Exemplaire


@dataclass(frozen=True)
class FichierProduit:
    """A file made: of which paper, in which format (« pdf », « docx »), and its bytes."""

    exemplaire: Exemplaire
    format: str
    contenu: bytes = field(repr=False)

    @property
    def chemin(self) -> str:
        """Its path in the folder."""
        return self.exemplaire.name_fichier(self.format)

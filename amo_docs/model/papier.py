"""A paper to make: which type, for whom, from what, under which name."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

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
        """The matricule, the member's identifiant or the jury's code: what names the recipient
        without a name."""
        if self.decision is not None:
            return self.decision.candidat.matricule
        return self.membre.id if self.membre is not None else self.jury.code

    @property
    def cle(self) -> str:
        """What tells this subject from any other of the session, whatever names are corrected:
        « J1/T90101/BC01 »."""
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
class Papier:
    """One paper of the plan. `chemin` is its path in the folder, without extension, unique whatever
    the case."""

    type: str
    sujet: Sujet
    chemin: str
    date: date
    projet: bool

    @property
    def cle(self) -> str:
        """What names this paper as long as the session lives, even under another file name: its
        type and subject."""
        return f"{self.type}/{self.sujet.cle}"


@dataclass(frozen=True)
class Refus:
    """Papers of one type and one jury that are not made, and why, in French.

    `nombre` is how many, one when unknown; `candidats` and `membres` are those who might have had
    one."""

    type: str
    identifiant: str
    raison: str
    nombre: int = 1
    candidats: frozenset[str] = field(default=frozenset(), compare=False)
    membres: frozenset[str] = field(default=frozenset(), compare=False)


@dataclass(frozen=True)
class Plan:
    """The papers to make, in order, and those that are not, with the reason."""

    papiers: tuple[Papier, ...]
    refus: tuple[Refus, ...] = ()


@dataclass(frozen=True)
class Variante:
    """A paper in one size class. `html_docx` differs from `html` by the signature images alone."""

    taille: str
    html: str
    html_docx: str


@dataclass(frozen=True)
class PapierCompose:
    """A paper as HTML, ready to be laid out: what `compose` hands to `render`.

    `variantes` are the size classes to try, in order, until the paper holds in `pages_max` pages;
    `donnees` is the JSON text attached to the PDF; `cle` is that of its `Papier`; `empreinte` is
    the digest of all its bytes depend on."""

    chemin: str
    type: str
    identifiant: str
    variantes: tuple[Variante, ...]
    donnees: str
    projet: bool
    pages_max: int | None = None
    cle: str = ""
    empreinte: str = ""

    def make_fichier(self, forme: str, contenu: bytes) -> Fichier:
        """Return the file of this paper in `forme` (« pdf », « docx »)."""
        return Fichier(
            chemin=f"{self.chemin}.{forme}",
            type=self.type,
            identifiant=self.identifiant,
            format=forme,
            projet=self.projet,
            contenu=contenu,
            cle=self.cle,
            empreinte=self.empreinte,
        )


@dataclass(frozen=True)
class Fichier:
    """A file made: its path in the folder, what it is, its bytes, and those of its paper's `cle`
    and `empreinte`."""

    chemin: str
    type: str
    identifiant: str
    format: str
    projet: bool
    contenu: bytes = field(repr=False)
    cle: str = ""
    empreinte: str = ""

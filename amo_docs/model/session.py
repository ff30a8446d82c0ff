"""The session: one TOML file, with everything the secretariat knows of it."""

from __future__ import annotations

from collections import Counter

from pydantic import Field

from amo_docs.model.base import DateFr, Heure, Notion, OuiNon, Texte
from amo_docs.model.candidat import Candidat
from amo_docs.model.classement import collate
from amo_docs.model.enregistrement import Enregistrement
from amo_docs.model.jury import CiviliteTapee, Jury
from amo_docs.model.orthographe import recognise
from amo_docs.model.referentiel import Referentiel


class Autorite(Notion):
    """The authority that organises the session: letterhead, contact and optional mark.

    `ville` is where its letters are written, printed before their date. `logo` is the path of an
    image beside the session file; `logo_texte` says in words what it shows.
    """

    nom: Texte
    entete: tuple[Texte, ...] = Field(min_length=1)
    adresse: tuple[Texte, ...] = Field(min_length=1)
    ville: Texte | None = None
    contact: Texte
    telephone: Texte
    courriel: Texte
    # None is shipped: a mark of the State belongs to those who may use it.
    logo: Texte | None = None
    logo_texte: Texte | None = None


class Signataire(Notion):
    """Who signs which papers: quality, grade, name, and the delegation held.

    `signature` and `cachet` are paths of images, printed in the PDF of a final paper only.
    """

    papiers: tuple[Texte, ...] = Field(min_length=1)
    # An administrative decision bears quality, first name and name, legibly (CRPA, L212-1).
    qualite: Texte
    civilite: CiviliteTapee
    grade: Texte | None = None
    prenom: Texte
    nom: Texte
    delegation: Texte | None = None
    # The days it covers, where its text does not say them. Not printed.
    delegation_du: DateFr | None = None
    delegation_au: DateFr | None = None
    signature: Texte | None = None
    cachet: Texte | None = None


class Delivrance(Notion):
    """Day and place at which the certificates and attestations of the session are delivered."""

    date: DateFr
    lieu: Texte


class Epreuve(Notion):
    """One assessment: blocs, day, hour, room, and who is called.

    Nobody named means all the candidates of the jury.
    """

    code: Texte
    jury: Texte
    intitule: Texte
    type: Texte
    blocs: tuple[Texte, ...] = Field(min_length=1)
    date: DateFr
    heure: Heure
    duree_minutes: int = Field(gt=0)
    salle: Texte
    appeles: tuple[Texte, ...] = ()


class Session(Notion):
    """What `session.toml` says, the candidates of its table included."""

    code: Texte
    intitule: Texte
    # True in the samples: every page then says « SPÉCIMEN ».
    specimen: OuiNon = False
    referentiel: Texte | None = None
    modeles: Texte | None = None
    fichier_candidats: Texte | None = None
    feuille_candidats: Texte | None = None
    # A certificate proves all its blocs: whoever has one gets no attestations unless asked.
    # What looks like a remain of a spreadsheet in the table of candidates, and is true: a person
    # named NULL.
    valeurs_verifiees: tuple[Texte, ...] = ()
    attestations_aux_certifies: OuiNon = False
    autorite: Autorite
    enregistrement: Enregistrement | None = None
    signataires: tuple[Signataire, ...] = Field(min_length=1)
    # By regime of the statut, as in the référentiel.
    recours: dict[str, Texte] = Field(default_factory=dict)
    delivrance: Delivrance | None = None
    # The day printed on each type of paper. It is data: no clock is read, and a paper made again
    # next year is the same.
    dates: dict[str, DateFr] = Field(default_factory=dict)
    jurys: tuple[Jury, ...] = Field(min_length=1)
    epreuves: tuple[Epreuve, ...] = ()
    candidats: tuple[Candidat, ...] = ()

    @property
    def homonymes(self) -> tuple[str, ...]:
        """The matricules of the candidates whose name is also another’s, accents and case aside."""
        # Of the whole session: a person may read the list of another jury.
        names = {c.matricule: recognise(c.nom_prenoms) for c in self.candidats}
        counts = Counter(names.values())
        return tuple(matricule for matricule, name in names.items() if counts[name] > 1)

    def find_jury(self, code: str) -> Jury | None:
        """Return the jury of this code, or None."""
        return next((j for j in self.jurys if j.code == code), None)

    def list_candidats(self, jury: Jury) -> tuple[Candidat, ...]:
        """Return the candidates of `jury`, in the order of the table."""
        return tuple(c for c in self.candidats if c.jury == jury.code)

    def list_epreuves(self, jury: Jury, candidat: Candidat | None = None) -> tuple[Epreuve, ...]:
        """Return the épreuves of `jury` by date and hour.

        With `candidat`, only those he is called to for a bloc he aims at.
        """
        found = [e for e in self.epreuves if e.jury == jury.code]
        if candidat is not None:
            found = [e for e in found if not e.appeles or candidat.matricule in e.appeles]
            found = [e for e in found if set(e.blocs) & set(candidat.blocs_vises)]
        return tuple(sorted(found, key=lambda e: (e.date, e.heure, collate(e.code))))

    def find_enregistrement(self, referentiel: Referentiel) -> Enregistrement | None:
        """Return the registration: that of `referentiel`, else that of the session."""
        return referentiel.enregistrement or self.enregistrement

    def find_recours(self, referentiel: Referentiel, statut: str | None) -> str | None:
        """Return the appeal text for a candidate of `statut`, or None.

        It is that of the référentiel, else that of the session (CJA, R421-5).
        """
        # A delay of appeal runs only if the notification states it.
        regime = referentiel.find_regime(statut)
        return referentiel.recours.get(regime) or self.recours.get(regime)

    def find_signataire(self, papier: str) -> Signataire | None:
        """Return who signs this type of paper, or None."""
        return next((s for s in self.signataires if papier in s.papiers), None)

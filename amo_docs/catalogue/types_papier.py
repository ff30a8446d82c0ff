"""`documents.toml` → `DocumentType`, one record a paper."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Literal

from pydantic import BeforeValidator, Field

from amo_docs.model.base import Notion, OuiNon, Texte, fold
from amo_docs.model.etat import Etat

# Each is looked for in the composed text, whoever wrote the template (`compose/mentions_lues.py`).
Mention = Literal[
    "enregistrement",
    "certificateur",
    "intitule",
    "code",
    "code_bloc",
    "niveau",
    "validite",
    "option",
    "nsf",
    "identite",
    "naissance",
    "membre",
    "date_papier",
    "date_jury",
    "delivrance",
    "signataire",
    "numero_pv",
    "jurys",
    "incidents",
    "civilite",
    "conformite",
    "motifs",
    "recours",
    "nomination",
    "designes",
    # On a list: the matricule of each candidate, or of those only whose name is another's.
    "matricule",
    "homonymes",
    # What each candidate is granted: on his own letter, and on a sheet of his room.
    "amenagements",
]
"""What a paper may have to carry."""

# Looked for in the same way: a level on an attestation de bloc, a birth date on a letter.
Interdite = Literal[
    "enregistrement",
    "niveau",
    "niveau_bloc",
    "bloc",
    "nsf",
    "naissance",
    "motifs",
    "courriel",
    "amenagements",
]
"""What a paper may have to leave out; `niveau_bloc` is a level claimed for the bloc itself, `bloc`
the word, of which a certification without blocs says nothing."""


Destinataires = Literal[
    "candidat",
    "membre_jury",
    "jury",
    "bloc_acquis",
    "certifie",
    "epreuve",
    "epreuve_candidat",
    "jour",
    "seance",
    "seance_amenagee",
    "unite",
]
"""The named sets of recipients; `destinataires.py` has one function for each."""


_EtatTape = Literal["preparee", "convoquee", "jugee", "close", "delivree"]


def _read_etat(value: object) -> object:
    # By name: the numbers of the states are our own.
    known = {etat.name: etat for etat in Etat}
    return known.get(fold(value).upper(), value) if isinstance(value, str) else value


class DocumentType(Notion):
    """A type of paper, as its table of `documents.toml` declares it.

    `sur_demande` is made when it is asked for by name; `remise` is handed over, and listed on the
    delivery note of its unit; `sans_date` has no printed date of its own. `parametres` are given to
    the template. `fond`: its pages have a ground (border, background, logo) that a print run may
    leave out, for paper that carries one already.
    """

    cle: Texte
    titre: Texte
    destinataires: Destinataires
    etat: Annotated[Etat, BeforeValidator(_read_etat, json_schema_input_type=_EtatTape)]
    # Such a paper is never PROJET: it decides nothing.
    avant_jury: OuiNon = False
    # A blank is a type of its own, with the template of the other. It is composed from the session
    # on the eve of its juries (`model/veille.py`).
    vierge_de: Texte | None = None
    modele: Texte
    fichier: Texte
    mentions: tuple[Mention, ...] = ()
    interdites: tuple[Interdite, ...] = ()
    pages_max: int | None = Field(default=None, gt=0)
    # Size classes, tried in order until the paper fits in `pages_max`.
    tailles: tuple[Texte, ...] = ()
    # Paths of the data attached to the PDF as JSON: each value must also be printed (G609).
    donnees: tuple[Texte, ...] = ()
    # A paper that may wait is left out, with the reason, while its data are missing.
    facultatif: OuiNon = False
    sur_demande: OuiNon = False
    remise: OuiNon = False
    fond: OuiNon = False
    sans_date: OuiNon = False
    # What it needs beyond its mentions: a requirement of the list, or the path of a datum.
    exige: tuple[Texte, ...] = ()
    # So that one template may serve several papers.
    parametres: dict[str, OuiNon | tuple[Texte, ...]] = Field(default_factory=dict)

    @property
    def porte_delivrance(self) -> bool:
        """Whether the day printed is that of the délivrance, and not the one under `[dates]`."""
        return "delivrance" in self.mentions

    @property
    def vaut_titre(self) -> bool:
        """Whether the paper is a title, and not a letter about one."""
        # By what it must cite, not by its name: a certificateur may add titles of his own.
        return bool({"enregistrement", "delivrance"} & set(self.mentions))


def list_vierges(catalogue: tuple[DocumentType, ...]) -> tuple[str, ...]:
    """Return the keys of the types that can be made blank, in the order of the catalogue."""
    return tuple(document.vierge_de for document in catalogue if document.vierge_de is not None)


def list_demandables(catalogue: tuple[DocumentType, ...]) -> tuple[str, ...]:
    """Return the keys of the types that are made on demand only, blanks aside."""
    return tuple(document.cle for document in catalogue if document.sur_demande)


def select_demandes(
    catalogue: tuple[DocumentType, ...],
    vierges: tuple[str, ...] = (),
    demandes: frozenset[str] = frozenset(),
) -> tuple[DocumentType, ...]:
    """Return `catalogue` without what nobody asked for.

    `vierges` are the keys of the types wanted blank, `demandes` those of the papers on demand.
    """
    return tuple(
        document
        for document in catalogue
        if (document.vierge_de is None or document.vierge_de in vierges)
        and (not document.sur_demande or document.cle in demandes)
    )


def read_catalogue(documents: Mapping[str, object]) -> tuple[DocumentType, ...]:
    """Return the types of paper of a parsed `documents.toml`, in its order.

    Raises pydantic.ValidationError on a table that makes no type.
    """
    # `load/documents.py` has reported the rest: what comes here was checked table by table.
    tables = ((cle, table) for cle, table in documents.items() if isinstance(table, Mapping))
    return tuple(DocumentType.model_validate({"cle": cle, **table}) for cle, table in tables)

"""`documents.toml` → `DocumentType`, one record per paper."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Literal

from pydantic import BeforeValidator, Field

from amo_docs.model.base import Notion, OuiNon, Texte, fold
from amo_docs.model.etat import Etat

Mention = Literal[
    "enregistrement",
    "certificateur",
    "intitule",
    "code",
    "code_bloc",
    "niveau",
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
]
"""What a paper may have to carry."""

Interdite = Literal[
    "enregistrement", "niveau", "niveau_bloc", "nsf", "naissance", "motifs", "courriel"
]
"""What a paper may have to leave out; `niveau_bloc` is a level claimed for the bloc itself."""


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
    "unite",
]
"""The named sets of recipients; `destinataires.py` holds one function for each."""


_EtatTape = Literal["preparee", "convoquee", "jugee", "close", "delivree"]


def _read_etat(value: object) -> object:
    known = {etat.name: etat for etat in Etat}
    return known.get(fold(value).upper(), value) if isinstance(value, str) else value


class DocumentType(Notion):
    """A type of paper, as its table of `documents.toml` declares it.

    With `vierge_de`, it is the blank of another type: made on demand, from the session on the eve
    of the juries. `facultatif`: left out, with the reason, while its data are missing; `exige`
    names the data it needs beyond its mentions. `sur_demande`: made when it is asked for by name.
    `remise`: handed over, and listed on the delivery note of its unit. `sans_date`: no printed date
    of its own, so none under [dates]. `parametres` are given to the template, so that one template
    may serve several papers. `fond`: its pages have a ground (border, background, logo) that a
    print run may leave out, for paper that carries one already."""

    cle: Texte
    titre: Texte
    destinataires: Destinataires
    etat: Annotated[Etat, BeforeValidator(_read_etat, json_schema_input_type=_EtatTape)]
    avant_jury: OuiNon = False
    vierge_de: Texte | None = None
    modele: Texte
    fichier: Texte
    mentions: tuple[Mention, ...] = ()
    interdites: tuple[Interdite, ...] = ()
    pages_max: int | None = Field(default=None, gt=0)
    tailles: tuple[Texte, ...] = ()
    donnees: tuple[Texte, ...] = ()
    facultatif: OuiNon = False
    sur_demande: OuiNon = False
    remise: OuiNon = False
    fond: OuiNon = False
    sans_date: OuiNon = False
    exige: tuple[Texte, ...] = ()
    parametres: dict[str, OuiNon | tuple[Texte, ...]] = Field(default_factory=dict)

    @property
    def porte_delivrance(self) -> bool:
        """Whether the day printed is that of the délivrance, and not the one `[dates]` gives its
        type."""
        return "delivrance" in self.mentions

    @property
    def vaut_titre(self) -> bool:
        """Whether the paper is a title, not a letter about one: it cites the registration or the
        délivrance."""
        return bool({"enregistrement", "delivrance"} & set(self.mentions))


def list_vierges(catalogue: tuple[DocumentType, ...]) -> tuple[str, ...]:
    """Return the keys of the types that can be made blank, in the order of the catalogue."""
    return tuple(document.vierge_de for document in catalogue if document.vierge_de is not None)


def list_demandables(catalogue: tuple[DocumentType, ...]) -> tuple[str, ...]:
    """Return the keys of the types that are made on demand alone, blanks aside."""
    return tuple(document.cle for document in catalogue if document.sur_demande)


def select_demandes(
    catalogue: tuple[DocumentType, ...],
    vierges: tuple[str, ...] = (),
    demandes: frozenset[str] = frozenset(),
) -> tuple[DocumentType, ...]:
    """Return `catalogue` without what nobody asked for: `vierges` are the keys of the types wanted
    blank, `demandes` those of the papers on demand."""
    return tuple(
        document
        for document in catalogue
        if (document.vierge_de is None or document.vierge_de in vierges)
        and (not document.sur_demande or document.cle in demandes)
    )


def read_catalogue(documents: Mapping[str, object]) -> tuple[DocumentType, ...]:
    """Return the types of paper of a parsed `documents.toml`, in its order.

    Raises pydantic.ValidationError on a table that does not hold together.
    """
    tables = ((cle, table) for cle, table in documents.items() if isinstance(table, Mapping))
    return tuple(DocumentType.model_validate({"cle": cle, **table}) for cle, table in tables)

"""The registration of the certification: which act put it on the national register, and when."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

from pydantic import Field

from amo_docs.model.base import DateFr, Notion, Texte, fold_choice


class TypeEnregistrement(StrEnum):
    """How the certification entered the national register (code du travail, L6113-5, I and II)."""

    # A ministry's certification is created by an arrêté and registered by right; others are, at
    # their request, by a decision of France compétences. The sentence on the certificate differs.
    DROIT = "droit"
    DEMANDE = "demande"


class Enregistrement(Notion):
    """The act that put the certification on the register: data, never invented.

    `texte` is the act as it must be cited, whatever its type; `date` is that
    of the act. `effet` and `limite_delivrance` bound dates, and are printed nowhere.
    """

    # A fiche may not give it: the référentiel or the session must. A certificate or an
    # attestation without it is refused (M501).
    type: Annotated[TypeEnregistrement, fold_choice(TypeEnregistrement)]
    texte: Texte | None = None
    date: DateFr
    duree_ans: int | None = Field(default=None, gt=0)
    journal_officiel: DateFr | None = None
    effet: DateFr | None = None
    # After this day nothing is delivered, even to those whom a jury has certified.
    limite_delivrance: DateFr | None = None

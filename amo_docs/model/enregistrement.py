"""The registration of the certification: which act put it on the national register, and when."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

from pydantic import Field

from amo_docs.model.base import DateFr, Notion, Texte, fold_choice


class TypeEnregistrement(StrEnum):
    """How the certification entered the national register; it chooses the sentence (domain:
    L6113-5, I and II)."""

    DROIT = "droit"
    DEMANDE = "demande"


class Enregistrement(Notion):
    """The act that put the certification on the register: required data, never invented, whether
    the fiche has it.

    `texte` is the act as it must be cited, when the sentence of its type cites it; `date` that of
    the act; `effet` and `limite_delivrance` are printed nowhere but bound dates."""

    type: Annotated[TypeEnregistrement, fold_choice(TypeEnregistrement)]
    texte: Texte | None = None
    date: DateFr
    duree_ans: int | None = Field(default=None, gt=0)
    journal_officiel: DateFr | None = None
    effet: DateFr | None = None
    limite_delivrance: DateFr | None = None

"""The candidate: identity as on the acte, what is aimed at, what is proved, what the jury found."""

from __future__ import annotations

import re
from enum import StrEnum
from typing import Annotated, Any

from pydantic import BeforeValidator, Field

from amo_docs.model.base import DateFr, Heure, Nom, Notion, Texte, fold, fold_choice
from amo_docs.model.jury import CiviliteTapee, Sexe, SexeTape


class Issue(StrEnum):
    """The result of one bloc for one candidate; « non évalué » is of an excluded one, on whom the
    jury says no more."""

    ACQUIS = "acquis"
    NON_ACQUIS = "non acquis"
    ABSENT = "absent"
    EXCUSE = "excusé"
    NON_PRESENTE = "non présenté"
    NON_EVALUE = "non évalué"
    ANTERIEUR = "acquis antérieurement"


_ISSUES = {
    "anterieurement": "acquis antérieurement",
    "acquis anterieur": "acquis antérieurement",
    "na": "non acquis",
}


class Resultat(Notion):
    """The result of one bloc. `date`, `pv` and `code` are those of an earlier acquisition."""

    bloc: Texte
    issue: Annotated[Issue, fold_choice(Issue, _ISSUES)] | None = None
    date: DateFr | None = None
    pv: Texte | None = None
    code: Texte | None = None
    motif: Texte | None = None
    reste_a_montrer: Texte | None = None


class Justification(Notion):
    """A prerequisite the candidate proves: a diploma obtained on `du`, or a function held from–to
    or for `jours`.

    `code` is that of a diploma or a function of the référentiel; `verifiee_le` the day the pièce
    was checked."""

    code: Texte
    du: DateFr | None = None
    au: DateFr | None = None
    jours: int | None = Field(default=None, gt=0)
    piece: Texte | None = None
    verifiee_le: DateFr | None = None


_ENTRE_CODES = re.compile(r"\s*(?:[,;\n]|\s+et\s)\s*", re.IGNORECASE)


def split_codes(value: Any) -> Any:
    """Return the codes of a text cut at commas, semicolons, line ends and « et »; anything else as
    it is."""
    if isinstance(value, str):
        return [part for part in _ENTRE_CODES.split(value.strip()) if part]
    return value


def _split_lignes(value: Any) -> Any:
    if isinstance(value, str):
        return [
            part.strip()
            for part in value.replace("\r", "").replace(" / ", "\n").split("\n")
            if part.strip()
        ]
    return value


Lignes = Annotated[
    tuple[Texte, ...],
    BeforeValidator(_split_lignes, json_schema_input_type=tuple[Texte, ...] | Texte),
]
"""Lines of an address: a list, or one text cut at line ends or « / »."""

Codes = Annotated[
    tuple[Texte, ...],
    BeforeValidator(split_codes, json_schema_input_type=tuple[Texte, ...] | Texte),
]
"""Codes: a list, or one text cut at commas, semicolons, line ends and « et »."""

_INSEE = r"^(\d{5}|2[AB]\d{3})$"
_POSTAL = r"^\d{5}$"
_COURRIEL = r"^[^@\s]+@[^@\s]+\.[^@\s]+$"

# The pattern is said twice, to pydantic and to a JSON Schema: behind a validator it says the first.
CodeInsee = Annotated[Texte, Field(pattern=_INSEE, json_schema_extra={"pattern": _INSEE})]
CodePostal = Annotated[Texte, Field(pattern=_POSTAL, json_schema_extra={"pattern": _POSTAL})]
Courriel = Annotated[Texte, Field(pattern=_COURRIEL, json_schema_extra={"pattern": _COURRIEL})]


class Candidat(Notion):
    """A person enrolled in a jury of the session. Names are printed exactly as they stand here.

    `statut` and `composante` are codes of the référentiel, which a certification may do without.
    """

    matricule: Nom
    jury: Texte
    civilite: CiviliteTapee
    sexe: SexeTape
    grade: Texte | None = None
    nom_naissance: Nom
    nom_usage: Nom | None = None
    prenoms: Nom
    date_naissance: DateFr
    commune_naissance: Texte
    territoire_naissance: Texte
    insee_naissance: CodeInsee | None = None
    code_postal_naissance: CodePostal | None = None
    statut: Texte | None = None
    date_statut: DateFr | None = None
    composante: Texte | None = None
    unite: Texte | None = None
    adresse_hierarchique: Lignes = ()
    adresse: Lignes = Field(min_length=1, json_schema_extra={"minItems": 1})
    courriel: Courriel | None = None
    amenagements: Texte | None = None
    voie: Texte
    date_entree: DateFr | None = None
    date_recevabilite: DateFr | None = None
    blocs_vises: Codes = Field(min_length=1, json_schema_extra={"minItems": 1})
    accompagnateur: Texte | None = None
    date_passage: DateFr | None = None
    heure_passage: Heure | None = None
    prerequis: tuple[Justification, ...] = ()
    resultats: tuple[Resultat, ...] = ()
    exclusion: Texte | None = None
    date_delivrance: DateFr | None = None

    def find_resultat(self, bloc: str) -> Resultat:
        """Return the result of this bloc; one not typed has no issue, one not aimed at is
        « non présenté »."""
        found = next((r for r in self.resultats if r.bloc == bloc), None)
        aimed = bloc in self.blocs_vises
        if found is None:
            return Resultat(bloc=bloc, issue=None if aimed else Issue.NON_PRESENTE)
        if found.issue is None and not aimed:
            return found.model_copy(update={"issue": Issue.NON_PRESENTE})
        return found

    @property
    def ne(self) -> str:
        """« né » or « née », by the sex of the acte."""
        return "née" if self.sexe is Sexe.F else "né"

    @property
    def tri(self) -> str:
        """What lists are sorted by: name and first names without accents, case, hyphens or
        apostrophes."""
        return fold(self.nom_prenoms)

    @property
    def nom_prenoms(self) -> str:
        """The birth name and the first names, exactly as given."""
        return f"{self.nom_naissance} {self.prenoms}"

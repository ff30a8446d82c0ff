"""The candidate: identity as on the acte, blocs aimed at, proofs, and results of the jury."""

from __future__ import annotations

import re
from enum import StrEnum
from typing import Annotated, Any

from pydantic import BeforeValidator, Field

from amo_docs.model.base import DateFr, Heure, Nom, Notion, Texte, fold_choice
from amo_docs.model.classement import collate
from amo_docs.model.jury import CiviliteTapee, Sexe, SexeTape
from amo_docs.model.naissance import Naissance


class Issue(StrEnum):
    """The result of one bloc for one candidate.

    « non évalué » is for a candidate who is excluded: the jury says no more of the bloc.
    """

    ACQUIS = "acquis"
    NON_ACQUIS = "non acquis"
    ABSENT = "absent"
    EXCUSE = "excusé"
    NON_PRESENTE = "non présenté"
    NON_EVALUE = "non évalué"
    ANTERIEUR = "acquis antérieurement"
    EQUIVALENCE = "par équivalence"


AILLEURS = frozenset({Issue.NON_PRESENTE, Issue.ANTERIEUR, Issue.EQUIVALENCE})
"""The results of blocs that are not sat before this jury: not aimed at, and known before it."""

_ISSUES = {
    "anterieurement": "acquis antérieurement",
    "acquis anterieur": "acquis antérieurement",
    "equivalence": "par équivalence",
    "acquis par equivalence": "par équivalence",
    # What a table of results is full of. Who writes NA writes A.
    "a": "acquis",
    "na": "non acquis",
    "abs": "absent",
    "exc": "excusé",
    "np": "non présenté",
    "ne": "non évalué",
}


class Resultat(Notion):
    """The result of one bloc.

    `date`, `pv` and `code` are those of an earlier acquisition; an equivalence gives the `code` of
    the blocs of the other certification, the `piece` that proves them, and their `date`.
    """

    bloc: Texte
    # None until it is typed: the decision then waits.
    issue: Annotated[Issue, fold_choice(Issue, _ISSUES)] | None = None
    date: DateFr | None = None
    pv: Texte | None = None
    # The bloc may have been acquired under the code of a former certification.
    code: Texte | None = None
    piece: Texte | None = None
    # The minutes and the notification give both, in the words of the jury.
    motif: Texte | None = None
    reste_a_montrer: Texte | None = None


class Justification(Notion):
    """A prerequisite the candidate proves: a diploma, or a function held.

    `code` is that of the diploma or the function in the référentiel. `du` is the day of the
    diploma; a function goes from `du` to `au`, or lasts `jours`. `verifiee_le` is the day the pièce
    was checked.
    """

    code: Texte
    du: DateFr | None = None
    au: DateFr | None = None
    jours: int | None = Field(default=None, gt=0)
    piece: Texte | None = None
    # A proof counts from this day on, and shows no day of service after it.
    verifiee_le: DateFr | None = None


# « BC01, BC02 et BC03 » is what people write.
_ENTRE_CODES = re.compile(r"\s*(?:[,;\n]|\s+et\s)\s*", re.IGNORECASE)


def split_codes(value: Any) -> Any:
    """Return the codes of a text as a list; anything but a text as it is."""
    if isinstance(value, str):
        return [part for part in _ENTRE_CODES.split(value.strip()) if part]
    return value


def _split_lignes(value: Any) -> Any:
    if isinstance(value, str):
        return [
            part.strip()
            # The slash has its spaces: « 12/14, rue des Lilas » is one line.
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

# Corsica has a letter since 1976, and births abroad have 99 and the country.
_INSEE = r"^(\d{5}|2[AB]\d{3})$"
_POSTAL = r"^\d{5}$"
_COURRIEL = r"^[^@\s]+@[^@\s]+\.[^@\s]+$"

# Given twice: a pattern behind a validator does not reach the JSON Schema by itself.
CodeInsee = Annotated[Texte, Field(pattern=_INSEE, json_schema_extra={"pattern": _INSEE})]
CodePostal = Annotated[Texte, Field(pattern=_POSTAL, json_schema_extra={"pattern": _POSTAL})]
Courriel = Annotated[Texte, Field(pattern=_COURRIEL, json_schema_extra={"pattern": _COURRIEL})]


class Candidat(Notion):
    """A person enrolled in a jury of the session.

    Names are printed exactly as they stand here. `statut` and `composante` are codes of the
    référentiel; a certification may have neither.
    """

    matricule: Nom
    jury: Texte
    # Two facts: the first is how a letter addresses the person, the second writes « né » or « née »
    # as the acte does.
    civilite: CiviliteTapee
    sexe: SexeTape
    grade: Texte | None = None
    # It names a person for life; the nom d’usage is printed beside it.
    nom_naissance: Nom
    nom_usage: Nom | None = None
    # All of them, in the order of the civil status.
    prenoms: Nom
    date_naissance: Naissance
    commune_naissance: Texte
    # A département, a territory or a country: what is printed in brackets after the commune.
    territoire_naissance: Texte
    # Optional, and seldom known: people take their postal code for it.
    insee_naissance: CodeInsee | None = None
    code_postal_naissance: CodePostal | None = None
    statut: Texte | None = None
    date_statut: DateFr | None = None
    composante: Texte | None = None
    unite: Texte | None = None
    adresse_hierarchique: Lignes = ()
    # The convocation and the notification are sent there.
    adresse: Lignes = Field(min_length=1, json_schema_extra={"minItems": 1})
    courriel: Courriel | None = None
    amenagements: Texte | None = None
    voie: Texte
    # One or the other by the route: whoever entered, or was recevable, before the échéance may
    # still be certified after it (code du travail, L6113-9).
    date_entree: DateFr | None = None
    date_recevabilite: DateFr | None = None
    # The code of an option of the référentiel, chosen before the jury.
    option: Texte | None = None
    blocs_vises: Codes = Field(min_length=1, json_schema_extra={"minItems": 1})
    # Whoever accompanied the person may not sit for her (code du travail, D6412-6).
    accompagnateur: Texte | None = None
    date_passage: DateFr | None = None
    heure_passage: Heure | None = None
    prerequis: tuple[Justification, ...] = ()
    resultats: tuple[Resultat, ...] = ()
    # The reason excludes: nobody is excluded without one.
    exclusion: Texte | None = None
    # For a certificate with a day of its own: prerequisites proved later, under the same minutes.
    date_delivrance: DateFr | None = None

    def find_resultat(self, bloc: str) -> Resultat:
        """Return the result of this bloc.

        One that is not typed has no issue; that of a bloc not aimed at is « non présenté ».
        """
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
        """What lists are sorted by: the name, then the first names."""
        return collate(self.nom_naissance, self.prenoms)

    @property
    def nom_prenoms(self) -> str:
        """The birth name and the first names, exactly as given."""
        return f"{self.nom_naissance} {self.prenoms}"

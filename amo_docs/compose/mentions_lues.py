"""Mandatory mentions looked for in the composed text, whoever wrote the template.

A certificateur may replace every template. So the text itself is read, not the template.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from typing import Any

from amo_docs.catalogue import DocumentType
from amo_docs.compose.contexte import NomAbsentError
from amo_docs.compose.texte import contains, normalise
from amo_docs.gabarits.filtres import write_date_longue
from amo_docs.model.candidat import Candidat

Attendu = Callable[[Mapping[str, Any]], list[str | None]]


def list_candidats(contexte: Mapping[str, Any]) -> list[Candidat]:
    """Return whom the paper is about.

    That is its candidate, else those of its half-day, day or unit, else all those of the jury.
    """
    if "candidat" in contexte:
        return [contexte["candidat"]]
    if "seance" in contexte:
        return [presence.candidat for presence in contexte["seance"].presences]
    if "passages" in contexte:
        return [passage.candidat for passage in contexte["passages"]]
    if "unite" in contexte:
        return [remise.candidat for remise in contexte["unite"].remises]
    return [d.candidat for d in contexte["decisions"]]


def _expect_naissance(contexte: Mapping[str, Any]) -> list[str | None]:
    return [
        text
        for c in list_candidats(contexte)
        for text in (
            _say_jour(c),
            c.commune_naissance,
            c.territoire_naissance,
        )
    ]


def _say_jour(candidat: Candidat) -> str:
    jour = write_date_longue(candidat.date_naissance)
    # « Né le 1985 » has the figures, and is no French: the word before them is looked for too.
    return jour if candidat.date_naissance.entiere else f"en {jour}"


def _expect_identite(contexte: Mapping[str, Any]) -> list[str | None]:
    return [text for c in list_candidats(contexte) for text in (c.nom_naissance, c.prenoms)]


def _expect_homonymes(contexte: Mapping[str, Any]) -> list[str | None]:
    """Return the matricules of those whose name alone would not say who they are."""
    homonymes = contexte["session"].homonymes
    return [c.matricule for c in list_candidats(contexte) if c.matricule in homonymes]


def _expect_civilite(contexte: Mapping[str, Any]) -> list[str | None]:
    """Return the civilité and grade of the person a letter is for.

    In the minutes, where rows are short, the grade of a juror is enough, or else his civilité.
    """
    write = contexte["referentiel"].write_grade
    person = contexte.get("candidat") or contexte.get("membre")
    if person is not None:
        return [person.civilite, write(person.grade)] if person.grade else [person.civilite]
    return [write(m.grade) if m.grade else m.civilite for m in contexte["jury"].siegeants]


def _expect_motifs(contexte: Mapping[str, Any]) -> list[str | None]:
    decisions = [contexte["decision"]] if "decision" in contexte else contexte["decisions"]
    said = [text for d in decisions for r in d.resultats for text in (r.motif, r.reste_a_montrer)]
    return [
        text for text in (*said, *(d.candidat.exclusion for d in decisions)) if text is not None
    ]


def _expect_niveau(contexte: Mapping[str, Any]) -> list[str | None]:
    # The répertoire spécifique has no levels: nothing is asked, and « niveau » is forbidden.
    return [contexte["mentions"].niveau] if contexte["referentiel"].niveau is not None else []


def _expect_validite(contexte: Mapping[str, Any]) -> list[str | None]:
    validite = contexte["referentiel"].validite
    ends = validite is not None and validite.find_fin(contexte["papier"].date) is not None
    return [contexte["mentions"].validite] if ends else []


def _expect_option(contexte: Mapping[str, Any]) -> list[str | None]:
    """The option each candidate chose, in words: the minutes say for which one he was judged."""
    referentiel = contexte["referentiel"]
    decisions = [contexte["decision"]] if "decision" in contexte else contexte["decisions"]
    chosen = (referentiel.find_option(d.candidat.voie, d.candidat.option) for d in decisions)
    return [option.intitule for option in chosen if option is not None]


def _expect_jurys(contexte: Mapping[str, Any]) -> list[str | None]:
    return [text for membre in contexte["jury"].siegeants for text in (membre.nom, membre.prenom)]


ATTENDUS: Mapping[str, Attendu] = {
    "enregistrement": lambda c: [c["mentions"].enregistrement],
    "certificateur": lambda c: [c["referentiel"].certificateur.nom],
    "intitule": lambda c: [c["referentiel"].intitule],
    "code": lambda c: [c["referentiel"].code],
    "code_bloc": lambda c: [c["bloc"].code, c["bloc"].intitule],
    "niveau": _expect_niveau,
    "validite": _expect_validite,
    "option": _expect_option,
    "nsf": lambda c: [nsf.code for nsf in c["referentiel"].nsf],
    # The birth name is the one the SI-CPF matches; the nom d’usage alone is refused there.
    "identite": _expect_identite,
    "naissance": _expect_naissance,
    "membre": lambda c: [c["membre"].nom, c["membre"].prenom],
    "date_papier": lambda c: [write_date_longue(c["papier"].date)],
    "date_jury": lambda c: [write_date_longue(c["jury"].date_jury)],
    "delivrance": lambda c: [write_date_longue(c["delivrance"].date), c["delivrance"].lieu],
    "signataire": lambda c: [c["signataire"].qualite, c["signataire"].prenom, c["signataire"].nom],
    "numero_pv": lambda c: [c["jury"].numero_pv],
    "jurys": _expect_jurys,
    "incidents": lambda c: [c["jury"].incidents],
    "civilite": _expect_civilite,
    "conformite": lambda c: list(c["conformite"]),
    "motifs": _expect_motifs,
    "designes": lambda c: [text for m in c["jury"].membres for text in (m.nom, m.prenom)],
    # Appeal delays run only when the letter states them (R421-5 CJA). What
    # is favourable has no appeal.
    "recours": lambda c: [] if c["decision"].favorable else [c["recours"]],
    # What tells two people of one name apart: on each line of a list that stays inside, and for
    # them alone on one that is posted.
    "matricule": lambda c: [candidat.matricule for candidat in list_candidats(c)],
    "homonymes": _expect_homonymes,
    "amenagements": lambda c: [
        candidat.amenagements for candidat in list_candidats(c) if candidat.amenagements
    ],
    "nomination": lambda c: [
        *c["jury"].nomination.fondements,
        write_date_longue(c["jury"].nomination.date),
    ],
}
"""The texts each mention stands for: all of them must be on the paper. Case does not count."""


def list_absentes(
    document: DocumentType, contexte: Mapping[str, Any], textes: Collection[str]
) -> Iterator[str]:
    """Yield a sentence for each mention of `document` that one of `textes` does not carry.

    `textes` are those of its sizes: a smaller one that drops a mention is found, though it may
    never be laid out.
    """
    # A style sheet may set a name in capitals: only the letters are compared.
    flat = [texte.casefold() for texte in textes]
    for mention in document.mentions:
        said = f"La mention « {mention} » n’est pas sur le papier « {document.cle} »"
        try:
            attendus = ATTENDUS[mention](contexte)
        # The paper has not the name the mention reads: it cannot carry it.
        except NomAbsentError:
            attendus = [None]
        for attendu in attendus:
            if attendu is None:
                yield f"{said} : il n’a pas de quoi l’écrire."
            elif not all(contains(texte, normalise(attendu).casefold()) for texte in flat):
                yield f"{said} : « {attendu} » n’y est pas."

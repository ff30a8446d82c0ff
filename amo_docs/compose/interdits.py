"""What a paper must not say: mentions its type forbids, expressions that no certificate carries.

A person named Master is no fault; the word « master » beside his name is. So what is found is
looked for again in the same paper made for persons without a name, from a référentiel without its
registered words. What is still there comes from the template.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from amo_docs.catalogue import DocumentType
from amo_docs.compose.contexte import Commun
from amo_docs.compose.mentions_lues import list_candidats
from amo_docs.compose.texte import contains, normalise, read_page
from amo_docs.gabarits.filtres import write_date_courte, write_date_longue
from amo_docs.model.base import fold
from amo_docs.model.candidat import Candidat, Resultat
from amo_docs.model.decision import Decision
from amo_docs.model.jury import Jury, Membre
from amo_docs.model.modeles import Expression
from amo_docs.model.naissance import DateNaissance
from amo_docs.model.papier import Papier
from amo_docs.model.referentiel import Bloc, Referentiel
from amo_docs.model.remises import Unite
from amo_docs.model.seances import Seance

# In no list of expressions, and not empty: an empty name would be noted as a blank.
NEUTRE = "Xxxxx"
_JOUR = DateNaissance(1, 2, 3)

# ── The same paper, for nobody ────────────────────────────────────────────────────────────────────


def _neutralise_resultat(resultat: Resultat) -> Resultat:
    said = {
        champ: NEUTRE
        for champ in ("motif", "reste_a_montrer", "piece")
        if getattr(resultat, champ) is not None
    }
    return resultat.model_copy(update=said)


def _neutralise_candidat(candidat: Candidat) -> Candidat:
    names = ("nom_naissance", "nom_usage", "prenoms", "commune_naissance", "territoire_naissance")
    texts = (*names, "unite", "exclusion", "courriel", "amenagements")
    said = {champ: NEUTRE for champ in texts if getattr(candidat, champ) is not None}
    return candidat.model_copy(update=said | {"date_naissance": _JOUR, "adresse": (NEUTRE,)})


def _neutralise_decision(decision: Decision) -> Decision:
    return decision.model_copy(
        update={
            "candidat": _neutralise_candidat(decision.candidat),
            "resultats": tuple(map(_neutralise_resultat, decision.resultats)),
        }
    )


def _neutralise_seance(seance: Seance) -> Seance:
    presences = (replace(p, candidat=_neutralise_candidat(p.candidat)) for p in seance.presences)
    return replace(seance, presences=tuple(presences))


def _neutralise_unite(unite: Unite) -> Unite:
    remises = (replace(r, candidat=_neutralise_candidat(r.candidat)) for r in unite.remises)
    return Unite(NEUTRE, tuple(remises))


def _neutralise_membre(membre: Membre) -> Membre:
    texts = ("nom", "prenom", "fonction", "employeur")
    return membre.model_copy(update=dict.fromkeys(texts, NEUTRE) | {"adresse": (NEUTRE,)})


def _neutralise_jury(jury: Jury) -> Jury:
    return jury.model_copy(update={"membres": tuple(map(_neutralise_membre, jury.membres))})


def _neutralise_bloc(bloc: Bloc) -> Bloc:
    listed = {
        champ: tuple(item.model_copy(update={"intitule": NEUTRE}) for item in getattr(bloc, champ))
        for champ in ("activites", "competences", "modalites")
    }
    return bloc.model_copy(update={"intitule": NEUTRE} | listed)


def _neutralise_referentiel(referentiel: Referentiel) -> Referentiel:
    """Return the référentiel without the words the register holds verbatim.

    Its sentences stay: they are the certificateur's own, and he can mend them.
    """
    certificateur = referentiel.certificateur.model_copy(update={"nom": NEUTRE})
    nsf = tuple(code.model_copy(update={"libelle": NEUTRE}) for code in referentiel.nsf)
    blocs = tuple(map(_neutralise_bloc, referentiel.blocs))
    return referentiel.model_copy(
        update={"intitule": NEUTRE, "certificateur": certificateur, "nsf": nsf, "blocs": blocs}
    )


def neutralise_commun(commun: Commun) -> Commun:
    """Return what makes the same papers for persons without names, without the words of a fiche."""
    matiere = commun.matiere
    session = matiere.session.model_copy(
        update={
            "jurys": tuple(map(_neutralise_jury, matiere.session.jurys)),
            "candidats": tuple(map(_neutralise_candidat, matiere.session.candidats)),
            "signataires": tuple(
                s.model_copy(update={"nom": NEUTRE, "prenom": NEUTRE})
                for s in matiere.session.signataires
            ),
        }
    )
    referentiel = _neutralise_referentiel(matiere.referentiel)
    matiere = replace(matiere, session=session, referentiel=referentiel)
    return replace(
        commun,
        matiere=matiere,
        decisions=tuple(map(_neutralise_decision, commun.decisions)),
        # A blank paper is made from the eve of the juries: its persons have names there too.
        veille=None if commun.veille is None else neutralise_commun(commun.veille),
    )


def neutralise_papier(papier: Papier) -> Papier:
    """Return the same paper about persons without names."""
    sujet = papier.sujet
    neutre = replace(
        sujet,
        jury=_neutralise_jury(sujet.jury),
        decision=_neutralise_decision(sujet.decision) if sujet.decision else None,
        membre=_neutralise_membre(sujet.membre) if sujet.membre else None,
        bloc=_neutralise_bloc(sujet.bloc) if sujet.bloc else None,
        seance=_neutralise_seance(sujet.seance) if sujet.seance else None,
        unite=_neutralise_unite(sujet.unite) if sujet.unite else None,
    )
    return replace(papier, sujet=neutre)


# ── What is found ─────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True)
class Page:
    """What a paper says: its words, and the alternative texts of its images, both folded."""

    texte: str
    images: str


def fold_page(html: str) -> Page:
    """Return what a page says, folded, whether it is seen or not.

    The title and the hidden words of a PDF are handed over with it.
    """
    lecture = read_page(html)
    return Page(fold(lecture.tout), fold(lecture.images))


@cache
def _compile(texte: str) -> re.Pattern[str]:
    # The language of mentions.toml: « # » stands for a number, and « + » may
    # have spaces around it (« bac+# »).
    parts = {" ": r"\s+", "#": r"\d+", "+": r"\s*\+\s*"}
    body = "".join(parts.get(char, re.escape(char)) for char in fold(texte))
    # As words of their own: « master » does not stand in « mastering ».
    return re.compile(rf"(?<!\w){body}(?!\w)")


def list_expressions(expressions: tuple[Expression, ...], page: Page) -> tuple[Expression, ...]:
    """Return those of `expressions` that `page` says."""
    return tuple(
        e
        for e in expressions
        if _compile(e.texte).search(page.images if e.dans == "image" else page.texte)
    )


def _list_naissances(contexte: Mapping[str, Any]) -> Iterator[str]:
    for candidat in list_candidats(contexte):
        longue = write_date_longue(candidat.date_naissance)
        # A year alone may be that of anything: what stands before it makes it a birth.
        if candidat.date_naissance.mois is None:
            yield from (f"en {longue}", f"le {longue}")
        else:
            yield from (longue, write_date_courte(candidat.date_naissance))


def _list_motifs(contexte: Mapping[str, Any]) -> Iterator[str]:
    decisions = [contexte["decision"]] if "decision" in contexte else contexte["decisions"]
    for decision in decisions:
        for resultat in decision.resultats:
            yield from filter(None, (resultat.motif, resultat.reste_a_montrer))
        yield from filter(None, (decision.candidat.exclusion,))


def _list_courriels(contexte: Mapping[str, Any]) -> Iterator[str]:
    yield from (candidat.courriel for candidat in list_candidats(contexte) if candidat.courriel)


def _list_amenagements(contexte: Mapping[str, Any]) -> Iterator[str]:
    yield from (c.amenagements for c in list_candidats(contexte) if c.amenagements)


DONNEES: Mapping[str, Callable[[Mapping[str, Any]], Iterator[str]]] = {
    "naissance": _list_naissances,
    "motifs": _list_motifs,
    "courriel": _list_courriels,
    "amenagements": _list_amenagements,
}
"""Forbidden mentions that are data: the texts that must not be there when they come from data."""

MOTS: Mapping[str, Callable[[Mapping[str, Any]], list[str]]] = {
    "enregistrement": lambda c: [c["mentions"].enregistrement or ""],
    "niveau": lambda c: [
        c["mentions"].niveau or "",
        # The frameworks claim a level even without its figure.
        "cadre national des certifications",
        "cadre européen des certifications",
    ],
    "nsf": lambda c: ["NSF"],
    # Not the word alone: a room may be in « Bloc B ».
    "bloc": lambda c: [
        *("bloc de compétences", "blocs de compétences", "blocs acquis", "blocs complets"),
        *("blocs visés", "blocs déjà", "attestation de bloc"),
        *(f"{mot} bloc" for mot in ("chaque", "ce", "un")),
        *(f"{mot} blocs" for mot in ("les", "des", "ces", "vos", "ses", "leurs", "tous")),
    ],
}
"""Forbidden mentions that are words: they must not be there, wherever they come from."""


def _find_niveau_bloc(contexte: Mapping[str, Any], texte: str) -> str:
    """Return the level claimed for a bloc, or an empty string (code du travail, L6113-1).

    The level is that of the whole certification: the two sentences that say so are let through.
    """
    for phrase in (contexte["mentions"].reserve_attestation, contexte["mentions"].niveau):
        texte = texte.replace(fold(normalise(phrase)), " ") if phrase else texte
    found = re.search(r"(?<!\w)niveau (\d|europeen|cec)\w*", texte)
    return found[0] if found else ""


def list_interdites(document: DocumentType, referentiel: Referentiel) -> tuple[str, ...]:
    """Return what a paper must not say: what its type leaves out, and what the certification has
    not, blocs or a level."""
    sans_objet = {"bloc": bool(referentiel.blocs), "niveau": referentiel.niveau is not None}
    lacks = [mention for mention, has in sans_objet.items() if not has]
    # They tell of a person's health, whatever the catalogue says: they are for her, and for who
    # runs the room when he asks.
    own = document.destinataires == "candidat"
    room = document.destinataires == "seance_amenagee" and "amenagements" in document.mentions
    lacks += [] if own or room else ["amenagements"]
    return tuple(dict.fromkeys((*document.interdites, *lacks)))


def list_suspectes(
    document: DocumentType, contexte: Mapping[str, Any], page: Page
) -> Iterator[tuple[str, str, bool]]:
    """Yield (mention, text found, whether it is data) for each forbidden mention on `page`."""
    for mention in list_interdites(document, contexte["referentiel"]):
        if mention == "niveau_bloc":
            found = [_find_niveau_bloc(contexte, page.texte)]
        else:
            found = list((DONNEES.get(mention) or MOTS[mention])(contexte))
        for texte in filter(None, found):
            if contains(page.texte, fold(normalise(texte))):
                yield mention, texte, mention in DONNEES

"""Small valid records for tests: a certification of fiction, unlike any of the register, and one
session of it.

Its figures (two to four members, mandates of 24 months, 18 to 75 years) are unlike those of a real
fiche on purpose: a value written in Python instead of the référentiel shows.

The base is plain data, as TOML gives it. A test names what differs, by the path a finding would
show: `make_session({"jurys[0].membres[2].mandat.du": date(2030, 1, 1)})`; `RETRAIT` takes a key or
an item away, and the index after the last one adds an item."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

import pytest
from pydantic import BaseModel

from amo_docs.catalogue import DocumentType, read_catalogue
from amo_docs.check import Examen
from amo_docs.decide import decide_all
from amo_docs.findings import Place
from amo_docs.gabarits.environnement import EnvironnementStrict
from amo_docs.load.polices import load_polices
from amo_docs.model.candidat import Candidat
from amo_docs.model.jury import Jury, Membre
from amo_docs.model.matiere import Matiere, Reperes
from amo_docs.model.modeles import Modeles, Police
from amo_docs.model.referentiel import Referentiel
from amo_docs.model.session import Session
from fabrique.certification import B1, B2, B3, DOCUMENTS, REFERENTIEL
from fabrique.seance import (
    CANDIDAT,
    JOUR,
    JURY,
    MEMBRE,
    NON_ACQUIS,
    PREUVES,
    SESSION,
    SUPPLEANT,
    list_resultats,
)

__all__ = [
    "B1",
    "B2",
    "B3",
    "CANDIDAT",
    "DOCUMENTS",
    "JOUR",
    "JURY",
    "MEMBRE",
    "NON_ACQUIS",
    "PREUVES",
    "REFERENTIEL",
    "RETRAIT",
    "SESSION",
    "SUPPLEANT",
    "change",
    "compile_une_fois",
    "copy_donnees",
    "list_chemins",
    "list_resultats",
    "load_polices_une_fois",
    "make_candidat",
    "make_catalogue",
    "make_dossier",
    "make_examen",
    "make_jury",
    "make_membre",
    "make_modeles",
    "make_referentiel",
    "make_reperes",
    "make_session",
    "set_valeur",
]

RETRAIT: Any = object()
"""As a value of a change: take the key or the item away."""

_PAS = re.compile(r"[^.\[\]]+|\[\d+\]")


def set_valeur(data: Any, chemin: str, valeur: Any) -> None:
    """Put `valeur` at `chemin` of plain data, in place."""
    steps: list[Any] = [int(p[1:-1]) if p.startswith("[") else p for p in _PAS.findall(chemin)]
    for step in steps[:-1]:
        data = data[step]
    last = steps[-1]
    if valeur is RETRAIT:
        del data[last]
    elif isinstance(data, list) and last == len(data):
        data.append(valeur)
    else:
        data[last] = valeur


def copy_donnees(data: Any) -> Any:
    """A copy of plain data in which nothing is shared (deepcopy keeps what two members of the base
    share)."""
    if isinstance(data, Mapping):
        return {key: copy_donnees(value) for key, value in data.items()}
    return [copy_donnees(value) for value in data] if isinstance(data, list) else data


def change(base: Mapping[str, Any], changements: Mapping[str, Any] | None) -> dict[str, Any]:
    """A copy of `base` with `changements`, by path."""
    data: dict[str, Any] = copy_donnees(base)
    for chemin, valeur in (changements or {}).items():
        set_valeur(data, chemin, copy_donnees(valeur))
    return data


def make_referentiel(changements: Mapping[str, Any] | None = None) -> Referentiel:
    """The référentiel of fiction."""
    return Referentiel.model_validate(change(REFERENTIEL, changements))


def make_session(changements: Mapping[str, Any] | None = None) -> Session:
    """The session, complete."""
    return Session.model_validate(change(SESSION, changements))


def make_candidat(**champs: Any) -> Candidat:
    """A candidate who is certified, but for `champs`."""
    return Candidat.model_validate(CANDIDAT | champs)


def make_membre(**champs: Any) -> Membre:
    """A professional who sat, but for `champs`."""
    return Membre.model_validate(MEMBRE | champs)


def make_jury(**champs: Any) -> Jury:
    """The jury NORD, which has decided, but for `champs`."""
    return Jury.model_validate(JURY | champs)


def make_catalogue(changements: Mapping[str, Any] | None = None) -> tuple[DocumentType, ...]:
    """The five papers."""
    return read_catalogue(change(DOCUMENTS, changements))


def list_chemins(valeur: Any, chemin: str = "") -> Iterator[str]:
    """Every path of a record, absent values included."""
    if chemin:
        yield chemin
    if isinstance(valeur, BaseModel):
        valeur = dict(valeur)
    if isinstance(valeur, Mapping):
        for key, value in valeur.items():
            yield from list_chemins(value, f"{chemin}.{key}" if chemin else key)
    elif isinstance(valeur, tuple):
        for rank, value in enumerate(valeur):
            yield from list_chemins(value, f"{chemin}[{rank}]")


def make_reperes(session: Session, referentiel: Referentiel) -> Reperes:
    """A place for every path there is; that of another path would be the record around it."""
    places = {chemin: Place("session.toml", cle=chemin) for chemin in list_chemins(session)}
    places |= {
        f"referentiel.{c}": Place("referentiel.toml", cle=c) for c in list_chemins(referentiel)
    }
    return Reperes(places, Place("session.toml"))


_CODES: dict[tuple[str, str], Any] = {}


def compile_une_fois(patch: pytest.MonkeyPatch) -> None:
    """Have what Jinja makes of a template made once for all, by its name and its text: hundreds of
    tests compose from the same few."""
    really = EnvironnementStrict.compile

    def compile(self: Any, source: Any, name: Any = None, *rest: Any, **more: Any) -> Any:
        if not isinstance(source, str) or name is None:
            return really(self, source, name, *rest, **more)
        if (name, source) not in _CODES:
            _CODES[name, source] = really(self, source, name, *rest, **more)
        return _CODES[name, source]

    patch.setattr(EnvironnementStrict, "compile", compile)


@cache
def load_polices_une_fois() -> tuple[Police, ...]:
    """The fonts of the machine, read once."""
    return load_polices()


def make_modeles(
    gabarits: Mapping[str, str],
    images: Mapping[str, bytes] | None = None,
    polices: tuple[Police, ...] | None = None,
) -> Modeles:
    """Templates in memory; each is shown as `essai/<name>`."""
    return Modeles(
        textes=dict(gabarits),
        feuille="",
        documents={},
        images=images or {},
        polices=load_polices_une_fois() if polices is None else polices,
        origines={name: f"essai/{name}" for name in gabarits},
    )


def make_dossier(
    changements: Mapping[str, Any] | None = None, modeles: Modeles | None = None
) -> Matiere:
    """The session and its référentiel, ready to be checked; a path under `referentiel.` changes the
    latter."""
    every = dict(changements or {})
    theirs = {
        k.removeprefix("referentiel."): v for k, v in every.items() if k.startswith("referentiel.")
    }
    session = make_session({k: v for k, v in every.items() if not k.startswith("referentiel.")})
    referentiel = make_referentiel(theirs)
    return Matiere(
        session,
        referentiel,
        modeles or make_modeles({}, polices=()),
        make_reperes(session, referentiel),
        (),
    )


def make_examen(changements: Mapping[str, Any] | None = None) -> Examen:
    """What the rules look at; a path under `catalogue.` changes the papers."""
    every = dict(changements or {})
    papiers = {
        c.removeprefix("catalogue."): every.pop(c)
        for c in list(every)
        if c.startswith("catalogue.")
    }
    dossier = make_dossier(every)
    return Examen(
        dossier, decide_all(dossier.session, dossier.referentiel), make_catalogue(papiers)
    )

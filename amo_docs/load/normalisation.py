"""Codes as people type them, turned into the codes of the référentiel."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from amo_docs.model import vocabulaire
from amo_docs.model.acquisition import RegleAcquisition
from amo_docs.model.base import fold
from amo_docs.model.candidat import split_codes
from amo_docs.model.referentiel import (
    DiplomeRequis,
    FonctionRequise,
    PrerequisValidation,
    Referentiel,
)
from amo_docs.model.vocabulaire import Terme

_TOUS = frozenset({"tous", "toutes", "tous les blocs"})
_Lecture = Callable[[Any], Any]


def normalise_session(donnees: dict[str, Any], referentiel: Referentiel) -> dict[str, Any]:
    """Return the raw session with the codes of the référentiel.

    They replace names of blocs, routes, colleges, composantes, statuts and prerequisites. What is
    known under no name stays as it was typed.
    """
    # Before validation, so that one record has one spelling and every rule compares codes. An
    # unknown name is left for a rule to report with the nearest one (D104, D107, R201…).
    blocs, voie, composante, college, statut = (
        _read(_list_noms(terms))
        for terms in (
            vocabulaire.list_blocs(referentiel),
            vocabulaire.list_voies(referentiel),
            vocabulaire.list_composantes(referentiel),
            vocabulaire.list_colleges(referentiel),
            vocabulaire.list_statuts(referentiel),
        )
    )
    # Those of all composantes: a proof of another one is recognised, and R206 says it is not asked.
    prerequis = _read(
        _list_noms(
            Terme(item.code, item.intitule)
            for table in referentiel.prerequis
            for item in _list_pieces(table)
        )
    )
    option = _read(
        _list_noms(
            Terme(o.code, o.intitule, o.autres_noms)
            for regle in _list_regles(referentiel)
            for o in regle.list_options()
        )
    )
    candidat: Mapping[str, _Lecture] = {
        "voie": voie,
        "composante": composante,
        "statut": statut,
        "option": option,
        "resultats": lambda value: _map(value, {"bloc": blocs}),
        "prerequis": lambda value: _map(value, {"code": prerequis}),
    }
    jury: Mapping[str, _Lecture] = {
        "voie": voie,
        "composante": composante,
        "membres": lambda value: _map(value, {"college": college}),
    }
    tables: dict[str, _Lecture] = {
        "jurys": lambda value: _map(value, jury),
        "epreuves": lambda value: _map(value, {"blocs": lambda codes_: _each(codes_, blocs)}),
        "candidats": lambda value: _each(
            _map(value, candidat), lambda item: _aim(item, blocs, referentiel)
        ),
    }
    if not referentiel.blocs:
        # There is nothing to name: an épreuve assesses the certification.
        tables |= {"epreuves": lambda value: _each(value, lambda item: _fill(item, referentiel))}
    return _change(donnees, tables)


def _list_regles(referentiel: Referentiel) -> tuple[RegleAcquisition, ...]:
    return referentiel.acquisition.list_regles() if referentiel.acquisition else ()


def _fill(epreuve: Any, referentiel: Referentiel) -> Any:
    return {"blocs": [referentiel.code], **epreuve} if isinstance(epreuve, dict) else epreuve


def _aim(candidat: Any, blocs: _Lecture, referentiel: Referentiel) -> Any:
    """Return the raw candidate with the codes of the blocs he aims at.

    « tous » is all that the rule of his route names, for the option he chose.
    """
    if not isinstance(candidat, dict):
        return candidat
    if not referentiel.blocs:
        return {"blocs_vises": [referentiel.code], **candidat}
    if "blocs_vises" not in candidat:
        return candidat
    voie, option = (str(candidat.get(cle, "")) for cle in ("voie", "option"))
    named = referentiel.find_regle(voie).list_blocs(option or None)
    tous = tuple(bloc.code for bloc in referentiel.blocs if bloc.code in named)
    return candidat | {"blocs_vises": _read_vises(candidat["blocs_vises"], blocs, tous)}


def _list_pieces(table: PrerequisValidation) -> list[DiplomeRequis | FonctionRequise]:
    return [*table.diplomes, *table.fonctions]


def _list_noms(termes: Iterable[Terme]) -> dict[str, str]:
    """Return the code of each folded name."""
    names: dict[str, str] = {}
    for code, word, others in termes:
        for name in (code, word, *others):
            # Of two homonyms the first wins: S421 reports the second.
            names.setdefault(fold(name), code)
    return names


def _read(names: Mapping[str, str]) -> _Lecture:
    return lambda value: names.get(fold(value), value) if isinstance(value, str) else value


def _read_vises(value: Any, blocs: _Lecture, tous: tuple[str, ...]) -> Any:
    listed = split_codes(value)
    if isinstance(listed, list) and any(isinstance(v, str) and fold(v) in _TOUS for v in listed):
        # « tous » beside a code says two things: it stays as typed, and R201 finds no such bloc.
        return list(tous) if len(listed) == 1 else value
    return _each(listed, blocs)


def _each(value: Any, read: _Lecture) -> Any:
    return [read(item) for item in value] if isinstance(value, list) else value


def _map(value: Any, readers: Mapping[str, _Lecture]) -> Any:
    return _each(value, lambda item: _change(item, readers) if isinstance(item, dict) else item)


def _change(record: dict[str, Any], readers: Mapping[str, _Lecture]) -> dict[str, Any]:
    return {key: readers[key](value) if key in readers else value for key, value in record.items()}

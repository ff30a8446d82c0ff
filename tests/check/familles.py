"""All the cases of the rules, family by family."""

from __future__ import annotations

from types import ModuleType

from check import (
    cas_acquisition,
    cas_competences,
    cas_compositions,
    cas_equilibre,
    cas_etat_civil,
    cas_fictions,
    cas_horaires,
    cas_identites,
    cas_liens,
    cas_membres,
    cas_mentions,
    cas_naissances,
    cas_notifications,
    cas_prerequis,
    cas_resultats,
    cas_sessions,
)
from check.cas import Cas

FAMILLES: tuple[ModuleType, ...] = (
    *(cas_identites, cas_naissances, cas_etat_civil, cas_resultats, cas_acquisition),
    cas_prerequis,
    *(
        cas_compositions,
        cas_membres,
        cas_liens,
        cas_equilibre,
        cas_sessions,
        cas_horaires,
        cas_mentions,
    ),
    *(cas_notifications, cas_fictions, cas_competences),
)
CAS: tuple[Cas, ...] = tuple(cas for famille in FAMILLES for cas in famille.CAS)

"""What runs in child processes: reading templates, composing papers, laying them out, all that
fails told together."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from amo_docs.catalogue import DocumentType
from amo_docs.compose import (
    Commun,
    Composition,
    compose_papier,
    join_compositions,
    open_composition,
)
from amo_docs.enclos import Enclos, Limites, Tache
from amo_docs.enfant import Ouverture
from amo_docs.errors import ModeleError
from amo_docs.findings import Finding, sort_findings
from amo_docs.model.modeles import Modeles
from amo_docs.model.papier import FichierProduit, Papier, PapierCompose
from amo_docs.relecture import Relecteur, Revue, review_modeles

Avance = Callable[[int, int], None]
"""Told (papers done, papers in all) before the first one, and after each."""

Commande = tuple[PapierCompose, tuple[str, ...]]
"""A paper, and the formats wanted."""

PAR_PROCESSUS = 8
"""Papers it takes to be worth the start of one more process (a second and a half)."""

COMPOSES_PAR_PROCESSUS = 400
"""The same, of papers to compose: each takes two milliseconds."""

LENTS_MAX = 3
"""Papers that took too long or too much after which the others are not tried: each holds the run up
for a minute."""

LOURD = 400_000
"""Letters of HTML from which a paper has a process of its own: a jury of hundreds takes memory that
does not come back."""

MONTRES = 5
"""Recipients named in a failure that many papers share."""


def count_coeurs() -> int:
    """Return how many processes this one may run at once: no more than Windows can wait for."""
    try:
        return min(61, len(os.sched_getaffinity(0)))
    except AttributeError:  # not Linux
        return min(61, os.cpu_count() or 1)


def choose_processus(voulus: int, taches: int, par_processus: int) -> int:
    """Return how many processes do `taches`: those wanted (0: all the cores), as far as each is
    worth its start."""
    return min(voulus or count_coeurs(), 1 + taches // par_processus)


def review(modeles: Modeles, catalogue: tuple[DocumentType, ...]) -> Revue:
    """Return what reading the templates of `catalogue` gave. Raises ModeleError when it takes too
    long or too much."""
    with Enclos(Limites()) as enclos:
        return enclos.run("Lecture des modèles", review_modeles, modeles, catalogue)


def compose_papiers(
    commun: Commun,
    catalogue: tuple[DocumentType, ...],
    papiers: tuple[Papier, ...],
    processus: int = 0,
) -> Composition:
    """Return the papers composed in child processes, in their order, with all that is wrong in
    them; one that takes too long or too much ends it, and is named."""
    modeles = commun.matiere.modeles
    gabarits = {d.cle: modeles.origines.get(d.modele, d.modele) for d in catalogue}
    taches = [
        Tache(
            f"{p.type} de {p.sujet.identifiant}, gabarit « {gabarits[p.type]} »",
            compose_papier,
            (rang,),
        )
        for rang, p in enumerate(papiers)
    ]
    if not taches:
        return join_compositions(())
    done: dict[int, Composition] = {}
    stopped: tuple[Finding, ...] = ()
    ouverture = Ouverture(open_composition, (commun, catalogue, papiers, Relecteur(modeles).review))
    processus = choose_processus(processus, len(taches), COMPOSES_PAR_PROCESSUS)
    try:
        with Enclos(Limites(), processus, ouverture) as enclos:
            for rang, composition in enclos.map(taches):
                if isinstance(composition, ModeleError):
                    raise composition
                done[rang] = composition
    except ModeleError as error:
        stopped = error.findings
    return join_compositions((*(done[rang] for rang in sorted(done)), Composition((), stopped)))


def make_papiers(
    modeles: Modeles,
    commandes: Sequence[Commande],
    processus: int,
    livre: Callable[[FichierProduit], None],
    avance: Avance,
) -> None:
    """Lay out the papers of `commandes` in child processes, and hand each file to `livre` as it
    comes.

    Raises ModeleError with all that failed, once every paper was tried.
    """
    from amo_docs.render import open_atelier, render_papier

    if not commandes:
        return
    echecs: list[tuple[PapierCompose, ModeleError]] = []
    taches = [
        Tache(
            f"{papier.exemplaire.type} de {papier.exemplaire.destinataire}",
            render_papier,
            (papier, formats),
            _is_lourd(papier),
        )
        for papier, formats in commandes
    ]
    processus = choose_processus(processus, len(taches), PAR_PROCESSUS)
    with Enclos(Limites(), processus, Ouverture(open_atelier, (modeles,))) as enclos:
        avance(0, len(commandes))
        for made, (rang, fichiers) in enumerate(enclos.map(taches), start=1):
            if isinstance(fichiers, ModeleError):
                echecs.append((commandes[rang][0], fichiers))
                if (
                    sum(f.code == "G611" for _, error in echecs for f in error.findings)
                    >= LENTS_MAX
                ):
                    raise report_echecs(echecs)
            else:
                for fichier in fichiers:
                    livre(fichier)
            avance(made, len(commandes))
    if echecs:
        raise report_echecs(echecs)


def _is_lourd(papier: PapierCompose) -> bool:
    return len(papier.variantes[0].html) > LOURD


def report_echecs(echecs: Sequence[tuple[PapierCompose, ModeleError]]) -> ModeleError:
    """Return the error that tells of all the papers that failed."""
    return ModeleError(f"{len(echecs)} papiers ne peuvent pas être faits.", join_echecs(echecs))


def join_echecs(echecs: Iterable[tuple[PapierCompose, ModeleError]]) -> tuple[Finding, ...]:
    """Return what failed, once for all the papers of a type that fail for the same reason,
    sorted."""
    found: list[Finding] = []
    communs: dict[tuple[str, Finding], list[str]] = {}
    for papier, error in echecs:
        for finding in error.findings:
            if finding.code == "G641":
                de_type = communs.setdefault((papier.exemplaire.type, finding), [])
                de_type.append(papier.exemplaire.destinataire)
            else:
                found.append(finding)
    for (type_, finding), identifiants in communs.items():
        ids = sorted(identifiants)
        autres = f" et {len(ids) - MONTRES} autres" if len(ids) > MONTRES else ""
        fait = f"{type_} de {', '.join(ids[:MONTRES])}{autres} : {finding.message}"
        found.append(replace(finding, message=fait))
    return sort_findings(found)

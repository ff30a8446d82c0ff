"""What runs in child processes: reading templates, composing papers, laying them out.

All that fails is reported together, once every paper was tried.
"""

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
from amo_docs.model.classement import collate
from amo_docs.model.modeles import Modeles
from amo_docs.model.papier import FichierProduit, Papier, PapierCompose
from amo_docs.relecture import Relecteur, Revue, review_modeles

Avance = Callable[[int, int], None]
"""Called with (papers done, papers in all) before the first one, and after each."""

Commande = tuple[PapierCompose, tuple[str, ...]]
"""A paper, and the formats wanted."""

PAR_PROCESSUS = 8
"""How many papers are worth the start of one more process, which takes a second and a half."""

COMPOSES_PAR_PROCESSUS = 400
"""The same for papers to compose, which take two milliseconds each."""

LENTS_MAX = 3
"""How many papers that take too long or too much end a run. Each holds it up for a minute."""

LOURD = 400_000
"""Letters of HTML from which a paper has a process of its own.

The minutes of hundreds of candidates take memory that the process does not give back.
"""

MONTRES = 5
"""How many recipients are named in a failure that many papers share."""


def count_coeurs() -> int:
    """Return how many processes this one may run at once."""
    # At most 61, which is what the standard pool takes on Windows. The affinity and not the number
    # of cores: a container may have been given fewer.
    try:
        return min(61, len(os.sched_getaffinity(0)))
    # Only Linux has it.
    except AttributeError:
        return min(61, os.cpu_count() or 1)


def choose_processus(voulus: int, taches: int, par_processus: int) -> int:
    """Return how many processes to start for `taches` tasks.

    That is those wanted (0 stands for all cores), but no more than are worth their start.
    """
    return min(voulus or count_coeurs(), 1 + taches // par_processus)


def review(modeles: Modeles, catalogue: tuple[DocumentType, ...]) -> Revue:
    """Return the review of the templates of `catalogue`.

    Raises ModeleError when it takes too long or too much memory.
    """
    # Nothing runs, but reading is done in a child as well: a template may be made to be slow.
    with Enclos(Limites()) as enclos:
        return enclos.run("Lecture des modèles", review_modeles, modeles, catalogue)


def compose_papiers(
    commun: Commun,
    catalogue: tuple[DocumentType, ...],
    papiers: tuple[Papier, ...],
    processus: int = 0,
) -> Composition:
    """Return the papers composed in child processes, in their order, with their findings.

    One that takes too long or too much memory ends it, and is named in a finding.
    """
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
    # A child takes time to start, and a folder known without composing needs none.
    if not taches:
        return join_compositions(())
    done: dict[int, Composition] = {}
    stopped: tuple[Finding, ...] = ()
    ouverture = Ouverture(open_composition, (commun, catalogue, papiers, Relecteur(modeles).review))
    processus = choose_processus(processus, len(taches), COMPOSES_PAR_PROCESSUS)
    try:
        with Enclos(Limites(), processus, ouverture) as enclos:
            for rang, composition in enclos.map(taches):
                # Ends at the first one: a page takes milliseconds, so what takes a minute is
                # in a template that others share.
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
    """Lay out the papers of `commandes` in child processes, and pass each file to `livre`.

    Raises ModeleError with all that failed, once every paper was tried.
    """
    # Late: importing `render` is cheap, but a command that lays nothing out needs none of it.
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
    """Return the error that reports all the papers that failed."""
    return ModeleError(f"{len(echecs)} papiers ne peuvent pas être faits.", join_echecs(echecs))


def join_echecs(echecs: Iterable[tuple[PapierCompose, ModeleError]]) -> tuple[Finding, ...]:
    """Return the findings of the papers that failed, sorted by place.

    Papers of one type that fail for the same reason share a finding.
    """
    found: list[Finding] = []
    communs: dict[tuple[str, Finding], list[str]] = {}
    for papier, error in echecs:
        for finding in error.findings:
            # The finding of a layout names no recipient (`refuse_papier`), so
            # that equal ones can be gathered.
            if finding.code == "G641":
                de_type = communs.setdefault((papier.exemplaire.type, finding), [])
                de_type.append(papier.exemplaire.destinataire)
            else:
                found.append(finding)
    for (type_, finding), identifiants in communs.items():
        ids = sorted(identifiants, key=collate)
        autres = f" et {len(ids) - MONTRES} autres" if len(ids) > MONTRES else ""
        fait = f"{type_} de {', '.join(ids[:MONTRES])}{autres} : {finding.message}"
        found.append(replace(finding, message=fait))
    return sort_findings(found)

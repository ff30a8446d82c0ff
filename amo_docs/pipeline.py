"""The order of the steps, on one screen."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath

from amo_docs.catalogue import DocumentType, list_vierges, read_catalogue, select_vierges
from amo_docs.check import Examen, run_checks
from amo_docs.compose import Commun, compose_papiers, verify_modeles
from amo_docs.decide import count_effectifs, decide_all
from amo_docs.enclos import Enclos, Limites
from amo_docs.errors import AmoDocsError, DonneesError, ModeleError
from amo_docs.findings import Finding, Severite, has_erreur, sort_findings
from amo_docs.load.modeles import load_dossier, load_modeles
from amo_docs.load.session import Chargement, load_session
from amo_docs.model.bilan import Bilan, Demande
from amo_docs.model.decision import Decision
from amo_docs.model.dossier import Dossier
from amo_docs.model.papier import Fichier, PapierCompose, Plan
from amo_docs.model.veille import rewind_session
from amo_docs.plan import name_dossier, plan_papiers, refuse_inconnus, select_papiers
from amo_docs.ressources import find_ressource, seek_ressource
from amo_docs.write import Manifeste, Regles, open_livraison

Formats = tuple[str, ...]
Avance = Callable[[int, int], None]
"""Told (papers made, papers in all) after each one."""


@dataclass(frozen=True)
class Preparation:
    """A session ready to be laid out: everything was checked, nothing was written."""

    dossier: Dossier
    decisions: tuple[Decision, ...]
    catalogue: tuple[DocumentType, ...]
    plan: Plan
    papiers: tuple[PapierCompose, ...]
    avertissements: tuple[Finding, ...]


def prepare(chemin: Path, definitif: bool = False, vierges: tuple[str, ...] = ()) -> Preparation:
    """Load, check, decide, plan and compose the session at `chemin`, without WeasyPrint.

    `vierges` names the types of paper wanted blank too. Raises DonneesError with every finding when one is an erreur,
    ModeleError when only templates are at fault, AmoDocsError when a type cannot be made blank.
    """
    chargement = load_session(chemin, seek_ressource("referentiel.toml"))
    dossier = _open_dossier(chargement, chemin.parent)
    catalogue = read_catalogue(dossier.modeles.documents)
    commun = _share(dossier, definitif)
    findings = chargement.findings + run_checks(Examen(dossier, commun.decisions, catalogue), chargement.entiere)
    catalogue = _choose_papiers(catalogue, vierges)
    plan = plan_papiers(dossier.session, dossier.referentiel, catalogue, commun.decisions, definitif)
    if vierges:
        commun = replace(commun, veille=_share(replace(dossier, session=rewind_session(dossier.session)), definitif))
    with Enclos(Limites()) as enclos:
        composition = enclos.run("Composition des papiers", compose_papiers, commun, catalogue, plan)
    wrong_data = has_erreur(findings)
    findings = sort_findings((*findings, *(f for f in composition.findings if not wrong_data or f.code == "G606")))
    _refuse(findings)
    return Preparation(dossier, commun.decisions, catalogue, plan, composition.papiers, findings)


def _choose_papiers(catalogue: tuple[DocumentType, ...], vierges: tuple[str, ...]) -> tuple[DocumentType, ...]:
    """Return the papers to make: all but the blanks nobody asked for. Raises AmoDocsError on one there is not."""
    known = list_vierges(catalogue)
    for cle in vierges:
        if cle not in known:
            admis = f"Choisissez parmi : {', '.join(known)}." if known else "documents.toml n’en déclare aucun."
            raise AmoDocsError(f"« {cle} » ne se fait pas vierge. {admis}")
    return select_vierges(catalogue, vierges)


def _share(dossier: Dossier, definitif: bool) -> Commun:
    """Return what the papers of `dossier` share: its decisions and the figures of each jury."""
    decisions = decide_all(dossier.session, dossier.referentiel)
    effectifs = {
        jury.code: count_effectifs(tuple(d for d in decisions if d.candidat.jury == jury.code))
        for jury in dossier.session.jurys
    }
    return Commun(dossier, decisions, effectifs, definitif)


def _open_dossier(chargement: Chargement, folder: Path) -> Dossier:
    """Return the loaded session with its templates; raise DonneesError when it could not be read."""
    session, referentiel = chargement.session, chargement.referentiel
    if session is None or referentiel is None:
        raise DonneesError(chargement.findings)
    modeles = load_modeles(find_ressource("templates"), session, folder, chargement.reperes)
    return Dossier(session, referentiel, modeles, chargement.reperes, chargement.entrees)


def _refuse(findings: tuple[Finding, ...]) -> None:
    """Raise when a finding is an erreur: of data (exit 3), or of templates alone (exit 4)."""
    wrong = [f for f in findings if f.severite is Severite.ERREUR]
    if any(not f.code.startswith("G") or f.code == "G606" for f in wrong):
        raise DonneesError(findings)
    if wrong:
        raise ModeleError("Les modèles ne peuvent pas être imprimés.", findings)


def verify(dossier: Path | None) -> tuple[Finding, ...]:
    """Return all that is wrong in the templates of `dossier` over the built-in ones, sorted by place.

    Raises ModeleError when there is nothing to read, or when reading takes too long.
    """
    modeles, findings = load_dossier(find_ressource("templates"), dossier)
    with Enclos(Limites()) as enclos:
        lus = enclos.run("Lecture des modèles", verify_modeles, modeles, read_catalogue(modeles.documents))
    return sort_findings((*findings, *lus))


@contextmanager
def _open_atelier(preparation: Preparation) -> Iterator[Callable[[PapierCompose, Formats], tuple[Fichier, ...]]]:
    """Open a child process that lays papers out, and give what makes the files of one."""
    from amo_docs.render import open_atelier, render_papier

    with Enclos(Limites()) as enclos:
        enclos.run("Feuille de style", open_atelier, preparation.dossier.modeles)
        yield lambda papier, formats: enclos.run(
            f"{papier.type} de {papier.identifiant}", render_papier, papier, formats
        )


def _make_manifeste(dossier: Dossier) -> Manifeste:
    from amo_docs.render import list_versions

    return Manifeste(
        session=dossier.session.code,
        referentiel=dossier.referentiel.code,
        specimen=dossier.session.specimen,
        outils=list_versions(),
        entrees=dossier.list_entrees(),
    )


def render(chemin: Path, sortie: Path, demande: Demande, avance: Avance) -> Bilan:
    """Make the papers asked of the session at `chemin` into its folder under `sortie`, whole or not at all.

    Raises AmoDocsError; nothing is then written.
    """
    preparation = prepare(chemin, demande.definitif, demande.vierges)
    dossier, selection = preparation.dossier, demande.selection
    refuse_inconnus(selection, dossier.session, preparation.catalogue)
    produits: Counter[str] = Counter()
    regles = Regles(partielle=not selection.totale, ecraser=demande.ecraser)
    with open_livraison(sortie, name_dossier(dossier.session), regles) as livraison:
        voulus = select_papiers(preparation.plan, selection, livraison.look().modifies)
        papiers = [(papier, voulus[papier.chemin]) for papier in preparation.papiers if papier.chemin in voulus]
        livraison.refuse_retour(frozenset(papier.chemin for papier, _ in papiers if papier.projet))
        with _open_atelier(preparation) as make:
            for rank, (papier, formats) in enumerate(papiers, start=1):
                for fichier in make(papier, formats):
                    livraison.add(fichier)
                produits[papier.type] += 1
                avance(rank, len(papiers))
        reprise = livraison.commit(_make_manifeste(dossier))
    kept = {PurePosixPath(name).with_suffix("") for name in reprise.repris}
    return Bilan(
        dossier=livraison.place,
        titres={document.cle: document.titre for document in preparation.catalogue},
        formats=selection.formats,
        produits=produits,
        repris=len(kept - {PurePosixPath(chemin) for chemin in voulus}),
        refus=tuple(refus for refus in preparation.plan.refus if selection.names_refus(refus)),
        retires=reprise.retires,
        ecartes=reprise.ecartes,
        decisions=preparation.decisions,
        avertissements=preparation.avertissements,
    )

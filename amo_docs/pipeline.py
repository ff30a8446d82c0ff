"""The order of the steps, on one screen."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath

from amo_docs.catalogue import DocumentType, list_demandables, list_vierges, read_catalogue, select_demandes
from amo_docs.check import Examen, run_checks
from amo_docs.compose import (
    Commun,
    Composition,
    compose_papier,
    join_compositions,
    open_composition,
    read_gabarits,
    verify_modeles,
)
from amo_docs.decide import count_effectifs, decide_all
from amo_docs.enclos import Enclos, Limites
from amo_docs.errors import AmoDocsError, DonneesError, ModeleError
from amo_docs.findings import Finding, has_erreur, sort_findings
from amo_docs.load.modeles import LectureModeles, load_dossier, load_modeles
from amo_docs.load.nommes import Nommes
from amo_docs.load.session import Chargement, load_session
from amo_docs.model.bilan import Bilan, Demande
from amo_docs.model.decision import Decision, select_decisions
from amo_docs.model.dossier import Dossier
from amo_docs.model.papier import Fichier, PapierCompose, Plan
from amo_docs.model.veille import rewind_session
from amo_docs.plan import name_dossier, plan_papiers, refuse_inconnus, select_papiers
from amo_docs.ressources import find_ressource, seek_ressource
from amo_docs.write import Manifeste, Regles, open_livraison

Formats = tuple[str, ...]
Avance = Callable[[int, int], None]
"""Told (papers made, papers in all) after each one."""


SANS_DEMANDE = Demande()


@dataclass(frozen=True)
class Preparation:
    """A session ready to be laid out: everything was checked, nothing was written."""

    dossier: Dossier
    decisions: tuple[Decision, ...]
    catalogue: tuple[DocumentType, ...]
    plan: Plan
    papiers: tuple[PapierCompose, ...]
    avertissements: tuple[Finding, ...]


def prepare(chemin: Path, demande: Demande = SANS_DEMANDE, composes: frozenset[str] | None = None) -> Preparation:
    """Load, check, decide, plan and compose the session at `chemin`, without WeasyPrint; `composes` are the types of
    paper to compose, all when None.

    Raises DonneesError with every finding, those of templates and images too, when one of data is an erreur;
    ModeleError when only templates are at fault; AmoDocsError when `demande` names a type that cannot be made blank,
    or is not made on demand.
    """
    chargement = load_session(chemin, seek_ressource("referentiel.toml"))
    lecture = load_modeles(
        find_ressource("templates"), chargement.nommes or Nommes(), chemin.parent, chargement.reperes
    )
    catalogue = read_catalogue(lecture.modeles.documents)
    dossier = _open_dossier(chargement, lecture, catalogue)
    commun = _share(dossier, demande.definitif)
    examen = Examen(dossier, commun.decisions, catalogue, tous_declares=lecture.tous_declares)
    findings = chargement.findings + run_checks(examen, chargement.entiere)
    catalogue = _choose_papiers(catalogue, demande if lecture.tous_declares else SANS_DEMANDE)
    plan = plan_papiers(dossier.session, dossier.referentiel, catalogue, commun.decisions, demande.definitif)
    if demande.vierges:
        veille = replace(dossier, session=rewind_session(dossier.session))
        commun = replace(commun, veille=_share(veille, demande.definitif))
    wanted = tuple(papier for papier in plan.papiers if composes is None or papier.type in composes)
    composition = _compose(commun, catalogue, replace(plan, papiers=wanted))
    found = composition.findings
    if has_erreur((*findings, *lecture.findings)):  # a blank may follow from what is missing: the rest is sure
        found = tuple(f for f in found if f in composition.surs and (lecture.tous_lus or f.code in LUS))
    findings += tuple(f for f in found if f.code == "G606")
    findings = _refuse(findings, (*lecture.findings, *(f for f in found if f.code != "G606")))
    return Preparation(dossier, commun.decisions, catalogue, plan, composition.papiers, findings)


LUS = frozenset({"G602", "G606", "G611"})
"""Codes of what no template that could not be read is the cause of."""


def _compose(commun: Commun, catalogue: tuple[DocumentType, ...], plan: Plan) -> Composition:
    """Return the papers composed in a child process; one that takes too long or too much ends it, and is named."""
    done: list[Composition] = []
    constats: tuple[Finding, ...] = ()
    origines = commun.dossier.modeles.origines
    modeles = {document.cle: origines.get(document.modele, document.modele) for document in catalogue}
    with Enclos(Limites()) as enclos:
        try:
            constats = enclos.run("Lecture des gabarits", open_composition, commun, catalogue, plan)
            for rang, papier in enumerate(plan.papiers):
                quoi = f"{papier.type} de {papier.sujet.identifiant}, gabarit « {modeles[papier.type]} »"
                done.append(enclos.run(quoi, compose_papier, rang))
        except ModeleError as error:
            constats += error.findings
    return join_compositions(constats, done)


def _choose_papiers(catalogue: tuple[DocumentType, ...], demande: Demande) -> tuple[DocumentType, ...]:
    """Return the papers to make: all but those on demand nobody asked for. Raises AmoDocsError on one there is not."""
    _refuse_demandes("ne se fait pas vierge", demande.vierges, list_vierges(catalogue))
    _refuse_demandes("ne se fait pas sur demande", demande.avec, list_demandables(catalogue))
    return select_demandes(catalogue, demande.vierges, demande.demandes)


def _refuse_demandes(reproche: str, demandes: Iterable[str], admises: tuple[str, ...]) -> None:
    """Raise AmoDocsError on the first type of `demandes` that is not of `admises`."""
    for cle in demandes:
        if cle not in admises:
            admis = f"Choisissez parmi : {', '.join(admises)}." if admises else "documents.toml n’en déclare aucun."
            raise AmoDocsError(f"« {cle} » {reproche}. {admis}")


def _share(dossier: Dossier, definitif: bool) -> Commun:
    """Return what the papers of `dossier` share: its decisions and the figures of each jury."""
    decisions = decide_all(dossier.session, dossier.referentiel)
    effectifs = {jury.code: count_effectifs(select_decisions(decisions, jury)) for jury in dossier.session.jurys}
    return Commun(dossier, decisions, effectifs, definitif)


def _open_dossier(chargement: Chargement, lecture: LectureModeles, catalogue: tuple[DocumentType, ...]) -> Dossier:
    """Return the loaded session with its templates; raise DonneesError, with what is wrong in them, when there is
    none."""
    session, referentiel = chargement.session, chargement.referentiel
    if session is not None and referentiel is not None:
        return Dossier(session, referentiel, lecture.modeles, chargement.reperes, chargement.entrees)
    found: tuple[Finding, ...] = ()
    if chargement.nommes is not None and chargement.nommes.modeles is not None:  # the built-in ones are right
        with Enclos(Limites()) as enclos:
            by_paper = enclos.run("Lecture des gabarits", read_gabarits, lecture.modeles, catalogue)
        found = tuple(finding for findings in by_paper.values() for finding in findings)
    found = tuple(f for f in found if lecture.tous_lus or f.code in LUS)
    raise DonneesError(sort_findings((*chargement.findings, *lecture.findings, *found)))


def _refuse(donnees: Iterable[Finding], modeles: Iterable[Finding]) -> tuple[Finding, ...]:
    """Return every finding, sorted, or raise them when one is an erreur: of data (exit 3), or of templates (exit 4)."""
    donnees = tuple(donnees)
    findings = sort_findings((*donnees, *modeles))
    if has_erreur(donnees):
        raise DonneesError(findings)
    if has_erreur(findings):
        raise ModeleError("Les modèles ne peuvent pas être imprimés.", findings)
    return findings


def verify(dossier: Path | None) -> tuple[Finding, ...]:
    """Return all that is wrong in the templates of `dossier` over the built-in ones, sorted by place.

    Raises ModeleError when there is nothing to read, or when reading takes too long.
    """
    lecture = load_dossier(find_ressource("templates"), dossier)
    with Enclos(Limites()) as enclos:
        catalogue = read_catalogue(lecture.modeles.documents)
        found = enclos.run("Lecture des modèles", verify_modeles, lecture.modeles, catalogue)
    return sort_findings((*lecture.findings, *found))


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
    selection = demande.selection
    preparation = prepare(chemin, demande)
    dossier = preparation.dossier
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
        reste=reprise.reste,
    )

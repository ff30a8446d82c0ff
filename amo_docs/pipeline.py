"""The order of the steps, on one screen."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath

from amo_docs import FORMATS
from amo_docs.catalogue import (
    DocumentType,
    list_demandables,
    list_vierges,
    read_catalogue,
    select_demandes,
)
from amo_docs.check import Examen, run_checks
from amo_docs.compose import Commun
from amo_docs.decide import count_effectifs, decide_all
from amo_docs.errors import AmoDocsError, DonneesError, ModeleError, SortieError
from amo_docs.fabrication import Avance, Commande, compose_plan, list_constats, make_papiers, review
from amo_docs.findings import Finding, has_erreur, sort_findings
from amo_docs.load.modeles import LectureModeles, load_dossier, load_modeles
from amo_docs.load.nommes import Nommes
from amo_docs.load.session import Chargement, load_session
from amo_docs.model.bilan import Bilan, Demande
from amo_docs.model.decision import Decision, select_decisions
from amo_docs.model.dossier import Dossier
from amo_docs.model.papier import PapierCompose, Plan
from amo_docs.model.veille import rewind_session
from amo_docs.plan import name_dossier, plan_papiers, refuse_inconnus, select_papiers
from amo_docs.render import list_programme, list_versions
from amo_docs.ressources import find_ressource, seek_ressource
from amo_docs.write import LigneManifeste, Manifeste, Regles, list_connus, open_livraison

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


Connus = Callable[[Dossier], Mapping[str, LigneManifeste]]
"""Tells which papers are known without composing them, by path of their files."""


def prepare(
    chemin: Path,
    demande: Demande = SANS_DEMANDE,
    composes: frozenset[str] | None = None,
    connus: Connus | None = None,
) -> Preparation:
    """Load, check, decide, plan and compose the session at `chemin`, without WeasyPrint.

    `composes` are the types of paper to compose, all when None; a paper that `connus` knows is not
    composed: it comes without any page.

    Raises DonneesError with every finding, those of templates and images too, when one of data is
    an erreur; ModeleError when only templates are at fault; AmoDocsError when `demande` names a
    type that cannot be made blank, or is not made on demand."""
    chargement = load_session(chemin, seek_ressource("referentiel.toml"))
    lecture = load_modeles(
        find_ressource("templates"),
        chargement.nommes or Nommes(),
        chemin.parent,
        chargement.reperes,
    )
    catalogue = read_catalogue(lecture.modeles.documents)
    dossier = _open_dossier(chargement, lecture, catalogue)
    commun = _share(dossier, demande.definitif)
    examen = Examen(dossier, commun.decisions, catalogue, tous_declares=lecture.tous_declares)
    findings = chargement.findings + run_checks(examen, chargement.entiere)
    catalogue = _choose_papiers(catalogue, demande if lecture.tous_declares else SANS_DEMANDE)
    plan = plan_papiers(
        dossier.session, dossier.referentiel, catalogue, commun.decisions, demande.definitif
    )
    if demande.vierges:
        veille = replace(dossier, session=rewind_session(dossier.session))
        commun = replace(commun, veille=_share(veille, demande.definitif))
    faits = _recall(plan, connus(dossier) if connus is not None else {})
    sus = frozenset(papier.chemin for papier in faits)
    wanted = tuple(
        p for p in plan.papiers if p.chemin not in sus and (composes is None or p.type in composes)
    )
    composition = compose_plan(commun, catalogue, replace(plan, papiers=wanted), demande.processus)
    found = composition.findings
    if has_erreur(
        (*findings, *lecture.findings)
    ):  # a blank may follow from what is missing: the rest is sure
        found = tuple(
            f for f in found if f in composition.surs and (lecture.tous_lus or f.code in LUS)
        )
    findings += tuple(f for f in found if f.code == "G606")
    findings = _refuse(findings, (*lecture.findings, *(f for f in found if f.code != "G606")))
    return Preparation(
        dossier, commun.decisions, catalogue, plan, (*faits, *composition.papiers), findings
    )


def _recall(plan: Plan, connus: Mapping[str, LigneManifeste]) -> tuple[PapierCompose, ...]:
    """Return the papers of `plan` whose files are all known, as the same paper in the same
    state."""
    found = []
    for papier in plan.papiers:
        lignes = [connus.get(f"{papier.chemin}.{forme}") for forme in FORMATS]
        said = {
            (ligne.cle, ligne.projet, ligne.empreinte) if ligne is not None else None
            for ligne in lignes
        }
        one = next(iter(said))
        if len(said) == 1 and one is not None and one[:2] == (papier.cle, papier.projet):
            found.append(
                PapierCompose(
                    chemin=papier.chemin,
                    type=papier.type,
                    identifiant=papier.sujet.identifiant,
                    variantes=(),
                    donnees="",
                    projet=papier.projet,
                    cle=papier.cle,
                    empreinte=one[2],
                )
            )
    return tuple(found)


LUS = frozenset({"G602", "G606", "G611"})
"""Codes of what no template that could not be read is the cause of."""


def _choose_papiers(
    catalogue: tuple[DocumentType, ...], demande: Demande
) -> tuple[DocumentType, ...]:
    """Return the papers to make: all but those on demand nobody asked for. Raises AmoDocsError on
    one there is not."""
    _refuse_demandes("ne se fait pas vierge", demande.vierges, list_vierges(catalogue))
    _refuse_demandes("ne se fait pas sur demande", demande.avec, list_demandables(catalogue))
    return select_demandes(catalogue, demande.vierges, demande.demandes)


def _refuse_demandes(reproche: str, demandes: Iterable[str], admises: tuple[str, ...]) -> None:
    """Raise AmoDocsError on the first type of `demandes` that is not of `admises`."""
    for cle in demandes:
        if cle not in admises:
            admis = (
                f"Choisissez parmi : {', '.join(admises)}."
                if admises
                else "documents.toml n’en déclare aucun."
            )
            raise AmoDocsError(f"« {cle} » {reproche}. {admis}")


def _share(dossier: Dossier, definitif: bool) -> Commun:
    """Return what the papers of `dossier` share: its decisions and the figures of each jury."""
    decisions = decide_all(dossier.session, dossier.referentiel)
    effectifs = {
        jury.code: count_effectifs(select_decisions(decisions, jury))
        for jury in dossier.session.jurys
    }
    return Commun(dossier, decisions, effectifs, definitif, outils=list_versions())


def _open_dossier(
    chargement: Chargement, lecture: LectureModeles, catalogue: tuple[DocumentType, ...]
) -> Dossier:
    """Return the loaded session with its templates; raise DonneesError, with what is wrong in them,
    when there is none."""
    session, referentiel = chargement.session, chargement.referentiel
    if session is not None and referentiel is not None:
        return Dossier(
            session, referentiel, lecture.modeles, chargement.reperes, chargement.entrees
        )
    found: tuple[Finding, ...] = ()
    if (
        chargement.nommes is not None and chargement.nommes.modeles is not None
    ):  # the built-in ones are right
        found = list_constats(lecture.modeles, catalogue)
    found = tuple(f for f in found if lecture.tous_lus or f.code in LUS)
    raise DonneesError(sort_findings((*chargement.findings, *lecture.findings, *found)))


def _refuse(donnees: Iterable[Finding], modeles: Iterable[Finding]) -> tuple[Finding, ...]:
    """Return every finding, sorted, or raise them when one is an erreur: of data (exit 3), or of
    templates (exit 4)."""
    donnees = tuple(donnees)
    findings = sort_findings((*donnees, *modeles))
    if has_erreur(donnees):
        raise DonneesError(findings)
    if has_erreur(findings):
        raise ModeleError("Les modèles ne peuvent pas être imprimés.", findings)
    return findings


def verify(dossier: Path | None) -> tuple[Finding, ...]:
    """Return all that is wrong in the templates of `dossier` over the built-in ones, sorted by
    place.

    Raises ModeleError when there is nothing to read, or when reading takes too long.
    """
    lecture = load_dossier(find_ressource("templates"), dossier)
    found = review(lecture.modeles, read_catalogue(lecture.modeles.documents))
    return sort_findings((*lecture.findings, *found))


def _make_manifeste(dossier: Dossier, demande: Demande, entier: bool = True) -> Manifeste:
    return Manifeste(
        session=dossier.session.code,
        referentiel=dossier.referentiel.code,
        specimen=dossier.session.specimen,
        outils=list_versions() | list_programme(),
        entrees=dossier.list_entrees(),
        definitif=demande.definitif,
        entier=entier,
    )


def _look_for(sortie: Path, demande: Demande) -> Connus:
    """Return what tells which papers of the folder in place are known without composing them."""
    return lambda dossier: list_connus(
        sortie / name_dossier(dossier.session), _make_manifeste(dossier, demande)
    )


def _compose_restants(chemin: Path, demande: Demande, a_faire: list[Commande]) -> list[Commande]:
    """Return `a_faire` with the pages of papers that were known, and are to be made after all:
    their file is gone."""
    if all(papier.variantes for papier, _ in a_faire):
        return a_faire
    composes = {papier.chemin: papier for papier in prepare(chemin, demande).papiers}
    if not all(papier.chemin in composes for papier, _ in a_faire):
        raise SortieError(
            "La session a changé pendant la fabrication des papiers. Relancez la même commande."
        )
    return [(composes[papier.chemin], formats) for papier, formats in a_faire]


def render(chemin: Path, sortie: Path, demande: Demande, avance: Avance) -> Bilan:
    """Make the papers asked of the session at `chemin` into its folder under `sortie`, whole or not
    at all.

    Raises AmoDocsError; nothing is then written.
    """
    selection = demande.selection
    preparation = prepare(
        chemin, demande, connus=None if demande.tout else _look_for(sortie, demande)
    )
    dossier = preparation.dossier
    refuse_inconnus(selection, dossier.session, preparation.catalogue)
    regles = Regles(partielle=not selection.totale, ecraser=demande.ecraser)
    with open_livraison(sortie, name_dossier(dossier.session), regles) as livraison:
        voulus = select_papiers(preparation.plan, selection, livraison.en_place.modifies)
        papiers = [papier for papier in preparation.papiers if papier.chemin in voulus]
        livraison.refuse_retour(frozenset(papier.chemin for papier in papiers if papier.projet))
        a_faire = [(papier, voulus[papier.chemin]) for papier in papiers]
        if not demande.tout:
            a_faire = [
                (papier, manquants)
                for papier, f in a_faire
                if (manquants := livraison.take_over(papier, f))
            ]
        a_faire = _compose_restants(chemin, demande, a_faire)
        make_papiers(dossier.modeles, a_faire, demande.processus, livraison.add, avance)
        entier = selection.totale or bool(
            _look_for(sortie, demande)(dossier)
        )  # what stays is of the same inputs
        reprise = livraison.commit(_make_manifeste(dossier, demande, entier))
    faits = Counter(papier.type for papier, _ in a_faire)
    kept = {PurePosixPath(name).with_suffix("") for name in reprise.repris}
    return Bilan(
        dossier=livraison.place,
        titres={document.cle: document.titre for document in preparation.catalogue},
        formats=selection.formats,
        produits=faits,
        repris=len(kept - {PurePosixPath(papier.chemin) for papier, _ in a_faire}),
        refus=tuple(refus for refus in preparation.plan.refus if selection.names_refus(refus)),
        retires=reprise.retires,
        ecartes=reprise.ecartes,
        decisions=preparation.decisions,
        avertissements=preparation.avertissements,
        changes=reprise.changes,
        nouveaux=reprise.nouveaux,
        perimes=reprise.perimes,
        reste=reprise.reste,
    )

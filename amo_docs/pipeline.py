"""The recipe: open → judge → plan → compose → render → deliver.

Each step takes what the one before returned and adds to it. None reads a file again. `check` and
the print runs stop where they need to.
"""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

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
from amo_docs.constats import Cause, find_cause, may_be_said
from amo_docs.decide import count_effectifs, decide_all
from amo_docs.dossier import (
    LigneManifeste,
    Livraison,
    Manifeste,
    Regles,
    Remplace,
    Reprise,
    list_causes,
    list_connus,
    list_entrees_changees,
    open_livraison,
)
from amo_docs.errors import AmoDocsError, DonneesError, ModeleError
from amo_docs.fabrication import (
    Avance,
    Commande,
    compose_papiers,
    make_papiers,
    review,
)
from amo_docs.findings import Acquis, Finding, has_erreur, sort_findings
from amo_docs.load.modeles import load_dossier
from amo_docs.load.ouverture import SessionOuverte
from amo_docs.model.bilan import Bilan, Demande, Remplacement
from amo_docs.model.decision import Decision, select_decisions
from amo_docs.model.matiere import Matiere
from amo_docs.model.modeles import Modeles
from amo_docs.model.papier import Papier, PapierCompose, PapierConnu, Plan, Refus
from amo_docs.model.veille import rewind_session
from amo_docs.plan import (
    list_caducs,
    name_dossier,
    plan_papiers,
    refuse_inconnus,
    select_papiers,
)
from amo_docs.relecture import Revue
from amo_docs.render import list_programme, list_versions
from amo_docs.ressources import find_ressource

SANS_DEMANDE = Demande()


@dataclass(frozen=True)
class SessionJugee:
    """A session whose data were checked and whose candidates have their decisions.

    `findings` are those of the data.
    """

    ouverte: SessionOuverte
    matiere: Matiere
    decisions: tuple[Decision, ...]
    findings: tuple[Finding, ...]


@dataclass(frozen=True)
class SessionPlanifiee:
    """The papers that a demand makes of a session.

    `catalogue` are their types, `commun` is what they share.
    """

    jugee: SessionJugee
    catalogue: tuple[DocumentType, ...]
    commun: Commun
    plan: Plan


@dataclass(frozen=True)
class SessionComposee:
    """A session ready to be laid out: everything was checked, nothing was written.

    `revue` is the review of the templates. `papiers` are those composed and those known without
    composing, in no order.
    """

    planifiee: SessionPlanifiee
    revue: Revue
    papiers: tuple[PapierCompose | PapierConnu, ...]
    avertissements: tuple[Finding, ...]

    @property
    def composes(self) -> tuple[PapierCompose, ...]:
        """The papers that were composed."""
        return tuple(papier for papier in self.papiers if isinstance(papier, PapierCompose))

    @property
    def matiere(self) -> Matiere:
        """The session with its référentiel and templates."""
        return self.planifiee.jugee.matiere

    @property
    def decisions(self) -> tuple[Decision, ...]:
        """The decision on each candidate."""
        return self.planifiee.jugee.decisions

    @property
    def catalogue(self) -> tuple[DocumentType, ...]:
        """The types of paper that are made."""
        return self.planifiee.catalogue

    @property
    def plan(self) -> Plan:
        """The papers to make, and those that are not."""
        return self.planifiee.plan


def render(ouverte: SessionOuverte, sortie: Path, demande: Demande, avance: Avance) -> Bilan:
    """Make the papers that `demande` asks for, in the folder of the session under `sortie`.

    `avance` is called with (papers done, papers in all). Raises AmoDocsError, and the folder is
    then as it was.
    """
    jugee = judge(ouverte)
    planifiee = plan(jugee, demande)
    # A step that numbers papers would reserve its numbers here: papers print them.
    connus = {} if demande.tout else _find_connus(planifiee, sortie, demande)
    composee = compose(planifiee, connus, demande.processus)
    # After composing, so that a mistyped matricule does not hide what is wrong in the session.
    refuse_inconnus(demande.selection, jugee.matiere.session, planifiee.catalogue)
    session = jugee.matiere.session
    regles = Regles(not demande.selection.totale, demande.ecraser, session.code)
    with open_livraison(sortie, name_dossier(session), regles) as livraison:
        tenus = _hold_modifies(composee, demande, livraison)
        commandes = _choose_commandes(composee, demande, livraison, tenus)
        # The children return bytes, and the parent alone writes.
        make_papiers(jugee.matiere.modeles, commandes, demande.processus, livraison.add, avance)
        # The papers that a partial run leaves may be of these very inputs: the folder is then
        # whole, and the next run need not compose to know it.
        entier = demande.selection.totale or bool(_find_connus(planifiee, sortie, demande))
        entier = entier and not tenus.refus
        manifeste = _make_manifeste(jugee.matiere, demande, entier)
        entrees = list_entrees_changees(livraison.place, manifeste)
        reprise = livraison.commit(manifeste, _list_caducs(planifiee, demande, livraison))
    # A step that numbers papers would confirm its numbers here: the folder is in place.
    bilan = _count(composee, demande, commandes, livraison, reprise, entrees, tenus)
    papiers = (*composee.composes, *(papier for papier, _ in commandes))
    remplaces = _tell_remplaces(livraison.place, reprise.remplaces, papiers, entrees)
    return replace(bilan, remplaces=remplaces)


def prepare(ouverte: SessionOuverte, demande: Demande = SANS_DEMANDE) -> SessionComposee:
    """Judge, plan and compose a session, without WeasyPrint.

    Raises what these three raise.
    """
    return compose(plan(judge(ouverte), demande))


def judge(ouverte: SessionOuverte) -> SessionJugee:
    """Check the data of a session, and decide.

    Raises DonneesError when no record could be made of it, with what is wrong in its templates too.
    What the rules find is not raised here: `compose` adds what it finds, and raises all together.
    """
    if ouverte.matiere is None:
        found: tuple[Finding, ...] = ()
        # The built-in templates have nothing wrong: a test reviews them.
        if ouverte.modeles_propres:
            found = _review(
                ouverte.modeles, _choose_types(ouverte.catalogue, SANS_DEMANDE)
            ).findings
        acquis = _list_acquis(ouverte, ouverte.findings)
        said = (finding for finding in found if may_be_said(finding, acquis))
        raise DonneesError(sort_findings((*ouverte.findings, *ouverte.findings_modeles, *said)))
    decisions = decide_all(ouverte.matiere.session, ouverte.matiere.referentiel)
    examen = Examen(
        ouverte.matiere, decisions, ouverte.catalogue, ouverte.entiere, ouverte.tous_declares
    )
    findings = ouverte.findings + run_checks(examen)
    return SessionJugee(ouverte, ouverte.matiere, decisions, findings)


def plan(jugee: SessionJugee, demande: Demande) -> SessionPlanifiee:
    """Name every paper that `demande` makes of a session, and those it cannot make.

    Raises AmoDocsError when `demande` names a type that cannot be made blank, or is not made on
    demand.
    """
    dossier, ouverte = jugee.matiere, jugee.ouverte
    # Where papers could not be declared, « not made on demand » may only follow from that.
    wanted = demande if ouverte.tous_declares else SANS_DEMANDE
    catalogue = _choose_types(ouverte.catalogue, wanted)
    commun = _share(dossier, jugee.decisions, demande.definitif)
    if demande.vierges:
        # A blank paper is made from the session without what the day of the
        # jury brings: it cannot leak.
        veille = replace(dossier, session=rewind_session(dossier.session))
        decisions = decide_all(veille.session, veille.referentiel)
        commun = replace(commun, veille=_share(veille, decisions, demande.definitif))
    papiers = plan_papiers(
        dossier.session, dossier.referentiel, catalogue, jugee.decisions, demande.definitif
    )
    return SessionPlanifiee(jugee, catalogue, commun, papiers)


def compose(
    planifiee: SessionPlanifiee,
    connus: Mapping[str, LigneManifeste] | None = None,
    processus: int = 0,
    seuls: frozenset[str] | None = None,
    revue: Revue | None = None,
) -> SessionComposee:
    """Make the pages of the planned papers.

    Papers whose files are all among `connus` (path → line) are known without composing. With
    `seuls`, only the papers at these paths are composed. `revue` is the review of their templates,
    when it was made already. Raises DonneesError with every finding, those of templates and images
    too, when one of data is an erreur; ModeleError when only templates are at fault.
    """
    jugee, ouverte = planifiee.jugee, planifiee.jugee.ouverte
    recalled = {p.chemin: _recall(p, connus or {}) for p in planifiee.plan.papiers}
    wanted = tuple(
        papier
        for papier in planifiee.plan.papiers
        if recalled[papier.chemin] is None and (seuls is None or papier.chemin in seuls)
    )
    revue = revue or _review(ouverte.modeles, planifiee.catalogue)
    # What Jinja cannot read was reported once by the review, and would
    # stop each of its papers again.
    readable = tuple(papier for papier in wanted if papier.type not in revue.casses)
    composition = compose_papiers(planifiee.commun, planifiee.catalogue, readable, processus)
    found = (*revue.findings, *(f for f in composition.findings if not revue.has_said(f)))
    # A blank in a template may follow from wrong data: beside these, only
    # what data cannot cause is said.
    acquis = _list_acquis(ouverte, jugee.findings)
    said = [finding for finding in found if may_be_said(finding, acquis)]
    donnees = [finding for finding in said if find_cause(finding) is Cause.DONNEES]
    modeles = [finding for finding in said if find_cause(finding) is not Cause.DONNEES]
    findings = _refuse((*jugee.findings, *donnees), (*ouverte.findings_modeles, *modeles))
    known = (papier for papier in recalled.values() if papier is not None)
    return SessionComposee(planifiee, revue, (*known, *composition.papiers), findings)


def verify(dossier: Path | None) -> tuple[Finding, ...]:
    """Return all that is wrong in the templates of `dossier` over the built-in ones.

    They are sorted by place. Raises ModeleError when there is nothing to read, or when reading
    takes too long.
    """
    lecture = load_dossier(find_ressource("templates"), dossier)
    revue = review(lecture.modeles, read_catalogue(lecture.modeles.documents))
    return sort_findings((*lecture.findings, *revue.findings))


# ── What the steps use ────────────────────────────────────────────────────────────────────────────


def _review(modeles: Modeles, catalogue: tuple[DocumentType, ...]) -> Revue:
    """Return the review of the templates of `catalogue`."""
    # That it takes too long is a finding among others: nothing can be composed then, and the rest
    # is reported with it.
    try:
        return review(modeles, catalogue)
    except ModeleError as error:
        return Revue(error.findings, frozenset(document.cle for document in catalogue))


def _list_acquis(ouverte: SessionOuverte, donnees: Iterable[Finding]) -> frozenset[Acquis]:
    """Return what is known to be right in a session; `donnees` are the findings of its data."""
    # Findings of templates and images count as well: an image that cannot be used leaves a blank.
    right = {
        Acquis.DONNEES: not has_erreur((*donnees, *ouverte.findings_modeles)),
        Acquis.GABARITS: ouverte.tous_lus,
    }
    return frozenset(acquis for acquis, holds in right.items() if holds)


def _choose_types(
    catalogue: tuple[DocumentType, ...], demande: Demande
) -> tuple[DocumentType, ...]:
    """Return the types to make: all but those on demand that nobody asked for.

    Raises AmoDocsError on a type that does not exist.
    """
    _refuse_demandes("ne se fait pas vierge", demande.vierges, list_vierges(catalogue))
    _refuse_demandes("ne se fait pas sur demande", demande.avec, list_demandables(catalogue))
    return select_demandes(catalogue, demande.vierges, demande.demandes)


def _refuse_demandes(reproche: str, demandes: Iterable[str], admises: tuple[str, ...]) -> None:
    """Raise AmoDocsError on the first type of `demandes` that is not among `admises`."""
    for cle in demandes:
        if cle not in admises:
            admis = (
                f"Choisissez parmi : {', '.join(admises)}."
                if admises
                else "documents.toml n’en déclare aucun."
            )
            raise AmoDocsError(f"« {cle} » {reproche}. {admis}")


def _share(matiere: Matiere, decisions: tuple[Decision, ...], definitif: bool) -> Commun:
    """Return what the papers of `matiere` share: its decisions and the figures of each jury."""
    effectifs = {
        jury.code: count_effectifs(select_decisions(decisions, jury))
        for jury in matiere.session.jurys
    }
    return Commun(matiere, decisions, effectifs, definitif, outils=list_versions())


def _recall(papier: Papier, connus: Mapping[str, LigneManifeste]) -> PapierConnu | None:
    """Return the paper with the fingerprint of its files, when all are known and of its state."""
    # In every format, or one of them would have to be made from a page nobody composed.
    lignes = [connus.get(papier.exemplaire.name_fichier(forme)) for forme in FORMATS]
    un = lignes[0]
    if un is None or not papier.exemplaire.is_in_state(un.exemplaire):
        return None
    if any(ligne is None or ligne.exemplaire != un.exemplaire for ligne in lignes):
        return None
    return PapierConnu(replace(papier.exemplaire, empreinte=un.exemplaire.empreinte))


def _refuse(donnees: Iterable[Finding], modeles: Iterable[Finding]) -> tuple[Finding, ...]:
    """Return every finding, sorted by place.

    Raises them when one is an erreur: DonneesError for one of data, else ModeleError.
    """
    donnees = tuple(donnees)
    findings = sort_findings((*donnees, *modeles))
    if has_erreur(donnees):
        raise DonneesError(findings)
    if has_erreur(findings):
        raise ModeleError("Les modèles ne peuvent pas être imprimés.", findings)
    return findings


def _make_manifeste(matiere: Matiere, demande: Demande, entier: bool = True) -> Manifeste:
    return Manifeste(
        session=matiere.session.code,
        referentiel=matiere.referentiel.code,
        specimen=matiere.session.specimen,
        outils=list_versions() | list_programme(),
        entrees=matiere.list_entrees(),
        definitif=demande.definitif,
        entier=entier,
    )


def _find_connus(
    planifiee: SessionPlanifiee, sortie: Path, demande: Demande
) -> Mapping[str, LigneManifeste]:
    """Return the files of the folder in place that are known without composing their papers."""
    matiere = planifiee.jugee.matiere
    place = sortie / name_dossier(matiere.session)
    return list_connus(place, _make_manifeste(matiere, demande))


@dataclass(frozen=True)
class _Tenus:
    """The papers that a run leaves as somebody changed them by hand.

    `chemins` are their paths in the plan. `fichiers` are the changed files of those that are still
    what the session makes, `refus` the others, which stand in the folder at `perimes`.
    """

    chemins: frozenset[str] = frozenset()
    fichiers: tuple[str, ...] = ()
    perimes: frozenset[str] = frozenset()
    refus: tuple[Refus, ...] = ()


def _hold_modifies(composee: SessionComposee, demande: Demande, livraison: Livraison) -> _Tenus:
    """Leave the papers changed by hand as they are, unless they may be set aside.

    An edited letter stops itself and no other. Raises IntegriteError when nothing else is asked
    for, DemandeError when the selection names nothing.
    """
    modifies = livraison.list_modifies()
    if not modifies:
        return _Tenus()
    voulus = select_papiers(composee.plan, demande.selection, ())
    actuels = {p.exemplaire.chemin: p.exemplaire for p in composee.papiers}
    tenus = {
        papier.chemin: fichiers
        for papier in composee.plan.papiers
        if (fichiers := modifies.get(papier.cle) or modifies.get(papier.chemin))
    }
    asked = [chemin for chemin in tenus if chemin in voulus]
    if len(asked) == len(voulus) and not demande.selection.totale:
        livraison.refuse_modifies(fichier for chemin in asked for fichier in tenus[chemin])
    # By both, since the first format of the manifest has no keys.
    livraison.hold(
        cle for p in composee.plan.papiers if p.chemin in tenus for cle in (p.cle, p.chemin)
    )
    fideles = [
        chemin
        for chemin in asked
        if all(
            actuels[chemin].is_same(livraison.en_place.lignes[f].exemplaire) for f in tenus[chemin]
        )
    ]
    refus = tuple(
        _refuse_modifie(papier, tenus[papier.chemin])
        for papier in composee.plan.papiers
        if papier.chemin in asked and papier.chemin not in fideles
    )
    perimes = {
        livraison.en_place.lignes[fichier].exemplaire.chemin
        for chemin in asked
        if chemin not in fideles
        for fichier in tenus[chemin]
    }
    return _Tenus(
        frozenset(tenus), tuple(f for c in fideles for f in tenus[c]), frozenset(perimes), refus
    )


def _refuse_modifie(papier: Papier, fichiers: tuple[str, ...]) -> Refus:
    sujet = papier.sujet
    raison = (
        f"la session a changé, et {', '.join(fichiers)} est modifié à la main : il reste tel quel. "
        "Pour le refaire, relancez avec --ecraser"
    )
    return Refus(
        papier.type,
        sujet.jury.code,
        raison,
        candidats=frozenset((sujet.identifiant,) if sujet.decision else ()),
        membres=frozenset((sujet.identifiant,) if sujet.membre else ()),
    )


def _choose_commandes(
    composee: SessionComposee, demande: Demande, livraison: Livraison, tenus: _Tenus
) -> list[Commande]:
    """Return the papers to lay out and their formats: those asked for, less what is taken over.

    Raises IntegriteError when a final paper would become a PROJET again, DemandeError when the
    selection names nothing, SortieError when the folder cannot be written.
    """
    modifies = livraison.en_place.modifies if demande.ecraser else ()
    voulus = select_papiers(composee.plan, demande.selection, modifies)
    papiers = {
        p.exemplaire.chemin: p
        for p in composee.papiers
        if p.exemplaire.chemin in voulus and p.exemplaire.chemin not in tenus.chemins
    }
    livraison.refuse_retour(p.exemplaire for p in papiers.values() if p.exemplaire.projet)
    manquants = {
        chemin: voulus[chemin]
        if demande.tout
        else livraison.take_over(papier.exemplaire, voulus[chemin])
        for chemin, papier in papiers.items()
    }
    restants = {chemin: papiers[chemin] for chemin, formats in manquants.items() if formats}
    composes = {chemin: p for chemin, p in restants.items() if isinstance(p, PapierCompose)}
    # A paper was known without composing, and its file is gone or was changed: it is composed now.
    if len(composes) < len(restants):
        absents = frozenset(restants.keys() - composes.keys())
        again = compose(
            composee.planifiee, processus=demande.processus, seuls=absents, revue=composee.revue
        )
        composes |= {papier.exemplaire.chemin: papier for papier in again.composes}
    return [(composes[chemin], manquants[chemin]) for chemin in restants]


def _list_caducs(
    planifiee: SessionPlanifiee, demande: Demande, livraison: Livraison
) -> frozenset[str]:
    """Return the paths of the titles in place that nobody has any more."""
    return list_caducs(
        planifiee.plan,
        demande.selection,
        planifiee.catalogue,
        planifiee.jugee.matiere.session,
        (ligne.exemplaire for ligne in livraison.en_place.lignes.values()),
    )


DETAILLES = 20
"""How many replaced papers are read again to tell what changed: reading thousands takes time."""


def _tell_remplaces(
    place: Path,
    remplaces: Iterable[Remplace],
    papiers: Iterable[PapierCompose],
    entrees: tuple[str, ...],
) -> tuple[Remplacement, ...]:
    """Return each definitive paper that was replaced, with what changed in it.

    `papiers` are those just made, `entrees` the inputs that changed.
    """
    donnees = {papier.exemplaire.chemin: papier.donnees for papier in papiers}
    fichiers: dict[tuple[str, str], dict[str, str]] = defaultdict(dict)
    for un in sorted(remplaces, key=lambda un: un.chemin):
        ancien, _, forme = un.chemin.rpartition(".")
        fichiers[ancien, un.nouveau][forme] = un.garde
    return tuple(
        Remplacement(
            ancien,
            nouveau,
            tuple(gardes),
            _compare(place / gardes["pdf"], donnees[nouveau])
            if rang < DETAILLES and "pdf" in gardes and nouveau in donnees
            else {},
            entrees,
        )
        for rang, ((ancien, nouveau), gardes) in enumerate(fichiers.items())
    )


def _compare(ancien: Path, donnees: str) -> Mapping[str, tuple[str, str]]:
    """Return what differs between the data attached to a PDF and `donnees`, as in Remplacement."""
    # Late: pikepdf is loaded only where a definitive paper was replaced.
    from amo_docs.fusion import read_donnees

    before, after = read_donnees(ancien).get("donnees"), json.loads(donnees)["donnees"]
    # Nothing is known of a paper that carries none.
    if not isinstance(before, dict):
        return {}
    return {
        cle: (_show(before.get(cle), after.get(cle)), _show(after.get(cle), before.get(cle)))
        for cle in {**after, **before}
        if before.get(cle) != after.get(cle)
    }


def _show(value: Any, autre: Any) -> str:
    """Return a value of the data as text; of a list, what the other one lacks."""
    if isinstance(value, list):
        others = autre if isinstance(autre, list) else []
        return ", ".join(str(item) for item in value if item not in others)
    return "" if value is None else str(value)


def _count(
    composee: SessionComposee,
    demande: Demande,
    commandes: list[Commande],
    livraison: Livraison,
    reprise: Reprise,
    entrees: tuple[str, ...],
    tenus: _Tenus,
) -> Bilan:
    """Return the account of a run. `entrees` are the inputs that changed since the last one."""
    faits = {papier.exemplaire.chemin: papier.exemplaire.type for papier, _ in commandes}
    # All that stands in the folder and was not made now: kept in place, or made by a run that was
    # stopped before its end. A paper left as somebody changed it is refused, not kept.
    there = {ligne.exemplaire.chemin for ligne in livraison.lignes.values()}
    kept = there - faits.keys() - tenus.perimes
    selection = demande.selection
    causes = list_causes(
        livraison.en_place.lignes,
        livraison.lignes,
        reprise.changes,
        (papier.exemplaire for papier in composee.plan.papiers),
        {document.cle for document in composee.catalogue if document.destinataires == "candidat"},
        entrees,
    )
    return Bilan(
        dossier=livraison.place,
        titres={document.cle: document.titre for document in composee.catalogue},
        formats=selection.formats,
        produits=Counter(faits.values()),
        repris=len(kept - faits.keys()),
        refus=(
            *(refus for refus in composee.plan.refus if selection.names_refus(refus)),
            *tenus.refus,
        ),
        retires=reprise.retires,
        ecartes=reprise.ecartes,
        decisions=composee.decisions,
        avertissements=composee.avertissements,
        changes=reprise.changes,
        causes=causes,
        nouveaux=reprise.nouveaux,
        perimes=reprise.perimes,
        reste=reprise.reste,
        modifies=tenus.fichiers,
    )

"""What keeps a print run from papers of another day or changed by hand.

The papers are compared with the manifest, and the manifest with the session as it is today: its
plan, and the fingerprint of each paper, composed again without laying it out.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path

from amo_docs.catalogue import DocumentType
from amo_docs.dossier import Chantier, hold_dossier
from amo_docs.dossier.en_place import is_intact
from amo_docs.dossier.manifeste import MANIFESTE, LigneManifeste, read_lignes
from amo_docs.dossier.parcours import read_ordinaire
from amo_docs.dossier.refus import say_illisible
from amo_docs.dossier.tirages import read_tirages
from amo_docs.errors import DemandeError, IntegriteError, SortieError
from amo_docs.load.ouverture import SessionOuverte
from amo_docs.model.bilan import Demande
from amo_docs.model.classement import collate
from amo_docs.model.papier import Papier, PapierCompose, PapierConnu
from amo_docs.model.proches import suggest
from amo_docs.model.selection import Selection
from amo_docs.model.tirage import DemandeTirage
from amo_docs.pipeline import SessionComposee, SessionJugee, compose, judge, plan
from amo_docs.plan import name_dossier
from amo_docs.relecture import Revue
from amo_docs.typographie import agree

_RENDEZ = "Relancez d’abord : amo-docs render"

MONTRES = 5
"""How many papers a refusal names."""


@dataclass(frozen=True)
class Controle:
    """The folder of a session, and the papers asked for as the session plans them today.

    `catalogue` are the types asked for. `tenues` are all the lines of the manifest, by path of the
    file; `lignes` are those of the PDF of each paper asked for, by path of the paper. `arrets` are
    the types asked for that are not in `catalogue`, since a paper of theirs was changed by hand,
    each with what to say of it.
    """

    chantier: Chantier
    tenues: Mapping[str, LigneManifeste]
    composee: SessionComposee
    catalogue: tuple[DocumentType, ...]
    lignes: Mapping[str, LigneManifeste]
    arrets: Mapping[str, str] = field(default_factory=dict)

    @property
    def dossier(self) -> Path:
        """The folder."""
        return self.chantier.place

    def list_papiers(self, document: DocumentType) -> tuple[Papier, ...]:
        """Return the papers of one type, in the order of the plan."""
        return tuple(p for p in self.composee.plan.papiers if p.type == document.cle)


@contextmanager
def open_controle(
    session: SessionOuverte, sortie: Path, demande: DemandeTirage
) -> Iterator[Controle]:
    """Hold the folder of a session under `sortie`, once it is found to be that of the session.

    Raises DonneesError and ModeleError as `judge` and `compose` do, DemandeError when nothing was
    rendered yet or when `demande` names what there is not, IntegriteError when a paper is no longer
    that of the session, SortieError when another run works there.
    """
    jugee = judge(session)
    # The lock of `render`, from the reading of the manifest to the last file: a paper made
    # meanwhile would be printed beside its former self.
    with hold_dossier(sortie / name_dossier(jugee.matiere.session)) as chantier:
        yield _look(jugee, chantier, demande)


def _look(jugee: SessionJugee, chantier: Chantier, demande: DemandeTirage) -> Controle:
    """Return the folder that `chantier` holds, compared with the session."""
    chemin, catalogue = jugee.ouverte.chemin, jugee.ouverte.catalogue
    tenues = _read_manifeste(chantier.place, chemin, jugee.matiere.session.code)
    faits = {ligne.type for ligne in tenues.values() if ligne.format == "pdf"}
    chosen = _choose_types(catalogue, demande, faits, chemin)
    arrets = _find_arrets(chantier.place, chosen, tenues)
    chosen = tuple(document for document in chosen if document.cle not in arrets)
    if not chosen:
        raise IntegriteError(" ".join(arrets.values()))
    types = frozenset(document.cle for document in chosen)
    voulu = _make_demande(catalogue, faits | types, tenues)
    composee = _compose(jugee, voulu, types)
    lignes = _match_papiers(composee, types, tenues)
    perimes = compare_papiers(composee.papiers, lignes)
    if perimes:
        # A folder may hold papers of a draft run and of a final one, and of a paper that is never
        # PROJET the manifest does not say which: what differs is compared with the other kind.
        left = {papier: lignes[papier] for papier in perimes}
        autre = replace(voulu, definitif=not voulu.definitif)
        types = frozenset(ligne.type for ligne in left.values())
        again = _compose(jugee, autre, types, composee.revue)
        perimes = compare_papiers(again.papiers, left)
    if perimes:
        chemins = (lignes[papier].chemin for papier in perimes)
        raise _refuse_ecart("La session a changé depuis la fabrication de ces papiers", chemins)
    return Controle(chantier, tenues, composee, chosen, lignes, arrets)


def _find_arrets(
    dossier: Path, chosen: tuple[DocumentType, ...], tenues: Mapping[str, LigneManifeste]
) -> Mapping[str, str]:
    """Return the types of `chosen` with a paper changed by hand, and what to say of each."""
    # In either format: people correct the DOCX, and the print run would be made of the PDF. A file
    # that is gone says nothing; that of a PDF is told when it is read.
    par_type: dict[str, list[str]] = {}
    types = {document.cle for document in chosen}
    for chemin, ligne in tenues.items():
        path = dossier / chemin
        if ligne.type in types and os.path.lexists(path) and not is_intact(path, ligne.sha256):
            par_type.setdefault(ligne.type, []).append(chemin)
    return {
        document.cle: _say_arret(dossier, document, sorted(par_type[document.cle], key=collate))
        for document in chosen
        if document.cle in par_type
    }


def _say_arret(dossier: Path, document: DocumentType, chemins: list[str]) -> str:
    """Return why nothing of a type is printed, and the next gesture, in French."""
    faits = sorted(
        chemin
        for chemin, tirage in read_tirages(dossier).items()
        if tirage.type == document.cle and os.path.lexists(dossier / chemin)
    )
    avant = f" N’imprimez pas non plus {', '.join(faits)}, fait avant." if faits else ""
    return (
        f"Modifié à la main depuis sa fabrication : {_name_premiers(chemins)}. Un tirage de "
        f"« {document.titre} » n’aurait pas cette correction : il n’est pas fait.{avant} Corrigez "
        "les données, puis relancez amo-docs render --ecraser, qui mettra ce fichier de côté ; ou "
        "imprimez ces papiers un à un."
    )


def _compose(
    jugee: SessionJugee, demande: Demande, types: frozenset[str], revue: Revue | None = None
) -> SessionComposee:
    """Return the session with the papers of `types` composed."""
    planifiee = plan(jugee, demande)
    seuls = frozenset(p.chemin for p in planifiee.plan.papiers if p.type in types)
    return compose(planifiee, seuls=seuls, revue=revue)


def _read_manifeste(dossier: Path, session: Path, code: str) -> Mapping[str, LigneManifeste]:
    try:
        return read_lignes(dossier, code)
    except (FileNotFoundError, NotADirectoryError):
        raise DemandeError(
            f"« {dossier.name} » n’est pas dans la sortie, ou n’a pas de {MANIFESTE} : "
            "aucun papier n’est encore fait. "
            f"Lancez d’abord : amo-docs render {session}"
        ) from None
    except OSError as error:
        raise SortieError(say_illisible(error)) from None


def _choose_types(
    catalogue: tuple[DocumentType, ...], demande: DemandeTirage, faits: set[str], session: Path
) -> tuple[DocumentType, ...]:
    """Return the types asked for, in the order of the catalogue.

    They are those named, or else those that have a PDF (`faits`). Raises DemandeError.
    """
    names = [document.cle for document in catalogue]
    for cle in sorted(demande.types, key=collate):
        if cle not in names:
            raise DemandeError(
                f"--seulement : « {cle} » n’existe pas dans cette session. {suggest(cle, names)}"
            )
        if cle not in faits:
            raise DemandeError(
                f"Aucun PDF de « {cle} » dans le dossier. Lancez d’abord : amo-docs "
                f"render {session}"
            )
    chosen = tuple(d for d in catalogue if d.cle in (demande.types or faits))
    nus = [document.cle for document in chosen if not document.fond]
    if demande.sans_fond and nus:
        fonds = [document.cle for document in catalogue if document.fond]
        geste = " ".join(f"--seulement {cle}" for cle in fonds)
        relance = (
            f"Relancez avec {geste}"
            if fonds
            else "Donnez « fond = true » à un papier de documents.toml"
        )
        raise DemandeError(
            f"--sans-fond : sans fond à retirer : {', '.join(nus)}. {relance}, ou sans --sans-fond."
        )
    return chosen


def _make_demande(
    catalogue: tuple[DocumentType, ...], types: set[str], tenues: Mapping[str, LigneManifeste]
) -> Demande:
    """Return what to plan so that the plan holds what the folder was made with."""
    # Papers made on demand and blank ones are in no plan unless asked for.
    return Demande(
        definitif=not any(ligne.projet for ligne in tenues.values()),
        selection=Selection(types=frozenset(types)),
        vierges=tuple(d.vierge_de for d in catalogue if d.vierge_de is not None and d.cle in types),
    )


def _match_papiers(
    composee: SessionComposee, types: frozenset[str], tenues: Mapping[str, LigneManifeste]
) -> Mapping[str, LigneManifeste]:
    """Return the line of the PDF of each planned paper of `types`, by path of the paper.

    Raises IntegriteError when the folder lacks one of them, or has one that is not planned.
    """
    planned = {f"{p.chemin}.pdf": p for p in composee.plan.papiers if p.type in types}
    missing = [
        chemin
        for chemin, p in planned.items()
        if chemin not in tenues or tenues[chemin].type != p.type
    ]
    if missing:
        raise _refuse_ecart("La session demande des papiers que le dossier n’a pas", missing)
    left = [li.chemin for li in tenues.values() if li.format == "pdf" and li.type in types]
    left = [chemin for chemin in left if chemin not in planned]
    if left:
        raise _refuse_ecart("Le dossier a des papiers que la session ne demande plus", left)
    return {papier.chemin: tenues[chemin] for chemin, papier in planned.items()}


def compare_papiers(
    papiers: Iterable[PapierCompose | PapierConnu], lignes: Mapping[str, LigneManifeste]
) -> tuple[str, ...]:
    """Return the paths of the papers of `lignes` that are not those of the session today.

    `papiers` are those composed today. A paper is the same by its key, its state and its
    fingerprint.
    """
    actuels = {papier.exemplaire.chemin: papier.exemplaire for papier in papiers}
    return tuple(
        chemin
        for chemin, ligne in lignes.items()
        if chemin not in actuels or not actuels[chemin].is_same(ligne.exemplaire)
    )


def _refuse_ecart(fait: str, chemins: Iterable[str]) -> IntegriteError:
    return IntegriteError(
        f"{fait} : {_name_premiers(sorted(chemins, key=collate))}. Rien n’a été écrit. {_RENDEZ}"
    )


def _name_premiers(chemins: Sequence[str]) -> str:
    others = len(chemins) - MONTRES
    more = f" et {agree(others, 'autre', 'autres')}" if others > 0 else ""
    return f"{', '.join(chemins[:MONTRES])}{more}"


def read_papier(dossier: Path, ligne: LigneManifeste) -> bytes:
    """Return the bytes of a paper.

    Raises IntegriteError when it is missing or was changed since it was made, SortieError when it
    cannot be read.
    """
    path = dossier / ligne.chemin
    try:
        contenu = None if path.is_symlink() else read_ordinaire(path)
    except FileNotFoundError:
        raise IntegriteError(
            f"Absent du dossier : {ligne.chemin}. Rien n’a été écrit. Refaites-le par "
            "amo-docs render."
        ) from None
    except OSError as error:
        raise SortieError(say_illisible(error)) from None
    if contenu is None or hashlib.sha256(contenu).hexdigest() != ligne.sha256:
        raise IntegriteError(
            f"Modifié à la main depuis sa fabrication : {ligne.chemin}. Rien n’a été écrit. "
            "Refaites-le par amo-docs render --ecraser, puis recommencez."
        )
    return contenu

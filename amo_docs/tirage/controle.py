"""Only what the session says today, and what stands untouched in its folder, is put in a print
run."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from amo_docs.catalogue import DocumentType, read_catalogue
from amo_docs.errors import DemandeError, IntegriteError, SortieError
from amo_docs.load.modeles import load_modeles
from amo_docs.load.nommes import Nommes
from amo_docs.load.session import load_session
from amo_docs.model.bilan import Demande
from amo_docs.model.papier import Papier, PapierCompose
from amo_docs.model.proches import suggest
from amo_docs.model.selection import Selection
from amo_docs.model.tirage import DemandeTirage
from amo_docs.pipeline import Preparation, prepare
from amo_docs.plan import name_dossier
from amo_docs.ressources import find_ressource, seek_ressource
from amo_docs.typographie import agree
from amo_docs.write import hold_dossier, say_refus
from amo_docs.write.manifeste import MANIFESTE, LigneManifeste, read_documents

_RENDEZ = "Relancez d’abord : amo-docs render"

MONTRES = 5
"""Papers named in a refusal that is of many."""


@dataclass(frozen=True)
class EnPlace:
    """The folder of a session as it stands, and the papers asked for, as the session plans them
    today.

    `catalogue` are the types asked for; `lignes` the line of each paper's PDF in the manifest, by
    path of the paper."""

    dossier: Path
    documents: Mapping[str, LigneManifeste]
    preparation: Preparation
    catalogue: tuple[DocumentType, ...]
    lignes: Mapping[str, LigneManifeste]

    def list_papiers(self, document: DocumentType) -> tuple[Papier, ...]:
        """Return the papers of one type, in the order of the plan."""
        return tuple(
            papier for papier in self.preparation.plan.papiers if papier.type == document.cle
        )


@contextmanager
def open_en_place(chemin: Path, sortie: Path, demande: DemandeTirage) -> Iterator[EnPlace]:
    """Hold the folder of the session at `chemin` under `sortie`, found to be that of the session:
    nobody else writes there meanwhile.

    Raises DonneesError and ModeleError as `prepare` does, DemandeError when nothing was rendered
    yet or the demand asks for what there is not, IntegriteError when a paper is no longer that of
    the session, SortieError when another run works there."""
    chargement = load_session(chemin, seek_ressource("referentiel.toml"))
    if chargement.session is None:
        prepare(chemin)
        raise AssertionError("a session that is none was prepared")
    lecture = load_modeles(
        find_ressource("templates"),
        chargement.nommes or Nommes(),
        chemin.parent,
        chargement.reperes,
    )
    catalogue = read_catalogue(lecture.modeles.documents)
    dossier = sortie / name_dossier(chargement.session)
    with hold_dossier(dossier):
        yield _look(chemin, dossier, catalogue, demande)


def _look(
    chemin: Path, dossier: Path, catalogue: tuple[DocumentType, ...], demande: DemandeTirage
) -> EnPlace:
    """Return `dossier`, held against the session at `chemin`."""
    documents = _read_manifeste(dossier, chemin)
    faits = {ligne.type for ligne in documents.values() if ligne.format == "pdf"}
    chosen = _choose_types(catalogue, demande, faits, chemin)
    types = frozenset(document.cle for document in chosen)
    voulu = _make_demande(catalogue, faits | types, documents)
    preparation = prepare(chemin, voulu, composes=types)
    lignes = _match_papiers(preparation, types, documents)
    perimes = compare_empreintes(preparation.papiers, lignes)
    if (
        perimes
    ):  # the folder may hold papers of both kinds of run: those left are held against the other
        autres = frozenset(lignes[papier].type for papier in perimes)
        autre = prepare(chemin, replace(voulu, definitif=not voulu.definitif), composes=autres)
        perimes = compare_empreintes(autre.papiers, {papier: lignes[papier] for papier in perimes})
    if perimes:
        chemins = (lignes[papier].chemin for papier in perimes)
        raise _refuse_ecart("La session a changé depuis la fabrication de ces papiers", chemins)
    return EnPlace(dossier, documents, preparation, chosen, lignes)


def _read_manifeste(dossier: Path, session: Path) -> Mapping[str, LigneManifeste]:
    try:
        return read_documents(dossier)
    except (FileNotFoundError, NotADirectoryError):
        raise DemandeError(
            f"« {dossier.name} » n’est pas dans la sortie, ou n’a pas de {MANIFESTE} : "
            "aucun papier n’est encore fait. "
            f"Lancez d’abord : amo-docs render {session}"
        ) from None
    except OSError as error:
        raise SortieError(say_refus(error)) from None


def _choose_types(
    catalogue: tuple[DocumentType, ...], demande: DemandeTirage, faits: set[str], session: Path
) -> tuple[DocumentType, ...]:
    """Return the types asked for, in the order of the catalogue: those named, or those that have a
    PDF (`faits`)."""
    names = [document.cle for document in catalogue]
    for cle in sorted(demande.types):
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
    catalogue: tuple[DocumentType, ...], types: set[str], documents: Mapping[str, LigneManifeste]
) -> Demande:
    """Return what to plan: papers made blank or on demand are there when they were made."""
    return Demande(
        definitif=not any(ligne.projet for ligne in documents.values()),
        selection=Selection(types=frozenset(types)),
        vierges=tuple(d.vierge_de for d in catalogue if d.vierge_de is not None and d.cle in types),
    )


def _match_papiers(
    preparation: Preparation, types: frozenset[str], documents: Mapping[str, LigneManifeste]
) -> Mapping[str, LigneManifeste]:
    """Return the PDF of each planned paper of `types`; raise IntegriteError when folder and plan
    have not the same."""
    planned = {f"{p.chemin}.pdf": p for p in preparation.plan.papiers if p.type in types}
    missing = [
        chemin
        for chemin, p in planned.items()
        if chemin not in documents or documents[chemin].type != p.type
    ]
    if missing:
        raise _refuse_ecart("La session demande des papiers que le dossier n’a pas", missing)
    left = [li.chemin for li in documents.values() if li.format == "pdf" and li.type in types]
    left = [chemin for chemin in left if chemin not in planned]
    if left:
        raise _refuse_ecart("Le dossier a des papiers que la session ne demande plus", left)
    return {papier.chemin: documents[chemin] for chemin, papier in planned.items()}


def compare_empreintes(
    papiers: Iterable[PapierCompose], lignes: Mapping[str, LigneManifeste]
) -> tuple[str, ...]:
    """Return those of `lignes`, by path of the paper, that are not the paper composed today.

    The manifest says which papers are PROJET; of those that never are, it does not say whether they
    were made with --definitif, and signed: either is a paper of the session."""
    composes = {papier.chemin: (papier.cle, papier.projet, papier.empreinte) for papier in papiers}
    return tuple(
        chemin
        for chemin, ligne in lignes.items()
        if not ligne.empreinte or composes.get(chemin) != (ligne.cle, ligne.projet, ligne.empreinte)
    )


def _refuse_ecart(fait: str, chemins: Iterable[str]) -> IntegriteError:
    first = sorted(chemins)
    others = len(first) - MONTRES
    more = f" et {agree(others, 'autre', 'autres')}" if others > 0 else ""
    return IntegriteError(
        f"{fait} : {', '.join(first[:MONTRES])}{more}. Rien n’a été écrit. {_RENDEZ}"
    )


def read_papier(dossier: Path, ligne: LigneManifeste) -> bytes:
    """Return the bytes of a paper; raise IntegriteError when it is missing or was changed since it
    was made."""
    path = dossier / ligne.chemin
    try:
        contenu = None if path.is_symlink() else path.read_bytes()
    except FileNotFoundError:
        raise IntegriteError(
            f"Absent du dossier : {ligne.chemin}. Rien n’a été écrit. Refaites-le par "
            "amo-docs render."
        ) from None
    except OSError as error:
        raise SortieError(say_refus(error)) from None
    if contenu is None or hashlib.sha256(contenu).hexdigest() != ligne.sha256:
        raise IntegriteError(
            f"Modifié à la main depuis sa fabrication : {ligne.chemin}. Rien n’a été écrit. "
            "Refaites-le par amo-docs render --ecraser, puis recommencez."
        )
    return contenu

"""The order of the steps of a print run, on one screen."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass, replace
from pathlib import Path

from amo_docs.catalogue import DocumentType
from amo_docs.dossier import open_depot
from amo_docs.dossier.annexes import TIRAGES
from amo_docs.dossier.tirages import ADRESSES, Depot
from amo_docs.errors import DemandeError
from amo_docs.fusion import Fond, Volume, count_pages, measure_page
from amo_docs.load.ouverture import SessionOuverte
from amo_docs.model.papier import Papier
from amo_docs.model.tirage import BilanTirage, DemandeTirage, FichierTirage
from amo_docs.tirage.adresses import (
    Etiquette,
    list_etiquettes,
    list_sans_adresse,
    write_csv,
    write_xlsx,
)
from amo_docs.tirage.controle import Controle, open_controle, read_papier
from amo_docs.tirage.ordre import name_groupes, name_signets, order_papiers
from amo_docs.tirage.separateurs import Faire, open_separateurs
from amo_docs.tirage.volumes import Piece, cut_volumes, name_volumes
from amo_docs.typographie import agree

LETTRES = ("candidat", "membre_jury")
"""The sets of recipients whose papers carry an address."""


@dataclass(frozen=True)
class Liasse:
    """The papers of one type, cut into volumes; `unites` counts those of each unit."""

    document: DocumentType
    volumes: tuple[tuple[Piece, ...], ...]
    unites: dict[str, int]
    sans_fond: bool

    @property
    def chemins(self) -> tuple[str, ...]:
        """The path of each volume in the folder."""
        return tuple(
            f"{TIRAGES}/{nom}"
            for nom in name_volumes(self.document.cle, len(self.volumes), self.sans_fond)
        )


def make_tirages(session: SessionOuverte, sortie: Path, demande: DemandeTirage) -> BilanTirage:
    """Merge the finished papers of a session into one PDF a type, in `tirages/` of its folder.

    `sortie` is the folder that holds the folder of the session. Raises AmoDocsError, and nothing is
    then written.
    """
    if demande.separateurs and demande.tri != "unite":
        raise DemandeError("Les feuilles de séparation sont par unité. Relancez avec --tri unite.")
    with open_controle(session, sortie, demande) as controle:
        return _make(controle, demande)


def _make(controle: Controle, demande: DemandeTirage) -> BilanTirage:
    """Merge the papers of `controle`, and return the account."""
    liasses = [_gather(controle, document, demande) for document in controle.catalogue]
    liasses = [liasse for liasse in liasses if liasse.volumes]
    etiquettes = _list_etiquettes(controle, demande) if demande.adresses else None
    tables = [f"{TIRAGES}/{ADRESSES}.csv", f"{TIRAGES}/{ADRESSES}.xlsx"] if etiquettes else []
    with ExitStack() as stack:
        depot = stack.enter_context(open_depot(controle.chantier))
        # Before anything is merged, which may take minutes: `commit` looks again.
        depot.refuse_etrangers([*(c for liasse in liasses for c in liasse.chemins), *tables])
        faire = None
        # The workshop of the sheets costs a child process and WeasyPrint: opened only for them.
        if any(liasse.unites for liasse in liasses) and demande.separateurs:
            faire = stack.enter_context(open_separateurs(controle.composee.matiere.modeles))
        reliure = Reliure(controle, demande, depot, faire)
        fichiers = tuple(fichier for liasse in liasses for fichier in reliure.bind(liasse))
        if etiquettes:
            papiers = _list_lettres(controle, etiquettes)
            for table, write in zip(tables, (write_csv, write_xlsx), strict=True):
                depot.add(table, write(etiquettes), ADRESSES, papiers)
        retires = depot.commit()
    bilan = _count(controle, demande, fichiers)
    remarques = (
        *_remark(controle, liasses, demande),
        *reliure.remarques,
        *_remark_adresses(etiquettes),
    )
    nombre = None if etiquettes is None else len(etiquettes)
    return replace(bilan, adresses=nombre, retires=retires, remarques=remarques)


def _gather(controle: Controle, document: DocumentType, demande: DemandeTirage) -> Liasse:
    """Return the papers of one type in order, each verified, cut into volumes."""
    papiers = order_papiers(
        controle.list_papiers(document), controle.composee.matiere.session, demande.tri
    )
    groupes = name_groupes(papiers) if demande.tri == "unite" else {}
    signets = name_signets(papiers)
    unites = dict(Counter(groupes[papier.chemin] for papier in papiers) if groupes else {})
    # One sheet a unit, before its first paper: `pop` below takes it out once it is placed.
    feuilles = {unite: rang for rang, unite in enumerate(unites)} if demande.separateurs else {}
    pieces = []
    for papier in papiers:
        ligne, groupe = controle.lignes[papier.chemin], groupes.get(papier.chemin)
        # Only the number of pages is kept: a thousand papers do not fit in memory at once.
        pages = count_pages(read_papier(controle.dossier, ligne))
        feuille = feuilles.pop(groupe, None) if groupe is not None else None
        pieces.append(
            Piece(ligne.chemin, ligne.sha256, pages, signets[papier.chemin], groupe, feuille)
        )
    volumes = cut_volumes(pieces, demande.pages_max, demande.recto_verso)
    return Liasse(document, volumes, unites, demande.sans_fond)


class Reliure:
    """Binds volumes. Their papers are read and verified again, one after the other."""

    def __init__(
        self, controle: Controle, demande: DemandeTirage, depot: Depot, faire: Faire | None
    ) -> None:
        self.controle = controle
        self.demande = demande
        self.depot = depot
        self.faire = faire
        self.remarques: list[str] = []
        logo = controle.composee.matiere.modeles.images.get("logo")
        self.fond = Fond(logo) if demande.sans_fond else None
        self.lignes = {ligne.chemin: ligne for ligne in controle.lignes.values()}

    def bind(self, liasse: Liasse) -> Iterator[FichierTirage]:
        """Stage each volume of `liasse`, and yield what it holds."""
        feuilles = self._make_feuilles(liasse)
        intacts = 0
        for chemin, pieces in zip(liasse.chemins, liasse.volumes, strict=True):
            volume = Volume(liasse.document.titre, self.demande.recto_verso, self.fond)
            for piece in pieces:
                if piece.feuille is not None:
                    volume.add_feuille(feuilles, piece.feuille)
                volume.add(self._read(piece), piece.signet, piece.groupe)
            contenu = volume.close()
            self.depot.add(
                chemin,
                contenu,
                liasse.document.cle,
                {piece.chemin: piece.sha256 for piece in pieces},
            )
            sheets = sum(piece.feuille is not None for piece in pieces)
            intacts += len(pieces) - volume.sans_fond
            yield FichierTirage(
                chemin, len(pieces), volume.pages, volume.blanches, sheets, len(contenu)
            )
        if self.fond is not None and intacts:
            said = agree(intacts, "papier n’avait", "papiers n’avaient")
            self.remarques.append(
                f"{liasse.document.titre} : {said} ni cadre, ni fond de page, ni logo à retirer."
            )

    def _read(self, piece: Piece) -> bytes:
        return read_papier(self.controle.dossier, self.lignes[piece.chemin])

    def _make_feuilles(self, liasse: Liasse) -> bytes:
        """Return the separator sheets of `liasse`, empty bytes when none are asked for."""
        if self.faire is None or not liasse.unites:
            return b""
        # Of the size of its first page: a printer would ask for another tray.
        return self.faire(
            liasse.document.titre, liasse.unites, measure_page(self._read(liasse.volumes[0][0]))
        )


def _list_etiquettes(controle: Controle, demande: DemandeTirage) -> tuple[Etiquette, ...]:
    papiers = [
        papier for document in controle.catalogue for papier in controle.list_papiers(document)
    ]
    # All types together, so that a person with several papers has one label.
    dossier = controle.composee.matiere
    return list_etiquettes(
        order_papiers(papiers, dossier.session, demande.tri), dossier.referentiel
    )


def _list_lettres(controle: Controle, etiquettes: tuple[Etiquette, ...]) -> dict[str, str]:
    """Return the digest of each letter that carries one of the addresses, by path.

    When one of them changes, the table is taken for stale.
    """
    lettres = {d.cle for d in controle.composee.catalogue if d.destinataires in LETTRES}
    persons = {etiquette.identifiant for etiquette in etiquettes}
    return {
        ligne.chemin: ligne.sha256
        for ligne in controle.tenues.values()
        if ligne.format == "pdf"
        and ligne.type in lettres
        and ligne.exemplaire.destinataire in persons
    }


def _count(
    controle: Controle, demande: DemandeTirage, fichiers: tuple[FichierTirage, ...]
) -> BilanTirage:
    """Return the account: how many papers were asked for, absent, refused and merged."""
    # Asked for: what the session plans, and what it refuses, of the types named or of all. The
    # figures must add up to it.
    composee = controle.composee
    asked = demande.types or {document.cle for document in composee.catalogue}
    faits = {document.cle for document in controle.catalogue}
    refuses = sum(
        refus.nombre for refus in composee.plan.refus if refus.type in asked and not refus.attendu
    )
    stopped = sum(p.type in controle.arrets for p in composee.plan.papiers)
    planned = [papier.type for papier in composee.plan.papiers if papier.type in asked]
    return BilanTirage(
        dossier=controle.dossier,
        demandes=len(planned) + refuses,
        absents=sum(cle not in faits for cle in planned) - stopped,
        refuses=refuses + stopped,
        fichiers=fichiers,
        constats=composee.avertissements,
        arrets=tuple(controle.arrets.values()),
    )


def _remark(controle: Controle, liasses: list[Liasse], demande: DemandeTirage) -> Iterator[str]:
    """Yield what a person must know before printing: PROJET or long papers, types not made yet."""
    projets = sum(ligne.projet for ligne in controle.lignes.values())
    if projets:
        said = agree(projets, "papier porte", "papiers portent")
        yield (
            f"{said} la mention PROJET. Pour des définitifs : amo-docs render --definitif, "
            "puis ce tirage."
        )
    for piece in (piece for liasse in liasses for volume in liasse.volumes for piece in volume):
        if demande.pages_max is not None and piece.pages > demande.pages_max:
            yield (
                f"{piece.chemin} a {piece.pages} pages, plus que --pages-max : il a un "
                "volume à lui."
            )
    if not demande.types:
        yield from _remark_absents(controle.composee.plan.papiers, controle)


def _remark_absents(papiers: tuple[Papier, ...], controle: Controle) -> Iterator[str]:
    """Yield a sentence on the types that the session plans and the folder has no PDF of."""
    planned = {papier.type for papier in papiers} - {
        *(document.cle for document in controle.catalogue),
        *controle.arrets,
    }
    absents = [d.titre for d in controle.composee.catalogue if d.cle in planned]
    if absents:
        yield (
            f"Sans PDF dans le dossier : {', '.join(absents)}. Pour les tirer aussi : "
            "amo-docs render d’abord."
        )


def _remark_adresses(etiquettes: tuple[Etiquette, ...] | None) -> Iterator[str]:
    if etiquettes is not None and not etiquettes:
        yield "Aucune adresse : ces papiers ne vont à personne en particulier."
    sans = list_sans_adresse(etiquettes or ())
    if sans:
        yield f"Sans adresse : {', '.join(sans)}. Donnez-la dans le tableau des candidats."

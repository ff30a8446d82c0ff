"""The order of the steps of a print run, on one screen."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass, replace
from pathlib import Path

from amo_docs.catalogue import DocumentType
from amo_docs.errors import DemandeError
from amo_docs.fusion import Fond, Volume, count_pages, measure_page
from amo_docs.model.papier import Papier
from amo_docs.model.tirage import BilanTirage, DemandeTirage, FichierTirage
from amo_docs.tirage.adresses import (
    Etiquette,
    list_etiquettes,
    list_sans_adresse,
    write_csv,
    write_xlsx,
)
from amo_docs.tirage.controle import EnPlace, open_en_place, read_papier
from amo_docs.tirage.ordre import name_groupes, name_signets, order_papiers
from amo_docs.tirage.separateurs import Faire, open_separateurs
from amo_docs.tirage.volumes import Piece, cut_volumes, name_volumes
from amo_docs.typographie import agree
from amo_docs.write import open_depot
from amo_docs.write.tirages import ADRESSES, TIRAGES, Depot

LETTRES = ("candidat", "membre_jury")
"""The recipients of the papers that carry an address."""


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


def make_tirages(chemin: Path, sortie: Path, demande: DemandeTirage) -> BilanTirage:
    """Merge the papers of the session at `chemin`, finished under `sortie`, into one PDF a type, in
    its `tirages/`.

    Raises AmoDocsError; nothing is then written.
    """
    if demande.separateurs and demande.tri != "unite":
        raise DemandeError("Les feuilles de séparation sont par unité. Relancez avec --tri unite.")
    with open_en_place(chemin, sortie, demande) as en_place:
        return _make(en_place, demande)


def _make(en_place: EnPlace, demande: DemandeTirage) -> BilanTirage:
    """Merge the papers of `en_place`."""
    liasses = [_gather(en_place, document, demande) for document in en_place.catalogue]
    liasses = [liasse for liasse in liasses if liasse.volumes]
    etiquettes = _list_etiquettes(en_place, demande) if demande.adresses else None
    tables = [f"{TIRAGES}/{ADRESSES}.csv", f"{TIRAGES}/{ADRESSES}.xlsx"] if etiquettes else []
    with ExitStack() as stack:
        depot = stack.enter_context(open_depot(en_place.dossier))
        depot.refuse_etrangers([*(c for liasse in liasses for c in liasse.chemins), *tables])
        faire = None
        if any(liasse.unites for liasse in liasses) and demande.separateurs:
            faire = stack.enter_context(open_separateurs(en_place.preparation.dossier.modeles))
        reliure = Reliure(en_place, demande, depot, faire)
        fichiers = tuple(fichier for liasse in liasses for fichier in reliure.bind(liasse))
        if etiquettes:
            papiers = _list_lettres(en_place, etiquettes)
            for table, write in zip(tables, (write_csv, write_xlsx), strict=True):
                depot.add(table, write(etiquettes), ADRESSES, papiers)
        retires = depot.commit()
    bilan = _count(en_place, demande, fichiers)
    remarques = (
        *_remark(en_place, liasses, demande),
        *reliure.remarques,
        *_remark_adresses(etiquettes),
    )
    nombre = None if etiquettes is None else len(etiquettes)
    return replace(bilan, adresses=nombre, retires=retires, remarques=remarques)


def _gather(en_place: EnPlace, document: DocumentType, demande: DemandeTirage) -> Liasse:
    """Return the papers of one type in order, each read and found as it was made, cut into
    volumes."""
    papiers = order_papiers(
        en_place.list_papiers(document), en_place.preparation.dossier.session, demande.tri
    )
    groupes = name_groupes(papiers) if demande.tri == "unite" else {}
    signets = name_signets(papiers)
    unites = dict(Counter(groupes[papier.chemin] for papier in papiers) if groupes else {})
    feuilles = {unite: rang for rang, unite in enumerate(unites)} if demande.separateurs else {}
    pieces = []
    for papier in papiers:
        ligne, groupe = en_place.lignes[papier.chemin], groupes.get(papier.chemin)
        pages = count_pages(read_papier(en_place.dossier, ligne))
        feuille = feuilles.pop(groupe, None) if groupe is not None else None
        pieces.append(
            Piece(ligne.chemin, ligne.sha256, pages, signets[papier.chemin], groupe, feuille)
        )
    volumes = cut_volumes(pieces, demande.pages_max, demande.recto_verso)
    return Liasse(document, volumes, unites, demande.sans_fond)


class Reliure:
    """Binds volumes: their papers are read again, and verified again, one after the other."""

    def __init__(
        self, en_place: EnPlace, demande: DemandeTirage, depot: Depot, faire: Faire | None
    ) -> None:
        self.en_place = en_place
        self.demande = demande
        self.depot = depot
        self.faire = faire
        self.remarques: list[str] = []
        logo = en_place.preparation.dossier.modeles.images.get("logo")
        self.fond = Fond(logo) if demande.sans_fond else None
        self.lignes = {ligne.chemin: ligne for ligne in en_place.lignes.values()}

    def bind(self, liasse: Liasse) -> Iterator[FichierTirage]:
        """Stage each volume of `liasse`, and tell what it holds."""
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
        return read_papier(self.en_place.dossier, self.lignes[piece.chemin])

    def _make_feuilles(self, liasse: Liasse) -> bytes:
        """Return the separator sheets of `liasse`, of the size of its first page; nothing when
        nobody asked."""
        if self.faire is None or not liasse.unites:
            return b""
        return self.faire(
            liasse.document.titre, liasse.unites, measure_page(self._read(liasse.volumes[0][0]))
        )


def _list_etiquettes(en_place: EnPlace, demande: DemandeTirage) -> tuple[Etiquette, ...]:
    papiers = [
        papier for document in en_place.catalogue for papier in en_place.list_papiers(document)
    ]
    dossier = en_place.preparation.dossier
    return list_etiquettes(
        order_papiers(papiers, dossier.session, demande.tri), dossier.referentiel
    )


def _list_lettres(en_place: EnPlace, etiquettes: tuple[Etiquette, ...]) -> dict[str, str]:
    """Return the digest of each letter that carries one of the addresses: when one changes, so may
    the table."""
    lettres = {d.cle for d in en_place.preparation.catalogue if d.destinataires in LETTRES}
    persons = {etiquette.identifiant for etiquette in etiquettes}
    return {
        ligne.chemin: ligne.sha256
        for ligne in en_place.documents.values()
        if ligne.format == "pdf" and ligne.type in lettres and ligne.destinataire in persons
    }


def _count(
    en_place: EnPlace, demande: DemandeTirage, fichiers: tuple[FichierTirage, ...]
) -> BilanTirage:
    """Return the account: what was asked for is what the session plans, and refuses, of the types
    named, or of all."""
    preparation = en_place.preparation
    asked = demande.types or {document.cle for document in preparation.catalogue}
    faits = {document.cle for document in en_place.catalogue}
    refuses = sum(refus.nombre for refus in preparation.plan.refus if refus.type in asked)
    planned = [papier.type for papier in preparation.plan.papiers if papier.type in asked]
    return BilanTirage(
        dossier=en_place.dossier,
        demandes=len(planned) + refuses,
        absents=sum(cle not in faits for cle in planned),
        refuses=refuses,
        fichiers=fichiers,
        constats=preparation.avertissements,
    )


def _remark(en_place: EnPlace, liasses: list[Liasse], demande: DemandeTirage) -> Iterator[str]:
    """Say what a person must know of these print runs: PROJET papers, long papers, types that are
    not made yet."""
    projets = sum(ligne.projet for ligne in en_place.lignes.values())
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
        yield from _remark_absents(en_place.preparation.plan.papiers, en_place)


def _remark_absents(papiers: tuple[Papier, ...], en_place: EnPlace) -> Iterator[str]:
    """Say which types the session plans and the folder has no PDF of."""
    planned = {papier.type for papier in papiers} - {
        document.cle for document in en_place.catalogue
    }
    absents = [d.titre for d in en_place.preparation.catalogue if d.cle in planned]
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

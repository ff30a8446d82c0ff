"""One delivery: papers gathered in a working folder, what is not ours kept, then the exchange."""

from __future__ import annotations

import stat
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path, PurePosixPath

from amo_docs.errors import AmoDocsError, IntegriteError, Interruption
from amo_docs.model.papier import Fichier, PapierCompose
from amo_docs.write import disque
from amo_docs.write.chantier import Chantier
from amo_docs.write.en_place import EnPlace, list_dossiers, list_fichiers, read_en_place
from amo_docs.write.garde import MODIFIES, list_gardes
from amo_docs.write.manifeste import (
    MANIFESTE,
    SOMMES,
    LigneManifeste,
    Manifeste,
    make_ligne,
    write_manifeste,
    write_sommes,
)
from amo_docs.write.refus import translate_refus
from amo_docs.write.reprise import REGLES, Regles, Reprise
from amo_docs.write.tardifs import note_etats, rescue_tardifs
from amo_docs.write.tirages import REGISTRE


class Livraison:
    """A folder to come, being filled. Files are the owner's alone, and the group's where the folder
    shares (setgid)."""

    def __init__(self, chantier: Chantier, regles: Regles) -> None:
        self.chantier = chantier
        self.place = chantier.place
        self.regles = regles
        self.lignes: dict[str, LigneManifeste] = {}
        self.en_place = self.look()
        self._pieces = chantier.read_pieces()
        self._repris: set[str] = set()

    def look(self) -> EnPlace:
        """Return what stands in place.

        Raises IntegriteError when a paper was changed by hand and `ecraser` was not asked, or one
        to keep is missing."""
        en_place = read_en_place(self.place)
        if en_place.modifies and not self.regles.ecraser:
            raise IntegriteError(
                "Modifié à la main depuis sa fabrication : "
                f"{', '.join(en_place.modifies)}. Rien n’a été écrit. "
                f"Déplacez ces fichiers, ou relancez avec --ecraser : ils iront dans {MODIFIES}/."
            )
        return en_place

    def refuse_retour(self, projets: frozenset[str]) -> None:
        """Raise IntegriteError when a final paper in place would be replaced by a PROJET.

        `projets` are the paths, without extension, of the papers about to be made as PROJET.
        """
        back = [
            ligne.chemin
            for ligne in self.en_place.documents.values()
            if not ligne.projet and str(PurePosixPath(ligne.chemin).with_suffix("")) in projets
        ]
        if back:
            others = f" et {len(back) - 1} autres" if len(back) > 1 else ""
            raise IntegriteError(
                f"Un papier définitif redeviendrait un projet : {back[0]}{others}. Rien "
                "n’a été écrit. "
                "Relancez avec --definitif, ou choisissez une autre sortie."
            )

    def take_over(self, papier: PapierCompose, formats: tuple[str, ...]) -> tuple[str, ...]:
        """Take what is already made of `papier`: by a run that was stopped, or in place. Return the
        formats that lack.

        A file is taken when its fingerprint is that of the paper, and its bytes are those its
        digest says. Raises SortieError."""
        return tuple(forme for forme in formats if not self._take(papier, forme))

    def _take(self, papier: PapierCompose, forme: str) -> bool:
        chemin = f"{papier.chemin}.{forme}"
        piece, ligne = self._pieces.get(chemin), self.en_place.documents.get(chemin)
        if self._is_same(piece, papier) and piece is not None and self._is_whole(piece):
            self.lignes[chemin] = piece
            return True
        if not self._is_same(ligne, papier) or ligne is None:
            return False
        if chemin in self.en_place.modifies or chemin in self.en_place.manquants:
            return False
        self._share(chemin, chemin)
        self.lignes[chemin] = ligne
        self._repris.add(chemin)
        return True

    def _is_whole(self, piece: LigneManifeste) -> bool:
        with translate_refus():
            return self.chantier.is_whole(piece)

    def _is_same(self, ligne: LigneManifeste | None, papier: PapierCompose) -> bool:
        if ligne is None or not papier.empreinte:
            return False
        return (ligne.empreinte, ligne.cle, ligne.projet) == (
            papier.empreinte,
            papier.cle,
            papier.projet,
        )

    def _share(self, chemin: str, cible: str) -> None:
        """Have in the folder to come, as `cible`, the file that stands in place at `chemin`. Raises
        SortieError."""
        target = self.chantier.papiers / cible
        with translate_refus():
            self._make_dossier(target.parent)
            disque.remove(target)
            disque.share_fichier(self.place / chemin, target)

    def _make_dossier(self, dossier: Path) -> None:
        if dossier != self.chantier.papiers and not dossier.is_dir():
            self._make_dossier(dossier.parent)
            disque.remove(dossier)  # a file a stopped run left there
            dossier.mkdir(mode=0o700)
            if self.chantier.shared:
                dossier.chmod(0o2750)

    def add(self, fichier: Fichier) -> None:
        """Write one file into the folder to come. Raises SortieError."""
        ligne = make_ligne(fichier)
        with translate_refus():
            self._make_dossier((self.chantier.papiers / ligne.chemin).parent)
            disque.remove(self.chantier.papiers / ligne.chemin)
            self.chantier.add_piece(ligne, fichier.contenu)
            self._open_partage(ligne.chemin)
        self.lignes[ligne.chemin] = ligne

    def _open_partage(self, chemin: str) -> None:
        if self.chantier.shared:  # whatever the umask: the folder grants it
            (self.chantier.papiers / chemin).chmod(0o640)

    def commit(self, manifeste: Manifeste) -> Reprise:
        """Bring over what stays, write manifest and digests, put the folder in its place; return
        what was kept.

        Raises IntegriteError when a paper was changed by hand, is missing, or would take the place
        of a file that is not ours; SortieError."""
        with translate_refus():
            # Looked at again: making papers takes minutes, and people work in the folder meanwhile.
            vus = note_etats(self.place)
            en_place = self.look()
            garde = list_gardes(self.place, en_place, self.lignes, self.regles.partielle)
            faits = [chemin for chemin in self.lignes if chemin not in self._repris]
            before = en_place.documents
            self._prune(frozenset(self.lignes))
            self.lignes |= {ligne.chemin: ligne for ligne in garde.lignes}
            ecrits = self._write_listes(manifeste, garde.registre)
            for cible, chemin in garde.fichiers.items():
                self._keep(chemin, cible)
            self._sync((*ecrits, *faits))
            self.chantier.swap_in()
            tardifs = rescue_tardifs(self.chantier.find_ancien(), self.place, vus) if vus else ()
        return Reprise(
            repris=(*(ligne.chemin for ligne in garde.lignes), *self._repris),
            retires=garde.retires,
            ecartes=(*en_place.modifies, *garde.ecartes, *tardifs),
            changes=tuple(
                c for c in faits if c in before and before[c].sha256 != self.lignes[c].sha256
            ),
            nouveaux=tuple(c for c in faits if before and c not in before),
            perimes=garde.perimes,
            reste=self.chantier.clear(),
        )

    def _write_listes(self, manifeste: Manifeste, registre: bytes | None) -> tuple[str, ...]:
        """Write manifest, digests, and the register of the print runs when it changes; return their
        paths."""
        content = write_manifeste(manifeste, self.lignes.values())
        listes = {MANIFESTE: content, SOMMES: write_sommes(content, self.lignes.values())}
        listes |= {REGISTRE: registre} if registre is not None else {}
        for nom, contenu in listes.items():
            self._make_dossier((self.chantier.papiers / nom).parent)
            disque.write_fichier(self.chantier.papiers / nom, contenu)
            self._open_partage(nom)
        return tuple(listes)

    def _sync(self, faits: Iterable[str]) -> None:
        """Have the disk hold the files of this run, and every folder: what is shared with the one
        in place is there."""
        papiers = self.chantier.papiers
        for path in (*(papiers / chemin for chemin in faits), *list_dossiers(papiers), papiers):
            disque.sync(path)

    def _prune(self, voulus: frozenset[str]) -> None:
        """Remove from the folder to come what a stopped run left there and nothing asks for."""
        for chemin in list(list_fichiers(self.chantier.papiers)):
            if chemin not in voulus:
                disque.remove(self.chantier.papiers / chemin)
        for dossier in reversed(list_dossiers(self.chantier.papiers)):
            with suppress(OSError):  # it is not empty
                dossier.rmdir()

    def _keep(self, chemin: str, cible: str) -> None:
        target = self.chantier.papiers / cible
        if (
            target.exists()
            or target.is_symlink()
            or any(parent.is_file() for parent in target.parents)
        ):
            raise IntegriteError(
                f"« {chemin} » n’est pas un papier d’amo-docs et prendrait la place d’un "
                "nouveau. Déplacez-le."
            )
        self._share(chemin, cible)


@contextmanager
def open_livraison(sortie: Path, nom: str, regles: Regles = REGLES) -> Iterator[Livraison]:
    """Open a delivery of the folder `sortie/nom`; what is made and not committed waits for the next
    run.

    Raises SortieError when the place cannot be written or another run writes there, IntegriteError
    when the folder in place was tampered with. An AmoDocsError raised inside leaves with `garde`,
    the working folder that is kept."""
    made = not sortie.exists()
    with translate_refus():
        sortie.mkdir(mode=0o700, parents=True, exist_ok=True)
        mode = sortie.stat().st_mode
    chantier = Chantier(sortie / nom)
    try:
        with translate_refus():
            chantier.open(shared=bool(mode & stat.S_ISGID and mode & stat.S_IRGRP))
            livraison = Livraison(chantier, regles)
        yield livraison
    except (AmoDocsError, Interruption) as error:
        error.garde = chantier.dossier if chantier.is_kept() else None
        raise
    finally:
        chantier.close()
        if made:
            with suppress(OSError):  # it holds the new folder
                sortie.rmdir()

"""One delivery: papers gathered in a working folder, what is not ours kept, then the exchange."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import replace
from pathlib import Path

from amo_docs.dossier import disque
from amo_docs.dossier.annexes import MODIFIES
from amo_docs.dossier.chantier import Chantier, is_partage
from amo_docs.dossier.en_place import EnPlace, read_en_place
from amo_docs.dossier.garde import Tenue, list_gardes
from amo_docs.dossier.manifeste import (
    MANIFESTE,
    SOMMES,
    LigneManifeste,
    Manifeste,
    make_ligne,
    write_manifeste,
    write_sommes,
)
from amo_docs.dossier.parcours import list_dossiers, list_fichiers
from amo_docs.dossier.refus import translate_refus
from amo_docs.dossier.remplaces import list_retours
from amo_docs.dossier.reprise import REGLES, Regles, Reprise
from amo_docs.dossier.tardifs import note_etats, rescue_tardifs
from amo_docs.dossier.tirages import REGISTRE
from amo_docs.errors import AmoDocsError, IntegriteError, Interruption
from amo_docs.model.papier import Exemplaire, FichierProduit


class Livraison:
    """The papers of a run, gathered in the folder to come until `commit` puts them in place."""

    def __init__(self, chantier: Chantier, regles: Regles) -> None:
        self.echange = chantier.papiers
        self.place = chantier.place
        self.regles = regles
        self.lignes: dict[str, LigneManifeste] = {}
        self.en_place = self.look()
        self.gardes: frozenset[str] = frozenset()
        self._journal = self.echange.read_journal()
        self._repris: set[str] = set()

    def look(self) -> EnPlace:
        """Return what stands in place. Raises what `read_en_place` does."""
        return read_en_place(self.place, self.regles.session)

    def list_modifies(self) -> Mapping[str, tuple[str, ...]]:
        """Return the files changed by hand that this run may not replace, by key of their paper."""
        found: dict[str, tuple[str, ...]] = {}
        for chemin in () if self.regles.ecraser else self.en_place.modifies:
            cle = _name_cle(self.en_place.lignes[chemin])
            found[cle] = (*found.get(cle, ()), chemin)
        return found

    def hold(self, cles: Iterable[str]) -> None:
        """Leave the papers of these keys as they stand, under the names they have."""
        # By key: the letter of a person whose name was corrected keeps its edit under its old name.
        self.gardes = frozenset(cles)

    def refuse_modifies(self, chemins: Iterable[str]) -> None:
        """Raise IntegriteError when there are `chemins`, files changed by hand."""
        if there := tuple(chemins):
            raise IntegriteError(
                f"Modifié à la main depuis sa fabrication : {', '.join(there)}. Rien n’a été "
                "écrit. "
                f"Déplacez ces fichiers, ou relancez avec --ecraser : ils iront dans {MODIFIES}/."
            )

    def refuse_retour(self, projets: Iterable[Exemplaire]) -> None:
        """Raise IntegriteError when a final paper in place would be replaced by a PROJET.

        Forgetting `--definitif` must not take a final paper back. `projets` are the papers about to
        be made as PROJET.
        """
        back = [ligne.chemin for ligne in list_retours(self.en_place.lignes.values(), projets)]
        if back:
            others = f" et {len(back) - 1} autres" if len(back) > 1 else ""
            raise IntegriteError(
                f"Un papier définitif redeviendrait un projet : {back[0]}{others}. Rien n’a été "
                "écrit. Relancez avec --definitif, ou choisissez une autre sortie."
            )

    def take_over(self, exemplaire: Exemplaire, formats: tuple[str, ...]) -> tuple[str, ...]:
        """Take the files of a paper that are already made, and return the formats still to make.

        A file is taken from a stopped run or from the folder in place, when its paper is the same
        and its bytes have the digest noted. Raises SortieError.
        """
        with translate_refus():
            return tuple(forme for forme in formats if not self._take(exemplaire, forme))

    def _take(self, exemplaire: Exemplaire, forme: str) -> bool:
        chemin = exemplaire.name_fichier(forme)
        faite, ligne = self._journal.get(chemin), self.en_place.lignes.get(chemin)
        # The stopped run comes first: it may have made the paper of today, the
        # folder in place one of yesterday.
        if faite and exemplaire.is_same(faite.exemplaire) and self.echange.is_whole(faite):
            self._add_ligne(exemplaire, faite)
            return True
        if ligne is None or not exemplaire.is_same(ligne.exemplaire):
            return False
        if chemin in self.en_place.modifies or chemin in self.en_place.manquants:
            return False
        self.echange.share(chemin, chemin)
        self._add_ligne(exemplaire, ligne)
        self._repris.add(chemin)
        return True

    def _add_ligne(self, exemplaire: Exemplaire, ligne: LigneManifeste) -> None:
        # As the paper planned today, since the manifest of an older version says less of it.
        self.lignes[ligne.chemin] = replace(ligne, exemplaire=exemplaire)

    def add(self, fichier: FichierProduit) -> None:
        """Write one file into the folder to come. Raises SortieError."""
        ligne = make_ligne(fichier)
        with translate_refus():
            self.echange.write(ligne.chemin, fichier.contenu)
            self.echange.note(ligne)
        self.lignes[ligne.chemin] = ligne

    def commit(self, manifeste: Manifeste, caducs: frozenset[str] = frozenset()) -> Reprise:
        """Bring over what stays, write manifest and digests, put the folder in its place.

        `caducs` are the papers in place, by their path without extension, that leave whatever was
        asked. Returns what became of the papers in place. Raises IntegriteError when a paper was
        changed by hand, is missing, or would take the place of a file that is not ours, and
        SortieError.
        """
        with translate_refus():
            # Looked at again: making papers takes minutes, and people work in the folder meanwhile.
            # What they save after this is brought over once the exchange is done.
            vus = note_etats(self.place)
            en_place = self.look()
            if not self.regles.ecraser:
                self.refuse_modifies(
                    chemin for chemin in en_place.modifies if chemin in self.lignes
                )
            tenus = frozenset(
                chemin
                for chemin, ligne in en_place.lignes.items()
                if _name_cle(ligne) in self.gardes and chemin not in self.lignes
            )
            garde = list_gardes(
                self.place, en_place, self.lignes, Tenue(self.regles.partielle, tenus, caducs)
            )
            faits = [chemin for chemin in self.lignes if chemin not in self._repris]
            before = en_place.lignes
            self._prune(frozenset(self.lignes))
            self.lignes |= {ligne.chemin: ligne for ligne in garde.lignes}
            ecrits = self._write_listes(manifeste, garde.registre)
            for cible, chemin in garde.fichiers.items():
                self._keep(chemin, cible)
            self.echange.swap_in((*ecrits, *faits))
            ancien, ecart = self.echange.find_ancien(), self.place / MODIFIES
            tardifs = rescue_tardifs(ancien, self.place, vus, ecart) if vus else ()
        return Reprise(
            repris=(*(ligne.chemin for ligne in garde.lignes), *self._repris),
            retires=garde.retires,
            ecartes=(
                *(c for c in en_place.modifies if c not in garde.fichiers),
                *garde.ecartes,
                *tardifs,
            ),
            changes=tuple(
                c for c in faits if c in before and before[c].sha256 != self.lignes[c].sha256
            ),
            nouveaux=tuple(c for c in faits if before and c not in before),
            perimes=garde.perimes,
            remplaces=garde.remplaces,
            reste=self.echange.clear(),
        )

    def _write_listes(self, manifeste: Manifeste, registre: bytes | None) -> tuple[str, ...]:
        """Write manifest, digests and a changed register of print runs, and return their paths."""
        content = write_manifeste(manifeste, self.lignes.values())
        listes = {MANIFESTE: content, SOMMES: write_sommes(content, self.lignes.values())}
        listes |= {REGISTRE: registre} if registre is not None else {}
        for nom, contenu in listes.items():
            self.echange.write(nom, contenu)
        return tuple(listes)

    def _prune(self, voulus: frozenset[str]) -> None:
        """Remove from the folder to come what a stopped run left and this one does not make."""
        nouveau = self.echange.nouveau
        for chemin in list(list_fichiers(nouveau)):
            if chemin not in voulus:
                disque.remove(nouveau / chemin)
        for dossier in reversed(list_dossiers(nouveau)):
            # The system refuses to remove one that is not empty.
            with suppress(OSError):
                dossier.rmdir()

    def _keep(self, chemin: str, cible: str) -> None:
        target = self.echange.nouveau / cible
        taken = target.exists() or target.is_symlink()
        # A file of somebody may have the name of a paper, or of a folder that papers need.
        if taken or any(parent.is_file() for parent in target.parents):
            raise IntegriteError(
                f"« {chemin} » n’est pas un papier d’amo-docs et prendrait la place d’un nouveau. "
                "Déplacez-le."
            )
        self.echange.share(chemin, cible)


def _name_cle(ligne: LigneManifeste) -> str:
    # The first format of the manifest has no keys.
    return ligne.exemplaire.cle or ligne.exemplaire.chemin


@contextmanager
def open_livraison(sortie: Path, nom: str, regles: Regles = REGLES) -> Iterator[Livraison]:
    """Open a delivery of the folder `sortie/nom`. What is not committed waits for the next run.

    Raises SortieError when the place cannot be written or another run writes there, IntegriteError
    when the folder in place was tampered with. An AmoDocsError raised inside is given `garde`, the
    working folder that is kept.
    """
    with translate_refus():
        made = not sortie.exists()
        sortie.mkdir(mode=0o700, parents=True, exist_ok=True)
    chantier = Chantier(sortie / nom)
    try:
        with translate_refus():
            chantier.open()
            chantier.papiers.open(is_partage(sortie))
            livraison = Livraison(chantier, regles)
        yield livraison
    except (AmoDocsError, Interruption) as error:
        error.garde = chantier.dossier if chantier.is_kept() else None
        raise
    finally:
        chantier.close()
        if made:
            # Refused when it holds the new folder: a run that failed leaves no empty one.
            with suppress(OSError):
                sortie.rmdir()

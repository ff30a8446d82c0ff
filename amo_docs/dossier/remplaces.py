"""Definitive papers that a run takes the place of: somebody may hold them, and each is kept."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from amo_docs.dossier.en_place import EnPlace
from amo_docs.dossier.manifeste import LigneManifeste
from amo_docs.model.papier import Exemplaire


@dataclass(frozen=True)
class Remplace:
    """One file of a definitive paper that was made again with other words.

    `chemin` is where it stood, `garde` where it is kept, `nouveau` the path, without extension, of
    the paper that says now what it said. All are relative to the folder.
    """

    chemin: str
    garde: str
    nouveau: str


def find_successeurs(
    en_place: EnPlace, faits: Mapping[str, LigneManifeste]
) -> Mapping[str, Exemplaire]:
    """Return, for each file in place that `faits` take the place of, the paper that does.

    By path. Of a paper made again under another name or with other words, in one format only or for
    one person only, every earlier file is one: two of them would say two things.
    """
    made = {ligne.exemplaire.cle: ligne.exemplaire for ligne in faits.values()}
    found = {}
    for chemin, ligne in en_place.lignes.items():
        un = ligne.exemplaire
        if chemin in faits:
            if faits[chemin].sha256 != ligne.sha256:
                found[chemin] = faits[chemin].exemplaire
            continue
        # Manifests of the first format give no key: what they list is known by its path alone.
        autre = made.get(un.cle) if un.cle else None
        # A PROJET beside the definitive paper of the same name is its other format, not yet final.
        stale = autre and (
            autre.chemin != un.chemin or (not un.projet and autre.empreinte != un.empreinte)
        )
        if autre and stale:
            found[chemin] = autre
    return found


def list_retours(
    lignes: Iterable[LigneManifeste], projets: Iterable[Exemplaire]
) -> list[LigneManifeste]:
    """Return the definitive files that one of `projets`, about to be made, would take back."""
    # By their keys too: a corrected name changes the path, and the paper is the same.
    projets = tuple(projets)
    known = {p.chemin for p in projets} | {p.cle for p in projets}
    return [
        ligne
        for ligne in lignes
        if not ligne.projet and {ligne.exemplaire.chemin, ligne.exemplaire.cle} & known
    ]

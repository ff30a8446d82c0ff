"""`tirages/`: the print runs of a folder, and from which papers each was made, to find stale ones.

The manifest does not list them: they can be made again from its papers at any time.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter

from amo_docs.dossier.annexes import MODIFIES, TIRAGES
from amo_docs.dossier.chantier import Chantier, is_partage
from amo_docs.dossier.manifeste import LigneManifeste, compute_sha256
from amo_docs.dossier.parcours import read_ordinaire
from amo_docs.dossier.refus import say_illisible, translate_refus
from amo_docs.dossier.tardifs import note_etats, rescue_tardifs
from amo_docs.errors import IntegriteError, SortieError

REGISTRE = f"{TIRAGES}/tirages.json"
FORMAT = 1
ADRESSES = "adresses"
"""The type of a table of labels. Its papers are the letters on which the addresses stand."""


@dataclass(frozen=True)
class LigneTirage:
    """One file of `tirages/`: its digest, and that of each paper it was made from, by path."""

    chemin: str
    type: str
    sha256: str
    papiers: Mapping[str, str]


_LIGNE = TypeAdapter(LigneTirage)


def read_tirages(dossier: Path) -> dict[str, LigneTirage]:
    """Return the print runs of `dossier` by path, none when there is no register.

    Raises IntegriteError when the register is damaged or names a file outside `tirages/`, and
    SortieError when it cannot be read.
    """
    try:
        content: Any = json.loads(read_ordinaire(dossier / REGISTRE))
        if content["format"] != FORMAT:
            raise ValueError
        lignes = [_LIGNE.validate_python(ligne) for ligne in content["tirages"]]
        if not all(_is_ours(ligne) for ligne in lignes):
            raise ValueError
        return {ligne.chemin: ligne for ligne in lignes}
    except FileNotFoundError:
        return {}
    except OSError as error:
        raise SortieError(say_illisible(error)) from None
    except (ValueError, KeyError, TypeError, RecursionError):
        raise IntegriteError(
            f"« {REGISTRE} » de « {dossier.name} » est abîmé. Déplacez le dossier "
            f"{TIRAGES}/, puis recommencez."
        ) from None


def _is_ours(ligne: LigneTirage) -> bool:
    dossier, _, nom = ligne.chemin.partition("/")
    plain = dossier == TIRAGES and nom not in ("", ".", "..") and not set(nom) & {"/", "\\", "\0"}
    return plain and nom.isprintable()


def list_perimes(
    tirages: Mapping[str, LigneTirage], documents: Mapping[str, LigneManifeste]
) -> tuple[str, ...]:
    """Return the paths of the stale print runs of `tirages`.

    `documents` are the files of the folder by path. A print run is stale when one of its papers has
    changed or left, or when its type has a new paper; a table of labels, when one of its letters
    has changed or left.
    """
    tires: dict[str, set[str]] = {}
    for ligne in tirages.values():
        tires.setdefault(ligne.type, set()).update(ligne.papiers)
    # A new paper has its place in one of the volumes, and which one is not known without sorting.
    nouveaux = {
        document.type
        for document in documents.values()
        if document.format == "pdf"
        and document.type in tires
        and document.chemin not in tires[document.type]
    }
    actuels = {document.chemin: document.sha256 for document in documents.values()}
    return tuple(
        ligne.chemin
        for ligne in tirages.values()
        if ligne.type in nouveaux
        or any(actuels.get(chemin) != somme for chemin, somme in ligne.papiers.items())
    )


class Depot:
    """The print runs to come. `tirages/` is replaced whole, with the files it does not remake."""

    def __init__(self, chantier: Chantier) -> None:
        self.dossier = chantier.place
        self.echange = chantier.tirages
        self._anciens = read_tirages(self.dossier)
        self._prets: dict[str, LigneTirage] = {}

    def refuse_etrangers(self, chemins: Iterable[str]) -> None:
        """Raise IntegriteError when one of `chemins` is not ours, or was changed since."""
        for chemin in chemins:
            path, ligne = self.dossier / chemin, self._anciens.get(chemin)
            plain = path.is_file() and not path.is_symlink()
            if os.path.lexists(path) and not (
                ligne and plain and compute_sha256(path) == ligne.sha256
            ):
                raise IntegriteError(
                    f"« {chemin} » n’est pas un tirage d’amo-docs, ou a été modifié depuis. Rien "
                    "n’a été écrit. Déplacez-le, puis recommencez."
                )

    def add(self, chemin: str, contenu: bytes, genre: str, papiers: Mapping[str, str]) -> None:
        """Write the file `chemin`, of type `genre`, made from `papiers`. Raises SortieError."""
        with translate_refus():
            self.echange.write(_name_dedans(chemin), contenu)
        somme = hashlib.sha256(contenu).hexdigest()
        self._prets[chemin] = LigneTirage(chemin, genre, somme, dict(sorted(papiers.items())))

    def commit(self) -> tuple[str, ...]:
        """Put the print runs in place, and return the earlier ones of the same types, which leave.

        Other files stay. Raises SortieError or IntegriteError, and `tirages/` is then as it was.
        """
        genres = {ligne.type for ligne in self._prets.values()}
        # Volumes of the same type that are not replaced hold papers which
        # now stand in another volume.
        partis = tuple(
            c for c, li in self._anciens.items() if li.type in genres and c not in self._prets
        )
        self.refuse_etrangers((*self._prets, *partis))
        restes = {c: li for c, li in self._anciens.items() if c not in partis}
        with translate_refus():
            place = self.echange.place
            vus = note_etats(place)
            remplaces = {_name_dedans(chemin) for chemin in (*self._prets, *partis, REGISTRE)}
            for nom in vus.keys() - remplaces:
                self.echange.share(nom, nom)
            there = {c: li for c, li in restes.items() if _name_dedans(c) in vus}
            registre = write_registre({**there, **self._prets}.values())
            self.echange.write(_name_dedans(REGISTRE), registre)
            self.echange.swap_in(_name_dedans(chemin) for chemin in (*self._prets, REGISTRE))
            ecart = self.dossier / MODIFIES / TIRAGES
            rescue_tardifs(self.echange.find_ancien(), place, vus, ecart)
        return partis


def _name_dedans(chemin: str) -> str:
    """Return a path of the folder as a path inside `tirages/`."""
    return chemin.removeprefix(f"{TIRAGES}/")


def write_registre(lignes: Iterable[LigneTirage]) -> bytes:
    """Return the bytes of `tirages.json`, with its print runs sorted by path."""
    rows = [asdict(ligne) for ligne in sorted(lignes, key=lambda ligne: ligne.chemin)]
    return (
        json.dumps({"format": FORMAT, "tirages": rows}, ensure_ascii=False, indent=2) + "\n"
    ).encode()


@contextmanager
def open_depot(chantier: Chantier) -> Iterator[Depot]:
    """Open `tirages/` of a folder that is held. What is not committed goes with the working folder.

    Raises SortieError, and IntegriteError when the register of print runs is damaged.
    """
    with translate_refus():
        place = chantier.tirages.place
        # Replaced whole, the link would be lost, and what stands behind it is not ours.
        if place.is_symlink():
            raise SortieError(f"« {TIRAGES} » est un lien. Déplacez-le, puis recommencez.")
        depot = Depot(chantier)
        chantier.tirages.open(is_partage(chantier.place))
    yield depot

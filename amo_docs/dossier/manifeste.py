"""`manifeste.json` and `SHA256SUMS`: the papers of a folder, their files, the inputs, the tools."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from itertools import groupby
from pathlib import Path, PurePosixPath
from typing import Any

from pydantic import TypeAdapter

from amo_docs.dossier.parcours import is_ordinaire, read_ordinaire, refuse_special
from amo_docs.errors import IntegriteError
from amo_docs.model.modeles import Entree
from amo_docs.model.papier import Exemplaire, FichierProduit

MANIFESTE, SOMMES = "manifeste.json", "SHA256SUMS"
# A folder outlives the program that made it: earlier formats are read, and no paper is lost.
FORMAT = 3
FORMATS_LUS = (1, 2, FORMAT)
"""The formats that are read.

The first had neither key nor fingerprint: its papers are made again. The first two list files, the
third lists papers with their files.
"""


@dataclass(frozen=True)
class LigneManifeste:
    """One file, as the manifest and the journal list it.

    It says of which paper it is and in which format, with its SHA-256 and its size in bytes.
    """

    exemplaire: Exemplaire
    format: str
    sha256: str
    octets: int

    @property
    def chemin(self) -> str:
        """Its path in the folder."""
        return self.exemplaire.name_fichier(self.format)

    @property
    def type(self) -> str:
        """The type of its paper."""
        return self.exemplaire.type

    @property
    def projet(self) -> bool:
        """Whether it is marked PROJET."""
        return self.exemplaire.projet


_LIGNE = TypeAdapter(LigneManifeste)
_EXEMPLAIRE = TypeAdapter(Exemplaire)


@dataclass(frozen=True)
class Manifeste:
    """What the manifest says beside the list of papers: the session, the tools, the inputs.

    `definitif`: papers were made as definitive ones. `entier`: every paper is of these inputs, none
    was kept from earlier ones.
    """

    # Neither a date nor a path: the same inputs give the same bytes, on any machine.

    session: str
    referentiel: str
    specimen: bool
    outils: Mapping[str, str]
    entrees: tuple[Entree, ...]
    definitif: bool = False
    entier: bool = False


def make_ligne(fichier: FichierProduit) -> LigneManifeste:
    """Return the line of `fichier`, with its digest."""
    digest = hashlib.sha256(fichier.contenu).hexdigest()
    return LigneManifeste(fichier.exemplaire, fichier.format, digest, len(fichier.contenu))


def write_ligne(ligne: LigneManifeste) -> str:
    """Return `ligne` as one line of JSON, for the journal."""
    return _LIGNE.dump_json(ligne).decode()


def read_ligne(texte: str | bytes) -> LigneManifeste:
    """Return the line that `write_ligne` wrote. Raises ValueError on any other text."""
    ligne = _LIGNE.validate_json(texte, strict=True)
    # Whoever can write here could name a file elsewhere, and have it shared or removed.
    if not _is_inside(ligne.chemin):
        raise ValueError(f"{ligne.chemin!r} leaves its folder")
    return ligne


def write_manifeste(manifeste: Manifeste, lignes: Iterable[LigneManifeste]) -> bytes:
    """Return the bytes of `manifeste.json`: its papers sorted by path, each with its files.

    A paper whose formats were made in two different states stands twice.
    """
    content = {
        "format": FORMAT,
        **asdict(manifeste),
        "papiers": [
            {**_EXEMPLAIRE.dump_python(exemplaire, mode="json"), "fichiers": list(fichiers)}
            for exemplaire, fichiers in _group_fichiers(lignes)
        ],
    }
    return (json.dumps(content, ensure_ascii=False, indent=2, sort_keys=False) + "\n").encode()


def _group_fichiers(
    lignes: Iterable[LigneManifeste],
) -> Iterator[tuple[Exemplaire, list[dict[str, object]]]]:
    """Yield each paper of `lignes` with its files, sorted by path then state."""

    def sort(ligne: LigneManifeste) -> tuple[str, bool, str, str]:
        exemplaire = ligne.exemplaire
        return exemplaire.chemin, exemplaire.projet, exemplaire.empreinte, ligne.format

    for exemplaire, mine in groupby(sorted(lignes, key=sort), lambda ligne: ligne.exemplaire):
        yield (
            exemplaire,
            [{"format": li.format, "sha256": li.sha256, "octets": li.octets} for li in mine],
        )


def write_sommes(manifeste: bytes, lignes: Iterable[LigneManifeste]) -> bytes:
    """Return the bytes of `SHA256SUMS`, as `sha256sum -c` reads it: the papers and the manifest."""
    rows = [f"{ligne.sha256}  {ligne.chemin}" for ligne in sorted(lignes, key=lambda li: li.chemin)]
    rows.append(f"{hashlib.sha256(manifeste).hexdigest()}  {MANIFESTE}")
    return ("\n".join(rows) + "\n").encode()


def read_lignes(dossier: Path, session: str = "") -> dict[str, LigneManifeste]:
    """Return the line of each file the manifest of `dossier` lists, by path.

    Raises IntegriteError when the manifest is not one of ours, is damaged, is not the one whose
    digest stands beside it, or is that of another session than `session`, and OSError.
    """
    brut = read_ordinaire(dossier / MANIFESTE)
    try:
        content: Any = json.loads(brut)
        numero = content["format"]
        if numero not in FORMATS_LUS:
            raise IntegriteError(
                f"« {MANIFESTE} » de « {dossier.name} » est d’un autre format ({numero}). "
                "Déplacez ce dossier, puis recommencez."
            )
        lignes = [_LIGNE.validate_python(ligne) for ligne in _flatten(content)]
        tenue = content["session"]
        if not isinstance(tenue, str) or not all(_is_inside(ligne.chemin) for ligne in lignes):
            raise ValueError
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        raise IntegriteError(
            f"« {MANIFESTE} » de « {dossier.name} » est abîmé. Déplacez ce dossier, puis "
            "recommencez."
        ) from None
    _refuse_retouche(dossier, brut)
    # Folder names are folded: « 2026 02 / A » and « 2026-02-A » have the same.
    if session and tenue != session:
        raise IntegriteError(
            f"« {dossier.name} » tient les papiers d’une autre session, « {tenue} », et celle-ci "
            f"est « {session} ». Rien n’a été écrit. Choisissez une autre sortie ; si c’est la "
            "même session dont vous avez corrigé le code, déplacez d’abord ce dossier."
        )
    return {ligne.chemin: ligne for ligne in lignes}


def _flatten(content: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    """Yield the fields of a LigneManifeste for each file of a manifest, whatever its format."""
    if content["format"] == FORMAT:
        for papier in content["papiers"]:
            exemplaire = {cle: value for cle, value in papier.items() if cle != "fichiers"}
            yield from ({"exemplaire": exemplaire, **fichier} for fichier in papier["fichiers"])
        return
    # The first two formats: one document a file, its path with the extension.
    for document in content["documents"]:
        forme = document["format"]
        chemin = document["chemin"]
        if not chemin.endswith(f".{forme}"):
            raise ValueError
        yield {
            "exemplaire": {
                "type": document["type"],
                "cle": document.get("cle", ""),
                "destinataire": document["destinataire"],
                "chemin": chemin.removesuffix(f".{forme}"),
                "date": None,
                "projet": document["projet"],
                "empreinte": document.get("empreinte", ""),
            },
            **{cle: document[cle] for cle in ("format", "sha256", "octets")},
        }


def list_connus(dossier: Path, actuel: Manifeste) -> Mapping[str, LigneManifeste]:
    """Return the files of `dossier`, by path, if all are of the inputs and tools of `actuel`.

    Nothing when anything differs. A damaged folder gives nothing either: others report it.
    """
    # The same inputs, to the byte, and the same program: fingerprints are known without composing.
    try:
        content: Any = json.loads(read_ordinaire(dossier / MANIFESTE))
        said = {cle: value for cle, value in content.items() if cle not in ("format", "papiers")}
        # Through JSON and back, so that tuples compare with the lists that were read.
        if not actuel.entier or said != json.loads(json.dumps(asdict(actuel))):
            return {}
        return read_lignes(dossier)
    except (OSError, IntegriteError, ValueError, AttributeError, RecursionError):
        return {}


def list_entrees_changees(dossier: Path, actuel: Manifeste) -> tuple[str, ...]:
    """Return the names of the inputs of `actuel` that are not those the folder was made of.

    Nothing when its manifest cannot be read: others report it.
    """
    try:
        content: Any = json.loads(read_ordinaire(dossier / MANIFESTE))
        before = {un["nom"]: un["sha256"] for un in content["entrees"]}
    except (OSError, IntegriteError, ValueError, KeyError, TypeError, RecursionError):
        return ()
    return tuple(un.nom for un in actuel.entrees if before.get(un.nom) != un.sha256)


def _is_inside(chemin: str) -> bool:
    """Tell whether a path of the manifest stays in its folder, on Windows too."""
    path = PurePosixPath(chemin)
    return (
        bool(path.parts)
        and not path.is_absolute()
        and ".." not in path.parts
        and not set(chemin) & {"\\", ":"}
        # No system takes a NUL or half a character in a name.
        and chemin.isprintable()
    )


def _refuse_retouche(dossier: Path, brut: bytes) -> None:
    """Raise IntegriteError when `SHA256SUMS` gives the manifest another digest than `brut` has."""
    # Without that file nothing can be compared: people remove what they do not know.
    try:
        sommes = read_ordinaire(dossier / SOMMES).decode()
    except (OSError, ValueError):
        return
    said = [ligne[:64] for ligne in sommes.splitlines() if ligne[66:] == MANIFESTE]
    if said and said != [hashlib.sha256(brut).hexdigest()]:
        raise IntegriteError(
            f"« {MANIFESTE} » de « {dossier.name} » a été modifié à la main : ce n’est "
            f"plus celui dont {SOMMES} donne "
            "l’empreinte. Remettez-le, ou déplacez ce dossier, puis recommencez."
        )


def compute_sha256(path: Path) -> str:
    """Return the SHA-256 of a file, in hexadecimal. Raises what `read_ordinaire` does."""
    if not is_ordinaire(path):
        raise refuse_special(path.name)
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()

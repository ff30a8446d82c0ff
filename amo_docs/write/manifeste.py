"""`manifeste.json` and `SHA256SUMS`: what a folder holds, made by what, from what."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from amo_docs.errors import IntegriteError
from amo_docs.model.dossier import Entree
from amo_docs.model.papier import Fichier

MANIFESTE, SOMMES = "manifeste.json", "SHA256SUMS"
FORMAT = 1


@dataclass(frozen=True)
class LigneManifeste:
    """One file of the folder."""

    type: str
    destinataire: str
    chemin: str
    format: str
    sha256: str
    octets: int
    projet: bool


@dataclass(frozen=True)
class Manifeste:
    """What the manifest says beside the list of files: the session, the tools, the inputs. No date: same bytes."""

    session: str
    referentiel: str
    specimen: bool
    outils: Mapping[str, str]
    entrees: tuple[Entree, ...]


def make_ligne(fichier: Fichier) -> LigneManifeste:
    """Return the line of a file."""
    digest = hashlib.sha256(fichier.contenu).hexdigest()
    return LigneManifeste(
        type=fichier.type,
        destinataire=fichier.identifiant,
        chemin=fichier.chemin,
        format=fichier.format,
        sha256=digest,
        octets=len(fichier.contenu),
        projet=fichier.projet,
    )


def write_manifeste(manifeste: Manifeste, lignes: Iterable[LigneManifeste]) -> bytes:
    """Return the bytes of `manifeste.json`, its documents sorted by path."""
    content = {
        "format": FORMAT,
        **asdict(manifeste),
        "documents": [asdict(ligne) for ligne in sorted(lignes, key=lambda ligne: ligne.chemin)],
    }
    return (json.dumps(content, ensure_ascii=False, indent=2, sort_keys=False) + "\n").encode()


def write_sommes(manifeste: bytes, lignes: Iterable[LigneManifeste]) -> bytes:
    """Return the bytes of `SHA256SUMS`, as `sha256sum -c` reads it: the documents, then the manifest."""
    rows = [f"{ligne.sha256}  {ligne.chemin}" for ligne in sorted(lignes, key=lambda ligne: ligne.chemin)]
    rows.append(f"{hashlib.sha256(manifeste).hexdigest()}  {MANIFESTE}")
    return ("\n".join(rows) + "\n").encode()


def read_documents(dossier: Path) -> dict[str, LigneManifeste]:
    """Return the line of each document the manifest of `dossier` names, by path.

    Raises IntegriteError when the manifest is not one of ours or does not hold together.
    """
    try:
        content: Any = json.loads((dossier / MANIFESTE).read_bytes())
        if content["format"] != FORMAT:
            raise IntegriteError(
                f"« {MANIFESTE} » de « {dossier.name} » est d’un autre format ({content['format']}). "
                "Déplacez ce dossier, puis recommencez."
            )
        lignes = [LigneManifeste(**ligne) for ligne in content["documents"]]
        return {ligne.chemin: ligne for ligne in lignes}
    except (ValueError, KeyError, TypeError, RecursionError):
        raise IntegriteError(
            f"« {MANIFESTE} » de « {dossier.name} » est abîmé. Déplacez ce dossier, puis recommencez."
        ) from None


def compute_sha256(path: Path) -> str:
    """Return the SHA-256 of a file, in hexadecimal."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()

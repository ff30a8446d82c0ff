"""`manifeste.json` and `SHA256SUMS`: what a folder holds, made by what, from what."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path, PurePosixPath
from typing import Any

from amo_docs.errors import IntegriteError
from amo_docs.model.dossier import Entree
from amo_docs.model.papier import Fichier

MANIFESTE, SOMMES = "manifeste.json", "SHA256SUMS"
FORMAT = 2
FORMATS_LUS = (1, 2)
"""The first had neither `cle` nor `empreinte`: its papers are made again."""


@dataclass(frozen=True)
class LigneManifeste:
    """One file of the folder: `cle` names its paper whatever its path, `empreinte` is all its bytes
    depend on."""

    type: str
    destinataire: str
    chemin: str
    format: str
    sha256: str
    octets: int
    projet: bool
    cle: str = ""
    empreinte: str = ""


@dataclass(frozen=True)
class Manifeste:
    """What the manifest says beside the list of files: the session, the tools, the inputs. No date:
    same bytes.

    `definitif`: papers were made as definitive ones; `entier`: every paper is of these inputs, none
    was kept from earlier ones."""

    session: str
    referentiel: str
    specimen: bool
    outils: Mapping[str, str]
    entrees: tuple[Entree, ...]
    definitif: bool = False
    entier: bool = False


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
        cle=fichier.cle,
        empreinte=fichier.empreinte,
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
    """Return the bytes of `SHA256SUMS`, as `sha256sum -c` reads it: the documents, then the
    manifest."""
    rows = [
        f"{ligne.sha256}  {ligne.chemin}"
        for ligne in sorted(lignes, key=lambda ligne: ligne.chemin)
    ]
    rows.append(f"{hashlib.sha256(manifeste).hexdigest()}  {MANIFESTE}")
    return ("\n".join(rows) + "\n").encode()


def read_documents(dossier: Path) -> dict[str, LigneManifeste]:
    """Return the line of each document the manifest of `dossier` names, by path.

    Raises IntegriteError when the manifest is not one of ours, does not hold together, or is not
    the one the digests were written with."""
    try:
        brut = (dossier / MANIFESTE).read_bytes()
        content: Any = json.loads(brut)
        if content["format"] not in FORMATS_LUS:
            raise IntegriteError(
                f"« {MANIFESTE} » de « {dossier.name} » est d’un autre format "
                f"({content['format']}). "
                "Déplacez ce dossier, puis recommencez."
            )
        lignes = [LigneManifeste(**ligne) for ligne in content["documents"]]
        if not all(_is_inside(ligne.chemin) for ligne in lignes):
            raise ValueError
    except (ValueError, KeyError, TypeError, RecursionError):
        raise IntegriteError(
            f"« {MANIFESTE} » de « {dossier.name} » est abîmé. Déplacez ce dossier, puis "
            "recommencez."
        ) from None
    _refuse_retouche(dossier, brut)
    return {ligne.chemin: ligne for ligne in lignes}


def list_connus(dossier: Path, actuel: Manifeste) -> Mapping[str, LigneManifeste]:
    """Return the papers of `dossier` that were made of the very inputs and tools of `actuel`,
    whole, by path.

    Nothing when anything differs, or when the folder cannot be believed: what is wrong with it is
    told elsewhere."""
    try:
        content: Any = json.loads((dossier / MANIFESTE).read_bytes())
        said = {key: value for key, value in content.items() if key not in ("format", "documents")}
        if not actuel.entier or said != json.loads(json.dumps(asdict(actuel))):
            return {}
        return read_documents(dossier)
    except (OSError, IntegriteError, ValueError, AttributeError, RecursionError):
        return {}


def _is_inside(chemin: str) -> bool:
    """Tell whether a path of the manifest stays in its folder."""
    path = PurePosixPath(chemin)
    return (
        bool(path.parts)
        and not path.is_absolute()
        and ".." not in path.parts
        and "\\" not in chemin
    )


def _refuse_retouche(dossier: Path, brut: bytes) -> None:
    """Raise IntegriteError when the digests beside the manifest are there and name other bytes than
    `brut`."""
    try:
        sommes = (dossier / SOMMES).read_text(encoding="utf-8")
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
    """Return the SHA-256 of a file, in hexadecimal."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()

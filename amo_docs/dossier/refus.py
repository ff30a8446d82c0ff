"""What the system refuses to write, in French: its own words are in the language of the machine."""

from __future__ import annotations

import errno
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from amo_docs.errors import SortieError

_OUVERT = "il est ouvert dans un autre programme. Fermez-le"
_WINDOWS_OUVERT = (32, 33)
"""ERROR_SHARING_VIOLATION and ERROR_LOCK_VIOLATION: another program holds the file open."""

_ILLISIBLE = (
    "Rien n’a été écrit. Demandez le droit de le lire, ou vérifiez le disque, puis recommencez."
)
_SANS_DROIT = "vous n’en avez pas le droit. Demandez les droits, ou choisissez une autre sortie"
_FICHIER = "un fichier est à la place du dossier. Déplacez-le, ou choisissez une autre sortie"

_RAISONS = {
    errno.ENOSPC: "il n’y a plus de place sur le disque. Libérez-en",
    errno.EDQUOT: "il n’y a plus de place dans votre quota. Libérez-en",
    errno.EROFS: "le disque est en lecture seule. Choisissez une autre sortie",
    errno.EACCES: _SANS_DROIT,
    errno.EBUSY: _OUVERT,
    errno.ETXTBSY: _OUVERT,
    errno.EPERM: _SANS_DROIT,
    errno.EEXIST: _FICHIER,
    errno.ENOTDIR: _FICHIER,
    errno.ENAMETOOLONG: "son nom est trop long. Choisissez une sortie de nom plus court",
}
"""Error number → why the system refuses, and the next gesture."""


def say_refus(error: OSError) -> str:
    """Return in French what the system refused, with the name of the path and the next gesture."""
    name = Path(str(error.filename)).name if error.filename else "le dossier de sortie"
    # Python maps both to EACCES, whose gesture would be to ask for rights.
    if getattr(error, "winerror", None) in _WINDOWS_OUVERT:
        return f"« {name} » ne peut pas être écrit : {_OUVERT}, puis recommencez."
    raison = _RAISONS.get(
        error.errno or 0, "le disque ou le système l’a refusé. Vérifiez la sortie"
    )
    return f"« {name} » ne peut pas être écrit : {raison}, puis recommencez."


def say_illisible(error: OSError) -> str:
    """Return in French what of the folder the system refused to read, and the next gesture."""
    name = Path(str(error.filename)).name if error.filename else "le dossier"
    return f"« {name} », dans le dossier de sortie, ne se laisse pas lire. {_ILLISIBLE}"


@contextmanager
def translate_refus() -> Iterator[None]:
    """Turn an OSError raised inside into a SortieError in French."""
    try:
        yield
    except OSError as error:
        raise SortieError(say_refus(error)) from None

"""What `init` invented, in a session that is no specimen any more."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from amo_docs.check.regle import Constat, Examen, gather
from amo_docs.model.base import fold
from amo_docs.model.fictions import CANDIDATS, FICTIONS, JURY, SIGNATAIRES, Figurant


def check_inventions(examen: Examen) -> Iterator[Constat]:
    """No value that `init` invented stays in a session that is no specimen."""
    # A specimen says on every page that it is worth nothing: it may keep them.
    if examen.session.specimen:
        return
    for cle, (_, value), fois in gather((*_list_valeurs(examen), *_list_personnes(examen))):
        message = f"« {value} » est une valeur inventée par init{fois}."
        yield Constat(cle, message, "Écrivez la vôtre, ou remettez specimen = true.")


Trouvee = tuple[str, tuple[str, str]]
"""The key of a value, then its name in the file and the value."""


def _list_valeurs(examen: Examen) -> Iterator[Trouvee]:
    for chemin, inventees in FICTIONS.items():
        # Whole and folded: a sentence that holds the same words, « dossier fictif », is the
        # person's own.
        known = {fold(str(value)) for value in inventees}
        lignes = chemin.endswith("[]")
        for cle, value in _walk(examen.session, chemin.removesuffix("[]").split("."), ""):
            # Lines of one address are one value.
            found = [
                str(line) for line in (value if lignes else [value]) if fold(str(line)) in known
            ]
            if found:
                yield cle, (_name(cle), " / ".join(found))


def _list_personnes(examen: Examen) -> Iterator[Trouvee]:
    """Yield the persons of the fiction, known by both names: « PATRON » is a true one."""
    session = examen.session
    yield from _match(SIGNATAIRES, "signataires", "nom", session.signataires)
    for index, jury in enumerate(session.jurys):
        yield from _match(JURY, f"jurys[{index}].membres", "nom", jury.membres)
    yield from _match(CANDIDATS, "candidats", "nom_naissance", session.candidats)


def _match(
    figurants: Iterable[Figurant], table: str, champ: str, persons: Sequence[Any]
) -> Iterator[Trouvee]:
    known = {(fold(figurant.nom), fold(figurant.prenom)) for figurant in figurants}
    prenom = "prenoms" if champ == "nom_naissance" else "prenom"
    for index, person in enumerate(persons):
        nom, first = getattr(person, champ), getattr(person, prenom)
        # In a large jury names come again with a number.
        if (re.sub(r" \d+$", "", fold(nom)), fold(first)) in known:
            yield f"{table}[{index}].{champ}", (_name(f"{table}.{champ}"), f"{first} {nom}")


def _name(cle: str) -> str:
    """Return a key as the file writes it, without the rank of its tables."""
    return re.sub(r"\[\d+\]", "", cle)


def _walk(value: Any, chemin: list[str], cle: str) -> Iterator[tuple[str, Any]]:
    """Yield (key, value) of all that stands at `chemin`, written as the keys of FICTIONS."""
    if value is None:
        return
    if not chemin:
        yield cle, value
        return
    name, rest = chemin[0], chemin[1:]
    if name == "*" and isinstance(value, Mapping):
        for key, item in value.items():
            yield from _walk(item, rest, f"{cle}.{key}")
        return
    found = getattr(value, name.removesuffix("[]"))
    below = f"{cle}.{name.removesuffix('[]')}".strip(".")
    if not name.endswith("[]"):
        yield from _walk(found, rest, below)
        return
    for index, item in enumerate(found):
        yield from _walk(item, rest, f"{below}[{index}]")

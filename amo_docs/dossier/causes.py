"""Why a paper differs from the one in place, as far as the two lists of papers tell."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

from amo_docs.dossier.manifeste import LigneManifeste
from amo_docs.model.papier import Exemplaire
from amo_docs.typographie import agree


def list_causes(
    avant: Mapping[str, LigneManifeste],
    apres: Mapping[str, LigneManifeste],
    changes: Iterable[str],
    prevus: Iterable[Exemplaire],
    personnels: Collection[str],
    entrees: tuple[str, ...],
) -> Mapping[str, tuple[str, ...]]:
    """Return the causes of each of `changes`, by path, in French.

    `prevus` are all the papers of the plan, `personnels` the types that every candidate has a paper
    of: candidates are counted by them.
    `entrees` are the inputs that changed, told where nothing nearer is known.
    """
    before = _list_candidats((ligne.exemplaire for ligne in avant.values()), personnels)
    # Of the plan: a run of one format keeps the other one of those who left.
    after = _list_candidats(prevus, personnels)
    found = {}
    # The folder was looked at again since: what came into it meanwhile is not known.
    for chemin in (chemin for chemin in changes if chemin in avant):
        one, other = avant[chemin].exemplaire, apres[chemin].exemplaire
        jury = _name_jury(other)
        causes = []
        # A list of people changes with them; the paper of one of them does not.
        if other.destinataire == jury:
            causes += _compare_nombres(before.get(jury, set()), after.get(jury, set()))
        if one.projet != other.projet:
            causes.append("projet → définitif" if one.projet else "définitif → projet")
        if one.date is not None and other.date is not None and one.date != other.date:
            causes.append(f"du {one.date:%d/%m/%Y} → du {other.date:%d/%m/%Y}")
        found[chemin] = tuple(causes) or entrees
    return found


def _name_jury(exemplaire: Exemplaire) -> str:
    # The manifests of the first format give no key.
    return exemplaire.cle.partition("/")[2].partition("/")[0]


def _list_candidats(
    exemplaires: Iterable[Exemplaire], personnels: Collection[str]
) -> dict[str, set[tuple[str, str]]]:
    """Return (type, matricule) of each paper that every candidate has, by jury."""
    found: dict[str, set[tuple[str, str]]] = {}
    for un in exemplaires:
        if un.type in personnels:
            found.setdefault(_name_jury(un), set()).add((un.type, un.destinataire))
    return found


def _compare_nombres(avant: set[tuple[str, str]], apres: set[tuple[str, str]]) -> list[str]:
    """Return « 12 → 11 candidats » where people came or left, nothing where none can be told."""
    # Only by types that both have: a type asked for today counts nobody of yesterday.
    types = {type_ for type_, _ in avant} & {type_ for type_, _ in apres}
    one, other = ({who for type_, who in side if type_ in types} for side in (avant, apres))
    if one == other:
        return []
    if len(one) != len(other):
        return [f"{len(one)} → {agree(len(other), 'candidat', 'candidats')}"]
    return [f"{agree(len(other - one), 'autre candidat', 'autres candidats')}"]

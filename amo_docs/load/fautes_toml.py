"""The usual slips of who types a TOML file, each with its own gesture.

tomllib alone reads TOML. It stops at the first fault, and says where: there the line is compared
with the slips below. A line that is recognised is mended on a copy, and tomllib reads on, so that
several slips are told in one pass. What it reads of that copy is used for nothing else.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from amo_docs.findings import Finding, Place
from amo_docs.load.formulation import report, show
from amo_docs.load.valeurs_nues import mend_valeur

# Before Python 3.14 the place of an error stands in its message only.
_FIN_TOMLLIB = re.compile(r"\(at line (\d+), column (\d+)\)$")
# Each slip told is one more reading of the whole file.
_TOURS = 100
_LETTRES_LUES = 4_000_000
# Nobody types longer lines by hand, and patterns are slow on them.
_LIGNE_MAX = 2_000

_AFFECTATION = re.compile(r"\s*[\w.\"'’-]+(?: [\w.’-]+)*\s*=\s*")
_ENTETE = re.compile(r"\s*\[+\s*[\w.-]+\s*\]+\s*(#.*)?")
# Days as tomllib looks for them: the month is one of twelve.
_ISO = re.compile(r"\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])")
# What ends a value in a list, or a line.
_SUITE = r"(?=\s*(?:[,\]}]|#|$))"


@dataclass(frozen=True)
class Arret:
    """Where tomllib stopped: the lines of the file, the rank of one and its offset, from 0."""

    lignes: tuple[str, ...]
    rang: int
    place: int

    @property
    def ligne(self) -> str:
        """The line itself."""
        return self.lignes[self.rang]

    @property
    def marge(self) -> int:
        """How many spaces the line begins with."""
        return len(self.ligne) - len(self.ligne.lstrip())

    @property
    def debut(self) -> int | None:
        """Where the value of the line begins, when the line gives one to a key."""
        key = _AFFECTATION.match(self.ligne)
        return key.end() if key else None


@dataclass(frozen=True)
class Faute:
    """A slip: the line `rang` as it should have been, the gesture, and the `{mieux}` in it."""

    rang: int
    ligne: str
    geste: str
    mieux: str = ""


def list_fautes(nom: str, text: str) -> tuple[tuple[Finding, ...], str]:
    """Return the findings on the slips of `text`, shown as `nom`, and `text` without them.

    The text is no TOML yet when a fault is left that none of them explains.
    """
    typed = [line.removesuffix("\r") for line in text.split("\n")]
    lines, told = list(typed), set[int]()
    found: dict[tuple[int, str], Finding] = {}
    for _ in range(min(_TOURS, 1 + _LETTRES_LUES // (len(text) + 1))):
        arret = _stop(lines, told)
        if arret is None:
            break
        faute = _recognise(arret)
        if faute is not None:
            fait = "cette ligne n’est pas du TOML : « {texte} »."
            valeurs = {"texte": show(typed[faute.rang].strip()), "mieux": show(faute.mieux)}
            place = Place(nom, ligne=faute.rang + 1)
            # Two dates of one list are one slip: the first gesture shows how.
            kind = re.sub(r"\d", "", faute.geste)
            found.setdefault(
                (faute.rang, kind), report("L004", place, fait, faute.geste, **valeurs)
            )
            lines[faute.rang] = faute.ligne
        elif _is_toml(arret.ligne) and arret.rang not in told:
            # A key given twice: others tell it, and reading goes on behind it.
            told.add(arret.rang)
        else:
            break
    return tuple(found.values()), "\n".join(lines)


def _stop(lines: list[str], told: set[int]) -> Arret | None:
    """Return where tomllib stops, the lines already `told` left out; None where it does not."""
    rows = ("" if rang in told else line for rang, line in enumerate(lines))
    try:
        # A day that does not exist is told by others: another of the same length stands in for it.
        tomllib.loads(_ISO.sub(_stand_in, "\n".join(rows)))
    except tomllib.TOMLDecodeError as error:
        if tail := _FIN_TOMLLIB.search(str(error)):
            rang = int(tail[1]) - 1
            if rang < len(lines) and len(lines[rang]) <= _LIGNE_MAX:
                return Arret(tuple(lines), rang, int(tail[2]) - 1)
    except (RecursionError, ValueError):
        pass
    return None


def _stand_in(jour: re.Match[str]) -> str:
    try:
        date.fromisoformat(jour[0])
    except ValueError:
        return "2000-01-01"
    return jour[0]


def _recognise(arret: Arret) -> Faute | None:
    for lecture in LECTURES:
        faute = lecture(arret)
        # A line that stays as it was would be told for ever.
        if faute is not None and faute.ligne != arret.lignes[faute.rang]:
            return faute
    return None


def _is_toml(text: str) -> bool:
    try:
        tomllib.loads(text)
    except (ValueError, RecursionError):
        return False
    return True


def _replace(arret: Arret, start: int, end: int, mieux: str, geste: str) -> Faute:
    line = arret.ligne
    return Faute(arret.rang, line[:start] + mieux + line[end:], geste, mieux.strip())


# ── Texts ─────────────────────────────────────────────────────────────────────────────────────────


def turn_antislashs(chemin: str) -> str:
    """Return a path typed with backslashes, written with slashes."""
    # The two that begin a name of the network stay two.
    return re.sub(r"\\+", "/", re.sub(r"^\\\\", "//", chemin)).replace("///", "//")


def _read_antislash(arret: Arret) -> Faute | None:
    line, place = arret.ligne, arret.place
    # tomllib stops a letter or two behind it; behind the quote that a last one has escaped.
    near = "\\" in line[max(0, place - 3) : place + 1] or (place >= len(line) and '\\"' in line)
    for text in re.finditer(r'"([^"]*\\[^"]*)"', line) if near else ():
        if text.start() < place:
            mieux = f'"{turn_antislashs(text[1])}"'
            geste = "Écrivez / au lieu de \\ : {mieux}."
            return _replace(arret, text.start(), text.end(), mieux, geste)
    return None


_COURBES = (
    r"[“”„«]\s*(?P<un>[^\"“”„«»]*?)\s*[“”»]",
    r"[“”„«]\s*(?P<deux>[^\"“”„«»]*?)\s*\"",
    rf"\"(?P<trois>[^\"“”„«»]*?)\s*[“”»]{_SUITE}",
    rf"[‘’](?P<quatre>[^\"“”„«»]*?)[‘’]{_SUITE}",
)
_COURBE = re.compile("|".join(_COURBES))


def _read_courbes(arret: Arret) -> Faute | None:
    for found in _COURBE.finditer(arret.ligne, arret.debut or 0):
        if found.start() > arret.place:
            break
        # Inside a text that is open, a curly quote is one of its letters.
        if arret.ligne[: found.start()].count('"') % 2:
            continue
        # A text that ends with a curly quote is read on, up to the next straight one.
        if arret.place <= found.end() + 1 or found["trois"] is not None:
            inside = next(text for text in found.groups() if text is not None)
            geste = "Remplacez ces guillemets par des guillemets droits : {mieux}."
            return _replace(arret, found.start(), found.end(), f'"{inside}"', geste)
    return None


def _read_droits(arret: Arret) -> Faute | None:
    """Straight quotes: some within a text, or one missing at an end."""
    start = arret.debut
    value = arret.ligne[start:].rstrip()
    if start is None or "#" in value or value.startswith(('"""', "'''", "[", "{")):
        return None
    inside = value[1:-1]
    if value[0:1] == value[-1:] == '"' and value.count('"') > 2:
        mieux = '"' + re.sub(r'"([^"]*)"', r"« \1 »", inside).replace('"', "’") + '"'
        geste = "Dans un texte, remplacez les guillemets droits par « et » : {mieux}."
    elif value[0:1] == value[-1:] == "'" and value.count("'") > 2:
        mieux = '"' + inside.replace('"', "’") + '"'
        geste = "Entourez ce texte de guillemets droits : {mieux}."
    elif value.count('"') == 1 and value[0] == '"':
        mieux, geste = f'{value}"', "Fermez le guillemet : {mieux}."
    elif value.count('"') == 1 and value[-1] == '"':
        mieux, geste = f'"{value}', "Ouvrez le guillemet : {mieux}."
    else:
        return None
    return _replace(arret, start, len(arret.ligne), mieux, geste)


# ── Comments, headers, keys ───────────────────────────────────────────────────────────────────────


def _read_commentaire(arret: Arret) -> Faute | None:
    found = re.match(r"\s*(//|;|--|/\*|%)", arret.ligne)
    if found is None or arret.place >= found.end():
        return None
    return _replace(
        arret, found.start(1), found.end(1), "#", "Commencez un commentaire par {mieux}."
    )


def _read_entete(arret: Arret) -> Faute | None:
    found = re.fullmatch(r"\s*(\[+)\s*([\w.-]+)\s*(\]*)\s*(#.*)?", arret.ligne)
    if found is None or len(found[1]) == len(found[3]):
        return None
    count = min(2, max(len(found[1]), len(found[3])))
    mieux = "[" * count + found[2] + "]" * count
    geste = "Fermez autant de crochets que vous en ouvrez : {mieux}."
    return _replace(arret, 0, len(arret.ligne), mieux, geste)


def _read_cle(arret: Arret) -> Faute | None:
    line = arret.ligne
    if (found := re.match(r"\s*([\w.-]+)\s*:(?=\s)", line)) and arret.place <= found.end():
        return _replace(arret, 0, found.end(), f"{found[1]} =", "Remplacez : par = après la clé.")
    if (found := re.match(r"\s*([\w.-]+)\s+(?=\"|\d|\[)", line)) and arret.place <= found.end():
        geste = "Écrivez = entre la clé et sa valeur."
        return _replace(arret, 0, found.end(), f"{found[1]} = ", geste)
    key = re.match(r"\s*([^=\"\[\]{}#]+?)\s*=", line)
    if key is None or not key.start(1) <= arret.place <= key.end():
        return None
    bare = key[1].strip("\u00a0\u202f ")
    if not re.fullmatch(r"[\w.-]+", bare):
        geste = "Écrivez la clé d’un seul mot, avec _ au lieu des espaces."
    elif not bare.isascii():
        # A French habit: TOML wants quotes around a key with an accent.
        geste = "Écrivez la clé sans accent."
    elif re.search("[\u00a0\u202f]", key[0]):
        geste = "Retapez l’espace qui entoure la clé : il est insécable."
        return _replace(arret, 0, key.end(), f"{bare} =", geste)
    else:
        return None
    return _replace(arret, key.start(1), key.end(1), f'"{key[1]}"', geste)


def _read_fin(arret: Arret) -> Faute | None:
    """A comma or a semicolon after a value that stands alone on its line."""
    found = re.fullmatch(r"\s*([;,])\s*(#.*)?", arret.ligne[arret.place :])
    if found is None or arret.debut is None:
        return None
    geste = "Retirez « ; » à la fin de la ligne." if found[1] == ";" else ""
    geste = geste or "Retirez la virgule à la fin de la ligne."
    return _replace(arret, arret.place, len(arret.ligne), "", geste)


# ── Lists ─────────────────────────────────────────────────────────────────────────────────────────


def _read_liste(arret: Arret) -> Faute | None:
    """A comma missing in a list, or a bracket before the next key."""
    line, place = arret.ligne, arret.place
    if (place <= arret.marge or _ENTETE.fullmatch(line)) and opens_liste(
        arret.lignes[: arret.rang]
    ):
        # On the last line that says something, before this one.
        rang = max(r for r in range(arret.rang) if _strip_note(arret.lignes[r]))
        last = _strip_note(arret.lignes[rang])
        if arret.debut is not None or _ENTETE.fullmatch(line):
            return Faute(rang, f"{last}]", "Fermez la liste par ] à la fin de la ligne.")
        if _is_toml(f"x = [{_strip_note(line)}") or _is_toml(f"x = [{_strip_note(line)}]"):
            return Faute(rang, f"{last},", "Ajoutez une virgule à la fin de la ligne.")
    found = re.compile(r"\"[^\"]*\"|[\d-]+").match(line, place)
    if found and re.search(r"[\"\d]\s+$", line[:place]) and opens_liste((line[:place],)):
        faute = _replace(arret, place, place, ", ", "Ajoutez une virgule avant {mieux}.")
        return Faute(faute.rang, faute.ligne, faute.geste, found[0])
    return None


def _strip_note(line: str) -> str:
    return re.sub(r"(?:^|\s)#[^\"]*$", "", line).rstrip()


def opens_liste(lignes: tuple[str, ...]) -> bool:
    """Tell whether a list begun on one of `lignes` is still open after the last."""
    for line in reversed(lignes):
        bare = re.sub(r"\"[^\"]*\"|#.*", "", line)
        if bare.count("[") != bare.count("]"):
            return bare.count("[") > bare.count("]")
        if "=" in bare:
            break
    return False


def _read_accolade(arret: Arret) -> Faute | None:
    bare = re.sub(r"\"[^\"]*\"", "", arret.ligne)
    if bare.count("{") <= bare.count("}") or arret.place < len(arret.ligne.rstrip()):
        return None
    ligne = _strip_note(arret.ligne).rstrip(", ") + " }"
    return Faute(arret.rang, ligne, "Fermez l’accolade par }} sur la même ligne.")


# ── Values without quotes ─────────────────────────────────────────────────────────────────────────


def _read_nue(arret: Arret) -> Faute | None:
    starts = [m.end() for m in re.finditer(r"^\s*|[=\[,{]\s*", arret.ligne)]
    start = max((s for s in starts if s <= arret.place), default=0)
    alone = arret.debut == start
    # A line that is right on its own is given twice; outside a list, a value has a key.
    outside = start == arret.marge and not opens_liste(arret.lignes[: arret.rang])
    if outside or _is_toml(arret.ligne):
        return None
    # On a line of its own, « 12,5 » is one value; in a list, a comma ends it.
    value = re.compile(r"(?:[^#]|(?<=\S)#)*" if alone else r"[^#,\[\]{}]*").match(
        arret.ligne, start
    )
    typed = value[0].strip() if value else ""
    if not typed:
        geste = "Donnez une valeur après =, ou retirez la ligne."
        return _replace(arret, start, start, ' ""', geste) if alone else None
    # What TOML takes is no slip; what holds quotes or an equals sign is no bare value.
    if _is_toml(f"x = {typed}") or re.search(r"[\"=\\]|(?<!\w)'|'(?!\w)", typed):
        return None
    mieux, geste = mend_valeur(typed)
    return _replace(arret, start, start + len(typed), mieux, geste)


LECTURES: tuple[Callable[[Arret], Faute | None], ...] = (
    _read_antislash,
    _read_commentaire,
    _read_entete,
    _read_cle,
    _read_fin,
    _read_courbes,
    _read_droits,
    _read_liste,
    _read_accolade,
    _read_nue,
)
"""In order: the first that recognises the line is told."""

"""Rules on the civil status as typed: accents of capitals, civilité and sex, birth place."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from amo_docs.check.jurys import list_membres
from amo_docs.check.regle import Constat, Examen
from amo_docs.model.base import fold
from amo_docs.model.candidat import Candidat
from amo_docs.model.jury import Civilite, Sexe
from amo_docs.model.lieux import Lieu, situate_insee, situate_territoire
from amo_docs.model.orthographe import is_latin, list_intrus

_MOT = re.compile(r"[^\W\d_]+")
_NOMS = ("nom_naissance", "nom_usage", "prenoms")


def _has_accent(text: str) -> bool:
    return any(unicodedata.combining(c) for c in unicodedata.normalize("NFD", text))


def _lost_accent(mot: str, jumeau: str) -> bool:
    """Tell whether a capital of `mot` is bare where `jumeau`, the same word, has an accent."""
    if len(mot) != len(jumeau):
        # A ligature may be typed in two letters: then the whole word is weighed.
        return mot.isupper()
    return any(
        # Only capitals lose accents by habit: « Elodie » is reported for its first letter.
        m.isupper() and not _has_accent(m) and _has_accent(j)
        for m, j in zip(mot, jumeau, strict=True)
    )


def _list_accentues(candidats: tuple[Candidat, ...], champ: str) -> dict[str, str]:
    """Return the words of the column `champ` that have an accent, by their folded form."""
    # Composed first: some systems type an accent as a character of its own.
    mots = (
        mot
        for c in candidats
        for mot in _MOT.findall(unicodedata.normalize("NFC", getattr(c, champ) or ""))
    )
    return {fold(mot): mot for mot in mots if _has_accent(mot)}


def _is_exception(candidat: Candidat, candidats: tuple[Candidat, ...]) -> bool:
    """Tell whether these first names are in bare capitals, in a table that mostly is not."""
    # An initial says nothing of the habit of who typed it.
    if (
        not candidat.prenoms.isupper()
        or _has_accent(candidat.prenoms)
        or len(candidat.prenoms) == 1
    ):
        return False
    others = [c.prenoms.isupper() for c in candidats if c is not candidat]
    # Where most are in capitals, that is how the table was typed: no row stands out.
    return 2 * sum(others) < len(others)


def check_capitales(examen: Examen) -> Iterator[Constat]:
    """Capitals keep their accents: a bare one in a table that has accents is reported."""
    # An avertissement, never a correction: « FELIX » may be right, and only the acte can tell.
    candidats = examen.session.candidats
    geste = (
        "Vérifiez sur l’acte : une capitale garde son accent, et le papier imprime ce qui "
        "est saisi."
    )
    known = {
        fold(mot): mot
        for prenom in examen.referentiel.prenoms_accentues
        for mot in _MOT.findall(prenom)
    }
    columns = {champ: _list_accentues(candidats, champ) for champ in _NOMS}
    # The table wins over the list: its own spelling of a first name is shown.
    columns["prenoms"] = known | columns["prenoms"]
    accented = {
        i
        for i, c in enumerate(candidats)
        if any(_has_accent(getattr(c, champ) or "") for champ in _NOMS)
    }
    for index, candidat in enumerate(candidats):
        # A table without any accent elsewhere comes from a system that has none: nothing in it can
        # be told from the rest.
        if not accented - {index}:
            continue
        for champ, accentues in columns.items():
            mots = _MOT.findall(unicodedata.normalize("NFC", getattr(candidat, champ) or ""))
            bare = [
                (m, accentues[fold(m)]) for m in mots if fold(m) in accentues and not _has_accent(m)
            ]
            lost = [(mot, twin) for mot, twin in bare if _lost_accent(mot, twin)]
            for mot, twin in lost:
                message = (
                    f"« {mot} » a une capitale sans accent, et le reste du tableau en a (« "
                    f"{twin} »)."
                )
                yield Constat(f"candidats[{index}].{champ}", message, geste)
            if champ == "prenoms" and not lost and _is_exception(candidat, candidats):
                message = (
                    f"« {candidat.prenoms} » est en capitales sans accent, et le reste du "
                    "tableau en a."
                )
                yield Constat(f"candidats[{index}].{champ}", message, geste)


def _list_noms(examen: Examen) -> Iterator[tuple[str, dict[str, str]]]:
    """Yield (key, names by field) of each person whose name is printed."""
    persons: list[tuple[str, tuple[str, ...], object]] = [
        (f"candidats[{i}]", _NOMS, c) for i, c in enumerate(examen.session.candidats)
    ]
    persons += [(cle, ("nom", "prenom"), membre) for cle, _, membre in list_membres(examen)]
    persons += [
        (f"signataires[{i}]", ("nom", "prenom"), s)
        for i, s in enumerate(examen.session.signataires)
    ]
    for cle, champs, person in persons:
        yield cle, {champ: getattr(person, champ) or "" for champ in champs}


def check_alphabets(examen: Examen) -> Iterator[Constat]:
    """A name in Latin letters has none that only looks like one: a Cyrillic « М »."""
    # It prints the same, and no search finds it: neither ours for a person given twice, nor that of
    # who receives the file.
    for cle, noms in _list_noms(examen):
        # A person whose whole name is in another script is no disguise.
        if not is_latin("".join(noms.values())):
            continue
        for champ, nom in noms.items():
            if intrus := list(dict.fromkeys(list_intrus(nom))):
                letters = ", ".join(f"« {lettre} » ({ecriture})" for lettre, ecriture in intrus)
                comme = "des lettres latines" if len(intrus) > 1 else "une lettre latine"
                message = f"« {nom} » contient {letters}, que l’œil prend pour {comme}."
                yield Constat(f"{cle}.{champ}", message, "Retapez ce nom au clavier.")


def check_civilites(examen: Examen) -> Iterator[Constat]:
    """Civilité and sex agree."""
    # The first is printed, the second writes « né » or « née ». An acte may want both as they are:
    # this is an avertissement.
    persons = [
        (f"candidats[{i}]", c.civilite, c.sexe) for i, c in enumerate(examen.session.candidats)
    ]
    persons += [(cle, membre.civilite, membre.sexe) for cle, _, membre in list_membres(examen)]
    for cle, civilite, sexe in persons:
        if (civilite is Civilite.MADAME) != (sexe is Sexe.F):
            message = f"La civilité « {civilite} » et le sexe « {sexe} » ne s’accordent pas."
            yield Constat(
                f"{cle}.civilite",
                message,
                "Corrigez l’un des deux, ou gardez-les si l’acte le veut.",
            )


def check_lieux_naissance(examen: Examen) -> Iterator[Constat]:
    """The INSEE code and the name of a birth place stand on the same side of the border."""
    for index, candidat in enumerate(examen.session.candidats):
        if candidat.insee_naissance is None:
            continue
        code, named = (
            situate_insee(candidat.insee_naissance),
            situate_territoire(candidat.territoire_naissance),
        )
        # A name of no list is not judged. Overseas territories are France.
        if named is None or named is code:
            continue
        said = "un pays étranger" if code is Lieu.ETRANGER else "la France"
        message = (
            f"Le code INSEE « {candidat.insee_naissance} » désigne {said}, et le lieu de "
            "naissance est "
            f"« {candidat.territoire_naissance} »."
        )
        geste = (
            "Corrigez l’un des deux (99… à l’étranger seulement), ou effacez le code, qui "
            "n’est pas obligatoire."
        )
        yield Constat(f"candidats[{index}].insee_naissance", message, geste)

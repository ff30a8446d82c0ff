"""Rules on épreuves: their jury, their candidates, their blocs."""

from __future__ import annotations

from collections.abc import Iterator

from amo_docs.check.regle import Constat, Examen, gather
from amo_docs.model.proches import suggest


def _list_epreuves_perdues(examen: Examen) -> Iterator[Constat]:
    """Yield the juries that épreuves name and that do not exist."""
    known = [jury.code for jury in examen.session.jurys]
    # A code that candidates name too is reported by D103: most likely the jury itself is misspelt.
    said = {*known, *(candidat.jury for candidat in examen.session.candidats)}
    named = ((f"epreuves[{index}].jury", e.jury) for index, e in enumerate(examen.session.epreuves))
    for cle, code, often in gather((cle, code) for cle, code in named if code not in said):
        yield Constat(
            cle, f"Le jury « {code} » n’existe pas dans la session{often}.", suggest(code, known)
        )


def check_epreuves(examen: Examen) -> Iterator[Constat]:
    """An épreuve belongs to a jury, calls candidates of it, and is held by the day it decides."""
    yield from _list_epreuves_perdues(examen)
    for index, epreuve in enumerate(examen.session.epreuves):
        jury = examen.session.find_jury(epreuve.jury)
        # Reported above, or by D103.
        if jury is None:
            continue
        matricules = examen.list_matricules(jury)
        for matricule in epreuve.appeles:
            if matricule not in matricules:
                message = f"Le candidat « {matricule} » n’est pas de ce jury."
                yield Constat(f"epreuves[{index}].appeles", message, suggest(matricule, matricules))
        if epreuve.date > jury.date_jury:
            message = (
                f"L’épreuve du « {epreuve.date:%d/%m/%Y} » suit la décision "
                f"({jury.date_jury:%d/%m/%Y})."
            )
            yield Constat(f"epreuves[{index}].date", message, "Corrigez l’une des deux dates.")


def check_appels(examen: Examen) -> Iterator[Constat]:
    """A candidate called by name aims at a bloc of the épreuve."""
    # His convocation lists épreuves by the blocs he aims at: it would not name this one.
    known = {bloc.code for bloc in examen.referentiel.unites}
    for index, epreuve in enumerate(examen.session.epreuves):
        jury = examen.session.find_jury(epreuve.jury)
        for candidat in examen.session.list_candidats(jury) if jury else ():
            if not {*epreuve.blocs, *candidat.blocs_vises} <= known:
                continue  # R201 says it
            if candidat.matricule in epreuve.appeles and not set(epreuve.blocs) & set(
                candidat.blocs_vises
            ):
                message = (
                    f"L’épreuve « {epreuve.code} » appelle « {candidat.matricule} », qui "
                    "ne vise pas "
                    f"{' ni '.join(epreuve.blocs)}."
                )
                geste = "Retirez-le de « appeles », ou ajoutez le bloc à ceux qu’il vise."
                yield Constat(f"epreuves[{index}].appeles", message, geste)


def check_candidats_appeles(examen: Examen) -> Iterator[Constat]:
    """Each candidate is called for every bloc he aims at, by an épreuve or by his own hour."""
    blocs = {bloc.code for bloc in examen.referentiel.unites}
    # An épreuve whose jury or bloc is unknown (S405, R201) may be the one that is missing: nothing
    # is said until it is mended.
    lost = [
        e
        for e in examen.session.epreuves
        if examen.session.find_jury(e.jury) is None or not blocs >= {*e.blocs}
    ]
    wrong: list[tuple[str, tuple[str, str]]] = []
    for index, candidat in enumerate(examen.session.candidats):
        jury = examen.session.find_jury(candidat.jury)
        if jury is None or lost or candidat.heure_passage is not None:
            continue
        covered = {bloc for e in examen.session.list_epreuves(jury, candidat) for bloc in e.blocs}
        missing = [bloc for bloc in candidat.blocs_vises if bloc not in covered]
        # A bloc that does not exist has no épreuve: R201 reports it.
        if missing and blocs >= {*missing}:
            wrong.append((f"candidats[{index}].blocs_vises", (jury.code, ", ".join(missing))))
    for cle, (code, missed), often in gather(wrong):
        message = (
            f"Aucune épreuve du jury « {code} » n’est prévue pour {missed}, ni heure de "
            f"passage donnée{often}."
        )
        yield Constat(cle, message, "Ajoutez une épreuve, ou une heure de passage au candidat.")

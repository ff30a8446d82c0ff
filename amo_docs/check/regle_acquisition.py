"""Rules on how blocs make the certification: the référentiel's own rule, options, equivalences."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from amo_docs.check.regle import Constat, Examen
from amo_docs.check.resultats import list_resultats
from amo_docs.model.acquisition import Acquisition, RegleAcquisition
from amo_docs.model.candidat import Issue
from amo_docs.model.proches import suggest
from amo_docs.model.referentiel import Referentiel

CLE = "referentiel.acquisition"


def check_regle(examen: Examen) -> Iterator[Constat]:
    """The rule of acquisition can be applied: what it cannot say is refused, never guessed.

    Source: the fiche, modalities of acquisition by blocs.
    """
    acquisition, referentiel = examen.referentiel.acquisition, examen.referentiel
    if not referentiel.blocs:
        if acquisition is not None:
            message = (
                "Cette certification n’a pas de blocs, et « acquisition » dit comment ils "
                "s’acquièrent."
            )
            yield Constat(CLE, message, "Retirez [acquisition], ou donnez les blocs.")
        return
    if acquisition is None:
        message = "La certification a des blocs, et rien ne dit lesquels il faut."
        yield Constat(CLE, message, "Ajoutez [acquisition] : blocs_requis, ou regle.")
        return
    yield from _check_blocs(acquisition, referentiel)
    for cle, regle in _list_regles(acquisition):
        yield from _check_options(cle, regle)
        yield from _check_nombres(cle, regle)
    known = [voie.code for voie in referentiel.voies]
    for voie in acquisition.par_voie:
        if voie not in known:
            message = f"La voie « {voie} » n’est pas au référentiel."
            yield Constat(f"{CLE}.par_voie.{voie}", message, suggest(voie, known))


def _list_regles(acquisition: Acquisition) -> Iterator[tuple[str, RegleAcquisition]]:
    """Yield the key and the rule of the certification, then those of the routes."""
    commune, *_ = acquisition.list_regles()
    yield f"{CLE}.{'regle' if acquisition.regle is not None else 'blocs_requis'}", commune
    yield from ((f"{CLE}.par_voie.{voie}", r) for voie, r in acquisition.par_voie.items())


def _check_blocs(acquisition: Acquisition, referentiel: Referentiel) -> Iterator[Constat]:
    """Every bloc the rules name exists, and every bloc is asked for by a rule or said optional."""
    known = [bloc.code for bloc in referentiel.blocs]
    named: set[str] = set()
    for cle, regle in _list_regles(acquisition):
        named |= set(regle.list_blocs())
        for code in regle.list_blocs():
            if code not in known:
                message = f"Le bloc « {code} » n’est pas au référentiel."
                yield Constat(cle, message, suggest(code, known))
    for code in acquisition.blocs_facultatifs:
        place = f"{CLE}.blocs_facultatifs"
        if code not in known:
            message = f"Le bloc « {code} » n’est pas au référentiel."
            yield Constat(place, message, suggest(code, known))
        elif code in named:
            message = f"Le bloc « {code} » est facultatif, et une règle le demande."
            yield Constat(place, message, "Retirez-le de l’un ou de l’autre.")
    # A bloc forgotten in the rule would certify people without it.
    for code in known:
        if code not in {*named, *acquisition.blocs_facultatifs}:
            message = f"Aucune règle ne dit si le bloc « {code} » est demandé."
            geste = "Ajoutez-le à la règle, ou à « blocs_facultatifs »."
            yield Constat(CLE, message, geste)


def _check_nombres(cle: str, regle: RegleAcquisition) -> Iterator[Constat]:
    """« At least n of » has n rules to choose from, and no bloc counts for two of them."""
    for one in regle.list_regles():
        if one.au_moins is None:
            continue
        if one.au_moins > len(one.parmi):
            message = (
                f"Il faut {one.au_moins} éléments au moins, et « parmi » en a {len(one.parmi)}."
            )
            yield Constat(cle, message, "Corrigez « au_moins », ou complétez « parmi ».")
        counts = Counter(code for member in one.parmi for code in member.list_blocs())
        for code, count in counts.items():
            if count > 1:
                message = f"Dans « parmi », le bloc « {code} » compte pour {count} éléments."
                yield Constat(cle, message, "Ne le nommez qu’une fois.")


def _check_options(cle: str, regle: RegleAcquisition) -> Iterator[Constat]:
    """A candidate makes one choice: one list of options, two at least, told apart."""
    nodes = [one for one in regle.list_regles() if one.options]
    if len(nodes) > 1:
        message = "La règle a deux listes d’options, et un candidat n’en choisit qu’une."
        yield Constat(cle, message, "Réunissez-les en une liste.")
    for node in nodes:
        codes = [option.code for option in node.options]
        if len(codes) < 2:
            message = f"L’option « {codes[0]} » est seule : il n’y a rien à choisir."
            yield Constat(cle, message, "Ajoutez les autres, ou écrivez « tous ».")
        for code, count in Counter(codes).items():
            if count > 1:
                yield Constat(
                    cle, f"L’option « {code} » est donnée {count} fois.", "N’en gardez qu’une."
                )


def check_options(examen: Examen) -> Iterator[Constat]:
    """Whoever aims at a bloc of an option has chosen that option before the jury."""
    referentiel = examen.referentiel
    for index, candidat in enumerate(examen.session.candidats):
        cle = f"candidats[{index}].option"
        options = referentiel.find_regle(candidat.voie).list_options()
        noms = [option.intitule for option in options]
        chosen = referentiel.find_option(candidat.voie, candidat.option)
        if candidat.option is not None and not options:
            message = f"« {candidat.option} » est une option, et cette voie n’en a pas."
            yield Constat(cle, message, "Videz la colonne.")
        elif candidat.option is not None and chosen is None:
            message = f"L’option « {candidat.option} » n’est pas au référentiel."
            yield Constat(cle, message, suggest(candidat.option, noms))
        elif options and chosen is None:
            own = {code for option in options for r in option.tous for code in r.list_blocs()}
            # A candidate for common blocs alone has nothing to choose yet.
            if own & {*candidat.blocs_vises, *(r.bloc for r in candidat.resultats)}:
                message = "Le candidat vise un bloc d’une option, et n’en a choisi aucune."
                yield Constat(cle, message, f"Donnez son option : {', '.join(noms)}.")


def check_blocs_option(examen: Examen) -> Iterator[Constat]:
    """A candidate is judged on the blocs of his route and of his option, and on no other."""
    referentiel = examen.referentiel
    known = {bloc.code for bloc in referentiel.blocs}
    facultatifs = referentiel.acquisition.blocs_facultatifs if referentiel.acquisition else ()
    for index, candidat in enumerate(examen.session.candidats):
        regle = referentiel.find_regle(candidat.voie)
        chosen = referentiel.find_option(candidat.voie, candidat.option)
        # R217 asks for the option first; R201 reports an unknown bloc.
        if regle.list_options() and chosen is None:
            continue
        admis = {*regle.list_blocs(candidat.option), *facultatifs}
        for code in candidat.blocs_vises:
            if code in known - admis:
                where = (
                    f"l’option « {chosen.intitule} »" if chosen else f"la voie « {candidat.voie} »"
                )
                message = f"Le bloc « {code} » n’est pas de {where}."
                geste = "Retirez-le des blocs visés, ou corrigez l’option."
                yield Constat(f"candidats[{index}].blocs_vises", message, geste)


def check_equivalences(examen: Examen) -> Iterator[Constat]:
    """An equivalence is one the référentiel gives, and has its piece.

    Source: the fiche, correspondences between blocs of certifications.
    """
    for cle, candidat, resultat in list_resultats(examen):
        if resultat.issue is not Issue.EQUIVALENCE:
            continue
        if resultat.bloc in candidat.blocs_vises:
            message = (
                f"Le bloc « {resultat.bloc} » est visé alors qu’il est acquis par équivalence."
            )
            yield Constat(
                f"{cle}.issue", message, "Retirez-le des blocs visés, ou corrigez son résultat."
            )
        for champ, libelle in (
            ("code", "le code du bloc qui y donne droit"),
            ("piece", "la pièce"),
        ):
            if getattr(resultat, champ) is None:
                message = (
                    f"Le bloc « {resultat.bloc} » est acquis par équivalence, et {libelle} manque."
                )
                yield Constat(f"{cle}.{champ}", message, "Reprenez-les de l’attestation présentée.")
        if resultat.code is not None:
            yield from _check_correspondance(examen.referentiel, cle, resultat.bloc, resultat.code)


def _check_correspondance(
    referentiel: Referentiel, cle: str, bloc: str, code: str
) -> Iterator[Constat]:
    given = set(split_equivalents(code))
    known = [e for e in referentiel.equivalences if e.bloc == bloc]
    if any(set(e.blocs) <= given for e in known):
        return
    message = f"Aucune équivalence du référentiel ne donne le bloc « {bloc} » pour « {code} »."
    admis = " ou ".join(" avec ".join(e.blocs) for e in known)
    geste = (
        f"Équivalences connues : {admis}."
        if admis
        else "Ajoutez-la au référentiel, avec sa source."
    )
    yield Constat(f"{cle}.code", message, geste)


def split_equivalents(code: str) -> list[str]:
    """Return the codes of an equivalence: one, or several that count together."""
    return [part.strip() for part in code.replace("+", ",").replace(";", ",").split(",")]

"""Rules on the prerequisites to validation: what is typed of them, what the fiche opens."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from amo_docs.check.regle import Constat, Examen, gather
from amo_docs.model.candidat import Justification
from amo_docs.model.proches import suggest
from amo_docs.typographie import agree


def check_prerequis_codes(examen: Examen) -> Iterator[Constat]:
    """Each prerequisite proved is one the référentiel asks of the composante."""
    composantes = {composante.code for composante in examen.referentiel.composantes}
    wrong: list[tuple[str, tuple[str, tuple[str, ...]]]] = []
    for index, candidat in enumerate(examen.session.candidats):
        required = examen.referentiel.find_prerequis(candidat.composante)
        if required is None and composantes and candidat.composante not in composantes:
            continue  # D107 says it
        known = (
            (*(d.code for d in required.diplomes), *(f.code for f in required.fonctions))
            if required
            else ()
        )
        for rank, proof in enumerate(candidat.prerequis):
            if proof.code not in known:
                wrong.append((f"candidats[{index}].prerequis[{rank}].code", (proof.code, known)))
    for cle, (code, known), often in gather(wrong):
        message = f"Le prérequis « {code} » n’est pas demandé par le référentiel{often}."
        yield Constat(cle, message, suggest(code, known))


def _question(proof: Justification, diplome: bool) -> str:
    """Return what is wrong with the dates of a prerequisite, or an empty string."""
    # One question a proof: the next ones often follow from the first.
    if proof.du is not None and proof.au is not None and proof.au < proof.du:
        return f"La période finit (« {proof.au:%d/%m/%Y} ») avant de commencer."
    if proof.du is None and (diplome or proof.jours is None):
        return f"Le prérequis « {proof.code} » n’a ni date ni nombre de jours."
    # Two lengths for one proof: which one counts cannot be told.
    if proof.jours is not None and proof.au is not None:
        return f"Le prérequis « {proof.code} » porte à la fois une période et un nombre de jours."
    if proof.verifiee_le is not None and proof.piece is None:
        return f"Le prérequis « {proof.code} » est vérifié sans dire sur quelle pièce."
    if proof.verifiee_le is not None and proof.du is not None and proof.verifiee_le < proof.du:
        return (
            f"Le prérequis « {proof.code} » est vérifié le « {proof.verifiee_le:%d/%m/%Y} », "
            "avant sa date."
        )
    return ""


def check_prerequis_dates(examen: Examen) -> Iterator[Constat]:
    """A prerequisite has dates in order, or days, and names the pièce that was checked."""
    for index, candidat in enumerate(examen.session.candidats):
        required = examen.referentiel.find_prerequis(candidat.composante)
        diplomes = {item.code for item in required.diplomes} if required else set()
        for rank, proof in enumerate(candidat.prerequis):
            if wrong := _question(proof, proof.code in diplomes):
                yield Constat(
                    f"candidats[{index}].prerequis[{rank}].du",
                    wrong,
                    "Complétez ou corrigez ce prérequis.",
                )


def check_ouverture(examen: Examen) -> Iterator[Constat]:
    """A candidate whom the fiche does not open the certification to may only acquire blocs."""
    referentiel = examen.referentiel
    label = referentiel.libelle_composante or "composante"
    intitules = {statut.code: statut.intitule for statut in referentiel.statuts}
    for index, candidat in enumerate(examen.session.candidats):
        required = referentiel.find_prerequis(candidat.composante)
        composante = referentiel.find_composante(candidat.composante)
        # An avertissement: the jury may well hear him. An unknown composante or statut is D107 or
        # D108.
        if required is None and referentiel.prerequis and composante is not None:
            message = (
                f"La fiche n’ouvre pas la certification à « {composante.intitule} » ({label})."
            )
            geste = "Avertissez le candidat : il peut acquérir des blocs, non la certification."
            yield Constat(f"candidats[{index}].composante", message, geste)
        elif required is not None and required.statuts and candidat.statut not in required.statuts:
            if candidat.statut not in intitules:
                continue
            opened = " ou ".join(f"« {intitules.get(code, code)} »" for code in required.statuts)
            message = (
                "La fiche n’ouvre pas la certification au statut « "
                f"{intitules[candidat.statut]} » : {opened}."
            )
            geste = (
                "Corrigez le statut, ou avertissez le candidat : il peut acquérir des blocs, "
                "non la certification."
            )
            yield Constat(f"candidats[{index}].statut", message, geste)


def check_lacunes(examen: Examen) -> Iterator[Constat]:
    """A diploma of a year on which the fiche is silent is reported."""
    for index, candidat in enumerate(examen.session.candidats):
        required = examen.referentiel.find_prerequis(candidat.composante)
        if required is None or required.lacune is None:
            continue
        # It neither opens nor closes: the prerequisite stays unproved, in these words, until the
        # certificateur has answered.
        intitules = {diplome.code: diplome.intitule for diplome in required.diplomes}
        for rank, proof in enumerate(candidat.prerequis):
            if (
                proof.code in intitules
                and proof.du is not None
                and required.is_lacune(proof.du.year)
            ):
                message = (
                    f"« {intitules[proof.code]} » du « {proof.du:%d/%m/%Y} » : {required.lacune}"
                )
                geste = "Demandez au certificateur ; d’ici là, le prérequis reste non justifié."
                yield Constat(f"candidats[{index}].prerequis[{rank}].du", message, geste)


def check_statuts_tardifs(examen: Examen) -> Iterator[Constat]:
    """A statut established after the day it is weighed on proves nothing."""
    for index, candidat in enumerate(examen.session.candidats):
        jury = examen.session.find_jury(candidat.jury)
        required = examen.referentiel.find_prerequis(candidat.composante)
        if jury is None or required is None or candidat.date_statut is None or not required.statuts:
            continue
        # Weighed on the day of the jury, or again on that of his own délivrance.
        weighed = max(jury.date_jury, candidat.date_delivrance or jury.date_jury)
        if candidat.date_statut > weighed:
            message = (
                f"Le statut est apprécié au « {candidat.date_statut:%d/%m/%Y} », après le "
                f"{weighed:%d/%m/%Y}."
            )
            geste = (
                "Donnez le jour du jury, ou un jour d’avant : sans cela le statut reste non "
                "justifié."
            )
            yield Constat(f"candidats[{index}].date_statut", message, geste)


def check_jours_sans_date(examen: Examen) -> Iterator[Constat]:
    """Days without a first day are added to nothing."""
    for index, candidat in enumerate(examen.session.candidats):
        counts = Counter(proof.code for proof in candidat.prerequis)
        for rank, proof in enumerate(candidat.prerequis):
            # They may be days of another proof of the same function. Alone, they count.
            if proof.jours is not None and proof.du is None and counts[proof.code] > 1:
                message = (
                    f"{agree(proof.jours, 'jour', 'jours')} de « {proof.code} » sans "
                    "premier jour : rien ne dit "
                    "qu’ils ne recouvrent pas une autre période, et ils ne s’y ajoutent pas."
                )
                geste = "Renseignez leur premier jour (« Prérequis du »)."
                yield Constat(f"candidats[{index}].prerequis[{rank}].du", message, geste)

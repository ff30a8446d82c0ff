"""Rules on results, earlier blocs, prerequisites typed, and days of délivrance."""

from __future__ import annotations

from collections.abc import Iterator

from amo_docs.check.identites import suggest
from amo_docs.check.regle import Constat, Examen
from amo_docs.model.candidat import Candidat, Issue, Justification, Resultat
from amo_docs.model.decision import CodeDecision
from amo_docs.model.jury import Jury

_DEFAVORABLES = frozenset({Issue.NON_ACQUIS})


def list_resultats(examen: Examen) -> Iterator[tuple[str, Candidat, Resultat]]:
    """Yield (key, candidate, result) for every result typed."""
    for index, candidat in enumerate(examen.session.candidats):
        for rank, resultat in enumerate(candidat.resultats):
            yield f"candidats[{index}].resultats[{rank}]", candidat, resultat


def check_blocs(examen: Examen) -> Iterator[Constat]:
    """Each bloc named is one of the référentiel."""
    known = [bloc.code for bloc in examen.referentiel.blocs]
    keyed = [(f"{cle}.bloc", resultat.bloc) for cle, _, resultat in list_resultats(examen)]
    for index, candidat in enumerate(examen.session.candidats):
        keyed += [(f"candidats[{index}].blocs_vises", code) for code in candidat.blocs_vises]
    for index, epreuve in enumerate(examen.session.epreuves):
        keyed += [(f"epreuves[{index}].blocs", code) for code in epreuve.blocs]
    for cle, code in keyed:
        if code not in known:
            yield Constat(cle, f"Le bloc « {code} » n’est pas au référentiel.", suggest(code, known))


def _contradict(candidat: Candidat, resultat: Resultat) -> Iterator[tuple[str, str]]:
    """Yield (fact, gesture) for each contradiction between a result and what the candidate aims at."""
    aimed = resultat.bloc in candidat.blocs_vises
    name = f"« {resultat.bloc} »"
    if resultat.issue is Issue.ANTERIEUR and aimed:
        yield (
            f"Le bloc {name} est visé alors qu’il est acquis antérieurement.",
            "Retirez-le des blocs visés, ou corrigez son résultat.",
        )
    elif resultat.issue is Issue.NON_PRESENTE and aimed:
        yield (
            f"Le bloc {name} est visé et « non présenté ».",
            "Retirez-le des blocs visés, ou donnez son résultat.",
        )
    elif resultat.issue not in {None, Issue.ANTERIEUR, Issue.NON_PRESENTE} and not aimed:
        yield (
            f"Le bloc {name} n’est pas visé et porte le résultat « {resultat.issue} ».",
            "Ajoutez-le aux blocs visés, ou effacez le résultat.",
        )
    earlier = (resultat.date, resultat.pv, resultat.code)
    if resultat.issue is not Issue.ANTERIEUR and any(value is not None for value in earlier):
        yield (
            f"Le bloc {name} porte la date, le PV ou le code d’une acquisition antérieure sans en être une.",
            "Écrivez « acquis antérieurement », ou effacez ces valeurs.",
        )


def check_contradictions(examen: Examen) -> Iterator[Constat]:
    """A result agrees with the blocs aimed at, and only an earlier bloc has an earlier date, PV or code."""
    for cle, candidat, resultat in list_resultats(examen):
        for message, geste in _contradict(candidat, resultat):
            yield Constat(f"{cle}.issue", message, geste)


def check_resultats_doubles(examen: Examen) -> Iterator[Constat]:
    """A bloc has one result per candidate."""
    for index, candidat in enumerate(examen.session.candidats):
        seen: set[str] = set()
        for rank, resultat in enumerate(candidat.resultats):
            if resultat.bloc in seen:
                message = f"Le bloc « {resultat.bloc} » a deux résultats pour ce candidat."
                yield Constat(f"candidats[{index}].resultats[{rank}]", message, "N’en gardez qu’un.")
            seen.add(resultat.bloc)


def check_anterieurs(examen: Examen) -> Iterator[Constat]:
    """An earlier bloc says when, by which PV and under which code, and is earlier than the jury."""
    for cle, candidat, resultat in list_resultats(examen):
        if resultat.issue is not Issue.ANTERIEUR:
            continue
        for champ, libelle in (("date", "la date"), ("pv", "le numéro du PV"), ("code", "le code")):
            if getattr(resultat, champ) is None:
                message = f"Le bloc « {resultat.bloc} » est acquis antérieurement, et {libelle} manque."
                yield Constat(f"{cle}.{champ}", message, "Reprenez la date, le PV et le code de l’attestation d’alors.")
        jury = examen.session.find_jury(candidat.jury)
        if jury is not None and resultat.date is not None and resultat.date >= min(jury.dates):
            message = f"L’acquisition antérieure du « {resultat.date:%d/%m/%Y} » n’est pas antérieure à ce jury."
            yield Constat(f"{cle}.date", message, "Corrigez la date, ou donnez un résultat de cette session.")


def check_motifs(examen: Examen) -> Iterator[Constat]:
    """An unfavourable result says why and what remains to be shown (domain: reasons of the minutes)."""
    for cle, _, resultat in list_resultats(examen):
        if resultat.issue not in _DEFAVORABLES:
            continue
        for champ, libelle in (("motif", "le motif"), ("reste_a_montrer", "ce qui reste à démontrer")):
            if getattr(resultat, champ) is None:
                message = f"Le bloc « {resultat.bloc} » est « non acquis », et {libelle} manque."
                yield Constat(f"{cle}.{champ}", message, "Écrivez-le dans les mots du jury.")


def check_prerequis_codes(examen: Examen) -> Iterator[Constat]:
    """Each prerequisite proved is one the référentiel asks of the composante."""
    for index, candidat in enumerate(examen.session.candidats):
        required = examen.referentiel.find_prerequis(candidat.composante)
        known = [*(d.code for d in required.diplomes), *(f.code for f in required.fonctions)] if required else []
        for rank, proof in enumerate(candidat.prerequis):
            if proof.code not in known:
                message = f"Le prérequis « {proof.code} » n’est pas demandé par le référentiel."
                yield Constat(f"candidats[{index}].prerequis[{rank}].code", message, suggest(proof.code, known))


def _question(proof: Justification, diplome: bool) -> str:
    """Return what is wrong with the dates of a prerequisite, or an empty string."""
    if proof.du is not None and proof.au is not None and proof.au < proof.du:
        return f"La période finit (« {proof.au:%d/%m/%Y} ») avant de commencer."
    if proof.du is None and (diplome or proof.jours is None):
        return f"Le prérequis « {proof.code} » n’a ni date ni nombre de jours."
    if proof.jours is not None and proof.au is not None:
        return f"Le prérequis « {proof.code} » porte à la fois une période et un nombre de jours."
    if proof.verifiee_le is not None and proof.piece is None:
        return f"Le prérequis « {proof.code} » est vérifié sans dire sur quelle pièce."
    return ""


def check_prerequis_dates(examen: Examen) -> Iterator[Constat]:
    """A prerequisite has a day, a period or a number of days, in order, and names the pièce that was checked."""
    for index, candidat in enumerate(examen.session.candidats):
        required = examen.referentiel.find_prerequis(candidat.composante)
        diplomes = {item.code for item in required.diplomes} if required else set()
        for rank, proof in enumerate(candidat.prerequis):
            if wrong := _question(proof, proof.code in diplomes):
                yield Constat(f"candidats[{index}].prerequis[{rank}].du", wrong, "Complétez ou corrigez ce prérequis.")


def check_delivrances(examen: Examen) -> Iterator[Constat]:
    """A candidate's own day of délivrance is for one who is certified by it, and follows the jury."""
    for index, candidat in enumerate(examen.session.candidats):
        jury = examen.session.find_jury(candidat.jury)
        decision = next((d for d in examen.decisions if d.candidat is candidat), None)
        if jury is None or decision is None or candidat.date_delivrance is None:
            continue
        cle = f"candidats[{index}].date_delivrance"
        if candidat.date_delivrance < jury.date_jury:
            message = f"La délivrance du « {candidat.date_delivrance:%d/%m/%Y} » précède le jury."
            yield Constat(cle, message, "Corrigez la date de délivrance.")
        if decision.code not in {CodeDecision.CERTIFIE, CodeDecision.EN_ATTENTE}:
            message = f"Une date de délivrance est donnée, mais la décision est « {decision.code} »."
            yield Constat(cle, message, _explain(decision.prerequis.manques))


def _explain(manques: tuple[str, ...]) -> str:
    if manques:
        return f"Justifiez d’abord : {', '.join(manques)}."
    return "Effacez la date, ou corrigez les résultats."


def check_session_delivrance(examen: Examen) -> Iterator[Constat]:
    """Nothing is delivered before the jury has decided, nor after the last day the registration allows."""
    delivrance = examen.session.delivrance
    if delivrance is None:
        return
    for jury in examen.session.jurys:
        if delivrance.date < jury.date_jury:
            yield Constat(
                "delivrance.date", _say_avant(delivrance.date.strftime("%d/%m/%Y"), jury), "Corrigez la date."
            )
    limite = examen.enregistrement.limite_delivrance if examen.enregistrement else None
    if limite is not None and delivrance.date > limite:
        message = f"La délivrance du « {delivrance.date:%d/%m/%Y} » dépasse la limite, {limite:%d/%m/%Y}."
        yield Constat("delivrance.date", message, "Voyez le certificateur : plus rien ne peut être délivré.")


def _say_avant(day: str, jury: Jury) -> str:
    return f"La délivrance du « {day} » précède le jury « {jury.code} » ({jury.date_jury:%d/%m/%Y})."

"""Rules on results and earlier blocs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from amo_docs.check.regle import Constat, Examen, gather
from amo_docs.model.candidat import AILLEURS, Candidat, Issue, Resultat
from amo_docs.model.proches import suggest
from amo_docs.model.vocabulaire import list_blocs, offer_mots

# An absence has its reason in itself.
_DEFAVORABLES = frozenset({Issue.NON_ACQUIS})


def list_resultats(examen: Examen) -> Iterator[tuple[str, Candidat, Resultat]]:
    """Yield (key, candidate, result) for every result typed."""
    for index, candidat in enumerate(examen.session.candidats):
        for rank, resultat in enumerate(candidat.resultats):
            yield f"candidats[{index}].resultats[{rank}]", candidat, resultat


def check_blocs(examen: Examen) -> Iterator[Constat]:
    """Each bloc named is one of the référentiel."""
    terms = list_blocs(examen.referentiel)
    known = [term.code for term in terms]
    keyed = [(f"{cle}.bloc", resultat.bloc) for cle, _, resultat in list_resultats(examen)]
    for index, candidat in enumerate(examen.session.candidats):
        keyed += [(f"candidats[{index}].blocs_vises", code) for code in candidat.blocs_vises]
    for index, epreuve in enumerate(examen.session.epreuves):
        keyed += [(f"epreuves[{index}].blocs", code) for code in epreuve.blocs]
    for cle, code, often in gather(
        ((cle, code) for cle, code in keyed if code not in known), examen
    ):
        message = f"Le bloc « {code} » n’est pas au référentiel{often}."
        yield Constat(cle, message, suggest(code, offer_mots(terms)))


def _contradict(candidat: Candidat, resultat: Resultat) -> Iterator[tuple[str, str]]:
    """Yield (fact, gesture) for each contradiction between a result and the blocs aimed at."""
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
    elif resultat.issue not in {None, *AILLEURS} and not aimed:
        yield (
            f"Le bloc {name} n’est pas visé et porte le résultat « {resultat.issue} ».",
            "Ajoutez-le aux blocs visés, ou effacez le résultat.",
        )
    # « non évalué » is the result of an excluded candidate, and of no other.
    if resultat.issue is Issue.NON_EVALUE and candidat.exclusion is None:
        yield (
            f"Le bloc {name} est « non évalué » et le candidat n’est pas exclu.",
            "Donnez son résultat, ou le motif de l’exclusion.",
        )
    # An equivalence has the code of the other bloc, and may have its date (R219).
    if resultat.issue is Issue.EQUIVALENCE:
        earlier: tuple[object, ...] = (resultat.pv,)
    else:
        earlier = (resultat.date, resultat.pv, resultat.code, resultat.piece)
    if resultat.issue is not Issue.ANTERIEUR and any(value is not None for value in earlier):
        yield (
            (
                f"Le bloc {name} porte la date, le PV ou le code d’une acquisition "
                "antérieure sans en être une."
            ),
            "Écrivez « acquis antérieurement », ou effacez ces valeurs.",
        )


def check_contradictions(examen: Examen) -> Iterator[Constat]:
    """A result agrees with the blocs aimed at; only an earlier bloc has earlier dates."""
    known = {bloc.code for bloc in examen.referentiel.unites}
    for cle, candidat, resultat in list_resultats(examen):
        if not {resultat.bloc, *candidat.blocs_vises} <= known:
            continue  # R201 says it
        for message, geste in _contradict(candidat, resultat):
            yield Constat(f"{cle}.issue", message, geste)


def check_absences(examen: Examen) -> Iterator[Constat]:
    """A candidate who acquired a bloc in this session was there: an absence is reported."""
    for index, candidat in enumerate(examen.session.candidats):
        # An avertissement: one may leave before the last épreuve. Earlier blocs say nothing of the
        # day.
        away = [r for r in candidat.resultats if r.issue in {Issue.ABSENT, Issue.EXCUSE}]
        acquired = [r.bloc for r in candidat.resultats if r.issue is Issue.ACQUIS]
        for resultat in away if acquired else ():
            rank = candidat.resultats.index(resultat)
            message = (
                f"Le candidat est « {resultat.issue} » au bloc « {resultat.bloc} » et "
                f"acquiert {', '.join(acquired)} "
                "dans cette session."
            )
            geste = (
                "Vérifiez l’émargement : « non acquis » s’il s’est présenté, rien à changer sinon."
            )
            yield Constat(f"candidats[{index}].resultats[{rank}].issue", message, geste)


def check_resultats_doubles(examen: Examen) -> Iterator[Constat]:
    """A bloc has one result per candidate."""
    for index, candidat in enumerate(examen.session.candidats):
        seen: set[str] = set()
        for rank, resultat in enumerate(candidat.resultats):
            if resultat.bloc in seen:
                message = f"Le bloc « {resultat.bloc} » a deux résultats pour ce candidat."
                yield Constat(
                    f"candidats[{index}].resultats[{rank}]", message, "N’en gardez qu’un."
                )
            seen.add(resultat.bloc)


def check_anterieurs(examen: Examen) -> Iterator[Constat]:
    """An earlier bloc says when and by which PV, and precedes the jury."""
    for cle, candidat, resultat in list_resultats(examen):
        if resultat.issue is not Issue.ANTERIEUR:
            continue
        # Its code is asked for nowhere: it is that of the bloc, unless another is typed.
        for champ, libelle in (("date", "la date"), ("pv", "le numéro du PV")):
            if getattr(resultat, champ) is None:
                message = (
                    f"Le bloc « {resultat.bloc} » est acquis antérieurement, et {libelle} manque."
                )
                yield Constat(
                    f"{cle}.{champ}",
                    message,
                    "Reprenez la date et le PV de l’attestation d’alors.",
                )
        jury = examen.session.find_jury(candidat.jury)
        if jury is not None and resultat.date is not None and resultat.date >= min(jury.dates):
            message = (
                f"L’acquisition antérieure du « {resultat.date:%d/%m/%Y} » n’est pas "
                "antérieure à ce jury."
            )
            yield Constat(
                f"{cle}.date", message, "Corrigez la date, ou donnez un résultat de cette session."
            )


def _is_of(code: str, certification: str) -> bool:
    """Tell whether the code of a bloc begins with that of this certification."""
    # « CERT12 » is no certification of the bloc « CERT123BC01 ».
    return code.startswith(certification) and not code.removeprefix(certification)[:1].isdigit()


def check_codes_anterieurs(examen: Examen) -> Iterator[Constat]:
    """An earlier bloc is of this certification, or of one the référentiel says it follows."""
    known = examen.referentiel.anciennes_certifications
    for cle, _, resultat in list_resultats(examen):
        if resultat.issue is not Issue.ANTERIEUR or resultat.code is None:
            continue
        code, bloc = resultat.code.upper(), examen.referentiel.find_bloc(resultat.bloc)
        # R201 reports an unknown bloc; its own code needs no other proof.
        if bloc is None or code in (bloc.code.upper(), bloc.abrege.upper()):
            continue
        said = f"Le bloc « {resultat.bloc} » est acquis sous le code « {resultat.code} »"
        # The code of another bloc is mostly a value typed in the wrong column.
        if any(
            code in (other.code.upper(), other.abrege.upper()) for other in examen.referentiel.blocs
        ):
            yield Constat(
                f"{cle}.code",
                f"{said}, qui est celui d’un autre bloc.",
                "Corrigez le code, ou la colonne.",
            )
        elif not any(_is_of(code, ancienne.upper()) for ancienne in known):
            message = f"{said}, qui n’est ni de cette certification, ni d’une ancienne."
            geste = (
                "Corrigez le code, ou inscrivez la certification dans « "
                "anciennes_certifications » du référentiel."
            )
            yield Constat(f"{cle}.code", message, geste)


def check_blocs_doubles(examen: Examen) -> Iterator[Constat]:
    """A bloc is named once among those of a candidate, or of an épreuve."""
    keyed = [
        (f"candidats[{i}].blocs_vises", c.blocs_vises)
        for i, c in enumerate(examen.session.candidats)
    ]
    keyed += [
        (f"epreuves[{i}].blocs", epreuve.blocs) for i, epreuve in enumerate(examen.session.epreuves)
    ]
    for cle, blocs in keyed:
        for code, count in Counter(blocs).items():
            if count > 1:
                yield Constat(
                    cle, f"Le bloc « {code} » est nommé {count} fois.", "Ne le nommez qu’une fois."
                )


def check_motifs(examen: Examen) -> Iterator[Constat]:
    """An unfavourable result says why, and what remains to be shown."""
    for cle, _, resultat in list_resultats(examen):
        if resultat.issue not in _DEFAVORABLES:
            continue
        # A refusal without its reasons cannot be notified, nor corrected by whoever receives it.
        for champ, libelle in (
            ("motif", "le motif"),
            ("reste_a_montrer", "ce qui reste à démontrer"),
        ):
            if getattr(resultat, champ) is None:
                message = f"Le bloc « {resultat.bloc} » est « non acquis », et {libelle} manque."
                yield Constat(f"{cle}.{champ}", message, "Écrivez-le dans les mots du jury.")

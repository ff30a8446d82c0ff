"""Rules on the session itself: its codes, its papers and their dates, the référentiel it uses."""

from __future__ import annotations

from collections.abc import Iterator

from amo_docs.check.regle import Constat, Examen
from amo_docs.model.base import fold
from amo_docs.model.etat import Etat
from amo_docs.model.phrases import list_champs
from amo_docs.model.proches import suggest

CHAMPS_PHRASES = {
    "enregistrement_droit": {"code", "texte", "date"},
    "enregistrement_demande": {"code", "texte", "date"},
    "niveau": {"niveau", "niveau_europeen"},
    "delivrance": {"intitule"},
    "reserve_attestation": {"intitule", "code", "nombre", "niveau"},
    "validite": {"fin"},
}
"""The places that each sentence of the référentiel may use."""


def check_codes_doubles(examen: Examen) -> Iterator[Constat]:
    """Juries and épreuves have a code each: the second to bear one is reported."""
    codes = {
        "jurys": [j.code for j in examen.session.jurys],
        "epreuves": [e.code for e in examen.session.epreuves],
    }
    for table, listed in codes.items():
        for index, code in enumerate(listed):
            if code in listed[:index]:
                where = examen.matiere.reperes.find(f"{table}[{listed.index(code)}].code")
                message = f"Le code « {code} » est déjà porté ({where})."
                yield Constat(
                    f"{table}[{index}].code", message, "Donnez un code différent à chacun."
                )


def check_numeros_pv(examen: Examen) -> Iterator[Constat]:
    """Each jury's minutes have a number of their own."""
    first: dict[str, str] = {}
    for index, jury in enumerate(examen.session.jurys):
        if jury.numero_pv is not None and first.setdefault(jury.numero_pv, jury.code) != jury.code:
            message = (
                f"Le numéro « {jury.numero_pv} » est déjà celui du jury « "
                f"{first[jury.numero_pv]} »."
            )
            yield Constat(
                f"jurys[{index}].numero_pv", message, "Donnez un numéro à chaque procès-verbal."
            )


def check_cles_papiers(examen: Examen) -> Iterator[Constat]:
    """`[dates]` and `papiers` name papers that are declared."""
    known = [document.cle for document in examen.catalogue]
    named = [(f"dates.{cle}", cle) for cle in examen.session.dates]
    for index, signataire in enumerate(examen.session.signataires):
        named += [(f"signataires[{index}].papiers", cle) for cle in signataire.papiers]
    for cle, papier in named:
        if papier not in known:
            yield Constat(cle, f"Le papier « {papier} » n’existe pas.", suggest(papier, known))


def check_signataires_doubles(examen: Examen) -> Iterator[Constat]:
    """One signatory a paper."""
    known = {document.cle for document in examen.catalogue}
    seen: set[str] = set()
    for index, signataire in enumerate(examen.session.signataires):
        for papier in signataire.papiers:
            # An unknown paper is S402, however often it is named.
            if papier in seen and papier in known:
                message = f"Le papier « {papier} » a deux signataires."
                yield Constat(f"signataires[{index}].papiers", message, "N’en gardez qu’un.")
            seen.add(papier)


def check_enregistrement_double(examen: Examen) -> Iterator[Constat]:
    """A session completes the référentiel's registration and does not contradict it."""
    theirs, ours = examen.referentiel.enregistrement, examen.session.enregistrement
    # The same act typed twice does no harm.
    if theirs is not None and ours is not None and theirs != ours:
        message = "L’enregistrement de la session contredit celui du référentiel."
        yield Constat("enregistrement", message, "Retirez la table [enregistrement] de la session.")


def check_deliberations(examen: Examen) -> Iterator[Constat]:
    """A jury decides once it sits: not before the first of its days."""
    for index, jury in enumerate(examen.session.jurys):
        if jury.date_deliberation is not None and jury.date_deliberation < min(jury.dates):
            message = (
                f"La délibération du « {jury.date_deliberation:%d/%m/%Y} » précède le "
                "premier jour du jury, "
                f"{min(jury.dates):%d/%m/%Y}."
            )
            yield Constat(
                f"jurys[{index}].date_deliberation", message, "Corrigez l’une des deux dates."
            )


def check_jurys_vides(examen: Examen) -> Iterator[Constat]:
    """A jury without candidates makes no paper."""
    # Its candidates may be those whose jury is unknown: D103 speaks first.
    known = {jury.code for jury in examen.session.jurys}
    if any(candidat.jury not in known for candidat in examen.session.candidats):
        return
    for index, jury in enumerate(examen.session.jurys):
        if not examen.session.list_candidats(jury):
            message = f"Le jury « {jury.code} » n’a pas de candidat."
            yield Constat(f"jurys[{index}]", message, "Rattachez-lui des candidats, ou retirez-le.")


def check_lieu(examen: Examen) -> Iterator[Constat]:
    """A jury sits at an address, or by visioconférence."""
    for index, jury in enumerate(examen.session.jurys):
        if not jury.adresse and jury.visioconference is None:
            message = f"Le jury « {jury.code} » n’a ni adresse ni visioconférence."
            yield Constat(f"jurys[{index}].adresse", message, "Donnez l’une ou l’autre.")


def check_heures(examen: Examen) -> Iterator[Constat]:
    """Hours are in order: arrival before start, real opening before real closing."""
    for index, jury in enumerate(examen.session.jurys):
        if jury.heure_arrivee > jury.heure_debut:
            message = "L’heure d’arrivée suit l’heure de début."
            yield Constat(f"jurys[{index}].heure_arrivee", message, "Corrigez l’une des deux.")
        if (
            jury.ouverture_reelle
            and jury.cloture_reelle
            and jury.ouverture_reelle >= jury.cloture_reelle
        ):
            message = "La séance est close avant d’être ouverte."
            yield Constat(
                f"jurys[{index}].cloture_reelle", message, "Corrigez l’une des deux heures."
            )


def check_dates_papiers(examen: Examen) -> Iterator[Constat]:
    """A convocation is dated before the jury, what follows the jury on its day or later."""
    for document in examen.catalogue:
        day = examen.session.dates.get(document.cle)
        # A title bears the day of délivrance, which R209 compares with the juries.
        if day is None or (document.porte_delivrance and examen.session.delivrance is not None):
            continue
        judged = [jury for jury in examen.session.jurys if examen.etats[jury.code] >= Etat.JUGEE]
        if document.avant_jury:
            # One date serves all juries: it precedes the first, or follows the last that has
            # decided.
            jury = min(examen.session.jurys, key=lambda jury: min(jury.dates))
            wrong = (
                f"n’est pas antérieure au jury « {jury.code} »" if day >= min(jury.dates) else ""
            )
        else:
            late = max(judged, key=lambda jury: jury.date_jury, default=None)
            wrong = (
                f"précède la décision du jury « {late.code} »"
                if late and day < late.date_jury
                else ""
            )
        if wrong:
            message = f"La date « {day:%d/%m/%Y} » {wrong}."
            yield Constat(f"dates.{document.cle}", message, "Corrigez la date imprimée.")


def check_dates_ignorees(examen: Examen) -> Iterator[Constat]:
    """A date is typed for no paper that prints another day, or none."""
    for document in examen.catalogue:
        if document.sans_date and document.cle in examen.session.dates:
            message = f"Le papier « {document.cle} » n’a pas de date à lui."
            yield Constat(
                f"dates.{document.cle}", message, f"Retirez « {document.cle} » de [dates]."
            )
    delivrance = examen.session.delivrance
    if delivrance is None:
        return
    for document in examen.catalogue:
        day = examen.session.dates.get(document.cle, delivrance.date)
        # The day of délivrance, typed again, is no mistake.
        if not document.porte_delivrance or day == delivrance.date:
            continue
        message = (
            f"La date « {day:%d/%m/%Y} » ne s’imprime pas : le papier « {document.cle} » "
            "porte celle de la délivrance, "
            f"{delivrance.date:%d/%m/%Y}."
        )
        yield Constat(
            f"dates.{document.cle}",
            message,
            f"Retirez « {document.cle} » de [dates], ou corrigez l’une.",
        )


def check_noms_doubles(examen: Examen) -> Iterator[Constat]:
    """No two routes, composantes, colleges or statuts share a name."""
    # People type any of the names: one that means two things would be read as the first.
    referentiel = examen.referentiel
    named = {
        "voies": [(v.code, v.intitule, v.libelle, *v.autres_noms) for v in referentiel.voies],
        "composantes": [(c.code, c.intitule, *c.autres_noms) for c in referentiel.composantes],
        "colleges": [(c.code, c.intitule, *c.autres_noms) for c in referentiel.colleges],
        "statuts": [(s.code, s.intitule, *s.autres_noms) for s in referentiel.statuts],
    }
    for table, records in named.items():
        first: dict[str, int] = {}
        for index, names in enumerate(records):
            for name in names:
                if first.setdefault(fold(name), index) != index:
                    message = f"« {name} » nomme aussi « {records[first[fold(name)]][0]} »."
                    yield Constat(
                        f"referentiel.{table}[{index}]",
                        message,
                        "Donnez à chacun des noms différents.",
                    )


def check_phrases(examen: Examen) -> Iterator[Constat]:
    """The sentences of the référentiel use the places they may."""
    for nom, admis in CHAMPS_PHRASES.items():
        # A sentence that is not given has no place, and may be left out.
        try:
            champs = list_champs(getattr(examen.referentiel.phrases, nom) or "")
        except ValueError:
            yield Constat(
                f"referentiel.phrases.{nom}", "Les accolades ne se ferment pas.", "Écrivez {champ}."
            )
            continue
        for champ in champs:
            if champ not in admis:
                message = f"Le champ « {{{champ}}} » n’existe pas dans cette phrase."
                yield Constat(f"referentiel.phrases.{nom}", message, suggest(champ, sorted(admis)))


def check_phrases_absentes(examen: Examen) -> Iterator[Constat]:
    """A fact the certification has is stated in a sentence: a level, blocs, an end of validity."""
    referentiel = examen.referentiel
    fin = referentiel.validite
    asked = {
        "niveau": (referentiel.niveau is not None, "un niveau"),
        "reserve_attestation": (bool(referentiel.blocs), "des blocs"),
        "validite": (fin is not None and (fin.annees or fin.mois) is not None, "une validité"),
    }
    for nom, (needed, fait) in asked.items():
        if needed and getattr(referentiel.phrases, nom) is None:
            message = f"La certification a {fait}, et « phrases.{nom} » manque."
            yield Constat(f"referentiel.phrases.{nom}", message, "Ajoutez cette phrase.")
    if (referentiel.niveau is None) != (referentiel.niveau_europeen is None):
        message = "Un seul des deux niveaux est donné."
        geste = "Donnez « niveau » et « niveau_europeen », ou aucun des deux."
        yield Constat("referentiel.niveau", message, geste)
